package service

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/specho/specho/generated"
)

// contract checks answers against the document, with a JSON Schema validator that
// is not ours, and keeps account of the branches it has seen.
type contract struct {
	doc      map[string]any
	compiler *jsonschema.Compiler

	mu   sync.Mutex
	seen map[string]bool // "getTourist 304"
}

const documentURL = "file:///openapi.json"

// commonError is what answers requests that no operation takes.
const commonError = "#/components/schemas/Problem"

func newContract(t testing.TB) *contract {
	t.Helper()
	var raw any
	if err := yaml.Unmarshal(tourism.Document, &raw); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(raw)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	dropWriteOnly(doc)
	c := &contract{doc: doc.(map[string]any), compiler: jsonschema.NewCompiler(), seen: map[string]bool{}}
	c.compiler.DefaultDraft(jsonschema.Draft2020)
	c.compiler.AssertFormat()
	if err := c.compiler.AddResource(documentURL, doc); err != nil {
		t.Fatal(err)
	}
	return c
}

// dropWriteOnly takes properties that answers do not have out of `required`.
func dropWriteOnly(v any) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			dropWriteOnly(item)
		}
	case map[string]any:
		properties, _ := v["properties"].(map[string]any)
		if required, ok := v["required"].([]any); ok {
			v["required"] = slices.DeleteFunc(required, func(name any) bool {
				p, _ := properties[fmt.Sprint(name)].(map[string]any)
				return p["writeOnly"] == true
			})
		}
		for _, item := range v {
			dropWriteOnly(item)
		}
	}
}

// at returns a part of the document and its pointer, following a reference.
func (c *contract) at(pointer string) (map[string]any, string) {
	var v any = c.doc
	for name := range strings.SplitSeq(strings.TrimPrefix(pointer, "#/"), "/") {
		name = strings.NewReplacer("~1", "/", "~0", "~").Replace(name)
		m, _ := v.(map[string]any)
		v = m[name]
	}
	m, _ := v.(map[string]any)
	if ref, ok := m["$ref"].(string); ok {
		return c.at(ref)
	}
	return m, pointer
}

func child(pointer, name string) string {
	return pointer + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}

var placeholder = regexp.MustCompile(`\\\{[^}]*\\\}`)

// operation finds the operation of a request; the most literal path wins.
func (c *contract) operation(method, path string) (pointer, id string) {
	if method != strings.ToUpper(method) {
		return "", "" // methods are case-sensitive (RFC 9110 section 9.1)
	}
	path = strings.TrimPrefix(path, tourism.BasePath)
	best := -1
	for template, item := range c.doc["paths"].(map[string]any) {
		quoted := regexp.QuoteMeta(template)
		literal := len(placeholder.ReplaceAllString(quoted, ""))
		if literal <= best || !regexp.MustCompile("^"+placeholder.ReplaceAllString(quoted, "[^/]+")+"$").MatchString(path) {
			continue
		}
		if method == http.MethodHead {
			method = http.MethodGet
		}
		op, ok := item.(map[string]any)[strings.ToLower(method)].(map[string]any)
		if ok {
			best, pointer = literal, child(child("#/paths", template), strings.ToLower(method))
			id = op["operationId"].(string)
		}
	}
	return pointer, id
}

// branch finds the response that the document declares for a status.
func (c *contract) branch(operation string, status int) (response map[string]any, pointer, key string) {
	code := fmt.Sprint(status)
	responses, _ := c.at(operation + "/responses")
	for _, key := range []string{code, code[:1] + "XX", "default"} {
		if responses[key] != nil {
			response, pointer = c.at(child(operation+"/responses", key))
			return response, pointer, key
		}
	}
	return nil, "", ""
}

// check says what is wrong with an answer.
func (c *contract) check(method, path string, res *http.Response, body []byte) error {
	operation, id := c.operation(method, path)
	response, pointer, key := c.branch(operation, res.StatusCode)
	switch {
	case operation == "" && res.StatusCode < 400, operation != "" && response == nil && res.StatusCode < 500:
		return fmt.Errorf("status %d is not declared for %s %s", res.StatusCode, method, path)
	case response == nil:
		return c.body(res, "application/problem+json", commonError, body)
	}
	c.mu.Lock()
	c.seen[id+" "+key] = true
	c.mu.Unlock()
	if err := c.headers(response, pointer, res.Header); err != nil {
		return err
	}
	content, _ := response["content"].(map[string]any)
	if len(content) == 0 || method == http.MethodHead {
		if len(body) > 0 {
			return fmt.Errorf("%d answer has a body, which is not declared: %s", res.StatusCode, body)
		}
		return nil
	}
	media, _, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err != nil || content[media] == nil {
		return fmt.Errorf("Content-Type %q is not declared for status %d", res.Header.Get("Content-Type"), res.StatusCode)
	}
	return c.body(res, media, child(pointer+"/content", media)+"/schema", body)
}

// body checks a body, or each event of a stream.
func (c *contract) body(res *http.Response, media, schema string, body []byte) error {
	if got, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type")); got != media {
		return fmt.Errorf("Content-Type is %q, not %s", got, media)
	}
	texts := [][]byte{body}
	switch {
	case media == "text/event-stream":
		texts = nil
		for line := range strings.SplitSeq(string(body), "\n") {
			if data, ok := strings.CutPrefix(line, "data: "); ok {
				texts = append(texts, []byte(data))
			}
		}
	case !strings.HasSuffix(media, "json"):
		return nil
	}
	compiled, err := c.compile(schema)
	if err != nil {
		return err
	}
	for _, text := range texts {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			return fmt.Errorf("body is not JSON: %w: %s", err, text)
		}
		if err := compiled.Validate(v); err != nil {
			return fmt.Errorf("body breaks %s: %w: %s", schema, err, text)
		}
	}
	return nil
}

func (c *contract) compile(pointer string) (*jsonschema.Schema, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.compiler.Compile(documentURL + pointer)
}

// headers checks that required headers are there and those there are valid.
func (c *contract) headers(response map[string]any, pointer string, h http.Header) error {
	declared, _ := response["headers"].(map[string]any)
	for name := range declared {
		header, at := c.at(child(pointer+"/headers", name))
		values := h.Values(name)
		if len(values) == 0 {
			if header["required"] == true {
				return fmt.Errorf("required header %s is missing", name)
			}
			continue
		}
		schema, err := c.compile(at + "/schema")
		if err != nil {
			return err
		}
		for _, value := range values {
			var v any = value
			if number := json.Number(value); header["schema"].(map[string]any)["type"] == "integer" {
				v = number
			}
			if err := schema.Validate(v); err != nil {
				return fmt.Errorf("header %s: %w", name, err)
			}
		}
	}
	return nil
}

// unseen lists the branches of the document that no answer took.
func (c *contract) unseen() []string {
	var list []string
	for _, item := range c.doc["paths"].(map[string]any) {
		for _, op := range item.(map[string]any) {
			o, ok := op.(map[string]any)
			if !ok || o["operationId"] == nil {
				continue
			}
			for key := range o["responses"].(map[string]any) {
				if branch := fmt.Sprint(o["operationId"], " ", key); !c.seen[branch] {
					list = append(list, branch)
				}
			}
		}
	}
	slices.Sort(list)
	return list
}
