package codec

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/specho/specho/rest/format"
	"github.com/specho/specho/rest/rule"
)

// Text is a format whose values are strings in JSON, and a Go type of the program
// in Go. It reads and writes a value wherever it stands: in a body, a parameter, a
// header, a map.
type Text[T any] struct {
	wrong rule.Fault
	parse func(text string) (T, error)
	write func(b []byte, v T) ([]byte, error)
}

// textual is what a type has that encodes itself as text.
type textual[T any] interface {
	*T
	encoding.TextMarshaler
	encoding.TextUnmarshaler
}

// Writer is a function that gives the text of a value.
type Writer[T any] interface {
	func(T) string | func(T) (string, error) | func(T) ([]byte, error) | func([]byte, T) []byte | func([]byte, T) ([]byte, error)
}

// TextOf is the format of that name for a type with MarshalText and UnmarshalText.
func TextOf[T any, P textual[T]](name string) *Text[T] {
	return newText(name, parserOf[T, P](), writerOf[T, P]())
}

// TextBy is the format of that name for a type that these functions read and write.
func TextBy[T any, W Writer[T]](name string, parse func(string) (T, error), write W) *Text[T] {
	return newText(name, parse, writer[T](write))
}

func newText[T any](name string, parse func(string) (T, error), write func([]byte, T) ([]byte, error)) *Text[T] {
	f := rule.Format(name)
	return &Text[T]{wrong: rule.Fault{Type: f.Type, Message: "must be a valid " + name}, parse: parse, write: write}
}

func parserOf[T any, P textual[T]]() func(string) (T, error) {
	return func(s string) (v T, err error) {
		err = P(&v).UnmarshalText([]byte(s))
		return v, err
	}
}

func writerOf[T any, P textual[T]]() func([]byte, T) ([]byte, error) {
	return func(b []byte, v T) ([]byte, error) {
		text, err := P(&v).MarshalText()
		return append(b, text...), err
	}
}

// writer gives a function of any of the forms that a Writer has one form.
func writer[T any](write any) func([]byte, T) ([]byte, error) {
	switch f := write.(type) {
	case func(T) string:
		return func(b []byte, v T) ([]byte, error) { return append(b, f(v)...), nil }
	case func(T) (string, error):
		return func(b []byte, v T) ([]byte, error) {
			s, err := f(v)
			return append(b, s...), err
		}
	case func(T) ([]byte, error):
		return func(b []byte, v T) ([]byte, error) {
			s, err := f(v)
			return append(b, s...), err
		}
	case func([]byte, T) []byte:
		return func(b []byte, v T) ([]byte, error) { return f(b, v), nil }
	case func([]byte, T) ([]byte, error):
		return f
	}
	panic("codec: a form of Writer is missing here")
}

// Read reads a string. What parse refuses is a violation; its error is not shown.
func (t *Text[T]) Read(v *T, d *Decoder, i int, r *rule.String) int {
	if d.B[i] != '"' {
		return d.mistypedText(i, notString, r)
	}
	text, next := d.text(i)
	if next >= 0 {
		d.failText(i, t.Parse(v, string(text), r), r)
	}
	return next
}

// Item is Read without a rule.
func (t *Text[T]) Item(v *T, d *Decoder, i int) int { return t.Read(v, d, i, nil) }

// Parse reads the text of a parameter, a header or a field.
func (t *Text[T]) Parse(v *T, s string, r *rule.String) rule.Fault {
	x, err := t.parse(s)
	if err != nil {
		return t.wrong
	}
	*v = x
	return r.Check(s)
}

// Is reports whether a text is of the format.
func (t *Text[T]) Is(s string) bool {
	_, err := t.parse(s)
	return err == nil
}

// Append appends the text of v without quotes. A value that cannot be written is
// marked, see [AppendInvalid].
func (t *Text[T]) Append(b []byte, v T) []byte {
	text, err := t.write(nil, v)
	if err != nil {
		return AppendInvalid(b, fmt.Sprintf("a %T cannot be written: %s", v, err))
	}
	return AppendString(b, string(text))
}

// Elem appends *v with its quotes.
func (t *Text[T]) Elem(v *T, b []byte) []byte { return append(t.Append(append(b, '"'), *v), '"') }

// Any is v for free-form values, such as the detail of an exception.
func (t *Text[T]) Any(v T) any {
	return Raw(t.Elem(&v, nil))
}

// Number is a format whose values are numbers in JSON, and a Go type of the program
// in Go, which is made from the digits as they stand there.
type Number[T any] struct{ text Text[T] }

// NumberOf is the format of that name for a type with MarshalText and UnmarshalText.
func NumberOf[T any, P textual[T]](name string) *Number[T] {
	return &Number[T]{*newText(name, parserOf[T, P](), writerOf[T, P]())}
}

// NumberBy is the format of that name for a type that these functions read and write.
func NumberBy[T any, W Writer[T]](name string, parse func(string) (T, error), write W) *Number[T] {
	return &Number[T]{*newText(name, parse, writer[T](write))}
}

// Read reads a number; the rule is about it and not about the value made of it.
func (n *Number[T]) Read(v *T, d *Decoder, i int, r *rule.Decimal) int {
	if c := d.B[i]; c != '-' && c-'0' > 9 {
		return d.mistyped(i, notNumber)
	}
	next := d.skipNumber(i)
	if next >= 0 {
		d.Fail(i, n.Parse(v, string(d.B[i:next]), r))
	}
	return next
}

// Item is Read without a rule.
func (n *Number[T]) Item(v *T, d *Decoder, i int) int { return n.Read(v, d, i, nil) }

// Parse reads the text of a parameter, a header or a field.
func (n *Number[T]) Parse(v *T, s string, r *rule.Decimal) rule.Fault {
	x, ok := format.ParseDecimalNumber(s)
	if !ok {
		return badNumber
	}
	if f := r.Check(x); !f.OK() {
		return f
	}
	return n.text.Parse(v, s, nil)
}

// Is reports whether a number is of the format.
func (n *Number[T]) Is(s []byte) bool { return n.text.Is(string(s)) }

// Append appends v. What is not written as a number is marked.
func (n *Number[T]) Append(b []byte, v T) []byte {
	text, err := n.text.write(nil, v)
	if _, number := format.ParseDecimalNumber(string(text)); err == nil && !number {
		err = fmt.Errorf("%q is not a number of JSON", text)
	}
	if err != nil {
		return AppendInvalid(b, fmt.Sprintf("a %T cannot be written: %s", v, err))
	}
	return append(b, text...)
}

// Elem appends *v.
func (n *Number[T]) Elem(v *T, b []byte) []byte { return n.Append(b, *v) }

// Any is v for free-form values.
func (n *Number[T]) Any(v T) any { return Raw(n.Append(nil, v)) }

// JSON is a format of any JSON values, and a Go type with MarshalJSON and
// UnmarshalJSON in Go.
type JSON[T any] struct {
	wrong rule.Fault
	read  func(v *T, b []byte) error
	write func(v *T) ([]byte, error)
}

// JSONOf is the format of that name for a type with MarshalJSON and UnmarshalJSON.
func JSONOf[T any, P interface {
	*T
	json.Marshaler
	json.Unmarshaler
}](name string) *JSON[T] {
	return &JSON[T]{
		wrong: rule.Fault{Type: "value_error", Message: "must be a valid " + name},
		read:  func(v *T, b []byte) error { return P(v).UnmarshalJSON(b) },
		write: func(v *T) ([]byte, error) { return P(v).MarshalJSON() },
	}
}

// Read reads a value. Its error is not shown.
func (j *JSON[T]) Read(v *T, d *Decoder, i int, _ *rule.None) int {
	next := d.Skip(i)
	if next >= 0 && j.read(v, append([]byte(nil), d.B[i:next]...)) != nil {
		d.Fail(i, j.wrong)
	}
	return next
}

// Item is Read.
func (j *JSON[T]) Item(v *T, d *Decoder, i int) int { return j.Read(v, d, i, nil) }

// Append appends v.
func (j *JSON[T]) Append(b []byte, v T) []byte {
	text, err := j.write(&v)
	if err == nil && !valid(append(append([]byte(nil), text...), padding...)) {
		err = errors.New("what it writes is not JSON")
	}
	if err != nil {
		return AppendInvalid(b, fmt.Sprintf("a %T cannot be written: %s", v, err))
	}
	return append(b, text...)
}

// Elem appends *v.
func (j *JSON[T]) Elem(v *T, b []byte) []byte { return j.Append(b, *v) }
