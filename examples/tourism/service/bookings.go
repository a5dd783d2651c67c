package service

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
)

// ListBookings sends JSON or CSV: both bodies are set, the request's Accept header
// chooses.
func (s *service) ListBookings(ctx context.Context, req tourism.ListBookingsRequest) (tourism.ListBookingsResponse, error) {
	q, me := req.Query, who(ctx)
	mine := filter(s.store.bookings(), func(b tourism.Booking) bool {
		since, given := q.ChangedSince.Get()
		return s.concerns(me, b) &&
			(len(q.Status) == 0 || slices.Contains(q.Status, b.Status)) &&
			(!given || b.CreatedAt.After(since) || b.CancelledAt.Value.After(since))
	})
	items, next, err := pageOf(mine, q.Limit, q.Cursor, func(b *tourism.Booking) string { return b.ID.String() })
	if err != nil {
		return nil, err
	}
	return tourism.ListBookingsOK{Body: &tourism.BookingPage{Items: items, NextCursor: next}, CSV: asCSV(items)}, nil
}

// concerns reports whether a booking is the tourist's own, or for a place of the
// partner.
func (s *service) concerns(me caller, b tourism.Booking) bool {
	if me.partner == "" {
		return b.TouristID == me.tourist
	}
	p, err := find(s.store, s.store.places, "destination", b.DestinationID)
	return err == nil && p.partner == me.partner
}

func asCSV(list []tourism.Booking) string {
	var text strings.Builder
	w := csv.NewWriter(&text)
	w.Write([]string{"id", "arrival", "departure", "status", "amount", "currency"})
	for _, b := range list {
		w.Write([]string{b.ID.String(), b.Arrival.String(), b.Departure.String(), string(b.Status),
			b.Total.Amount.String(), string(b.Total.Currency)})
	}
	w.Flush()
	return text.String()
}

// CreateBooking books a stay, once for each Idempotency-Key.
func (s *service) CreateBooking(ctx context.Context, req tourism.CreateBookingRequest) (tourism.CreateBookingResponse, error) {
	stay, total, err := s.offer(req.Body)
	if err != nil {
		return nil, fmt.Errorf("offer: %w", err) // what the offer raised answers, wrapped or not
	}
	d := req.Body
	b := s.store.book(req.Header.IdempotencyKey, tourism.Booking{
		ID: uuid.New(), TouristID: who(ctx).tourist, DestinationID: d.DestinationID,
		Arrival: d.Arrival, Departure: d.Departure, PickUpAt: d.PickUpAt,
		Travellers: d.Travellers, Extras: d.Extras, Notes: d.Notes,
		Status: tourism.BookingStatusPending, Stay: stay, Total: total, CreatedAt: s.store.now(),
	})
	return tourism.CreateBookingCreated{
		Headers: tourism.CreateBookingCreatedHeaders{Location: s.link("bookings", b.ID), ETag: bookingETag(b)},
		Body:    &b,
	}, nil
}

// offer says how long a stay is and what it costs.
func (s *service) offer(d *tourism.BookingDetails) (rest.Duration, tourism.Money, error) {
	p, err := find(s.store, s.store.places, "destination", d.DestinationID)
	if err != nil {
		return rest.Duration{}, tourism.Money{}, err
	}
	if capacity, limited := p.destination.Capacity.Get(); limited && len(d.Travellers) > int(capacity) {
		return rest.Duration{}, tourism.Money{}, tourism.NewConflict("%s has room for %d", p.destination.Name, capacity)
	}
	days, err := length(d)
	if err != nil {
		return rest.Duration{}, tourism.Money{}, fmt.Errorf("length of stay: %w", err)
	}
	return rest.Duration{Days: uint32(days)}, times(p.destination.Price, days*len(d.Travellers)), nil
}

// length is the number of nights.
func length(d *tourism.BookingDetails) (int, error) {
	days, err := between(d.Arrival, d.Departure)
	if err != nil {
		return 0, fmt.Errorf("from %s to %s: %w", d.Arrival, d.Departure, err)
	}
	return days, nil
}

// between is deep below any handler and knows no operation: it raises a status,
// and the operation's own branch for it says so to the client.
func between(from, to rest.Date) (int, error) {
	days := int(to.In(time.UTC).Sub(from.In(time.UTC)).Hours() / 24)
	if days < 1 {
		return 0, rest.Raise(http.StatusUnprocessableEntity, "the departure must be after the arrival")
	}
	return days, nil
}

// GetBooking shows a booking to who made it.
func (s *service) GetBooking(ctx context.Context, req tourism.GetBookingRequest) (tourism.GetBookingResponse, error) {
	b, err := s.ownBooking(ctx, req.Path.BookingID)
	if err != nil {
		return nil, err
	}
	return tourism.GetBookingOK{Headers: tourism.GetBookingOKHeaders{ETag: bookingETag(b)}, Body: &b}, nil
}

// CancelBooking cancels at once what is not paid yet; the partner is asked first
// about the rest.
func (s *service) CancelBooking(ctx context.Context, req tourism.CancelBookingRequest) (tourism.CancelBookingResponse, error) {
	b, err := s.ownBooking(ctx, req.Path.BookingID)
	if err != nil {
		return nil, err
	}
	message := "cancelled"
	if req.Body != nil { // the body is optional
		message += ": " + string(req.Body.Reason)
	}
	b, done := s.store.move(b.ID, tourism.BookingStatusCancelled, message, tourism.BookingStatusPending)
	switch {
	case done:
		return tourism.CancelBookingOK{Body: &b}, nil
	case b.Status == tourism.BookingStatusConfirmed:
		s.askPartner(b.ID, message)
		return tourism.CancelBookingAccepted{Headers: tourism.CancelBookingAcceptedHeaders{
			Location: s.link("bookings", b.ID), RetryAfter: int32(s.partnerTime.Round(time.Second).Seconds())}}, nil
	}
	return tourism.NewConflict("The booking is %s", b.Status), nil
}

// askPartner stands for a partner who agrees after a while.
func (s *service) askPartner(id uuid.UUID, message string) {
	time.AfterFunc(s.partnerTime, func() {
		s.store.move(id, tourism.BookingStatusCancelled, message, tourism.BookingStatusConfirmed)
	})
}

// StreamBookingEvents sends what happened to a booking, then what happens.
func (s *service) StreamBookingEvents(ctx context.Context, req tourism.StreamBookingEventsRequest) (tourism.StreamBookingEventsResponse, error) {
	b, err := s.ownBooking(ctx, req.Path.BookingID)
	if err != nil {
		if _, foreign := errors.AsType[tourism.Forbidden](err); foreign { // the contract has no 403 here
			return nil, tourism.NewNotFound("there is no booking %s", req.Path.BookingID)
		}
		return nil, err
	}
	seen, _ := strconv.Atoi(req.Header.LastEventID.Value) // 0, from the beginning, for what is no id of ours
	return tourism.StreamBookingEventsOK{Body: func(w *rest.EventWriter[tourism.BookingEvent]) error {
		return s.follow(w, b.ID, max(seen, 0))
	}}, nil
}

// follow sends events until the booking is over, the client leaves, or the server
// stops.
func (s *service) follow(w *rest.EventWriter[tourism.BookingEvent], id uuid.UUID, seen int) error {
	for {
		events, changed := s.store.eventsAfter(id, seen)
		for _, e := range events {
			seen++
			if err := w.SendEvent(rest.Event[tourism.BookingEvent]{ID: strconv.Itoa(seen), Name: "status", Data: e}); err != nil {
				return err
			}
			if e.Status == tourism.BookingStatusCancelled || e.Status == tourism.BookingStatusCompleted {
				return nil
			}
		}
		select {
		case <-changed:
		case <-s.stopping:
			return nil // the client comes back with Last-Event-ID
		case <-w.Context().Done():
			return w.Context().Err()
		}
	}
}

// ownBooking returns a booking if it is the caller's own.
func (s *service) ownBooking(ctx context.Context, id uuid.UUID) (tourism.Booking, error) {
	b, err := s.store.booking(id)
	if err != nil {
		return b, err
	}
	if b.TouristID != who(ctx).tourist {
		return b, tourism.NewForbidden("This is somebody else's booking")
	}
	return b, nil
}

func bookingETag(b tourism.Booking) string { return fmt.Sprintf(`"%s"`, b.Status) }
