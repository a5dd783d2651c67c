package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
)

// score is a row of the table.
type score struct {
	name    string
	all     int
	right   int
	refused int // of those that are not right: valid values whose schema is refused
	valid   int // valid values, where that is counted
	silent  int // invalid values that were accepted
	least   int // right verdicts that the table demands; -1: none
	misses  []string
	remarks []string // told with -v
	note    string
}

// ok reports whether the row is as good as it must be.
func (s *score) ok() bool { return s.least < 0 || s.right >= s.least && s.silent == 0 }

// String is the row as a line of the table.
func (s *score) String() string {
	mark := "ok  "
	switch {
	case !s.ok():
		mark = "FAIL"
	case s.least < 0:
		mark = "    "
	}
	line := fmt.Sprintf("%s %-42s %6d of %6d right %4d refused %4d silent", mark, s.name, s.right, s.all, s.refused, s.silent)
	if s.note != "" {
		line += "  (" + s.note + ")"
	}
	return line
}

func (s *score) miss(format string, args ...any) {
	s.misses = append(s.misses, fmt.Sprintf(format, args...))
}

// prepare numbers the groups of d and makes its server.
func (w *workshop) prepare(ctx context.Context, d *document) (string, error) {
	for i, g := range d.groups {
		g.id = fmt.Sprintf("s%d", i)
	}
	return w.server(ctx, d)
}

// judge generates a document of the groups and compares its verdicts on their
// values with the suite's.
func (w *workshop) judge(ctx context.Context, d *document) ([]verdict, error) {
	program, err := w.prepare(ctx, d)
	if err != nil {
		return nil, err
	}
	var list []verdict
	var requests []request
	for _, g := range d.groups {
		for i := range g.Tests {
			v := verdict{group: g, test: i}
			list = append(list, v)
			if g.refused == "" {
				requests = append(requests, postJSON("/"+g.id, g.Tests[i].Data))
			}
		}
	}
	replies, err := ask(program, requests)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].group.refused == "" {
			list[i].reply, replies = replies[0], replies[1:]
		}
	}
	return list, nil
}

// verdict is a value with what the server said of it.
type verdict struct {
	*group
	test  int
	reply reply
}

// add counts a verdict.
func (s *score) add(v verdict) {
	t := v.Tests[v.test]
	s.all++
	what := fmt.Sprintf("%s: %s: %s", v.file, v.Description, t.Description)
	switch {
	case v.refused != "" && !t.Valid, v.reply.Status == 204 && t.Valid, v.reply.Status == 422 && !t.Valid:
		s.right++
	case v.refused != "":
		s.refused++
		s.miss("refused  %s\n\t%s", what, v.refused)
	case v.reply.Status == 204:
		s.silent++
		s.miss("SILENT   %s\n\tschema %s\n\tvalue %s", what, v.Schema, t.Data)
	default:
		s.miss("WRONG    %s: %d %s\n\tschema %s\n\tvalue %s", what, v.reply.Status, v.reply.Body, v.Schema, t.Data)
	}
}

func decode(text []byte) any {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		panic(err) // Unmarshal has read it before
	}
	return v
}
