package service

import (
	"context"
	"net/http"
	"strings"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest"
)

// CreatePayment charges a card at once; a transfer takes its time.
func (s *service) CreatePayment(ctx context.Context, req tourism.CreatePaymentRequest) (tourism.CreatePaymentResponse, error) {
	b, err := s.payable(ctx, req.Body)
	if err != nil {
		return nil, err
	}
	p := tourism.Payment{BookingID: b.ID, Price: req.Body.Price, Status: tourism.PaymentStatusPending}
	switch method := req.Body.Method.Value.(type) {
	case *tourism.CardInput:
		return s.chargeCard(b, p, method)
	case *tourism.Transfer:
		p.Method.Value = method
		p = s.store.pay(b.TouristID, p)
		return tourism.CreatePaymentAccepted{
			Headers: tourism.CreatePaymentAcceptedHeaders{Location: s.link("payments", p.ID), RetryAfter: 3600},
			Body:    &p,
		}, nil
	}
	return nil, rest.Raise(http.StatusNotImplemented, "no such way to pay")
}

// payable returns the booking to pay for, if it can be paid like this.
func (s *service) payable(ctx context.Context, d *tourism.PaymentDetailsInput) (tourism.Booking, error) {
	b, err := s.store.booking(d.BookingID)
	if err != nil {
		return b, err
	}
	me := who(ctx)
	switch {
	case !s.concerns(me, b):
		return b, tourism.NewPaymentRejected(http.StatusForbidden, "this is somebody else's booking")
	case b.Status != tourism.BookingStatusPending:
		return b, tourism.NewPaymentRejected(http.StatusConflict, "the booking is %s", b.Status)
	case d.Price.Currency != b.Total.Currency || d.Price.Amount.Cmp(b.Total.Amount) != 0:
		return b, tourism.NewPaymentRejected(http.StatusConflict, "the booking costs %s %s", b.Total.Amount, b.Total.Currency)
	}
	return b, nil
}

// chargeCard stands for a bank, which declines cards that end in 0002.
func (s *service) chargeCard(b tourism.Booking, p tourism.Payment, c *tourism.CardInput) (tourism.CreatePaymentResponse, error) {
	number := string(c.Number)
	if strings.HasSuffix(number, "0002") {
		return nil, tourism.NewCreatePaymentPaymentRequired("the bank has declined the card")
	}
	p.Method.Value = &tourism.Card{Holder: c.Holder, Expires: c.Expires, LastFour: rest.Some(number[len(number)-4:])}
	p.Status, p.PaidAt = tourism.PaymentStatusPaid, rest.NotNull(s.store.now())
	if _, ok := s.store.move(b.ID, tourism.BookingStatusConfirmed, "paid by card", tourism.BookingStatusPending); !ok {
		return nil, tourism.NewPaymentRejected(http.StatusConflict, "the booking was paid or cancelled meanwhile")
	}
	p = s.store.pay(b.TouristID, p)
	return tourism.CreatePaymentCreated{
		Headers: tourism.CreatePaymentCreatedHeaders{Location: s.link("payments", p.ID)},
		Body:    &p,
	}, nil
}

// GetPayment shows a payment to who made it; for others it does not exist.
func (s *service) GetPayment(ctx context.Context, req tourism.GetPaymentRequest) (tourism.GetPaymentResponse, error) {
	c, err := find(s.store, s.store.charges, "payment", req.Path.PaymentID)
	if err != nil {
		return nil, err
	}
	if c.payer != who(ctx).tourist {
		return tourism.NewPaymentNotFound("there is no payment %d", req.Path.PaymentID), nil
	}
	return tourism.GetPaymentOK{Body: &c.payment}, nil
}

// RefundPayment gives back a part of a payment.
func (s *service) RefundPayment(ctx context.Context, req tourism.RefundPaymentRequest) (tourism.RefundPaymentResponse, error) {
	c, err := find(s.store, s.store.charges, "payment", req.Path.PaymentID)
	if err != nil {
		return nil, err
	}
	b, err := s.store.booking(c.payment.BookingID)
	if err != nil {
		return nil, err
	}
	if !s.concerns(who(ctx), b) {
		return nil, tourism.NewPaymentRejected(http.StatusForbidden, "this was paid to somebody else")
	}
	if req.Body.Amount.Rat().Sign() <= 0 {
		return nil, invalid("must be more than 0", "body", "amount")
	}
	c, number, enough := s.store.refund(c.payment.ID, req.Body.Amount)
	if !enough {
		return nil, tourism.NewRefundPaymentConflict("%s of %s are refunded already", c.refunded, c.payment.Price.Amount)
	}
	return tourism.RefundPaymentCreated{Body: &tourism.Refund{
		ID: number, PaymentID: c.payment.ID, RefundedAt: s.store.now(),
		Price: tourism.Money{Amount: req.Body.Amount, Currency: c.payment.Price.Currency},
	}}, nil
}

// invalid is what the contract check itself answers for a broken request, for a
// rule that the document cannot state.
func invalid(message string, at ...string) tourism.InvalidPayment {
	loc := make([]tourism.ValidationErrorLocItem, len(at))
	for i, name := range at {
		loc[i].Value = tourism.ValidationErrorLocItemString{Value: name}
	}
	return tourism.InvalidPayment{Body: &tourism.HTTPValidationError{
		Detail: []tourism.ValidationError{{Loc: loc, Msg: message, Type: "value_error"}}}}
}
