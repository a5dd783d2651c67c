package cases

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/config"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/output"
	"github.com/specho/specho/generator/packages"
)

// TestCasesAreUpToDate generates every case and compares the result with what is
// checked in; UPDATE=1 writes it instead.
func TestCasesAreUpToDate(t *testing.T) {
	for _, name := range configs(t) {
		t.Run(filepath.Dir(name), func(t *testing.T) {
			t.Parallel()
			dir, files := generate(t, name)
			tree := output.Tree{Dir: dir, Files: files}
			if os.Getenv("UPDATE") != "" {
				if _, err := output.Write(t.Context(), tree); err != nil {
					t.Fatal(err)
				}
				return
			}
			drift, err := output.Check(t.Context(), tree)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range drift {
				t.Errorf("%s: %s (UPDATE=1 go test ./internal/cases writes it)", d.Path, d.Cause)
			}
		})
	}
}

// configs are the configurations of all cases.
func configs(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob("*/specho.yaml")
	if err != nil || len(all) == 0 {
		t.Fatalf("found %d cases (%v)", len(all), err)
	}
	return all
}

// generate makes the files of a case as "specho generate --config name" does.
func generate(t *testing.T, name string) (dir string, files map[string][]byte) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, err := config.Parse(name, data)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := config.Resolve(file, config.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	j := plan.Jobs[0]
	source := load.Source{Name: j.Document, FS: os.DirFS(filepath.Dir(j.Document)), Root: filepath.Base(j.Document)}
	files, _, err = generator.Generate(context.Background(), generator.Config{
		Source: source, Package: j.Package, ImportPath: j.ImportPath, Runtime: j.Runtime, Client: j.Client, Strict: j.Strict, Exact: j.Exact,
		LiteralIntegers: j.Literal, Reachable: j.Reachable, Formats: j.Formats,
		Packages: entries(j.Packages), Cycles: j.Cycles, Base: j.Base,
	})
	if err != nil {
		t.Fatal(err)
	}
	return j.Output, files
}

// entries are the packages of types of a case.
func entries(list []config.TypePackage) (all []packages.Entry) {
	for _, p := range list {
		all = append(all, packages.Entry{Files: p.Files, Folder: p.Folder, Name: p.Name, Path: p.Path, Dir: p.Dir, Pos: p.Pos, Any: p.Any})
	}
	return all
}
