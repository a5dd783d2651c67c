package docs_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	tourism "github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/hooks"
)

var _ = []any{confirm, taken, ownClient, receive}

var secret []byte

func unsubscribe(string) error { return nil }

// Partner is the receiver of the page.
type Partner struct{ tourism.UnimplementedWebhooks }

func confirm(ctx context.Context, partner string, b tourism.BookingConfirmation) error {
	res, err := webhooks.BookingConfirmed(ctx, partner, tourism.BookingConfirmedRequest{Body: &b})
	if err != nil {
		return err // refused, not reached, or an answer that the document does not declare
	}
	switch res := res.(type) {
	case tourism.BookingConfirmedGone:
		return unsubscribe(partner)
	case tourism.BookingConfirmedDefault:
		return fmt.Errorf("%s answered %d", partner, res.Status)
	}
	return nil
}

func taken(err error) bool {
	undeclared, ok := errors.AsType[*hooks.Undeclared](err)
	return ok && undeclared.Success() // 200 where the document says 204: good enough for us
}

var webhooks = tourism.NewWebhookSender(hooks.Options{
	Allow: func(ctx context.Context, target *url.URL) error {
		if target.Scheme != "https" {
			return errors.New("webhooks go to https addresses")
		}
		return nil
	},
	Prepare: func(r *http.Request, body []byte) error {
		mac := hmac.New(sha256.New, secret)
		mac.Write(body)
		r.Header.Set("X-Specho-Signature", hex.EncodeToString(mac.Sum(nil)))
		return nil
	},
})

func ownClient() *http.Client {
	d := &net.Dialer{Timeout: 5 * time.Second, Control: hooks.PublicOnly}
	return &http.Client{Timeout: time.Minute, Transport: &http.Transport{DialContext: d.DialContext}}
}

func receive(e *echo.Echo) error {
	at := tourism.WebhookPaths{BookingConfirmed: "/hooks/bookings"}
	return tourism.RegisterWebhooks(e, Partner{}, at, rest.Options{})
}

// TestWebhookExamplesCompile: the Go of the page stands here too.
func TestWebhookExamplesCompile(t *testing.T) {
	code := plain(read(t, "webhooks_test.go"))
	found := blocks.FindAllStringSubmatch(read(t, "webhooks.md"), -1)
	if len(found) < 5 {
		t.Errorf("only %d examples", len(found))
	}
	for _, m := range found {
		if !strings.Contains(code, plain(m[1])) {
			t.Errorf("not in webhooks_test.go:\n%s", m[1])
		}
	}
}
