package naming

import (
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// initialisms are written in one case, as Go does.
var initialisms = map[string]bool{
	"acl": true, "api": true, "ascii": true, "cpu": true, "css": true, "csv": true, "dns": true, "eof": true, "guid": true,
	"html": true, "http": true, "https": true, "id": true, "ip": true, "json": true, "jwt": true, "os": true, "pdf": true,
	"qps": true, "ram": true, "rpc": true, "sla": true, "smtp": true, "sql": true, "ssh": true, "sse": true, "tcp": true, "tls": true, "ttl": true,
	"udp": true, "ui": true, "gid": true, "uid": true, "uuid": true, "uri": true, "url": true, "utf8": true, "vm": true,
	"xml": true, "xmpp": true, "xsrf": true, "xss": true,
}

// symbols spells out characters that cannot stand in an identifier but tell
// values apart, such as +1 and -1.
var symbols = map[rune]string{
	'+': "Plus", '*': "Star", '<': "Less", '>': "Greater", '=': "Equal", '!': "Not", '%': "Percent", '&': "And",
	'|': "Or", '^': "Caret", '~': "Tilde", '$': "Dollar", '@': "At", '#': "Hash", '?': "Question", '/': "Slash", ':': "Colon", '.': "Dot",
	'-': "Minus", '_': "Underscore", ' ': "Space", ',': "Comma", ';': "Semicolon", '\'': "Quote", '"': "DoubleQuote",
	'(': "Open", ')': "Close", '[': "OpenBracket", ']': "CloseBracket", '{': "OpenBrace", '}': "CloseBrace", '\\': "Backslash", '`': "Backquote",
}

// Exported turns the document's word into an exported Go identifier: words are
// joined in camel case, initialisms are written in one case. It is never empty
// and always valid, whatever the word is.
func Exported(word string) string {
	var b strings.Builder
	for _, w := range split(word) {
		if initialisms[strings.ToLower(w)] {
			b.WriteString(strings.ToUpper(w))
			continue
		}
		r, n := utf8.DecodeRuneInString(w)
		b.WriteRune(unicode.ToUpper(r))
		b.WriteString(w[n:])
	}
	s := b.String()
	if s == "" {
		s = spell(word)
	} else if strings.HasPrefix(word, "-") || strings.HasPrefix(word, "+") {
		s = symbols[rune(word[0])] + s
	}
	if r, _ := utf8.DecodeRuneInString(s); !unicode.IsUpper(r) {
		return "N" + s
	}
	return s
}

// spell names a word that has no letters and digits by its symbols.
func spell(word string) string {
	var b strings.Builder
	for _, r := range word {
		if s, ok := symbols[r]; ok {
			b.WriteString(s)
		} else {
			b.WriteString("U" + hex(r))
		}
	}
	if b.Len() == 0 {
		return "Empty"
	}
	return b.String()
}

func hex(r rune) string {
	const digits = "0123456789ABCDEF"
	s := ""
	for ; r > 0; r >>= 4 {
		s = string(digits[r&15]) + s
	}
	return s
}

// split cuts a word at everything but letters and digits, and where camel case
// changes: "touristId" and "tourist_id" are the same two words.
func split(word string) (words []string) {
	rs := []rune(word)
	start := -1
	flush := func(end int) {
		if start >= 0 {
			words = append(words, string(rs[start:end]))
		}
		start = -1
	}
	for i, r := range rs {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush(i)
			continue
		}
		if start >= 0 && boundary(rs, i) {
			flush(i)
		}
		if start < 0 {
			start = i
		}
	}
	flush(len(rs))
	return words
}

// boundary reports whether a new word begins at i: aB, ABc before the last capital.
func boundary(rs []rune, i int) bool {
	if !unicode.IsUpper(rs[i]) {
		return false
	}
	if unicode.IsLower(rs[i-1]) || unicode.IsDigit(rs[i-1]) {
		return true
	}
	return i+1 < len(rs) && unicode.IsLower(rs[i+1]) && unicode.IsUpper(rs[i-1])
}

// Unexported turns an exported identifier into an unexported one.
func Unexported(name string) string {
	rs := []rune(name)
	n := 0
	for n < len(rs) && unicode.IsUpper(rs[n]) {
		n++
	}
	if n > 1 && n < len(rs) && unicode.IsLower(rs[n]) {
		n-- // HTTPError: httpError
	}
	for i := range n {
		rs[i] = unicode.ToLower(rs[i])
	}
	return string(rs)
}

// File turns a word into a part of a file name: lower case, words joined by
// underscores, never ending in what the go tool gives a meaning to.
func File(word string) string {
	ws := split(word)
	for i, w := range ws {
		ws[i] = strings.ToLower(w)
	}
	s := strings.Join(ws, "_")
	s = strings.Map(func(r rune) rune {
		if r == '_' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
	if s == "" {
		s = strings.ToLower(spell(word))
	}
	if len(s) > maxFile { // file systems take 255 bytes, and there is something before and after it
		h := fnv.New32a()
		_, _ = h.Write([]byte(word))
		s = fmt.Sprintf("%s_%08x", s[:maxFile], h.Sum32())
	}
	if platforms[s[strings.LastIndexByte(s, '_')+1:]] {
		s += "_tag"
	}
	return s
}

// maxFile bounds what a word becomes in a file name.
const maxFile = 120

// platforms are the words that make the go tool leave out a file whose name ends
// in one ("go help buildconstraint").
var platforms = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd
		openbsd plan9 solaris wasip1 windows zos
		386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc
		ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm`) {
		m[w] = true
	}
	return m
}()
