// Package diag carries problems of a document to the person who can mend them:
// where, which rule, what is wrong, and what to write instead.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity grades a Diagnostic.
type Severity uint8

// The grades, in rising order: a Note tells what was done with an unusual
// construct, a Warning tells what was repaired, an Error stops generation.
const (
	Note Severity = iota
	Warning
	Error
)

// String returns "note", "warning" or "error".
func (s Severity) String() string {
	switch s {
	case Note:
		return "note"
	case Warning:
		return "warning"
	}
	return "error"
}

// Pos is a place in a document. Line and Column count from 1, Column in bytes;
// both are 0 where only the file is known.
type Pos struct {
	File   string
	Line   int
	Column int
}

// String formats p as file:line:col, without what is unknown.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Compare orders positions by file, line and column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(strings.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// Diagnostic is one problem.
type Diagnostic struct {
	Severity Severity
	Pos      Pos
	Pointer  string // JSON pointer of the element as a URI fragment, #/paths/~1users/post
	Rule     string // stable identifier, "operation-id-missing"
	Message  string // what is wrong, without position and rule
	Hint     string // optional: what to write instead
}

// Part is a piece of a printed Diagnostic.
type Part uint8

// The parts that Format tells apart; what is between them is the message.
const (
	Place Part = iota // file:line:col
	Grade             // "warning:"; an error has none
	Rule
	Hint
)

// String formats d on one line, with the hint on a second one. A message may have
// steps that lead to the problem on lines of their own.
func (d Diagnostic) String() string {
	return d.Format(func(_ Part, text string) string { return text })
}

// Format is String with the parts as style gives them back: in colours, say.
func (d Diagnostic) Format(style func(p Part, text string) string) string {
	var b strings.Builder
	if p := d.Pos.String(); p != "" {
		b.WriteString(style(Place, p+":") + " ")
	}
	if d.Severity != Error {
		b.WriteString(style(Grade, d.Severity.String()+":") + " ")
	}
	first, steps, several := strings.Cut(d.Message, "\n")
	b.WriteString(first + " " + style(Rule, "("+d.Rule+")"))
	if several {
		b.WriteString("\n" + steps)
	}
	if d.Hint != "" {
		b.WriteString("\n\t" + style(Hint, "hint: "+d.Hint))
	}
	return b.String()
}

// List collects diagnostics. The zero List is empty and ready; a *List is what
// the stages of the pipeline report to.
type List struct {
	// Written gives pointers as the document has them, where its parts were moved; nil
	// where none was.
	Written func(pointer string) string

	all []Diagnostic
}

// Add records d.
func (l *List) Add(d Diagnostic) {
	if l.Written != nil {
		d.Pointer = l.Written(d.Pointer)
	}
	l.all = append(l.all, d)
}

// Errorf records an error at pos.
func (l *List) Errorf(pos Pos, pointer, rule, format string, args ...any) {
	l.Add(Diagnostic{Severity: Error, Pos: pos, Pointer: pointer, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

// Warnf records a located repair at pos.
func (l *List) Warnf(pos Pos, pointer, rule, format string, args ...any) {
	l.Add(Diagnostic{Severity: Warning, Pos: pos, Pointer: pointer, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

// Notef records a note at pos.
func (l *List) Notef(pos Pos, pointer, rule, format string, args ...any) {
	l.Add(Diagnostic{Severity: Note, Pos: pos, Pointer: pointer, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

// HasErrors reports whether any diagnostic stops generation.
func (l *List) HasErrors() bool {
	return slices.ContainsFunc(l.all, func(d Diagnostic) bool { return d.Severity == Error })
}

// Sorted returns the diagnostics by position, equal ones once.
func (l *List) Sorted() []Diagnostic {
	s := slices.Clone(l.all)
	slices.SortStableFunc(s, func(a, b Diagnostic) int {
		return cmp.Or(a.Pos.Compare(b.Pos), strings.Compare(a.Rule, b.Rule), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(s)
}

// Err returns an *Errors with every diagnostic of severity Error, or nil.
func (l *List) Err() error { return l.from(Error) }

// StrictErr is Err with warnings counted as errors.
func (l *List) StrictErr() error { return l.from(Warning) }

func (l *List) from(least Severity) error {
	var errs []Diagnostic
	for _, d := range l.Sorted() {
		if d.Severity >= least {
			d.Severity = Error
			errs = append(errs, d)
		}
	}
	if len(errs) == 0 {
		return nil
	}
	return &Errors{List: errs}
}

// Errors is the error that stops generation: what is wrong with the document.
type Errors struct {
	List []Diagnostic
}

// Error prints one problem after another, each on lines of its own.
func (e *Errors) Error() string {
	lines := make([]string, len(e.List))
	for i, d := range e.List {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n")
}
