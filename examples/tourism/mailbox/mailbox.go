// Package mailbox is a mail server that keeps what it gets: for tests, and to show
// letters. It speaks real SMTP, by github.com/emersion/go-smtp, so that what sends the
// letters is tested down to the wire.
package mailbox

import (
	"fmt"
	"io"
	"net"
	"net/mail"
	"slices"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// Letter is a mail as it came.
type Letter struct {
	From, To string // of the envelope
	Header   mail.Header
	Body     string // still encoded
}

// Box is a running server.
type Box struct {
	// Refuse, if it is not nil, decides about a recipient: with a status of SMTP and
	// a text, or 0 to take the letter.
	Refuse func(to string) (status int, text string)

	server *smtp.Server
	addr   string
	done   chan error

	mu      sync.Mutex
	letters []Letter
	tried   int
}

// Open starts a server on a free port of the loopback.
func Open() (*Box, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	b := &Box{addr: l.Addr().String(), done: make(chan error, 1)}
	b.server = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{box: b}, nil }))
	b.server.Domain = "mailbox.example"
	b.server.ReadTimeout, b.server.WriteTimeout = time.Minute, time.Minute
	b.server.MaxMessageBytes = 1 << 20
	go func() { b.done <- b.server.Serve(l) }()
	return b, nil
}

// Addr is the server's host and port.
func (b *Box) Addr() string { return b.addr }

// Close ends the server.
func (b *Box) Close() error {
	err := b.server.Close()
	<-b.done
	return err
}

// Letters returns what has come so far.
func (b *Box) Letters() []Letter {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.letters)
}

// Tried is how many letters were offered, those that were refused too.
func (b *Box) Tried() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.tried
}

// session is one connection.
type session struct {
	box    *Box
	letter Letter
}

// Mail begins a letter.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.letter = Letter{From: from}
	return nil
}

// Rcpt says whom it is to.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.box.mu.Lock()
	s.box.tried++
	s.box.mu.Unlock()
	if refuse := s.box.Refuse; refuse != nil {
		if status, text := refuse(to); status != 0 {
			return &smtp.SMTPError{Code: status, EnhancedCode: smtp.EnhancedCode{status / 100, 0, 0}, Message: text}
		}
	}
	s.letter.To = to
	return nil
}

// Data takes it.
func (s *session) Data(r io.Reader) error {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(m.Body)
	if err != nil {
		return err
	}
	s.letter.Header, s.letter.Body = m.Header, string(text)
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.letters = append(s.box.letters, s.letter)
	return nil
}

// Reset forgets a letter that was begun.
func (s *session) Reset() { s.letter = Letter{} }

// Logout ends the connection.
func (s *session) Logout() error { return nil }
