package rest

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

// At is an endpoint of a webhook or callback at a path that the program has chosen.
func At(path string, e Endpoint) Endpoint {
	op := *e.Operation
	op.Path = path
	e.Operation = &op
	return e
}

// MountAt serves every endpoint of api at exactly its path below r, so that other
// servers can have the paths around it. Endpoints without a path are left out.
// Generated code calls it for what receives webhooks and callbacks.
func MountAt(r Router, api API, o Options) error {
	api.Endpoints = slices.DeleteFunc(slices.Clone(api.Endpoints), func(e Endpoint) bool { return e.Operation.Path == "" })
	if len(api.Endpoints) == 0 {
		return errors.New("no path is set: nothing would be received")
	}
	for _, e := range api.Endpoints {
		if p := e.Operation.Path; !strings.HasPrefix(p, "/") || strings.ContainsAny(p, "{}?#") {
			return fmt.Errorf("%q is no path for %s: it begins with a slash, and has no parameters", p, e.Operation.ID)
		}
	}
	s, err := newServer(api, o)
	if err != nil {
		return err
	}
	base := strings.TrimRight(o.BasePath, "/")
	for _, e := range api.Endpoints {
		s.addExactly(r, base, e.Operation.Path)
	}
	s.depth = strings.Count(s.prefix, "/")
	for _, e := range api.Endpoints {
		s.paths = append(s.paths, s.prefix+e.Operation.Path)
	}
	s.exactly = true
	if e, ok := r.(*echo.Echo); ok {
		s.takeErrors(e)
	}
	return nil
}

// addExactly registers a path with all methods: those that are not the document's
// are answered too.
func (s *Server) addExactly(r Router, base, path string) {
	pattern := strings.NewReplacer(":", `\:`, "*", `\*`).Replace(path)
	for _, m := range s.methods() {
		at := r.Add(m, base+pattern, s.serve).Path
		s.prefix = strings.ReplaceAll(strings.TrimSuffix(at, pattern), `\:`, ":")
		if sent := (&url.URL{Path: path}).EscapedPath(); sent != path {
			r.Add(m, base+sent, s.serve)
		}
	}
}

// NewFile returns a file to send in a form. content is kept, not copied.
func NewFile(filename, contentType string, content []byte) *File {
	return &File{Filename: filename, ContentType: contentType, Size: int64(len(content)), content: bytes.NewReader(content)}
}
