package service

import (
	"math/big"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/format"
)

// euros is what one unit of a currency costs, in EUR.
var euros = map[tourism.Currency]rest.Decimal{
	tourism.CurrencyEUR: format.MustDecimal("1"),
	tourism.CurrencyGBP: format.MustDecimal("1.17"),
	tourism.CurrencyJPY: format.MustDecimal("0.0062"),
	tourism.CurrencyPEN: format.MustDecimal("0.25"),
	tourism.CurrencyUSD: format.MustDecimal("0.92"),
}

// rounded brings an exact number to the digits a currency has.
func rounded(r *big.Rat, currency tourism.Currency) rest.Decimal {
	digits := 2
	if currency == tourism.CurrencyJPY {
		digits = 0
	}
	return format.MustDecimal(r.FloatString(digits))
}

// times multiplies an amount of money, exactly.
func times(m tourism.Money, n int) tourism.Money {
	r := m.Amount.Rat()
	m.Amount = rounded(r.Mul(r, new(big.Rat).SetInt64(int64(n))), m.Currency)
	return m
}

// convert changes money into another currency.
func convert(m tourism.Money, to tourism.Currency) tourism.Money {
	if m.Currency == to {
		return m
	}
	r := m.Amount.Rat()
	r.Mul(r, euros[m.Currency].Rat())
	r.Quo(r, euros[to].Rat())
	return tourism.Money{Amount: rounded(r, to), Currency: to}
}

// add adds two amounts of the same currency.
func add(a, b rest.Decimal) rest.Decimal {
	sum := new(big.Rat).Add(a.Rat(), b.Rat())
	digits, _ := sum.FloatPrec()
	return format.MustDecimal(sum.FloatString(digits))
}
