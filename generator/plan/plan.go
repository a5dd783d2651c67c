// Package plan decides which files the output has and what is in each. A file is
// chosen by what a node is and where it stands, so that an edit stays in the files
// of its own operation and schema.
package plan

import (
	"path"
	"slices"
	"strings"

	"github.com/specho/specho/generator/model"
)

// File is one file of the output: a template and the data it prints.
type File struct {
	Name     string // relative to the output folder, with slashes
	Template string // file/api
	API      *model.API
	Package  *model.Package // that the file is of; nil if it is the user's own
	Doc      string         // of the package, where this file carries it

	Tag         *model.Tag
	Hooks       *model.HookSet
	Types       []*model.Type
	Helpers     []*model.Helper
	Rules       []*model.Rule
	Media       []Media
	CommonMedia *model.Content
	Text        string // table of schemas
	Stubs       *Stubs // of files that are the user's own; nil for generated ones
}

// Media is a media type that answers carry, declared once.
type Media struct {
	Name, Type string
}

// Files lays out the output of api. checks holds the tables of schemas as text, by
// package, empty where there is none.
func Files(api *model.API, checks map[*model.Package]string) []*File {
	p := &planner{api: api, pkg: api.Main}
	p.server(checks[api.Main])
	for _, m := range api.Models {
		p.pkg = m
		p.models(checks[m])
	}
	return p.files
}

// server lays out the main package.
func (p *planner) server(checks string) {
	api := p.api
	p.add("api.gen.go", "file/api")
	for _, t := range api.Tags {
		p.add("operations_"+t.Go.File+".gen.go", "file/operations").Tag = t
		p.add("server_"+t.Go.File+".gen.go", "file/server_tag").Tag = t
	}
	p.hooks()
	if len(api.Shared) > 0 {
		p.add("responses.gen.go", "file/responses")
	}
	p.schemas()
	if len(api.Fills) > 0 || len(api.Shared) > 0 {
		p.add("failures.gen.go", "file/failures")
	}
	p.aliases()
	p.checks(checks)
	p.formats()
	s := p.add("server.gen.go", "file/server")
	s.Media, s.CommonMedia = media(api)
	if len(api.Schemes) > 0 {
		p.add("security.gen.go", "file/security")
	}
	if len(api.Tasks) > 0 {
		p.add("tasks.gen.go", "file/tasks")
	}
	if api.Document != "" {
		p.add("document.gen.go", "file/document")
	}
}

type planner struct {
	api   *model.API
	pkg   *model.Package // whose files are added
	files []*File
}

func (p *planner) add(name, template string) *File {
	f := &File{Name: path.Join(p.pkg.Dir, name), Template: template, API: p.api, Package: p.pkg}
	p.files = append(p.files, f)
	return f
}

// largeDocument is the number of declared types from which on schemas are spread
// over a file for each first letter.
const largeDocument = 150

// schemas lays out types, codecs and rules: together in a small document, by the
// first letter of their names in a large one.
func (p *planner) schemas() {
	if len(p.pkg.Types) <= largeDocument {
		p.group("", p.pkg.Types, p.pkg.Helpers, p.pkg.Rules)
		return
	}
	types, helpers, rules := map[string][]*model.Type{}, map[string][]*model.Helper{}, map[string][]*model.Rule{}
	for _, t := range p.pkg.Types {
		l := letter(t.Go.Name)
		types[l] = append(types[l], t)
	}
	for _, h := range p.pkg.Helpers {
		l := letter(strings.TrimPrefix(h.Go.Read, "read"))
		helpers[l] = append(helpers[l], h)
	}
	for _, r := range p.pkg.Rules {
		l := letter(strings.TrimPrefix(r.Go.Variable, "rule"))
		rules[l] = append(rules[l], r)
	}
	for _, l := range strings.Split("a b c d e f g h i j k l m n o p q r s t u v w x y z other", " ") {
		p.group("_"+l, types[l], helpers[l], rules[l])
	}
}

func letter(name string) string {
	c := strings.ToLower(name[:1])
	if c < "a" || c > "z" {
		return "other"
	}
	return c
}

func (p *planner) group(suffix string, types []*model.Type, helpers []*model.Helper, rules []*model.Rule) {
	if len(types) > 0 {
		p.add("schemas"+suffix+".gen.go", "file/schemas").Types = types
	}
	types = slices.DeleteFunc(slices.Clone(types), func(t *model.Type) bool { return t.Once })
	if len(types)+len(helpers) > 0 {
		f := p.add("codecs"+suffix+".gen.go", "file/codecs")
		f.Types, f.Helpers = types, helpers
	}
	if len(rules) > 0 {
		p.add("validate"+suffix+".gen.go", "file/validate").Rules = rules
	}
}

// media lists the media types of all answers, and finds the one that the common
// error schema is sent with.
func media(api *model.API) (list []Media, common *model.Content) {
	seen := map[string]bool{}
	visit := func(b *model.Branch) {
		for _, c := range b.Contents {
			if !seen[c.Go.Media] && c.MediaType != "application/json" && c.Coding != model.CodeEvents {
				seen[c.Go.Media] = true
				list = append(list, Media{Name: c.Go.Media, Type: c.MediaType})
			}
			if common == nil && api.Common != nil && b.Fill == api.Common && c.Coding == model.CodeJSON {
				common = c
			}
		}
	}
	for _, b := range api.Shared {
		visit(b)
	}
	for _, o := range api.AllOperations() {
		for _, u := range o.Branches {
			visit(u.Branch)
		}
	}
	return list, common
}
