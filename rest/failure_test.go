package rest

import (
	"strconv"
	"testing"

	"github.com/specho/specho/rest/rule"
)

func TestFailureCode(t *testing.T) {
	for status, want := range map[int]string{404: "not_found", 418: "im_a_teapot", 203: "non_authoritative_information", 499: "status_499"} {
		if got := (&Failure{Status: status}).Code(); got != want {
			t.Errorf("%d: %q, want %q", status, got, want)
		}
	}
}

func TestFailureTextOfViolations(t *testing.T) {
	var l []rule.Violation
	for i := range 7 {
		l = append(l, rule.Violation{Loc: []any{"body", "items", i}, Message: "is required"})
	}
	want := "body.items.0: is required; body.items.1: is required; body.items.2: is required; " +
		"body.items.3: is required; body.items.4: is required; and 2 more"
	if got := (&Failure{Status: 422, Violations: l}).Text(); got != want {
		t.Errorf("got %s", got)
	}
}

func TestLengths(t *testing.T) {
	for i, v := range lengths {
		if len(v) != 1 || cap(v) != 1 || v[0] != strconv.Itoa(i) {
			t.Errorf("%d: %q", i, v)
		}
	}
}
