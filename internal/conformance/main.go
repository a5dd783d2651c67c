package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// settings are the flags.
type settings struct {
	out      string
	verbose  bool
	seed     uint64
	random   int
	negative time.Duration
	suites   string
	only     string
}

func main() {
	var o settings
	flag.StringVar(&o.out, "out", "out/_conformance", "where the servers go; inside the module, so that they compile")
	flag.BoolVar(&o.verbose, "v", false, "print every miss with its schema and value")
	flag.Uint64Var(&o.seed, "seed", 1, "of random schemas and broken values")
	flag.IntVar(&o.random, "random", 200, "number of random schemas")
	flag.DurationVar(&o.negative, "negative", 30*time.Second, "time for broken values of the sample, and of real documents together")
	flag.StringVar(&o.only, "only", "", "run only the parts whose folder holds this text")
	flag.Parse()
	if flag.NArg() > 1 {
		fmt.Fprintln(os.Stderr, "usage: conformance [flags] [SUITES]")
		os.Exit(2)
	}
	o.suites = flag.Arg(0)
	good, err := o.table(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err != nil || !good {
		os.Exit(1)
	}
}

// table runs everything and prints a row for each part as soon as it is done. It
// reports whether every row is as good as it must be.
func (o *settings) table(ctx context.Context) (bool, error) {
	good := true
	for _, p := range o.parts() {
		if !strings.Contains(p.folder, o.only) || p.folder != "" && o.suites == "" {
			continue
		}
		if _, err := os.Stat(filepath.Join(o.suites, p.folder)); err != nil && p.folder != "" {
			fmt.Printf("     %s: skipped, there is no such folder\n", p.folder)
			continue
		}
		rows, err := p.run(ctx)
		for _, s := range rows {
			good = good && s.ok()
			fmt.Println(s)
			o.details(s)
		}
		if err != nil {
			return false, err
		}
	}
	return good, nil
}

// details prints the misses of a row: all if asked, a few if it failed.
func (o *settings) details(s *score) {
	if o.verbose {
		for _, m := range append(s.remarks, s.misses...) {
			fmt.Println("\t" + m)
		}
		return
	}
	if s.ok() {
		return
	}
	worst := slices.DeleteFunc(slices.Clone(s.misses), func(m string) bool { return strings.HasPrefix(m, "refused") })
	if len(worst) == 0 {
		worst = s.misses
	}
	for _, m := range worst[:min(len(worst), 5)] {
		fmt.Println("\t" + m)
	}
}

// part is a suite.
type part struct {
	folder string // of SUITES
	run    func(ctx context.Context) ([]*score, error)
}

func (o *settings) parts() []part {
	suite := filepath.Join(o.suites, "json-schema-test-suite")
	w := &workshop{dir: o.out, remotes: filepath.Join(suite, "remotes")}
	remoteFiles = os.DirFS(w.remotes)
	var parts []part
	for _, d := range drafts {
		parts = append(parts,
			part{"json-schema-test-suite", func(ctx context.Context) ([]*score, error) { return w.core(ctx, filepath.Join(suite, "tests"), d) }},
			part{"json-schema-test-suite", func(ctx context.Context) ([]*score, error) { return w.options(ctx, filepath.Join(suite, "tests"), d) }})
	}
	plain := &workshop{dir: o.out}
	parts = append(parts, o.broken(plain)...)
	return append(parts,
		part{"jsontestsuite", func(ctx context.Context) ([]*score, error) {
			return plain.parsing(ctx, filepath.Join(o.suites, "jsontestsuite", "test_parsing"))
		}},
		part{"oas-param-styles", func(ctx context.Context) ([]*score, error) {
			return plain.styles(ctx, filepath.Join(o.suites, "oas-param-styles", "style-examples.json"))
		}},
		part{"fastapi-behaviours", func(context.Context) ([]*score, error) {
			return behaviours(filepath.Join(o.suites, "fastapi-behaviours", "behaviours.json"))
		}},
		part{"", func(ctx context.Context) ([]*score, error) { return plain.randomly(ctx, o.seed, o.random) }},
	)
}

// rich are real documents with many keywords of JSON Schema.
var rich = []string{"syn-3_0_unit.yaml", "lithic31.yaml", "paypal-disputes.json", "oxide-sledagent.json", "telegram-bot.json"}

// broken are the parts that break valid values: of the sample, and of real documents
// where there are such, in corpus/ of the folder or beside it.
func (o *settings) broken(w *workshop) []part {
	parts := []part{{"", func(ctx context.Context) ([]*score, error) {
		return w.negative(ctx, "openapi.yaml", o.seed, o.negative)
	}}}
	for _, folder := range []string{"corpus", filepath.Join("..", "corpus")} {
		if _, err := os.Stat(filepath.Join(o.suites, folder)); err != nil {
			continue
		}
		for _, name := range rich {
			file := filepath.Join(folder, name)
			parts = append(parts, part{file, func(ctx context.Context) ([]*score, error) {
				return w.negative(ctx, filepath.Join(o.suites, file), o.seed, o.negative/time.Duration(len(rich)))
			}})
		}
		break
	}
	return parts
}
