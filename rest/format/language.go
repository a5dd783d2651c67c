package format

import "strings"

// grandfathered holds the tags of RFC 5646 section 2.2.8 that its grammar does
// not cover, in lower case.
var grandfathered = map[string]bool{
	"en-gb-oed": true, "i-ami": true, "i-bnn": true, "i-default": true, "i-enochian": true,
	"i-hak": true, "i-klingon": true, "i-lux": true, "i-mingo": true, "i-navajo": true,
	"i-pwn": true, "i-tao": true, "i-tay": true, "i-tsu": true, "sgn-be-fr": true,
	"sgn-be-nl": true, "sgn-ch-de": true,
}

// IsLanguage reports format "language": a well-formed tag of RFC 5646 section
// 2.1. Whether its subtags are registered is not checked.
func IsLanguage(s string) bool {
	if grandfathered[strings.ToLower(s)] {
		return true
	}
	tags := strings.Split(s, "-")
	for _, t := range tags {
		if t == "" || len(t) > 8 || !isAlnum(t) {
			return false
		}
	}
	if isSubtag(tags[0], 1, 1) && tags[0][0]|0x20 == 'x' {
		return len(tags) > 1
	}
	if !isSubtag(tags[0], 2, 8) {
		return false
	}
	return isLanguageRest(afterLanguage(tags))
}

// afterLanguage drops the language with up to three extended subtags, the
// script and the region.
func afterLanguage(tags []string) []string {
	short := len(tags[0]) <= 3
	tags = tags[1:]
	for i := 0; i < 3 && short && len(tags) > 0 && isSubtag(tags[0], 3, 3); i++ {
		tags = tags[1:]
	}
	if len(tags) > 0 && isSubtag(tags[0], 4, 4) {
		tags = tags[1:]
	}
	if len(tags) > 0 && (isSubtag(tags[0], 2, 2) || len(tags[0]) == 3 && digitsAt(tags[0], 0) == 3) {
		tags = tags[1:]
	}
	return tags
}

// isLanguageRest checks variants, extensions and private use; no variant and
// no kind of extension comes twice.
func isLanguageRest(tags []string) bool {
	seen := map[string]bool{}
	for len(tags) > 0 && (len(tags[0]) >= 5 || len(tags[0]) == 4 && isDigit(tags[0][0])) {
		if !once(seen, tags[0]) {
			return false
		}
		tags = tags[1:]
	}
	for len(tags) > 0 {
		kind := tags[0]
		if len(kind) != 1 || !once(seen, kind) {
			return false
		}
		tags = tags[1:]
		if kind[0]|0x20 == 'x' {
			return len(tags) > 0
		}
		n := 0
		for n < len(tags) && len(tags[n]) >= 2 {
			n++
		}
		if n == 0 {
			return false
		}
		tags = tags[n:]
	}
	return true
}

// once notes a tag and reports whether it is new.
func once(seen map[string]bool, tag string) bool {
	tag = strings.ToLower(tag)
	old := seen[tag]
	seen[tag] = true
	return !old
}

// isSubtag reports a number of letters.
func isSubtag(s string, low, high int) bool {
	if len(s) < low || len(s) > high {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !isAlpha(s[i]) {
			return false
		}
	}
	return true
}

func isAlnum(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isAlpha(s[i]) && !isDigit(s[i]) {
			return false
		}
	}
	return true
}
