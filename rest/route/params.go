package route

import (
	"net/http"
	"net/url"
	"strings"
)

// MaxParams is the largest number of parameters in one template.
const MaxParams = 24

// Params holds the values of the path parameters of one request, in the order
// of the template and percent-encoded as they were sent. The zero Params is
// ready for use; it may be used again for the next request.
type Params struct {
	n     int
	plain bool
	v     [MaxParams]string
}

// Plain reports that no value needs decoding: the path, as the last Match saw it, is
// ASCII without percent signs.
func (p *Params) Plain() bool { return p.plain }

// Len is the number of values.
func (p *Params) Len() int { return p.n }

// At gives value i, which is below Len.
func (p *Params) At(i int) string { return p.v[:p.n][i] }

// Values gives all values. The slice is valid until the next Match.
func (p *Params) Values() []string { return p.v[:p.n] }

// Reset forgets the values, so that a pooled Params does not keep the text of a
// request alive.
func (p *Params) Reset() {
	for i := range p.n { // few: clear costs more
		p.v[i] = ""
	}
	p.n = 0
}

func (p *Params) push(s string) {
	p.v[p.n] = s
	p.n++
}

// plain reports that a text is ASCII without percent signs. It looks at eight bytes at
// once; at the last ones twice, or else at each.
func plain(s string) bool {
	n := len(s)
	if n < 8 {
		return plainShort(s)
	}
	var found uint64
	for i := 0; i < n-8; i += 8 {
		found |= special(load8(s[i:]))
	}
	return (found|special(load8(s[n-8:])))&highs == 0
}

func plainShort(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == '%' || s[i] >= 0x80 {
			return false
		}
	}
	return true
}

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// special has the high bit of a byte set where it is a percent sign or beyond ASCII,
// and perhaps above such a byte.
func special(x uint64) uint64 {
	percent := x ^ '%'*ones
	return x | (percent-ones)&^percent
}

// load8 gives eight bytes, the first one in the lowest place.
func load8(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// RequestPath gives the path of a request as Match takes it. It is equal to
// r.URL.EscapedPath(), and faster where the URL still is what the client sent.
func RequestPath(r *http.Request) string {
	path, sent := r.URL.Path, r.RequestURI
	if r.URL.RawPath == "" && strings.HasPrefix(sent, path) && (len(sent) == len(path) || sent[len(path)] == '?') {
		return path // without RawPath, what was sent is the one form that is escaped as usual
	}
	return EscapedPath(r.URL)
}

// EscapedPath gives the path as Match takes it. It is equal to u.EscapedPath(),
// and faster where nothing is encoded.
func EscapedPath(u *url.URL) string {
	if u.RawPath != "" {
		return u.EscapedPath()
	}
	for i := 0; i < len(u.Path); i++ {
		if !plainByte[u.Path[i]] {
			return u.EscapedPath()
		}
	}
	return u.Path
}

// plainByte holds the bytes that are sent in a path without encoding. Those that
// are missing here are left to net/url.
var plainByte = func() (t [256]bool) {
	for c := range 256 {
		t[c] = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
	}
	for _, c := range []byte("/-._~:@&=+$,;") {
		t[c] = true
	}
	return t
}()
