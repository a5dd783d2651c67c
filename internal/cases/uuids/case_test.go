package uuids

import (
	"context"
	"testing"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/uuids/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

var conflicting = uuid.MustParse("ffffffff-ffff-ffff-ffff-ffffffffffff")

type handlers struct{}

func (handlers) GetThing(_ context.Context, req api.GetThingRequest) (api.GetThingResponse, error) {
	if req.Path.ID == conflicting {
		return nil, rest.Raise(409, map[uuid.UUID]any{req.Path.ID: []uuid.UUID{req.Path.ID}})
	}
	return api.GetThingOK{Body: req.Path.ID}, nil
}

func TestUUID(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	const lower = "9f0c5a3e-1111-4222-8333-abcdefabcdef"
	t.Run("B67 lower case", func(t *testing.T) { s.Get(t, "/things/"+lower).IsJSON(200, `"`+lower+`"`) })
	t.Run("B67 upper case in, lower case out", func(t *testing.T) {
		s.Get(t, "/things/9F0C5A3E-1111-4222-8333-ABCDEFABCDEF").IsJSON(200, `"`+lower+`"`)
	})
	t.Run("B67 nil and all versions", func(t *testing.T) {
		for _, id := range []string{"00000000-0000-0000-0000-000000000000", "018f4d6e-1c2b-7abc-8def-0123456789ab"} {
			s.Get(t, "/things/"+id).IsJSON(200, `"`+id+`"`)
		}
	})
	for name, bad := range map[string]string{
		"B67 32 hexadecimal digits": "9f0c5a3e111142228333abcdefabcdef",
		"B67 braces":                "%7B" + lower + "%7D",
		"B67 urn":                   "urn:uuid:" + lower,
		"B67 any first and last":    "x" + lower + "x",
		"B67 a letter too far":      "gf0c5a3e-1111-4222-8333-abcdefabcdef",
		"B67 hyphens elsewhere":     "9f0c5a3-e1111-4222-8333-abcdefabcdef",
		"B67 a space":               lower + "%20",
	} {
		t.Run(name, func(t *testing.T) {
			if r := s.Get(t, "/things/"+bad); r.Status != 422 {
				t.Errorf("got %d %s", r.Status, r.Body)
			}
		})
	}
	t.Run("free-form values", func(t *testing.T) {
		s.Get(t, "/things/"+conflicting.String()).IsJSON(409, `{"detail":{"`+conflicting.String()+`":["`+conflicting.String()+`"]}}`)
	})
}
