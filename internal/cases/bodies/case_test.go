package bodies

import (
	"context"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/bodies/api"
	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) AddOrders(context.Context, api.AddOrdersRequest) (api.AddOrdersResponse, error) {
	return api.AddOrdersNoContent{}, nil
}

func detail(violations ...string) string { return `{"detail":[` + strings.Join(violations, ",") + `]}` }

func TestBodies(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	tests := []struct{ name, body, violations string }{
		{"B35 two bad items, four errors", `[{"name":"x"},{"price":-1,"name":1}]`, detail(
			`{"type":"missing","loc":["body",0,"price"],"msg":"is required","input":null}`,
			`{"type":"string_too_short","loc":["body",0,"name"],"msg":"must have at least 2 characters","input":"x","ctx":{"min_length":2}}`,
			`{"type":"greater_than","loc":["body",1,"price"],"msg":"must be greater than 0","input":-1,"ctx":{"gt":0}}`,
			`{"type":"string_type","loc":["body",1,"name"],"msg":"must be a string","input":1}`)},
		{"B41 exclusiveMinimum", `[{"name":"ab","price":0.0}]`, detail(
			`{"type":"greater_than","loc":["body",0,"price"],"msg":"must be greater than 0","input":0.0,"ctx":{"gt":0}}`)},
		{"B42 additionalProperties: false", `[{"name":"ab","price":1,"nick":{"a":[1]}}]`, detail(
			`{"type":"extra_forbidden","loc":["body",0,"nick"],"msg":"is not a member of the object"}`)},
		{"B42 names are case-sensitive", `[{"name":"ab","price":1,"Name":"x"}]`, detail(
			`{"type":"extra_forbidden","loc":["body",0,"Name"],"msg":"is not a member of the object","input":"x"}`)},
		{"B44 duplicate key", `[{"name":"ab","price":1,"name":"cd"}]`, detail(
			`{"type":"json_duplicate","loc":["body",0,"name"],"msg":"must not be given twice","input":"name"}`)},
		{"B44 duplicate key, escaped", `[{"name":"ab","price":1,"n\u0061me":"cd"}]`, detail(
			`{"type":"json_duplicate","loc":["body",0,"name"],"msg":"must not be given twice","input":"n\u0061me"}`)},
		{"B45 password", `[{"name":"ab","price":1,"password":"short"}]`, detail(
			`{"type":"string_too_short","loc":["body",0,"password"],"msg":"must have at least 8 characters","ctx":{"min_length":8}}`)},
		{"B45 writeOnly", `[{"name":"ab","price":1,"pin":"12x4"}]`, detail(
			`{"type":"string_pattern_mismatch","loc":["body",0,"pin"],"msg":"must match the pattern '^[0-9]{4}$'","ctx":{"pattern":"^[0-9]{4}$"}}`)},
		{"B45 a secret of the wrong type", `[{"name":"ab","price":1,"password":12345678,"pin":1234}]`, detail(
			`{"type":"string_type","loc":["body",0,"password"],"msg":"must be a string"}`,
			`{"type":"string_type","loc":["body",0,"pin"],"msg":"must be a string"}`)},
		{"B45 not the object around a secret either", `[{"password":"hunter22","name":"x","price":1}]`, detail(
			`{"type":"string_too_short","loc":["body",0,"name"],"msg":"must have at least 2 characters","input":"x","ctx":{"min_length":2}}`)},
		{"B80 uniqueItems", `[{"name":"ab","price":1,"tags":["a","b","a"]}]`, detail(
			`{"type":"unique_items","loc":["body",0,"tags",2],"msg":"must have no equal items","input":"a","ctx":{"index":2}}`)},
		{"pattern", `[{"name":"ab","price":1,"sku":"ab-1"}]`, detail(
			`{"type":"string_pattern_mismatch","loc":["body",0,"sku"],"msg":"must match the pattern '^[A-Z]{2}-[0-9]+$'","input":"ab-1","ctx":{"pattern":"^[A-Z]{2}-[0-9]+$"}}`)},
		{"multipleOf", `[{"name":"ab","price":1,"count":7}]`, detail(
			`{"type":"multiple_of","loc":["body",0,"count"],"msg":"must be a multiple of 6","input":7,"ctx":{"multiple_of":6}}`)},
		{"a fraction", `[{"name":"ab","price":1,"count":6.5}]`, detail(
			`{"type":"int_from_float","loc":["body",0,"count"],"msg":"must be an integer, without a fraction","input":6.5}`)},
		{"enum", `[{"name":"ab","price":1,"state":"old"}]`, detail(
			`{"type":"enum","loc":["body",0,"state"],"msg":"must be 'new' or 'paid'","input":"old","ctx":{"expected":"'new' or 'paid'"}}`)},
		{"not a list", `{"name":"ab"}`, detail(`{"type":"list_type","loc":["body"],"msg":"must be an array"}`)},
		{"null", `null`, detail(`{"type":"list_type","loc":["body"],"msg":"must be an array","input":null}`)},
		{"an item that is null", `[null]`, detail(`{"type":"model_attributes_type","loc":["body",0],"msg":"must be an object","input":null}`)},
		{"B37 invalid JSON", `[{"name":]`, detail(
			`{"type":"json_invalid","loc":["body",9],"msg":"the body is not valid JSON","ctx":{"error":"value expected"}}`)},
		{"B37 cut off", `[{"name":"ab"`, detail(
			`{"type":"json_invalid","loc":["body",13],"msg":"the body is not valid JSON","ctx":{"error":"',' or '}' expected"}}`)},
		{"B44 trailing data", `[] []`, detail(
			`{"type":"json_invalid","loc":["body",3],"msg":"the body is not valid JSON","ctx":{"error":"data after the document"}}`)},
		{"B37 invalid UTF-8", "[{\"name\":\"\xff\"}]", detail(
			`{"type":"json_invalid","loc":["body",10],"msg":"the body is not valid JSON","ctx":{"error":"invalid UTF-8 in a string"}}`)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.JSON(t, "POST", "/orders", tt.body).IsJSON(422, tt.violations)
		})
	}
	t.Run("B34 no body", func(t *testing.T) {
		s.JSON(t, "POST", "/orders", "").IsJSON(422, detail(`{"type":"missing","loc":["body"],"msg":"a request body is required","input":null}`))
	})
	t.Run("B40 no Content-Type", func(t *testing.T) {
		s.Do(t, "POST", "/orders", `[]`).IsJSON(415, `{"detail":"this operation takes application/json"}`)
	})
	t.Run("good", func(t *testing.T) {
		for _, body := range []string{`[]`, ` [ { "name" : "ab" , "price" : 1e-3 } ] `, `[{"name":"äö","price":1,"tags":[],"count":6.0,"state":"new","pin":"0000","sku":"AB-1"}]`} {
			s.JSON(t, "POST", "/orders", body).Is(204, "")
		}
	})
	t.Run("deep nesting ends", func(t *testing.T) {
		if r := s.JSON(t, "POST", "/orders", strings.Repeat("[", 100_000)); r.Status != 422 || len(r.Body) > 1000 {
			t.Errorf("got %d and %d bytes", r.Status, len(r.Body))
		}
	})
}
