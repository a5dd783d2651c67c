package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/specho/specho/examples/tourism/mailbox"
)

// around is what the server's background tasks reach: a mail server, somebody who
// listens to events, and a file.
type around struct {
	box    *mailbox.Box
	other  *httptest.Server
	events chan string
	audit  string
}

func newAround(dir string) (*around, error) {
	a := &around{events: make(chan string, 100), audit: filepath.Join(dir, "audit.log")}
	var err error
	if a.box, err = mailbox.Open(); err != nil {
		return nil, err
	}
	a.other = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(io.LimitReader(r.Body, 1<<16))
		a.events <- string(text)
	}))
	return a, nil
}

// flags tell the server.
func (a *around) flags() []string {
	return []string{"--smtp", a.box.Addr(), "--events", a.other.URL, "--audit", a.audit}
}

func (a *around) close() error {
	a.other.Close()
	return a.box.Close()
}

var errNothing = errors.New("it has done nothing")

// eventually asks until there is an answer.
func eventually(ctx context.Context, ask func() string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		if text := ask(); text != "" {
			return text, nil
		}
		select {
		case <-ctx.Done():
			return "", errNothing
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// letter waits for the first letter.
func (a *around) letter(ctx context.Context) (string, error) {
	return eventually(ctx, func() string {
		all := a.box.Letters()
		if len(all) == 0 {
			return ""
		}
		var b strings.Builder
		for _, name := range []string{"From", "To", "Subject", "Message-Id"} {
			fmt.Fprintf(&b, "%s: %s\n", name, all[0].Header.Get(name))
		}
		return b.String() + "\n" + strings.ReplaceAll(all[0].Body, "\r", "")
	})
}

// event waits for the next event.
func (a *around) event(ctx context.Context) (string, error) {
	select {
	case text := <-a.events:
		return text, nil
	case <-ctx.Done():
	case <-time.After(patience):
	}
	return "", errNothing
}

// lines waits until the audit log has so many.
func (a *around) lines(ctx context.Context, n int) (string, error) {
	return eventually(ctx, func() string {
		text, err := os.ReadFile(a.audit)
		if err != nil || strings.Count(string(text), "\n") < n {
			return ""
		}
		return string(text)
	})
}
