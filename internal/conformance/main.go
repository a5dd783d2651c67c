package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	out := flag.String("out", "out/_conformance", "where the servers go; inside the module, so that they compile")
	verbose := flag.Bool("v", false, "print every miss with its schema and value")
	inline := flag.Bool("inline", false, "put the schemas into the document itself")
	seed := flag.Uint64("seed", 1, "of random schemas")
	random := flag.Int("random", 0, "number of random schemas")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: conformance [-out DIR] [-v] SUITES")
		os.Exit(2)
	}
	suites := filepath.Join(flag.Arg(0), "json-schema-test-suite")
	remoteFiles = os.DirFS(filepath.Join(suites, "remotes"))
	w := &workshop{dir: *out, remotes: filepath.Join(suites, "remotes")}
	if *random > 0 {
		d := &document{name: "random", version: "3.1.1", groups: randomGroups(*seed, *random), exact: true, inline: *inline}
		list, err := w.judge(context.Background(), d)
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		s := &score{name: "random"}
		for _, v := range list {
			s.add(v)
		}
		for _, m := range s.misses {
			if m[0] != 'r' || *verbose {
				fmt.Println(m)
			}
		}
		fmt.Printf("%-12s %d of %d right, %d refused, %d silent\n", s.name, s.right, s.all, s.refused, s.silent)
		return
	}
	for _, x := range []struct{ name, draft, version string }{{"draft4", "draft4", "3.0.4"}, {"draft2020", "draft2020-12", "3.1.1"}} {
		groups, err := readGroups(filepath.Join(suites, "tests", x.draft), "*.json")
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		d := &document{name: x.name, version: x.version, groups: groups, exact: true, inline: *inline}
		list, err := w.judge(context.Background(), d)
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		s := &score{name: x.name}
		for _, v := range list {
			s.add(v)
		}
		if *verbose {
			for _, m := range s.misses {
				fmt.Println(m)
			}
		}
		fmt.Printf("%-12s %d of %d right, %d refused, %d silent\n", s.name, s.right, s.all, s.refused, s.silent)
	}
}
