package rest

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/specho/specho/rest/route"
	"github.com/specho/specho/rest/rule"
)

// Failure is an answer that has not found its schema yet: what the declared
// error bodies of a document are filled from.
type Failure struct {
	Status     int
	Detail     any // any JSON value; nil stands for the status text
	Violations []rule.Violation
	Body       []byte // of a request that breaks the contract, as far as it was read; not to be kept
	Header     http.Header
	Instance   string // path of the request, a URI reference; "" is not said
	cause      error
}

// NewFailure returns the Failure that a constructor such as NewConflict fills
// its body from. Without arguments format is the text itself.
func NewFailure(status int, format string, args ...any) *Failure {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	return &Failure{Status: status, Detail: format}
}

// Error describes f for a log.
func (f *Failure) Error() string {
	return fmt.Sprintf("%d %s: %s", f.Status, f.Title(), f.Text())
}

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.cause }

// Title is the status text, RFC 9457's title.
func (f *Failure) Title() string {
	if t := http.StatusText(f.Status); t != "" {
		return t
	}
	return fmt.Sprintf("Status %d", f.Status)
}

// Code is the status text as an identifier, "not_found".
func (f *Failure) Code() string {
	if i := uint(f.Status); i < uint(len(codes)) && codes[i] != "" {
		return codes[i]
	}
	return identifier(f.Title())
}

// codes holds the Code of every status that has a text.
var codes = func() (all [600]string) {
	for status := range all {
		all[status] = identifier(http.StatusText(status))
	}
	return all
}()

func identifier(text string) string { return strings.ToLower(codeWords.Replace(text)) }

var (
	codeWords = strings.NewReplacer(" ", "_", "-", "_", "'", "")
	brackets  = strings.NewReplacer("[", "%5B", "]", "%5D")
)

// Text is the detail as one line of text: a string as it is, violations as a
// summary, anything else as JSON.
func (f *Failure) Text() string {
	switch d := f.Detail.(type) {
	case string:
		return d
	case nil:
		if len(f.Violations) > 0 {
			return violationsText(f.Violations)
		}
		return f.Title()
	default:
		return string(AppendValue(nil, d))
	}
}

// JSON is the detail as a JSON value: FastAPI's list for violations, else the
// detail itself, else the status text.
func (f *Failure) JSON() JSON {
	if f.Detail == nil && len(f.Violations) > 0 {
		b := []byte{'['}
		for i := range f.Violations {
			if i > 0 {
				b = append(b, ',')
			}
			b = f.Violations[i].AppendJSON(b)
		}
		return append(b, ']')
	}
	if f.Detail == nil {
		return AppendValue(nil, f.Title())
	}
	return AppendValue(nil, f.Detail)
}

// instance is the path of the request as RFC 9457's instance: a URI reference, so
// escaped, and no authority where it begins with two slashes.
func (x *Exchange) instance() string {
	p := route.RequestPath(x.Request())
	if strings.IndexByte(p, '[') >= 0 || strings.IndexByte(p, ']') >= 0 {
		p = brackets.Replace(p)
	}
	if strings.HasPrefix(p, "//") {
		p = "/." + p
	}
	return p
}

// Listed returns the violations; without any, the detail as one that has no place,
// for error schemas that can only list, such as FastAPI's HTTPValidationError.
func (f *Failure) Listed() []rule.Violation {
	if len(f.Violations) > 0 {
		return f.Violations
	}
	kind := f.Code()
	if f.Status == http.StatusBadRequest || f.Status == http.StatusUnprocessableEntity {
		kind = "value_error" // what pydantic calls a rule of the program itself
	}
	return []rule.Violation{{Loc: []any{}, Type: kind, Message: f.Text()}}
}

// violationsText joins violations to one line: "query.limit: must be at most 100; ...".
func violationsText(l []rule.Violation) string {
	b := make([]byte, 0, 256)
	for i := range l {
		if i == 5 {
			b = fmt.Appendf(b, "; and %d more", len(l)-i)
			break
		}
		if i > 0 {
			b = append(b, "; "...)
		}
		for j, p := range l[i].Loc {
			if j > 0 {
				b = append(b, '.')
			}
			if name, ok := p.(string); ok {
				b = append(b, name...)
			} else {
				b = fmt.Append(b, p)
			}
		}
		b = append(append(b, ": "...), l[i].Message...)
	}
	return string(b)
}
