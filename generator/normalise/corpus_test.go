package normalise_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/normalise"
	"github.com/specho/specho/generator/spec"
)

// suites returns a folder of third-party data, or skips the test.
func suites(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("SUITES")
	if dir == "" {
		t.Skip("SUITES is not set: no third-party documents to read")
	}
	return filepath.Join(dir, name)
}

// open loads and normalises a file within a minute.
func open(t *testing.T, file string) (*spec.Document, *diag.List) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	var l diag.List
	tree, err := load.Document(ctx, load.Source{Name: filepath.Base(file), FS: root.FS(), Root: filepath.Base(file)}, &l)
	if err != nil {
		return nil, &l
	}
	return normalise.Document(ctx, tree, &l), &l
}

func counts(l *diag.List) (n [3]int) {
	for _, d := range l.Sorted() {
		n[d.Severity]++
	}
	return n
}

// errorRules counts the errors by rule.
func errorRules(l *diag.List) string {
	count := map[string]int{}
	for _, d := range l.Sorted() {
		if d.Severity == diag.Error {
			count[d.Rule]++
		}
	}
	var list []string
	for rule, n := range count {
		list = append(list, fmt.Sprintf("%s %d", rule, n))
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

func TestCorpusNormalisesWithoutErrors(t *testing.T) {
	dir := suites(t, "corpus")
	index, err := os.Open(filepath.Join(dir, "index.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	r := csv.NewReader(index)
	r.Comma, r.LazyQuotes = '\t', true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	for _, row := range rows[1:] {
		name := row[0]
		if row[8] != "single" {
			continue
		}
		files, _ := filepath.Glob(filepath.Join(dir, name+".*"))
		if len(files) != 1 {
			t.Errorf("%s: %d files", name, len(files))
			continue
		}
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			doc, l := open(t, files[0])
			took := time.Since(start)
			if doc == nil {
				t.Fatal(l.Err())
			}
			n := counts(l)
			fmt.Fprintf(&table, "%-22s %5d operations %6d schemas %4d errors %5d warnings %5d notes %8s\n",
				name, len(doc.Operations), len(doc.Schemas), n[diag.Error], n[diag.Warning], n[diag.Note], took.Round(time.Millisecond))
			if want, _ := strconv.Atoi(row[5]); len(doc.Operations) != want {
				t.Errorf("%d operations, want %d", len(doc.Operations), want)
			}
			if got := errorRules(l); got != "" {
				t.Errorf("errors %q\n%v", got, l.Err())
			}
			if took > 20*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
	t.Log("\n" + table.String())
}
