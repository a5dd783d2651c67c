// Package durabletest kills the processes of durable runners, to see what becomes of
// their jobs: a server that submits and a worker that runs, both of the binary of the
// test itself.
package durabletest

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// Role is what a process does.
type Role string

// The roles of a Cast.
const (
	Server Role = "server"
	Worker Role = "worker"
)

const (
	roleName = "DURABLE_ROLE"
	fromName = "DURABLE_FROM"
	toName   = "DURABLE_TO"
)

// Tasks is how many tasks a round has, and Rounds how many rounds there are: the
// value of ROUNDS, 3 without it.
const Tasks = 10_000

// Rounds is how many times Tasks are submitted.
func Rounds(t *testing.T) int {
	text := os.Getenv("ROUNDS")
	if text == "" {
		return 3
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("ROUNDS=%s is not a number of rounds", text)
	}
	return n
}

// Main is for TestMain: it plays the role that this process was started for and
// reports whether there is one. serve submits the tasks with numbers from from to to,
// without to; work runs them until ctx ends, by SIGTERM, and drains.
func Main(serve func(ctx context.Context, from, to int) error, work func(ctx context.Context) error) (code int, played bool) {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	role := Role(os.Getenv(roleName))
	if role != "" {
		go leaveWith(os.Getppid())
	}
	var err error
	switch role {
	case Server:
		from, _ := strconv.Atoi(os.Getenv(fromName))
		to, _ := strconv.Atoi(os.Getenv(toName))
		err = serve(ctx, from, to)
	case Worker:
		err = work(ctx)
	default:
		return 0, false
	}
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		return 1, true
	}
	return 0, true
}

// leaveWith ends this process when its parent, the test, has gone without ending it.
func leaveWith(parent int) {
	for os.Getppid() == parent {
		time.Sleep(time.Second)
	}
	os.Exit(1)
}

// Cast is the server and the worker of a test.
type Cast struct {
	T   *testing.T
	Env []string // for both, beside this process's

	// Orphans notes the jobs in flight of a worker that was killed.
	Orphans func()

	Kills            map[Role]int
	server, worker   *exec.Cmd
	served           chan error
	numberFrom, upTo int
}

// Round has a server submit the tasks with numbers from from to to while both
// processes are killed, at random times, and replaced. It returns when all were
// submitted and each was killed three times at least. The worker goes on.
func (c *Cast) Round(from, to int) {
	c.T.Helper()
	if c.Kills == nil {
		c.Kills = map[Role]int{}
		c.T.Cleanup(c.end)
	}
	c.numberFrom, c.upTo = from, to
	if c.worker == nil {
		c.worker = c.start(Worker)
	}
	c.serve()
	server, worker := c.Kills[Server]+3, c.Kills[Worker]+3
	for done := false; !done || c.Kills[Server] < server || c.Kills[Worker] < worker; {
		wait := time.Duration(50+rand.IntN(350)) * time.Millisecond
		select {
		case err := <-c.served:
			if err != nil {
				c.T.Fatalf("the server has failed: %v", err)
			}
			done = true
			c.serve() // it finds nothing left to do, and is there to be killed
			time.Sleep(wait / 10)
		case <-time.After(wait):
		}
		if n := rand.IntN(3); n == 0 || n == 1 && c.Kills[Server] < server {
			c.kill(c.server, Server)
			if err := <-c.served; err != nil {
				c.T.Fatalf("the server has failed: %v", err)
			}
			c.serve()
		} else {
			c.KillWorker()
		}
	}
	if err := <-c.served; err != nil {
		c.T.Fatalf("the server has failed: %v", err)
	}
	c.server = nil
}

// KillWorker ends the worker by SIGKILL and starts another.
func (c *Cast) KillWorker() {
	c.kill(c.worker, Worker)
	_ = c.worker.Wait()
	c.Orphans()
	c.worker = c.start(Worker)
}

// RestartWorker ends the worker as one that is asked to, and starts another.
func (c *Cast) RestartWorker() {
	c.T.Helper()
	if err := c.worker.Process.Signal(syscall.SIGTERM); err != nil {
		c.T.Fatal(err)
	}
	if err := c.worker.Wait(); err != nil {
		c.T.Fatalf("the worker has failed: %v", err)
	}
	c.worker = c.start(Worker)
}

func (c *Cast) serve() {
	c.server = c.start(Server)
	c.served = make(chan error, 1)
	go func(p *exec.Cmd, served chan<- error) {
		err := p.Wait()
		if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() < 0 {
			err = nil // it was killed
		}
		served <- err
	}(c.server, c.served)
}

func (c *Cast) kill(p *exec.Cmd, role Role) {
	if p.Process.Kill() == nil {
		c.Kills[role]++
	}
}

func (c *Cast) start(role Role) *exec.Cmd {
	c.T.Helper()
	self, err := os.Executable()
	if err != nil {
		c.T.Fatal(err)
	}
	p := exec.Command(self, "-test.run=^$")
	p.Env = append(os.Environ(), c.Env...)
	p.Env = append(p.Env, roleName+"="+string(role), fromName+"="+strconv.Itoa(c.numberFrom), toName+"="+strconv.Itoa(c.upTo))
	p.Stderr = os.Stderr
	if err := p.Start(); err != nil {
		c.T.Fatal(err)
	}
	return p
}

// end kills what is left.
func (c *Cast) end() {
	if c.server != nil && c.server.Process.Kill() == nil {
		<-c.served
	}
	if c.worker != nil && c.worker.Process.Kill() == nil {
		_ = c.worker.Wait()
	}
}
