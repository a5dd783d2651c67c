package unions

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/unions/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) AddPet(_ context.Context, req api.AddPetRequest) (api.AddPetResponse, error) {
	switch p := req.Body.Value.(type) {
	case *api.Cat:
		p.Lives++
	case *api.Dog:
		p.Tricks = append(p.Tricks, "roll")
	}
	in := req.Body
	return api.AddPetOK{Body: in}, nil
}

func (handlers) AddValue(_ context.Context, req api.AddValueRequest) (api.AddValueResponse, error) {
	in := req.Body
	return api.AddValueOK{Body: in}, nil
}

func TestUnions(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	pets := []struct {
		name, body string
		status     int
		answer     string
	}{
		{"by tag", `{"kind":"cat","lives":6}`, 200, `{"kind":"cat","lives":7}`},
		{"the tag last", `{"tricks":["sit"],"kind":"dog"}`, 200, `{"kind":"dog","tricks":["sit","roll"]}`},
		{"B43 wrong tag", `{"kind":"bird"}`, 422, `{"detail":[{"type":"union_tag_invalid","loc":["body"],"msg":"member 'kind' must be one of 'cat', 'dog'","ctx":{"discriminator":"kind","expected_tags":"'cat', 'dog'","tag":"bird"}}]}`},
		{"B43 no tag", `{"lives":1}`, 422, `{"detail":[{"type":"union_tag_not_found","loc":["body"],"msg":"must have a member 'kind' that is one of 'cat', 'dog'","ctx":{"discriminator":"kind"}}]}`},
		{"B43 a tag that is no string", `{"kind":1}`, 422, `{"detail":[{"type":"union_tag_not_found","loc":["body"],"msg":"must have a member 'kind' that is one of 'cat', 'dog'","ctx":{"discriminator":"kind"}}]}`},
		{"B43 the violations of the member that the tag names", `{"kind":"cat","lives":10}`, 422, `{"detail":[{"type":"less_than_equal","loc":["body","lives"],"msg":"must be at most 9","input":10,"ctx":{"le":9}}]}`},
	}
	for _, tt := range pets {
		t.Run(tt.name, func(t *testing.T) { s.JSON(t, "POST", "/pets", tt.body).IsJSON(tt.status, tt.answer) })
	}
	for _, good := range []string{
		`{}`, `{"id":"7"}`, `{"id":7}`, `{"shape":{"radius":1.5}}`, `{"shape":{"side":2}}`,
		`{"flagOrList":true}`, `{"flagOrList":[1,2]}`, `{"flagOrList":[]}`, `{"maybe":null}`, `{"maybe":{"kind":"x","lives":0}}`,
		// Of several members that match, the one that has a place for everything.
		`{"patch":{"taxId":"7"}}`, `{"patch":{"born":1990}}`, `{"patch":{"note":"x"}}`, `{"patch":{"born":1990,"note":"x"}}`, `{"patch":{"address":{"zip":"1","door":2}}}`,
		`{"animal":{"kind":"cat","lives":1}}`, `{"animal":{"kind":"dog","tricks":[]}}`, `{"animal":{"kind":"wolf","pack":3}}`,
		`{"tool":{"kind":"hammer"}}`, `{"tool":{"kind":"saw","teeth":7}}`,
		`{"vehicle":{"wheels":4,"vehicle":"car","doors":5}}`, `{"vehicle":{"wheels":2,"vehicle":"bike"}}`,
		`{"figure":{"kind":"circle","color":"red","radius":1.5}}`, `{"figure":{"kind":"square","side":2}}`,
		`{"release":{"version":1}}`, `{"release":{"version":3,"notes":"x"}}`,
	} {
		t.Run("good "+good, func(t *testing.T) { s.JSON(t, "POST", "/values", good).IsJSON(200, good) })
	}
	for _, bad := range []string{
		`{"id":true}`, `{"id":1.5}`, `{"id":null}`, `{"shape":{}}`, `{"shape":{"radius":1,"side":2}}`, `{"shape":"circle"}`,
		`{"flagOrList":["x"]}`, `{"flagOrList":null}`, `{"maybe":{}}`, `{"maybe":1}`,
		`{"animal":{"kind":"wolf"}}`, `{"animal":{"kind":"bird"}}`, `{"animal":{"pack":3}}`,
		`{"tool":{"kind":"saw"}}`, `{"tool":{"kind":"saw","teeth":7,"blade":1}}`, `{"tool":{"kind":"saw","color":"red"}}`,
		`{"vehicle":{"vehicle":"car"}}`, `{"vehicle":{"wheels":4,"vehicle":"bike"}}`, `{"vehicle":{"wheels":0,"vehicle":"car"}}`, `{"vehicle":{"wheels":4}}`,
		`{"figure":{"kind":"circle"}}`, `{"figure":{"kind":"square","radius":1}}`, `{"figure":{"kind":"line"}}`,
		`{"release":{"version":2}}`, `{"release":{"version":4,"notes":"x"}}`, `{"release":{"version":"1"}}`, `{"release":{"version":true}}`, `{"release":{}}`,
	} {
		t.Run("bad "+bad, func(t *testing.T) {
			if r := s.JSON(t, "POST", "/values", bad); r.Status != 422 {
				t.Errorf("got %d %s", r.Status, r.Body)
			}
		})
	}
}

// A handler sees the whole of a member, what stands beside the union included.
func TestWholeMembers(t *testing.T) {
	v := api.Values{
		Vehicle: api.Vehicle{Value: &api.VehicleCar{Wheels: 4, Vehicle: api.CarVehicleCar, Doors: rest.Some[int64](5)}},
		Figure:  api.Figure{Value: &api.Circle{Kind: "circle", Color: rest.Some("red"), Radius: 2}},
	}
	const want = `{"vehicle":{"wheels":4,"vehicle":"car","doors":5},"figure":{"kind":"circle","color":"red","radius":2}}`
	if b, err := json.Marshal(v); err != nil || string(b) != want {
		t.Errorf("got %s, %v", b, err)
	}
}
