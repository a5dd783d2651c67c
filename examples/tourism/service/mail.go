package service

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/smtp"
	"net/textproto"
	"strings"
	"time"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest/tasks"
)

// sender is whom letters are from.
var sender = mail.Address{Name: "Specho Tourism", Address: "post@specho.example"}

// letter is a mail of plain text.
type letter struct {
	id      string // the same for every attempt to send it
	to      mail.Address
	subject string
	text    string
}

func welcome(p tourism.WelcomeEmail) letter {
	return letter{
		id: "welcome-" + p.TouristID.String(), to: mail.Address{Name: p.Name, Address: p.Email},
		subject: "Welcome to Specho Tourism, " + p.Name,
		text:    "Dear " + p.Name + ",\n\nyour account is open: log in with " + p.Email + ".\n\nGood journeys\nSpecho Tourism\n",
	}
}

// letterbox is where letters go.
type letterbox interface {
	send(context.Context, letter) error
}

// mailServer takes letters by SMTP (RFC 5321): its host and port. One that asks for
// a password would need an smtp.Auth as well.
type mailServer string

func (s mailServer) send(ctx context.Context, l letter) error {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", string(s))
	if err != nil {
		return fmt.Errorf("reach the mail server: %w", err)
	}
	defer context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })() // net/smtp knows no contexts
	host, _, _ := net.SplitHostPort(string(s))
	c, err := smtp.NewClient(conn, host)
	if err != nil {
		conn.Close()
		return refused(err)
	}
	defer c.Close()
	if err := deliver(c, l); err != nil {
		return refused(err)
	}
	return nil
}

func deliver(c *smtp.Client, l letter) error {
	if err := c.Mail(sender.Address); err != nil {
		return err
	}
	if err := c.Rcpt(l.to.Address); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if err := l.write(w); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	_ = c.Quit() // it has the letter
	return nil
}

// refused says that the mail server has not taken a letter. Status 5xx is its last
// word (RFC 5321, section 4.2.1).
func refused(err error) error {
	reply, answered := errors.AsType[*textproto.Error](err)
	err = fmt.Errorf("mail: %w", err)
	if answered && reply.Code >= 500 {
		return tasks.Permanent(err)
	}
	return err
}

// write prints the letter in the form of RFC 5322.
func (l letter) write(w io.Writer) error {
	var head strings.Builder
	for _, field := range [][2]string{
		{"From", sender.String()}, {"To", l.to.String()}, {"Subject", mime.QEncoding.Encode("utf-8", l.subject)},
		{"Date", time.Now().UTC().Format(time.RFC1123Z)}, {"Message-ID", "<" + l.id + "@specho.example>"},
		{"MIME-Version", "1.0"}, {"Content-Type", "text/plain; charset=utf-8"}, {"Content-Transfer-Encoding", "quoted-printable"},
	} {
		head.WriteString(field[0] + ": " + field[1] + "\r\n")
	}
	if _, err := io.WriteString(w, head.String()+"\r\n"); err != nil {
		return err
	}
	text := quotedprintable.NewWriter(w)
	if _, err := io.WriteString(text, l.text); err != nil {
		return err
	}
	return text.Close()
}

// lettersInLog stands in for a mail server.
type lettersInLog struct{ log *slog.Logger }

func (b lettersInLog) send(ctx context.Context, l letter) error {
	b.log.InfoContext(ctx, "letter", "to", l.to.Address, "subject", l.subject)
	return nil
}
