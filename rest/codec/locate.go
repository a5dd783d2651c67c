package codec

import (
	"encoding/json"
	"slices"
	"unsafe"

	"github.com/specho/specho/rest/rule"
)

// Violations gives what was recorded, in the order of the document, with
// locations that begin with root, such as "body". One scan of the document
// turns offsets into locations, so reading itself carries no paths. The input
// of a violation is the value if it is a scalar and no secret, else nil.
func (d *Decoder) Violations(root string) []rule.Violation {
	if len(d.faults) == 0 {
		return nil
	}
	slices.SortStableFunc(d.faults, func(a, b fault) int { return a.at - b.at })
	list := make([]rule.Violation, 0, len(d.faults))
	d.depth = 0 // a syntax error may have left it
	w := walker{d: d, levels: d.levels[:0]}
	first := boxed(root)
	w.walk(func(at int) bool {
		for len(list) < len(d.faults) && d.faults[len(list)].at <= at {
			f := &d.faults[len(list)]
			list = append(list, d.violation(f, w.path(first)))
		}
		return len(list) < len(d.faults)
	})
	d.levels = w.levels[:0]
	for len(list) < len(d.faults) {
		list = append(list, d.violation(&d.faults[len(list)], []any{first}))
	}
	return list
}

// boxed is root in an interface, the usual one without an allocation.
func boxed(root string) any {
	if root == "body" {
		return "body"
	}
	return root
}

func (d *Decoder) violation(f *fault, loc []any) rule.Violation {
	switch {
	case f.absent:
		return f.At(append(loc, f.member), json.RawMessage("null"))
	case f.secret:
		return f.At(loc, nil)
	}
	return f.At(loc, d.input(f.at))
}

// maxInput bounds the input that a violation shows, in bytes.
const maxInput = 200

// input is the scalar at i as JSON, cut if it is a long string; nil, for what is not
// shown, for arrays, objects and long numbers.
func (d *Decoder) input(i int) json.RawMessage {
	if k := d.Kind(i); k != 0 && k&(KindArray|KindObject) == 0 {
		end := d.Skip(i)
		switch {
		case end >= 0 && end-i <= maxInput:
			text := d.own(d.B[i:end])
			return unsafe.Slice(unsafe.StringData(text), len(text))
		case end >= 0 && k == KindString:
			return cut(d.B[i:end])
		}
	}
	return nil
}

// cut shortens a long JSON string, between two characters.
func cut(text []byte) json.RawMessage {
	const end = maxInput - len(`…"`)
	i := 1
	for {
		n := 1
		switch {
		case text[i] == '\\':
			n = escape(text, i)
		case text[i] >= 0x80:
			n = sequence(text, i)
		}
		if i+n > end {
			return append(slices.Clone(text[:i]), `…"`...)
		}
		i += n
	}
}

// walker goes through the values of a document and knows the path of each.
type walker struct {
	d      *Decoder
	levels []level
}

// level is an array or object that the walk is in.
type level struct {
	object bool
	index  int // of the current element
	key    int // offset of the quote before the current name
}

// path is the path of the current value after root, with room for a member below.
func (w *walker) path(root ...any) []any {
	to := append(make([]any, 0, len(root)+len(w.levels)+1), root...)
	for _, l := range w.levels {
		if !l.object {
			to = append(to, l.index)
			continue
		}
		text, next := w.d.text(l.key)
		if next < 0 {
			break
		}
		to = append(to, w.d.own(text))
	}
	return to
}

// walk calls visit with the offset of each member name and each value, in order,
// until it returns false or the document is not JSON. Afterwards the path is
// that of the place where the walk ended.
func (w *walker) walk(visit func(at int) bool) {
	d := w.d
	b := d.B
	i := space(b, 0)
	for {
		if !visit(i) {
			return
		}
		if c := b[i]; c == '{' || c == '[' {
			if len(w.levels) >= d.MaxDepth {
				return
			}
			w.levels = append(w.levels, level{object: c == '{'})
			if i = space(b, i+1); b[i] != c+2 {
				if i = w.name(i, visit); i < 0 {
					return
				}
				continue
			}
			w.levels = w.levels[:len(w.levels)-1]
			i++
		} else if i = d.Skip(i); i < 0 {
			return
		}
		if i = w.next(i, visit); i < 0 {
			return
		}
	}
}

// next goes from the end of a value to the next value, -1 if there is none.
func (w *walker) next(i int, visit func(at int) bool) int {
	b := w.d.B
	for len(w.levels) > 0 {
		i = space(b, i)
		switch b[i] {
		case ',':
			w.levels[len(w.levels)-1].index++
			return w.name(space(b, i+1), visit)
		case '}', ']':
			w.levels = w.levels[:len(w.levels)-1]
			i++
		default:
			return -1
		}
	}
	return -1
}

// name passes over the name of a member, if the walk is in an object.
func (w *walker) name(i int, visit func(at int) bool) int {
	l := &w.levels[len(w.levels)-1]
	if !l.object {
		return i
	}
	if w.d.B[i] != '"' {
		return -1
	}
	l.key = i
	end, _ := w.d.span(i + 1)
	if end < 0 || !visit(i) {
		return -1
	}
	return w.d.colon(end + 1)
}
