package generator_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestTaskSchema holds the published schema of x-background-tasks to what the
// generator takes: the sample's extension and the words of the reader.
func TestTaskSchema(t *testing.T) {
	b, err := os.ReadFile("../docs/x-background-tasks.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	text, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", text); err != nil {
		t.Fatal(err)
	}
	schema := c.MustCompile("schema.json")
	valid := func(v any) bool {
		b, err := json.Marshal(plain(v))
		if err != nil {
			t.Fatal(err)
		}
		v, err = jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v) == nil
	}
	doc := readTree(t, "../openapi.yaml")
	if v := doc["components"].(map[string]any)["x-background-tasks"]; !valid(v) {
		t.Errorf("the sample's catalogue is refused: %v", v)
	}
	create := doc["paths"].(map[string]any)["/tourists"].(map[string]any)["post"].(map[string]any)
	if v := create["x-background-tasks"]; !valid(v) {
		t.Errorf("the sample's uses are refused: %v", v)
	}
	use := map[string]any{"task": "A", "on": []any{"201"}}
	if v := map[string]any{"order": "sequential", "stopOnError": true, "tasks": []any{use}}; !valid(v) {
		t.Errorf("refused: %v", v)
	}
	for _, bad := range []any{
		map[string]any{"order": "sequential"},
		map[string]any{"order": "random", "tasks": []any{use}},
		map[string]any{"stopOnError": true, "tasks": []any{use}},
		[]any{map[string]any{"task": "A"}},
		[]any{map[string]any{"task": "A", "on": []any{"2xx"}}},
		[]any{map[string]any{"task": "A", "on": []any{"201"}, "when": "now"}},
		map[string]any{"A": map[string]any{"delivery": "pigeon"}},
		map[string]any{"A": map[string]any{"retry": map[string]any{"maxAttempts": 0}}},
		map[string]any{"A": map[string]any{"idempotencyKey": "touristId"}},
	} {
		if valid(bad) {
			t.Errorf("accepted: %v", bad)
		}
	}
}
