package config

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/formats"
)

// formatsKey is the one key whose value is no text: what formats are coded by.
const formatsKey = "formats"

// formatKeys are the keys of one format.
var formatKeys = []string{"as", "type", "parse", "write", "layout", "fraction-digits"}

// formats reads the mapping from formats to what codes them.
func (p *parser) formats(k, v *yaml.Node, s *Settings) {
	if v.Kind != yaml.MappingNode {
		p.fail(v, "config-type", "formats is %s, want a mapping from formats to what codes them", describe(v))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(v.Content); i += 2 {
		name, entry := v.Content[i], v.Content[i+1]
		if seen[name.Value] || name.Value == "" {
			p.fail(name, "config-key", "format %q stands here twice, or has no name", name.Value)
			continue
		}
		seen[name.Value] = true
		f := formats.Format{Name: name.Value, Pos: p.pos(name)}
		if p.format(entry, &f) {
			s.Formats = append(s.Formats, f)
		}
	}
	if s.set == nil {
		s.set = map[string]diag.Pos{}
	}
	s.set[formatsKey] = p.pos(k)
}

// format reads one entry. It reports whether it is as it must be.
func (p *parser) format(n *yaml.Node, f *formats.Format) bool {
	if n.Kind != yaml.MappingNode {
		p.fail(n, "config-type", "the format %s is %s, want keys such as type and layout", f.Name, describe(n))
		return false
	}
	good := true
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if v.Kind != yaml.ScalarNode || v.Value == "" {
			p.fail(v, "config-type", "%s is %s, want a text", k.Value, describe(v))
			good = false
			continue
		}
		if err := setFormat(f, k.Value, v.Value); err != nil {
			d := diag.Diagnostic{Severity: diag.Error, Pos: p.pos(v), Rule: "config-value", Message: fmt.Sprintf("%s: %s", k.Value, err)}
			if errors.Is(err, errFormatKey) {
				d = diag.Diagnostic{Severity: diag.Error, Pos: p.pos(k), Rule: "config-key", Message: fmt.Sprintf("unknown key %q", k.Value),
					Hint: "the keys of a format are " + strings.Join(formatKeys, ", ")}
			}
			p.problems.Add(d)
			good = false
		}
	}
	if !good {
		return false
	}
	if err := f.Check(); err != nil {
		p.fail(n, "config-value", "the format %s: %s", f.Name, err)
		return false
	}
	return true
}

var errFormatKey = errors.New("unknown key")

func setFormat(f *formats.Format, key, value string) (err error) {
	switch key {
	case "as":
		f.As = value
	case "type":
		f.Type, err = formats.ParseRef(value)
	case "parse":
		f.Parse, err = formats.ParseRef(value)
	case "write":
		f.Write, err = formats.ParseWriter(value)
	case "layout":
		f.Layout = value
	case "fraction-digits":
		n, wrong := strconv.Atoi(value)
		if wrong != nil || n < 0 || n > 9 {
			return fmt.Errorf("%q is not a number from 0 to 9", value)
		}
		f.Digits = n + 1
	default:
		return errFormatKey
	}
	return err
}

// mergeFormats gives the formats of one document: its own, and those of base that
// have other names.
func mergeFormats(own, base []formats.Format) []formats.Format {
	all := append([]formats.Format(nil), own...)
	for _, f := range base {
		has := false
		for _, o := range own {
			has = has || o.Name == f.Name
		}
		if !has {
			all = append(all, f)
		}
	}
	return all
}
