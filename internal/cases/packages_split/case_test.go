package shop

import (
	"context"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/packages_split/api"
	"github.com/specho/specho/internal/cases/packages_split/api/client"
	customer "github.com/specho/specho/internal/cases/packages_split/api/customers"
	"github.com/specho/specho/internal/cases/packages_split/api/orders"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) ListOrders(_ context.Context, req api.ListOrdersRequest) (api.ListOrdersResponse, error) {
	id := req.Query.Of.Or("c1")
	if id == "c404" {
		return nil, api.NewError(404, "no customer %s", id)
	}
	c := customer.Customer{ID: rest.Some(id), Name: "Ada"}
	if len(req.Query.Tags) > 0 {
		c.Name = req.Query.Tags[0]
	}
	return api.ListOrdersOK{Body: []orders.Order{{Customer: c, State: req.Query.State.Or(orders.StateOpen)}}}, nil
}

func (handlers) CreateOrder(_ context.Context, req api.CreateOrderRequest) (api.CreateOrderResponse, error) {
	switch req.Body.Payment.Value.(type) {
	case nil, *orders.Cash, orders.OrderPaymentCard:
	default:
		return nil, api.NewError(500, "a payment of type %T", req.Body.Payment.Value)
	}
	return api.CreateOrderCreated{Headers: api.CreateOrderCreatedHeaders{XState: req.Body.State}, Body: req.Body}, nil
}

func (handlers) ReturnOrder(_ context.Context, req api.ReturnOrderRequest) (api.ReturnOrderResponse, error) {
	in := req.Body
	return api.ReturnOrderOK{Body: in}, nil
}

func (handlers) Find(_ context.Context, req api.FindRequest) (api.FindResponse, error) {
	switch x := req.Body.Value.(type) {
	case api.FindBodyCustomer:
		return api.FindOK{Body: &api.FindOKBody{What: "customer", Customer: &x.Value}}, nil
	case api.FindBodyOrder:
		return api.FindOK{Body: &api.FindOKBody{What: "order", Customer: &x.Value.Customer}}, nil
	}
	return nil, api.NewError(500, "found a %T", req.Body.Value)
}

func serve(t *testing.T) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
}

func TestSplit(t *testing.T) {
	s := serve(t)
	for _, x := range Exchanges {
		t.Run(x.Name, func(t *testing.T) { s.JSON(t, x.Method, x.Path, x.Body).IsJSON(x.Status, x.Answer) })
	}
}

// TestClient: the client takes and gives the types by the names of their packages.
func TestClient(t *testing.T) {
	c, err := client.NewClientWithResponses(serve(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.CreateOrderWithResponse(t.Context(), orders.Order{
		Customer: customer.Customer{Name: "Ada"}, State: orders.StatePaid,
		Payment: orders.OrderPayment{Value: orders.OrderPaymentCard{Value: customer.Card{Kind: customer.CardKindCard, Number: "4711"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if r.JSON201 == nil || r.JSON201.State != orders.StatePaid || r.JSON201.Customer.Name != "Ada" {
		t.Errorf("answer %d %s", r.StatusCode(), r.Body)
	}
}

// TestTypesAreWhatTheyWere: what was declared elsewhere is the same type by both of
// its names, with all of its names in its own package.
func TestTypesAreWhatTheyWere(t *testing.T) {
	casetest.Compiles(t, `package x

import (
	customer "github.com/specho/specho/internal/cases/packages_split/api/customers"
	"github.com/specho/specho/internal/cases/packages_split/api/orders"
)

var (
	o     = orders.Order{Customer: customer.Customer{}, Lines: []orders.OrderLinesItem{{Sku: "ab"}}}
	_     = customer.Customer{Orders: []orders.Order{o}}
	_     orders.OrderPaymentVariant = orders.OrderPaymentCard{Value: customer.Card{}}
	_     orders.OrderPaymentVariant = &orders.Cash{}
	state orders.State               = orders.StateOpen
)
`)
}
