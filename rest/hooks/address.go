package hooks

import (
	"fmt"
	"net/url"
	"strings"
)

// Address is the address of a callback that is being put together from an
// expression of the document and the values of a request (OpenAPI, Runtime
// Expressions).
type Address struct {
	text strings.Builder
	err  error
}

// Literal appends a text of the document.
func (a *Address) Literal(text string) { a.text.WriteString(text) }

// Value appends the value of an expression. At the beginning it is a URL of the
// request's, as it is; in the place of the host it must be nothing more; further on
// it is escaped, so that it stays one segment of the path, or one value of the query.
func (a *Address) Value(expression, value string) {
	switch before := a.text.String(); {
	case before == "":
		a.text.WriteString(value)
	case strings.HasSuffix(before, "://"):
		if strings.ContainsAny(value, "/?#@\\ ") || value == "" {
			a.fail(fmt.Errorf("%s is no host: %q", expression, value))
		}
		a.text.WriteString(value)
	case strings.Contains(before, "?"):
		a.text.WriteString(url.QueryEscape(value))
	default:
		if value == "." || value == ".." {
			a.fail(fmt.Errorf("%s is a step in the path: %q", expression, value))
		}
		a.text.WriteString(url.PathEscape(value))
	}
}

// Missing tells that the request has no value for an expression.
func (a *Address) Missing(expression string) {
	a.fail(fmt.Errorf("the request has no %s", expression))
}

func (a *Address) fail(err error) {
	if a.err == nil {
		a.err = err
	}
}

// URL returns the address. It is not checked here: the sender does that.
func (a *Address) URL() (string, error) {
	if a.err != nil {
		return "", fmt.Errorf("address of a callback: %w", a.err)
	}
	return a.text.String(), nil
}
