package rest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/param"
)

// echoing answers with the body it read as JSON.
func echoing(c *Content) Endpoint {
	op := operation("post", "POST", "/thing", 422)
	return Endpoint{op, func(x *Exchange) (Response, error) {
		i, err := x.Body(c)
		if err != nil {
			return nil, err
		}
		v := JSON("null")
		if i >= 0 {
			if err := ReadJSON(x, &v, codec.ItemRaw); err != nil {
				return nil, err
			}
		}
		if err := x.Invalid(); err != nil {
			return nil, err
		}
		return reply{200, []any{i, v}}, nil
	}}
}

func TestBody(t *testing.T) {
	jsonOnly := &Content{Required: true, Types: []string{"application/json"}}
	optional := &Content{Types: []string{"application/json"}}
	several := &Content{Types: []string{"application/json", "text/*", "application/merge-patch+json", "*/*"}}
	missing := `{"error":[{"type":"missing","loc":["body"],"msg":"a request body is required","input":null}]}`
	tests := []struct {
		name        string
		content     *Content
		contentType string
		body        string
		status      int
		want        string
	}{
		{"json", jsonOnly, "application/json", `{"a":1}`, 200, `[0,{"a":1}]`},
		{"charset", jsonOnly, `Application/JSON; Charset="UTF-8"`, `1`, 200, `[0,1]`},
		{"other charset", jsonOnly, "application/json; charset=iso-8859-1", `1`, 415, ""},
		{"+json", jsonOnly, "application/vnd.api+json", `1`, 200, `[0,1]`},
		{"text", jsonOnly, "text/plain", `1`, 415, `{"detail":"this operation takes application/json"}`},
		{"no type", jsonOnly, "", `1`, 415, ""},
		{"missing", jsonOnly, "application/json", ``, 422, missing},
		{"missing without type", jsonOnly, "", ``, 422, missing},
		{"absent", optional, "", ``, 200, `[-1,null]`},
		{"not JSON", jsonOnly, "application/json", `{"a":`, 422, ""},
		{"trailing data", jsonOnly, "application/json", `1 2`, 422, ""},
		{"exact beats range", several, "application/merge-patch+json", `1`, 200, `[2,1]`},
		{"range", several, "text/csv", `1`, 200, `[1,1]`},
		{"anything", several, "image/png", `1`, 200, `[3,1]`},
		{"too large", jsonOnly, "application/json", `"` + strings.Repeat("x", 200) + `"`, 413, `{"detail":"the request body is larger than 100 bytes"}`},
	}
	for _, tt := range tests {
		for _, how := range []string{"sized", "chunked"} {
			t.Run(tt.name+"/"+how, func(t *testing.T) {
				e, _ := mount(t, Options{MaxBody: 100}, echoing(tt.content))
				s := serving(t, e)
				var body io.Reader = strings.NewReader(tt.body)
				if how == "chunked" {
					body = struct{ io.Reader }{body} // hides the length
				}
				r, _ := http.NewRequest("POST", s.URL+"/thing", body)
				if tt.contentType != "" {
					r.Header.Set("Content-Type", tt.contentType)
				}
				res, err := s.Client().Do(r)
				if err != nil {
					t.Fatal(err)
				}
				defer res.Body.Close()
				got, _ := io.ReadAll(res.Body)
				if res.StatusCode != tt.status || tt.want != "" && string(got) != tt.want {
					t.Errorf("%d %s, want %d %s", res.StatusCode, got, tt.status, tt.want)
				}
			})
		}
	}
}

// TestBodyLimits: the operation's limit beats the server's.
func TestBodyLimits(t *testing.T) {
	end := echoing(&Content{Types: []string{"application/json"}})
	end.Operation.MaxBody = 2000
	e, _ := mount(t, Options{MaxBody: 10}, end)
	for size, status := range map[int]int{1900: 200, 2100: 413} {
		for _, chunked := range []bool{false, true} {
			var body io.Reader = strings.NewReader(`"` + strings.Repeat("x", size-2) + `"`)
			if chunked {
				body = struct{ io.Reader }{body}
			}
			w := call(e, "POST", "/thing", body, "Content-Type: application/json")
			if w.Code != status {
				t.Errorf("%d bytes, chunked %v: %d, want %d", size, chunked, w.Code, status)
			}
		}
	}
}

// TestShortBody: a client that sends less than it announced gets a 400.
func TestShortBody(t *testing.T) {
	e, _ := mount(t, Options{}, echoing(&Content{Types: []string{"application/json"}}))
	s := serving(t, e)
	for name, body := range map[string]string{
		"sized":   "Content-Length: 100\r\n\r\n{",
		"chunked": "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\"",
		"garbled": "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
	} {
		conn, err := net.Dial("tcp", s.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(conn, "POST /thing HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n%s", body)
		conn.(*net.TCPConn).CloseWrite()
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil || res.StatusCode != 400 {
			t.Errorf("%s: %v %v", name, res, err)
		}
		conn.Close()
	}
}

// TestAllViolations: what is wrong everywhere in a request comes in one answer, in
// the order path, query, header, cookie, body.
func TestAllViolations(t *testing.T) {
	params := []*param.Param{
		{In: param.Path, Name: "id"}, {In: param.Query, Name: "q", Required: true},
		{In: param.Header, Name: "x-token", Required: true}, {In: param.Cookie, Name: "session", Required: true},
	}
	ran := false
	op := operation("post", "POST", "/things/{id}", 422)
	e, _ := mount(t, Options{}, Endpoint{op, func(x *Exchange) (Response, error) {
		p := x.Params()
		var n int64
		param.Read(p, params[0], &n, nil, codec.ParseInt64)
		for _, q := range params[1:] {
			p.Text(q)
		}
		if _, err := x.Body(&Content{Required: true, Types: []string{"application/json"}}); err != nil {
			return nil, err
		}
		if err := x.Invalid(); err != nil {
			return nil, err
		}
		ran = true
		return reply{200, nil}, nil
	}})
	w := call(e, "POST", "/things/x", nil)
	expect(t, w, 422, `{"error":[`+
		`{"type":"int_parsing","loc":["path","id"],"msg":"must be an integer","input":"x"},`+
		`{"type":"missing","loc":["query","q"],"msg":"is required","input":null},`+
		`{"type":"missing","loc":["header","x-token"],"msg":"is required","input":null},`+
		`{"type":"missing","loc":["cookie","session"],"msg":"is required","input":null},`+
		`{"type":"missing","loc":["body"],"msg":"a request body is required","input":null}]}`)
	if ran {
		t.Error("the handler ran")
	}
}

// reading is an endpoint that hands its exchange to f and answers with the result.
func reading(f func(x *Exchange) (any, error)) Endpoint {
	return Endpoint{operation("post", "POST", "/thing", 422), func(x *Exchange) (Response, error) {
		v, err := f(x)
		if err == nil {
			err = x.Invalid()
		}
		if err != nil {
			return nil, err
		}
		return reply{200, v}, nil
	}}
}

func post(t *testing.T, o Options, contentType string, body io.Reader, f func(x *Exchange) (any, error)) *httptest.ResponseRecorder {
	t.Helper()
	e, _ := mount(t, o, reading(f))
	return call(e, "POST", "/thing", body, "Content-Type: "+contentType)
}

func TestReadText(t *testing.T) {
	read := func(x *Exchange) (any, error) { return x.ReadText(nil) }
	expect(t, post(t, Options{}, "text/plain", strings.NewReader("grüße\n"), read), 200, `"grüße\n"`)
	expect(t, post(t, Options{}, "text/plain", strings.NewReader(""), read), 200, `""`)
	expect(t, post(t, Options{}, "text/plain", strings.NewReader("\xff"), read), 422,
		`{"error":[{"type":"string_unicode","loc":["body"],"msg":"must be UTF-8 text"}]}`)
}

func TestBodyReader(t *testing.T) {
	read := func(x *Exchange) (any, error) {
		n, err := io.Copy(io.Discard, x.BodyReader())
		return n, err
	}
	tests := []struct {
		options Options
		size    int
		status  int
	}{
		{Options{}, 2 << 20, 200}, // more than fits into memory by default
		{Options{MaxUpload: 1000}, 1000, 200},
		{Options{MaxUpload: 1000}, 1001, 413},
	}
	for _, tt := range tests {
		for _, chunked := range []bool{false, true} {
			var body io.Reader = bytes.NewReader(make([]byte, tt.size))
			if chunked {
				body = struct{ io.Reader }{body}
			}
			w := post(t, tt.options, "application/octet-stream", body, read)
			if w.Code != tt.status {
				t.Errorf("%d bytes, chunked %v: %d %s", tt.size, chunked, w.Code, w.Body)
			}
		}
	}
}

func TestReadForm(t *testing.T) {
	read := func(x *Exchange) (any, error) {
		f, err := x.ReadForm()
		if err != nil {
			return nil, err
		}
		name, _ := f.Text(formParam("name", true))
		var tags []string
		param.ReadList(f.Reader, &param.Param{In: param.Form, Name: "tag", Explode: true}, &tags, nil, itemString)
		return []any{name, tags}, nil
	}
	const form = "application/x-www-form-urlencoded"
	expect(t, post(t, Options{}, form, strings.NewReader("name=a+b%26c&tag=1&tag=2"), read), 200, `["a b&c",["1","2"]]`)
	expect(t, post(t, Options{}, form, strings.NewReader("tag=1"), read), 422,
		`{"error":[{"type":"missing","loc":["body","name"],"msg":"is required","input":null}]}`)
	expect(t, post(t, Options{}, form, strings.NewReader("name=%zz"), read), 422, "")
	expect(t, post(t, Options{MaxBody: 5}, form, strings.NewReader("name=abc"), read), 413, "")
}
