package one_way

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/one_way/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

var id = uuid.MustParse("6ba7b810-9dad-11d1-80b4-00c04fd430c8")

func (handlers) CreateOrder(_ context.Context, req api.CreateOrderRequest) (api.CreateOrderResponse, error) {
	if req.Body.Lines[0].Sku == "later" {
		return api.CreateOrderAccepted{Body: &api.Receipt{Rows: [][]string{{"x"}}}}, nil
	}
	o := &api.Order{ID: id, Lines: req.Body.Lines}
	if gift, ok := req.Body.Gift.Value.(api.NewOrderGiftArray); ok {
		o.Notes = gift.Value
	}
	o.Payment.Value = api.OrderPaymentStringVariant{Value: api.OrderPaymentStringCash}
	return api.CreateOrderCreated{Body: o}, nil
}

func (handlers) ListOrders(context.Context, api.ListOrdersRequest) (api.ListOrdersResponse, error) {
	return api.ListOrdersOK{Body: []api.Order{{ID: id, Lines: []api.Line{{Sku: "ab", Count: 2}}}}}, nil
}

func register(e *echo.Echo, o rest.Options) error {
	o.ValidateResponses = false
	return api.Register(e, handlers{}, o)
}

// The server reads what requests have and writes what answers have, as ever.
func TestServer(t *testing.T) {
	s := casetest.Serve(t, register)
	s.JSON(t, "POST", "/orders?filter=%7B%22sku%22:%22x%22%7D", `{"lines":[{"sku":"ab"}],"gift":["x",null]}`).
		IsJSON(201, `{"id":"`+id.String()+`","lines":[{"sku":"ab","count":1}],"notes":["x",null],"payment":"cash"}`)
	s.JSON(t, "POST", "/orders", `{"lines":[{"sku":"later"}]}`).IsJSON(202, `{"rows":[["x"]]}`)
	s.JSON(t, "POST", "/orders", `{"lines":[{"sku":"a"}]}`).IsJSON(422,
		`{"detail":[{"type":"string_too_short","loc":["body","lines",0,"sku"],"msg":"must have at least 2 characters","input":"a","ctx":{"min_length":2}}]}`)
	s.JSON(t, "POST", "/orders?filter=1", `{"lines":[{"sku":"ab"}]}`).IsJSON(422,
		`{"detail":[{"type":"model_attributes_type","loc":["query","filter"],"msg":"must be an object","input":1}]}`)
	s.JSON(t, "GET", "/orders", "").IsJSON(200, `[{"id":"`+id.String()+`","lines":[{"sku":"ab","count":2}]}]`)
}

// What is left out says so, whoever asks.
func TestOtherDirection(t *testing.T) {
	const words = "generate the server with codecs: both"
	var order api.Order
	if err := json.Unmarshal([]byte(`{"id":"`+id.String()+`","lines":[]}`), &order); err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("reading an order: %v", err)
	}
	if b, err := json.Marshal(api.NewOrder{}); err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("writing a new order: %s, %v", b, err)
	}
	if err := api.Register(echo.New(), handlers{}, rest.Options{ValidateResponses: true}); err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("validating responses: %v", err)
	}
}

// Types that requests and answers have, or that no operation has, are read and written
// with all that they hold.
func TestBothDirections(t *testing.T) {
	for text, v := range map[string]any{`{"sku":"ab","count":3}`: &api.Line{}, `{"a":1}`: &api.Unused{}, `{"amounts":[2],"by":{"name":"Ada"}}`: &api.RefundInput{}} {
		if err := json.Unmarshal([]byte(text), v); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if b, err := json.Marshal(v); err != nil || string(b) != text {
			t.Errorf("%s is written %s, %v", text, b, err)
		}
	}
}
