package output

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// manifestName lists the files that specho wrote. It holds no digests: they would
// change with every line of every file and conflict in every merge.
const manifestName = ".specho-manifest"

// manifestOf returns the manifest of a tree: one path a line, sorted, then its
// partners with a slash at the end.
func manifestOf(t Tree) []byte {
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(t.Files)) {
		b.WriteString(name + "\n")
	}
	for _, dir := range slices.Sorted(slices.Values(t.Partners)) {
		b.WriteString(dir + "/\n")
	}
	return b.Bytes()
}

// listed reads the manifest of a folder. Without one nothing is listed. The lines
// of an unresolved merge are read as the union of both sides: a file that either
// side listed was written by specho.
func listed(p *place) (map[string]bool, error) {
	info, err := p.Lstat(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", p.show(manifestName))
	}
	var data []byte
	if err == nil {
		data, err = p.ReadFile(manifestName)
	}
	if err != nil {
		return nil, p.failed("reading", manifestName, err)
	}
	names := map[string]bool{}
	for i, line := range strings.Split(string(data), "\n") {
		name := strings.TrimSuffix(line, "\r")
		if name == "" || isMarker(name) || strings.HasSuffix(name, "/") {
			continue
		}
		if err := validName(name); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", p.show(manifestName), i+1, err)
		}
		names[name] = true
	}
	return names, nil
}

// isMarker reports whether line is one that git leaves in an unresolved merge.
func isMarker(line string) bool {
	return line == "=======" || strings.HasPrefix(line, "<<<<<<< ") ||
		strings.HasPrefix(line, ">>>>>>> ") || strings.HasPrefix(line, "||||||| ")
}

// hasHeader reports whether Go source carries our header before its package
// clause: a user may have put a licence above it.
func hasHeader(source []byte) bool {
	for line := range bytes.Lines(source) {
		line = bytes.TrimRight(line, "\r\n")
		if string(line) == Header {
			return true
		}
		if bytes.HasPrefix(line, []byte("package ")) {
			return false
		}
	}
	return false
}

// sameText reports whether two files are equal but for line endings.
func sameText(a, b []byte) bool {
	return bytes.Equal(a, b) || bytes.Equal(unixLines(a), unixLines(b))
}

func unixLines(b []byte) []byte {
	return bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
}
