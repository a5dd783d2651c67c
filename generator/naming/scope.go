package naming

import (
	"fmt"
	"hash/fnv"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/specho/specho/generator/diag"
)

// scope is the set of identifiers of one package or struct.
type scope struct {
	taken map[string]diag.Pos
	l     *diag.List
}

func newScope(l *diag.List, reserved ...string) *scope {
	s := &scope{taken: map[string]diag.Pos{}, l: l}
	for _, r := range reserved {
		s.taken[r] = diag.Pos{}
	}
	return s
}

// claim reserves the first free one of the candidates, which go from the plain
// name to names that say more of what the node is. If all are taken, the last one
// is made unique by the word it comes from, which no edit elsewhere changes.
func (s *scope) claim(word string, pos diag.Pos, candidates ...string) string {
	c := claim([]*scope{s}, word, pos, candidates...)
	if c != candidates[0] && s.l != nil && isExported(c) && slices.Contains(candidates, c) {
		s.l.Notef(pos, "", "name-clash", "%q is named %s: %s", word, c, s.holder(candidates[0]))
	}
	return c
}

// claim reserves one name in several scopes.
func claim(scopes []*scope, word string, pos diag.Pos, candidates ...string) string {
	taken := func(c string) bool {
		return slices.ContainsFunc(scopes, func(s *scope) bool { _, clash := s.taken[c]; return clash })
	}
	i := slices.IndexFunc(candidates, func(c string) bool { return !taken(c) })
	c := candidates[max(0, i)]
	if i < 0 {
		h := fnv.New32a()
		h.Write([]byte(word))
		c = fmt.Sprintf("%s_%08x", candidates[len(candidates)-1], h.Sum32())
		for taken(c) {
			c += "x"
		}
	}
	for _, s := range scopes {
		s.taken[c] = pos
	}
	return c
}

// holder says who has a name.
func (s *scope) holder(name string) string {
	if at := s.taken[name].String(); at != "" {
		return name + " is taken at " + at
	}
	return "generated code declares " + name + " itself"
}

// isExported reports whether users see a name.
func isExported(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r)
}

// plainFirst puts those first whose words are spelled in the document as in Go, then
// those that differ in the case of the first letter: getUser before get_user. Of several
// that come to one name it is the first one's, wherever the others stand.
func plainFirst[T any](list []T, word func(T) string) []T {
	rank := func(x T) int {
		w := word(x)
		switch n := Exported(w); {
		case n == w:
			return 0
		case w != "" && len(n) == len(w) && n[1:] == w[1:]:
			return 1
		}
		return 2
	}
	return slices.SortedStableFunc(slices.Values(list), func(x, y T) int { return rank(x) - rank(y) })
}
