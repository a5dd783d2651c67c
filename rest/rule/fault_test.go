package rule

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/specho/specho/rest/format"
)

// faultText gives a fault in one line, "" for none.
func faultText(f Fault) string {
	if f.OK() {
		return ""
	}
	return f.Type + ": " + f.Message + " " + string(appendValue(nil, f.Context))
}

func TestString(t *testing.T) {
	long := strings.Repeat("é", 10)
	for _, tt := range []struct {
		name string
		rule *String
		s    string
		want string
	}{
		{"nil", nil, "x", ""},
		{"no limits", &String{}, "", ""},
		{"empty text", &String{MinLength: 1}, "", `string_too_short: must have at least 1 character {"min_length":1}`},
		{"min in characters", &String{MinLength: 3}, "éé", `string_too_short: must have at least 3 characters {"min_length":3}`},
		{"min reached", &String{MinLength: 3}, "ééé", ""},
		{"max in characters", &String{MaxLength: 10}, long, ""},
		{"max passed", &String{MaxLength: 10}, long + "x", `string_too_long: must have at most 10 characters {"max_length":10}`},
		{"both", &String{MinLength: 3, MaxLength: 5}, "😀😀", `string_too_short: must have at least 3 characters {"min_length":3}`},
		{"both fits", &String{MinLength: 2, MaxLength: 5}, "😀😀", ""},
		{"maxLength 0", &String{Empty: true}, "x", `string_too_long: must have at most 0 characters {"max_length":0}`},
		{"maxLength 0 fits", &String{Empty: true}, "", ""},
		{"pattern", &String{Pattern: MustPattern("^a'?$")}, "b", `string_pattern_mismatch: must match the pattern '^a'?$' {"pattern":"^a'?$"}`},
		{"format", &String{Format: "email", Is: format.IsEmail}, "b", `value_error: must be an email address {"format":"email"}`},
		{"format without words", &String{Format: "sf-token", Is: format.IsSFToken}, "", `value_error: must be a valid sf-token {"format":"sf-token"}`},
	} {
		if got := faultText(tt.rule.Check(tt.s)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestStringLength compares the byte shortcuts with counting.
func TestStringLength(t *testing.T) {
	for low := range 6 {
		for high := range 7 {
			r := String{MinLength: low, MaxLength: high}
			for _, c := range []string{"a", "é", "漢", "😀"} {
				for n := range 9 {
					s := strings.Repeat(c, n)
					k := utf8.RuneCountInString(s)
					want := k >= low && (high == 0 || k <= high)
					if got := r.Check(s).OK(); got != want {
						t.Errorf("%d to %d on %q: got %v, want %v", low, high, s, got, want)
					}
				}
			}
		}
	}
}

func TestCollections(t *testing.T) {
	for _, tt := range []struct {
		name string
		got  Fault
		want string
	}{
		{"nil array", (*Array)(nil).Check(3), ""},
		{"array", (&Array{MinItems: 1, MaxItems: 2}).Check(2), ""},
		{"few items", (&Array{MinItems: 2}).Check(1), `too_short: must have at least 2 items {"actual_length":1,"min_length":2}`},
		{"many items", (&Array{MaxItems: 1}).Check(2), `too_long: must have at most 1 item {"actual_length":2,"max_length":1}`},
		{"no items", (&Array{Empty: true}).Check(1), `too_long: must have at most 0 items {"actual_length":1,"max_length":0}`},
		{"repeated", (&Array{Unique: true}).Repeated(2), `unique_items: must have no equal items {"index":2}`},
		{"nil map", (*Map)(nil).Check(3), ""},
		{"map", (&Map{MaxProperties: 1}).Check(2), `too_long: must have at most 1 property {"actual_length":2,"max_length":1}`},
		{"members", (&Members{MinProperties: 2}).Check(1), `too_short: must have at least 2 properties {"actual_length":1,"min_length":2}`},
		{"enum", CheckEnum(&Enum[string]{Values: []string{"a", "b", "c"}}, "d"), `enum: must be 'a', 'b' or 'c' {"expected":"'a', 'b' or 'c'"}`},
		{"enum fits", CheckEnum(&Enum[string]{Values: []string{"a", "b"}}, "b"), ""},
		{"enum of numbers", CheckEnum(&Enum[int64]{Values: []int64{1, 2}}, 3), `enum: must be 1 or 2 {"expected":"1 or 2"}`},
		{"const", CheckEnum(&Enum[string]{Values: []string{"a"}}, "d"), `enum: must be 'a' {"expected":"'a'"}`},
	} {
		if got := faultText(tt.got); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestViolationJSON(t *testing.T) {
	for _, tt := range []struct {
		v    Violation
		want string
	}{
		{
			Missing().At([]any{"body", "user", "name"}, json.RawMessage(`{"a":1}`)),
			`{"type":"missing","loc":["body","user","name"],"msg":"is required","input":null}`,
		},
		{
			(&Int{Bounds: Minimum, Minimum: 1}).Check(0).At([]any{"body", "items", 0}, json.RawMessage(`0`)),
			`{"type":"greater_than_equal","loc":["body","items",0],"msg":"must be at least 1","input":0,"ctx":{"ge":1}}`,
		},
		{
			NotString().At([]any{"body", "a\"\\\n\x01\u2028"}, nil),
			`{"type":"string_type","loc":["body","a\"\\\n\u0001` + "\u2028" + `"],"msg":"must be a string"}`,
		},
	} {
		got, err := json.Marshal(tt.v)
		if err != nil || !json.Valid(got) {
			t.Fatalf("not JSON: %s (%v)", got, err)
		}
		if got := string(tt.v.AppendJSON(nil)); got != tt.want {
			t.Errorf("got %s\nwant %s", got, tt.want)
		}
	}
}

func TestViolationPointer(t *testing.T) {
	v := Violation{Loc: []any{"body", "a/b~c", 10, ""}}
	if got, want := v.Pointer(), "/body/a~1b~0c/10/"; got != want || !format.IsJSONPointer(got) {
		t.Errorf("got %s, want %s", got, want)
	}
}

// FuzzViolation holds texts against encoding/json.
func FuzzViolation(f *testing.F) {
	f.Add("a\x00\"\\\u2028é\xff")
	f.Fuzz(func(t *testing.T, s string) {
		v := Violation{Loc: []any{"body", s}, Type: "x", Message: s, Context: Context{s: s}}
		var back struct {
			Loc []string
			Msg string
			Ctx map[string]string
		}
		if err := json.Unmarshal(v.AppendJSON(nil), &back); err != nil {
			t.Fatal(err)
		}
		want := strings.ToValidUTF8(s, "\ufffd")
		if utf8.ValidString(s) && (back.Loc[1] != want || back.Msg != want || back.Ctx[want] != want) {
			t.Errorf("%q came back as %q", s, back)
		}
	})
}
