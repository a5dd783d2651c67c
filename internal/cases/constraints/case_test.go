package constraints

import (
	"context"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/constraints/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) Check(context.Context, api.CheckRequest) (api.CheckResponse, error) {
	return api.CheckNoContent{}, nil
}

func TestKeywords(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	for _, body := range []string{
		`{"list":[1,2]}`, `{"map":{"a":true}}`, `{"const":42}`, `{"const":42.0}`, `{"mixed":1}`, `{"mixed":null}`, `{"mixed":{"three":3.0}}`,
		`{"pair":["a",1]}`, `{"pair":["a"]}`, `{"contains":[1,"x"]}`, `{"not":1}`, `{"card":"1","billing":"x"}`, `{"billing":"x"}`,
		`{"cond":{"a":2}}`, `{"cond":{"a":1,"b":0}}`, `{"other":1}`,
		`{"noText":"","noList":[],"noMap":{}}`,
	} {
		t.Run("good "+body, func(t *testing.T) { s.JSON(t, "POST", "/check", body).Is(204, "") })
	}
	for _, body := range []string{
		`{}`, `{"a":1,"b":2,"c":3,"d":4}`, `{"list":[]}`, `{"list":[1,2,3]}`, `{"map":{"a":true,"b":true}}`, `{"map":{"A":true}}`, `{"const":"42"}`, `{"const":43}`,
		`{"mixed":2}`, `{"mixed":{"three":4}}`, `{"pair":["a",1,2]}`, `{"pair":[1]}`, `{"contains":["y"]}`, `{"not":"text"}`, `{"card":"1"}`, `{"cond":{"a":1}}`,
		`{"noText":"x"}`, `{"noList":[1]}`, `{"noMap":{"a":1}}`,
	} {
		t.Run("bad "+body, func(t *testing.T) {
			if r := s.JSON(t, "POST", "/check", body); r.Status != 422 {
				t.Errorf("got %d %s", r.Status, r.Body)
			}
		})
	}
}
