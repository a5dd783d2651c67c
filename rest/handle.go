package rest

import (
	"context"
	"net/http"
	"strings"

	"github.com/specho/specho/rest/route"
)

// HandleStatus has f decide what is answered instead of a status, whoever it comes
// from: an exception, a violation of the contract, an unknown path, an error that
// nobody handles (500). It comes after the handlers of HandleError, and does not see
// branches. The exception that f gets is for reading; nil leaves the answer as it is.
func HandleStatus(status int, f func(ctx context.Context, e *HTTPException) *HTTPException) ErrorHandler {
	return ErrorHandler{
		match:    func(context.Context, error) (*HTTPException, bool) { return nil, false },
		status:   status,
		byStatus: f,
	}
}

// byStatus gives a failure to the first handler of its status that wants it.
func (s *Server) byStatus(x *Exchange, f *Failure, err error) *Failure {
	for _, h := range s.options.Errors {
		if h.byStatus == nil || h.status != f.Status {
			continue
		}
		detail := f.Detail
		if detail == nil && len(f.Violations) > 0 {
			detail = f.JSON()
		}
		if e := h.byStatus(x.context(), &HTTPException{Status: f.Status, Detail: detail, Header: f.Header, cause: err}); e != nil {
			return &Failure{Status: e.Status, Detail: e.Detail, Header: e.Header, Instance: f.Instance, cause: err}
		}
	}
	return f
}

// redirect sends the client to the same path with a slash more or less at its end,
// if the document has it.
func (s *Server) redirect(x *Exchange, path string) bool {
	other, whole := path+"/", x.Request().URL.EscapedPath()
	target := whole + "/"
	if strings.HasSuffix(path, "/") {
		other, target = strings.TrimSuffix(path, "/"), strings.TrimSuffix(whole, "/")
	}
	if _, outcome := s.router.Match(x.Request().Method, other, &x.route); outcome == route.NotFound {
		return false
	}
	for strings.HasPrefix(target, "//") { // it would name another host
		target = target[1:]
	}
	if target == "" {
		return false
	}
	if q := x.Request().URL.RawQuery; q != "" {
		target += "?" + q
	}
	x.Header()["Location"] = []string{HeaderURI(target)}
	if err := x.Send(http.StatusTemporaryRedirect); err != nil {
		s.logError(x, http.StatusTemporaryRedirect, err)
	}
	return true
}
