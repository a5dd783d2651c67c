package service

import (
	"github.com/google/uuid"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/format"
)

// Credentials of the partner that the sample starts with. They are for trying it
// out: a real server keeps such things elsewhere.
const (
	demoPartner = "Tower Museum"
	demoKey     = "demo-partner-key"
	demoToken   = "demo-partner-token"    // may do everything that partners can
	demoReader  = "demo-restricted-token" // has no scope at all
)

// towerID is the destination that the sample starts with.
var towerID = uuid.MustParse("5f0c6a52-3d0f-4a56-9a0f-2f6b1c7e8d34")

// seed adds a partner and a destination.
func (s *service) seed() {
	s.sessions.keys[demoKey] = demoPartner
	s.sessions.clients[demoToken] = client{demoPartner, []string{"destinations:write", "payments:write", "payments:refund"}}
	s.sessions.clients[demoReader] = client{demoPartner, nil}
	put(s.store, s.store.places, towerID, place{partner: demoPartner, added: s.store.now(), destination: tourism.Destination{
		ID: towerID, Name: "Tower of Belém", Names: map[string]string{"pt": "Torre de Belém", "de": "Turm von Belém"},
		Country:  "PT",
		Place:    tourism.DestinationDetailsPlace{Value: &tourism.Coordinates{Latitude: 38.6916, Longitude: -9.216}},
		Price:    tourism.Money{Amount: format.MustDecimal("8.00"), Currency: tourism.CurrencyEUR},
		Capacity: rest.SomeValue[int32](10),
		Visit:    rest.Duration{Hours: 1, Minutes: 30},
		Website:  rest.Some("https://tower.example/"),
		Tags:     []string{"culture", "family"},
	}})
}
