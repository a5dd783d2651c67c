// Command corpus generates and compiles real documents and prints a table: what
// `make corpus SUITES=DIR` runs. DIR has corpus/ in it, and may have folders of
// other generators' test documents and the specification's own tests in suites/.
//
//	corpus [-bin specho] [-out DIR] [-only REGEXP] [-compile=false] DIR
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// group is documents with one bar.
type group struct {
	name  string
	files []string
	least float64 // of the documents that are valid, how many must compile
	whole bool    // all documents count, valid or not
	batch bool    // small documents are compiled together
}

func main() {
	bin := flag.String("bin", "bin/specho", "the specho command")
	out := flag.String("out", "out/_corpus", "where the packages go; inside the module, so that they compile")
	only := flag.String("only", "", "documents whose path matches, without the bars")
	build := flag.Bool("compile", true, "compile what is generated; without it only operations, time and memory are looked at")
	flag.Parse()
	dir := flag.Arg(0)
	pick, err := regexp.Compile(*only)
	if err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(2)
	}
	w := workshop{bin: *bin, out: *out, build: *build, schemas: readSchemas(filepath.Join(dir, "suites/oai-spec-tests/schemas"))}
	ok := true
	for _, g := range groups(dir) {
		g.files = keep(g.files, pick)
		if len(g.files) == 0 {
			continue
		}
		rows := w.run(g)
		if good := summary(g, rows); !good && *only == "" {
			ok = false
		}
	}
	for _, s := range []string{"v3.1-dev", "v3.2-dev"} {
		if good := w.verdicts(filepath.Join(dir, "suites/oai-spec-tests", s), pick); !good && s == "v3.1-dev" && *only == "" {
			ok = false
		}
	}
	if !ok {
		os.Exit(1)
	}
}

// groups are the documents below dir.
func groups(dir string) []group {
	corpus := filepath.Join(dir, "corpus")
	return []group{
		{name: "corpus", files: documents(corpus, false), least: 1, whole: true},
		{name: "corpus, documents of several files", files: roots(corpus), least: 1, whole: true},
		{name: "openapi-generator", files: documents(filepath.Join(dir, "suites/openapi-generator"), true), least: 0.985, batch: true},
		{name: "ogen-testdata", files: documents(filepath.Join(dir, "suites/ogen-testdata"), true), least: 0.985, batch: true},
	}
}

func keep(files []string, pick *regexp.Regexp) (kept []string) {
	for _, f := range files {
		if pick.MatchString(f) {
			kept = append(kept, f)
		}
	}
	return kept
}
