package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"reflect"
	"strings"
)

// vector is a line of OpenAPI's table of style examples: how the parameter color
// is written.
type vector struct {
	Style      string
	Explode    bool
	Kind       string // undefined, string, array, object
	Value      any
	Applicable bool
	Wire       string
}

// styles sends every example to an operation that answers with the value its
// handler got.
func (w *workshop) styles(ctx context.Context, file string) ([]*score, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var vectors []vector
	if err := json.Unmarshal(data, &vectors); err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	d := &document{name: "styles", version: "3.1.1"}
	var requests []request
	var sent []vector
	for i, v := range vectors {
		if !v.Applicable {
			continue
		}
		id := fmt.Sprintf("p%d", i)
		d.more = append(d.more, v.handler(id))
		requests = append(requests, v.request(id))
		sent = append(sent, v)
	}
	program, err := w.server(ctx, d)
	if err != nil {
		return nil, err
	}
	replies, err := ask(program, requests)
	if err != nil {
		return nil, err
	}
	s := &score{name: "style examples, decoded", least: len(sent)}
	for i, v := range sent {
		s.style(v, replies[i])
	}
	return []*score{s}, nil
}

// style compares what a handler got with the example's value; an undefined one
// arrives as an empty text.
func (s *score) style(v vector, r reply) {
	s.all++
	want := v.Value
	if want == nil {
		want = ""
	}
	var got any
	if err := json.Unmarshal(r.Body, &got); err == nil && r.Status == 200 && reflect.DeepEqual(got, want) {
		s.right++
		return
	}
	s.miss("WRONG    %s explode=%t %s %q: %d %s", v.Style, v.Explode, v.Kind, v.Wire, r.Status, r.Body)
}

// in is where a parameter of the style stands. An empty path segment is no value,
// so that the empty text of style simple goes into a header.
func (v vector) in() string {
	switch {
	case v.Style == "simple" && v.Wire == "":
		return "header"
	case v.Style == "simple" || v.Style == "label" || v.Style == "matrix":
		return "path"
	}
	return "query"
}

func (v vector) handler(id string) handler {
	schema := map[string]any{"type": "string"}
	switch v.Kind {
	case "array":
		schema = map[string]any{"type": "array", "items": schema}
	case "object":
		number := map[string]any{"type": "integer"}
		schema = map[string]any{"type": "object", "properties": map[string]any{"R": number, "G": number, "B": number}}
	}
	parameter := map[string]any{"name": "color", "in": v.in(), "required": true, "style": v.Style, "explode": v.Explode, "schema": schema}
	path := "/" + id
	switch v.in() {
	case "path":
		path += "/{color}"
	case "query":
		parameter["allowEmptyValue"] = true
	}
	answer := map[string]any{"description": "What arrived", "content": map[string]any{"application/json": map[string]any{"schema": map[string]any{}}}}
	item := map[string]any{"get": map[string]any{"operationId": id, "parameters": []any{parameter}, "responses": map[string]any{"200": answer}}}
	name, group := strings.ToUpper(id[:1])+id[1:], strings.ToUpper(v.in()[:1])+v.in()[1:]
	source := fmt.Sprintf(`
func (handlers) %s(_ context.Context, req api.%[1]sRequest) (api.%[1]sResponse, error) {
	b, err := json.Marshal(req.%[2]s.Color)
	return api.%[1]sOK{Body: b}, err
}
`, name, group)
	return handler{path: path, item: item, source: source}
}

func (v vector) request(id string) request {
	q := request{Method: "GET", Path: "/" + id}
	switch v.in() {
	case "header":
		q.Header = map[string]string{"color": v.Wire}
	case "query":
		q.Path += v.Wire
	default:
		q.Path += "/" + (&url.URL{Path: v.Wire}).EscapedPath()
	}
	return q
}
