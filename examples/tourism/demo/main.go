// Command demo shows what a generated server answers: it generates the sample,
// starts it as a child process on a free port, sends requests, prints them with
// their answers and what background tasks do after them, and stops it. It fails if an answer is not what it should be.
//
// Run it in the root of the repository: go run ./examples/tourism/demo
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

func main() {
	// A reader that has seen enough ("| head") must not leave the server behind.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGPIPE)
	err := run(ctx, newPrinter(os.Stdout))
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

// run plays the whole demo.
func run(ctx context.Context, p *printer) error {
	dir, err := os.MkdirTemp("", "tourism-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "tourism")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	for _, command := range [][]string{
		{"go", "run", "./cmd/specho", "generate"},
		{"go", "build", "-o", program, "./examples/tourism"},
	} {
		p.command(strings.ReplaceAll(strings.Join(command, " "), dir+string(filepath.Separator), ""))
		if err := execute(ctx, command); err != nil {
			return err
		}
	}
	a, err := newAround(dir)
	if err != nil {
		return err
	}
	defer a.close()
	p.command("tourism --addr 127.0.0.1:0 --smtp " + a.box.Addr() + " --events " + a.other.URL + " --audit audit.log")
	s, err := start(ctx, program, a.flags()...)
	if err != nil {
		return err
	}
	d := &demo{base: s.url, out: p, around: a}
	d.play(ctx)
	err = s.stop()
	if ctx.Err() != nil {
		return errors.New("interrupted; the server has stopped")
	}
	if err != nil {
		return fmt.Errorf("the server did not stop well: %w", err)
	}
	if d.failed > 0 {
		return fmt.Errorf("%d of %d answers and %d tasks are not what they should be", d.failed, d.asked, d.tasks)
	}
	p.note("%d requests and %d tasks, every answer as it should be; the server has stopped", d.asked, d.tasks)
	return nil
}

func execute(ctx context.Context, command []string) error {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(command, " "), err)
	}
	return nil
}

// patience is how long the server may take to start, and to stop.
const patience = 15 * time.Second
