package codec

import (
	"strings"
	"testing"
	"time"
)

// TestMembers: a member is what stands before it and the value, whatever characters
// the value has and wherever they stand.
func TestMembers(t *testing.T) {
	texts := []string{"", "\xff", strings.Repeat("long ", 100)}
	for _, c := range []string{"a", `"`, `\`, "\n", "\x00", "é", "\u2028", "\xff"} {
		for before := range 18 {
			for _, after := range []int{0, 1, 7, 8, 9} {
				texts = append(texts, strings.Repeat("x", before)+c+strings.Repeat("y", after))
			}
		}
	}
	for _, s := range texts {
		for _, room := range []int{0, 8, 4096} {
			b := append(make([]byte, 0, room), '{')
			want := string(AppendString([]byte(`{"name":"`), s))
			if got := string(AddString(b, `"name":"`, s)); got != want {
				t.Fatalf("AddString(%q) with place for %d gives %s, not %s", s, room, got, want)
			}
			if got := string(AddEndString(b, `"name":"`, s)); got != want+`"` {
				t.Fatalf("AddEndString(%q) with place for %d gives %s", s, room, got)
			}
		}
	}
	one, zero, at := int64(1), 0.5, time.Date(2026, 2, 28, 1, 2, 3, 0, time.UTC)
	for want, got := range map[string][]byte{
		`{"n":1`:                     AddInt64([]byte(`{`), `"n":`, one),
		`{"n":-1`:                    AddInt64([]byte(`{`), `"n":`, -one),
		`{"n":0.5`:                   AddFloat64([]byte(`{`), `"n":`, zero),
		`{"b":true`:                  AddBool([]byte(`{`), `"b":`, true),
		`{"b":false`:                 AddBool([]byte(`{`), `"b":`, false),
		`{"t":"2026-02-28T01:02:03Z`: AddDateTime([]byte(`{`), `"t":"`, at),
		`{"o":null`:                  AddNullable([]byte(`{`), `"o":`, false, &one, ElemInt64),
		`{"o":1`:                     AddNullable([]byte(`{`), `"o":`, true, &one, ElemInt64),
		`{"v":null`:                  AddValue([]byte(`{`), `"v":`, false, nil),
	} {
		if string(got) != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}
