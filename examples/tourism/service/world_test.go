package service

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/internal/cases/casetest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

// world is a running server, a client of it, and the document that every answer
// is checked against.
type world struct {
	t        *testing.T
	service  *service
	url      string
	contract *contract
	log      *casetest.Journal
}

func newWorld(t *testing.T, c *contract, limits map[string]int) *world {
	t.Helper()
	s := testService(t, "http://tourism.example")
	s.seed()
	s.partnerTime = 20 * time.Millisecond
	s.limits = limits
	j := &casetest.Journal{}
	h, err := s.handler(slog.New(slog.NewTextHandler(j, &slog.HandlerOptions{Level: slog.LevelError})))
	if err != nil {
		t.Fatal(err)
	}
	return &world{t: t, service: s, url: casetest.Listen(t, h, j) + "/v1", contract: c, log: j}
}

// answer is what came back, with its body.
type answer struct {
	*http.Response
	t    *testing.T
	name string
	body string
}

// send sends a request; headers are "Name: value". A body that is no string or
// reader is sent as JSON.
func (w *world) send(method, path string, body any, headers ...string) *answer {
	w.t.Helper()
	var r io.Reader
	switch b := body.(type) {
	case nil:
	case io.Reader:
		r = b
	case string:
		r = strings.NewReader(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			w.t.Fatal(err)
		}
		r = bytes.NewReader(text)
	}
	req, err := http.NewRequest(method, w.url+path, r)
	if err != nil {
		w.t.Fatal(err)
	}
	if r != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if name == "Content-Type" {
			req.Header.Del(name)
		}
		if value != "" {
			req.Header.Add(name, value)
		}
	}
	return w.do(req)
}

func (w *world) do(req *http.Request) *answer {
	w.t.Helper()
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatalf("%s %s: %v", req.Method, req.URL.Path, err)
	}
	a := &answer{Response: res, t: w.t, name: req.Method + " " + req.URL.RequestURI(), body: string(text)}
	if err := w.contract.check(req.Method, req.URL.EscapedPath(), res, text); err != nil {
		w.t.Errorf("%s: %v", a.name, err)
	}
	return a
}

// is checks the status, and that each text is in the body or a header.
func (a *answer) is(status int, texts ...string) *answer {
	a.t.Helper()
	if a.StatusCode != status {
		a.t.Errorf("%s: status %d, want %d; body %s", a.name, a.StatusCode, status, a.body)
	}
	var head strings.Builder
	a.Header.Write(&head)
	for _, text := range texts {
		if !strings.Contains(a.body, text) && !strings.Contains(head.String(), text) {
			a.t.Errorf("%s: %q is neither in the body nor in a header; body %s\n%s", a.name, text, a.body, &head)
		}
	}
	return a
}

// member returns a member of a JSON body as text.
func (a *answer) member(name string) string {
	a.t.Helper()
	d := json.NewDecoder(strings.NewReader(a.body))
	d.UseNumber()
	var m map[string]any
	if err := d.Decode(&m); err != nil || m[name] == nil {
		a.t.Fatalf("%s: no member %s in %s", a.name, name, a.body)
	}
	return fmt.Sprint(m[name])
}

type object = map[string]any

// tourist is somebody with an account who is logged in.
type tourist struct {
	id, auth, token string
}

const password = "correct horse battery"

func (w *world) signUp(name string) tourist {
	w.t.Helper()
	mail := name + "@example.com"
	id := w.send("POST", "/tourists", object{"name": name, "email": mail, "password": password}).is(201).member("id")
	token := w.send("POST", "/sessions", object{"email": mail, "password": password}).is(200).member("accessToken")
	return tourist{id: id, auth: "Authorization: Bearer " + token, token: token}
}

// book books the tower and returns the booking's id.
func (w *world) book(who tourist, arrival, departure string) string {
	w.t.Helper()
	return w.send("POST", "/bookings", stayAt(arrival, departure), who.auth, newKey()).is(201).member("id")
}

func newKey() string { return "Idempotency-Key: " + uuid.NewString() }

func stayAt(arrival, departure string) object {
	return object{"destinationId": towerID, "arrival": arrival, "departure": departure,
		"travellers": []object{{"name": "Ines Duarte", "birthDate": "1988-02-29"}}}
}

// pay pays for a booking by card and returns the payment's number.
func (w *world) pay(who tourist, booking, amount string) string {
	w.t.Helper()
	return w.send("POST", "/payments", payment(booking, amount, card("4111111111111111")), who.auth).is(201).member("id")
}

func payment(booking, amount string, method object) object {
	return object{"bookingId": booking, "price": object{"amount": amount, "currency": "EUR"}, "method": method}
}

func card(number string) object {
	return object{"kind": "card", "holder": "Ines Duarte", "number": number, "expires": "09/28", "securityCode": "123"}
}
