package format

import (
	"strings"
	"unicode/utf8"
)

// Limits of RFC 1035 section 2.3.4 for names without the final dot.
const (
	maxLabel    = 63
	maxHostname = 253
)

// ldh holds letters, digits and the hyphen.
var ldh = classOf("-", isDigit, isAlpha)

// IsHostname reports format "hostname": RFC 1123 section 2.1, labels of
// letters, digits and hyphens without a final dot. Labels that start with
// "xn--" must be A-labels of RFC 5890.
func IsHostname(s string) bool {
	if s == "" || len(s) > maxHostname {
		return false
	}
	start, encoded := 0, false
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] != '.' {
			continue
		}
		if !isLabel(s[start:i]) {
			return false
		}
		encoded = encoded || isEncoded(s[start:i])
		start = i + 1
	}
	return !encoded || isIDN(s)
}

// isLabel reports 1 to 63 letters, digits and hyphens, no hyphen at the ends.
func isLabel(s string) bool {
	if s == "" || len(s) > maxLabel || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !ldh.has(s[i]) {
			return false
		}
	}
	return true
}

// isEncoded reports the prefix of an A-label.
func isEncoded(label string) bool {
	return len(label) >= 4 && label[2:4] == "--" && label[0]|0x20 == 'x' && label[1]|0x20 == 'n'
}

// IsIDNHostname reports format "idn-hostname": IDNA2008, RFC 5890 section
// 2.3.2.3. The three other full stops of RFC 3490 separate labels, too.
func IsIDNHostname(s string) bool {
	return s != "" && utf8.ValidString(s) && isIDN(dots.Replace(s))
}

var dots = strings.NewReplacer("\u3002", ".", "\uff0e", ".", "\uff61", ".")

// isIDN checks the labels of a name one by one and then what concerns all of
// them: the length in ASCII, and the direction of writing.
func isIDN(s string) bool {
	labels := strings.Split(s, ".")
	length := len(labels) - 1
	for i, label := range labels {
		u, n := unicodeLabel(label)
		if n == 0 {
			return false
		}
		labels[i] = u
		length += n
	}
	return length <= maxHostname && isBidi(labels)
}

// unicodeLabel gives a label in Unicode and its length in ASCII, or 0 if it is
// no label.
func unicodeLabel(label string) (string, int) {
	if isEncoded(label) {
		label = strings.ToLower(label)
		u, ok := decodePunycode(label[4:])
		if !ok || isASCII(u) || !isULabel(u) || !isLabel(label) {
			return "", 0
		}
		if a, ok := encodePunycode(u); !ok || a != label[4:] {
			return "", 0
		}
		return u, len(label)
	}
	if len(label) >= 4 && label[2:4] == "--" {
		return "", 0
	}
	if isASCII(label) {
		if !isLabel(label) {
			return "", 0
		}
		return strings.ToLower(label), len(label)
	}
	if len(label) > 4*maxLabel || !isULabel(label) {
		return "", 0
	}
	a, ok := encodePunycode(label)
	if !ok || len(a)+4 > maxLabel {
		return "", 0
	}
	return label, len(a) + 4
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
