// Command corpus generates and compiles every document of a folder tree and
// prints a table: what `make corpus SUITES=DIR` runs.
//
//	corpus [-bin specho] [-out DIR] [-min N] FOLDER...
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

// row is one line of the table.
type row struct {
	document   string
	operations int
	warnings   int
	generated  bool
	compiles   bool
	generating time.Duration // CPU time of the generator
	compiling  time.Duration
	peakMB     int64 // of go build
	lines      int
	problem    string
}

func main() {
	bin := flag.String("bin", "bin/specho", "the specho command")
	out := flag.String("out", "out/_corpus", "where the packages go; inside the module, so that they compile")
	least := flag.Int("min", 0, "fail unless so many documents compile")
	flag.Parse()
	var rows []row
	for _, d := range documents(flag.Args()) {
		r := try(*bin, *out, d)
		fmt.Println(r)
		rows = append(rows, r)
	}
	os.Exit(summary(rows, *least))
}

// documents lists the files below the folders that declare an OpenAPI version.
func documents(folders []string) (list []string) {
	for _, f := range folders {
		_ = filepath.WalkDir(f, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil
			}
			if e := filepath.Ext(p); e != ".json" && e != ".yaml" && e != ".yml" {
				return nil
			}
			if b, err := os.ReadFile(p); err == nil && declares.Match(b) {
				list = append(list, p)
			}
			return nil
		})
	}
	slices.Sort(list)
	return list
}

var declares = regexp.MustCompile(`(?m)^\s*["']?openapi["']?\s*:\s*["']?3\.`)

// limit bounds the time of one step.
const limit = 3 * time.Minute

func try(bin, out, document string) row {
	r := row{document: document}
	dir := filepath.Join(out, unsafe.ReplaceAllString(strings.TrimLeft(document, "./"), "_"))
	defer os.RemoveAll(dir)
	cmd := exec.Command(bin, "generate", document, "-o", dir, "--package", "api", "--runtime", "import")
	text, ok := run(cmd)
	r.generating = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	r.warnings = strings.Count(text, ": warning: ")
	if !ok {
		r.problem = firstError(text)
		return r
	}
	r.generated = true
	r.count(dir)
	build := exec.Command("go", "build", "./"+dir)
	text, r.compiles = run(build)
	r.compiling = build.ProcessState.UserTime() + build.ProcessState.SystemTime()
	if u, ok := build.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.peakMB = u.Maxrss / 1024
	}
	if !r.compiles {
		r.problem = firstError(strings.TrimPrefix(text, "#"))
	}
	return r
}

var unsafe = regexp.MustCompile(`[^A-Za-z0-9]+`)

// run runs cmd with a time limit and returns what it printed.
func run(cmd *exec.Cmd) (string, bool) {
	var b strings.Builder
	cmd.Stdout, cmd.Stderr = &b, &b
	if err := cmd.Start(); err != nil {
		return err.Error(), false
	}
	t := time.AfterFunc(limit, func() { _ = cmd.Process.Kill() })
	defer t.Stop()
	err := cmd.Wait()
	return b.String(), err == nil
}

func firstError(text string) string {
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "hint:") && !strings.Contains(l, ": warning: ") && !strings.Contains(l, ": note: ") && !strings.HasPrefix(l, "github.com/") {
			return l
		}
	}
	return "no output"
}

var operation = regexp.MustCompile(`(?m)^const Operation\w+ = "`)

// count reads what was generated: lines and operations.
func (r *row) count(dir string) {
	files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		r.lines += strings.Count(string(b), "\n")
		r.operations += len(operation.FindAll(b, -1))
	}
}

// String is the row as a line of the table.
func (r row) String() string {
	verdict := "compiles"
	switch {
	case !r.generated:
		verdict = "REFUSED"
	case !r.compiles:
		verdict = "BROKEN"
	}
	return fmt.Sprintf("%-9s %5d ops %4d warn %6.2fs gen %6.1fs build %5d MB %7d lines  %s  %s",
		verdict, r.operations, r.warnings, r.generating.Seconds(), r.compiling.Seconds(), r.peakMB, r.lines, filepath.Base(r.document), r.problem)
}

func summary(rows []row, least int) int {
	var compiled, refused, broken int
	for _, r := range rows {
		switch {
		case !r.generated:
			refused++
		case !r.compiles:
			broken++
		default:
			compiled++
		}
	}
	fmt.Printf("\n%d documents: %d compile, %d refused, %d generated but do not compile\n", len(rows), compiled, refused, broken)
	if broken > 0 || compiled < least {
		return 1
	}
	return 0
}
