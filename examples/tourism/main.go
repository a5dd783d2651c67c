// Command tourism is a complete server for the sample contract, with everything
// kept in memory: the code that a user of specho writes.
//
// Start it with "go run ./examples/tourism" and try
//
//	curl -i http://127.0.0.1:8080/v1/destinations
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/specho/specho/generated"
)

// drainTime is how long requests may take to end when the server stops.
const drainTime = 10 * time.Second

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "`address` to listen on; port 0 takes a free one")
	quiet := flag.Bool("quiet", false, "log errors only")
	flag.Parse()

	level := slog.LevelInfo
	if *quiet {
		level = slog.LevelError
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *addr, os.Stdout, log); err != nil {
		log.Error("tourism", "error", err)
		os.Exit(1)
	}
}

// run serves until ctx ends, then lets open requests finish. It says on out where
// it listens.
func run(ctx context.Context, addr string, out io.Writer, log *slog.Logger) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	origin := "http://" + l.Addr().String()
	s := newService(origin)
	s.seed()
	h, err := s.handler(log)
	if err != nil {
		return fmt.Errorf("mount the contract: %w", err)
	}
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      30 * time.Second, // event streams have a deadline of their own
		IdleTimeout:       2 * time.Minute,
	}
	server.RegisterOnShutdown(func() { close(s.stopping) }) // ends event streams
	fmt.Fprintln(out, "listening on "+origin+tourism.BasePath)
	defer drainTasks(s.runner, drainTime) // after the last request
	return serve(ctx, server, l)
}

// serve runs a server until ctx ends. What is still open after drainTime is cut off.
func serve(ctx context.Context, server *http.Server, l net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	deadline, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	if err := server.Shutdown(deadline); err != nil {
		return errors.Join(fmt.Errorf("requests were still open after %s: %w", drainTime, err), server.Close())
	}
	return nil
}
