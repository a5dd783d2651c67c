package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// negative breaks valid values of a document's schemas keyword by keyword and
// compares the server's verdicts with the oracle's, for that long. It knows nothing
// of what is right itself.
func (w *workshop) negative(ctx context.Context, file string, seed uint64, d time.Duration) ([]*score, error) {
	s := &score{name: "broken values of " + filepath.Base(file)}
	sample, err := readSample(file)
	if err != nil {
		return nil, err
	}
	doc := &document{name: "broken" + letters(filepath.Base(file)), version: sample.version, components: sample.document, exact: true, inline: true}
	for _, name := range sample.names {
		doc.groups = append(doc.groups, &group{Description: name, file: "sample", Schema: json.RawMessage(`{"$ref":"` + schemas + name + `"}`)})
	}
	program, err := w.prepare(ctx, doc)
	if err != nil {
		return nil, err
	}
	for end := time.Now().Add(d); ; seed++ {
		sample.dice = dice{rand.New(rand.NewPCG(seed, 0))}
		if err := sample.round(s, program, doc); err != nil || time.Now().After(end) || len(s.misses) > 50 {
			s.least = s.all
			s.note = fmt.Sprintf("%d of them valid, %d schemas", s.valid, len(sample.names))
			return []*score{s}, err
		}
	}
}

// letters keeps what can stand in a folder of Go packages.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, name)
}

// maxBreakings bounds the variants of one value, roughly.
const maxBreakings = 300

const schemas = "#/components/schemas/"

// sample is the component schemas of a document, as a server sees them in requests.
type sample struct {
	dice
	left     int // breakings that may still be made of a value
	version  string
	names    []string
	document map[string]any // schemas as the document has them
	schemas  map[string]any // the same in JSON Schema 2020-12
	oracles  map[string]*oracle
}

func readSample(file string) (*sample, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	var doc struct {
		OpenAPI    string `yaml:"openapi"`
		Components struct{ Schemas map[string]any }
	}
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	plain, err := json.Marshal(doc.Components.Schemas)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	s := &sample{version: doc.OpenAPI, document: decode(plain).(map[string]any), schemas: decode(plain).(map[string]any), oracles: map[string]*oracle{}}
	for name := range s.document {
		each(s.document[name], plainWords)
		each(s.schemas[name], plainWords)
		if strings.HasPrefix(s.version, "3.0") {
			each(s.schemas[name], modern)
		}
	}
	return s, s.compile()
}

// compile makes the oracles. A schema that the oracle cannot read, such as one with a
// pattern of ECMA-262 alone, has none.
func (s *sample) compile() error {
	plain, err := json.Marshal(s.schemas)
	if err != nil {
		return err
	}
	requested := decode(plain).(map[string]any)
	for _, schema := range requested {
		each(schema, func(x map[string]any) { asInRequests(x, s.schemas) })
	}
	c := jsonschema.NewCompiler()
	c.UseLoader(nowhere{})
	c.AssertFormat()
	addFormats(c)
	if err := c.AddResource("https://oracle.invalid/sample.json", map[string]any{"components": map[string]any{"schemas": plainNumbers(requested)}}); err != nil {
		return err
	}
	for name := range s.schemas {
		compiled, err := c.Compile("https://oracle.invalid/sample.json" + schemas + name)
		if err != nil {
			continue
		}
		s.names = append(s.names, name)
		s.oracles[name] = &oracle{compiled}
	}
	slices.Sort(s.names)
	if len(s.names) < len(s.schemas)/2 {
		return fmt.Errorf("the oracle reads %d of %d schemas", len(s.names), len(s.schemas))
	}
	return nil
}

// plainNumbers is v as the oracle's library has JSON.
func plainNumbers(v any) any {
	text, _ := json.Marshal(v)
	out, _ := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	return out
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
		s.left = maxBreakings
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
		if valid {
			sc.valid++
		}
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
