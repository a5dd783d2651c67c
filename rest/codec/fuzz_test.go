package codec_test

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/specho/specho/rest/codec"
)

func seeds(f *testing.F) {
	for _, s := range []string{
		guestJSON, bookJSON(2), ``, ` `, `null`, `-`, `-0`, `1.`, `1e`, `01`, `1E+5`, `"`, `"\`, `"\u`, `"\ud83d\ude00"`,
		`"\ud800"`, `"é\n"`, "\"\xff\"", `{`, `{"`, `{"a`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{"a":1}`, `[`, `[1`, `[1,`,
		`[1,2]`, `[]`, `{}`, `[{"a":[{}]},"x",true,false,null]`, `nul`, `tru`, `fals`, `"12345678`, `[1 , 2 ]x`, `{"a":1,"a":2}`,
		strings.Repeat("[", 600), `12345678901234567890`, `1e400`, `{"guests":[{"tags":[1,{}]}],"total":1.5}`,
	} {
		f.Add([]byte(s))
	}
}

// stricter tells that b is refused for a reason that encoding/json does not
// have: it replaces invalid text, and it nests deeper.
func stricter(b []byte) bool {
	if !utf8.Valid(b) || bytes.Count(b, []byte("["))+bytes.Count(b, []byte("{")) > codec.DefaultDepth {
		return true
	}
	low := bytes.ToLower(b)
	for _, c := range "89abcdef" {
		if bytes.Contains(low, []byte(`\ud`+string(c))) {
			return true // perhaps a lone surrogate
		}
	}
	return false
}

// FuzzSyntax compares with encoding/json what is JSON and what is not.
func FuzzSyntax(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		var v codec.Raw
		err := codec.UnmarshalFunc(b, func(d *codec.Decoder, i int) int { return codec.ReadRaw(&v, d, i, nil) })
		valid := json.Valid(b)
		if err == nil != valid && !(valid && stricter(b)) {
			t.Fatalf("encoding/json says %v, codec %v", valid, err)
		}
		if err == nil && !bytes.Equal(v, bytes.Trim(b, " \t\r\n")) {
			t.Fatalf("raw value is %q", v)
		}
	})
}

// FuzzText compares strings, read and written, with encoding/json.
func FuzzText(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		var got, want string
		err := codec.UnmarshalFunc(b, func(d *codec.Decoder, i int) int { return codec.ReadString(&got, d, i, nil) })
		wantErr := json.Unmarshal(b, &want)
		null := string(bytes.TrimSpace(b)) == "null"
		switch {
		case err == nil && (wantErr != nil || got != want):
			t.Fatalf("read %q, want %q, %v", got, want, wantErr)
		case err != nil && wantErr == nil && !stricter(b) && !null:
			t.Fatalf("refused: %v", err)
		}
		text := codec.ElemString(ptr(string(b)), nil)
		if err := json.Unmarshal(text, &got); err != nil || got != strings.ToValidUTF8(string(b), "\uFFFD") && utf8.Valid(b) {
			t.Fatalf("wrote %s, which reads back as %q, %v", text, got, err)
		}
		if !utf8.Valid(text) {
			t.Fatalf("wrote invalid UTF-8: %q", text)
		}
	})
}

// FuzzNumber compares numbers with encoding/json: float64 to the bit, and int64
// where encoding/json takes it.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"0", "-0", "1.5", "1e2", "123456789.123456", "9007199254740993", "1e308", "1e309", "4.9e-324",
		"-9223372036854775808", "9223372036854775808", "100e-2", "0.1e1", "1E400", "0.30000000000000004", "179769313486231580793e289"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var x, want float64
		err := codec.UnmarshalFunc([]byte(s), func(d *codec.Decoder, i int) int { return codec.ReadFloat64(&x, d, i, nil) })
		wantErr := json.Unmarshal([]byte(s), &want)
		if null := strings.TrimSpace(s) == "null"; (err == nil) != (wantErr == nil && !null) ||
			err == nil && math.Float64bits(x) != math.Float64bits(want) {
			t.Fatalf("float64 %v, %v, want %v, %v", x, err, want, wantErr)
		}
		var n, wantN int64
		err = codec.UnmarshalFunc([]byte(s), func(d *codec.Decoder, i int) int { return codec.ReadInt64(&n, d, i, nil) })
		if json.Unmarshal([]byte(s), &wantN) == nil && strings.TrimSpace(s) != "null" && (err != nil || n != wantN) {
			t.Fatalf("int64 %v, %v, want %v", n, err, wantN)
		}
		if err == nil && (wantErr != nil || float64(n) != want) {
			t.Fatalf("int64 %v where float64 is %v", n, want)
		}
	})
}

// FuzzFloat compares written numbers with encoding/json.
func FuzzFloat(f *testing.F) {
	for _, x := range []float64{0, math.Copysign(0, -1), 1, 0.1, 1e-6, 9.99e-7, 1e21, 1e20, 123456.789012, 999999999.999999, math.MaxFloat64, 5e-324} {
		f.Add(x)
	}
	f.Fuzz(func(t *testing.T, x float64) {
		want, err := json.Marshal(x)
		got := codec.AppendFloat64(nil, x)
		if _, _, bad := codec.Invalid(got); bad != (err != nil) || !bad && string(got) != string(want) {
			t.Fatalf("float64 %s, want %s, %v", got, want, err)
		}
		want, err = json.Marshal(float32(x))
		got = codec.AppendFloat32(nil, float32(x))
		if _, _, bad := codec.Invalid(got); bad != (err != nil) || !bad && string(got) != string(want) {
			t.Fatalf("float32 %s, want %s, %v", got, want, err)
		}
	})
}

// FuzzDocument reads a typed document: it never panics, its violations have a
// place, and what it accepts can be written and read again.
func FuzzDocument(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		var v guestBook
		err := codec.Unmarshal(b, &v)
		switch err := err.(type) {
		case *codec.SyntaxError:
			if err.Offset < 0 || err.Offset > len(b) {
				t.Fatalf("offset %d of %d bytes", err.Offset, len(b))
			}
			if json.Valid(b) && !stricter(b) {
				t.Fatalf("valid JSON has a syntax error: %v", err)
			}
		case *codec.Error:
			checkPlaces(t, b, err)
		case nil:
			out, err := codec.Marshal(&v)
			if err != nil || !json.Valid(out) {
				t.Fatalf("wrote %s: %v", out, err)
			}
			var again guestBook
			if err := codec.Unmarshal(out, &again); err != nil {
				t.Fatalf("reading %s again: %v", out, err)
			}
			if next := again.AppendJSON(nil); !bytes.Equal(out, next) {
				t.Fatalf("first %s, then %s", out, next)
			}
		}
	})
}

// checkPlaces follows the location of each violation through the document.
func checkPlaces(t *testing.T, b []byte, err *codec.Error) {
	t.Helper()
	if len(err.Violations) == 0 {
		t.Fatal("an error without violations")
	}
	for _, v := range err.Violations {
		if v.Loc[0] != "body" || v.Type == "" || v.Message == "" {
			t.Fatalf("violation %+v", v)
		}
		if v.Input != nil && !json.Valid(v.Input) {
			t.Fatalf("input %q is not JSON", v.Input)
		}
		if v.Type == "json_duplicate" {
			continue // encoding/json keeps the last one only
		}
		var at any
		if json.Unmarshal(b, &at) != nil {
			return
		}
		for k, step := range v.Loc[1:] {
			switch x := at.(type) {
			case map[string]any:
				next, found := x[step.(string)]
				if !found && (v.Type != "missing" || k != len(v.Loc)-2) {
					t.Fatalf("%v leads nowhere in %s", v.Loc, b)
				}
				at = next
			case []any:
				at = x[step.(int)]
			default:
				if !bytes.Contains([]byte(err.Error()), []byte("twice")) {
					t.Fatalf("%v leads nowhere in %s", v.Loc, b)
				}
				return
			}
		}
	}
}

func ptr[T any](v T) *T { return &v }
