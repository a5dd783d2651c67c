package build

import (
	"math/big"
)

var (
	zero       = big.NewInt(0)
	int64Range = new(big.Int).Lsh(big.NewInt(-1), 63)
	int64Top   = new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 63), big.NewInt(1))
	uint64Top  = new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 64), big.NewInt(1))
)

// maxExponent bounds the literals that are expanded to integers; larger ones are
// beyond every Go type anyway.
const maxExponent = 400

// integerLimit rounds a number literal to an integer, up or down, and tells
// whether it was one.
func integerLimit(lit string, up bool) (n *big.Int, exact bool) {
	f, _, err := big.ParseFloat(lit, 10, 64, big.ToNearestEven)
	if err == nil && f.MantExp(nil) > 4*maxExponent {
		n = new(big.Int).Lsh(big.NewInt(1), 128)
		if f.Sign() < 0 {
			n.Neg(n)
		}
		return n, true
	}
	r, ok := new(big.Rat).SetString(lit)
	if !ok {
		return new(big.Int), true
	}
	if r.IsInt() {
		return new(big.Int).Set(r.Num()), true
	}
	n = new(big.Int).Div(r.Num(), r.Denom()) // floor: the denominator is positive
	if up {
		n.Add(n, big.NewInt(1))
	}
	return n, false
}
