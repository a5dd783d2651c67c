package normalise

import (
	"fmt"
	"slices"
	"strings"

	"github.com/specho/specho/generator/check"
	"github.com/specho/specho/generator/spec"
	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/schema"
)

// checkDefault brings the default into the type of the schema, or drops it.
func (z *normaliser) checkDefault(s *spec.Schema) {
	if s.Default == nil {
		return
	}
	t := s.Target()
	n := z.nodeOf(s).Get("default")
	if n == nil {
		n = z.nodeOf(s)
	}
	v := *s.Default
	drop := func(rule, hint, format string, args ...any) {
		z.warn(n, rule, hint, "the default "+format+": there is no default", args...)
		s.Default = nil
	}
	if v == "null" {
		if !s.IsNullable() && t.Types != 0 && t.Types != spec.Null {
			drop("default-null", "", "is null, which the schema does not allow")
		}
		return
	}
	if outOfRange(v) {
		drop("number-range", "", "%s is out of range", clip(string(v)))
		return
	}
	r := coerce(v, t.Types)
	if r == "" {
		drop("default-type", "", "%s is not of %s", clip(string(v)), typeWords(t.Types))
		return
	}
	if r != v {
		z.warn(n, "default-type", "write "+clip(string(r)), "the default %s is read as %s, of the type of the schema", clip(string(v)), clip(string(r)))
		s.Default = &r
	}
	if t.Enum != nil && len(commonValues(t.Enum, []spec.Value{r})) == 0 {
		drop("default-enum", "", "%s is not in the enum", clip(string(r)))
	} else if why := z.refuses(t, r); why != "" {
		drop("default-invalid", "write a default that the schema allows", "%s breaks its schema (%s)", clip(string(r)), why)
	}
}

// maxChecked bounds the text of schemas that defaults are checked against.
const maxChecked = 20 << 20

// refuses says what is wrong with a value of the type of s, if anything is. Formats that
// the program codes itself are not known here.
func (z *normaliser) refuses(s *spec.Schema, v spec.Value) string {
	if !constrainedBeyondTypes(s) || z.checked > maxChecked {
		return ""
	}
	set, known := z.checks[s]
	if !known {
		text, err := check.Text(map[string]*spec.Schema{"default": s})
		z.checked += len(text)
		if err == nil && !z.codesFormatIn(text) {
			set = schema.New(text).Schema("default")
		}
		z.checks[s] = set
	}
	if set == nil || set.Valid([]byte(v)) {
		return ""
	}
	var d codec.Decoder
	d.Reset(append([]byte(v), make([]byte, codec.Pad)...))
	set.Verify(&d, 0, len(v))
	list := d.Violations("")
	if len(list) == 0 {
		return "it is not valid"
	}
	where := ""
	for _, at := range list[0].Loc[1:] {
		where += fmt.Sprint(at, ": ")
	}
	return where + list[0].Message
}

// codesFormatIn reports whether one of the formats in the text of schemas is the user's.
func (z *normaliser) codesFormatIn(text string) bool {
	return slices.ContainsFunc(z.options.Own, func(name string) bool { return strings.Contains(text, `"format": "`+name) })
}
