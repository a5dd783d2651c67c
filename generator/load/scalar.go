package load

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// knownTags are the tags that JSON has a type for.
var knownTags = map[string]bool{
	"!!str": true, "!!int": true, "!!float": true, "!!bool": true, "!!null": true, "!!map": true, "!!seq": true,
	"!!timestamp": true, "!!binary": true, "!!merge": true, "!": true,
}

// checkTag warns of tags that JSON has no type for: what is tagged is read as if it
// were not.
func (r *yamlReader) checkTag(y *yaml.Node) {
	if y.Style&yaml.TaggedStyle != 0 && !knownTags[y.ShortTag()] {
		r.warn(y, "yaml-tag", "leave the tag out; another file is included by $ref", "the YAML tag "+y.Tag+" has no meaning in an OpenAPI document: it is ignored")
	}
}

// scalar gives the JSON type and text of a scalar by the JSON-compatible rules
// of YAML 1.2 (OpenAPI, section Format): no, on, 12:30:45, 2020-01-01, 0x1F and
// 1_000 are strings.
func scalar(y *yaml.Node) (Kind, string) {
	if y.Style&yaml.TaggedStyle != 0 && y.ShortTag() != "!" && knownTags[y.ShortTag()] {
		switch y.ShortTag() {
		case "!!int", "!!float", "!!bool", "!!null":
			return plain(y.Value)
		}
		return String, y.Value
	}
	if y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return String, y.Value
	}
	return plain(y.Value)
}

// plain resolves an unquoted scalar.
func plain(s string) (Kind, string) {
	switch s {
	case "":
		return Null, "" // an empty place, which is not what null as a text may be meant for
	case "~", "null", "Null", "NULL":
		return Null, "null"
	case "true", "True", "TRUE":
		return Bool, "true"
	case "false", "False", "FALSE":
		return Bool, "false"
	}
	if n, ok := number(s); ok {
		return Number, n
	}
	return String, s
}

// number gives the JSON literal of a YAML number that every YAML version reads
// alike: +1, .5 and 1. are such numbers too.
func number(s string) (string, bool) {
	if c := s[0]; c != '-' && c != '+' && c != '.' && (c < '0' || c > '9') {
		return "", false
	}
	if IsNumber(s) {
		return s, true
	}
	sign := ""
	switch s[0] {
	case '-':
		sign, s = "-", s[1:]
	case '+':
		s = s[1:]
	}
	if strings.HasPrefix(s, ".") {
		s = "0" + s
	}
	s = strings.Replace(s, ".e", ".0e", 1)
	s = strings.Replace(s, ".E", ".0E", 1)
	if strings.HasSuffix(s, ".") {
		s += "0"
	}
	return sign + s, IsNumber(s) && !strings.HasPrefix(s, "-")
}

// OddNumber reports whether s looks like a number to YAML 1.1 or 1.2 readers, but
// is none in JSON: 1_000, 0x1F, 0o17, 017, .inf, 12:30. Such a scalar is a String.
func OddNumber(s string) bool {
	t := strings.ToLower(strings.TrimLeft(s, "+-"))
	if t == ".inf" || t == ".nan" {
		return true
	}
	if t == "" || t[0] < '0' || t[0] > '9' {
		return false
	}
	return strings.Trim(t, "0123456789abcdefox_.:") == ""
}
