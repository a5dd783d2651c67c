package codec_test

import (
	"testing"

	"github.com/specho/specho/rest/codec"
)

// shape is a union of a point, a text and two kinds of numbers.
type shape struct {
	point *point
	text  *string
	small *int8
	large *int64
}

func (v *shape) read(oneOf bool) func(d *codec.Decoder, i int) int {
	return func(d *codec.Decoder, i int) int {
		c := codec.Choose(d, i, oneOf)
		if c.May(codec.KindObject) {
			x := new(point)
			if c.TryFunc(d, func() int { return x.DecodeJSON(d, i) }) {
				v.point = x
			}
		}
		if c.May(codec.KindString) {
			x := new(string)
			if c.TryFunc(d, func() int { return codec.ReadString(x, d, i, &rCity) }) {
				v.text = x
			}
		}
		if c.May(codec.KindNumber) {
			x := new(int8)
			if c.TryFunc(d, func() int { return codec.ReadInt8(x, d, i, nil) }) {
				v.small = x
			}
		}
		if c.May(codec.KindNumber) {
			x := new(int64)
			if c.TryFunc(d, func() int { return codec.ReadInt64(x, d, i, nil) }) {
				v.large = x
			}
		}
		return c.Close(d)
	}
}

func TestChoice(t *testing.T) {
	for _, c := range []struct {
		doc        string
		one, first string
	}{
		{`{"lat":1,"lon":2}`, "", ""},
		{`{"lat":"1","lon":200}`, "/lat float_type\n/lon less_than_equal", "/lat float_type\n/lon less_than_equal"},
		{`"x"`, "", ""},
		{`""`, " string_too_short", " string_too_short"},
		{`1000`, "", ""},
		{`1`, " union_many_matches", ""},
		{`1.5`, " union_no_match", " union_no_match"},
		{`null`, " union_no_match", " union_no_match"},
		{`{"lat":1,}`, "syntax 9 member name expected", "syntax 9 member name expected"},
	} {
		var v, w shape
		if got := faults(t, c.doc, v.read(true)); got != c.one {
			t.Errorf("%s as one of: %q, want %q", c.doc, got, c.one)
		}
		if got := faults(t, c.doc, w.read(false)); got != c.first {
			t.Errorf("%s as any of: %q, want %q", c.doc, got, c.first)
		}
		if c.doc == "1000" && (w.large == nil || *w.large != 1000 || w.small != nil) {
			t.Errorf("%s is read as %+v", c.doc, w)
		}
	}
}

// TestChoiceAllocations keeps unions from costing more than their values.
func TestChoiceAllocations(t *testing.T) {
	var d codec.Decoder
	doc := padded(`1000`)
	var x int64
	n := testing.AllocsPerRun(100, func() {
		d.Reset(doc)
		x = 0
		c := codec.Choose(&d, 0, false)
		if c.May(codec.KindNumber) {
			c.TryFunc(&d, func() int { return codec.ReadInt64(&x, &d, 0, nil) })
		}
		if c.Close(&d) < 0 || x != 1000 {
			t.Fatal("the value is lost")
		}
	})
	if n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestBadTag(t *testing.T) {
	read := func(d *codec.Decoder, i int) int {
		if tag, _ := d.Tag(i, "type"); tag == "cat" {
			return d.Skip(i)
		}
		return d.BadTag(i, "type", []string{"cat", "dog"})
	}
	for doc, want := range map[string]string{
		`{"type":"cat"}`: "", `{"type":"cow"}`: " union_tag_invalid", `{}`: " union_tag_not_found", `{"type":1}`: " union_tag_not_found",
		`[]`: " model_attributes_type", `{"type":"cow"`: "syntax 13 ',' or '}' expected",
	} {
		if got := faults(t, doc, read); got != want {
			t.Errorf("%s: %q, want %q", doc, got, want)
		}
	}
}

func TestFill(t *testing.T) {
	list := []string{"old"}
	codec.Fill(&list, `["a","b"]`, func(v *[]string, d *codec.Decoder, i int) int {
		return codec.ReadArray(v, d, i, nil, codec.ItemString)
	})
	if len(list) != 2 || list[1] != "b" {
		t.Errorf("filled %q", list)
	}
	for members, want := range map[string]string{"": "{}", `,"a":1`: `{"a":1}`, `,"a":1,"b":2`: `{"a":1,"b":2}`} {
		if got := string(codec.CloseObject(append([]byte("x"), members...), 1)); got != "x"+want {
			t.Errorf("%q gives %s", members, got)
		}
	}
}
