package problems

import (
	"context"
	"errors"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/problem_details/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) PutItem(_ context.Context, req api.PutItemRequest) (api.PutItemResponse, error) {
	switch req.Path.ID {
	case 409:
		return nil, api.NewProblemResponse(409, "item %d exists", 409)
	case 418:
		return nil, rest.Raise(418, map[string]any{"cups": 0})
	case 500:
		return nil, errors.New("internal text")
	}
	return api.PutItemNoContent{}, nil
}

func TestProblems(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	tests := []struct {
		name, method, path, body string
		status                   int
		answer                   string
	}{
		{"B15 constructor", "PUT", "/items/409", `{"name":null}`, 409, `{"type":"about:blank","title":"Conflict","status":409,"detail":"item 409 exists"}`},
		{"B5 raised object", "PUT", "/items/418", `{"name":null}`, 418, `{"type":"about:blank","title":"I'm a teapot","status":418,"detail":"{\"cups\":0}","instance":"/items/418"}`},
		{"B18 internal", "PUT", "/items/500", `{"name":""}`, 500, `{"type":"about:blank","title":"Internal Server Error","status":500,"detail":"Internal Server Error","instance":"/items/500"}`},
		{"B46 violations", "PUT", "/items/x", `{}`, 422, `{"type":"about:blank","title":"Unprocessable Entity","status":422,"detail":"path.id: must be an integer; body.name: is required","instance":"/items/x","errors":[{"detail":"must be an integer","parameter":"id"},{"detail":"is required","pointer":"#/name"}]}`},
		{"B16 unknown path", "GET", "/a%20b?x=1", "", 404, `{"type":"about:blank","title":"Not Found","status":404,"detail":"Not Found","instance":"/a%20b"}`},
		{"B16 wrong method", "GET", "/items/1", "", 405, `{"type":"about:blank","title":"Method Not Allowed","status":405,"detail":"Method Not Allowed","instance":"/items/1"}`},
		{"B37 invalid JSON", "PUT", "/items/1", `{`, 422, `{"type":"about:blank","title":"Unprocessable Entity","status":422,"detail":"body.1: the body is not valid JSON","instance":"/items/1","errors":[{"detail":"the body is not valid JSON","pointer":"#"}]}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.JSON(t, tt.method, tt.path, tt.body).Is(tt.status, tt.answer).Has("Content-Type", "application/problem+json")
		})
	}
	t.Run("B38 unknown media type", func(t *testing.T) {
		s.Do(t, "PUT", "/items/1", "x", "Content-Type: text/plain").Is(415,
			`{"type":"about:blank","title":"Unsupported Media Type","status":415,"detail":"this operation takes application/json","instance":"/items/1"}`)
	})
}
