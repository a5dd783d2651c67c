package remote

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

// server answers with what the tests ask for.
func server(t *testing.T, secure bool) *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("/file.yaml", func(w http.ResponseWriter, r *http.Request) {
		if len(r.Cookies())+len(r.Header["Authorization"])+len(r.Header["Referer"]) > 0 {
			http.Error(w, "credentials", http.StatusTeapot)
			return
		}
		w.Header().Set("Set-Cookie", "a=b")
		fmt.Fprint(w, "a: 1\n")
	})
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.Repeat("x", 2000)) })
	mux.HandleFunc("/there", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/file.yaml", http.StatusFound) })
	mux.HandleFunc("/away", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://other.example/secret", http.StatusFound)
	})
	mux.HandleFunc("/round", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) })
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	})
	s := httptest.NewUnstartedServer(mux)
	if secure {
		s.StartTLS()
	} else {
		s.Start()
	}
	t.Cleanup(s.Close)
	return s
}

func TestRead(t *testing.T) {
	s := server(t, false)
	h, err := New([]string{s.URL})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"/file.yaml":   "a: 1\n",
		"/file.yaml#x": "a: 1\n",
		"/there":       "a: 1\n",
		"/nowhere":     "the server answers 404 Not Found",
		"/large":       "it has more than the 1000 bytes that are left for the files of the document",
		"/away":        "it redirects to http://other.example/secret, which is not named",
		"/round":       "more than 5 redirects",
	} {
		u, err := url.Parse(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		data, err := h.Read(t.Context(), u, 1000)
		got := string(data)
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
	h.left = 50 * time.Millisecond
	u, _ := url.Parse(s.URL + "/slow")
	if _, err := h.Read(t.Context(), u, 1000); err == nil || !strings.Contains(err.Error(), "too long") {
		t.Errorf("a slow server: %v", err)
	}
	if _, err := h.Read(t.Context(), u, 1000); err == nil || !strings.Contains(err.Error(), "takes more than") {
		t.Errorf("when the time is over: %v", err)
	}
}

func TestReadByHTTPS(t *testing.T) {
	s := server(t, true)
	h, err := New([]string{strings.TrimPrefix(s.URL, "https://")})
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(s.URL + "/file.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Read(t.Context(), u, 1000); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate that nobody knows: %v", err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	h.client.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: pool}
	if data, err := h.Read(t.Context(), u, 1000); err != nil || string(data) != "a: 1\n" {
		t.Errorf("got %q, %v", data, err)
	}
}

// TestPrivateAddresses: a name that leads to a private address does not open it.
func TestPrivateAddresses(t *testing.T) {
	s := server(t, false)
	port := s.URL[strings.LastIndexByte(s.URL, ':'):]
	for names, want := range map[string]bool{
		"http://localhost" + port:                          true,
		"http://127.0.0.1" + port:                          true,
		"http://ip6-localhost.example" + port:              false,
		"http://localhost" + port + " https://example.com": true,
	} {
		list := strings.Fields(names)
		h, err := New(list)
		if err != nil {
			t.Fatal(err)
		}
		u, _ := url.Parse(list[0] + "/file.yaml")
		if _, err := h.Read(t.Context(), u, 1000); (err == nil) != want {
			t.Errorf("%s: %v", names, err)
		}
	}
	h, err := New([]string{"example.com", "10.1.2.3"})
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{
		"127.0.0.1": false, "::1": false, "10.0.0.1": false, "10.1.2.3": true, "192.168.1.1": false, "169.254.169.254": false,
		"100.64.0.1": false, "0.0.0.0": false, "::ffff:127.0.0.1": false, "fe80::1": false, "fc00::1": false, "64:ff9b::7f00:1": false,
		"93.184.215.14": true, "2606:2800:21f::1": true, "224.0.0.1": false, "255.255.255.255": false,
	} {
		if err := h.connect("tcp", netip.AddrPortFrom(netip.MustParseAddr(address), 443).String(), nil); (err == nil) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestHosts(t *testing.T) {
	for _, name := range []string{"", "https://", "ftp://a", "a/b", "https://a/b", "a?b", "u:p@a", "*.a", "http://a#b", "a b"} {
		if _, err := New([]string{name}); err == nil {
			t.Errorf("%q is a host", name)
		}
	}
	h, err := New([]string{"Example.com", "https://b.example:8443/", "http://c.example"})
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{
		"https://example.com/a": true, "https://EXAMPLE.com:443/a": true, "http://example.com/a": false, "https://example.com:8443/": false,
		"https://b.example:8443": true, "https://b.example": false, "http://c.example/x": true, "https://c.example/x": false,
		"https://example.com.evil.example/": false, "https://sub.example.com/": false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.Allows(u); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}
