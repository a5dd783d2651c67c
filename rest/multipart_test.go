package rest

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/rest/param"
	"github.com/specho/specho/rest/rule"
)

func itemString(v *string, s string) rule.Fault {
	*v = s
	return rule.Fault{}
}

// body joins parts, each "headers\n\ncontent", to a multipart body.
func multipartBody(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		head, content, _ := strings.Cut(p, "\n\n")
		b.WriteString("--B\r\n" + strings.ReplaceAll(head, "\n", "\r\n") + "\r\n\r\n" + content + "\r\n")
	}
	return b.String() + "--B--\r\n"
}

func field(name, content string) string {
	return `Content-Disposition: form-data; name="` + name + "\"\n\n" + content
}

func file(name, filename, contentType, content string) string {
	return `Content-Disposition: form-data; name="` + name + `"; filename="` + filename + "\"\nContent-Type: " + contentType + "\n\n" + content
}

// show describes a file.
func show(f *File) any {
	if f == nil {
		return nil
	}
	b, err := io.ReadAll(f)
	if err != nil {
		return err.Error()
	}
	if int64(len(b)) != f.Size {
		return "the size is wrong"
	}
	return []any{f.Filename, f.ContentType, string(b)}
}

const multipartType = "multipart/form-data; boundary=B"

func TestReadMultipart(t *testing.T) {
	tests := []struct {
		name  string
		parts []string
		want  string // [title, tags, doc, pics]
	}{
		{"texts", []string{field("title", "a+b=c & 100% \n"), field("tag", "1"), field("tag", ""), field("other", "x")},
			`["a+b=c & 100% \n",["1",""],null,[]]`},
		{"files", []string{file("doc", "a.txt", "text/plain", "hello"), file("pic", "1.png", "image/png", "\x00\x01"), file("pic", "2.png", "image/png", "")},
			`["",[],["a.txt","text/plain","hello"],[["1.png","image/png","\u0000\u0001"],["2.png","image/png",""]]]`},
		{"no file chosen", []string{file("doc", "", "application/octet-stream", "")}, `["",[],null,[]]`},
		{"file without a name", []string{field("doc", "plain")}, `["",[],["","","plain"],[]]`},
		{"paths in names", []string{file("doc", `C:\dir\..\a.txt`, "x/y", "1"), file("pic", "../../etc/passwd", "x/y", "2"), file("pic", "..", "x/y", "3")},
			`["",[],["a.txt","x/y","1"],[["passwd","x/y","2"],["","x/y","3"]]]`},
		{"JSON as a blob", []string{file("title", "blob", "application/json", "{}")}, `["{}",[],null,[]]`},
		{"text in another charset is for the field to refuse", []string{
			"Content-Disposition: form-data; name=\"title\"\nContent-Type: text/plain; charset=latin1\n\nabc"}, `["abc",[],null,[]]`},
		{"nothing", nil, `["",[],null,[]]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := post(t, Options{}, multipartType, strings.NewReader(multipartBody(tt.parts...)), func(x *Exchange) (any, error) {
				f, err := x.ReadMultipart()
				if err != nil {
					return nil, err
				}
				title, _ := f.Text(formParam("title", false))
				tags, pics := []string{}, []any{}
				param.ReadList(f.Reader, &param.Param{In: param.Form, Name: "tag", Explode: true}, &tags, nil, itemString)
				for _, p := range f.Files(formParam("pic", false)) {
					pics = append(pics, show(p))
				}
				return []any{title, tags, show(f.File(formParam("doc", false))), pics}, nil
			})
			expect(t, w, 200, tt.want)
		})
	}
}

func TestMultipartViolations(t *testing.T) {
	w := post(t, Options{}, multipartType, strings.NewReader(multipartBody(
		file("doc", "a", "x/y", "secret"), file("doc", "b", "x/y", "secret"), field("title", "\xff"))),
		func(x *Exchange) (any, error) {
			f, err := x.ReadMultipart()
			if err != nil {
				return nil, err
			}
			f.File(formParam("doc", true))
			f.File(formParam("cover", true))
			f.Files(formParam("pics", true))
			f.File(formParam("free", false))
			f.Text(formParam("title", true))
			return nil, nil
		})
	expect(t, w, 422, `{"error":[`+
		`{"type":"repeated","loc":["body","doc"],"msg":"must be given once"},`+
		`{"type":"missing","loc":["body","cover"],"msg":"is required","input":null},`+
		`{"type":"missing","loc":["body","pics"],"msg":"is required","input":null},`+
		`{"type":"string_unicode","loc":["body","title"],"msg":"must be UTF-8 text","input":"`+"\uFFFD"+`"}]}`)
}

func TestMultipartRefused(t *testing.T) {
	good := multipartBody(field("a", "1"), file("f", "x", "x/y", "content"))
	tests := []struct {
		name, contentType, body string
		status                  int
	}{
		{"no boundary", "multipart/form-data", good, 400},
		{"long boundary", "multipart/form-data; boundary=" + strings.Repeat("b", 71), good, 400},
		{"garbled type", "multipart/form-data; boundary", good, 400},
		{"empty", multipartType, "", 400},
		{"no end", multipartType, strings.TrimSuffix(good, "--B--\r\n"), 400},
		{"ends in a part", multipartType, good[:len(good)-12], 400},
		{"ends in the headers", multipartType, "--B\r\nContent-Disposition: form-data", 400},
		{"no name", multipartType, multipartBody("Content-Disposition: form-data\n\nx"), 400},
		{"empty name", multipartType, multipartBody(field("", "x")), 400},
		{"attachment", multipartType, multipartBody("Content-Disposition: attachment; name=\"a\"\n\nx"), 400},
		{"no disposition", multipartType, multipartBody("X-A: b\n\nx"), 400},
		{"quoted-printable", multipartType, multipartBody("Content-Disposition: form-data; name=\"a\"\nContent-Transfer-Encoding: quoted-printable\n\n=41"), 400},
		{"long headers", multipartType, multipartBody("X-A: " + strings.Repeat("h", maxPartHeader) + "\nContent-Disposition: form-data; name=\"a\"\n\nx"), 400},
		{"ends in a boundary", multipartType, strings.TrimSuffix(good, "--\r\n"), 400},
		{"ends at once after the last boundary", multipartType, strings.TrimSuffix(good, "\r\n"), 200},
		{"goes on after the last boundary", multipartType, good + "epilogue", 200},
		{"begins before the first boundary", multipartType, "preamble\r\n" + good, 200},
		{"too many parts", multipartType, multipartBody(strings.Split(strings.Repeat(field("a", "1")+"|", maxParts+1), "|")[:maxParts+1]...), 400},
		{"as many as may be", multipartType, multipartBody(strings.Split(strings.Repeat(field("a", "1")+"|", maxParts), "|")[:maxParts]...), 200},
		{"long text", multipartType, multipartBody(field("a", strings.Repeat("x", 1<<20+1))), 413},
		{"long texts", multipartType, multipartBody(field("a", strings.Repeat("x", 1<<19)), field("b", strings.Repeat("x", 1<<19))), 413},
		{"too large", multipartType, multipartBody(file("a", "x", "x/y", strings.Repeat("x", 3<<20))), 413},
	}
	for _, tt := range tests {
		for _, chunked := range []bool{false, true} {
			t.Run(tt.name, func(t *testing.T) {
				var body io.Reader = strings.NewReader(tt.body)
				if chunked {
					body = struct{ io.Reader }{body}
				}
				w := post(t, Options{MaxUpload: 2 << 20}, tt.contentType, body, func(x *Exchange) (any, error) {
					_, err := x.ReadMultipart()
					return nil, err
				})
				expect(t, w, tt.status, "")
			})
		}
	}
}

// TestSpool: large files leave no temporary file behind, however the exchange ends.
func TestSpool(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	content := strings.Repeat("0123456789abcdef", 1<<14) // 256 KiB
	parts := []string{file("f", "1", "x/y", "small"), file("f", "2", "x/y", content), file("f", "3", "x/y", content[1:])}
	for range 40 {
		parts = append(parts, file("f", "n", "x/y", content[:60<<10])) // more than memory may hold in sum
	}
	body := multipartBody(parts...)
	var kept *File
	tests := map[string]func(f *Form) error{
		"answer": func(*Form) error { return nil },
		"error":  func(*Form) error { return errors.New("x") },
		"panic":  func(*Form) error { panic("x") },
		"abort":  func(*Form) error { panic(http.ErrAbortHandler) },
	}
	for name, end := range tests {
		t.Run(name, func(t *testing.T) {
			e, _ := mount(t, Options{}, reading(func(x *Exchange) (any, error) {
				f, err := x.ReadMultipart()
				if err != nil {
					return nil, err
				}
				files := f.Files(formParam("f", true))
				checkFiles(t, files, content)
				kept = files[1]
				if left, _ := filepath.Glob(dir + "/*"); len(left) > 1 {
					t.Errorf("%d temporary files at once", len(left))
				}
				return nil, end(f)
			}))
			func() {
				defer func() { _ = recover() }()
				call(e, "POST", "/thing", strings.NewReader(body), "Content-Type: "+multipartType)
			}()
			if left, _ := filepath.Glob(dir + "/*"); len(left) > 0 {
				t.Errorf("left over: %v", left)
			}
			if r, err := kept.Open(); err == nil {
				if _, err = io.ReadAll(r); !errors.Is(err, os.ErrClosed) {
					t.Errorf("reading a file after the exchange: %v", err)
				}
			}
		})
	}
}

func checkFiles(t *testing.T, files []*File, content string) {
	t.Helper()
	for i, want := range []string{"small", content, content[1:]} {
		for range 2 { // Open starts anew
			r, err := files[i].Open()
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(r)
			if err != nil || string(got) != want || r.Close() != nil {
				t.Errorf("file %d: %d bytes, %v", i, len(got), err)
			}
		}
	}
	r, _ := files[1].Open()
	r.Seek(-4, io.SeekEnd)
	if tail, _ := io.ReadAll(r); string(tail) != "cdef" {
		t.Errorf("tail %q", tail)
	}
}

// TestSpoolTrouble: a full disk is the server's trouble.
func TestSpoolTrouble(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()+"/gone")
	w := post(t, Options{PassUndeclared: true}, multipartType, strings.NewReader(multipartBody(file("f", "x", "x/y", strings.Repeat("x", 1<<18)))),
		func(x *Exchange) (any, error) { return x.ReadMultipart() })
	expect(t, w, 500, `{"detail":"Internal Server Error"}`)
}

func FuzzMultipart(f *testing.F) {
	f.Add([]byte(multipartBody(field("title", "x"), file("doc", "a", "x/y", "z"))))
	f.Add([]byte("--B\r\n\r\n--B--"))
	e := echo.New()
	op := reading(func(x *Exchange) (any, error) {
		form, err := x.ReadMultipart()
		if err != nil {
			return nil, err
		}
		title, _ := form.Text(formParam("title", false))
		return []any{title, show(form.File(formParam("doc", false)))}, nil
	})
	if err := Mount(e, API{Endpoints: []Endpoint{op}}, Options{}); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		w := call(e, "POST", "/thing", bytes.NewReader(body), "Content-Type: "+multipartType)
		if w.Code >= 500 {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	})
}
