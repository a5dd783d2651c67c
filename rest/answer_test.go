package rest

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/specho/specho/rest/codec"
)

// TestPanic: a panic is a 500 without its text, the stack is in the log, and the
// server lives on.
func TestPanic(t *testing.T) {
	e, j := mount(t, Options{}, get(func(x *Exchange) (Response, error) {
		if x.Request().URL.RawQuery == "" {
			panic("secret")
		}
		return reply{200, "ok"}, nil
	}))
	expect(t, call(e, "GET", "/thing", nil), 500, `{"code":500,"error":"Internal Server Error"}`)
	if !strings.Contains(j.String(), "panic: secret") || !strings.Contains(j.String(), "answer_test.go") {
		t.Errorf("log %s", j)
	}
	expect(t, call(e, "GET", "/thing?x", nil), 200, `"ok"`)
}

// TestAbortHandler: net/http's own panic goes through and is nobody's error.
func TestAbortHandler(t *testing.T) {
	e, j := mount(t, Options{}, get(func(*Exchange) (Response, error) { panic(http.ErrAbortHandler) }))
	defer func() {
		if p := recover(); p != http.ErrAbortHandler || j.String() != "" {
			t.Errorf("recovered %v, log %s", p, j)
		}
	}()
	call(e, "GET", "/thing", nil)
}

// TestCancelled: a handler that ends because the client left is no failure of the
// server.
func TestCancelled(t *testing.T) {
	began, status := make(chan struct{}), make(chan int, 1)
	e, j := mount(t, Options{OnError: func(_ context.Context, _ *Operation, s int, _ error) { status <- s }},
		get(func(x *Exchange) (Response, error) {
			close(began)
			<-x.Context().Done()
			return nil, x.Context().Err()
		}))
	s := serving(t, e)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-began
		cancel()
	}()
	r, _ := http.NewRequestWithContext(ctx, "GET", s.URL+"/thing", nil)
	if res, err := s.Client().Do(r); err == nil {
		res.Body.Close()
		t.Error("the request was answered")
	}
	if got := <-status; got != 499 || j.String() != "" {
		t.Errorf("status %d, log %s", got, j)
	}
}

// TestOwnDeadline: a context of the handler's own that ends is its error.
func TestOwnDeadline(t *testing.T) {
	e, j := mount(t, Options{}, get(fails(context.DeadlineExceeded)))
	expect(t, call(e, "GET", "/thing", nil), 500, "")
	if j.lines() != 1 {
		t.Errorf("log %s", j)
	}
}

func TestHead(t *testing.T) {
	e, _ := mount(t, Options{}, get(answers(strings.Repeat("x", 5000))))
	s := serving(t, e)
	for _, method := range []string{"GET", "HEAD"} {
		r, _ := http.NewRequest(method, s.URL+"/thing", nil)
		res, err := s.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.ContentLength != 5002 || res.Header.Get("Content-Type") != "application/json" || method == "HEAD" && len(b) > 0 {
			t.Errorf("%s: length %d, %v, %d bytes", method, res.ContentLength, res.Header, len(b))
		}
	}
}

func TestAccept(t *testing.T) {
	end := get(answers("ok"))
	end.Operation.Produces = []string{"application/json", "text/csv"}
	e, _ := mount(t, Options{}, end)
	for accept, status := range map[string]int{
		"": 200, "*/*": 200, "application/json": 200, "application/*;q=0.1": 200, "text/csv, */*;q=0": 200,
		"image/png": 406, "application/json;q=0": 406, "image/png, text/*": 200, "APPLICATION/JSON": 200,
	} {
		w := call(e, "GET", "/thing", nil, "Accept: "+accept)
		expect(t, w, status, map[int]string{406: `{"detail":"Not Acceptable"}`}[status])
	}
}

// TestValidateResponses: in tests an answer that breaks the document is found.
func TestValidateResponses(t *testing.T) {
	readShort := func(v *string, d *codec.Decoder, i int) int {
		return codec.ReadString(v, d, i, &shortText)
	}
	branch := branchFunc(func(x *Exchange) error {
		v := "too long"
		return SendJSON(x, 200, MediaJSON, &v, codec.ElemString, readShort)
	})
	for on, status := range map[bool]int{true: 500, false: 200} {
		e, j := mount(t, Options{ValidateResponses: on}, get(func(*Exchange) (Response, error) { return branch, nil }))
		expect(t, call(e, "GET", "/thing", nil), status, "")
		if on != strings.Contains(j.String(), "the 200 answer of getThing breaks the document") {
			t.Errorf("log %s", j)
		}
	}
}

// TestContextAfterwards: what a handler keeps of a request cannot reach the next.
func TestContextAfterwards(t *testing.T) {
	var kept context.Context
	type key struct{}
	e, _ := mount(t, Options{}, get(func(x *Exchange) (Response, error) {
		kept = context.WithoutCancel(context.WithValue(x.Context(), key{}, 1))
		if EchoContext(kept) == nil || ResponseHeader(kept) == nil || OperationOf(kept).ID != "getThing" {
			t.Error("the context lacks something")
		}
		return reply{200, strings.Repeat("x", keepBuffer)}, nil // large buffers are not kept
	}))
	call(e, "GET", "/thing", nil)
	if EchoContext(kept) != nil || ResponseHeader(kept) != nil || kept.Value(key{}) != 1 {
		t.Error("the context reaches beyond its request")
	}
	SetCookie(kept, &http.Cookie{Name: "a"})

	e, _ = mount(t, Options{}, get(func(x *Exchange) (Response, error) {
		kept = x.Context()
		panic(http.ErrAbortHandler)
	}))
	func() {
		defer func() { _ = recover() }()
		call(e, "GET", "/thing", nil)
	}()
	if EchoContext(kept) != nil {
		t.Error("the context reaches beyond a request that was aborted")
	}
}

// TestDocumentError: requests that no operation takes, and statuses an operation
// does not declare, are answered in the document's common schema.
func TestDocumentError(t *testing.T) {
	e, j := newEcho()
	mountAt(t, e, j, API{Endpoints: []Endpoint{free(fails(errors.New("x")))}, Fail: func(f *Failure) Response {
		v := JSON(AppendValue(nil, map[string]any{"title": f.Title(), "status": f.Status, "code": f.Code(), "instance": f.Instance}))
		return JSONFailure(f.Status, MediaType{"application/problem+json"}, &v, codec.ElemRaw)
	}}, Options{})
	w := call(e, "GET", "/gone", nil)
	expect(t, w, 404, `{"code":"not_found","instance":"/gone","status":404,"title":"Not Found"}`)
	if ct := w.Header().Get("Content-Type"); ct != "application/problem+json" {
		t.Errorf("Content-Type %s", ct)
	}
	expect(t, call(e, "GET", "/thing", nil), 500, `{"code":"internal_server_error","instance":"/thing","status":500,"title":"Internal Server Error"}`)
}

// TestSlowReader: an answer that is larger than the buffers on the way is complete.
func TestSlowReader(t *testing.T) {
	e, _ := mount(t, Options{}, get(answers(strings.Repeat("x", 8<<20))))
	s := serving(t, e)
	res, err := s.Client().Get(s.URL + "/thing")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	time.Sleep(50 * time.Millisecond)
	if b, err := io.ReadAll(res.Body); err != nil || len(b) != 8<<20+2 {
		t.Errorf("%d bytes, %v", len(b), err)
	}
}
