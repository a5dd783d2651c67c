package service

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
)

// NotFound is the store's own error. Nothing below knows HTTP statuses for
// it: rest.HandleError maps it to 404 once.
type NotFound struct {
	Kind string // "tourist"
	ID   any
}

// Error names what was looked for.
func (e *NotFound) Error() string { return fmt.Sprintf("there is no %s %v", e.Kind, e.ID) }

// account is a tourist with what the contract never shows.
type account struct {
	tourist  tourism.Tourist
	password passwordHash
	version  int // the ETag
}

// place is a destination with its partner.
type place struct {
	destination tourism.Destination
	partner     string
	added       time.Time
}

// stay is a booking with its history, which is what event streams send.
type stay struct {
	booking tourism.Booking
	events  []tourism.BookingEvent
	changed chan struct{} // closed at the next event
}

// opinion is a review with its author and what it is about.
type opinion struct {
	review      tourism.Review
	author      uuid.UUID
	destination uuid.UUID
}

// charge is a payment with what was given back of it.
type charge struct {
	payment  tourism.Payment
	payer    uuid.UUID
	refunded rest.Decimal
}

// store keeps everything in memory. Its methods may be called by several
// goroutines; values go in and out as copies.
type store struct {
	mu       sync.Mutex
	now      func() time.Time
	accounts map[uuid.UUID]account
	places   map[uuid.UUID]place
	stays    map[uuid.UUID]*stay
	opinions map[uuid.UUID]opinion
	charges  map[int64]charge
	keys     map[idempotency]uuid.UUID // Idempotency-Key of a tourist -> booking
	payments int64                     // the last number that was given
	refunds  int64
}

type idempotency struct{ tourist, key uuid.UUID }

func newStore() *store {
	return &store{
		now:      func() time.Time { return time.Now().UTC().Truncate(time.Millisecond) },
		accounts: map[uuid.UUID]account{},
		places:   map[uuid.UUID]place{},
		stays:    map[uuid.UUID]*stay{},
		opinions: map[uuid.UUID]opinion{},
		charges:  map[int64]charge{},
		keys:     map[idempotency]uuid.UUID{},
		payments: 90071992547409930, // beyond what a float64 can count
	}
}

// find returns a row, or a NotFound.
func find[K comparable, V any](s *store, rows map[K]V, kind string, id K) (V, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := rows[id]
	if !ok {
		return v, &NotFound{Kind: kind, ID: id}
	}
	return v, nil
}

// all returns the rows that keep wants, in the order of less.
func all[K comparable, V any](s *store, rows map[K]V, keep func(V) bool, order func(a, b V) int) []V {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []V
	for _, v := range rows {
		if keep(v) {
			list = append(list, v)
		}
	}
	slices.SortFunc(list, order)
	return list
}

// put writes a row.
func put[K comparable, V any](s *store, rows map[K]V, id K, v V) {
	s.mu.Lock()
	defer s.mu.Unlock()
	rows[id] = v
}

// register adds an account unless its e-mail address is taken.
func (s *store) register(a account) (free bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, other := range s.accounts {
		if other.tourist.Email == a.tourist.Email {
			return false
		}
	}
	s.accounts[a.tourist.ID] = a
	return true
}

// forget takes back what register has added.
func (s *store) forget(id uuid.UUID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.accounts, id)
}

func (s *store) accountByEmail(email string) (account, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.accounts {
		if a.tourist.Email == email {
			return a, true
		}
	}
	return account{}, false
}

// update changes an account if it still has the version the caller has seen.
func (s *store) update(id uuid.UUID, seen int, change func(*tourism.Tourist)) (a account, same bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a = s.accounts[id]
	if a.version != seen {
		return a, false
	}
	change(&a.tourist)
	a.version++
	s.accounts[id] = a
	return a, true
}

// book adds a booking. A second one with the same key is the first again.
func (s *store) book(key uuid.UUID, b tourism.Booking) tourism.Booking {
	s.mu.Lock()
	defer s.mu.Unlock()
	first := idempotency{b.TouristID, key}
	if id, again := s.keys[first]; again {
		return s.stays[id].booking
	}
	s.keys[first] = b.ID
	s.stays[b.ID] = &stay{booking: b, changed: make(chan struct{})}
	s.happen(s.stays[b.ID], b.Status, "we have your booking")
	return b
}

// booking returns a booking as it is today: a stay that is over is completed.
func (s *store) booking(id uuid.UUID) (tourism.Booking, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, ok := s.stays[id]
	if !ok {
		return tourism.Booking{}, &NotFound{Kind: "booking", ID: id}
	}
	return s.today(b), nil
}

// bookings returns all of them as they are today, the newest first.
func (s *store) bookings() []tourism.Booking {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]tourism.Booking, 0, len(s.stays))
	for _, st := range s.stays {
		list = append(list, s.today(st))
	}
	slices.SortFunc(list, func(a, b tourism.Booking) int {
		return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), cmp.Compare(a.ID.String(), b.ID.String()))
	})
	return list
}

// move brings a booking into a state, if it is in one of those given.
func (s *store) move(id uuid.UUID, to tourism.BookingStatus, message string, from ...tourism.BookingStatus) (tourism.Booking, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.stays[id]
	if b := s.today(st); !slices.Contains(from, b.Status) {
		return b, false
	}
	s.happen(st, to, message)
	return s.today(st), true
}

// today completes a stay that is over.
func (s *store) today(st *stay) tourism.Booking {
	over := st.booking.Departure.In(time.UTC).Before(s.now().Truncate(24 * time.Hour))
	if over && st.booking.Status == tourism.BookingStatusConfirmed {
		s.happen(st, tourism.BookingStatusCompleted, "we hope to see you again")
	}
	return st.booking
}

// happen changes a booking and tells those who follow it.
func (s *store) happen(st *stay, status tourism.BookingStatus, message string) {
	now := s.now()
	st.booking.Status = status
	if status == tourism.BookingStatusCancelled {
		st.booking.CancelledAt = rest.NotNull(now)
	}
	st.events = append(st.events, tourism.BookingEvent{
		BookingID: st.booking.ID, Status: status, OccurredAt: now, Message: rest.Some(message)})
	close(st.changed)
	st.changed = make(chan struct{})
}

// eventsAfter returns what happened to a booking after its first n events, and a
// channel that is closed when there is more.
func (s *store) eventsAfter(id uuid.UUID, n int) ([]tourism.BookingEvent, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.stays[id]
	return slices.Clone(st.events[min(n, len(st.events)):]), st.changed
}

// publish adds a review and rates the place anew.
func (s *store) publish(o opinion) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opinions[o.review.ID] = o
	s.rate(o.destination)
}

// withdraw removes a review and rates the place anew.
func (s *store) withdraw(o opinion) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.opinions, o.review.ID)
	s.rate(o.destination)
}

// rate works out the mean rating of a place.
func (s *store) rate(destination uuid.UUID) {
	sum, n := 0, 0
	for _, o := range s.opinions {
		if o.destination == destination {
			sum, n = sum+int(o.review.Rating), n+1
		}
	}
	p := s.places[destination]
	p.destination.ReviewCount, p.destination.Rating = int32(n), rest.Null[float64]{}
	if n > 0 {
		p.destination.Rating = rest.NotNull(float64(sum) / float64(n))
	}
	s.places[destination] = p
}

// pay adds a payment and gives it a number.
func (s *store) pay(payer uuid.UUID, p tourism.Payment) tourism.Payment {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.payments++
	p.ID = s.payments
	s.charges[p.ID] = charge{payment: p, payer: payer}
	return p
}

// refund takes an amount off what is left of a payment, if that is enough, and
// gives the refund a number.
func (s *store) refund(id int64, amount rest.Decimal) (c charge, number int64, enough bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c = s.charges[id]
	sum := add(c.refunded, amount)
	if sum.Cmp(c.payment.Price.Amount) > 0 {
		return c, 0, false
	}
	s.refunds++
	c.refunded = sum
	if sum.Cmp(c.payment.Price.Amount) == 0 {
		c.payment.Status = tourism.PaymentStatusRefunded
	}
	s.charges[id] = c
	return c, s.refunds, true
}
