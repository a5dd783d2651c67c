package load

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/specho/specho/generator/diag"
)

// maxAliased bounds the nodes of a document with its aliases written out.
const maxAliased = 2_000_000

// yamlReader turns the nodes of the YAML library into ours.
type yamlReader struct {
	f       *File
	starts  []int32 // line starts as the library counts lines
	line    int     // cursor: the last place asked for
	col     int
	off     int
	anchors map[*yaml.Node]*Node // finished; nil while being read
	diags   []diag.Diagnostic
	twice   duplicates
	depth   int
	slab    []Node
}

// parseYAML parses the file as one YAML document.
func parseYAML(f *File) (*Node, []diag.Diagnostic, *syntaxError) {
	r := &yamlReader{f: f, starts: yamlLines(f.Data), anchors: map[*yaml.Node]*Node{}, line: -1}
	doc, err := r.yamlDocument()
	if err != nil {
		return nil, nil, err
	}
	n, err := r.node(doc)
	if err != nil {
		return nil, nil, err
	}
	if n.Count() > maxAliased {
		return nil, nil, &syntaxError{rule: "yaml-alias-bomb", hint: yamlHints["yaml-alias-bomb"], message: fmt.Sprintf("aliases multiply the document to more than %d values", maxAliased)}
	}
	if err := r.twice.problem(); err != nil {
		return nil, nil, err
	}
	return n, append(r.diags, r.twice.diagnostics()...), nil
}

// yamlLines returns the line starts under YAML 1.1's line breaks, which the
// library uses: LF, CR LF, CR, NEL, LS and PS.
func yamlLines(data []byte) []int32 {
	start := 0
	if bytes.HasPrefix(data, bom) {
		start = len(bom)
	}
	starts := []int32{int32(start)}
	for i := start; i < len(data); i++ {
		switch c := data[i]; {
		case c == '\n', c == '\r' && (i+1 == len(data) || data[i+1] != '\n'):
		case c == 0xC2 && bytes.HasPrefix(data[i:], []byte("\u0085")):
			i++
		case c == 0xE2 && (bytes.HasPrefix(data[i:], []byte("\u2028")) || bytes.HasPrefix(data[i:], []byte("\u2029"))):
			i += 2
		default:
			continue
		}
		starts = append(starts, int32(i+1))
	}
	return starts
}

// offset returns the byte offset of a node; the library counts characters.
func (r *yamlReader) offset(n *yaml.Node) int {
	line := min(max(n.Line-1, 0), len(r.starts)-1)
	col := max(n.Column-1, 0)
	if line != r.line || col < r.col {
		r.line, r.col, r.off = line, 0, int(r.starts[line])
	}
	for r.col < col && r.off < len(r.f.Data) {
		_, w := utf8.DecodeRune(r.f.Data[r.off:])
		r.off += w
		r.col++
	}
	return r.off
}

func (r *yamlReader) fail(n *yaml.Node, rule, format string, args ...any) *syntaxError {
	return &syntaxError{off: r.offset(n), rule: rule, message: fmt.Sprintf(format, args...), hint: yamlHints[rule]}
}

// yamlHints say what to do about rules that have one cause.
var yamlHints = map[string]string{
	"yaml-key":         "put a text that starts with { or [ in quotes",
	"yaml-merge":       "name an anchor of a mapping, <<: *base, or put << in quotes",
	"yaml-alias-bomb":  "write out what the document needs",
	"yaml-alias-cycle": "refer to schemas by $ref: aliases are copies",
	"yaml-documents":   "put each into a file of its own",
	"document-depth":   "give inner schemas names, and refer to them",
}

// make takes a Node from the slab.
func (r *yamlReader) make(k Kind, y *yaml.Node) *Node {
	if len(r.slab) == 0 {
		r.slab = make([]Node, 256)
	}
	n := &r.slab[0]
	r.slab = r.slab[1:]
	n.Kind, n.File, n.key, n.off, n.size = k, r.f, -1, int32(r.offset(y)), 1
	return n
}

func (r *yamlReader) node(y *yaml.Node) (*Node, *syntaxError) {
	if r.depth++; r.depth > maxDepth {
		return nil, r.fail(y, "document-depth", "values are nested deeper than %d levels", maxDepth)
	}
	defer func() { r.depth-- }()
	if y.Kind == yaml.AliasNode {
		return r.alias(y)
	}
	if y.Anchor != "" {
		r.anchors[y] = nil
	}
	n, err := r.content(y)
	if err == nil && y.Anchor != "" {
		r.anchors[y] = n
	}
	return n, err
}

func (r *yamlReader) content(y *yaml.Node) (*Node, *syntaxError) {
	r.checkTag(y)
	switch y.Kind {
	case yaml.MappingNode:
		return r.mapping(y)
	case yaml.SequenceNode:
		return r.sequence(y)
	case yaml.ScalarNode:
		n := r.make(String, y)
		n.Kind, n.Text = scalar(y)
		return n, nil
	}
	return nil, r.fail(y, "yaml-syntax", "unexpected YAML node")
}

// alias returns a copy of the anchored node that shares its members.
func (r *yamlReader) alias(y *yaml.Node) (*Node, *syntaxError) {
	n, known := r.anchors[y.Alias]
	switch {
	case n != nil:
		return n.copyTo(-1, int32(r.offset(y))), nil
	case known:
		return nil, r.fail(y, "yaml-alias-cycle", "the alias *%s stands inside of the value that it refers to", y.Value)
	}
	return nil, r.fail(y, "yaml-syntax", "the alias *%s stands before its anchor", y.Value)
}

func (r *yamlReader) sequence(y *yaml.Node) (*Node, *syntaxError) {
	n := r.make(Array, y)
	n.Items = make([]*Node, 0, len(y.Content))
	for _, c := range y.Content {
		item, err := r.node(c)
		if err != nil {
			return nil, err
		}
		n.Items = append(n.Items, item)
	}
	n.adopt()
	return n, nil
}

func (r *yamlReader) mapping(y *yaml.Node) (*Node, *syntaxError) {
	n := r.make(Object, y)
	members := make([]*Node, 0, len(y.Content)/2)
	var merges []*Node
	for i := 0; i+1 < len(y.Content); i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		if isMerge(k) {
			m, err := r.merge(v)
			if err != nil {
				return nil, err
			}
			merges = append(merges, m...)
			continue
		}
		name, err := r.name(k)
		if err != nil {
			return nil, err
		}
		key := int32(r.offset(k))
		value, err := r.node(v)
		if err != nil {
			return nil, err
		}
		value.Name, value.key = name, key
		members = append(members, value)
	}
	n.Members = r.twice.unique(n, members)
	n.Members = mergeInto(n.Members, merges)
	n.adopt()
	return n, nil
}

// isMerge reports whether k is the merge key `<<`.
func isMerge(k *yaml.Node) bool {
	return k.Kind == yaml.ScalarNode && k.Value == "<<" && k.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) == 0 &&
		(k.Style&yaml.TaggedStyle == 0 || k.ShortTag() == "!!merge")
}

// name returns the text of a mapping key: 200: is the name "200".
func (r *yamlReader) name(k *yaml.Node) (string, *syntaxError) {
	for n := 0; k.Kind == yaml.AliasNode && n < 10; n++ {
		k = k.Alias
	}
	if k.Kind != yaml.ScalarNode {
		return "", r.fail(k, "yaml-key", "a key must be a plain value: JSON objects have string names only")
	}
	r.checkTag(k)
	return k.Value, nil
}

// merge returns the members that a merge key brings in.
func (r *yamlReader) merge(y *yaml.Node) ([]*Node, *syntaxError) {
	v, err := r.node(y)
	if err != nil {
		return nil, err
	}
	sources := []*Node{v}
	switch v.Kind {
	case Array:
		sources = v.Items
	case Null: // nothing to merge
		sources = nil
	}
	var members []*Node
	for _, s := range sources {
		if s.Kind != Object {
			return nil, r.fail(y, "yaml-merge", "the merge key << needs a mapping or a list of mappings, not %s", s.Kind)
		}
		members = append(members, s.Members...)
		if len(members) > maxAliased/10 {
			return nil, r.fail(y, "yaml-alias-bomb", "merge keys multiply the document")
		}
	}
	return members, nil
}

// mergeInto adds copies of the merged members whose names are new.
func mergeInto(members, merges []*Node) []*Node {
	if len(merges) == 0 {
		return members
	}
	seen := make(map[string]bool, len(members)+len(merges))
	for _, m := range members {
		seen[m.Name] = true
	}
	for _, m := range merges {
		if !seen[m.Name] {
			seen[m.Name] = true
			members = append(members, m.copyTo(m.key, m.off))
		}
	}
	return members
}
