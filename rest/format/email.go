package format

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of RFC 5321 section 4.5.3.1, in octets; a mailbox has to fit into a
// path of 256 with its angle brackets.
const (
	maxLocalPart = 64
	maxMailbox   = 254
)

// atext holds the characters of an atom, RFC 5322 section 3.2.3.
var atext = classOf("!#$%&'*+-/=?^_`{|}~", isDigit, isAlpha)

// IsEmail reports format "email": the Mailbox of RFC 5321 section 4.1.2,
// without display name and comments. A domain of one label is one.
func IsEmail(s string) bool { return isMailbox(s, false) }

// IsIDNEmail reports format "idn-email": the Mailbox of RFC 6531 section 3.3,
// which adds all of Unicode to the local part and U-labels to the domain.
func IsIDNEmail(s string) bool { return utf8.ValidString(s) && isMailbox(s, true) }

func isMailbox(s string, unicode bool) bool {
	at := strings.LastIndexByte(s, '@')
	if at <= 0 || at > maxLocalPart || len(s) > maxMailbox {
		return false
	}
	local, domain := s[:at], s[at+1:]
	if local[0] == '"' {
		return isQuoted(local, unicode) && isMailDomain(domain, unicode)
	}
	return isDotString(local, unicode) && isMailDomain(domain, unicode)
}

// isDotString reports atoms with single dots between them.
func isDotString(s string, unicode bool) bool {
	dot := true // a dot may not come first, last, or after another
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '.' && !dot:
			dot = true
		case atext.has(c) || unicode && c >= 0x80:
			dot = false
		default:
			return false
		}
	}
	return !dot
}

// isQuoted reports a quoted string: printable ASCII, with a backslash before a
// quote or backslash.
func isQuoted(s string, unicode bool) bool {
	if len(s) < 2 || s[len(s)-1] != '"' {
		return false
	}
	s = s[1 : len(s)-1]
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return false
		case c == '\\':
			if i++; i == len(s) || s[i] < ' ' || s[i] > '~' {
				return false
			}
		case c < ' ' || c == 0x7f || c >= 0x80 && !unicode:
			return false
		}
	}
	return true
}

// isMailDomain reports a host name or an address in brackets.
func isMailDomain(s string, unicode bool) bool {
	if len(s) > 2 && s[0] == '[' && s[len(s)-1] == ']' {
		s = s[1 : len(s)-1]
		if len(s) > 5 && strings.EqualFold(s[:5], "IPv6:") {
			return IsIPv6(s[5:])
		}
		return IsIPv4(s)
	}
	if unicode {
		return IsHostname(s) || IsIDNHostname(norm.NFC.String(s))
	}
	return IsHostname(s)
}
