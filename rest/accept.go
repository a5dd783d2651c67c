package rest

import (
	"strconv"
	"strings"
)

// accepts reports whether the request's Accept header admits one of the media
// types the operation produces (RFC 9110, section 12.5.1). Operations without
// bodies, and requests without the header, are fine.
func (x *Exchange) accepts(produces []string) bool {
	v := x.Request().Header["Accept"]
	if len(v) == 0 || len(produces) == 0 || (len(v) == 1 && (v[0] == "*/*" || v[0] == "" || v[0] == produces[0])) {
		return true
	}
	return bestMedia(v, produces) >= 0
}

// Accepted returns the index of the media type of offers that the request likes
// best; the first of equals; -1 if it admits none. Without an Accept header it is 0.
func (x *Exchange) Accepted(offers ...string) int {
	v := x.Request().Header["Accept"]
	if len(v) == 0 {
		return 0
	}
	return bestMedia(v, offers)
}

func bestMedia(accept []string, offers []string) int {
	best, bestQ := -1, 0.0
	for i, o := range offers {
		if q := quality(accept, o); q > bestQ {
			best, bestQ = i, q
		}
	}
	return best
}

// quality is the q-value of the most specific range that matches the offer.
func quality(accept []string, offer string) float64 {
	offer, _, _ = strings.Cut(offer, ";")
	offer = strings.ToLower(strings.TrimSpace(offer))
	main, _, _ := strings.Cut(offer, "/")
	q, rank := 0.0, 0
	for _, line := range accept {
		for line != "" {
			var item string
			item, line, _ = strings.Cut(line, ",")
			name, params, _ := strings.Cut(item, ";")
			name = strings.ToLower(strings.TrimSpace(name))
			r := 0
			switch {
			case name == offer:
				r = 3
			case name == main+"/*" || strings.HasSuffix(offer, "/*") && strings.HasPrefix(name, main+"/"):
				r = 2
			case name == "*/*" || offer == "*/*":
				r = 1
			}
			if r > rank {
				rank, q = r, qValue(params)
			}
		}
	}
	return q
}

func qValue(params string) float64 {
	for params != "" {
		var p string
		p, params, _ = strings.Cut(params, ";")
		k, v, _ := strings.Cut(p, "=")
		if strings.EqualFold(strings.TrimSpace(k), "q") {
			if q, err := strconv.ParseFloat(strings.TrimSpace(v), 64); err == nil && q >= 0 && q <= 1 {
				return q
			}
			return 0
		}
	}
	return 1
}
