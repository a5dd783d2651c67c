package normalise

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// instead says what is done where a reference to an entry of that section leads
// nowhere. What is not listed cannot be done without: a background task is a promise of
// this program's own.
var instead = map[string]string{
	"schemas":         "any JSON value is accepted here",
	"parameters":      "the parameter is left out",
	"requestBodies":   "the body is handed on as bytes",
	"responses":       "the answer has no body",
	"headers":         "the header is left out",
	"examples":        "the example is left out",
	"mediaTypes":      "its content may be anything",
	"callbacks":       "the callback is left out",
	"pathItems":       "whatever operations stand there are left out",
	"operations":      "it is read as an operation that says nothing",
	"info":            "title and version are empty",
	"tags":            "the tag is left out",
	"servers":         "the server is left out",
	"securitySchemes": "the program has to check the whole request",
}

// lost reports a reference that cannot be followed: a warning that says what is done
// instead, or an error where nothing can be.
func (z *normaliser) lost(ref *load.Node, section string, d diag.Diagnostic) {
	d.Pos, d.Pointer, d.Severity = ref.ValuePos(), ref.Pointer(), diag.Error
	repair := instead[section]
	switch {
	case repair == "" || d.Rule == load.RuleFetch:
	case section == "pathItems" && !missing(d.Rule):
		d.Message += ": the operations there would be left out"
	case section == "operations" && !missing(d.Rule):
		d.Message += ": nobody would know what the operation takes and answers"
	default:
		d.Severity = diag.Warning
		d.Message += ": " + repair
	}
	z.l.Add(d)
}

// missing reports whether a reference that fails for this rule leads to nothing, for
// all that is known. A file that may not be read, or cannot be parsed, holds operations.
func missing(rule string) bool {
	return rule == "wrong-type" || strings.HasPrefix(rule, "ref-") && rule != "ref-outside" && rule != "ref-remote"
}

// standIn makes s what stands in for a schema that cannot be reached: any value, and
// a description from which a reader of the generated code learns why.
func (z *normaliser) standIn(s *spec.Schema, ref *load.Node) {
	z.lossy[s] = true
	text := fmt.Sprintf("The document refers to %s here, which cannot be read: any JSON value is accepted.", clip(ref.Text))
	if s.Description != "" {
		text = s.Description + "\n\n" + text
	}
	s.Description = text
}

// deref follows references from n to a node that is none. It returns nil, after
// a warning, where they lead nowhere, in a circle, or to another kind of thing:
// section is the member of components where such things stand.
func (z *normaliser) deref(n *load.Node, section string) *load.Node {
	for hops := 0; ; hops++ {
		if n == nil || n.Kind == load.Null {
			return nil
		}
		if !z.is(n, load.Object) {
			return nil
		}
		ref := n.Get("$ref")
		if ref == nil {
			return n
		}
		if hops > 100 {
			z.lost(ref, section, diag.Diagnostic{Rule: "ref-cycle", Message: fmt.Sprintf("the reference %q leads back to itself", ref.Text)})
			return nil
		}
		if n = z.follow(ref, section); n == nil {
			return nil
		}
	}
}

// follow resolves one reference, or reports why that fails and what is done instead.
func (z *normaliser) follow(ref *load.Node, section string) *load.Node {
	if ref.Kind != load.String {
		z.lost(ref, section, diag.Diagnostic{Rule: "wrong-type", Message: fmt.Sprintf("$ref must be a string, not %s", ref.Kind)})
		return nil
	}
	target, d := z.tree.Resolve(ref)
	if d != nil && strings.HasPrefix(ref.Text, "#") && !ref.File.IsRoot {
		if t, ok := z.tree.ResolveAtRoot(ref); ok {
			z.warn(ref, "ref-root", "put the name of the root document before #", "the reference %q leads nowhere in this file: it is read as one into the root document", ref.Text)
			target, d = t, nil
		}
	}
	if d != nil {
		if t := z.meant(ref, section); t != nil && d.Rule != load.RuleFetch {
			at := z.tree.Written(t.Pointer())
			z.warn(ref, "ref-meant", "write "+at, "the reference %q leads nowhere: it is read as %s, the only one that can be meant", clip(ref.Text), at)
			return t
		}
		z.lost(ref, section, *d)
		return nil
	}
	if got := componentSection(target); got != "" && got != section {
		is, wanted := z.tree.Section(got), z.tree.Section(section)
		if resembles(target, section) {
			z.warn(ref, "ref-kind", "move the entry to "+wanted, "the reference %q leads to %s: the entry is read as one of %s, which it looks like", ref.Text, is, wanted)
			return target
		}
		z.lost(ref, section, diag.Diagnostic{Rule: "ref-kind",
			Message: fmt.Sprintf("the reference %q leads to an entry of %s where one of %s is needed", ref.Text, is, wanted)})
		return nil
	}
	return target
}

// misplacedRef finds the name of a component in references that do not lead to it: a
// bare name, the sections of Swagger 2, a section that does not exist, and pointers
// without # or slash.
var misplacedRef = regexp.MustCompile(`^(?:#?/?(?:definitions|parameters|responses|components/\w+)/)?([\w.-]+)$`)

// meant is the component that a reference which leads nowhere can only be meant for:
// that of its name in the section which is needed, or the only one of that name in other
// capitals.
func (z *normaliser) meant(ref *load.Node, section string) *load.Node {
	m := misplacedRef.FindStringSubmatch(ref.Text)
	if m == nil {
		return nil
	}
	for _, root := range []*load.Node{ref.File.Root, z.tree.Root} {
		entries := root.Get("components").Get(section)
		if !entries.Is(load.Object) {
			continue
		}
		if t := entries.Get(m[1]); t != nil {
			return t
		}
		var same *load.Node
		for _, t := range entries.Members {
			if strings.EqualFold(t.Name, m[1]) {
				if same != nil {
					return nil
				}
				same = t
			}
		}
		if same != nil {
			return same
		}
	}
	return nil
}

// resembles reports whether n can only be meant as an entry of that section of components.
func resembles(n *load.Node, section string) bool {
	if n.Kind != load.Object || len(n.Members) == 0 {
		return false
	}
	var known string
	switch section {
	case "responses":
		known = " description summary headers content links "
	case "requestBodies":
		if n.Get("content") == nil {
			return false
		}
		known = " description required content "
	default:
		return false
	}
	for _, m := range n.Members {
		if !isExtension(m.Name) && !strings.Contains(known, " "+m.Name+" ") {
			return false
		}
	}
	return true
}

// componentSection returns the section of components that n stands in directly, or "".
func componentSection(n *load.Node) string {
	if p := n.Parent; p != nil && p.Parent != nil && p.Parent.Parent != nil && p.Parent.Parent.Parent == nil && p.Parent.Name == "components" {
		return p.Name
	}
	return ""
}
