package generator

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
)

// leastKept is the share of a document's valid examples that have to come back
// from the generated types as they went in, in percent.
const leastKept = 99.5

// TestRoundTrip reads each JSON example of a document with the generated type it
// belongs to and writes it again: the same value has to come out. Examples that
// another validator finds wrong do not count. DOCUMENTS selects by file name, and
// must for those of SUITES.
func TestRoundTrip(t *testing.T) {
	documents := []string{"../openapi.yaml"}
	if dir := os.Getenv("SUITES"); dir != "" && os.Getenv("DOCUMENTS") != "" { // it takes long
		for _, ext := range []string{"yaml", "json"} {
			more, err := filepath.Glob(filepath.Join(dir, "corpus", "*."+ext))
			if err != nil {
				t.Fatal(err)
			}
			documents = append(documents, more...)
		}
	}
	chosen := regexp.MustCompile(os.Getenv("DOCUMENTS"))
	var all tally
	for _, d := range documents {
		if !chosen.MatchString(d) {
			continue
		}
		t.Run(filepath.Base(d), func(t *testing.T) {
			one := tripDocument(t, d)
			t.Log(one.String())
			all.add(one)
		})
	}
	t.Log("all: " + all.String())
	if all.judged > 0 && all.share() < leastKept {
		t.Errorf("%.2f%% of the valid examples come back unchanged, want %.1f%%", all.share(), leastKept)
	}
}

// tally counts what became of examples.
type tally struct {
	judged, wrong, unjudged int // valid; not valid; the other validator cannot read the schema
	kept                    int
	composed                int // of the valid: put together from examples of properties
	normal                  int // values of the kept that came back in another form of their format
}

func (t *tally) add(o tally) {
	t.judged += o.judged
	t.wrong += o.wrong
	t.unjudged += o.unjudged
	t.kept += o.kept
	t.composed += o.composed
	t.normal += o.normal
}

func (t tally) share() float64 { return 100 * float64(t.kept) / float64(max(t.judged, 1)) }

func (t tally) String() string {
	return fmt.Sprintf("%d of %d valid examples kept (%.2f%%; %d of them composed; %d values in another form of their format), %d not valid, %d not to be judged",
		t.kept, t.judged, t.share(), t.composed, t.normal, t.wrong, t.unjudged)
}

func tripDocument(t *testing.T, name string) (sum tally) {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var l diag.List
	cfg := Config{Source: load.Source{Name: name, Data: data, NoGrade: true}, Package: "api", ImportPath: "example.com/api", Runtime: "github.com/specho/specho/rest"}
	api, doc, err := decide(context.Background(), cfg, &l)
	if err != nil {
		t.Skipf("refused: %v", err)
	}
	trips := examplesOf(api, doc)
	tree, err := load.Document(context.Background(), cfg.Source, &l)
	if err != nil {
		t.Fatal(err)
	}
	j, err := newJudge(tree)
	if err != nil {
		t.Fatal(err)
	}
	var valid []trip
	for _, e := range trips {
		switch ok, err := j.valid(e.schema, e.value); {
		case err != nil:
			sum.unjudged++
		case !ok:
			sum.wrong++
		default:
			valid = append(valid, e)
		}
	}
	if len(valid) == 0 {
		return sum
	}
	files, _, err := Generate(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range runTrips(t, files, valid) {
		sum.judged++
		if valid[i].composed {
			sum.composed++
		}
		if why := j.differs(valid[i], r); why == "" {
			sum.kept++
		} else {
			t.Logf("%s: %s", valid[i].place, why)
		}
	}
	sum.normal = j.normal
	return sum
}

// result is what a generated type made of an example.
type result struct {
	Out json.RawMessage
	Err string
}

// runTrips compiles the package with a test in it that reads and writes the
// examples, and returns what came of each.
func runTrips(t *testing.T, files map[string][]byte, trips []trip) []result {
	out := filepath.Join("..", "out") // inside of the module, and not in its history
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp(out, "_roundtrip") // the underscore keeps it out of ./...
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	files["trip_test.go"] = tripProgram(trips)
	for name, b := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "test", "-count=1", "-vet=off", ".")
	cmd.Dir = dir
	if b, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	b, err := os.ReadFile(filepath.Join(dir, "results.json"))
	if err != nil {
		t.Fatal(err)
	}
	var results []result
	if err := json.Unmarshal(b, &results); err != nil || len(results) != len(trips) {
		t.Fatalf("%d results for %d examples: %v", len(results), len(trips), err)
	}
	return results
}

// tripProgram is the source of the test that reads and writes the examples.
func tripProgram(trips []trip) []byte {
	var b bytes.Buffer
	b.WriteString(`package api

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"github.com/specho/specho/rest/codec"
)

type result struct {
	Out json.RawMessage
	Err string
}

func round[T any](text string, read func(*T, *codec.Decoder, int) int, app func(*T, []byte) []byte) (r result) {
	defer func() {
		if p := recover(); p != nil {
			r = result{Err: fmt.Sprint("panic: ", p)}
		}
	}()
	var v T
	err := codec.UnmarshalFunc([]byte(text), func(d *codec.Decoder, i int) int { return read(&v, d, i) })
	if err != nil {
		return result{Err: "read: " + err.Error()}
	}
	out, err := codec.MarshalFunc(func(b []byte) []byte { return app(&v, b) })
	if err != nil {
		return result{Err: "write: " + err.Error()}
	}
	return result{Out: out}
}

func TestTrips(t *testing.T) {
	b, err := json.Marshal([]result{
`)
	for _, e := range trips {
		fmt.Fprintf(&b, "\t\tround(%q, %s, %s),\n", e.value, e.read, e.append)
	}
	b.WriteString(`	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("results.json", b, 0o600); err != nil {
		t.Fatal(err)
	}
}
`)
	return b.Bytes()
}

// unique leaves one of each example of a type.
func unique(trips []trip) []trip {
	seen := map[string]bool{}
	return slices.DeleteFunc(trips, func(e trip) bool {
		k := strings.Join([]string{e.read, e.append, string(e.value)}, "\x00")
		double := seen[k]
		seen[k] = true
		return double
	})
}
