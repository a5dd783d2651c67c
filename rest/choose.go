package rest

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// Choose checks a status that a handler chose: it must lie between low and high,
// and the document must declare it for this branch. A status with a branch of its
// own is not for a range or default, one in a declared range not for default, and a
// shared branch is for the statuses the operation refers to it under.
func (x *Exchange) Choose(status, low, high int) error {
	if status < low || status > high {
		return fmt.Errorf("operation %s: status %d is not from %d to %d", x.op.ID, status, low, high)
	}
	own, ranged, other := x.op.declares(status)
	shared := low == 100 && high == 599
	fallback := !shared && high-low >= 100
	switch {
	case shared && !own && !ranged && !other:
		return fmt.Errorf("operation %s does not declare status %d", x.op.ID, status)
	case !shared && own, fallback && ranged:
		return fmt.Errorf("operation %s: status %d has a branch of its own", x.op.ID, status)
	}
	return nil
}

// declares reports whether the document has the status itself, a range that it
// falls under, and a default.
func (op *Operation) declares(status int) (own, ranged, other bool) {
	code := strconv.Itoa(status)
	for i := range op.Answers {
		s := op.Answers[i].Status
		switch {
		case s == code:
			own = true
		case s == "default":
			other = true
		case strings.EqualFold(s, code[:1]+"XX"):
			ranged = true
		}
	}
	return own, ranged, other
}

// Offer is one media type of a branch and whether the handler set its body.
type Offer struct {
	Type string
	Set  bool
}

// Select returns the index of the body to send: the one among those that are set
// which the request likes best, the first set one if it likes none of them; -1 if
// none is set.
func (x *Exchange) Select(offers ...Offer) int {
	accept := x.Request().Header["Accept"]
	best, bestQ := -1, -1.0
	for i, o := range offers {
		if !o.Set {
			continue
		}
		q := 0.0
		if len(accept) > 0 {
			q = quality(accept, o.Type)
		}
		if q > bestQ {
			best, bestQ = i, q
		}
	}
	x.Header().Add("Vary", "Accept")
	return best
}

// NothingToSend is the error of a branch with several media types and no body.
func (x *Exchange) NothingToSend() error { return errNilBody }

// NotImplemented is what Unimplemented answers: 501, through the operation's own
// branches if one is declared for it.
//
//go:noinline
func NotImplemented(operation string) error {
	return &Failure{Status: http.StatusNotImplemented, Detail: "operation " + operation + " is not implemented"}
}

// ErrorText describes an error branch for a log.
func ErrorText(status int, description string) string {
	s := strconv.Itoa(status) + " " + http.StatusText(status)
	if description != "" {
		s += ": " + description
	}
	return s
}

// JSONFailure answers with a status and a body that no operation declares: for
// requests that no operation takes.
func JSONFailure[T any](status int, media MediaType, v *T, app func(*T, []byte) []byte) Response {
	return jsonFailure[T]{status: status, media: media, value: v, app: app}
}

type jsonFailure[T any] struct {
	status int
	media  MediaType
	value  *T
	app    func(*T, []byte) []byte
}

func (f jsonFailure[T]) StatusCode() int { return f.status }

func (f jsonFailure[T]) WriteResponse(x *Exchange) error {
	return SendJSON(x, f.status, f.media, f.value, f.app, nil)
}
