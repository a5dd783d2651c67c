package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// group is a schema of the JSON-Schema-Test-Suite with its values.
type group struct {
	Description string
	Schema      json.RawMessage
	Tests       []test

	file    string // "enum" of enum.json
	id      string // "s12": the operation, its path and its file
	refused string // why the generator refuses the schema
}

// test is a value with what the suite says of it.
type test struct {
	Description string
	Data        json.RawMessage
	Valid       bool
}

// readGroups reads the files of a folder that the pattern names, in order.
func readGroups(folder, pattern string) ([]*group, error) {
	files, err := filepath.Glob(filepath.Join(folder, pattern))
	if err != nil {
		return nil, fmt.Errorf("listing the suite: %w", err)
	}
	var all []*group
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("reading the suite: %w", err)
		}
		var list []*group
		if err := json.Unmarshal(data, &list); err != nil {
			return nil, fmt.Errorf("reading %s: %w", file, err)
		}
		for _, g := range list {
			rel, _ := filepath.Rel(folder, file)
			g.file = strings.TrimSuffix(filepath.ToSlash(rel), ".json")
		}
		all = append(all, list...)
	}
	return all, nil
}
