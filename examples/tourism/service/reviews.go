package service

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"github.com/google/uuid"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
)

// ListReviews shows what tourists say about a place, the newest first.
func (s *service) ListReviews(_ context.Context, req tourism.ListReviewsRequest) (tourism.ListReviewsResponse, error) {
	id := req.Path.DestinationID
	if _, err := find(s.store, s.store.places, "destination", id); err != nil {
		return nil, err
	}
	found := s.reviews(func(o opinion) bool { return o.destination == id && o.review.Rating >= req.Query.MinRating })
	items, next, err := pageOf(found, req.Query.Limit, req.Query.Cursor, func(r *tourism.Review) string { return r.ID.String() })
	if err != nil {
		return nil, err
	}
	return tourism.ListReviewsOK{Body: &tourism.ReviewPage{Items: items, NextCursor: next}}, nil
}

func (s *service) reviews(keep func(opinion) bool) []tourism.Review {
	found := all(s.store, s.store.opinions, keep, func(a, b opinion) int {
		return cmp.Or(b.review.PublishedAt.Compare(a.review.PublishedAt), cmp.Compare(a.review.ID.String(), b.review.ID.String()))
	})
	list := make([]tourism.Review, len(found))
	for i, o := range found {
		list[i] = o.review
	}
	return list
}

// CreateReview publishes a review of a visit that is over.
func (s *service) CreateReview(ctx context.Context, req tourism.CreateReviewRequest) (tourism.CreateReviewResponse, error) {
	id, me := req.Path.DestinationID, who(ctx).tourist
	if _, err := find(s.store, s.store.places, "destination", id); err != nil {
		return nil, err
	}
	s.deciding.Lock()
	defer s.deciding.Unlock()
	visits := filter(s.store.bookings(), func(b tourism.Booking) bool {
		return b.TouristID == me && b.DestinationID == id && b.Status == tourism.BookingStatusCompleted && during(b, req.Body.VisitedOn)
	})
	if len(visits) == 0 {
		return nil, tourism.NewForbidden("You have not been there on %s", req.Body.VisitedOn)
	}
	again := s.reviews(func(o opinion) bool {
		return o.author == me && o.destination == id && slices.ContainsFunc(visits, func(b tourism.Booking) bool { return during(b, o.review.VisitedOn) })
	})
	if len(again) > 0 {
		return nil, tourism.NewConflict("You have reviewed this visit already")
	}
	review := s.newReview(me, req.Body)
	s.store.publish(opinion{review: review, author: me, destination: id})
	return tourism.CreateReviewCreated{Body: &review}, nil
}

// during reports whether a day belongs to a stay.
func during(b tourism.Booking, day rest.Date) bool {
	return day.Compare(b.Arrival) >= 0 && day.Compare(b.Departure) <= 0
}

func (s *service) newReview(author uuid.UUID, d *tourism.ReviewDetails) tourism.Review {
	a, _ := find(s.store, s.store.accounts, "tourist", author) // who has a booking has an account
	return tourism.Review{
		ID: uuid.New(), Author: a.tourist.Name, PublishedAt: s.store.now(),
		Rating: d.Rating, Title: d.Title, Text: d.Text, VisitedOn: d.VisitedOn, Recommended: d.Recommended,
	}
}

// DeleteReview withdraws a review of the caller. 403 has no branch of its own
// here: it falls under 4XX, which takes its status from the handler.
func (s *service) DeleteReview(ctx context.Context, req tourism.DeleteReviewRequest) (tourism.DeleteReviewResponse, error) {
	o, err := find(s.store, s.store.opinions, "review", req.Path.ReviewID)
	if err != nil {
		return nil, err
	}
	if o.author != who(ctx).tourist {
		return tourism.NewRejected(http.StatusForbidden, "This is somebody else's review"), nil
	}
	s.store.withdraw(o)
	return tourism.DeleteReviewNoContent{}, nil
}
