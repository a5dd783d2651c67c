package load

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"github.com/specho/specho/generator/diag"
)

// follow reads the files that f refers to. Whether a reference is one that
// matters is not known yet: failures are kept and told by Resolve.
func (t *Tree) follow(ctx context.Context, f *File, l *diag.List) {
	if f.Root == nil || t.Source.FS == nil && t.Source.Remote == nil {
		return
	}
	t.walkRefs(f.Root, func(ref string) {
		name, _, _ := strings.Cut(ref, "#")
		if name == "" || t.names.ids[name] != nil || len(t.Files) >= maxFiles {
			return
		}
		p, d := t.locate(f, name)
		if d != nil || t.files[p] != nil {
			return
		}
		if isRemote(p) {
			t.fetch(ctx, p, l)
			return
		}
		t.open(p, l)
	})
}

// walkRefs calls visit for every $ref and every discriminator mapping below n.
func (t *Tree) walkRefs(n *Node, visit func(ref string)) {
	for _, m := range n.Members {
		switch {
		case m.Name == "$ref" && m.Kind == String:
			visit(m.Text)
		case m.Name == "mapping" && m.Kind == Object:
			for _, v := range m.Members {
				if v.Kind == String && strings.ContainsAny(v.Text, "#./") {
					visit(v.Text)
				}
			}
		}
		if m.Parent == n {
			t.walkRefs(m, visit)
		}
	}
	for _, m := range n.Items {
		if m.Parent == n {
			t.walkRefs(m, visit)
		}
	}
}

// open reads and parses a file of the folder.
func (t *Tree) open(p string, l *diag.List) {
	f := newFile(t.display(p), p, nil)
	t.files[p] = f
	data, err := t.read(p)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = errors.New("no such file in the folder of the document")
		}
		f.failed = &diag.Diagnostic{
			Severity: diag.Error, Pointer: "#", Rule: "ref-file",
			Message: fmt.Sprintf("cannot read %s: %s", f.Name, pathErr(err)),
		}
		return
	}
	*f = *newFile(f.Name, p, data)
	if t.parse(f, l); f.failed == nil {
		t.Files = append(t.Files, f)
	}
}

// pathErr drops the operation and path that fs errors repeat.
func pathErr(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// display returns how messages name a file of the folder.
func (t *Tree) display(p string) string {
	rel := p
	if dir := path.Dir(t.Source.Root); dir != "." {
		if under, ok := strings.CutPrefix(p, dir+"/"); ok {
			rel = under
		} else {
			rel = strings.Repeat("../", strings.Count(dir, "/")+1) + p
		}
	}
	return path.Join(path.Dir(strings.ReplaceAll(t.Source.Name, "\\", "/")), rel)
}

// rootName is what messages call the folder that references do not leave.
func (t *Tree) rootName() string {
	if path.Dir(t.Source.Root) == "." {
		return "the document's folder"
	}
	return "the root " + t.display(".")
}

// widerRoot proposes a folder that a path which leads out of FS is in.
func (t *Tree) widerRoot(p string) string {
	up := 0
	for rest, ok := strings.CutPrefix(p, ".."); ok; rest, ok = strings.CutPrefix(strings.TrimPrefix(rest, "/"), "..") {
		up++
	}
	if up == 0 || t.Source.FS == nil {
		return "only files in the folder of the document, and below it, are read"
	}
	dir := path.Join(t.display("."), strings.Repeat("../", up))
	return fmt.Sprintf("if it is to be read, name a folder that holds both: --root %s, or root in specho.yaml", dir)
}

// locate turns the file part of a reference in f into a path of the folder.
func (t *Tree) locate(f *File, name string) (string, *diag.Diagnostic) {
	bad := func(rule, message, hint string) (string, *diag.Diagnostic) {
		return "", &diag.Diagnostic{Severity: diag.Error, Rule: rule, Message: message, Hint: hint}
	}
	u, err := url.Parse(name)
	switch {
	case err != nil:
		return bad("ref-syntax", fmt.Sprintf("the reference %q is not a URI reference", name), "")
	case u.Scheme != "" || u.Host != "" || strings.HasPrefix(name, "//") || isRemote(f.Path):
		return t.locateRemote(f, u, name)
	case strings.HasPrefix(u.Path, "/") || strings.Contains(u.Path, "\\"):
		return bad("ref-outside", fmt.Sprintf("the reference %q is not a relative path", name),
			"write the path relative to the file that holds the reference, with slashes")
	}
	p := path.Join(path.Dir(f.Path), u.Path)
	if p == ".." || strings.HasPrefix(p, "../") || !fs.ValidPath(p) {
		return bad("ref-outside", fmt.Sprintf("the reference %q leads out of %s", name, t.rootName()), t.widerRoot(p))
	}
	if t.Source.FS == nil && t.files[p] == nil {
		return bad("ref-file", fmt.Sprintf("the reference %q leads to another file, but only one file is given", name), "")
	}
	return p, nil
}
