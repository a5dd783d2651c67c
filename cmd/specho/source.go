package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/specho/specho/generator/config"
	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/remote"
)

// stdinName is what messages call a document from the standard input.
const stdinName = "<stdin>"

// open makes a document ready to be read. close gives its folder back.
func (a *app) open(ctx context.Context, j config.Job) (src load.Source, closeSource func(), err error) {
	if j.Document == config.Stdin {
		data, err := readAll(ctx, a.stdin, load.DefaultMaxBytes)
		if err != nil {
			return load.Source{}, nil, fmt.Errorf("reading the document from the standard input: %w", err)
		}
		src = load.Source{Name: stdinName, Data: data, Root: "stdin", Strict: j.Strict}
		err = allowRemote(&src, j)
		return src, func() {}, err
	}
	real, err := realFile(j.Document)
	if err != nil {
		return load.Source{}, nil, noDocument(j, err)
	}
	dir, name, err := inRoot(j, real)
	if err != nil {
		return load.Source{}, nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return load.Source{}, nil, noDocument(j, err)
	}
	src = load.Source{Name: filepath.ToSlash(j.Document), FS: root.FS(), Root: name, Strict: j.Strict}
	err = allowRemote(&src, j)
	return src, func() { _ = root.Close() }, err
}

// allowRemote lets references lead to the hosts that the user has named.
func allowRemote(src *load.Source, j config.Job) error {
	if len(j.Remote) == 0 {
		return nil
	}
	hosts, err := remote.New(j.Remote)
	if err != nil {
		return err
	}
	src.Remote = hosts
	return nil
}

// inRoot finds the folder that the references of a document do not leave, and the
// slash path of the document in it.
func inRoot(j config.Job, real string) (dir, name string, err error) {
	if j.Root == "" {
		return filepath.Dir(real), filepath.Base(real), nil
	}
	if dir, err = filepath.EvalSymlinks(j.Root); err != nil {
		var pathErr *fs.PathError
		if errors.As(err, &pathErr) {
			err = pathErr.Err
		}
		return "", "", &usageError{fmt.Sprintf("the root %s: %v", filepath.ToSlash(j.Root), err), ""}
	}
	absDir, errDir := filepath.Abs(dir)
	absFile, errFile := filepath.Abs(real)
	if errDir != nil || errFile != nil {
		return "", "", fmt.Errorf("finding the root %s: %w", j.Root, errors.Join(errDir, errFile))
	}
	rel, err := filepath.Rel(absDir, absFile)
	if err != nil || !filepath.IsLocal(rel) {
		return "", "", &usageError{fmt.Sprintf("the document %s is not below the root %s", filepath.ToSlash(j.Document), filepath.ToSlash(j.Root)), "name a folder above it"}
	}
	return dir, filepath.ToSlash(rel), nil
}

// realFile follows symbolic links to a regular file: the document may be a link
// anywhere, what it refers to may not.
func realFile(name string) (string, error) {
	real, err := filepath.EvalSymlinks(name)
	if err != nil {
		return "", err
	}
	f, err := os.Open(real)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = errors.New("is a folder, not a document")
	}
	return real, err
}

// noDocument says why a document cannot be read, where it is named, and what may
// have been meant.
func noDocument(j config.Job, err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	hint := ""
	if errors.Is(err, fs.ErrNotExist) {
		hint = similarFile(j.Document)
	}
	message := fmt.Sprintf("%s: %v", filepath.ToSlash(j.Document), err)
	if j.Pos.Line == 0 {
		return &usageError{message, hint}
	}
	return &diag.Errors{List: []diag.Diagnostic{{Severity: diag.Error, Pos: j.Pos, Rule: "document-missing", Message: message, Hint: hint}}}
}

// similarFile proposes a document in the same folder.
func similarFile(name string) string {
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries {
		switch strings.ToLower(filepath.Ext(e.Name())) {
		case ".yaml", ".yml", ".json":
			names = append(names, e.Name())
		}
	}
	near := config.Nearest(filepath.Base(name), names)
	if near == "" || near == config.FileName {
		return ""
	}
	return fmt.Sprintf("did you mean %s?", filepath.ToSlash(filepath.Join(filepath.Dir(name), near)))
}

// readAll reads r up to a limit, and stops waiting when ctx ends.
func readAll(ctx context.Context, r io.Reader, limit int64) ([]byte, error) {
	type input struct {
		data []byte
		err  error
	}
	done := make(chan input, 1)
	go func() {
		data, err := io.ReadAll(io.LimitReader(r, limit+1))
		done <- input{data, err}
	}()
	select {
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	case in := <-done:
		if int64(len(in.data)) > limit {
			return nil, fmt.Errorf("it is larger than %d bytes", limit)
		}
		return in.data, in.err
	}
}
