package merge

import (
	"context"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/packages_merge/api"
	"github.com/specho/specho/internal/cases/packages_merge/api/orders"
	shop "github.com/specho/specho/internal/cases/packages_split"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) ListOrders(_ context.Context, req api.ListOrdersRequest) (api.ListOrdersResponse, error) {
	id := req.Query.Of.Or("c1")
	if id == "c404" {
		return nil, api.NewError(404, "no customer %s", id)
	}
	c := orders.Customer{ID: rest.Some(id), Name: "Ada"}
	if len(req.Query.Tags) > 0 {
		c.Name = req.Query.Tags[0]
	}
	return api.ListOrdersOK{Body: []orders.Order{{Customer: c, State: req.Query.State.Or(orders.StateOpen)}}}, nil
}

func (handlers) CreateOrder(_ context.Context, req api.CreateOrderRequest) (api.CreateOrderResponse, error) {
	switch req.Body.Payment.Value.(type) {
	case nil, *orders.Cash, *orders.Card:
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

func TestMerge(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	for _, x := range shop.Exchanges {
		t.Run(x.Name, func(t *testing.T) { s.JSON(t, x.Method, x.Path, x.Body).IsJSON(x.Status, x.Answer) })
	}
}
