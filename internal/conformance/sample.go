package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// negative breaks valid values of the sample document's schemas keyword by keyword
// and compares the server's verdicts with the oracle's, for that long. It knows
// nothing of what is right itself.
func (w *workshop) negative(ctx context.Context, file string, seed uint64, d time.Duration) ([]*score, error) {
	s := &score{name: "broken values of " + file}
	sample, err := readSample(file)
	if err != nil {
		return nil, err
	}
	doc := &document{name: "sample", version: "3.1.1", components: sample.schemas}
	for _, name := range sample.names {
		doc.groups = append(doc.groups, &group{Description: name, file: "sample", Schema: json.RawMessage(`{"$ref":"` + schemas + name + `"}`)})
	}
	doc.inline = true
	program, err := w.prepare(ctx, doc)
	if err != nil {
		return nil, err
	}
	for end := time.Now().Add(d); ; seed++ {
		sample.dice = dice{rand.New(rand.NewPCG(seed, 0))}
		if err := sample.round(s, program, doc); err != nil || time.Now().After(end) || len(s.misses) > 50 {
			s.least = s.all
			return []*score{s}, err
		}
	}
}

const schemas = "#/components/schemas/"

// sample is the component schemas of a document, as a server sees them in requests.
type sample struct {
	dice
	names   []string
	schemas map[string]any
	oracles map[string]*oracle
}

func readSample(file string) (*sample, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the sample: %w", err)
	}
	var doc struct {
		Components struct{ Schemas map[string]any }
	}
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, fmt.Errorf("reading the sample: %w", err)
	}
	plain, err := json.Marshal(doc.Components.Schemas)
	if err != nil {
		return nil, fmt.Errorf("reading the sample: %w", err)
	}
	s := &sample{schemas: decode(plain).(map[string]any), oracles: map[string]*oracle{}}
	requested := inRequests(decode(plain), decode(plain).(map[string]any))
	c := jsonschema.NewCompiler()
	c.UseLoader(nowhere{})
	c.AssertFormat()
	addFormats(c)
	if err := c.AddResource("https://oracle.invalid/sample.json", map[string]any{"components": map[string]any{"schemas": plainNumbers(requested)}}); err != nil {
		return nil, err
	}
	for name := range s.schemas {
		s.names = append(s.names, name)
		compiled, err := c.Compile("https://oracle.invalid/sample.json" + schemas + name)
		if err != nil {
			return nil, fmt.Errorf("compiling %s: %w", name, err)
		}
		s.oracles[name] = &oracle{compiled}
	}
	slices.Sort(s.names)
	return s, nil
}

// plainNumbers is v as the oracle's library has JSON.
func plainNumbers(v any) any {
	text, _ := json.Marshal(v)
	out, _ := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	return out
}

// inRequests takes the limits off readOnly properties: requests may leave them
// out, and whatever they hold is skipped. An integer without a format has 64 bits.
func inRequests(v any, all map[string]any) any {
	switch v := v.(type) {
	case map[string]any:
		if v["type"] == "integer" && v["format"] == nil {
			v["format"] = "int64"
		}
		properties, _ := v["properties"].(map[string]any)
		required, _ := v["required"].([]any)
		for name, p := range properties {
			if p, ok := p.(map[string]any); ok && (p["readOnly"] == true || resolve(p, all)["readOnly"] == true) {
				properties[name] = true
				required = slices.DeleteFunc(required, func(r any) bool { return r == name })
			}
		}
		if v["required"] != nil {
			v["required"] = append([]any{}, required...)
		}
		for key, x := range v {
			v[key] = inRequests(x, all)
		}
	case []any:
		for i := range v {
			v[i] = inRequests(v[i], all)
		}
	}
	return v
}

// resolve follows references between components.
func resolve(s map[string]any, all map[string]any) map[string]any {
	for range 10 {
		ref, ok := s["$ref"].(string)
		if !ok {
			break
		}
		s, _ = all[strings.TrimPrefix(ref, schemas)].(map[string]any)
	}
	return s
}

// round makes one value for each schema, and breaks it in every way.
func (s *sample) round(sc *score, program string, doc *document) error {
	var requests []request
	var about []*group
	for _, g := range doc.groups {
		if g.refused != "" {
			continue
		}
		schema := s.schemas[g.Description].(map[string]any)
		value := s.make(schema, 0)
		for _, v := range append(s.breakings(schema, value, 0), value) {
			text, err := json.Marshal(v)
			if err != nil {
				return err
			}
			requests = append(requests, postJSON("/"+g.id, text))
			about = append(about, g)
		}
	}
	replies, err := ask(program, requests)
	if err != nil {
		return err
	}
	for i, r := range replies {
		sc.all++
		valid := s.oracles[about[i].Description].valid(requests[i].Body)
		switch {
		case valid == (r.Status == 204) && (r.Status == 204 || r.Status == 422):
			sc.right++
		case !valid && r.Status == 204:
			sc.silent++
			sc.miss("SILENT   %s: accepted %s", about[i].Description, requests[i].Body)
		default:
			sc.miss("WRONG    %s: %d %s for %s", about[i].Description, r.Status, r.Body, requests[i].Body)
		}
	}
	return nil
}
