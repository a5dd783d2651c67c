package equal_shapes

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/equal_shapes/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) Echo(_ context.Context, req api.EchoRequest) (api.EchoResponse, error) {
	in := req.Body
	return api.EchoOK{Body: in}, nil
}

// Equal schemas are read and written alike, and values are refused at their own places.
func TestEqualShapes(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	for sent, want := range map[string]string{
		`{"home":{"street":"a"},"shop":{"street":"b"}}`:                           `{"home":{"street":"a","floor":0},"shop":{"street":"b","floor":0}}`,
		`{"shop":{"street":"b","floor":3,"state":"old","tags":["x",null],"n":1}}`: `{"shop":{"street":"b","floor":3,"state":"old","tags":["x",null],"n":1}}`,
		`{"cellar":{"street":"c"}}`:                                               `{"cellar":{"street":"c","floor":-1}}`,
		`{"phone":"1","telex":[2],"pager":{"street":"c"}}`:                        `{"phone":"1","telex":[2],"pager":{"street":"c","floor":0}}`,
		`{"colour":"green","paint":"red","sign":"green"}`:                         `{"colour":"green","paint":"red","sign":"green"}`,
	} {
		t.Run(sent, func(t *testing.T) { s.JSON(t, "POST", "/addresses", sent).IsJSON(200, want) })
	}
	long := `"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"` // 51
	s.JSON(t, "POST", "/addresses", `{"office":{"street":`+long+`}}`).IsJSON(200, `{"office":{"street":`+long+`,"floor":0}}`)
	for sent, want := range map[string]string{
		`{"shop":{}}`:                       `{"type":"missing","loc":["body","shop","street"],"msg":"is required","input":null}`,
		`{"shop":{"street":` + long + `}}`:  `{"type":"string_too_long","loc":["body","shop","street"],"msg":"must have at most 50 characters","input":` + long + `,"ctx":{"max_length":50}}`,
		`{"shop":{"street":"a","n":"one"}}`: `{"type":"int_type","loc":["body","shop","n"],"msg":"must be an integer","input":"one"}`,
		`{"depot":{"codes":["a","B"]}}`:     `{"type":"string_pattern_mismatch","loc":["body","depot","codes",1],"msg":"must match the pattern '^[a-z]+$'","input":"B","ctx":{"pattern":"^[a-z]+$"}}`,
		`{"warehouse":{"codes":["B"]}}`:     `{"type":"string_pattern_mismatch","loc":["body","warehouse","codes",0],"msg":"must match the pattern '^[a-z]+$'","input":"B","ctx":{"pattern":"^[a-z]+$"}}`,
		`{"telex":"1234567890"}`:            `{"type":"string_too_long","loc":["body","telex"],"msg":"must have at most 9 characters","input":"1234567890","ctx":{"max_length":9}}`,
		`{"pager":"123456789"}`:             `{"type":"string_too_long","loc":["body","pager"],"msg":"must have at most 8 characters","input":"123456789","ctx":{"max_length":8}}`,
		`{"colour":"blue"}`:                 `{"type":"enum","loc":["body","colour"],"msg":"must be 'red' or 'green'","input":"blue","ctx":{"expected":"'red' or 'green'"}}`,
	} {
		t.Run(sent, func(t *testing.T) { s.JSON(t, "POST", "/addresses", sent).IsJSON(422, `{"detail":[`+want+`]}`) })
	}
}

// A type that shares the codec of another is itself to package encoding/json.
func TestEqualShapesAsJSON(t *testing.T) {
	v := api.CustomerShop{Street: "old", Floor: 7}
	if err := json.Unmarshal([]byte(`{"street":"new"}`), &v); err != nil || v.Street != "new" || v.Floor != 0 {
		t.Errorf("read %+v, %v", v, err)
	}
	if b, err := json.Marshal(map[string]any{"shop": v, "paint": api.CustomerPaintRed, "colour": api.CustomerColourGreen}); err != nil ||
		string(b) != `{"colour":"green","paint":"red","shop":{"street":"new","floor":0}}` {
		t.Errorf("wrote %s, %v", b, err)
	}
	if err := json.Unmarshal([]byte(`{}`), &v); err == nil {
		t.Error("an address without its street is read")
	}
}

// Schemas inside of others that are equal are one type; a component is one of its own,
// and so is what has other descriptions.
func TestEqualShapesOnce(t *testing.T) {
	customer := api.Customer{Warehouse: &api.CustomerDepot{Codes: []string{"a"}}}
	customer.Depot = customer.Warehouse
	customer.Colour, customer.Paint = rest.Some(api.CustomerPaintRed), rest.Some(api.CustomerColourGreen)
	customer.Phone = api.CustomerTelex{Value: api.CustomerTelexString{Value: "1"}}
	switch v := customer.Phone.Value.(type) {
	case api.CustomerPhoneString:
	case *api.Address, api.CustomerPhoneArray:
		t.Errorf("a text is a %T", v)
	}
	switch v := any(customer.Depot).(type) {
	case *api.CustomerWarehouse: // which is CustomerDepot
	case *api.Address, *api.CustomerShop: // which would not compile if these were one
		t.Errorf("a depot is a %T", v)
	}
}
