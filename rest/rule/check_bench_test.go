package rule

import "testing"

// Rules as a generator prints them.
var (
	benchInt    = Int{Bounds: Minimum | Maximum, Minimum: 1, Maximum: 100}
	benchFloat  = Float{Bounds: Minimum, MultipleOf: MustMultiple("0.01")}
	benchString = String{MinLength: 1, MaxLength: 50, Pattern: MustPattern(`^[a-z]+$`)}
	benchEnum   = Enum[string]{Values: []string{"active", "blocked", "deleted"}}
)

func BenchmarkInt(b *testing.B) {
	for b.Loop() {
		if f := benchInt.Check(55); f.Type != "" {
			b.Fatal(f)
		}
	}
}

func BenchmarkFloat(b *testing.B) {
	for b.Loop() {
		if f := benchFloat.Check(19.99); f.Type != "" {
			b.Fatal(f)
		}
	}
}

func BenchmarkString(b *testing.B) {
	for b.Loop() {
		if f := benchString.Check("hello"); f.Type != "" {
			b.Fatal(f)
		}
	}
}

func BenchmarkEnum(b *testing.B) {
	for b.Loop() {
		if f := CheckEnum(&benchEnum, "deleted"); f.Type != "" {
			b.Fatal(f)
		}
	}
}

func BenchmarkFault(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if f := benchInt.Check(0); f.OK() {
			b.Fatal("0 is taken")
		}
	}
}
