package streams

import (
	"context"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/broken_streams/api"
	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

var errMidway = errors.New("the disk failed midway")

type handlers struct{}

// Lines sends 0, 1, 2; number bad is none that JSON can hold. From 10 on the
// handler fails by itself.
func (handlers) Lines(_ context.Context, req api.LinesRequest) (api.LinesResponse, error) {
	return api.LinesOK{Body: func(w *rest.LineWriter[api.LinesOKBody]) error {
		for i := range int64(3) {
			switch req.Query.Bad {
			case 10 + i:
				return errMidway
			case 20 + i:
				return rest.Raise(409, "raised midway")
			case 30 + i:
				panic("midway")
			}
			v := api.LinesOKBody{N: float64(i)}
			if i == req.Query.Bad {
				v.N = math.NaN()
			}
			if err := w.Send(v); err != nil {
				return err
			}
		}
		return nil
	}}, nil
}

// Bytes sends the text, then fails.
func (handlers) Bytes(_ context.Context, req api.BytesRequest) (api.BytesResponse, error) {
	return api.BytesOK{Body: io.MultiReader(strings.NewReader(req.Query.Good), failing{})}, nil
}

type failing struct{}

func (failing) Read([]byte) (int, error) {
	return 0, rest.Raise(409, "cannot read").WithCause(errMidway)
}

func serve(t *testing.T) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
}

func TestLines(t *testing.T) {
	s := serve(t)
	t.Run("B64 whole", func(t *testing.T) {
		s.Get(t, "/lines?bad=-1").Is(200, "{\"n\":0}\n{\"n\":1}\n{\"n\":2}\n").Has("Content-Type", "application/x-ndjson").Has("Content-Length")
	})
	tests := []struct{ name, bad, body string }{
		{"B64 an item that JSON cannot hold", "2", "{\"n\":0}\n{\"n\":1}\n"},
		{"B27 an error midway", "11", "{\"n\":0}\n"},
		{"B28 an exception midway", "22", "{\"n\":0}\n{\"n\":1}\n"},
		{"B27 a panic midway", "31", "{\"n\":0}\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.Log.Reset()
			s.Get(t, "/lines?bad="+tt.bad).BreaksOff(200, tt.body)
			s.Log.Has(t, `"level":"ERROR"`, `"operation":"lines"`)
			s.Log.Lacks(t, "superfluous")
		})
	}
	t.Run("B28 an exception before the first line is answered", func(t *testing.T) {
		s.Get(t, "/lines?bad=20").IsJSON(409, `{"detail":"raised midway"}`)
		s.Get(t, "/lines?bad=10").IsJSON(500, `{"detail":"Internal Server Error"}`)
		s.Get(t, "/lines?bad=0").IsJSON(500, `{"detail":"Internal Server Error"}`)
		s.Get(t, "/lines?bad=30").IsJSON(500, `{"detail":"Internal Server Error"}`)
	})
}

func TestBytes(t *testing.T) {
	s := serve(t)
	t.Run("B27 a reader that fails midway", func(t *testing.T) {
		s.Get(t, "/bytes?good=abc").BreaksOff(200, "abc")
		s.Log.Has(t, "the disk failed midway")
		s.Log.Lacks(t, "superfluous")
	})
	t.Run("B28 a reader that fails at once", func(t *testing.T) {
		s.Get(t, "/bytes?good=").IsJSON(409, `{"detail":"cannot read"}`)
	})
}
