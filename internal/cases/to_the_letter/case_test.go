package letter

import (
	"context"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/to_the_letter/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{ api.Unimplemented }

func (handlers) NullList(context.Context, api.NullListRequest) (api.NullListResponse, error) {
	return api.NullListNoContent{}, nil
}

func (handlers) NullObject(context.Context, api.NullObjectRequest) (api.NullObjectResponse, error) {
	return api.NullObjectNoContent{}, nil
}

func (handlers) NullUnion(context.Context, api.NullUnionRequest) (api.NullUnionResponse, error) {
	return api.NullUnionNoContent{}, nil
}

func (handlers) BesideUnion(context.Context, api.BesideUnionRequest) (api.BesideUnionResponse, error) {
	return api.BesideUnionNoContent{}, nil
}

func (handlers) NullTwice(context.Context, api.NullTwiceRequest) (api.NullTwiceResponse, error) {
	return api.NullTwiceNoContent{}, nil
}

func (handlers) Patterned(context.Context, api.PatternedRequest) (api.PatternedResponse, error) {
	return api.PatternedNoContent{}, nil
}

func (handlers) Rounded(context.Context, api.RoundedRequest) (api.RoundedResponse, error) {
	return api.RoundedNoContent{}, nil
}

func (handlers) Untyped(context.Context, api.UntypedRequest) (api.UntypedResponse, error) {
	return api.UntypedNoContent{}, nil
}

func (handlers) NullNotListed(context.Context, api.NullNotListedRequest) (api.NullNotListedResponse, error) {
	return api.NullNotListedNoContent{}, nil
}

func (handlers) EmptyEnum(context.Context, api.EmptyEnumRequest) (api.EmptyEnumResponse, error) {
	return api.EmptyEnumNoContent{}, nil
}

func (handlers) EnumBeside(context.Context, api.EnumBesideRequest) (api.EnumBesideResponse, error) {
	return api.EnumBesideNoContent{}, nil
}

func (handlers) CheckedVariant(context.Context, api.CheckedVariantRequest) (api.CheckedVariantResponse, error) {
	return api.CheckedVariantNoContent{}, nil
}

func TestVerdicts(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	for _, tt := range []struct {
		path      string
		good, bad []string
	}{
		{"/nullList", []string{`null`, `[]`, `[1]`}, []string{`{}`, `["x"]`, `0`}},
		{"/nullObject", []string{`null`, `{"a":1}`}, []string{`{}`, `[]`, `{"a":null}`}},
		{"/nullUnion", []string{`null`, `[1]`, `{"x":1}`}, []string{`1`, `"x"`}},
		{"/besideUnion", []string{`null`, `{"x":1}`, `{"r":1}`, `{}`}, []string{`"b"`, `1.5`, `[]`, `{"r":"x"}`}},
		{"/nullTwice", []string{`1`, `true`, `{}`}, []string{`null`, `"x"`, `1.5`}},
		{"/patterned", []string{`{"ar":"x","b":1}`, `{"a":"x"}`}, []string{`{"b":"x"}`, `{"ar":1}`, `{"a":1}`}},
		{"/rounded", []string{`1`, `0`, `-1`, `1.0`}, []string{`2`, `-2`, `1.5`}},
		{"/untyped", []string{`"bb"`, `1`, `{"a":0}`, `null`, `[]`, `true`}, []string{`"ab"`, `0`, `{}`}},
		{"/nullNotListed", []string{`"a"`}, []string{`null`, `"c"`}},
		{"/enumBeside", []string{`"bb"`}, []string{`"a"`, `"c"`, `"dd"`}},
		{"/checkedVariant", []string{`[]`, `{"p":"x","y":1}`}, []string{`{}`, `{"p":"x"}`, `{"q":1,"x":1,"y":1}`, `{"x":1}`}},
		{"/emptyEnum", nil, []string{`null`, `""`, `{}`}},
	} {
		for status, values := range map[int][]string{204: tt.good, 422: tt.bad} {
			for _, v := range values {
				t.Run(tt.path[1:]+" "+v, func(t *testing.T) {
					if r := s.JSON(t, "POST", tt.path, v); r.Status != status {
						t.Errorf("got %d %s", r.Status, r.Body)
					}
				})
			}
		}
	}
}
