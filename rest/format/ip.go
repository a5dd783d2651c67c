package format

import "net/netip"

// ParseIPv4 reads format "ipv4": four decimal numbers without leading zeros.
func ParseIPv4(s string) (netip.Addr, bool) {
	a, err := netip.ParseAddr(s)
	if err != nil || !a.Is4() {
		return netip.Addr{}, false
	}
	return a, true
}

// AppendIPv4 writes the address.
func AppendIPv4(b []byte, a netip.Addr) []byte { return a.AppendTo(b) }

// IsIPv4 reports format "ipv4".
func IsIPv4(s string) bool {
	_, ok := ParseIPv4(s)
	return ok
}

// ParseIPv6 reads format "ipv6", RFC 4291 section 2.2, without a zone.
func ParseIPv6(s string) (netip.Addr, bool) {
	a, err := netip.ParseAddr(s)
	if err != nil || !a.Is6() || a.Zone() != "" {
		return netip.Addr{}, false
	}
	return a, true
}

// AppendIPv6 writes the form of RFC 5952.
func AppendIPv6(b []byte, a netip.Addr) []byte { return a.AppendTo(b) }

// IsIPv6 reports format "ipv6".
func IsIPv6(s string) bool {
	_, ok := ParseIPv6(s)
	return ok
}

// ParseIPv4CIDR reads "10.0.0.0/8". Host bits are kept, so "10.1.2.3/8" stays
// an address with its network.
func ParseIPv4CIDR(s string) (netip.Prefix, bool) {
	p, err := netip.ParsePrefix(s)
	if err != nil || !p.Addr().Is4() {
		return netip.Prefix{}, false
	}
	return p, true
}

// AppendIPv4CIDR writes the prefix.
func AppendIPv4CIDR(b []byte, p netip.Prefix) []byte { return p.AppendTo(b) }

// IsIPv4CIDR reports format "ipv4-cidr".
func IsIPv4CIDR(s string) bool {
	_, ok := ParseIPv4CIDR(s)
	return ok
}

// ParseIPv6CIDR reads "2001:db8::/32". Host bits are kept.
func ParseIPv6CIDR(s string) (netip.Prefix, bool) {
	p, err := netip.ParsePrefix(s)
	if err != nil || !p.Addr().Is6() {
		return netip.Prefix{}, false
	}
	return p, true
}

// AppendIPv6CIDR writes the prefix.
func AppendIPv6CIDR(b []byte, p netip.Prefix) []byte { return p.AppendTo(b) }

// IsIPv6CIDR reports format "ipv6-cidr".
func IsIPv6CIDR(s string) bool {
	_, ok := ParseIPv6CIDR(s)
	return ok
}
