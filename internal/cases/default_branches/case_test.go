package branches

import (
	"context"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/default_branches/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{ raise bool }

func (h handlers) GetThing(_ context.Context, req api.GetThingRequest) (api.GetThingResponse, error) {
	status := int(req.Query.Status)
	if h.raise {
		return nil, rest.Raise(status, "raised")
	}
	if req.Query.Branch == api.GetThingBranchRange {
		return api.NewGetThingClientError(status, "range"), nil
	}
	return api.NewGetThingDefault(status, "default"), nil
}

func serve(t *testing.T, raise bool) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{raise}, o) })
}

const internal = `{"detail":"Internal Server Error"}`

func TestChosenStatus(t *testing.T) {
	tests := []struct {
		name, branch, status string
		want                 int
		body                 string
	}{
		{"B51 range", "range", "409", 409, `{"detail":"range"}`},
		{"B51 another class", "range", "500", 500, internal},
		{"B51 below the range", "range", "399", 500, internal},
		{"B51 a success", "range", "200", 500, internal},
		{"B50 range for a status with its own branch", "range", "404", 500, internal},
		{"B50 default", "default", "503", 503, `{"detail":"default"}`},
		{"B50 default for a status with its own branch", "default", "404", 500, internal},
		{"B50 default for a status of the range", "default", "409", 500, internal},
		{"B50 default for a success with its own branch", "default", "200", 500, internal},
		{"B50 no status at all", "default", "0", 500, internal},
	}
	s := serve(t, false)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.Log.Reset()
			s.Get(t, "/thing?branch="+tt.branch+"&status="+tt.status).IsJSON(tt.want, tt.body)
			if tt.body == internal {
				s.Log.Has(t, `"level":"ERROR"`, "operation getThing: status "+tt.status)
			}
		})
	}
}

func TestRaisedStatus(t *testing.T) {
	s := serve(t, true)
	for _, status := range []string{"404", "409", "503"} {
		t.Run("B14 raised "+status+" finds its branch", func(t *testing.T) {
			want := map[string]int{"404": 404, "409": 409, "503": 503}[status]
			s.Get(t, "/thing?branch=range&status="+status).IsJSON(want, `{"detail":"raised"}`)
		})
	}
}
