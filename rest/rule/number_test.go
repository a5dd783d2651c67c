package rule

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/specho/specho/rest/format"
)

func TestBounds(t *testing.T) {
	type in struct {
		rule Int
		v    int64
		want string
	}
	for _, tt := range []in{
		{Int{}, math.MinInt64, ""},
		{Int{Bounds: Minimum | Maximum, Minimum: 1, Maximum: 100}, 1, ""},
		{Int{Bounds: Minimum | Maximum, Minimum: 1, Maximum: 100}, 100, ""},
		{Int{Bounds: Minimum | Maximum, Minimum: 1, Maximum: 100}, 0, "greater_than_equal: must be at least 1 {\"ge\":1}"},
		{Int{Bounds: Minimum | Maximum, Minimum: 1, Maximum: 100}, 101, "less_than_equal: must be at most 100 {\"le\":100}"},
		{Int{Bounds: ExclusiveMinimum}, 0, "greater_than: must be greater than 0 {\"gt\":0}"},
		{Int{Bounds: ExclusiveMinimum | Minimum, Minimum: -5}, -3, "greater_than: must be greater than 0 {\"gt\":0}"},
		{Int{Bounds: ExclusiveMaximum, ExclusiveMaximum: 5}, 5, "less_than: must be less than 5 {\"lt\":5}"},
		{Int{Bounds: ExclusiveMaximum, ExclusiveMaximum: 5}, 4, ""},
		{Int{MultipleOf: MustMultiple("3")}, 7, "multiple_of: must be a multiple of 3 {\"multiple_of\":3}"},
	} {
		if got := faultText(tt.rule.Check(tt.v)); got != tt.want {
			t.Errorf("%+v on %d: got %q, want %q", tt.rule, tt.v, got, tt.want)
		}
	}
	var none *Float
	if f := none.Check(1); !f.OK() {
		t.Errorf("a nil rule refuses: %v", f)
	}
}

func TestMultipleOf(t *testing.T) {
	for _, tt := range []struct {
		multiple string
		v        float64
		want     bool
	}{
		{"0.1", 0.3, true}, {"0.1", 0.30000000000000004, false}, {"0.01", 19.99, true}, {"0.01", 4.35, true},
		{"0.01", 19.999, false}, {"0.0001", 0.0075, true}, {"0.0001", 0.00751, false}, {"1.5", 4.5, true}, {"1.5", 5, false},
		{"0.123456789", 1e308, false}, {"0.123456789", 0.123456789, true}, {"0.123456789", 1.23456789, true},
		{"0.5", 1e308, true}, {"1e-8", 12391239123, true}, {"1e-8", 1e-9, false}, {"2", 1e300, true}, {"7", 1e300, false},
		{"0.1", -0.7, true}, {"0.1", 0, true}, {"3", 0, true}, {"1e300", 1e300, true}, {"1e300", 3e300, true},
		{"1e300", 1e299, false}, {"5e-324", 5e-324, true}, {"1e-323", 5e-324, false}, {"0.2", 1e22, true}, {"3", 9007199254740993, false},
		{"1", math.Inf(1), false}, {"1", math.NaN(), false}, {"2.50", 7.5, true}, {"1e2", 300, true}, {"1e2", 350, false},
		{"0.7", 123456789012345.6, true}, {"0.7", 123456789012345.5, false}, {"1", 1e15, true}, {"1", 1234567890123456.7, false},
	} {
		if got := MustMultiple(tt.multiple).float(tt.v); got != tt.want {
			t.Errorf("%v of %s: got %v, want %v", tt.v, tt.multiple, got, tt.want)
		}
	}
	for _, tt := range []struct {
		multiple string
		v        int64
		want     bool
	}{
		{"3", 9, true}, {"3", -9, true}, {"3", 10, false}, {"1.5", 3, true}, {"1.5", 2, false}, {"0.1", 7, true},
		{"2.0", 4, true}, {"1e3", 2000, true}, {"1e3", 2500, false}, {"1e30", 0, true}, {"1e30", 1, false},
		{"9223372036854775808", math.MinInt64, true}, {"0.3", 3, true}, {"0.3", 1, false},
	} {
		r := Int{MultipleOf: MustMultiple(tt.multiple)}
		if got := r.Check(tt.v).OK(); got != tt.want {
			t.Errorf("%v of %s: got %v, want %v", tt.v, tt.multiple, got, tt.want)
		}
	}
	for _, bad := range []string{"0", "-1", "", "x", "1e99999", "01", "0.0"} {
		if _, err := NewMultiple(bad); err == nil {
			t.Errorf("multipleOf %q is taken", bad)
		}
	}
}

// TestMultipleAgainstRat compares the fast way with rational arithmetic on the
// shortest decimal text.
func TestMultipleAgainstRat(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, text := range []string{"0.1", "0.01", "0.05", "0.25", "1.5", "3", "1e-6", "0.000125", "100", "1e-17", "7e5", "0.3", "1e-22"} {
		m := MustMultiple(text)
		step, _ := new(big.Rat).SetString(text)
		for range 5000 {
			v := float64(r.IntN(1_000_000)) / math.Pow10(r.IntN(8))
			if r.IntN(4) == 0 {
				v = math.Float64frombits(r.Uint64())
			}
			if r.IntN(3) == 0 {
				f, _ := step.Float64()
				v, _ = strconv.ParseFloat(strconv.FormatFloat(float64(r.IntN(1e6))*f, 'g', 12, 64), 64)
			}
			if math.IsNaN(v) || math.IsInf(v, 0) {
				continue
			}
			x, _ := new(big.Rat).SetString(strconv.FormatFloat(v, 'g', -1, 64))
			if want := x.Quo(x, step).IsInt(); m.float(v) != want {
				t.Fatalf("%v of %s: got %v, want %v", v, text, !want, want)
			}
		}
	}
}

func TestDecimalRule(t *testing.T) {
	r := &Decimal{Minimum: "0.01", ExclusiveMaximum: "1e3", MultipleOf: MustMultiple("0.01")}
	for _, tt := range []struct{ v, want string }{
		{"0.01", ""},
		{"0.010", ""},
		{"999.99", ""},
		{"0.001", `greater_than_equal: must be at least 0.01 {"ge":0.01}`},
		{"-5", `greater_than_equal: must be at least 0.01 {"ge":0.01}`},
		{"1000", `less_than: must be less than 1e3 {"lt":1e3}`},
		{"1.005", `multiple_of: must be a multiple of 0.01 {"multiple_of":0.01}`},
	} {
		if got := faultText(r.Check(format.MustDecimal(tt.v))); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.v, got, tt.want)
		}
	}
}

func BenchmarkMultipleFloat(b *testing.B) {
	m := MustMultiple("0.01")
	for b.Loop() {
		m.float(19.99)
	}
}
