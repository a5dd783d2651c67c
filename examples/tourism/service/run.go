package service

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
	"time"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest/tasks"
)

// drainTime is how long requests, and then tasks, may take to end when the server
// stops.
const drainTime = 10 * time.Second

// Config is what the flags of a program say, and what it brings along.
type Config struct {
	Address string // to listen on
	SMTP    string // mail server, host:port; "": letters go to the log
	Events  string // URL that is told of events; "": they go to the log
	Audit   string // file of the audit log; "": it is a part of the log

	// Archive is where accounts and pictures are kept; nil stands for memory.
	Archive Archive

	// Background makes what runs the tasks; nil stands for memory.
	Background func(context.Context, []tasks.Handler, *slog.Logger) (Background, error)
}

// Flags declares the flags of c.
func (c *Config) Flags(f *flag.FlagSet) {
	f.StringVar(&c.Address, "addr", "127.0.0.1:8080", "`address` to listen on; port 0 takes a free one")
	f.StringVar(&c.SMTP, "smtp", "", "mail `server`, host:port, for the letters; else they are logged")
	f.StringVar(&c.Events, "events", "", "`URL` that events are sent to; else they are logged")
	f.StringVar(&c.Audit, "audit", "", "`file` for the audit log; else it is a part of the log")
}

// Run serves until ctx ends, then lets open requests and accepted tasks finish. It
// says on out where it listens.
func Run(ctx context.Context, c Config, out io.Writer, log *slog.Logger) error {
	l, err := net.Listen("tcp", c.Address)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	defer l.Close()
	origin := "http://" + l.Addr().String()
	b, end, err := c.start(ctx, origin, log)
	if err != nil {
		return err
	}
	defer end() // after the last request
	s := newService(origin, c.Archive, b)
	s.seed()
	if err := s.load(ctx); err != nil {
		return fmt.Errorf("load accounts: %w", err)
	}
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
	return serve(ctx, server, l)
}

// Work runs tasks, and serves nothing, until ctx ends. It says on out when it begins.
func Work(ctx context.Context, c Config, out io.Writer, log *slog.Logger) error {
	_, end, err := c.start(ctx, "http://"+c.Address, log)
	if err != nil {
		return err
	}
	defer end()
	fmt.Fprintln(out, "working")
	<-ctx.Done()
	return nil
}

// start begins to run tasks. end lets them finish.
func (c *Config) start(ctx context.Context, origin string, log *slog.Logger) (b Background, end func(), err error) {
	if c.Archive == nil {
		c.Archive = newAlbum()
	}
	if c.Background == nil {
		c.Background = func(_ context.Context, handlers []tasks.Handler, log *slog.Logger) (Background, error) {
			return inMemory(handlers, log)
		}
	}
	e, closeAll, err := c.errands(origin, log)
	if err != nil {
		return nil, nil, err
	}
	if b, err = c.Background(ctx, tourism.TaskHandlers(e), log); err != nil {
		closeAll()
		return nil, nil, fmt.Errorf("start the tasks: %w", err)
	}
	return b, func() {
		deadline, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
		defer cancel()
		b.Drain(deadline)
		closeAll()
	}, nil
}

// errands makes what does the tasks.
func (c *Config) errands(origin string, log *slog.Logger) (_ *errands, closeAll func(), err error) {
	e := &errands{mail: lettersInLog{log}, events: eventsInLog{log}, audit: log, archive: c.Archive}
	client := &http.Client{Transport: &http.Transport{Proxy: http.ProxyFromEnvironment}}
	closeAll = client.CloseIdleConnections
	if c.SMTP != "" {
		e.mail = mailServer(c.SMTP)
	}
	if c.Events != "" {
		e.events = webhook{c.Events, origin + tourism.BasePath, client}
	}
	if c.Audit != "" {
		f, err := os.OpenFile(c.Audit, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return nil, nil, fmt.Errorf("open the audit log: %w", err)
		}
		e.audit = slog.New(slog.NewJSONHandler(f, nil))
		closeAll = func() {
			client.CloseIdleConnections()
			f.Close()
		}
	}
	return e, closeAll, nil
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
