package forms

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/forms/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) Form(_ context.Context, req api.FormRequest) (api.FormResponse, error) {
	f := req.Body
	born := "never"
	if d, ok := f.Born.Get(); ok {
		born = d.String()
	}
	text := fmt.Sprintf("%q %d %q %s %s", f.Name, f.Age, f.Tags, born, f.Lang)
	for _, s := range []rest.Opt[string]{f.RefNo, f.RefNoProperty, f.AdditionalPropertiesProperty} {
		if s.Set {
			text += " " + s.Value
		}
	}
	return api.Seen{Body: text}, nil
}

func (handlers) Upload(_ context.Context, req api.UploadRequest) (api.UploadResponse, error) {
	f := req.Body
	content, err := io.ReadAll(f.File)
	if err != nil {
		return nil, err
	}
	seen := fmt.Sprintf("%q %q %q %d", f.Title, f.File.Filename, content, f.File.Size)
	for _, m := range f.More {
		seen += " +" + m.Filename
	}
	if f.Meta != nil {
		seen += fmt.Sprint(" meta ", f.Meta.N)
	}
	return api.Seen{Body: seen}, nil
}

func serve(t *testing.T) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
}

const urlencoded = "Content-Type: application/x-www-form-urlencoded"

func TestForm(t *testing.T) {
	s := serve(t)
	for _, tt := range []struct{ name, body, seen string }{
		{"all", "name=Ann+B%C3%A9&age=7&tags=a&tags=b%26c&born=2024-02-29&lang=de", `"Ann Bé" 7 ["a" "b&c"] 2024-02-29 de`},
		{"names that Go cannot tell apart", "name=ab&age=0&additionalProperties=c&ref_no=b&ref-no=a", `"ab" 0 [] never en a b c`},
		{"defaults, unknown fields", "name=ab&age=0&other=1", `"ab" 0 [] never en`},
	} {
		t.Run(tt.name, func(t *testing.T) { s.Do(t, "POST", "/form", tt.body, urlencoded).Is(200, tt.seen) })
	}
	t.Run("violations", func(t *testing.T) {
		s.Do(t, "POST", "/form", "name=a&age=-1&born=x", urlencoded).IsJSON(422, `{"detail":[`+
			`{"type":"string_too_short","loc":["body","name"],"msg":"must have at least 2 characters","input":"a","ctx":{"min_length":2}},`+
			`{"type":"greater_than_equal","loc":["body","age"],"msg":"must be at least 0","input":"-1","ctx":{"ge":0}},`+
			`{"type":"date_parsing","loc":["body","born"],"msg":"must be a valid date","input":"x"}]}`)
		s.Do(t, "POST", "/form", "age=1&age=2", urlencoded).IsJSON(422, `{"detail":[`+
			`{"type":"missing","loc":["body","name"],"msg":"is required","input":null},`+
			`{"type":"repeated","loc":["body","age"],"msg":"must be given once"}]}`)
	})
	t.Run("B38 JSON is no form", func(t *testing.T) {
		s.JSON(t, "POST", "/form", `{}`).IsJSON(415, `{"detail":"this operation takes application/x-www-form-urlencoded"}`)
	})
}

const (
	multipart = "Content-Type: multipart/form-data; boundary=X"
	title     = "--X\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nhello\r\n"
	end       = "--X--\r\n"
)

func file(name, filename, content string) string {
	return "--X\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + filename + "\"\r\nContent-Type: image/png\r\n\r\n" + content + "\r\n"
}

func TestMultipart(t *testing.T) {
	s := serve(t)
	t.Run("a file", func(t *testing.T) {
		s.Do(t, "POST", "/upload", title+file("file", "a.png", "\x00\xff")+end, multipart).Is(200, `"hello" "a.png" "\x00\xff" 2`)
	})
	t.Run("several files and a JSON part", func(t *testing.T) {
		meta := "--X\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"n\":7}\r\n"
		s.Do(t, "POST", "/upload", title+file("more", "1", "a")+file("file", "../../etc/passwd", "x")+meta+file("more", "C:\\2", "b")+end, multipart).
			Is(200, `"hello" "passwd" "x" 1 +1 +2 meta 7`)
	})
	t.Run("a large file", func(t *testing.T) {
		large := strings.Repeat("x", 300_000)
		r := s.Do(t, "POST", "/upload", title+file("file", "l", large)+end, multipart)
		r.Is(200, `"hello" "l" "`+large+`" 300000`)
	})
	t.Run("violations", func(t *testing.T) {
		meta := "--X\r\nContent-Disposition: form-data; name=\"meta\"\r\n\r\n{\"n\":\"x\"}\r\n"
		s.Do(t, "POST", "/upload", meta+end, multipart).IsJSON(422, `{"detail":[`+
			`{"type":"missing","loc":["body","title"],"msg":"is required","input":null},`+
			`{"type":"missing","loc":["body","file"],"msg":"is required","input":null},`+
			`{"type":"int_type","loc":["body","meta","n"],"msg":"must be an integer","input":"x"}]}`)
	})
	for name, body := range map[string]string{
		"cut off": title + file("file", "a", "b"), "no boundary inside": "hello", "no name": "--X\r\nContent-Disposition: form-data\r\n\r\nx\r\n" + end,
	} {
		t.Run(name, func(t *testing.T) {
			if r := s.Do(t, "POST", "/upload", body, multipart); r.Status != 400 || !r.Contains(`{"detail":"the multipart body cannot be read: `) {
				t.Errorf("got %d %s", r.Status, r.Body)
			}
		})
	}
}
