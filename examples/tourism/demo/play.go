package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// demo sends requests and counts the answers that are wrong.
type demo struct {
	base   string // URL of the server with its base path
	out    *printer
	around *around
	auth   string // header of the tourist who is logged in
	asked  int
	failed int
	tasks  int // that were seen
}

// tower is the destination that the sample starts with.
const tower = "5f0c6a52-3d0f-4a56-9a0f-2f6b1c7e8d34"

// play is the whole story.
func (d *demo) play(ctx context.Context) {
	id := d.account(ctx)
	d.refusals(ctx, id)
	d.photo(ctx)
	d.trip(ctx)
	d.review(ctx)
	d.audit(ctx)
}

// account registers a tourist, who logs in.
func (d *demo) account(ctx context.Context) (id string) {
	d.ask(ctx, "200, with a date for caches, a translated name and a converted price", "GET", "/destinations?limit=1", "",
		[]string{"Accept-Language: pt-PT", "Cookie: specho_currency=USD"}).
		is(200, "Expires: ", `"visit":"PT1H30M"`, `"amount":"8.70"`, "Torre de Belém")
	ines := `{"name": "Ines Duarte", "email": "ines@example.com", "password": "correct horse battery", "birthDate": "1988-02-29"}`
	id = d.ask(ctx, "201 with Location and ETag; the password is write-only", "POST", "/tourists", ines, nil).
		is(201, "Location: /v1/tourists/", `Etag: "v1"`, `"birthDate":"1988-02-29"`).member("id")
	letter, err := d.around.letter(ctx)
	d.task("SendWelcomeEmail", letter, err, "To: \"Ines Duarte\" <ines@example.com>", "Message-Id: <welcome-"+id+"@")
	d.ask(ctx, "409, a declared branch returned as an error", "POST", "/tourists", ines, nil).
		is(409, "application/problem+json", "ines@example.com is taken")
	d.ask(ctx, "422: every broken rule at once, as RFC 9457 lists them", "POST", "/tourists",
		`{"name": "", "email": "ines@", "password": "short", "phone": "call me"}`, nil).
		is(422, `"#/name"`, `"#/email"`, `"#/password"`, `"#/phone"`)
	token := d.ask(ctx, "200 with two cookies, for a form", "POST", "/sessions", "email=ines%40example.com&password=correct+horse+battery",
		[]string{"Content-Type: application/x-www-form-urlencoded"}).
		is(200, "Set-Cookie: specho_session=", "Set-Cookie: specho_refresh=", `"tokenType":"Bearer"`).member("accessToken")
	d.auth = "Authorization: Bearer " + token
	return id
}

// refusals are answers of requests that get nothing.
func (d *demo) refusals(ctx context.Context, id string) {
	d.ask(ctx, "304 without a body", "GET", "/tourists/"+id, "", []string{d.auth, `If-None-Match: "v1"`}).is(304, `Etag: "v1"`)
	d.ask(ctx, "401 with WWW-Authenticate", "GET", "/tourists/"+id, "", nil).is(401, "Www-Authenticate: Bearer")
	d.ask(ctx, "200 for a merge patch: null removes, what is absent stays", "PATCH", "/tourists/"+id, `{"phone": null, "newsletter": true}`,
		[]string{d.auth, `If-Match: "v1"`, "Content-Type: application/merge-patch+json"}).is(200, `Etag: "v2"`, `"newsletter":true`)
	d.ask(ctx, "405 with Allow", "DELETE", "/destinations", "", nil).is(405, "Allow: GET, HEAD, OPTIONS, POST")
	d.ask(ctx, "default: a status without a branch of its own", "POST", "/tourists", "<tourist/>", []string{"Content-Type: application/xml"}).
		is(415, "application/problem+json", `"status":415`)
}

// trip books a stay, pays for it, and cancels it.
func (d *demo) trip(ctx context.Context) {
	id := d.ask(ctx, "201: uuid, date, decimal, duration and date-time on the wire", "POST", "/bookings", stay("2030-07-14", "2030-07-21"), d.keyed(1)).
		is(201, "Location: /v1/bookings/", `"stay":"P7D"`, `"amount":"56.00"`, `"arrival":"2030-07-14"`).member("id")
	d.event(ctx, "booking.created", id)
	d.ask(ctx, "422 raised by a helper that knows no operation", "POST", "/bookings", stay("2030-07-21", "2030-07-14"), d.keyed(2)).
		is(422, `"detail":"the departure must be after the arrival"`)
	d.ask(ctx, "CSV, because the client likes it better", "GET", "/bookings", "", []string{d.auth, "Accept: text/csv, application/json;q=0.5"}).
		is(200, "Content-Type: text/csv", "id,arrival,departure,status,amount,currency\n"+id+",2030-07-14,")
	d.ask(ctx, "422 of the payments, in the shape of FastAPI", "POST", "/payments", payment(id, "56,00", "411"), []string{d.auth}).
		is(422, `{"detail":[`, `"loc":["body","price","amount"]`, `"loc":["body","method","number"]`)
	d.ask(ctx, "201: the number of the payment is larger than 2^53", "POST", "/payments", payment(id, "56.00", "4111111111111111"), []string{d.auth}).
		is(201, "Location: /v1/payments/900719925474099", `"lastFour":"1111"`)
	d.ask(ctx, "202 at a path with a verb", "POST", "/bookings/"+id+":cancel", `{"reason": "weather"}`, []string{d.auth}).
		is(202, "Retry-After: 2", "Location: /v1/bookings/"+id)
	d.event(ctx, "cancellation.requested", id)
	d.ask(ctx, "server-sent events, until the partner has agreed", "GET", "/bookings/"+id+"/events", "", []string{d.auth}).
		is(200, "text/event-stream", "event: status\nid: 1\ndata: {", `"status":"confirmed"`, "cancelled: weather")
}

// review withdraws a review of a stay that is over.
func (d *demo) review(ctx context.Context) {
	quiet := *d
	quiet.out = &printer{w: io.Discard}
	id := quiet.ask(ctx, "", "POST", "/bookings", stay("2020-07-14", "2020-07-15"), d.keyed(3)).is(201).member("id")
	quiet.ask(ctx, "", "POST", "/payments", payment(id, "8.00", "4111111111111111"), []string{d.auth}).is(201)
	id = quiet.ask(ctx, "", "POST", "/destinations/"+tower+"/reviews", `{"rating": 5, "title": "Worth every step", "visitedOn": "2020-07-15"}`, []string{d.auth}).
		is(201).member("id")
	d.failed = quiet.failed
	d.ask(ctx, "204 without a body", "DELETE", "/reviews/"+id, "", []string{d.auth}).is(204)
	d.ask(ctx, "404 from the store's own error type", "DELETE", "/reviews/"+id, "", []string{d.auth}).is(404, "there is no review "+id)
}

// event shows what another service was told.
func (d *demo) event(ctx context.Context, kind, subject string) {
	text, err := d.around.event(ctx)
	d.task("PublishEvent", text, err, `"type":"example.specho.`+kind+`"`, `"subject":"`+subject+`"`)
}

// audit shows the log that answers with and without errors have written.
func (d *demo) audit(ctx context.Context) {
	text, err := d.around.lines(ctx, 6)
	d.task("WriteAuditLog", text, err, `"action":"tourist.registered"`, `"action":"registration.refused"`, `"action":"photo.added"`,
		`"action":"booking.created"`, `"action":"review.withdrawn"`)
}

// task shows what a background task has done, and checks that it says this.
func (d *demo) task(name, did string, err error, texts ...string) {
	d.tasks++
	d.out.task(name, did)
	if err != nil {
		d.wrong("%v", err)
		return
	}
	for _, t := range texts {
		if !strings.Contains(did, t) {
			d.wrong("no %q in it", t)
		}
	}
}

// wrong counts something that is not an answer.
func (d *demo) wrong(format string, args ...any) {
	d.failed++
	d.out.wrong(format, args...)
}

func (d *demo) keyed(n int) []string {
	return []string{d.auth, fmt.Sprintf("Idempotency-Key: 0e7a1d53-6c7e-4a8e-9c39-%012d", n)}
}

func stay(arrival, departure string) string {
	return fmt.Sprintf(`{"destinationId": %q, "arrival": %q, "departure": %q, "travellers": [{"name": "Ines Duarte", "birthDate": "1988-02-29"}]}`,
		tower, arrival, departure)
}

func payment(booking, amount, number string) string {
	return fmt.Sprintf(`{"bookingId": %q, "price": {"amount": %q, "currency": "EUR"},
		"method": {"kind": "card", "holder": "Ines Duarte", "number": %q, "expires": "09/28", "securityCode": "123"}}`, booking, amount, number)
}

// answer is what came back.
type answer struct {
	d      *demo
	status int
	text   string // headers and body
	body   string
}

// ask sends a request, JSON unless a header says otherwise, and prints both sides.
func (d *demo) ask(ctx context.Context, title, method, path, body string, headers []string) *answer {
	a := &answer{d: d}
	d.asked++
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, d.base+path, strings.NewReader(body))
	if err != nil {
		d.out.wrong("%v", err)
		return a
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	d.out.request(d.asked, title, req, body)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		d.out.wrong("%v", err)
		return a
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		d.out.wrong("%v", err)
		return a
	}
	var head strings.Builder
	_ = res.Header.Write(&head)
	a.status, a.body, a.text = res.StatusCode, string(text), head.String()+string(text)
	d.out.answer(res, a.body)
	return a
}

// is checks the status, and that the answer has these texts.
func (a *answer) is(status int, texts ...string) *answer {
	wrong := a.status != status
	if wrong {
		a.d.out.wrong("status %d, want %d", a.status, status)
	}
	for _, t := range texts {
		if !strings.Contains(a.text, t) {
			wrong = true
			a.d.out.wrong("no %q in the answer", t)
		}
	}
	if wrong {
		a.d.failed++
	}
	return a
}

// member returns a member of a JSON body; "" if there is none.
func (a *answer) member(name string) string {
	var m map[string]any
	_ = json.Unmarshal([]byte(a.body), &m)
	s, _ := m[name].(string)
	return s
}
