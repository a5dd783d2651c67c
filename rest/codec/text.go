package codec

import (
	"math/bits"

	"github.com/specho/specho/rest/format"
	"github.com/specho/specho/rest/rule"
)

// ReadString reads a string. The text is a copy: it does not keep the document
// in memory.
func ReadString(v *string, d *Decoder, i int, r *rule.String) int {
	b := d.B
	if b[i] != '"' {
		return d.mistypedText(i, notString, r)
	}
	end := i + 1
	for end+8 <= len(b) {
		m := special(load8(b, end))
		if m != 0 {
			end += bits.TrailingZeros64(m) >> 3
			break
		}
		end += 8
	}
	plain := b[end] == '"'
	if !plain {
		if end, plain = d.spanSlow(end); end < 0 {
			return end
		}
	}
	text := b[i+1 : end]
	if !plain {
		d.scratch = unescape(d.scratch[:0], text)
		text = d.scratch
	}
	s := d.own(text)
	if *v = s; r != nil && !acceptText(r, s) {
		d.failText(i, r.Check(s), r)
	}
	return end + 1
}

// ReadSecret reads a string that no violation shows.
func ReadSecret(v *format.Secret, d *Decoder, i int, r *rule.String) int {
	if d.B[i] != '"' {
		return d.mistypedText(i, notString, &rule.String{Secret: true})
	}
	text, next := d.text(i)
	if next < 0 {
		return next
	}
	s := string(text)
	*v = format.Secret(s)
	d.FailSecret(i, r.Check(s))
	return next
}

// failText records f for the text at i, whose rule is r.
func (d *Decoder) failText(i int, f rule.Fault, r *rule.String) {
	if r != nil && r.Secret {
		d.FailSecret(i, f)
		return
	}
	d.Fail(i, f)
}

// mistypedText is mistyped where r is the rule of a text.
func (d *Decoder) mistypedText(i int, f rule.Fault, r *rule.String) int {
	if d.takesNull(i) {
		return i + 4
	}
	next := d.Skip(i)
	if next >= 0 {
		d.failText(i, f, r)
	}
	return next
}

// readText reads a string of a format. The rule is about the text.
func readText[T any](v *T, d *Decoder, i int, r *rule.String, parse func(string) (T, bool), wrong *rule.Fault) int {
	if d.B[i] != '"' {
		return d.mistypedText(i, notString, r)
	}
	text, next := d.text(i)
	if next < 0 {
		return next
	}
	x, ok := parse(view(text))
	if *v = x; !ok {
		d.failText(i, *wrong, r)
	} else if r != nil {
		d.failText(i, r.Check(view(text)), r)
	}
	return next
}

// ReadBool reads true or false.
func ReadBool(v *bool, d *Decoder, i int, _ *rule.None) int {
	b := d.B
	switch {
	case load4(b, i) == trueWord:
		*v = true
		return i + 4
	case b[i] == 'f' && load4(b, i+1) == alseWord:
		*v = false
		return i + 5
	}
	return d.mistyped(i, notBool)
}
