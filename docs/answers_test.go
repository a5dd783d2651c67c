package docs_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	tourism "github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/tasks"
)

// open lets everybody in.
type open struct{ *Authenticator }

func (open) BearerAuth(context.Context, rest.Bearer) (*Caller, error) { return &Caller{}, nil }

// TestErrorsPage: the answers that errors.md shows are what the sample gives.
func TestErrorsPage(t *testing.T) {
	e := echo.New()
	o := rest.Options{Tasks: &tasks.Recorder{}, Logger: slog.New(slog.NewTextHandler(io.Discard, nil))}
	if err := tourism.Register(e, &Server{}, open{&Authenticator{}}, o); err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile("(?s)```json\n(.*?)```").FindAllStringSubmatch(read(t, "errors.md"), -1)
	requests := []struct{ path, body string }{
		{"/v1/payments", `{"bookingId":"4fd55a5a-f45b-46d2-9a2c-8e2a13a4fb27","price":{"amount":"10.00","currency":"EUR"}}`},
		{"/v1/tourists", `{"name":"Ada Lovelace","password":"correct horse battery"}`},
	}
	if len(shown) != len(requests) {
		t.Fatalf("the page shows %d answers, the test knows %d", len(shown), len(requests))
	}
	for i, q := range requests {
		r := httptest.NewRequest(http.MethodPost, q.path, strings.NewReader(q.body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer x")
		r.Header.Set("Idempotency-Key", "4fd55a5a-f45b-46d2-9a2c-8e2a13a4fb27")
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		var got, want any
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatalf("%s: %v: %s", q.path, err, w.Body)
		}
		if err := json.Unmarshal([]byte(shown[i][1]), &want); err != nil {
			t.Errorf("the page shows no JSON: %v", err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s answers %s, the page shows\n%s", q.path, w.Body, shown[i][1])
		}
	}
}
