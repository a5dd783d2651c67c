// Command tourism is a complete server for the sample contract, with everything
// kept in memory; package service is its code.
//
// Start it with "go run ./examples/tourism" and try
//
//	curl -i http://127.0.0.1:8080/v1/destinations
//
// The same server with background tasks that survive it, kept in a database by
// River, is a module of its own, so that nobody else needs its drivers: "go run .
// -tasks river" in examples/tourism-river.
package main

import (
	"context"
	"errors"
	"flag"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/specho/specho/examples/tourism/service"
)

func main() {
	var c service.Config
	c.Flags(flag.CommandLine)
	kind := flag.String("tasks", "memory", "where tasks are kept: `memory`; examples/tourism-river has river too")
	quiet := flag.Bool("quiet", false, "log errors only")
	flag.Parse()

	level := slog.LevelInfo
	if *quiet {
		level = slog.LevelError
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, c, *kind, log); err != nil {
		log.Error("tourism", "error", err)
		os.Exit(1)
	}
}

var errRiver = errors.New("this program keeps tasks in memory: for river, go run -C examples/tourism-river . -tasks river")

func run(ctx context.Context, c service.Config, kind string, log *slog.Logger) error {
	if kind != "memory" {
		return errRiver
	}
	return service.Run(ctx, c, os.Stdout, log)
}
