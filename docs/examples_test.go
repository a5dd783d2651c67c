package docs_test

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	tourism "github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/format"
)

// This file holds what the pages show. It has to compile; a test compares it with
// the pages.

var _ = []any{register, branches, raise, raiseMore, options, stream, inContext, formats, presence, enum, union, marshal, jsonable}

// Server is the handlers type of the pages.
type Server struct{ tourism.Unimplemented }

// Authenticator is the authenticator of the pages.
type Authenticator struct{ sessions map[string]*Caller }

// Caller is who sends a request.
type Caller struct{ scopes map[string]bool }

func (c *Caller) may(scopes []string) bool {
	for _, s := range scopes {
		if !c.scopes[s] {
			return false
		}
	}
	return true
}

func (a *Authenticator) BearerAuth(ctx context.Context, credentials rest.Bearer) (*Caller, error) {
	who, known := a.sessions[credentials.Token]
	if !known {
		return nil, rest.ErrUnauthorized
	}
	if !who.may(credentials.Scopes) {
		return nil, rest.ErrForbidden
	}
	return who, nil
}

func (a *Authenticator) SessionCookie(ctx context.Context, credentials rest.APIKey) (*Caller, error) {
	return nil, rest.ErrUnauthorized
}

func (a *Authenticator) PartnerKey(ctx context.Context, credentials rest.APIKey) (*Caller, error) {
	return nil, rest.ErrUnauthorized
}

func (a *Authenticator) ClientCredentials(ctx context.Context, credentials rest.Bearer) (*Caller, error) {
	return nil, rest.ErrUnauthorized
}

func (s *Server) CreateTourist(ctx context.Context, req tourism.CreateTouristRequest) (tourism.CreateTouristResponse, error) {
	t := &tourism.Tourist{ID: uuid.New(), Name: req.Body.Name, Email: req.Body.Email, RegisteredAt: time.Now()}
	return tourism.CreateTouristCreated{
		Headers: tourism.CreateTouristCreatedHeaders{Location: "/tourists/" + t.ID.String(), ETag: `"1"`},
		Body:    t,
	}, nil
}

func register(handlers tourism.Handlers, authenticator *Authenticator) error {
	e := echo.New()
	err := tourism.Register(e, handlers, authenticator, rest.Options{})
	return err
}

func branches(n int, req tourism.CreateTouristRequest, err error) (tourism.CreateTouristResponse, error) {
	switch n {
	case 0:
		return nil, tourism.NewConflict("the e-mail address %s is taken", req.Body.Email)
	case 1:
		return tourism.NewConflict("the e-mail address is taken"), nil
	case 2:
		return nil, tourism.NewUnexpected(503, "the payment service does not answer")
	case 3:
		busy := tourism.NewTooManyRequests("one registration a minute")
		busy.Headers.RetryAfter = 60
		return nil, busy
	}
	return nil, rest.WithCause(tourism.NewConflict("the e-mail address is taken"), err)
}

func raise(id uuid.UUID) error {
	return rest.Raise(404, "there is no tourist "+id.String())
}

func raiseMore(since rest.Date, err error) error {
	return rest.Raise(409, map[string]any{"reason": "taken", "since": since}).WithHeader("Retry-After", "60").WithCause(err)
}

// OutOfStock is an error of the program's own.
type OutOfStock struct{}

func (*OutOfStock) Error() string { return "nothing is left" }

func options() rest.Options {
	options := rest.Options{
		Errors: []rest.ErrorHandler{
			rest.HandleError(func(ctx context.Context, e *OutOfStock) *rest.HTTPException {
				return rest.Raise(409, e.Error())
			}),
			rest.HandleStatus(500, func(ctx context.Context, e *rest.HTTPException) *rest.HTTPException {
				return rest.Raise(500, "we have been told, try again later")
			}),
		},
	}
	return options
}

func stream(events chan tourism.BookingEvent) (tourism.StreamBookingEventsResponse, error) {
	return tourism.StreamBookingEventsOK{Body: func(w *rest.EventWriter[tourism.BookingEvent]) error {
		for e := range events {
			if err := w.Send(e); err != nil {
				return err // the client has left
			}
		}
		return nil
	}}, nil
}

func inContext(ctx context.Context) []any {
	op := rest.OperationOf(ctx)                   // ID, path, tags, statuses
	who, ok := rest.Principal[*Caller](ctx)       // what the authenticator returned
	rest.ResponseHeader(ctx).Set("X-Trace", "17") // on whatever is answered
	rest.SetCookie(ctx, &http.Cookie{Name: "seen", Value: "1"})
	c := rest.EchoContext(ctx) // the way out
	return []any{op, who, ok, c}
}

func formats() []any {
	day, ok := format.ParseDate("2026-02-28")
	price, fine := format.ParseDecimal("19.90")
	return []any{day, ok, price, fine}
}

func presence(t *tourism.Tourist) {
	patch := tourism.TouristUpdate{
		Name:  rest.Some("Ada Lovelace"),
		Phone: rest.SomeNull[string](), // null: remove it
	}
	if name, ok := patch.Name.Get(); ok {
		t.Name = name
	}
	switch {
	case patch.Phone.IsZero(): // absent: stays as it is
	case patch.Phone.IsNull():
		t.Phone = rest.SomeNull[string]()
	default:
		t.Phone = rest.SomeValue(patch.Phone.Value)
	}
}

func enum(booking *tourism.Booking) {
	booking.Status = tourism.BookingStatusConfirmed
}

func union(req tourism.CreatePaymentRequest, charge func(number, code rest.Secret) error, await func(iban string) error) (err error) {
	switch m := req.Body.Method.Value.(type) {
	case *tourism.CardInput:
		err = charge(m.Number, m.SecurityCode)
	case *tourism.Transfer:
		err = await(m.Iban)
	}
	return err
}

func marshal(tourist *tourism.Tourist) ([]byte, error) {
	data, err := json.Marshal(tourist)
	return data, err
}

func jsonable(tourist *tourism.Tourist) (any, error) {
	value, err := rest.JSONable(tourist, rest.Exclude("email"), rest.ExcludeNulls())
	return value, err
}
