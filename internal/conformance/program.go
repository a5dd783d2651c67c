package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
)

// program is the source of a program that serves the document's package: it reads
// requests from its standard input, one JSON object a line, passes each to the
// server and prints the status and body of the answer.
func (d *document) program(pkg string) []byte {
	var b bytes.Buffer
	b.WriteString("package main\n\nimport (\n")
	for _, path := range []string{"bufio", "bytes", "context", "encoding/json", "fmt", "io", "log", "log/slog", "net", "net/http", "net/http/httptest", "os",
		pkg, module + "/rest", "github.com/labstack/echo/v4"} {
		fmt.Fprintf(&b, "\t%q\n", path)
	}
	b.WriteString(")\n\n")
	for _, g := range d.groups {
		if g.refused == "" {
			writeHandler(&b, g.id)
		}
	}
	writeHandler(&b, "any")
	for _, h := range d.more {
		b.WriteString(h.source)
	}
	b.WriteString(serving)
	return b.Bytes()
}

func writeHandler(b *bytes.Buffer, id string) {
	name := strings.ToUpper(id[:1]) + id[1:]
	fmt.Fprintf(b, "func (handlers) %s(context.Context, api.%[1]sRequest) (api.%[1]sResponse, error) { return api.%[1]sNoContent{}, nil }\n", name)
}

// handler is an operation that answers with what it got.
type handler struct {
	path   string
	item   map[string]any // the Path Item Object
	source string         // Go code of the handler's method
}

// serving is what all programs have in common.
const serving = `
type handlers struct{ api.Unimplemented }

func main() {
	e := echo.New()
	o := rest.Options{Logger: slog.New(slog.DiscardHandler)}
	if err := api.Register(e, handlers{}, o); err != nil {
		log.Fatal(err)
	}
	if len(os.Args) > 1 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("http://" + l.Addr().String())
		log.Fatal(http.Serve(l, e))
	}
	in := json.NewDecoder(bufio.NewReader(os.Stdin))
	out := json.NewEncoder(os.Stdout)
	for {
		var q struct {
			Method, Path, Type, Cookie string
			Body                       []byte
			Header                     map[string]string
		}
		if err := in.Decode(&q); err == io.EOF {
			return
		} else if err != nil {
			log.Fatal(err)
		}
		r := httptest.NewRequest(q.Method, q.Path, bytes.NewReader(q.Body))
		for name, value := range q.Header {
			r.Header.Set(name, value)
		}
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		_ = out.Encode(map[string]any{"Status": w.Code, "Body": w.Body.Bytes()})
	}
}
`

// request is what a program is asked.
type request struct {
	Method, Path string
	Body         []byte
	Header       map[string]string
}

// reply is what it answers.
type reply struct {
	Status int
	Body   []byte
}

// ask runs a program with all requests.
func ask(program string, requests []request) ([]reply, error) {
	var in, stderr bytes.Buffer
	enc := json.NewEncoder(&in)
	for _, q := range requests {
		if err := enc.Encode(q); err != nil {
			return nil, err
		}
	}
	cmd := exec.Command(program)
	cmd.Stdin, cmd.Stderr = &in, &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("running %s: %w\n%s", program, err, stderr.String())
	}
	dec := json.NewDecoder(bufio.NewReader(bytes.NewReader(out)))
	replies := make([]reply, len(requests))
	for i := range replies {
		if err := dec.Decode(&replies[i]); err != nil {
			return nil, fmt.Errorf("reading the answers of %s: %w", program, err)
		}
	}
	return replies, nil
}

// postJSON is a request with a JSON body.
func postJSON(path string, body []byte) request {
	return request{Method: "POST", Path: path, Body: body, Header: map[string]string{"Content-Type": "application/json"}}
}
