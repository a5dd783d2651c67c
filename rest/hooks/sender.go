package hooks

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// Options adjusts a generated sender. The zero Options is a good start.
type Options struct {
	// Client sends the requests. nil stands for PublicClient(30 s): it reaches
	// public addresses only. A client of the program's own has to see to that
	// itself, see PublicOnly.
	Client *http.Client

	// Allow refuses addresses with an error: hosts that are on no list, ports, http
	// where there should be https. It sees every address, those of redirects too,
	// and before the host's name is looked up: what that name stands for is known
	// to PublicOnly alone.
	Allow func(ctx context.Context, target *url.URL) error

	// Prepare is the last to see a request, with the body that is sent: the place
	// for a signature, credentials and headers of the program's own. The body is
	// nil if there is none or it is a stream.
	Prepare func(r *http.Request, body []byte) error

	// MaxAnswer bounds the body of an answer, in bytes; 0 stands for 1 MiB.
	MaxAnswer int64

	// Validate checks every JSON body against the document before it is sent. For
	// tests and staging.
	Validate bool
}

const (
	defaultMaxAnswer = 1 << 20
	defaultTimeout   = 30 * time.Second
)

// ErrRefused is in the error of every request whose address is not allowed.
var ErrRefused = errors.New("the address is refused")

// Sender sends requests. It is safe for concurrent use.
type Sender struct {
	o      Options
	client *http.Client
}

// New returns a sender.
func New(o Options) *Sender {
	if o.Client == nil {
		o.Client = PublicClient(defaultTimeout)
	}
	if o.MaxAnswer <= 0 {
		o.MaxAnswer = defaultMaxAnswer
	}
	client := *o.Client // the program's stays as it is
	s := &Sender{o: o, client: &client}
	client.CheckRedirect = s.redirect(client.CheckRedirect)
	return s
}

// redirect follows none where the program says nothing of them, and looks at each
// address where it does.
func (s *Sender) redirect(next func(*http.Request, []*http.Request) error) func(*http.Request, []*http.Request) error {
	if next == nil {
		return func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	}
	return func(r *http.Request, via []*http.Request) error {
		if err := s.allow(r.Context(), r.URL); err != nil {
			return err
		}
		return next(r, via)
	}
}

// allow refuses what is no absolute http or https address, and what the program
// refuses.
func (s *Sender) allow(ctx context.Context, u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%w: its scheme is %q, not http or https", ErrRefused, u.Scheme)
	case u.Host == "" || u.Hostname() == "":
		return fmt.Errorf("%w: it has no host", ErrRefused)
	}
	if s.o.Allow == nil {
		return nil
	}
	if err := s.o.Allow(ctx, u); err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return nil
}
