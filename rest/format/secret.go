package format

import (
	"fmt"
	"io"
	"log/slog"
	"strconv"
)

// Secret is a text that must not show up in logs: format "password". fmt and
// log/slog print a mask; JSON and text encoders write the value itself, since
// a document that declares it wants it on the wire. string(s) is the value.
type Secret string

// mask stands for a secret that is not empty.
const mask = "**********"

// String gives a mask, or "" for an empty secret.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return mask
}

// GoString gives a mask for %#v.
func (s Secret) GoString() string { return `format.Secret("` + s.String() + `")` }

// LogValue gives a mask to log/slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Format masks the secret under every verb: a wrong verb such as %d would
// otherwise print the value inside of its complaint.
func (s Secret) Format(f fmt.State, verb rune) {
	text := s.String()
	switch {
	case verb == 'v' && f.Flag('#'):
		text = s.GoString()
	case verb == 'q':
		text = strconv.Quote(text)
	}
	_, _ = io.WriteString(f, text)
}
