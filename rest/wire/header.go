package wire

import "strings"

// HeaderKind says what the value of a header is in JSON.
type HeaderKind int

// The kinds of header values.
const (
	TextHeader     HeaderKind = iota // a string
	BareHeader                       // a number, a boolean
	TextsHeader                      // strings with commas between them
	BareListHeader                   // numbers, booleans with commas between them
	JSONHeader                       // JSON; a string may stand there as it is
)

// HeaderValues gives the JSON texts that the text of a header can stand for, the
// likeliest first: style simple (OpenAPI, Header Object). There is more than one, since
// a text format can be a number in Go.
func HeaderValues(text string, kind HeaderKind) [][]byte {
	text = strings.TrimSpace(text)
	quoted, raw := quote(text), []byte(text)
	switch kind {
	case TextHeader:
		return [][]byte{quoted, raw}
	case TextsHeader, BareListHeader:
		quoted, raw = lists(text)
		if kind == TextsHeader {
			return [][]byte{quoted, raw}
		}
	}
	return [][]byte{raw, quoted}
}

func lists(text string) (ofTexts, raw []byte) {
	var quoted, bare []string
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.TrimSpace(item); item != "" { // RFC 9110, section 5.6.1.2
			quoted, bare = append(quoted, string(quote(item))), append(bare, item)
		}
	}
	return []byte("[" + strings.Join(quoted, ",") + "]"), []byte("[" + strings.Join(bare, ",") + "]")
}
