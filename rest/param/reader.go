package param

import (
	"net/http"
)

// Reader takes the parameters of one request apart. The zero Reader is ready for
// Reset; it may be reused for the next request, but not by two goroutines.
type Reader struct {
	path   []string
	plain  bool // path needs no decoding
	used   bool // lists, items or members hold something
	header http.Header
	lists  [3]pairList // query, cookies, form

	items   []string
	members []Member
	faults
}

const (
	queryPairs = iota
	cookiePairs
	formPairs
)

// keepPairs is the capacity of reused slices beyond which they are given up.
const keepPairs = 1 << 10

// Reset prepares the reader for a request. rawPath holds the values of the path
// parameters as they were sent, in the order of the template; it must stay
// unchanged while the reader is used. With plain they are known to be ASCII without
// percent signs.
func (p *Reader) Reset(r *http.Request, rawPath []string, plain bool) {
	if p.used || p.faults.list != nil {
		p.clear()
	}
	p.path, p.plain, p.header = rawPath, plain, r.Header
	if q := r.URL.RawQuery; q != "" {
		p.used = true
		p.lists[queryPairs].text = q
	}
}

// ResetForm sets the text of an application/x-www-form-urlencoded body, from
// which parameters in Form are read. It leaves the rest of the request as it is.
func (p *Reader) ResetForm(body string) {
	p.used = true
	p.lists[formPairs].clear()
	p.lists[formPairs].text = body
}

// Clear forgets the request, so that a pooled reader does not keep it alive.
// Values that were read stay valid.
func (p *Reader) Clear() {
	p.path, p.header = nil, nil
	if p.used || p.faults.list != nil {
		p.clear()
	}
}

func (p *Reader) clear() {
	p.used, p.faults.list = false, nil
	for i := range p.lists {
		p.lists[i].clear()
	}
	p.items = reuse(p.items)
	p.members = reuse(p.members)
}

// reuse empties a slice and drops what it refers to.
func reuse[T any](s []T) []T {
	if len(s) == 0 {
		return s
	}
	if cap(s) > keepPairs {
		return nil
	}
	clear(s)
	return s[:0]
}

// pairsOf gives the name=value pairs of the place of x.
func (p *Reader) pairsOf(x *Param) []pair {
	p.used = true // also a list without pairs is parsed
	switch x.In {
	case Query:
		return p.lists[queryPairs].form()
	case Form:
		return p.lists[formPairs].form()
	}
	return p.lists[cookiePairs].cookies(p.header["Cookie"])
}

// one gives the raw text of a parameter that is there once, with what is known
// about its bytes. It records a violation if the parameter is missing or
// repeated.
func (p *Reader) one(x *Param) (raw string, c class, ok bool) {
	switch x.In {
	case Path:
		if x.Index < len(p.path) {
			raw = p.path[x.Index]
			return raw, scan(raw), true
		}
	case Header:
		switch lines := p.header[x.key()]; len(lines) {
		case 0:
		case 1:
			return trim(lines[0]), scan(lines[0]), true
		default:
			p.repeated(x, nil)
			return "", 0, false
		}
	default:
		if x.Style != WholeQuery {
			return p.onePair(x)
		}
		if raw = p.lists[queryPairs].text; raw != "" {
			return raw, scan(raw), true
		}
	}
	p.missing(x)
	return "", 0, false
}

func (p *Reader) onePair(x *Param) (raw string, c class, ok bool) {
	var found *pair
	pairs := p.pairsOf(x)
	for i := range pairs {
		if pairs[i].name != x.Name {
			continue
		}
		if found != nil {
			p.repeated(x, nil)
			return "", 0, false
		}
		found = &pairs[i]
		if x.In == Cookie {
			break // the first comes from the closest path: RFC 6265 section 5.4
		}
	}
	if found == nil {
		p.missing(x)
		return "", 0, false
	}
	return found.value, found.class, true
}

// Text gives the text of a scalar, decoded. It is false if there is none, or
// none that can be used; if that is a mistake of the client, it is recorded.
func (p *Reader) Text(x *Param) (string, bool) {
	if x.In == Path && p.plain && x.Style == DefaultStyle && x.Index < len(p.path) && p.path[x.Index] != "" {
		return p.path[x.Index], true
	}
	return p.text(x)
}

func (p *Reader) text(x *Param) (string, bool) {
	raw, c, ok := p.one(x)
	if !ok {
		return "", false
	}
	if x.In == Path && x.Style > DefaultStyle && x.Style < Simple {
		if raw, ok = p.unprefix(x, raw); !ok {
			return "", false
		}
	}
	if raw == "" && x.AllowEmpty {
		return "", false
	}
	if c == 0 {
		return raw, true
	}
	text, f := decode(x, raw, c)
	if f.Type != "" {
		p.Fault(x, f, raw)
		return "", false
	}
	return text, true
}

// Content gives the text of a parameter with `content`, followed by eight zero
// bytes that are part of the slice, as a codec.Decoder takes it. The slice is the
// caller's.
func (p *Reader) Content(x *Param) ([]byte, bool) {
	text, ok := p.Text(x)
	if !ok {
		return nil, false
	}
	b := make([]byte, len(text)+8)
	copy(b, text)
	return b, true
}
