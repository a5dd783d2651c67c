package rest

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/param"
	"github.com/specho/specho/rest/rule"
	"github.com/specho/specho/rest/tasks"
)

// shortText is a rule that "too long" breaks.
var shortText = rule.String{MaxLength: 3}

// TestMain fails when tests leave goroutines behind: a stream or an upload that
// never ends.
func TestMain(m *testing.M) {
	code := m.Run()
	http.DefaultClient.CloseIdleConnections()
	if left := leftovers(); code == 0 && left != "" {
		fmt.Printf("goroutines are left over:\n%s\n", left)
		code = 1
	}
	os.Exit(code)
}

// leftovers gives the stacks of goroutines that run code of ours or serve a
// connection, after some time to end.
func leftovers() string {
	var left []string
	for range 100 {
		buf := make([]byte, 1<<20)
		left = left[:0]
		for g := range strings.SplitSeq(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
			ours := strings.Contains(g, "specho/rest.") || strings.Contains(g, "net/http.(*conn)")
			if ours && !strings.Contains(g, "rest.TestMain") {
				left = append(left, g)
			}
		}
		if len(left) == 0 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	return strings.Join(left, "\n\n")
}

// reply is a branch with a JSON body of any kind.
type reply struct {
	status int
	body   any
}

func (r reply) StatusCode() int { return r.status }

func (r reply) WriteResponse(x *Exchange) error {
	v := JSON(AppendValue(nil, r.body))
	return SendJSON(x, r.status, MediaJSON, &v, codec.ElemRaw, nil)
}

func (reply) isAnswer() {}

// declaredAnswers is what operations answer with that do not declare [conflict].
type declaredAnswers interface {
	Response
	isAnswer()
}

// conflict is an error branch.
type conflict struct{ taken string }

func (conflict) StatusCode() int { return http.StatusConflict }
func (c conflict) Error() string { return "taken: " + c.taken }
func (c conflict) WriteResponse(x *Exchange) error {
	return reply{http.StatusConflict, map[string]any{"taken": c.taken}}.WriteResponse(x)
}

// branchFunc is a branch that writes what it likes.
type branchFunc func(x *Exchange) error

func (branchFunc) StatusCode() int                   { return http.StatusOK }
func (f branchFunc) WriteResponse(x *Exchange) error { return f(x) }
func (branchFunc) isAnswer()                         {}

// operation declares "200" and the given error statuses, whose schema is
// {"error": text, "code": status}.
func operation(id, method, path string, declared ...int) *Operation {
	op := &Operation{ID: id, Method: method, Path: path, Invalid: http.StatusUnprocessableEntity, Answers: []Answer{{Status: "200"}}}
	op.Response = (*declaredAnswers)(nil)
	if slices.Contains(declared, http.StatusConflict) {
		op.Response = (*Response)(nil)
	}
	fail := func(f *Failure) Response {
		if len(f.Violations) > 0 {
			return reply{f.Status, map[string]any{"error": f.JSON()}}
		}
		return reply{f.Status, map[string]any{"error": f.Text(), "code": f.Status}}
	}
	for _, s := range declared {
		op.Answers = append(op.Answers, Answer{Status: strconv.Itoa(s), Fail: fail})
	}
	return op
}

type handler func(x *Exchange) (Response, error)

// get is an endpoint for GET /thing that declares 404, 409 and 500 errors.
func get(h handler) Endpoint {
	return Endpoint{operation("getThing", "GET", "/thing", 404, 409, 500), h}
}

func answers(body any) handler {
	return func(*Exchange) (Response, error) { return reply{http.StatusOK, body}, nil }
}

// journal collects log lines.
type journal struct {
	mu   sync.Mutex
	text strings.Builder
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(b)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

func (j *journal) lines() int { return strings.Count(j.String(), "\n") }

// mount serves endpoints on an Echo of their own.
func mount(t *testing.T, o Options, endpoints ...Endpoint) (*echo.Echo, *journal) {
	t.Helper()
	e, j := newEcho()
	mountAt(t, e, j, API{Endpoints: endpoints}, o)
	return e, j
}

func newEcho() (*echo.Echo, *journal) { return echo.New(), &journal{} }

func mountAt(t *testing.T, r Router, j *journal, api API, o Options) {
	t.Helper()
	o.Logger = slog.New(slog.NewTextHandler(j, nil))
	if err := Mount(r, api, o); err != nil {
		t.Fatal(err)
	}
}

// call sends one request; headers are "Name: value".
func call(e http.Handler, method, target string, body io.Reader, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, body)
	for _, h := range headers {
		k, v, _ := strings.Cut(h, ": ")
		r.Header.Add(k, v)
	}
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	return w
}

// expect checks status and body; a body of "" is not looked at.
func expect(t *testing.T, w *httptest.ResponseRecorder, status int, body string) {
	t.Helper()
	if w.Code != status {
		t.Errorf("status %d, want %d; body %s", w.Code, status, w.Body)
	}
	if got := w.Body.String(); body != "" && got != body {
		t.Errorf("body %s\nwant %s", got, body)
	}
}

// serving starts a real server.
func serving(t *testing.T, h http.Handler) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s
}

func formParam(name string, required bool) *param.Param {
	return &param.Param{In: param.Form, Name: name, Required: required}
}

func within(t *testing.T, what string, done <-chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		t.Fatalf("%s: still waiting after 5 s", what)
	}
}

// start has the answer to x start the tasks that list gives, as generated code does.
func start(x *Exchange, list func(Response) tasks.List) {
	s := &Starts[struct{}]{List: func(_ *struct{}, r Response) tasks.List { return list(r) }}
	s.Keep(x, &struct{}{})
}
