package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"
)

// workshop is where documents are made into packages.
type workshop struct {
	bin, out string
	build    bool
	schemas  schemas
}

// row is one line of the table.
type row struct {
	document   string
	valid      string // by the official schema
	operations int    // that the document declares
	kept       int    // that were generated
	warnings   int
	generated  bool
	compiles   bool
	generating time.Duration // CPU time of the generator
	genMB      int64         // its peak
	compiling  time.Duration // CPU time, if it was compiled alone
	buildMB    int64
	lines      int
	problem    string
	dir        string
}

const (
	limit    = 15 * time.Minute // of one step, on slow machines
	hang     = 10 * time.Second // CPU time of generating
	gigabyte = 1024             // MB of generating
	together = 25               // documents that are compiled at once
)

// run makes every document of a group and prints its row.
func (w *workshop) run(g group) (rows []*row) {
	fmt.Printf("%s: %d documents\n", g.name, len(g.files))
	var open []*row
	for i, f := range g.files {
		r := w.generate(f)
		rows, open = append(rows, r), append(open, r)
		if !g.batch || len(open) == together || i == len(g.files)-1 {
			w.compile(open)
			for _, r := range open {
				fmt.Println(r)
				_ = os.RemoveAll(r.dir)
			}
			open = nil
		}
	}
	return rows
}

func (w *workshop) generate(document string) *row {
	t := tree(document)
	r := &row{document: document, valid: w.schemas.valid(t), operations: operations(t)}
	r.dir = filepath.Join(w.out, unsafe.ReplaceAllString(strings.TrimLeft(document, "./"), "_"))
	cmd := exec.Command(w.bin, "generate", document, "-o", r.dir, "--package", "api", "--runtime", "import")
	text, ok := run(cmd)
	r.generating, r.genMB = usage(cmd)
	r.warnings = strings.Count(text, ": warning: ")
	switch {
	case strings.Contains(text, "internal error") || strings.Contains(text, "bug in specho") || strings.Contains(text, "panic:"):
		r.problem = "PANIC " + firstError(text)
	case r.generating > hang || r.genMB > gigabyte:
		r.problem = "TOO MUCH time or memory"
	case !ok:
		r.problem = firstError(text)
	default:
		r.generated = true
		r.count()
	}
	return r
}

var unsafe = regexp.MustCompile(`[^A-Za-z0-9]+`)

func usage(cmd *exec.Cmd) (cpu time.Duration, peakMB int64) {
	if cmd.ProcessState == nil {
		return 0, 0
	}
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		peakMB = u.Maxrss / 1024
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peakMB
}

// compile compiles packages together, and says of each whether it does.
func (w *workshop) compile(rows []*row) {
	args := []string{"build"}
	var built []*row
	for _, r := range rows {
		if r.generated {
			args, built = append(args, "./"+filepath.ToSlash(r.dir)), append(built, r)
		}
	}
	if len(built) == 0 {
		return
	}
	if !w.build {
		for _, r := range built {
			r.compiles = true // taken on trust
		}
		return
	}
	cmd := exec.Command("go", args...)
	text, ok := run(cmd)
	for _, r := range built {
		_, errors, broken := strings.Cut(text, "/"+filepath.ToSlash(r.dir)+"\n")
		r.compiles = ok || !broken && strings.Contains(text, "# ")
		if !r.compiles {
			r.problem = firstError(errors + "\n" + text)
		}
		if len(built) == 1 {
			r.compiling, r.buildMB = usage(cmd)
		}
	}
}

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
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") && !strings.HasPrefix(l, "hint:") && !strings.Contains(l, ": warning: ") && !strings.Contains(l, ": note: ") {
			return l
		}
	}
	return "no output"
}

var operation = regexp.MustCompile(`(?m)^(?:const|\t)\s*Operation\S+\s+= "`)

// count reads what was generated: lines and operations.
func (r *row) count() {
	files, _ := filepath.Glob(filepath.Join(r.dir, "*.go"))
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		r.lines += strings.Count(string(b), "\n")
		r.kept += len(operation.FindAll(b, -1))
	}
}

// dropped is how many operations were lost.
func (r *row) dropped() int { return max(0, r.operations-r.kept) }

// String is the row as a line of the table.
func (r *row) String() string {
	verdict := "compiles"
	switch {
	case !r.generated:
		verdict = "REFUSED"
	case !r.compiles:
		verdict = "BROKEN"
	}
	lost := ""
	if r.generated && r.dropped() > 0 {
		lost = fmt.Sprintf("%d DROPPED ", r.dropped())
	}
	return fmt.Sprintf("%-9s %-3s %5d ops %5d warn %6.2fs %5d MB gen %6.1fs %5d MB build %7d lines  %s  %s%s",
		verdict, r.valid, r.operations, r.warnings, r.generating.Seconds(), r.genMB, r.compiling.Seconds(), r.buildMB, r.lines, name(r.document), lost, r.problem)
}

// name is the last part of a path that tells documents apart.
func name(path string) string {
	parts := strings.Split(filepath.ToSlash(path), "/")
	return strings.Join(parts[max(0, len(parts)-2):], "/")
}

// summary prints the figures of a group and reports whether they reach its bar.
func summary(g group, rows []*row) bool {
	var compiled, refused, broken, dropped, valid, good int
	for _, r := range rows {
		fine := r.compiles && r.dropped() == 0
		switch {
		case !r.generated:
			refused++
		case !r.compiles:
			broken++
		default:
			compiled++
		}
		if r.generated {
			dropped += r.dropped()
		}
		if g.whole || r.valid == "yes" {
			valid++
			if fine {
				good++
			}
		}
	}
	what := "valid by the official schema"
	if g.whole {
		what = "all"
	}
	share := float64(good) / float64(max(1, valid))
	fmt.Printf("\n%s: %d documents: %d compile, %d refused, %d generated but do not compile, %d operations dropped; of %d (%s) %d compile with every operation: %.1f%%\n\n",
		g.name, len(rows), compiled, refused, broken, dropped, valid, what, good, 100*share)
	return broken == 0 && share >= g.least
}
