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
	for _, candidate := range HeaderValues(text, headerKind(o)) {
		if err = json.Unmarshal(candidate, dest); err == nil {
			return nil
		}
	}
	return fmt.Errorf("header %s: %w", name, err)
}

// headerKind is what a client says of a header.
func headerKind(o BindStyledParameterOptions) HeaderKind {
	switch {
	case o.Format == FormatJSON:
		return JSONHeader
	case o.Type == "array":
		return TextsHeader
	case o.Type == "string":
		return TextHeader
	}
	return BareHeader
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
