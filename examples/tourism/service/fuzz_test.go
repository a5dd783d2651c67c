package service

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/specho/specho/internal/cases/casetest"
)

// FuzzRequests: whatever arrives, the answer is one that the document declares,
// and never an internal error.
func FuzzRequests(f *testing.F) {
	for _, seed := range [][5]string{
		{"POST", "/v1/tourists", "application/json", `{"name":"a","email":"a@example.com","password":"correct horse battery","phone":null,"interests":["sea"]}`, ""},
		{"GET", "/v1/destinations?tag=a&countries=PT|ES&sort=rating,name&price[min]=20&open=2026-07-14&limit=5&cursor=x", "", "", "pt-PT, en;q=0.8"},
		{"PATCH", "/v1/tourists/5f0c6a52-3d0f-4a56-9a0f-2f6b1c7e8d34", "application/merge-patch+json", `{"address":null}`, "*"},
		{"POST", "/v1/sessions", "application/x-www-form-urlencoded", "email=a%40example.com&password=x&remember=true", ""},
		{"POST", "/v1/destinations/5f0c6a52-3d0f-4a56-9a0f-2f6b1c7e8d34/photos", "multipart/form-data; boundary=b",
			"--b\r\nContent-Disposition: form-data; name=\"metadata\"\r\nContent-Type: application/json\r\n\r\n{\"caption\":\"c\"}\r\n" +
				"--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a\"\r\n\r\nGIF89a\r\n--b--\r\n", ""},
		{"POST", "/v1/bookings", "application/json", `{"destinationId":"5f0c6a52-3d0f-4a56-9a0f-2f6b1c7e8d34","arrival":"2030-07-14","departure":"2030-07-21","pickUpAt":"14:30:00+01:00","travellers":[{"name":"I","birthDate":"1988-02-29"}],"extras":{"bicycle":2}}`, "0e7a1d53-6c7e-4a8e-9c39-7b8d6a9f4c21"},
		{"GET", "/v1/bookings?status=pending&changedSince=2026-05-01T00:00:00Z", "", "", "text/csv"},
		{"POST", "/v1/bookings/5f0c6a52-3d0f-4a56-9a0f-2f6b1c7e8d34:cancel", "application/json", `{"reason":"weather"}`, ""},
		{"POST", "/v1/payments", "application/json", `{"bookingId":"5f0c6a52-3d0f-4a56-9a0f-2f6b1c7e8d34","price":{"amount":"1","currency":"EUR"},"method":{"kind":"card","holder":"I","number":"4111111111111111","expires":"09/28","securityCode":"123"}}`, ""},
		{"POST", "/v1/payments/1/refunds", "application/x-www-form-urlencoded", "amount=1&reason=mistake", demoKey},
		{"GET", "/v1/payments/90071992547409931", "", "", ""},
		{"pOST", "/v1/payments", "application/json", "{}", ""},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3], seed[4])
	}
	c, s, j := newContract(f), testService(f, "http://tourism.example"), &casetest.Journal{}
	s.seed()
	s.limits = nil
	token := s.sessions.begin(towerID)
	s.sessions.clients[token] = s.sessions.clients[demoToken] // the caller may be anybody
	h, err := s.handler(slog.New(slog.NewTextHandler(j, &slog.HandlerOptions{Level: slog.LevelError})))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, method, target, media, body, header string) {
		u, err := url.ParseRequestURI(target)
		if err != nil || u.Host != "" || method == "" || method == http.MethodConnect {
			t.Skip("net/http does not let it in")
		}
		r := &http.Request{Method: method, URL: u, RequestURI: target, Host: "tourism.example", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
			RemoteAddr: "127.0.0.1:1", Body: http.NoBody, Header: http.Header{"Authorization": {"Bearer " + token}}}
		if body != "" {
			r.Body, r.ContentLength = readCloser{bytes.NewReader([]byte(body))}, int64(len(body))
		}
		if media != "" {
			r.Header.Set("Content-Type", media)
		}
		for _, name := range []string{"Accept", "Accept-Language", "Cookie", "If-Match", "If-None-Match", "Idempotency-Key", "Last-Event-Id", "X-Api-Key"} {
			if header != "" && !(name == "Accept" && r.URL.Path != "/v1/bookings") {
				r.Header.Set(name, header)
			}
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r.WithContext(t.Context()))
		res := w.Result()
		if res.StatusCode >= 500 && res.StatusCode != http.StatusInsufficientStorage {
			t.Errorf("%s %q: status %d: %s", method, target, res.StatusCode, j)
		}
		if method == http.MethodOptions && res.StatusCode == http.StatusNoContent || len(u.Path) < 3 || u.Path[:3] != "/v1" || len(u.Path) > 3 && u.Path[3] != '/' {
			return // not an operation of the document
		}
		if err := c.check(method, u.EscapedPath(), res, w.Body.Bytes()); err != nil {
			t.Errorf("%s %q: %v", method, target, err)
		}
	})
}

type readCloser struct{ *bytes.Reader }

func (readCloser) Close() error { return nil }
