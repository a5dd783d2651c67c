package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// server is a running child process.
type server struct {
	url string
	cmd *exec.Cmd
}

// start runs the program and waits until it says where it listens. It is told
// to stop when ctx ends.
func start(ctx context.Context, program string, flags ...string) (*server, error) {
	cmd := exec.CommandContext(ctx, program, append(flags, "--addr", "127.0.0.1:0", "--quiet")...)
	cmd.Stderr = os.Stderr
	cmd.Cancel = func() error { return interrupt(cmd.Process) } // and not kill, as exec does
	cmd.WaitDelay = patience
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	s := &server{cmd: cmd}
	line := make(chan string, 1)
	go func() {
		text, _ := bufio.NewReader(out).ReadString('\n')
		line <- text
	}()
	select {
	case text := <-line:
		s.url = strings.TrimSpace(strings.TrimPrefix(text, "listening on "))
	case <-time.After(patience):
	}
	if s.url == "" {
		return nil, errors.Join(errors.New("the server does not say where it listens"), cmd.Process.Kill(), cmd.Wait())
	}
	return s, nil
}

// stop asks the process to end, as Ctrl+C does, and waits for it.
func (s *server) stop() error {
	if err := interrupt(s.cmd.Process); err != nil {
		return err
	}
	kill := time.AfterFunc(patience, func() { _ = s.cmd.Process.Kill() })
	defer kill.Stop()
	return s.cmd.Wait()
}

// interrupt falls back to killing where processes cannot be interrupted.
func interrupt(p *os.Process) error {
	if err := p.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return p.Kill()
	}
	return nil
}
