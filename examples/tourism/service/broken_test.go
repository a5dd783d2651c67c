package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/rest"
)

// isProblem checks that an answer is a problem of the contract, and says nothing
// about our insides.
func (a *answer) isProblem(status int) {
	a.t.Helper()
	if a.StatusCode != status {
		a.t.Errorf("status %d, want %d; body %s", a.StatusCode, status, a.body)
	}
	if got := a.Header.Get("Content-Type"); got != "application/problem+json" {
		a.t.Errorf("Content-Type is %q", got)
	}
	var p tourism.Problem
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		a.t.Errorf("the body is no Problem: %v: %s", err, a.body)
	}
	if int(p.Status) != status || p.Title == "" {
		a.t.Errorf("the problem is %s", a.body)
	}
	if strings.Contains(a.body, inside) {
		a.t.Errorf("the answer tells too much: %s", a.body)
	}
}

// inside is a text that no client may see.
const inside = "db.internal:5432"

// TestBrokenRequests: whatever clients send, the answer is one that the document
// declares.
func TestBrokenRequests(t *testing.T) {
	w := newWorld(t, newContract(t), nil)
	ines := w.signUp("ines")
	program := "Authorization: Bearer " + demoToken
	photos, place := "/destinations/"+towerID.String()+"/photos", "/destinations/"+towerID.String()
	tourist := func(member string) string {
		return `{"name":"a","email":"a@example.com","password":"correct horse",` + member + `}`
	}
	destination := func(place string) string {
		return `{"name":"a","country":"PT","price":{"amount":"1","currency":"EUR"},"place":` + place + `}`
	}
	merge := "Content-Type: application/merge-patch+json"
	for _, tt := range []struct {
		name, method, path string
		body               any
		headers            []string
		status             int
	}{
		{"path parameter", "GET", "/tourists/x", nil, []string{ines.auth}, 422},
		{"path parameter with an escaped slash", "GET", "/tourists/a%2Fb%20[c]", nil, []string{ines.auth}, 422},
		{"query parameter", "GET", "/destinations?limit=0", nil, nil, 422},
		{"query parameter of another type", "GET", "/destinations?limit=ten", nil, nil, 422},
		{"query parameter beyond 32 bits", "GET", "/destinations?limit=4294967297", nil, nil, 422},
		{"query parameter twice", "GET", "/destinations?limit=1&limit=2", nil, nil, 422},
		{"query parameter with a bad escape", "GET", "/destinations?cursor=%zz", nil, nil, 422},
		{"query parameter without its list", "GET", "/destinations?countries=PT|", nil, nil, 422},
		{"list with equal items", "GET", "/destinations?sort=name,name", nil, nil, 422},
		{"list that is too long", "GET", "/destinations?" + strings.Repeat("tag=a&", 11), nil, nil, 422},
		{"member of an object parameter", "GET", "/destinations?price[min]=cheap", nil, nil, 422},
		{"day that does not exist", "GET", "/destinations?open=2026-02-29", nil, nil, 422},
		{"header", "POST", "/bookings", stayAt("2030-01-01", "2030-01-02"), []string{ines.auth, "Idempotency-Key: x"}, 422},
		{"missing header", "POST", "/bookings", stayAt("2030-01-01", "2030-01-02"), []string{ines.auth}, 422},
		{"header that is too long", "GET", "/destinations", nil, []string{"Accept-Language: " + strings.Repeat("x", 101)}, 422},
		{"cookie", "GET", "/destinations", nil, []string{"Cookie: specho_currency=XXX"}, 422},
		{"missing body", "POST", "/tourists", nil, nil, 422},
		{"body of another type", "POST", "/tourists", "[]", nil, 422},
		{"null body", "POST", "/tourists", "null", nil, 422},
		{"member of another type", "POST", "/tourists", tourist(`"newsletter":"yes"`), nil, 422},
		{"null member", "POST", "/tourists", tourist(`"birthDate":null`), nil, 422},
		{"nothing to change", "PATCH", "/tourists/" + ines.id, "{}", []string{ines.auth, merge, "If-Match: *"}, 422},
		{"member nobody knows", "POST", "/destinations", destination(`{"latitude":1,"longitude":1,"altitude":1}`), []string{program}, 422},
		{"no member of a union", "POST", "/destinations", destination(`{}`), []string{program}, 422},
		{"number beyond float64", "POST", "/destinations", destination(`{"latitude":1e999,"longitude":1}`), []string{program}, 422},
		{"unknown path", "GET", "/nothing", nil, nil, 404},
		{"unknown verb", "POST", "/bookings/" + uuid.NewString() + ":rebook", nil, []string{ines.auth}, 405},
		{"trailing slash", "GET", "/destinations/", nil, nil, 404},
		{"empty segment", "GET", "/tourists//", nil, nil, 404},
		{"wrong method", "DELETE", "/destinations", nil, nil, 405},
		{"method nobody knows", "BREW", "/destinations", nil, nil, 405},
		{"wrong media type", "POST", "/tourists", "<tourist/>", []string{"Content-Type: application/xml"}, 415},
		{"wrong charset", "POST", "/tourists", "{}", []string{"Content-Type: application/json; charset=utf-16"}, 415},
		{"no media type", "POST", "/tourists", "{}", []string{"Content-Type: "}, 415},
		{"media type that is none", "POST", "/tourists", "{}", []string{"Content-Type: ;;"}, 415},
		{"broken JSON", "POST", "/tourists", `{"name":`, nil, 422},
		{"trailing data", "POST", "/tourists", tourist(`"language":"en"`) + "{}", nil, 422},
		{"duplicate key", "POST", "/tourists", tourist(`"name":"b"`), nil, 422},
		{"duplicate unknown key", "POST", "/tourists", tourist(`"x":1,"x":2`), nil, 422},
		{"key in another case", "POST", "/tourists", `{"Name":"a","email":"a@example.com","password":"correct horse"}`, nil, 422},
		{"invalid UTF-8", "POST", "/tourists", tourist("\"language\":\"\xff\""), nil, 422},
		{"lone surrogate", "POST", "/tourists", tourist(`"language":"\ud800"`), nil, 422},
		{"control character", "POST", "/tourists", tourist("\"language\":\"\x01\""), nil, 422},
		{"number that JSON does not have", "POST", "/destinations", destination(`{"latitude":NaN,"longitude":1}`), []string{program}, 422},
		{"too deep", "POST", "/tourists", tourist(`"x":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000)), nil, 422},
		{"too large", "POST", "/tourists", tourist(`"x":"` + strings.Repeat("x", 1<<20) + `"`), nil, 413},
		{"too large, length not announced", "POST", "/tourists", io.MultiReader(strings.NewReader(strings.Repeat(" ", 2<<20))), nil, 413},
		{"unacceptable", "GET", "/destinations", nil, []string{"Accept: text/html"}, 406},
		{"unacceptable by quality", "GET", "/destinations", nil, []string{"Accept: */*;q=0"}, 406},
		{"unacceptable stream", "GET", "/bookings/" + uuid.NewString() + "/events", nil, []string{ines.auth, "Accept: text/csv"}, 406},
		{"form with a bad escape", "POST", "/sessions", "email=%zz&password=x", []string{"Content-Type: application/x-www-form-urlencoded"}, 422},
		{"form field twice", "POST", "/sessions", "email=a@example.com&email=b@example.com&password=x", []string{"Content-Type: application/x-www-form-urlencoded"}, 422},
		{"multipart without its end", "POST", photos, "--b\r\nContent-Disposition: form-data; name=\"photo\"\r\n\r\nx", []string{ines.auth, "Content-Type: multipart/form-data; boundary=b"}, 400},
		{"multipart without boundary", "POST", photos, "x", []string{ines.auth, "Content-Type: multipart/form-data"}, 400},
		{"multipart without a file", "POST", photos, "--b\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n{}\r\n--b--\r\n", []string{ines.auth, "Content-Type: multipart/form-data; boundary=b"}, 422},
		{"no credentials", "GET", "/tourists/" + ines.id, nil, nil, 401},
		{"bad credentials", "GET", "/tourists/" + ines.id, nil, []string{"Authorization: Bearer nonsense"}, 401},
		{"bad cookie", "GET", "/tourists/" + ines.id, nil, []string{"Cookie: specho_session=nonsense"}, 401},
		{"credentials twice", "GET", "/tourists/" + ines.id, nil, []string{ines.auth, ines.auth}, 401},
		{"credentials of another scheme", "GET", "/tourists/" + ines.id, nil, []string{"Authorization: Basic YTpi"}, 401},
		{"credentials where none are needed", "GET", "/destinations", nil, []string{"Authorization: Bearer nonsense"}, 401},
		{"forbidden", "POST", "/destinations", destination(`{"latitude":1,"longitude":1}`), []string{"Authorization: Bearer " + demoReader}, 403},
		{"range that fits nothing", "GET", place, nil, []string{"Accept: image/*"}, 406},
	} {
		t.Run(tt.name, func(t *testing.T) {
			one := *w
			one.t = t
			one.send(tt.method, tt.path, tt.body, tt.headers...).isProblem(tt.status)
		})
	}
	if log := w.log.String(); log != "" {
		t.Errorf("clients can fill the error log: %s", log)
	}
}

// troubled is a program in trouble.
type troubled struct {
	tourism.Unimplemented
	get   func(ctx context.Context) (tourism.GetDestinationResponse, error)
	photo func() (tourism.DownloadPhotoResponse, error)
	event func(w *rest.EventWriter[tourism.BookingEvent]) error
}

func (h troubled) GetDestination(ctx context.Context, _ tourism.GetDestinationRequest) (tourism.GetDestinationResponse, error) {
	return h.get(ctx)
}

func (h troubled) DownloadPhoto(context.Context, tourism.DownloadPhotoRequest) (tourism.DownloadPhotoResponse, error) {
	return h.photo()
}

func (h troubled) StreamBookingEvents(context.Context, tourism.StreamBookingEventsRequest) (tourism.StreamBookingEventsResponse, error) {
	return tourism.StreamBookingEventsOK{Body: h.event}, nil
}

// quotaError is an error type of the program.
type quotaError struct{ left int }

func (e quotaError) Error() string { return fmt.Sprintf("quota of %s: %d left", inside, e.left) }

// trouble serves h.
func trouble(t *testing.T, c *contract, h troubled) *world {
	t.Helper()
	s, j, e := testService(t, "http://tourism.example"), &casetest.Journal{}, echo.New()
	s.seed()
	s.limits = nil
	o := s.options(slog.New(slog.NewTextHandler(j, &slog.HandlerOptions{Level: slog.LevelError})))
	o.Errors = append(o.Errors, rest.HandleError(func(_ context.Context, e quotaError) *rest.HTTPException {
		return rest.Raise(http.StatusServiceUnavailable, "come back later").WithHeader("Retry-After", "60").WithCause(e)
	}))
	if err := tourism.Register(e, h, s.sessions, o); err != nil {
		t.Fatal(err)
	}
	return &world{t: t, service: s, url: casetest.Listen(t, e, j) + "/v1", contract: c, log: j}
}

// TestTroubledHandlers: whatever handlers do, the answer is one that the document
// declares, and the log says what has happened.
func TestTroubledHandlers(t *testing.T) {
	c := newContract(t)
	type response = tourism.GetDestinationResponse
	full := func(change func(d *tourism.Destination)) response {
		s := testService(t, "")
		s.seed()
		d := s.store.places[towerID].destination
		change(&d)
		return tourism.GetDestinationOK{Body: &d}
	}
	var nothing map[string]int
	for _, tt := range []struct {
		name   string
		get    func(ctx context.Context) (response, error)
		status int
		log    string // part of the error log; "" is for none
	}{
		{"panic", func(context.Context) (response, error) { panic(inside) }, 500, inside},
		{"panic with an error", func(context.Context) (response, error) { panic(errors.New(inside)) }, 500, "stack="},
		{"panic of the runtime", func(context.Context) (response, error) { nothing["x"]++; return nil, nil }, 500, "nil map"},
		{"panic with a raised status", func(context.Context) (response, error) { panic(rest.Raise(404, "gone")) }, 404, ""},
		{"nil answer", func(context.Context) (response, error) { return nil, nil }, 500, "neither"},
		{"nil pointer to a branch", func(context.Context) (response, error) { return (*tourism.GetDestinationOK)(nil), nil }, 500, "neither"},
		{"branch without its body", func(context.Context) (response, error) { return tourism.GetDestinationOK{}, nil }, 500, "no Body"},
		{"error branch without its body", func(context.Context) (response, error) { return tourism.NotFound{}, nil }, 500, "no Body"},
		{"raised, declared", func(context.Context) (response, error) { return nil, rest.Raise(404, "no such place") }, 404, ""},
		{"raised under default", func(context.Context) (response, error) { return nil, rest.Raise(418) }, 418, ""},
		{"raised with any detail", func(context.Context) (response, error) {
			return nil, rest.Raise(409, object{"id": uuid.New(), "list": []any{1, nil}})
		}, 409, ""},
		{"raised without a name", func(context.Context) (response, error) { return nil, rest.Raise(499) }, 499, ""},
		{"raised with a detail that JSON does not have", func(context.Context) (response, error) { return nil, rest.Raise(409, math.NaN()) }, 500, "detail"},
		{"raised beyond all statuses", func(context.Context) (response, error) { return nil, rest.Raise(799, inside) }, 500, "799"},
		{"raised with a cause", func(context.Context) (response, error) {
			return nil, rest.Raise(503, "later").WithCause(errors.New(inside))
		}, 503, inside},
		{"raised and wrapped three times", func(context.Context) (response, error) {
			return nil, fmt.Errorf("a: %w", fmt.Errorf("b: %w", fmt.Errorf("c: %w", rest.Raise(404, "no such place"))))
		}, 404, ""},
		{"raised and joined", func(context.Context) (response, error) {
			return nil, errors.Join(errors.New(inside), rest.Raise(404, "no such place"))
		}, 404, ""},
		{"branch as error", func(context.Context) (response, error) { return nil, tourism.NewNotFound("no such place") }, 404, ""},
		{"branch as error, wrapped", func(context.Context) (response, error) {
			return nil, fmt.Errorf("%s: %w", inside, tourism.NewNotFound("no such place"))
		}, 404, ""},
		{"branch with a cause", func(context.Context) (response, error) {
			return nil, rest.WithCause(tourism.NewNotFound("no such place"), errors.New(inside))
		}, 404, ""},
		{"branch of another operation", func(context.Context) (response, error) { return nil, tourism.NewConflict("taken") }, 500, "does not declare"},
		{"default with a declared status", func(context.Context) (response, error) { return tourism.NewUnexpected(404, "x"), nil }, 500, "branch of its own"},
		{"default without a status", func(context.Context) (response, error) { return tourism.Unexpected{}, nil }, 500, "status 0"},
		{"default beyond all statuses", func(context.Context) (response, error) { return tourism.NewUnexpected(600, "x"), nil }, 500, "status 600"},
		{"error of the program", func(context.Context) (response, error) { return nil, errors.New(inside) }, 500, inside},
		{"own error type, mapped", func(context.Context) (response, error) { return nil, fmt.Errorf("x: %w", quotaError{3}) }, 503, "3 left"},
		{"own error type of the store", func(context.Context) (response, error) {
			return nil, fmt.Errorf("x: %w", &NotFound{Kind: "place", ID: 1})
		}, 404, ""},
		{"echo.HTTPError", func(context.Context) (response, error) { return nil, echo.NewHTTPError(403, "not here") }, 403, ""},
		{"echo.HTTPError with a cause", func(context.Context) (response, error) {
			return nil, echo.NewHTTPError(400, "bad").SetInternal(errors.New(inside))
		}, 400, ""},
		{"echo.HTTPError of the server", func(context.Context) (response, error) { return nil, echo.NewHTTPError(502, inside) }, 502, inside},
		{"deadline", func(context.Context) (response, error) { return nil, context.DeadlineExceeded }, 500, "deadline"},
		{"cancelled, not by the client", func(context.Context) (response, error) { return nil, context.Canceled }, 500, "canceled"},
		{"NaN", func(context.Context) (response, error) {
			return full(func(d *tourism.Destination) { d.Rating = rest.NotNull(math.NaN()) }), nil
		}, 500, "rating"},
		{"infinity", func(context.Context) (response, error) {
			return full(func(d *tourism.Destination) {
				d.Place.Value = &tourism.Coordinates{Latitude: math.Inf(1)}
			}), nil
		}, 500, "latitude"},
		{"union without a value", func(context.Context) (response, error) {
			return full(func(d *tourism.Destination) { d.Place.Value = nil }), nil
		}, 500, "place"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := trouble(t, c, troubled{get: tt.get})
			w.send("GET", "/destinations/"+towerID.String(), nil).isProblem(tt.status)
			switch log := w.log.String(); {
			case tt.log == "" && log != "":
				t.Errorf("it is logged as an error: %s", log)
			case !strings.Contains(log, tt.log), tt.log != "" && !strings.Contains(log, "operation=getDestination"):
				t.Errorf("the log does not say %q and the operation: %s", tt.log, log)
			}
			w.send("GET", "/reviews/nothing", nil).isProblem(405) // the server goes on
		})
	}
}

// TestTroubledStreams: an error before the first byte is answered as any other;
// later ones break the connection, so that nobody takes a part for the whole.
func TestTroubledStreams(t *testing.T) {
	c := newContract(t)
	ok := func(r io.Reader) func() (tourism.DownloadPhotoResponse, error) {
		return func() (tourism.DownloadPhotoResponse, error) { return tourism.DownloadPhotoOK{Body: r}, nil }
	}
	event := tourism.BookingEvent{Status: tourism.BookingStatusPending}
	photo, events := "/destinations/"+towerID.String()+"/photos/"+towerID.String(), "/bookings/"+towerID.String()+"/events"
	for _, tt := range []struct {
		name   string
		h      troubled
		path   string
		status int // 0: the connection breaks
	}{
		{"reader that fails", troubled{photo: ok(failing{})}, photo, 500},
		{"reader that raises", troubled{photo: ok(failing{err: rest.Raise(404, "it was here")})}, photo, 404},
		{"reader that fails midway", troubled{photo: ok(io.MultiReader(strings.NewReader("x"), failing{}))}, photo, 0},
		{"no reader", troubled{photo: ok(nil)}, photo, 500},
		{"stream that fails", troubled{event: func(*rest.EventWriter[tourism.BookingEvent]) error { return errors.New(inside) }}, events, 500},
		{"stream that raises", troubled{event: func(*rest.EventWriter[tourism.BookingEvent]) error { return rest.Raise(404) }}, events, 404},
		{"stream that panics", troubled{event: func(*rest.EventWriter[tourism.BookingEvent]) error { panic(inside) }}, events, 500},
		{"stream that fails midway", troubled{event: func(w *rest.EventWriter[tourism.BookingEvent]) error {
			return errors.Join(w.Send(event), errors.New(inside))
		}}, events, 0},
		{"stream that panics midway", troubled{event: func(w *rest.EventWriter[tourism.BookingEvent]) error {
			_ = w.Send(event)
			panic(inside)
		}}, events, 0},
		{"no stream", troubled{}, events, 500},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := trouble(t, c, tt.h)
			token := w.service.sessions.begin(towerID)
			if tt.status != 0 {
				w.send("GET", tt.path, nil, "Authorization: Bearer "+token).isProblem(tt.status)
				return
			}
			req, _ := http.NewRequest("GET", w.url+tt.path, nil)
			req.Header.Set("Authorization", "Bearer "+token)
			if res, err := http.DefaultClient.Do(req); err == nil { // it may break before the header
				defer res.Body.Close()
				if _, err := io.ReadAll(res.Body); err == nil {
					t.Error("the answer looks complete")
				}
			}
			if !strings.Contains(w.log.String(), inside) {
				t.Errorf("the log does not say why: %s", w.log)
			}
		})
	}
}

// failing is a reader that fails.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	return 0, errors.New(inside)
}

// TestUnimplemented: an API that is not complete yet answers 501.
func TestUnimplemented(t *testing.T) {
	w := trouble(t, newContract(t), troubled{})
	w.send("POST", "/tourists", object{"name": "a", "email": "a@example.com", "password": password}).isProblem(501)
}
