package param

import (
	"strconv"
	"testing"
)

func TestAppendSimple(t *testing.T) {
	num := func(b []byte, v int) []byte { return strconv.AppendInt(b, int64(v), 10) }
	object := func(explode bool) string {
		b := []byte("x")
		for _, name := range []string{"R", "G"} {
			b = AppendSimpleMember(b, 1, explode, name, 100, num)
		}
		return string(b)
	}
	for _, tt := range []struct{ got, want string }{
		{string(AppendSimple(nil, "a\tb é")), "a\tb é"},
		{string(AppendSimple([]byte("\n"), "a\r\nSet-Cookie: x\x00\x7f")), "\na  Set-Cookie: x  "},
		{string(AppendSimpleList(nil, []int{1, 2, 3}, num)), "1,2,3"},
		{string(AppendSimpleList(nil, []int{}, num)), ""},
		{string(AppendSimpleList(nil, []string{"a\r", "b"}, AppendSimple)), "a ,b"},
		{object(false), "xR,100,G,100"},
		{object(true), "xR=100,G=100"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}
