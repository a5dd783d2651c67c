package normalise

import (
	"fmt"
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// oddValues are the values of an enum that are not of its type: one warning tells of
// all, since whoever writes one so writes hundreds.
type oddValues struct {
	left     valueList // left out
	read, as valueList // read as others
}

// valueList is some values, with the place of the first.
type valueList struct {
	first *load.Node
	shown []string
	n     int
}

// maxShown is how many values a warning names.
const maxShown = 3

func (l *valueList) add(n *load.Node, v spec.Value) {
	if l.n++; l.n == 1 {
		l.first = n
	}
	if l.n <= maxShown {
		l.shown = append(l.shown, clip(string(v)))
	}
}

func (l *valueList) String() string {
	text := strings.Join(l.shown, ", ")
	if l.n > maxShown {
		text += fmt.Sprintf(" and %d more", l.n-maxShown)
	}
	return text
}

// warnOdd tells of the odd values of an enum; where no value is left, of that alone.
func (k *keywords) warnOdd(odd *oddValues, some bool) {
	t := typeWords(k.s.Types)
	switch left := &odd.left; {
	case !some || left.n == 0:
	case left.n == 1:
		k.warn(left.first, "enum-type", "", "the enum value %s is not of %s: it is left out", left, t)
	default:
		k.warn(left.first, "enum-type", "", "the enum values %s are not of %s: they are left out", left, t)
	}
	switch read := &odd.read; read.n {
	case 0:
	case 1:
		k.warn(read.first, "enum-type", "write "+odd.as.String(), "the value %s is read as %s, of the type of the schema", read, &odd.as)
	default:
		k.warn(read.first, "enum-type", "write "+odd.as.shown[0], "the values %s are read as %s, of the type of the schema", read, &odd.as)
	}
}
