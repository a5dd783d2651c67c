package constructors

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/constructors/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers func() (api.ListThingsResponse, error)

func (h handlers) ListThings(context.Context, api.ListThingsRequest) (api.ListThingsResponse, error) {
	return h()
}

func TestConstructors(t *testing.T) {
	var answer handlers
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		return api.Register(e, handlers(func() (api.ListThingsResponse, error) { return answer() }), o)
	})
	tests := []struct {
		name   string
		raise  error
		status int
		body   string
	}{
		{"member message", api.NewBadRequest("100% wrong"), 400, `{"message":"100% wrong"}`},
		{"member error", api.NewNotFound("no %s", "thing"), 404, `{"error":"no thing"}`},
		{"RFC 9457", api.NewConflict("taken"), 409, `{"type":"about:blank","title":"Conflict","status":409,"detail":"taken"}`},
		{"member detail", api.NewGone("gone"), 410, `{"detail":"gone"}`},
		{"by its body", api.NewLocked(&api.LockedBody{Owner: "ann", Until: rest.Date{Year: 2024, Month: 1, Day: 2}}), 423, `{"owner":"ann","until":"2024-01-02"}`},
		{"B9 wrapped branch", fmt.Errorf("a: %w", fmt.Errorf("b: %w", api.NewGone("gone"))), 410, `{"detail":"gone"}`},
		{"raised by status", rest.Raise(404, "no thing"), 404, `{"error":"no thing"}`},
		{"raised by status, RFC 9457", rest.Raise(409, "taken"), 409, `{"type":"about:blank","title":"Conflict","status":409,"detail":"taken","instance":"/things"}`},
		{"raised, but a text cannot fill it", rest.Raise(423, "locked"), 500, `{"message":"Internal Server Error"}`},
		{"with a cause", rest.WithCause(api.NewGone("gone"), errors.New("disk 7")), 410, `{"detail":"gone"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			answer = func() (api.ListThingsResponse, error) { return nil, tt.raise }
			s.Get(t, "/things").Is(tt.status, tt.body)
		})
	}
	s.Log.Has(t, "disk 7")
	t.Run("returned or raised is the same", func(t *testing.T) {
		answer = func() (api.ListThingsResponse, error) { return api.NewConflict("taken"), nil }
		s.Get(t, "/things").Is(409, `{"type":"about:blank","title":"Conflict","status":409,"detail":"taken"}`).
			Has("Content-Type", "application/problem+json")
	})
}

func TestWrongDetailDoesNotCompile(t *testing.T) {
	const head = "package snippet\n\nimport \"github.com/specho/specho/internal/cases/constructors/api\"\n\n"
	t.Run("B15 wrong body type", func(t *testing.T) {
		casetest.Compiles(t, head+"var _ = api.NewLocked(&api.LockedBody{})\n")
		casetest.Refused(t, "cannot use", head+"var _ = api.NewLocked(&api.GoneBody{})\n")
		casetest.Refused(t, "cannot use", head+"var _ = api.NewGone(404)\n")
	})
	t.Run("B15 a status that the operation does not have", func(t *testing.T) {
		casetest.Refused(t, "undefined: api.NewTeapot", head+"var _ = api.NewTeapot(\"short\")\n")
	})
}
