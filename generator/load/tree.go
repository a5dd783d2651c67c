// Package load reads an OpenAPI document and the files it refers to into a tree
// that keeps what JSON libraries lose: places, the order of members and exact
// number literals. Nothing outside the document's folder is read.
package load

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/specho/specho/generator/diag"
)

// DefaultMaxBytes is the limit of all files together where a Source sets none.
const DefaultMaxBytes = 64 << 20

// maxFiles bounds the number of files of one document.
const maxFiles = 10_000

// Source says where a document is.
type Source struct {
	Name     string // the path as the user wrote it, for messages
	Data     []byte // the root document if it is at hand (standard input), else nil
	FS       fs.FS  // the document's folder (os.Root.FS), for relative references; nil: a single file
	Root     string // the root document's name inside FS
	MaxBytes int64  // limit over all files, 0 means DefaultMaxBytes
	Strict   bool   // for the caller: warnings count as errors; reading is the same
	NoGrade  bool   // leave out the additional validation by kin-openapi
	Remote   Remote // what reads files of other hosts; nil: nothing does
}

// Tree is a parsed document.
type Tree struct {
	Root   *Node
	Files  []*File // the root document first, then in the order of reference
	Source Source

	Swagger bool // the document is Swagger 2.0, and was converted

	files map[string]*File // by path inside FS
	names names            // schemas by $id and $anchor
	left  int64            // bytes that may still be read
}

// Document reads the document and the files it refers to. Problems go to l; the
// error is non-nil if nothing could be read at all: no root file (an I/O error)
// or one that does not parse (a *diag.Errors, its diagnostics are in l too).
func Document(ctx context.Context, src Source, l *diag.List) (*Tree, error) {
	if src.MaxBytes <= 0 {
		src.MaxBytes = DefaultMaxBytes
	}
	if src.Root == "" {
		src.Root = path.Base(strings.ReplaceAll(src.Name, "\\", "/"))
	}
	t := &Tree{Source: src, files: map[string]*File{}, names: newNames(), left: src.MaxBytes}
	f, err := t.rootFile()
	if err != nil {
		return nil, fmt.Errorf("reading the document: %w", err)
	}
	t.parse(f, l)
	if f.failed != nil {
		l.Add(*f.failed)
		return nil, &diag.Errors{List: []diag.Diagnostic{*f.failed}}
	}
	t.Root = f.Root
	for i := 0; i < len(t.Files); i++ {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("reading the files of the document: %w", err)
		}
		t.follow(ctx, t.Files[i], l)
	}
	t.readVersion(l)
	t.convertSwagger(l)
	return t, nil
}

// rootFile reads the root document.
func (t *Tree) rootFile() (*File, error) {
	src := t.Source
	data := src.Data
	if data == nil {
		if src.FS == nil {
			return nil, errors.New("no data and no folder given")
		}
		var err error
		if data, err = t.read(src.Root); err != nil {
			return nil, err
		}
	} else if t.left -= int64(len(data)); t.left < 0 {
		return nil, errTooLarge(src.MaxBytes)
	}
	f := newFile(src.Name, src.Root, data)
	f.IsRoot = true
	t.files[src.Root] = f
	t.Files = append(t.Files, f)
	return f, nil
}

func errTooLarge(limit int64) error {
	return fmt.Errorf("the document and its files are larger than %d bytes", limit)
}

// read returns the bytes of a regular file of the folder.
func (t *Tree) read(name string) ([]byte, error) {
	f, err := t.Source.FS.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	data, err := io.ReadAll(io.LimitReader(f, t.left+1))
	if err != nil {
		return nil, err
	}
	if t.left -= int64(len(data)); t.left < 0 {
		return nil, errTooLarge(t.Source.MaxBytes)
	}
	return data, nil
}

// parse fills f.Root or f.failed.
func (t *Tree) parse(f *File, l *diag.List) {
	readAsUTF8(f, l)
	if f.failed = checkEncoding(f); f.failed != nil {
		return
	}
	n, diags, err := parseText(f)
	if err != nil {
		f.failed = f.problem(err.off, err.rule, "cannot read the document: "+err.message, err.hint)
		return
	}
	for _, d := range diags {
		l.Add(d)
		switch d.Rule {
		case "duplicate-key", "yaml-tag", "yaml-documents":
			if f.IsRoot && f.served == nil {
				f.serveJSON(n)
			}
		}
	}
	f.Root = n
	t.names.index(n, n, "")
}

// parseText reads JSON where the text starts like it, else YAML. A text in
// braces that is not JSON may still be YAML, unless its name says JSON: such a file
// may have comments, and commas that nothing follows.
func parseText(f *File) (*Node, []diag.Diagnostic, *syntaxError) {
	text := bytes.TrimLeft(bytes.TrimPrefix(f.Data, bom), " \t\r\n")
	isJSON := strings.EqualFold(path.Ext(f.Path), ".json")
	if len(text) == 0 {
		return nil, nil, &syntaxError{rule: "document-empty", message: "the document is empty"}
	}
	if text[0] == '{' || text[0] == '[' || isJSON && text[0] == '/' {
		n, diags, err := parseJSON(f, isJSON)
		if err == nil || isJSON || err.rule == "document-depth" {
			return n, diags, err
		}
	}
	if !isJSON {
		f.YAML = true
		return parseYAML(f)
	}
	return yamlInJSON(f)
}

// yamlInJSON reads a file whose name says JSON, and whose text is YAML.
func yamlInJSON(f *File) (*Node, []diag.Diagnostic, *syntaxError) {
	n, diags, err := parseYAML(f)
	if err != nil || n.Kind != Object {
		return parseJSON(f, true)
	}
	f.YAML = true
	return n, append(diags, diag.Diagnostic{
		Severity: diag.Warning, Pos: f.pos(0), Pointer: "#", Rule: "json-yaml",
		Message: "the file is called JSON, but is YAML: it is read as that", Hint: "call it .yaml",
	}), nil
}
