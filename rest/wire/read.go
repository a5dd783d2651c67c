package wire

import (
	"encoding/json"
	"fmt"
	"mime"
	"strings"
)

// BindStyledParameterWithOptions reads the text of a header into dest, a pointer:
// style simple (OpenAPI, Header Object). The error names the header.
func BindStyledParameterWithOptions(_, name, text string, dest any, o BindStyledParameterOptions) error {
	var err error
	for _, candidate := range candidates(strings.TrimSpace(text), o) {
		if err = json.Unmarshal(candidate, dest); err == nil {
			return nil
		}
	}
	return fmt.Errorf("header %s: %w", name, err)
}

// candidates are the JSON texts that a header can stand for, the likeliest first:
// the Go type decides, since a text format can be a number in Go.
func candidates(text string, o BindStyledParameterOptions) [][]byte {
	quoted, raw := quote(text), []byte(text)
	switch {
	case o.Format == FormatJSON:
		return [][]byte{raw, quoted}
	case o.Type == "array":
		return lists(text)
	case o.Type == "string":
		return [][]byte{quoted, raw}
	}
	return [][]byte{raw, quoted}
}

func lists(text string) [][]byte {
	var quoted, raw []string
	for _, item := range strings.Split(text, ",") {
		if item = strings.TrimSpace(item); item != "" { // RFC 9110, section 5.6.1.2
			quoted, raw = append(quoted, string(quote(item))), append(raw, item)
		}
	}
	return [][]byte{[]byte("[" + strings.Join(quoted, ",") + "]"), []byte("[" + strings.Join(raw, ",") + "]")}
}

func quote(s string) []byte {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always has a JSON form
	}
	return b
}

// IsJSON reports whether the Content-Type of an answer is one of JSON: lines and
// sequences of JSON are not.
func IsJSON(contentType string) bool {
	t := essence(contentType)
	return t == "application/json" || t == "text/json" || strings.HasSuffix(t, "+json")
}

// IsMedia reports whether the Content-Type of an answer is a media type of the
// document, whatever its parameters.
func IsMedia(contentType, want string) bool { return essence(contentType) == essence(want) }

// essence is a media type without parameters, in lower case.
func essence(s string) string {
	if t, _, err := mime.ParseMediaType(s); err == nil {
		return t
	}
	s, _, _ = strings.Cut(s, ";")
	return strings.ToLower(strings.TrimSpace(s))
}
