package own

import (
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/own_validation_errors/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

func TestOwnSchemas(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, api.Unimplemented{}, o) })
	tests := []struct {
		name, path string
		status     int
		media      string
		body       string
	}{
		{"B46 FastAPI's", "/fastapi?n=x", 422, "application/json", `{"detail":[{"loc":["query","n"],"msg":"must be an integer","type":"int_parsing"}]}`},
		{"B46 FastAPI's, missing", "/fastapi", 422, "application/json", `{"detail":[{"loc":["query","n"],"msg":"is required","type":"missing"}]}`},
		{"B46 RFC 9457 for 400", "/problem?n=x", 400, "application/problem+json", `{"type":"about:blank","title":"Bad Request","status":400,"detail":"query.n: must be an integer","errors":[{"detail":"must be an integer","parameter":"n"}]}`},
		{"B46 one text for 4XX", "/message?n=x", 422, "application/json", `{"message":"query.n: must be an integer","code":"unprocessable_entity"}`},
		{"B46 lists that can be null", "/nullable?n=x", 400, "application/json", `{"message":"query.n: must be an integer","errors":[{"loc":["query","n"],"msg":"must be an integer"}],"details":[{"reason":"must be an integer"}]}`},
		{"B46 a schema by another name", "/renamed?n=x", 400, "application/json", `{"message":"query.n: must be an integer","errors":[{"loc":["query","n"],"msg":"must be an integer"}],"details":[{"reason":"must be an integer"}]}`},
		{"B46 beside a stream", "/streamed?n=x", 400, "application/json", `{"message":"query.n: must be an integer","errors":[{"loc":["query","n"],"msg":"must be an integer"}],"details":[{"reason":"must be an integer"}]}`},
		{"B46 default", "/common?n=x", 422, "application/json", `{"error":"query.n: must be an integer"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.Get(t, tt.path).Is(tt.status, tt.body).Has("Content-Type", tt.media)
		})
	}
}
