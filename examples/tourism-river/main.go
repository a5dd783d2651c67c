// Command tourism-river registers tourists in a database and mails their welcome
// letters by durable tasks, in the same transaction: who is registered gets a letter,
// whatever happens to this process. It serves that operation of the sample contract
// only; examples/tourism has the others.
//
// It is a module of its own: the drivers that it needs are not for those who generate
// code, nor for servers that keep tasks in memory.
//
//	go run . -database tourists.db
//	go run . -database postgres://localhost/tourism -role server
//	go run . -database postgres://localhost/tourism -role worker
//	go run . -database tourists.db -tasks memory
//
//	curl -i http://127.0.0.1:8080/v1/tourists -H 'Content-Type: application/json' \
//	  -d '{"name":"Nina","email":"nina@example.com","password":"correct horse battery"}'
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

// drainTime is how long requests, and then tasks, may take to end.
const drainTime = 10 * time.Second

// config is what the flags say.
type config struct {
	addr     string
	database string // a file, or postgres://...
	tasks    string // river or memory
	role     string // server, worker or both
}

func main() {
	var c config
	flag.StringVar(&c.addr, "addr", "127.0.0.1:8080", "`address` to listen on; port 0 takes a free one")
	flag.StringVar(&c.database, "database", "tourists.db", "a `file` for SQLite, or postgres://...")
	flag.StringVar(&c.tasks, "tasks", "river", "river keeps tasks in the database, memory in this process")
	flag.StringVar(&c.role, "role", "both", "server submits tasks, worker runs them, both does both")
	flag.Parse()
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, c, os.Stdout, log); err != nil {
		log.Error("tourism-river", "error", err)
		os.Exit(1)
	}
}

// run serves, works or does both until ctx ends. It says on out where it listens.
func run(ctx context.Context, c config, out io.Writer, log *slog.Logger) error {
	db, err := open(ctx, c.database)
	if err != nil {
		return err
	}
	defer db.Close()
	b, err := newBackground(ctx, c, db, &mailer{log}, log)
	if err != nil {
		return err
	}
	defer func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
		defer cancel()
		b.drain(end) // after the last request
	}()
	if c.role == "worker" {
		fmt.Fprintln(out, "working")
		<-ctx.Done()
		return nil
	}
	h, err := (&service{db: db.DB, start: b.start}).handler(b.runner, log)
	if err != nil {
		return fmt.Errorf("mount the contract: %w", err)
	}
	l, err := net.Listen("tcp", c.addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	fmt.Fprintln(out, "listening on http://"+l.Addr().String()+tourism.BasePath)
	return serve(ctx, &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second}, l)
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
