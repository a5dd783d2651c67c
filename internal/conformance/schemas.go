package main

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
)

// draft is one draft of JSON Schema with the version of OpenAPI that builds on it.
type draft struct {
	name, version string
	least         int // verdicts on core tests that must be right
}

// The drafts of OpenAPI.
var drafts = []draft{{"draft4", "3.0.4", 605}, {"draft2020-12", "3.1.1", 1273}}

// core runs the tests that every implementation must pass, to the letter and then
// as by default, where a schema without a type gets the one it is meant for.
func (w *workshop) core(ctx context.Context, folder string, d draft) ([]*score, error) {
	var rows []*score
	for _, mode := range [...]string{"exact", "infer"} {
		groups, err := readGroups(filepath.Join(folder, d.name), "*.json")
		if err != nil {
			return rows, err
		}
		s := &score{name: d.name + " core, untyped: " + mode, least: d.least}
		if mode == "infer" {
			s.least, s.note = -1, "as by default: a schema without a type gets the one its keywords are for"
		}
		doc := &document{name: strings.ReplaceAll(d.name, "-", "") + mode, version: d.version, groups: groups, exact: mode == "exact"}
		list, err := w.judge(ctx, doc)
		if err != nil {
			return rows, err
		}
		for _, v := range list {
			s.add(v)
		}
		rows = append(rows, s)
	}
	return rows, nil
}

// wanted are the formats on which every verdict must be right.
var wanted = map[string]bool{"date": true, "date-time": true, "time": true, "duration": true, "uuid": true, "ipv4": true, "ipv6": true}

// optional are the tests of options that are switched on here.
var optional = []string{"bignum", "ecmascript-regex", "float-overflow", "non-bmp-regex"}

// options runs the tests of formats, a row each, and of the other options.
func (w *workshop) options(ctx context.Context, folder string, d draft) ([]*score, error) {
	groups, err := readGroups(filepath.Join(folder, d.name), "optional/format/*.json")
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		g.typed()
	}
	for _, name := range optional {
		more, err := readGroups(filepath.Join(folder, d.name), "optional/"+name+".json")
		if err != nil {
			return nil, err
		}
		groups = append(groups, more...)
	}
	doc := &document{name: strings.ReplaceAll(d.name, "-", "") + "options", version: d.version, groups: groups, exact: true, wide: true}
	list, err := w.judge(ctx, doc)
	if err != nil {
		return nil, err
	}
	return byFile(d, list), nil
}

// byFile makes a row of each file.
func byFile(d draft, list []verdict) (rows []*score) {
	for _, v := range list {
		name := d.name + " " + strings.TrimPrefix(v.file, "optional/")
		if len(rows) == 0 || rows[len(rows)-1].name != name {
			rows = append(rows, &score{name: name, least: -1})
		}
		s := rows[len(rows)-1]
		s.add(v)
		if format, is := strings.CutPrefix(v.file, "optional/format/"); !is || wanted[format] {
			s.least = s.all
		}
	}
	return rows
}

// typed says that the schema of a format is for strings, so that it gets the Go
// type of the format. Values that are no strings have nothing to say then.
func (g *group) typed() {
	schema, ok := decode(g.Schema).(map[string]any)
	if !ok || schema["type"] != nil {
		return
	}
	schema["type"] = "string"
	g.Schema, _ = json.Marshal(schema)
	var texts []test
	for _, t := range g.Tests {
		if t.Data[0] == '"' {
			texts = append(texts, t)
		}
	}
	g.Tests = texts
}
