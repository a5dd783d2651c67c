package rest

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/param"
	"github.com/specho/specho/rest/rule"
)

// TestChoose: a status that a handler picks is one of its branch, and of no other.
func TestChoose(t *testing.T) {
	x := &Exchange{op: &Operation{ID: "op", Answers: []Answer{{Status: "200"}, {Status: "404"}, {Status: "5xx"}, {Status: "default"}}}}
	strict := &Exchange{op: &Operation{ID: "op", Answers: []Answer{{Status: "200"}, {Status: "4XX"}}}}
	tests := []struct {
		x                 *Exchange
		status, low, high int
		ok                bool
	}{
		{x, 418, 100, 599, true},
		{x, 404, 100, 599, true}, // a shared branch, under its own status
		{x, 503, 500, 599, true},
		{x, 503, 200, 599, false}, // default, but 5XX is declared
		{x, 418, 200, 599, true},
		{x, 404, 400, 499, false}, // has a branch of its own
		{x, 404, 500, 599, false},
		{x, 42, 100, 599, false},
		{x, 600, 100, 599, false},
		{strict, 418, 400, 499, true},
		{strict, 500, 400, 499, false},
		{strict, 500, 100, 599, false}, // nobody declares it
	}
	for _, tt := range tests {
		if err := tt.x.Choose(tt.status, tt.low, tt.high); (err == nil) != tt.ok {
			t.Errorf("%d in %d-%d: %v", tt.status, tt.low, tt.high, err)
		}
	}
}

func TestSelect(t *testing.T) {
	jsonSet, csvSet := Offer{"application/json", true}, Offer{"text/csv", true}
	for accept, want := range map[string]string{
		"": "json", "text/csv": "csv", "text/*;q=0.9, */*;q=0.1": "csv", "image/png": "json", "*/*": "json",
	} {
		e, _ := mount(t, Options{}, get(func(*Exchange) (Response, error) {
			return branchFunc(func(x *Exchange) error {
				name := []string{"none", "json", "csv"}[1+x.Select(jsonSet, csvSet)]
				if i := x.Select(Offer{"application/json", false}, csvSet); i != 1 {
					t.Errorf("%q: selected %d, which is not set", accept, i)
				}
				if x.Select(Offer{"text/csv", false}) != -1 || x.NothingToSend() == nil {
					t.Error("selected where nothing is set")
				}
				return x.SendText(200, MediaType{"text/plain"}, name)
			}), nil
		}))
		r := httptest.NewRequest("GET", "/thing", nil)
		if accept != "" {
			r.Header.Set("Accept", accept)
		}
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		expect(t, w, 200, want)
		if !strings.Contains(strings.Join(w.Header()["Vary"], ","), "Accept") {
			t.Error("no Vary: a cache would mix the media types")
		}
	}
}

func TestNotImplemented(t *testing.T) {
	e, _ := mount(t, Options{}, get(fails(NotImplemented("getThing"))))
	expect(t, call(e, "GET", "/thing", nil), 501, `{"detail":"operation getThing is not implemented"}`)
}

// TestLogTexts: what errors say in a log.
func TestLogTexts(t *testing.T) {
	failure := &Failure{Status: 422}
	for i := range 7 {
		failure.Violations = append(failure.Violations, rule.Violation{Loc: []any{"body", i}, Message: "is bad"})
	}
	for want, got := range map[string]string{
		"404 Not Found: none":          Raise(404, "none").Error(),
		"404 Not Found: map[a:1]: sql": Raise(404, map[string]int{"a": 1}).WithCause(errors.New("sql")).Error(),
		"409 Conflict: taken already":  ErrorText(409, "taken already"),
		"taken: x: sql":                WithCause(conflict{"x"}, errors.New("sql")).Error(),
		"400 Bad Request: 3 of 4":      NewFailure(400, "%d of %d", 3, 4).Error(),
		"400 Bad Request: 100%":        NewFailure(400, "100%").Error(),
		"422 Unprocessable Entity: body.0: is bad; body.1: is bad; body.2: is bad; body.3: is bad; body.4: is bad; and 2 more": failure.Error(),
		`{"a":1}`: (&Failure{Detail: map[string]any{"a": 1}}).Text(),
	} {
		if got != want {
			t.Errorf("%q\nwant %q", got, want)
		}
	}
}

func TestMutualTLS(t *testing.T) {
	end := get(answers("ok"))
	end.Operation.Security = []SecurityRequirement{uses("tls")}
	e, j := newEcho()
	mountAt(t, e, j, API{Endpoints: []Endpoint{end}, Schemes: []Scheme{
		MutualTLSScheme("tls", func(_ context.Context, m MutualTLS) (string, error) {
			return m.State.VerifiedChains[0][0].Subject.CommonName, nil
		})}}, Options{PassUndeclared: true})
	for name, tt := range map[string]struct {
		state  *tls.ConnectionState
		status int
	}{
		"plain":           {nil, 401},
		"unverified":      {&tls.ConnectionState{PeerCertificates: []*x509.Certificate{{}}}, 401},
		"verified client": {&tls.ConnectionState{VerifiedChains: [][]*x509.Certificate{{{}}}}, 200},
	} {
		r := httptest.NewRequest("GET", "/thing", nil)
		r.TLS = tt.state
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		if w.Code != tt.status || len(w.Header()["Www-Authenticate"]) > 0 {
			t.Errorf("%s: %d %v", name, w.Code, w.Header())
		}
	}
}

// TestTextParameters: parameters with `content`, and those of several types.
func TestTextParameters(t *testing.T) {
	q := &param.Param{In: param.Query, Name: "q"}
	read := func(raw string, loose bool) (string, string) {
		var p param.Reader
		p.Reset(httptest.NewRequest("GET", "/?q="+raw, nil), nil, false)
		var v JSON
		var ok bool
		if loose {
			ok = ReadLoose(&p, q, &v, codec.ItemRaw)
		} else {
			ok = ReadContent(&p, q, &v, codec.ItemRaw)
		}
		fault := ""
		if l := p.Violations(); len(l) > 0 {
			fault = l[0].Type
		}
		if ok != (fault == "") {
			t.Errorf("%q: %v, %s", raw, ok, fault)
		}
		return string(v), fault
	}
	for raw, want := range map[string]string{"1": "1", "-1.5": "-1.5", "true": "true", "tru": `"tru"`, "1a": `"1a"`, "": `""`, "a%22": `"a\""`} {
		if got, fault := read(raw, true); got != want || fault != "" {
			t.Errorf("loose %q: %s %s", raw, got, fault)
		}
	}
	for raw, want := range map[string]string{`{%22a%22:1}`: `{"a":1}`, "[1": "", "x": ""} {
		got, fault := read(raw, false)
		if want != "" && got != want || (want == "") != (fault == "json_invalid") {
			t.Errorf("content %q: %s %s", raw, got, fault)
		}
	}
}

func TestHeaderTexts(t *testing.T) {
	list := []string{"a", "b\r\nX-Evil: 1"}
	object := JSON(`{"a":1}`)
	for want, got := range map[string]string{
		"plain text":                       HeaderText("plain text"),
		"a,b  X-Evil: 1":                   HeaderList(list, codec.ElemString),
		`{"a":1}`:                          HeaderJSON(&object, codec.ElemRaw),
		"text  X-Evil: 2":                  HeaderText("text\r\nX-Evil: 2"),
		http.StatusText(http.StatusTeapot): HeaderText("I'm a teapot"),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestOptional(t *testing.T) {
	if v, ok := Some(3).Get(); v != 3 || !ok || Some(3).Or(4) != 3 || (Opt[int]{}).Or(4) != 4 || Some(0).IsZero() || !(Opt[int]{}).IsZero() {
		t.Error("Opt")
	}
	if v, ok := NotNull(3).Get(); v != 3 || !ok || NotNull(3).Or(4) != 3 || (Null[int]{}).Or(4) != 4 {
		t.Error("Null")
	}
	null, value, none := SomeNull[int](), SomeValue(3), OptNull[int]{}
	if !null.IsNull() || null.IsZero() || value.IsNull() || none.IsNull() || !none.IsZero() || null.Or(4) != 4 || value.Or(4) != 3 {
		t.Error("OptNull")
	}
	if _, ok := null.Get(); ok {
		t.Error("null has a value")
	}
}
