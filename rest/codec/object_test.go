package codec_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/rule"
)

// faults reads doc and lists its violations as "place type" lines.
func faults(t *testing.T, doc string, read func(d *codec.Decoder, i int) int) string {
	t.Helper()
	var d codec.Decoder
	d.Reset(padded(doc))
	d.Document(read)
	if at, msg, bad := d.SyntaxError(); bad {
		return fmt.Sprintf("syntax %d %s", at, msg)
	}
	var lines []string
	for _, v := range d.Violations("body") {
		lines = append(lines, strings.ReplaceAll(v.Pointer(), "/body", "")+" "+v.Type)
	}
	return strings.Join(lines, "\n")
}

func TestObject(t *testing.T) {
	for _, c := range []struct{ name, doc, want string }{
		{"complete", `{"lat":1,"lon":2}`, ""},
		{"any order, white space", " { \"lon\" : 2\n,\t\"lat\"\r: 1 } ", ""},
		{"escaped name", `{"l\u0061t":1,"lon":2}`, ""},
		{"unknown members", `{"lat":1,"x":{"lat":[]},"lon":2,"y":null}`, ""},
		{"missing, in declared order", `{}`, "/lat missing\n/lon missing"},
		{"names are case sensitive", `{"Lat":1,"lon":2}`, "/lat missing"},
		{"known name twice", `{"lat":1,"lon":2,"lat":3}`, "/lat json_duplicate"},
		{"known name twice, at once", `{"lat":1,"lat":1,"lon":2}`, "/lat json_duplicate"},
		{"known name twice, escaped", `{"lat":1,"l\u0061t":1,"lon":2}`, "/lat json_duplicate"},
		{"unknown name twice", `{"lat":1,"é":2,"x":1,"\u00e9":2,"lon":2}`, "/é json_duplicate"},
		{"many unknown names", `{"lat":1,"lon":2,"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"\u0061":1}`, "/a json_duplicate"},
		{"wrong types", `{"lat":"1","lon":null}`, "/lat float_type\n/lon float_type"},
		{"out of range", `{"lat":91,"lon":-181}`, "/lat less_than_equal\n/lon greater_than_equal"},
		{"no object", `[1]`, " model_attributes_type"},
		{"null", `null`, " model_attributes_type"},
		{"trailing comma", `{"lat":1,}`, "syntax 9 member name expected"},
		{"leading comma", `{,"lat":1}`, "syntax 1 member name expected"},
		{"nested brace", `{{"lat":1}}`, "syntax 1 member name expected"},
		{"brace for comma", `{"lat":1{"lon":2}`, "syntax 8 ',' or '}' expected"},
		{"no colon", `{"lat" 1}`, "syntax 7 ':' expected"},
		{"wrong end", `{"lat":1]`, "syntax 8 ',' or '}' expected"},
		{"cut", `{"lat":1`, "syntax 8 ',' or '}' expected"},
		{"cut in a name", `{"la`, "syntax 4 unterminated string"},
		{"trailing data", `{"lat":1,"lon":2} x`, "syntax 18 data after the document"},
		{"wrong UTF-8 in a name", "{\"l\xc3(\":1}", "syntax 3 invalid UTF-8 in a string"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var v point
			if got := faults(t, c.doc, v.DecodeJSON); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestClosedObject(t *testing.T) {
	var v guestBook
	got := faults(t, `{"more":[1],"guests":[],"total":1,"x":2,"x":3}`, v.DecodeJSON)
	if want := "/more extra_forbidden\n/x extra_forbidden\n/x json_duplicate\n/x extra_forbidden"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPlaces finds every mistake of a document in one go, in its order.
func TestPlaces(t *testing.T) {
	doc := strings.NewReplacer(
		`"museums"`, `7`, `"price":310`, `"price":-1`, `"currency":"JPY"`, `"currency":"GBP"`,
		`"lat":41.652251`, `"lat":141`, `"country":"ES",`, ``, `"name":"Jolanta Wiśniewska"`, `"name":""`,
		`1988-02-29`, `1987-02-29`, `"age":37`, `"age":1.5`,
	).Replace(`{"guests":[` + guestJSON + `,` + guestJSON + `],"total":"2"}`)
	var v guestBook
	got := faults(t, doc, v.DecodeJSON)
	one := `/guests/0/name string_too_short
/guests/0/birthdate date_parsing
/guests/0/age int_from_float
/guests/0/address/country missing
/guests/0/address/location/lat less_than_equal
/guests/0/tags/2 string_type
/guests/0/bookings/1/price greater_than_equal
/guests/0/bookings/1/currency enum
`
	if want := one + strings.ReplaceAll(one, "guests/0", "guests/1") + "/total int_type"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestInput(t *testing.T) {
	for _, c := range []struct{ doc, want string }{
		{`5`, `5`},
		{`"` + strings.Repeat("é", 300) + `"`, `"` + strings.Repeat("é", 97) + `…"`},
		{`null`, `null`},
		{`{"a":1}`, ``},
		{`[1]`, ``},
		{`true`, `true`},
		{strings.Repeat("9", 300), ``},
	} {
		var d codec.Decoder
		d.Reset(padded(c.doc))
		d.Document(func(d *codec.Decoder, i int) int {
			d.Fail(i, rule.Fault{Type: "x"})
			return d.Skip(i)
		})
		list := d.Violations("body")
		if len(list) != 1 || string(list[0].Input) != c.want {
			t.Errorf("%.20s: %s", c.doc, list[0].Input)
		}
	}
	var d codec.Decoder
	d.Reset(padded(`"hunter2"`))
	d.Document(func(d *codec.Decoder, i int) int {
		var s string
		return codec.ReadString(&s, d, i, &rule.String{MinLength: 20, Secret: true})
	})
	if list := d.Violations("body"); len(list) != 1 || list[0].Input != nil {
		t.Errorf("a secret shows: %+v", list)
	}
}

// TestManyFaults keeps a hostile document from growing the answer.
func TestManyFaults(t *testing.T) {
	var d codec.Decoder
	var v []int64
	d.Reset(padded(`[` + strings.Repeat(`"",`, 10000) + `1]`))
	if codec.ReadDocument(&v, &d, func(v *[]int64, d *codec.Decoder, i int) int {
		return codec.ReadArray(v, d, i, nil, codec.ItemInt64)
	}) {
		t.Fatal("accepted")
	}
	if n := len(d.Violations("body")); n != 100 {
		t.Errorf("%d violations", n)
	}
}

// wide has more members than a word has bits.
type wide struct{ seen [200]bool }

var wideMembers = func() (m rule.Members) {
	for n := range 200 {
		m.Names = append(m.Names, fmt.Sprint("m", n))
	}
	m.Required = []uint64{1 << 5, 1 << 6, 0, 1 << 7} // m5, m70, m199
	return m
}()

func (v *wide) DecodeJSON(d *codec.Decoder, i int) int {
	var o codec.Object
	for i = o.Open(d, i); o.More; i = o.Next(d, i) {
		n := o.Member(&wideMembers)
		if n < 0 {
			i = o.Unknown(d, i)
			continue
		}
		i = codec.ReadBool(&v.seen[n], d, i, nil)
	}
	for n := range v.seen {
		if o.Has(n) != v.seen[n] {
			panic(fmt.Sprint("Has is wrong about member ", n))
		}
	}
	return o.Close(d, i, &wideMembers)
}

func TestWideObject(t *testing.T) {
	for _, c := range []struct{ doc, want string }{
		{`{"m5":true,"m70":true,"m199":true}`, ""},
		{`{}`, "/m5 missing\n/m70 missing\n/m199 missing"},
		{`{"m199":true,"m70":true,"m64":true,"m0":true}`, "/m5 missing"},
		{`{"m5":true,"m70":true,"m199":true,"m70":true}`, "/m70 json_duplicate"},
		{`{"m5":true}`, "/m70 missing\n/m199 missing"},
	} {
		if got := faults(t, c.doc, new(wide).DecodeJSON); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.doc, got, c.want)
		}
	}
}

func TestCounts(t *testing.T) {
	m := rule.Members{MinProperties: 2, MaxProperties: 3}
	read := func(d *codec.Decoder, i int) int {
		var o codec.Object
		for i = o.Open(d, i); o.More; i = o.Next(d, i) {
			i = o.Unknown(d, i)
		}
		return o.Close(d, i, &m)
	}
	for doc, want := range map[string]string{
		`{"a":1}`: " too_short", `{"a":1,"b":1}`: "", `{"a":1,"b":1,"c":1}`: "", `{"a":1,"b":1,"c":1,"d":1}`: " too_long",
	} {
		if got := faults(t, doc, read); got != want {
			t.Errorf("%s: got %q, want %q", doc, got, want)
		}
	}
}
