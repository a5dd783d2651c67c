package client_test

import (
	"context"
	"net/netip"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/client/api"
	"github.com/specho/specho/internal/cases/client/api/client"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

// handlers keep what they get, and answer what the test wants.
type handlers struct {
	api.Unimplemented
	got    any
	answer api.JSONBodyResponse
	list   api.ListBodyResponse
	read   func(body api.JSONBodyRequestBody)
}

func (h *handlers) PathKinds(_ context.Context, req api.PathKindsRequest) (api.PathKindsResponse, error) {
	h.got = req.Path
	return api.PathKindsNoContent{}, nil
}

func (h *handlers) PathStyles(_ context.Context, req api.PathStylesRequest) (api.PathStylesResponse, error) {
	h.got = req.Path
	return api.PathStylesNoContent{}, nil
}

func (h *handlers) QueryKinds(_ context.Context, req api.QueryKindsRequest) (api.QueryKindsResponse, error) {
	h.got = req.Query
	return api.QueryKindsNoContent{}, nil
}

func (h *handlers) OtherKinds(_ context.Context, req api.OtherKindsRequest) (api.OtherKindsResponse, error) {
	h.got = req
	return api.OtherKindsNoContent{}, nil
}

func (h *handlers) JSONBody(_ context.Context, req api.JSONBodyRequest) (api.JSONBodyResponse, error) {
	h.got = req.Body
	if h.read != nil {
		h.read(req.Body)
	}
	return h.answer, nil
}

func (h *handlers) ListBody(_ context.Context, req api.ListBodyRequest) (api.ListBodyResponse, error) {
	h.got = req.Body
	return h.list, nil
}

func (h *handlers) FormBody(_ context.Context, req api.FormBodyRequest) (api.FormBodyResponse, error) {
	h.got = req.Body
	return api.FormBodyNoContent{}, nil
}

func (h *handlers) Client(context.Context, api.ClientRequest) (api.ClientResponse, error) {
	return api.ClientNoContent{}, nil
}

func serve(t *testing.T, h *handlers) *client.ClientWithResponses {
	t.Helper()
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, h, o) })
	c, err := client.NewClientWithResponses(s.URL, client.WithHTTPClient(s.Client))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// response is what all typed answers have.
type response interface {
	StatusCode() int
	GetBody() []byte
}

// arrives fails the test unless the server took the request and got what it should.
func arrives(t *testing.T, h *handlers, r response, err error, want any) {
	t.Helper()
	switch {
	case err != nil:
		t.Fatal(err)
	case r.StatusCode() != 204 && r.StatusCode() != 200:
		t.Fatalf("status %d: %s", r.StatusCode(), r.GetBody())
	case !reflect.DeepEqual(h.got, want):
		t.Errorf("the server got\n%+v, not\n%+v", h.got, want)
	}
}

var (
	id    = uuid.MustParse("0e7a1d53-6c7e-4a8e-9c39-7b8d6a9f4c21")
	day   = rest.Date{Year: 2026, Month: time.July, Day: 14}
	texts = []string{
		"plain", "a/b", "50%", "a b+c", "ü,é;=&?#", `"quoted"\`, ".", "..", "a|b", "{x}:verb", "\u65e5\u672c", "%2F",
	}
)

func decimal(t *testing.T, s string) (d rest.Decimal) {
	t.Helper()
	if err := d.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return d
}

func pointer[T any](v T) *T { return &v }

func TestPathKinds(t *testing.T) {
	h := &handlers{}
	c := serve(t, h)
	for _, text := range texts {
		want := api.PathKindsPath{
			UUID: id, Int: 9007199254740993, Date: day, Decimal: decimal(t, "-12.50"), Text: text,
			Type: api.ColourDarkBlue, URL: netip.MustParseAddr("192.0.2.1"), Server: true,
		}
		r, err := c.PathKindsWithResponse(t.Context(), want.UUID, want.Int, want.Date, want.Decimal, text, want.Type, want.URL, want.Server)
		arrives(t, h, r, err, want)
	}
	if _, err := c.PathKindsWithResponse(t.Context(), id, 1, day, rest.Decimal{}, "", "red", netip.IPv4Unspecified(), true); err == nil {
		t.Error("an empty path parameter makes another path")
	}
}

func TestPathStyles(t *testing.T) {
	h := &handlers{}
	c := serve(t, h)
	for _, text := range texts {
		words := api.Words{"x", text}
		want := api.PathStylesPath{
			Simple: words, Exploded: api.Point{X: 1, Y: rest.Some(-2.5)}, Label: text, Matrix: 1e21,
			Labels: words, Matrices: words, Object: api.Point{X: -3},
			Loose: api.PathStylesLoose{Value: api.PathStylesLooseInteger{Value: 7}},
		}
		r, err := c.PathStylesWithResponse(t.Context(), words, want.Exploded, text, want.Matrix, words, words, want.Object, want.Loose)
		arrives(t, h, r, err, want)
	}
}

func TestQueryKinds(t *testing.T) {
	h := &handlers{}
	c := serve(t, h)
	var duration rest.Duration
	if err := duration.UnmarshalText([]byte("P1DT2H30M")); err != nil {
		t.Fatal(err)
	}
	moment := time.Date(2026, 7, 14, 9, 30, 0, 5e6, time.UTC)
	area := api.Area{Name: rest.Some("a b&c=d"), Since: rest.Some(day), Tags: []string{"x", "y,z"}}
	params := client.QueryKindsParams{
		Int: pointer(int64(9007199254740993)), Number: pointer(1e-7), Flag: pointer(false), Date: &day,
		Moment: &moment, Duration: &duration, Decimal: pointer(decimal(t, "0.10")), Bytes: []byte{0, 255, 62, 63},
		Long: pointer(int64(-1)), Since: &rest.UnixTime{}, Secret: pointer(rest.Secret("s&t")), Colour: api.ColourDarkBlue,
		Ids: []uuid.UUID{id, {}}, Piped: []int64{1, -2}, Point: &api.Point{X: 1, Y: rest.Some(2.5)}, Area: &area, Filter: &area,
		Loose: "a b", Odd: []string{"x", "null"},
	}
	since, err := time.Parse(time.RFC3339, "2001-09-09T01:46:40Z")
	if err != nil {
		t.Fatal(err)
	}
	*params.Since = rest.UnixTime{Time: since}
	want := api.QueryKindsQuery{
		Int: rest.Some(int64(9007199254740993)), Number: rest.Some(1e-7), Flag: rest.Some(false), Date: rest.Some(day),
		Moment: rest.Some(moment), Duration: rest.Some(duration), Decimal: rest.Some(decimal(t, "0.10")), Bytes: rest.Some([]byte{0, 255, 62, 63}),
		Long: rest.Some(int64(-1)), Since: rest.Some(*params.Since), Secret: rest.Some(rest.Secret("s&t")), Colour: api.ColourDarkBlue,
		Ids: []uuid.UUID{id, {}}, Piped: []int64{1, -2}, Point: &api.Point{X: 1, Y: rest.Some(2.5)}, Area: &area, Filter: &area,
		Loose: rest.JSON(`"a b"`), Odd: []rest.Null[string]{rest.NotNull("x"), rest.NotNull("null")},
	}
	for _, text := range texts {
		params.Text, want.Text = &text, rest.Some(text)
		params.Words, want.Words = api.Words{text, "x", ""}, api.Words{text, "x", ""}
		params.Spaced, want.Spaced = api.Words{"x", "y"}, api.Words{"x", "y"}
		r, err := c.QueryKindsWithResponse(t.Context(), &params)
		arrives(t, h, r, err, want)
	}
	params.Spaced = api.Words{"a b"}
	if _, err := c.QueryKindsWithResponse(t.Context(), &params); err == nil {
		t.Error("an item with a space becomes two")
	}
}

func TestNothingOptionalIsSent(t *testing.T) {
	h := &handlers{}
	c := serve(t, h)
	r, err := c.QueryKindsWithResponse(t.Context(), &client.QueryKindsParams{Colour: api.ColourRed})
	arrives(t, h, r, err, api.QueryKindsQuery{Colour: api.ColourRed})
}

func TestHeadersAndCookies(t *testing.T) {
	h := &handlers{}
	c := serve(t, h)
	moment := time.Date(2026, 7, 14, 9, 30, 0, 0, time.UTC)
	for _, text := range texts {
		r, err := c.OtherKindsWithResponse(t.Context(), &client.OtherKindsParams{
			ID: &text, IDHeader: pointer(int64(5)), IDCookie: &text, XMoment: moment, XWords: api.Words{"a b", "c;d"},
			XPoint: &api.Point{X: 1}, Words: api.Words{text, "b"}, Flat: api.Words{text, "b"},
		})
		arrives(t, h, r, err, api.OtherKindsRequest{
			Query:  api.OtherKindsQuery{ID: rest.Some(text)},
			Header: api.OtherKindsHeader{ID: rest.Some(int64(5)), XMoment: moment, XWords: api.Words{"a b", "c;d"}, XPoint: &api.Point{X: 1}},
			Cookie: api.OtherKindsCookie{ID: rest.Some(text), Words: api.Words{text, "b"}, Flat: api.Words{text, "b"}},
		})
	}
	for _, bad := range []string{"a,b", "a\nb", " a"} {
		if _, err := c.OtherKindsWithResponse(t.Context(), &client.OtherKindsParams{XMoment: moment, XWords: api.Words{bad, "c"}}); err == nil {
			t.Errorf("an item %q cannot stand in a header", bad)
		}
	}
}

func TestMethodNamedLikeAField(t *testing.T) {
	h := &handlers{}
	c := serve(t, h)
	r, err := c.ClientOperationWithResponse(t.Context())
	arrives(t, h, r, err, nil)
}
