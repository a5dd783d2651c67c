package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/output"
)

// finding is a problem as --json prints it: one object a line.
type finding struct {
	Severity string `json:"severity"` // note, warning, error
	File     string `json:"file,omitempty"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Pointer  string `json:"pointer,omitempty"`
	Rule     string `json:"rule"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

func (a *app) printJSON(f finding) {
	enc := json.NewEncoder(a.stdout)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(f) // a closed stdout cannot be reported anywhere
}

// diagnostic prints one problem of a document or of the configuration.
func (a *app) diagnostic(d diag.Diagnostic) {
	if !a.json {
		fmt.Fprintln(a.stderr, d.Format(a.paint(d.Severity)))
		return
	}
	a.printJSON(finding{d.Severity.String(), d.Pos.File, d.Pos.Line, d.Pos.Column, d.Pointer, d.Rule, d.Message, d.Hint})
}

// sameWarnings bounds how many warnings of one rule people are shown unasked: a
// document that is written by a machine makes one mistake a thousand times.
const sameWarnings = 10

// diagnostics prints problems: errors whole, notes only if they are asked for, and
// of many warnings of a rule the first ones.
func (a *app) diagnostics(all []diag.Diagnostic, verbose bool) {
	left := more{}
	for _, d := range all {
		switch {
		case d.Severity == diag.Note && !verbose:
		case d.Severity == diag.Warning && !verbose && !a.json && left.counts(d.Rule):
		default:
			a.diagnostic(d)
		}
	}
	if text := left.String(); text != "" {
		fmt.Fprintf(a.stderr, "specho: %s\n\thint: -v shows all of them\n", text)
	}
}

// more counts warnings by rule, to tell how many were not shown.
type more map[string]int

// counts takes in a warning and reports whether it is one too many.
func (m more) counts(rule string) bool {
	m[rule]++
	return m[rule] > sameWarnings
}

// String says how many were too many; it is empty if there are none.
func (m more) String() string {
	var rules []string
	sum := 0
	for _, rule := range slices.Sorted(maps.Keys(m)) {
		if n := m[rule] - sameWarnings; n > 0 {
			rules = append(rules, fmt.Sprintf("%d %s", n, rule))
			sum += n
		}
	}
	if sum == 0 {
		return ""
	}
	return fmt.Sprintf("%d more warnings like these: %s", sum, strings.Join(rules, ", "))
}

// problem prints what keeps a command from running.
func (a *app) problem(rule string, err error) {
	var errs *diag.Errors
	switch {
	case errors.As(err, &errs):
		a.diagnostics(errs.List, true)
	case a.json:
		message, hint, _ := strings.Cut(err.Error(), "\n\thint: ")
		a.printJSON(finding{Severity: "error", Rule: rule, Message: message, Hint: hint})
	default:
		fmt.Fprintf(a.stderr, "specho: %v\n", err)
	}
}

// drift prints the differences that check found, and their hints.
func (a *app) drift(all []output.Drift) {
	for _, d := range all {
		severity := "error"
		if !d.Finding() {
			severity = "note"
		}
		if a.json {
			rule := "drift-" + string(d.Cause)
			a.printJSON(finding{Severity: severity, File: d.Path, Line: d.Line, Rule: rule, Message: d.Cause.Text(), Hint: d.Hint()})
			continue
		}
		fmt.Fprintln(a.stderr, d)
		if hint := d.Hint(); hint != "" {
			fmt.Fprintf(a.stderr, "\thint: %s\n", hint)
		}
	}
}
