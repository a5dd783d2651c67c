// Command tourism-river is the server of examples/tourism whose background tasks can
// be kept in a database, by River: "-tasks river". Accounts and photos are in that
// database too, and tasks are written in the transaction that writes them: who is
// registered gets a letter, whatever happens to this process. With "-tasks memory" it
// is examples/tourism.
//
// It is a module of its own: the drivers that it needs are not for those who generate
// code, nor for servers that keep tasks in memory.
//
//	go run . -tasks river
//	go run . -tasks memory
//	go run . -tasks river -database postgres://localhost/tourism -role server
//	go run . -tasks river -database postgres://localhost/tourism -role worker
//
//	curl -i http://127.0.0.1:8080/v1/tourists -H 'Content-Type: application/json' \
//	  -d '{"name":"Nina","email":"nina@example.com","password":"correct horse battery"}'
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/specho/specho/examples/tourism/service"
)

// config is what the flags say.
type config struct {
	service.Config
	tasks    string // river or memory
	database string // of river: a file, or postgres://...
	role     string // of river: server, worker or both
}

func main() {
	var c config
	c.Flags(flag.CommandLine)
	flag.StringVar(&c.tasks, "tasks", "river", "`river` keeps tasks in the database, memory in this process")
	flag.StringVar(&c.database, "database", "tourism.db", "of river: a `file` for SQLite, or postgres://...")
	flag.StringVar(&c.role, "role", "both", "of river: `server` submits tasks, worker runs them, both does both")
	flag.Parse()
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, c, os.Stdout, log); err != nil {
		log.Error("tourism-river", "error", err)
		os.Exit(1)
	}
}

// run serves, works or does both until ctx ends. It says on out when it has begun.
func run(ctx context.Context, c config, out io.Writer, log *slog.Logger) error {
	switch c.tasks {
	case "memory":
		return service.Run(ctx, c.Config, out, log)
	case "river":
	default:
		return fmt.Errorf("tasks are kept by river or in memory, not in %q", c.tasks)
	}
	db, err := open(ctx, c.database)
	if err != nil {
		return err
	}
	defer db.Close()
	c.Archive, c.Background = db, db.background(c.role)
	switch c.role {
	case "server", "both":
		return service.Run(ctx, c.Config, out, log)
	case "worker":
		return service.Work(ctx, c.Config, out, log)
	}
	return fmt.Errorf("a process is server, worker or both, not %q", c.role)
}
