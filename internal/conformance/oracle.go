package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// oracle judges values by another implementation of JSON Schema.
type oracle struct {
	schema *jsonschema.Schema
}

var errRemote = errors.New("the oracle reads no remote schemas")

// nowhere is a loader of schemas that finds none.
type nowhere struct{}

func (nowhere) Load(string) (any, error) { return nil, errRemote }

// newOracle compiles a schema of that draft: 4 or 2020.
func newOracle(text []byte, draft int) (*oracle, error) {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	c := jsonschema.NewCompiler()
	c.UseLoader(nowhere{})
	c.DefaultDraft(jsonschema.Draft2020)
	if draft == 4 {
		c.DefaultDraft(jsonschema.Draft4)
	}
	if err := c.AddResource("https://oracle.invalid/schema.json", v); err != nil {
		return nil, err
	}
	s, err := c.Compile("https://oracle.invalid/schema.json")
	if err != nil {
		return nil, err
	}
	return &oracle{s}, nil
}

// valid reports whether the value passes.
func (o *oracle) valid(value json.RawMessage) bool {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(value))
	return err == nil && o.schema.Validate(v) == nil
}
