package hooks

import (
	"errors"
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

func TestPublicAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"8.8.8.8:443": true, "[2606:4700::1111]:443": true, "1.1.1.1:80": true,
		"127.0.0.1:80": false, "10.1.2.3:80": false, "172.31.0.1:80": false, "192.168.0.1:80": false, "169.254.169.254:80": false,
		"100.64.0.1:80": false, "0.0.0.0:80": false, "255.255.255.255:80": false, "224.0.0.1:80": false, "198.18.0.1:80": false,
		"[::1]:80": false, "[::]:80": false, "[fe80::1%eth0]:80": false, "[fc00::1]:80": false, "[ff02::1]:80": false, "[fec0::1]:80": false,
		"[::ffff:10.0.0.1]:80": false, "[::ffff:8.8.8.8]:80": true, "[64:ff9b::a00:1]:80": false, "[2002:a00:1::]:80": false, "[2001:0:a00::1]:80": false,
		"example.com:80": false, "": false,
	} {
		err := PublicOnly("tcp", address, nil)
		if (err == nil) != want || err != nil && !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v, want public = %t", address, err, want)
		}
	}
}

func TestAddress(t *testing.T) {
	type step struct{ literal, expression, value string }
	for _, tt := range []struct {
		steps []step
		want  string
	}{
		{[]step{{expression: "$request.body#/url", value: "https://a.example/x?y=1"}}, "https://a.example/x?y=1"},
		{[]step{{expression: "$request.body#/url", value: "https://a.example"}, {literal: "/data"}}, "https://a.example/data"},
		{[]step{{literal: "https://"}, {expression: "host", value: "a.example:8443"}, {literal: "/in"}}, "https://a.example:8443/in"},
		{[]step{{literal: "https://"}, {expression: "host", value: "a.example/evil"}}, "error: address of a callback: host is no host: \"a.example/evil\""},
		{[]step{{literal: "https://"}, {expression: "host", value: "u@b.example"}}, "error: address of a callback: host is no host: \"u@b.example\""},
		{[]step{{literal: "https://a.example/"}, {expression: "id", value: "b/../c?d#e"}}, "https://a.example/b%2F..%2Fc%3Fd%23e"},
		{[]step{{literal: "https://a.example/"}, {expression: "id", value: ".."}}, "error: address of a callback: id is a step in the path: \"..\""},
		{[]step{{literal: "https://a.example?id="}, {expression: "id", value: "1&admin=1 #"}}, "https://a.example?id=1%26admin%3D1+%23"},
	} {
		var a Address
		for _, s := range tt.steps {
			if s.expression != "" {
				a.Value(s.expression, s.value)
			} else {
				a.Literal(s.literal)
			}
		}
		got, err := a.URL()
		if err != nil {
			got = "error: " + err.Error()
		}
		if got != tt.want {
			t.Errorf("%v: got %s, want %s", tt.steps, got, tt.want)
		}
	}
}

// FuzzAddress: a value behind the host changes neither the host nor the number of
// segments or parameters.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"", "a", "a/b", "?x", "#", "..", "%2e%2e", "a&b=c", "\r\n", "@"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		var a Address
		a.Literal("https://a.example/in/")
		a.Value("path", value)
		a.Literal("/end?x=")
		a.Value("query", value)
		text, err := a.URL()
		if err != nil {
			return
		}
		u, err := url.Parse(text)
		if err != nil || u.Host != "a.example" || strings.Count(u.EscapedPath(), "/") != 3 || len(u.Query()) != 1 || u.Query().Get("x") != value || u.Fragment != "" {
			t.Errorf("%q gives %s, %v", value, text, err)
		}
	})
}

func FuzzPublic(f *testing.F) {
	f.Add([]byte{127, 0, 0, 1})
	f.Add(make([]byte, 16))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, ok := netip.AddrFromSlice(b)
		if ok && public(a) && (a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast() || a.IsMulticast() || a.IsUnspecified()) {
			t.Errorf("%s counts as public", a)
		}
	})
}
