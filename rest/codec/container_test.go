package codec_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/rule"
)

func TestArray(t *testing.T) {
	for _, c := range []struct {
		doc, want string
		list      []int64
	}{
		{`[]`, "", []int64{}},
		{"[ \n]", "", []int64{}},
		{`[1]`, "", []int64{1}},
		{" [ 1 ,\t2\n, 3 ] ", "", []int64{1, 2, 3}},
		{`[1,2,3,4,5,6]`, " too_long", []int64{1, 2, 3, 4, 5, 6}},
		{`[1,"a",3]`, "/1 int_type", []int64{1, 0, 3}},
		{`null`, " list_type", nil},
		{`{"a":1}`, " list_type", nil},
		{`[1,]`, "syntax 3 value expected", nil},
		{`[,1]`, "syntax 1 value expected", nil},
		{`[1 2]`, "syntax 3 ',' or ']' expected", nil},
		{`[1}`, "syntax 2 ',' or ']' expected", nil},
		{`[`, "syntax 1 value expected", nil},
		{`[1,2`, "syntax 4 ',' or ']' expected", nil},
	} {
		var v []int64
		r := rule.Array{MaxItems: 5}
		got := faults(t, c.doc, func(d *codec.Decoder, i int) int { return codec.ReadArray(&v, d, i, &r, codec.ItemInt64) })
		if got != c.want || !reflect.DeepEqual(v, c.list) {
			t.Errorf("%s: %q, %v, want %q, %v", c.doc, got, v, c.want, c.list)
		}
	}
	var v []int64
	if got := faults(t, `[]`, func(d *codec.Decoder, i int) int {
		return codec.ReadArray(&v, d, i, &rule.Array{MinItems: 1}, codec.ItemInt64)
	}); got != " too_short" {
		t.Errorf("empty: %q", got)
	}
}

// tree holds lists of its own type.
type tree struct {
	Name string
	Sub  []tree
}

var treeMembers = rule.Members{Names: []string{"name", "sub"}}

func (v *tree) DecodeJSON(d *codec.Decoder, i int) int {
	var o codec.Object
	for i = o.Open(d, i); o.More; i = o.Next(d, i) {
		switch o.Member(&treeMembers) {
		case 0: // "name"
			i = codec.ReadString(&v.Name, d, i, nil)
		case 1: // "sub"
			i = codec.ReadArray(&v.Sub, d, i, nil, (*tree).DecodeJSON)
		default:
			i = o.Unknown(d, i)
		}
	}
	return o.Close(d, i, nil)
}

func (v *tree) AppendJSON(b []byte) []byte {
	b = codec.AppendString(append(b, `{"name":"`...), v.Name)
	b = codec.AppendArray(append(b, `","sub":`...), v.Sub, (*tree).AppendJSON)
	return append(b, '}')
}

func grow(depth int) tree {
	v := tree{Name: fmt.Sprint("d", depth), Sub: []tree{}}
	for n := range depth {
		v.Sub = append(v.Sub, grow(n))
	}
	return v
}

// TestRecursiveLists reads lists inside of lists, long ones and short ones, with
// one decoder, again and again: no list may touch the memory of another.
func TestRecursiveLists(t *testing.T) {
	var d codec.Decoder
	want := grow(9)
	doc := padded(string(want.AppendJSON(nil)))
	var kept []tree
	for range 3 {
		var v tree
		d.Reset(doc)
		if !codec.ReadDocument(&v, &d, (*tree).DecodeJSON) {
			t.Fatal(d.Err("body"))
		}
		kept = append(kept, v)
	}
	for n := range kept {
		if !reflect.DeepEqual(kept[n], want) {
			t.Fatalf("document %d has changed", n)
		}
	}
	for _, n := range []int{1, 3, 4, 5, 100, 2000, 5000, 2} {
		var v, w [][]string
		for k := range n {
			w = append(w, []string{fmt.Sprint(k), strings.Repeat("x", k%40)})
		}
		item := func(v *[]string, d *codec.Decoder, i int) int {
			return codec.ReadArray(v, d, i, nil, codec.ItemString)
		}
		elem := func(v *[]string, b []byte) []byte { return codec.AppendArray(b, *v, codec.ElemString) }
		d.Reset(padded(string(codec.AppendArray(nil, w, elem))))
		if !d.Document(func(d *codec.Decoder, i int) int { return codec.ReadArray(&v, d, i, nil, item) }) || !reflect.DeepEqual(v, w) {
			t.Fatalf("list of %d: %v", n, d.Err("body"))
		}
		for k := range v {
			v[k] = append(v[k], "more") // must not reach into the next list
		}
		for k := range v {
			if v[k][0] != fmt.Sprint(k) {
				t.Fatalf("list %d of %d begins with %s", k, n, v[k][0])
			}
		}
	}
}

func TestUnique(t *testing.T) {
	many := make([]string, 0, 40)
	for n := range 40 {
		many = append(many, fmt.Sprint(n*10))
	}
	long := strings.Join(many, ",")
	for doc, want := range map[string]string{
		`["a","b"]`:                                "",
		`["a","b","a"]`:                            "/2 unique_items",
		`["a","\u0061"]`:                           "/1 unique_items",
		`["a",1,"1",true,null]`:                    "",
		`[1,1.0]`:                                  "/1 unique_items",
		`[1,10e-1,2]`:                              "/1 unique_items",
		`[100,1e2]`:                                "/1 unique_items",
		`[0,-0.0]`:                                 "/1 unique_items",
		`[0.1,0.10,1]`:                             "/1 unique_items",
		`[1e30,1000000000000000000000000000000]`:   "/1 unique_items",
		`[1e99999999999999999999,1e99999]`:         "",
		`[9007199254740992,9007199254740993]`:      "",
		`[{"a":1,"b":[2]},{"b":[2.0],"\u0061":1}]`: "/1 unique_items",
		`[{"a":1},{"a":2},{},[],[[]]]`:             "",
		`[[1,2],[2,1]]`:                            "",
		`[{"a":"x,"},{"a":"x"}]`:                   "",
		`[` + long + `]`:                           "",
		`[` + long + `,5e1]`:                       "/40 unique_items",
	} {
		var v []codec.Raw
		got := faults(t, doc, func(d *codec.Decoder, i int) int {
			return codec.ReadArray(&v, d, i, &rule.Array{Unique: true}, codec.ItemRaw)
		})
		if got != want {
			t.Errorf("%s: %q, want %q", doc, got, want)
		}
	}
}

func TestMap(t *testing.T) {
	names := rule.Map{MaxProperties: 3, Names: &rule.String{MaxLength: 3}}
	for _, c := range []struct {
		doc, want string
		m         map[string]bool
	}{
		{`{}`, "", map[string]bool{}},
		{`{"a":true,"\u0062":false}`, "", map[string]bool{"a": true, "b": false}},
		{`{"a":true,"\u0061":false}`, "/a json_duplicate", map[string]bool{"a": false}},
		{`{"a":1}`, "/a bool_type", map[string]bool{"a": false}},
		{`{"long":true}`, "/long string_too_long", map[string]bool{"long": true}},
		{`{"a":true,"b":true,"c":true,"d":true}`, " too_long", map[string]bool{"a": true, "b": true, "c": true, "d": true}},
		{`[]`, " dict_type", nil},
		{`{"a":true`, "syntax 9 ',' or '}' expected", nil},
	} {
		var m map[string]bool
		got := faults(t, c.doc, func(d *codec.Decoder, i int) int { return codec.ReadMap(&m, d, i, &names, codec.ItemBool) })
		if got != c.want || !reflect.DeepEqual(m, c.m) {
			t.Errorf("%s: %q, %v, want %q, %v", c.doc, got, m, c.want, c.m)
		}
	}
	m := map[string][]int32{"b": {1}, "a\n": nil, "ä": {2, 3}}
	elem := func(v *[]int32, b []byte) []byte { return codec.AppendArray(b, *v, codec.ElemInt32) }
	if got := string(codec.AppendMap(nil, m, elem)); got != `{"a\n":[],"b":[1],"ä":[2,3]}` {
		t.Errorf("wrote %s", got)
	}
	if got := string(codec.AppendMap(nil, map[string]bool(nil), codec.ElemBool)); got != `{}` {
		t.Errorf("wrote %s", got)
	}
}

func TestEntry(t *testing.T) {
	var v point
	var more map[string]string
	read := func(d *codec.Decoder, i int) int {
		var o codec.Object
		for i = o.Open(d, i); o.More; i = o.Next(d, i) {
			switch o.Member(&rule.Members{Names: []string{"lat"}}) {
			case 0:
				i = codec.ReadFloat64(&v.Lat, d, i, nil)
			default:
				o.CheckName(d, &rule.String{MaxLength: 2})
				i = codec.ReadEntry(&more, o.Name(), d, i, codec.ItemString)
			}
		}
		return o.Close(d, i, nil)
	}
	got := faults(t, `{"x":"1","lat":2,"y":3,"x":"4","zzz":""}`, read)
	if want := "/y string_type\n/x json_duplicate\n/zzz string_too_long"; got != want || more["x"] != "4" {
		t.Errorf("got %q, %v", got, more)
	}
}

func TestLiteral(t *testing.T) {
	for _, c := range []struct{ doc, literal, want string }{
		{`"a"`, `"a"`, ""}, {`"\u0061"`, `"a"`, ""}, {`"b"`, `"a"`, " literal_error"}, {`1.0`, `1`, ""}, {`-1`, `1`, " literal_error"},
		{`{"b":1e0,"a":[ ]}`, `{"a":[],"b":1}`, ""}, {`null`, `null`, ""}, {`false`, `null`, " literal_error"}, {`[`, `[]`, "syntax 1 value expected"},
	} {
		if got := faults(t, c.doc, func(d *codec.Decoder, i int) int { return codec.ReadLiteral(d, i, c.literal) }); got != c.want {
			t.Errorf("%s against %s: %q, want %q", c.doc, c.literal, got, c.want)
		}
	}
}

func TestUnionParts(t *testing.T) {
	for doc, want := range map[string]codec.Kind{`"`: codec.KindString, `{`: codec.KindObject, `[`: codec.KindArray, `t`: codec.KindBool,
		`f`: codec.KindBool, `n`: codec.KindNull, `-`: codec.KindNumber, `7`: codec.KindNumber, `x`: 0, ``: 0} {
		var d codec.Decoder
		if d.Reset(padded(doc)); d.Kind(0) != want {
			t.Errorf("%q is of kind %d", doc, d.Kind(0))
		}
	}
	for doc, want := range map[string]string{
		`{"type":"cat"}`: "cat", `{ "x" : {"type":"dog"} , "t\u0079pe" : "c\u0061t"}`: "cat", `{"type":1}`: "", `{}`: "", `[]`: "",
		`{"x":1`: "", `{"type":"a`: "", `{"x":tru,"type":"cat"}`: "", `{"type"`: "", `{"x":1 "type":"cat"}`: "",
	} {
		var d codec.Decoder
		d.Reset(padded(doc))
		if tag, found := d.Tag(0, "type"); tag != want || found != (want != "") {
			t.Errorf("%s has tag %q", doc, tag)
		}
		if d.Failed() {
			t.Errorf("%s: Tag has left an error", doc)
		}
	}
}

// either is a union of two objects that are told apart by trying.
func either(d *codec.Decoder, i int) int {
	var p point
	if next, ok := d.Try(i, func() int { return p.DecodeJSON(d, i) }); ok || next < 0 {
		return next
	}
	var v []string
	if next, ok := d.Try(i, func() int { return codec.ReadArray(&v, d, i, nil, codec.ItemString) }); ok || next < 0 {
		return next
	}
	d.Fail(i, rule.Fault{Type: "union", Message: "fits nothing"})
	return d.Skip(i)
}

func TestTry(t *testing.T) {
	for doc, want := range map[string]string{
		`{"lat":1,"lon":2}`: "", `["a"]`: "", `[1]`: " union", `{"x":1,"y":2}`: " union", `[[[]]]`: " union", `["a"`: "syntax 4 ',' or ']' expected",
	} {
		if got := faults(t, doc, either); got != want {
			t.Errorf("%s: %q, want %q", doc, got, want)
		}
	}
}

// nest tries two ways at each level, both of which read the next level.
func nest(v *int, d *codec.Decoder, i int) int {
	if d.Kind(i) != codec.KindArray {
		return d.Skip(i)
	}
	var list []int
	for range 2 {
		next, ok := d.Try(i, func() int {
			next := codec.ReadArray(&list, d, i, nil, nest)
			d.Fail(i, rule.Fault{Type: "never"})
			return next
		})
		if ok || next < 0 {
			return next
		}
	}
	return d.Skip(i)
}

// TestBudget keeps nested unions from taking exponential time.
func TestBudget(t *testing.T) {
	start := time.Now()
	deep := strings.Repeat("[", 400) + strings.Repeat("]", 400)
	got := faults(t, deep, func(d *codec.Decoder, i int) int { return nest(nil, d, i) })
	if !strings.Contains(got, "too much work") {
		t.Errorf("got %q", got)
	}
	if d := time.Since(start); d > time.Minute {
		t.Errorf("took %s", d)
	}
	if got := faults(t, "[[[[1]]]]", func(d *codec.Decoder, i int) int { return nest(nil, d, i) }); got != "" {
		t.Errorf("a small document: %q", got)
	}
}

func TestDepth(t *testing.T) {
	for _, open := range []string{"[", `{"name":"","sub":[`, `{"x":`} {
		for _, read := range []func(d *codec.Decoder, i int) int{
			func(d *codec.Decoder, i int) int { return d.Skip(i) },
			new(tree).DecodeJSON,
		} {
			if got := faults(t, strings.Repeat(open, 100000), read); !strings.Contains(got, "nested too deep") {
				t.Errorf("%s: %.80s", open, got)
			}
		}
	}
	doc := strings.Repeat("[", 512) + strings.Repeat("]", 512)
	if got := faults(t, doc, func(d *codec.Decoder, i int) int { return d.Skip(i) }); got != "" {
		t.Errorf("512 levels: %s", got)
	}
	d := codec.Decoder{MaxDepth: 3}
	for doc, want := range map[string]bool{"[[[]]]": true, "[[[[]]]]": false, `{"sub":[{}]}`: true, `{"sub":[{"x":[]}]}`: false} {
		d.Reset(padded(doc))
		if got := d.Document((*codec.Decoder).Skip); got != want {
			t.Errorf("%s within 3 levels: %v", doc, got)
		}
	}
	d = codec.Decoder{MaxDepth: 2000}
	d.Reset(padded(strings.Repeat("[", 1500) + strings.Repeat("]", 1500)))
	if !d.Document((*codec.Decoder).Skip) {
		t.Error("1500 levels within 2000")
	}
}
