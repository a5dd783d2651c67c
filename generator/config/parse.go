package config

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/remote"
)

// FileName is the configuration that specho looks for in the working folder.
const FileName = "specho.yaml"

// maxBytes bounds a configuration file.
const maxBytes = 1 << 20

// File is a parsed specho.yaml.
type File struct {
	Name      string // as messages show it
	Dir       string // where its relative paths start
	Documents []Settings
	starts    []diag.Pos // of the entries of Documents
}

// Parse reads a configuration: the keys of one document, or a list of such under
// `documents`, where keys beside the list are defaults of its entries. Unknown keys
// and values of a wrong type are refused. The error is a *diag.Errors with all
// that is wrong.
func Parse(name string, data []byte) (*File, error) {
	f := &File{Name: name, Dir: filepath.Dir(name)}
	var l diag.List
	p := parser{file: f, problems: &l}
	if len(data) > maxBytes {
		p.fail(nil, "config-size", "the file is larger than %d bytes", maxBytes)
		return nil, l.Err()
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		p.syntax(err)
		return nil, l.Err()
	}
	if len(doc.Content) == 0 {
		f.Documents, f.starts = []Settings{{}}, []diag.Pos{{File: name, Line: 1, Column: 1}}
		return f, nil
	}
	p.top(doc.Content[0])
	if err := l.Err(); err != nil {
		return nil, err
	}
	return f, nil
}

// parser walks the nodes of one file.
type parser struct {
	file     *File
	problems *diag.List
}

func (p *parser) pos(n *yaml.Node) diag.Pos {
	if n == nil {
		return diag.Pos{File: p.file.Name}
	}
	return diag.Pos{File: p.file.Name, Line: n.Line, Column: n.Column}
}

func (p *parser) fail(n *yaml.Node, rule, format string, args ...any) {
	p.problems.Errorf(p.pos(n), "", rule, format, args...)
}

// yamlLine finds the line in an error text of the YAML library.
var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

func (p *parser) syntax(err error) {
	text := err.Error()
	var typeErr *yaml.TypeError
	if errors.As(err, &typeErr) && len(typeErr.Errors) > 0 {
		text = "yaml: " + typeErr.Errors[0]
	}
	pos := p.pos(nil)
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		text = text[len(m[0]):]
		pos.Line, _ = strconv.Atoi(m[1])
	}
	p.problems.Errorf(pos, "", "config-syntax", "not valid YAML: %s", text)
}

// top reads the outermost mapping.
func (p *parser) top(n *yaml.Node) {
	var common Settings
	var list *yaml.Node
	p.mapping(n, &common, func(k, v *yaml.Node) bool {
		if k.Value == "documents" {
			list = v
		}
		return k.Value == "documents"
	})
	if list == nil {
		p.file.Documents, p.file.starts = []Settings{common}, []diag.Pos{p.pos(n)}
		return
	}
	for _, own := range []string{"document", "output", "package", "models", "packages"} {
		if pos, has := common.set[own]; has {
			p.problems.Add(diag.Diagnostic{
				Severity: diag.Error, Pos: pos, Rule: "config-key",
				Message: fmt.Sprintf("%s stands beside documents", own),
				Hint:    "move it into an entry of documents: every document has its own",
			})
		}
	}
	if list.Kind != yaml.SequenceNode || len(list.Content) == 0 {
		p.fail(list, "config-type", "documents is %s, want a list of documents", describe(list))
		return
	}
	for _, entry := range list.Content {
		var s Settings
		p.mapping(entry, &s, func(_, _ *yaml.Node) bool { return false })
		p.file.Documents = append(p.file.Documents, s.over(common))
		p.file.starts = append(p.file.starts, p.pos(entry))
	}
}

// mapping reads the keys of one mapping into s. special may take a key for itself.
func (p *parser) mapping(n *yaml.Node, s *Settings, special func(k, v *yaml.Node) bool) {
	if n.Kind != yaml.MappingNode {
		p.fail(n, "config-type", "want keys such as document and output, found %s", describe(n))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch {
		case seen[k.Value]:
			p.fail(k, "config-key", "key %q stands here twice", k.Value)
		case special(k, v):
		case k.Value == formatsKey:
			p.formats(k, v, s)
		default:
			p.entry(k, v, s)
		}
		seen[k.Value] = true
	}
}

func (p *parser) entry(k, v *yaml.Node, s *Settings) {
	known, ok := keyNamed(k.Value)
	if !ok {
		d := diag.Diagnostic{Severity: diag.Error, Pos: p.pos(k), Rule: "config-key", Message: fmt.Sprintf("unknown key %q", k.Value)}
		if near := Nearest(k.Value, append(keyNames(), "documents", formatsKey)); near != "" {
			d.Hint = fmt.Sprintf("did you mean %q?", near)
		} else {
			d.Hint = "the keys are documents, " + strings.Join(append(keyNames(), formatsKey), ", ")
		}
		p.problems.Add(d)
		return
	}
	if known.isList() {
		p.list(known, v, s)
		return
	}
	if known.field(s).Kind() == reflect.Slice {
		p.packages(k, v, s)
		return
	}
	isBool := known.field(s).Kind() == reflect.Bool
	want := "a text"
	if isBool {
		want = "true or false"
	}
	if v.Kind != yaml.ScalarNode || isBool != (v.Tag == "!!bool") || !isBool && v.Tag != "!!str" {
		p.fail(v, "config-type", "%s is %s, want %s", k.Value, describe(v), want)
		return
	}
	value := v.Value
	if isBool {
		value = strings.ToLower(value)
	}
	if known.path {
		value = p.path(value)
	}
	if err := s.assign(known, value, p.pos(v)); err != nil {
		p.fail(v, "config-value", "%s: %s", k.Value, err)
	}
}

// list reads a key whose value is a list of texts.
func (p *parser) list(k key, v *yaml.Node, s *Settings) {
	if v.Kind != yaml.SequenceNode || len(v.Content) == 0 {
		p.fail(v, "config-type", "%s is %s, want a list of texts", k.name, describe(v))
		return
	}
	for _, item := range v.Content {
		if item.Kind != yaml.ScalarNode || item.Tag != "!!str" {
			p.fail(item, "config-type", "%s has %s, want a text", k.name, describe(item))
			continue
		}
		if err := s.assign(k, item.Value, p.pos(item)); err != nil {
			p.fail(item, "config-value", "%s: %s", k.name, err)
		}
	}
}

// path is a path of the file as the working folder sees it.
func (p *parser) path(value string) string {
	if value == "" || filepath.IsAbs(filepath.FromSlash(value)) || isURL(value) {
		return value
	}
	return filepath.Join(p.file.Dir, filepath.FromSlash(value))
}

// assign checks a value and sets it.
func (s *Settings) assign(k key, value string, pos diag.Pos) error {
	field := k.field(s)
	switch {
	case field.Kind() == reflect.Bool:
		b, err := strconv.ParseBool(value)
		if err != nil {
			return fmt.Errorf("%q is neither true nor false", value)
		}
		field.SetBool(b)
	case value == "":
		return errors.New("the value is empty")
	case k.isList():
		if _, err := remote.Parse(value); err != nil {
			return err
		}
		field.Set(reflect.Append(field, reflect.ValueOf(value)))
	case len(k.allowed) > 0 && !slices.Contains(k.allowed, value):
		hint := ""
		if near := Nearest(value, k.allowed); near != "" {
			hint = fmt.Sprintf(", did you mean %q?", near)
		}
		return fmt.Errorf("%q is not one of %s%s", value, strings.Join(k.allowed, ", "), hint)
	default:
		field.SetString(value)
	}
	if s.set == nil {
		s.set = map[string]diag.Pos{}
	}
	s.set[k.name] = pos
	return nil
}

// describe names what stands at a node, in the user's words.
func describe(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode && len(n.Content) == 0:
		return "an empty list"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.AliasNode:
		return "an alias (*" + n.Value + ")"
	case n.Tag == "!!null":
		return "empty"
	case n.Tag == "!!str":
		return fmt.Sprintf("the text %q", n.Value)
	}
	return n.Value
}

func isURL(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}
