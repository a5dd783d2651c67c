package config

import (
	"fmt"
	"strings"
	"testing"
)

// TestPackages: where packages of types are and what they are called.
func TestPackages(t *testing.T) {
	for _, tt := range []struct{ about, text, flags, want string }{
		{"flag", "", "models=generated/models", "** models example.com/shop/generated/models models"},
		{"key", "models: gen/types", "output=gen", "** types example.com/shop/gen/types types"},
		{"folder outside of the output", "models: internal/models", "", "** ../internal/models example.com/shop/internal/models models"},
		{"files and patterns", "packages: {schemas/a.yaml: generated/a, 'schemas/**/b*.yaml': {path: generated/b, package: bees}, lib/: generated/c}\nmodels: generated/rest-types", "",
			"schemas/a.yaml a example.com/shop/generated/a a, schemas/**/b*.yaml b example.com/shop/generated/b bees, lib/ c example.com/shop/generated/c c, ** rest-types example.com/shop/generated/rest-types resttypes"},
		{"two entries, one package", "packages: {a.yaml: {path: generated/a, package: x}, b.yaml: generated/a}", "",
			"a.yaml a example.com/shop/generated/a x, b.yaml a example.com/shop/generated/a x"},
		{"the main package itself", "packages: {a.yaml: generated}", "", "a.yaml  example.com/shop/generated generated"},
	} {
		t.Run(tt.about, func(t *testing.T) {
			project(t, nil)
			plan, err := resolve(t, FileName, tt.text, tt.flags)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range plan.Jobs[0].Packages {
				got = append(got, fmt.Sprintf("%s %s %s %s", p.Files, p.Dir, p.Path, p.Name))
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("packages %s, want %s", strings.Join(got, ", "), tt.want)
			}
		})
	}
}

// TestPackagesInTheWay: a folder holds one package.
func TestPackagesInTheWay(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"packages:\n  a.yaml: {path: generated/a, package: x}\n  b.yaml: {path: generated/a, package: y}", "specho.yaml:3:3: package generated/a is named x at specho.yaml:2:3"},
		{"client: true\nmodels: generated/client", "specho.yaml:2:9: the client and a package of types would share generated/client"},
		{"models: generated/rest/data", "specho.yaml:1:9: the runtime and a package of types would share generated/rest/data"},
		{"packages: {a.yaml: {path: generated/a, package: a-b}}", `specho.yaml:1:12: "a-b" is not a Go package name`},
		{"packages: {'[a.yaml': generated/a}", `specho.yaml:1:12: "[a.yaml" is no pattern`},
		{"packages: {a.yaml: generated/a, a.yaml: generated/b}", "that has no entry yet"},
		{"models: ../outside", "there is no go.mod in it or above it"},
		{"documents:\n- {document: a, output: g/a, models: g/m}\n- {document: b, output: g/b, models: g/m}", "specho.yaml:3:38: package g/m is one of another document too (specho.yaml:2:38)"},
		{"documents:\n- {document: a, output: g/a, models: g/b}\n- {document: b, output: g/b}", "specho.yaml:2:38: package g/b would be in the output of another document"},
	} {
		project(t, nil)
		_, err := resolve(t, FileName, tt.text, "")
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s:\n%v\nwant %s", tt.text, err, tt.want)
		}
	}
}
