package load

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/specho/specho/generator/diag"
)

// Remote reads files of other hosts, where the user has allowed that.
type Remote interface {
	// Allows reports whether the file at u may be read.
	Allows(u *url.URL) bool
	// Read returns the file at u, of limit bytes at most.
	Read(ctx context.Context, u *url.URL, limit int64) ([]byte, error)
}

// remotePath is how the files of a tree are named that come from another host: by
// their address without a fragment.
func remotePath(u *url.URL) string {
	c := *u
	c.Fragment, c.RawFragment = "", ""
	return c.String()
}

// isRemote tells the path of such a file from one inside of the folder.
func isRemote(p string) bool {
	return strings.HasPrefix(p, "https://") || strings.HasPrefix(p, "http://")
}

// locateRemote turns a reference that leads to another host, or stands in a file
// from there, into the path of the file.
func (t *Tree) locateRemote(f *File, u *url.URL, name string) (string, *diag.Diagnostic) {
	if isRemote(f.Path) {
		if base, err := url.Parse(f.Path); err == nil {
			u = base.ResolveReference(u)
		}
	}
	d := &diag.Diagnostic{Severity: diag.Error, Rule: "ref-remote",
		Message: fmt.Sprintf("the reference %q leads to another place than the document's folder", name),
		Hint:    "save the file beside the document and refer to it by a relative path"}
	if u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return "", d
	}
	if u.User != nil {
		d.Message = fmt.Sprintf("the reference to %s holds credentials, which are never sent", u.Redacted())
		return "", d
	}
	if t.Source.Remote == nil || !t.Source.Remote.Allows(u) {
		host := u.Host
		if u.Scheme == "http" {
			host = "http://" + host
		}
		d.Hint = "read it from there: --allow-remote " + host + "; or " + d.Hint
		return "", d
	}
	return remotePath(u), nil
}

// fetch reads and parses a file of another host. What the user has allowed and
// cannot be read is an error, whatever could stand in for it: the code must not
// depend on how the network is today.
func (t *Tree) fetch(ctx context.Context, p string, l *diag.List) {
	f := newFile(p, p, nil)
	t.files[p] = f
	u, err := url.Parse(p)
	if err != nil {
		return // it was printed from one
	}
	data, err := t.Source.Remote.Read(ctx, u, t.left)
	if err != nil {
		f.failed = &diag.Diagnostic{
			Severity: diag.Error, Pointer: "#", Rule: RuleFetch,
			Message: fmt.Sprintf("cannot read %s: %v", p, err), Hint: "bundle the document, so that nothing has to be read from there",
		}
		return
	}
	t.left -= int64(len(data))
	*f = *newFile(p, p, data)
	if t.parse(f, l); f.failed == nil {
		t.Files = append(t.Files, f)
	}
}

// RuleFetch is the rule of a remote file that the user has allowed and that cannot be
// read.
const RuleFetch = "ref-fetch"
