package normalise

import (
	"regexp"
	"strings"

	"github.com/specho/specho/generator/load"
)

// templateReader reads the template of a path where it is written as routers have it,
// and not as OpenAPI does: :id, <id>, {id:[0-9]+}, { id }, {{id}}, {id without its end.
// What parameters the path declares tells what is meant.
type templateReader struct {
	declared map[string]bool // parameters in: path
}

var (
	doubled  = regexp.MustCompile(`\{\{([^{}]*)\}\}`)
	braced   = regexp.MustCompile(`\{([^{}]*)\}`)
	plain    = regexp.MustCompile(`^[\w.~-]+$`)
	trimmed  = regexp.MustCompile(`^\s*[+#.;/&]?([\w.~-]+)\s*(?:[:<].*|[*?])?\s*$`)
	colon    = regexp.MustCompile(`^:([A-Za-z_]\w*)[?*+]?$`)
	angled   = regexp.MustCompile(`^<(?:\w+:)?([A-Za-z_]\w*)>$`)
	opened   = regexp.MustCompile(`^\{\s*([\w.~-]+)\s*$`)
	ended    = regexp.MustCompile(`^([\w.~-]+)\s*\}$`)
	literals = regexp.MustCompile(`/(:[A-Za-z_]\w*|<[\w:]+>)(?:/|$)`)
)

// read returns the template as OpenAPI writes it.
func (t *templateReader) read(path string) string {
	path = doubled.ReplaceAllString(path, "{$1}")
	path = braced.ReplaceAllStringFunc(path, func(s string) string {
		return "{" + t.name(s[1:len(s)-1]) + "}"
	})
	segments := strings.Split(path, "/")
	for i, s := range segments {
		for _, form := range []*regexp.Regexp{colon, angled, opened, ended} {
			if m := form.FindStringSubmatch(s); m != nil && t.declared[m[1]] {
				segments[i] = "{" + m[1] + "}"
			}
		}
	}
	return strings.Join(segments, "/")
}

// name is the name of the parameter that stands in braces.
func (t *templateReader) name(s string) string {
	if t.declared[s] {
		return s
	}
	name := s
	if m := trimmed.FindStringSubmatch(s); m != nil && !plain.MatchString(s) && !strings.HasPrefix(s, "?") {
		name = m[1]
	}
	if t.declared[name] {
		return name
	}
	same := ""
	for d := range t.declared {
		if strings.EqualFold(d, name) {
			if same != "" {
				return name
			}
			same = d
		}
	}
	if same != "" {
		return same
	}
	return name
}

// template reads the key of a path item.
func (z *normaliser) template(n *load.Node, key string) string {
	t := templateReader{z.pathNames(n)}
	path := t.read(key)
	if path != key {
		z.warn(n, "path-template", "write "+path, "the path %q is read as %s", key, path)
	}
	if m := literals.FindStringSubmatch(path); m != nil {
		z.warn(n, "path-literal", "write {name}, and declare the parameter", "%q in the path %q is read as it stands: it is no parameter, and none of that name is declared", m[1], key)
	}
	return path
}

// pathNames are the names of the parameters in: path that a path item and its
// operations declare.
func (z *normaliser) pathNames(n *load.Node) map[string]bool {
	names := map[string]bool{}
	add := func(owner *load.Node) {
		params := owner.Get("parameters")
		var list []*load.Node
		switch {
		case params.Is(load.Array):
			list = params.Items
		case params.Is(load.Object):
			list = []*load.Node{params}
		}
		for _, item := range list {
			if d := z.quietly(item); strings.EqualFold(strings.TrimSpace(d.Get("in").Str()), "path") && d.Get("name").Str() != "" {
				names[d.Get("name").Str()] = true
			}
		}
	}
	for hops := 0; n.Is(load.Object) && hops < maxSpread; hops++ {
		add(n)
		for _, m := range n.Members {
			if m.Is(load.Object) {
				add(m)
			}
		}
		for _, m := range membersOf(n.Get("additionalOperations")) {
			add(m)
		}
		ref := n.Get("$ref")
		if !ref.Is(load.String) {
			break
		}
		target, d := z.tree.Resolve(ref)
		if d != nil {
			break
		}
		n = target
	}
	return names
}

func membersOf(n *load.Node) []*load.Node {
	if n == nil {
		return nil
	}
	return n.Members
}
