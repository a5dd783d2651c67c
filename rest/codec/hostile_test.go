package codec_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/rule"
)

// uniqueTree is a list of unique lists of unique lists.
func uniqueTree(_ *struct{}, d *codec.Decoder, i int) int {
	if d.Kind(i) != codec.KindArray {
		return d.Skip(i)
	}
	var list []struct{}
	return codec.ReadArray(&list, d, i, &rule.Array{Unique: true}, uniqueTree)
}

// tagged reads objects by their tag, which comes last.
func tagged(d *codec.Decoder, i int) int {
	var o codec.Object
	d.Tag(i, "type")
	for i = o.Open(d, i); o.More; i = o.Next(d, i) {
		switch o.Member(&rule.Members{Names: []string{"sub"}}) {
		case 0:
			i = tagged(d, i)
		default:
			i = o.Unknown(d, i)
		}
	}
	return o.Close(d, i, nil)
}

// TestHostile reads documents of about a megabyte that are made to be slow.
func TestHostile(t *testing.T) {
	many := func(n int, format string) string {
		var b strings.Builder
		for k := range n {
			if k > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, format, k)
		}
		return b.String()
	}
	var raw []codec.Raw
	var m map[string]int64
	var f float64
	uniqueRaw := func(d *codec.Decoder, i int) int {
		return codec.ReadArray(&raw, d, i, &rule.Array{Unique: true}, codec.ItemRaw)
	}
	text := strings.Repeat("x", 1<<20)
	for _, c := range []struct {
		name, doc string
		read      func(d *codec.Decoder, i int) int
	}{
		{"unknown names", `{` + many(60000, `"name%d":0`) + `}`, new(point).DecodeJSON},
		{"map names", `{` + many(60000, `"name%d":0`) + `}`, func(d *codec.Decoder, i int) int { return codec.ReadMap(&m, d, i, nil, codec.ItemInt64) }},
		{"repeated names", `{` + many(100000, `"lat":%d`) + `}`, new(point).DecodeJSON},
		{"unique numbers", `[` + many(150000, `%d`) + `]`, uniqueRaw},
		{"unique objects", `[` + many(50000, `{"b":%d,"a":[]}`) + `]`, uniqueRaw},
		{"deep unique objects", `[` + strings.Repeat(`{"a":`, 500) + `"` + text + `"` + strings.Repeat(`}`, 500) + `,1]`, uniqueRaw},
		{"deep unique lists", strings.Repeat(`[1,`, 500) + `"` + text + `"` + strings.Repeat(`]`, 500), func(d *codec.Decoder, i int) int { return uniqueTree(nil, d, i) }},
		{"deep tags", strings.Repeat(`{"sub":`, 500) + `"` + text + `"` + strings.Repeat(`,"type":"a"}`, 500), tagged},
		{"long number", strings.Repeat("9", 1<<20), func(d *codec.Decoder, i int) int { return codec.ReadFloat64(&f, d, i, nil) }},
		{"long fraction", "1." + strings.Repeat("0", 1<<20), func(d *codec.Decoder, i int) int { var n int8; return codec.ReadInt8(&n, d, i, nil) }},
		{"escapes", `"` + strings.Repeat(`\u00e9`, 170000) + `"`, func(d *codec.Decoder, i int) int { var s string; return codec.ReadString(&s, d, i, nil) }},
		{"faults in a deep place", strings.Repeat(`{"name":"","sub":[`, 250) + many(100000, `%d`) + strings.Repeat(`]}`, 250), new(tree).DecodeJSON},
	} {
		start := time.Now()
		_ = faults(t, c.doc, c.read)
		if d := time.Since(start); d > time.Minute {
			t.Errorf("%s: %s for %d bytes", c.name, d, len(c.doc))
		} else {
			t.Logf("%s: %s for %d bytes", c.name, d.Round(time.Millisecond), len(c.doc))
		}
	}
}
