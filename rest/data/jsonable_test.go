package data

import (
	"encoding/json"
	"errors"
	"math"
	"net/netip"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/format"
)

// generated stands for a type of generated code: its methods are on the pointer.
type generated struct{ Name string }

func (g *generated) AppendJSON(b []byte) []byte {
	return append(codec.AppendString(append(b, `{"name":"`...), g.Name), `"}`...)
}

type named string

type base struct {
	ID   int `json:"id"`
	Kind string
}

type record struct {
	base
	Kind   string               `json:"kind"`
	When   time.Time            `json:"when"`
	Owner  *uuid.UUID           `json:"owner"`
	Note   Opt[string]          `json:"note"`
	Until  OptNull[Date]        `json:"until"`
	Nick   Null[string]         `json:"nick"`
	Tags   []named              `json:"tags,omitempty"`
	Zero   time.Time            `json:"zero,omitzero"`
	Hidden string               `json:"-"`
	Inner  map[uuid.UUID]*named `json:"inner,omitempty"`
	secret string
}

type celsius float64

type node struct {
	Next *node `json:"next"`
}

func TestJSONable(t *testing.T) {
	id := uuid.MustParse("6f1c3a34-0000-4000-8000-0123456789ab")
	at := time.Date(2024, 1, 2, 3, 4, 5, 600, time.FixedZone("", 19800))
	hi := named("hi")
	rec := record{base: base{ID: 7, Kind: "lost"}, Kind: "kept", When: at, Owner: &id, Hidden: "x", secret: "y",
		Until: SomeNull[Date](), Inner: map[uuid.UUID]*named{id: &hi}}
	const recJSON = `{"id":7,"inner":{"6f1c3a34-0000-4000-8000-0123456789ab":"hi"},"kind":"kept","nick":null,` +
		`"owner":"6f1c3a34-0000-4000-8000-0123456789ab","until":null,"when":"2024-01-02T03:04:05.0000006+05:30"}`
	tests := []struct {
		name    string
		v       any
		options []JSONableOption
		want    string
	}{
		{"nil", nil, nil, `null`},
		{"nil pointer", (*generated)(nil), nil, `null`},
		{"numbers", []any{int8(-1), uint64(math.MaxUint64), float32(0.1), 1e300, json.Number("1.50")}, nil,
			`[-1,18446744073709551615,0.1,1e+300,1.50]`},
		{"bytes", []any{[]byte{0xff, 0}, Base64URL{0xff, 0xfe}, [2]byte{1, 2}}, nil, `["/wA=","__4",[1,2]]`},
		{"formats", []any{Date{Year: 2024, Month: 2, Day: 29}, format.MustDecimal("0.10"), netip.MustParseAddr("::1")}, nil, `["2024-02-29","0.10","::1"]`},
		{"generated types", []any{generated{"a"}, &generated{"b"}, map[string]generated{"c": {"c"}}, []generated{{"d"}}}, nil,
			`[{"name":"a"},{"name":"b"},{"c":{"name":"c"}},[{"name":"d"}]]`},
		{"struct", rec, nil, recJSON},
		{"pointer to struct", &rec, nil, recJSON},
		{"maps", map[any]any{1: "a", named("b"): nil, uint8(2): []int(nil)}, nil, `{"1":"a","2":null,"b":null}`},
		{"text that is JSON", JSON(`{"a": [1]}`), nil, `{"a":[1]}`},
		{"empty text", []any{JSON(nil), json.RawMessage("")}, nil, `[null,null]`},
		{"error", errors.New("x"), nil, `"x"`},
		{"absent", []any{Opt[int]{}, Some(0)}, nil, `[null,0]`},
		{"include", rec, []JSONableOption{Include("id", "kind")}, `{"id":7,"kind":"kept"}`},
		{"exclude in a list", []record{rec}, []JSONableOption{Include("id", "kind"), Exclude("id")}, `[{"kind":"kept"}]`},
		{"without nulls", rec, []JSONableOption{ExcludeNulls(), Exclude("when", "inner", "owner")}, `{"id":7,"kind":"kept"}`},
		{"without zeros", map[string]any{"a": 0, "b": map[string]any{"c": "", "d": false}, "e": []any{nil, 0.0}, "f": 1}, []JSONableOption{ExcludeZeros()},
			`{"e":[null,0],"f":1}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, err := JSONable(tt.v, tt.options...)
			got, _ := json.Marshal(out)
			if err != nil || string(got) != tt.want {
				t.Errorf("%s %v\nwant %s", got, err, tt.want)
			}
		})
	}
}

func TestJSONableRefuses(t *testing.T) {
	loop := map[string]any{}
	loop["self"] = []any{loop}
	ring := &node{}
	ring.Next = ring
	deep := any(0)
	for range 600 {
		deep = []any{deep}
	}
	for name, tt := range map[string]struct {
		v    any
		want string
	}{
		"NaN":                 {map[string]any{"a": []any{1, math.NaN()}}, "[a 1]"},
		"infinity":            {float32(math.Inf(-1)), "not finite"},
		"function":            {map[string]any{"f": func() {}}, "JSON has no func()"},
		"channel":             {make(chan int), "JSON has no chan int"},
		"complex":             {1i, "complex128"},
		"map in itself":       {loop, "contains itself"},
		"pointer in itself":   {ring, "contains itself"},
		"deep":                {deep, "nested too deeply"},
		"bad text":            {json.RawMessage("{"), "not JSON"},
		"bad number":          {json.Number("1x"), "not JSON"},
		"key that is a bool":  {map[bool]int{true: 1}, "a key of JSON cannot be a bool"},
		"key that is a float": {map[[2]int]int{{}: 1}, "cannot be a [2]int"},
		"equal keys":          {map[any]int{1: 1, "1": 2}, `two keys of a map are "1"`},
		"year 10000":          {time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), "out of range"},
		"invalid date":        {Date{Year: 2023, Month: 2, Day: 29}, "is no day"},
	} {
		if out, err := JSONable(tt.v); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, %v", name, out, err)
		}
	}
}

// TestRegisterEncoder: an encoder is used at any depth.
func TestRegisterEncoder(t *testing.T) {
	defer encoders.Store(nil)
	RegisterEncoder(func(c celsius) any { return map[string]any{"celsius": float64(c)} })
	RegisterEncoder(func(t time.Time) any { return t.Unix() })
	RegisterEncoder(func(n node) any { return n }) // its own argument: an end is made of it
	out, err := JSONable(map[string]any{"t": []celsius{1.5}, "at": time.Unix(7, 0)})
	want := map[string]any{"t": []any{map[string]any{"celsius": json.Number("1.5")}}, "at": json.Number("7")}
	if err != nil || !reflect.DeepEqual(out, want) {
		t.Errorf("%v %v", out, err)
	}
	if _, err := JSONable(node{}); err == nil {
		t.Error("an encoder that encodes nothing is not found out")
	}

	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			RegisterEncoder(func(c celsius) any { return float64(c) })
			AppendValue(nil, celsius(1))
		})
	}
	wait.Wait()
}
