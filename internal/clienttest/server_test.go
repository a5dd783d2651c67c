package clienttest

import (
	"context"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/generated/client"
	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/tasks"
)

var (
	id      = uuid.MustParse("9d5b7d38-8f3e-4c55-a2ab-0f8f6a3d9b10")
	moment  = time.Date(2026, 5, 2, 8, 15, 30, 25e7, time.UTC)
	arrival = rest.Date{Year: 2026, Month: time.July, Day: 14}
)

// service keeps the last request and answers with what the test wants.
type service struct {
	tourism.Unimplemented
	got         any
	bookings    tourism.ListBookingsResponse
	destination tourism.ListDestinationsResponse
	cancel      tourism.CancelBookingResponse
	refund      tourism.RefundPaymentResponse
	photo       string
}

func (s *service) CreateTourist(_ context.Context, req tourism.CreateTouristRequest) (tourism.CreateTouristResponse, error) {
	s.got = req
	if req.Body.Email == "taken@example.com" {
		return nil, tourism.NewConflict("the address is taken")
	}
	t := &tourism.Tourist{ID: id, Name: req.Body.Name, Email: req.Body.Email, Phone: req.Body.Phone, Address: req.Body.Address,
		Language: req.Body.Language, Interests: req.Body.Interests, RegisteredAt: moment, LoyaltyPoints: 9007199254740993}
	return tourism.CreateTouristCreated{Body: t, Headers: tourism.CreateTouristCreatedHeaders{Location: "/v1/tourists/1", ETag: `"7f3a"`}}, nil
}

func (s *service) LogIn(_ context.Context, req tourism.LogInRequest) (tourism.LogInResponse, error) {
	s.got = *req.Body
	cookies := []*http.Cookie{{Name: "specho_session", Value: "a"}, {Name: "specho_refresh", Value: "b"}}
	return tourism.LogInOK{Headers: tourism.LogInOKHeaders{SetCookie: cookies}, Body: &tourism.Session{TouristID: id, AccessToken: "token", ExpiresIn: 60}}, nil
}

func (s *service) UpdateTourist(_ context.Context, req tourism.UpdateTouristRequest) (tourism.UpdateTouristResponse, error) {
	s.got = req
	return nil, rest.Raise(http.StatusTeapot, "tea")
}

func (s *service) ListDestinations(_ context.Context, req tourism.ListDestinationsRequest) (tourism.ListDestinationsResponse, error) {
	s.got = req
	return s.destination, nil
}

func (s *service) UploadPhoto(_ context.Context, req tourism.UploadPhotoRequest) (tourism.UploadPhotoResponse, error) {
	s.got = req.Body.Metadata
	f, err := req.Body.Photo.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	s.photo = string(b)
	photo := &tourism.Photo{ID: id, Caption: req.Body.Metadata.Caption, License: "reserved", URL: "https://x.example/", Size: int64(len(b)), Sha256: []byte{1}}
	return tourism.UploadPhotoCreated{Headers: tourism.UploadPhotoCreatedHeaders{Location: "/v1"}, Body: photo}, err
}

func (s *service) ListBookings(_ context.Context, req tourism.ListBookingsRequest) (tourism.ListBookingsResponse, error) {
	s.got = req.Query
	return s.bookings, nil
}

func (s *service) CreateBooking(_ context.Context, req tourism.CreateBookingRequest) (tourism.CreateBookingResponse, error) {
	s.got = req
	return tourism.CreateBookingCreated{Body: booking(req.Body), Headers: tourism.CreateBookingCreatedHeaders{Location: "/", ETag: "x"}}, nil
}

func (s *service) CancelBooking(_ context.Context, req tourism.CancelBookingRequest) (tourism.CancelBookingResponse, error) {
	s.got = req
	return s.cancel, nil
}

func (s *service) StreamBookingEvents(_ context.Context, req tourism.StreamBookingEventsRequest) (tourism.StreamBookingEventsResponse, error) {
	s.got = req
	return nil, tourism.NewNotFound("there is no such booking")
}

func (s *service) CreatePayment(_ context.Context, req tourism.CreatePaymentRequest) (tourism.CreatePaymentResponse, error) {
	s.got = *req.Body
	return tourism.CreatePaymentPaymentRequired{Body: &tourism.ErrorDetail{Detail: "declined"}}, nil
}

func (s *service) RefundPayment(_ context.Context, req tourism.RefundPaymentRequest) (tourism.RefundPaymentResponse, error) {
	s.got = req
	return s.refund, nil
}

func booking(d *tourism.BookingDetails) *tourism.Booking {
	return &tourism.Booking{
		DestinationID: d.DestinationID, Arrival: d.Arrival, Departure: d.Departure, PickUpAt: d.PickUpAt, Travellers: d.Travellers,
		Extras: d.Extras, Notes: d.Notes, ID: id, TouristID: id, Status: tourism.BookingStatusPending,
		Stay:  duration("P7D"),
		Total: tourism.Money{Amount: decimal("840.00"), Currency: tourism.CurrencyEUR}, CreatedAt: moment,
	}
}

func decimal(s string) (d rest.Decimal) {
	if err := d.UnmarshalText([]byte(s)); err != nil {
		panic(err)
	}
	return d
}

func duration(s string) (d rest.Duration) {
	if err := d.UnmarshalText([]byte(s)); err != nil {
		panic(err)
	}
	return d
}

// guard takes the token "good" and the key "key".
type guard struct{}

func (guard) check(ok bool) (string, error) {
	if !ok {
		return "", rest.ErrUnauthorized
	}
	return "ines", nil
}

func (g guard) BearerAuth(_ context.Context, c rest.Bearer) (string, error) {
	return g.check(string(c.Token) == "good")
}
func (g guard) SessionCookie(_ context.Context, c rest.APIKey) (string, error) {
	return g.check(string(c.Key) == "good")
}
func (g guard) PartnerKey(_ context.Context, c rest.APIKey) (string, error) {
	return g.check(string(c.Key) == "key")
}
func (g guard) ClientCredentials(_ context.Context, c rest.Bearer) (string, error) {
	return g.check(string(c.Token) == "good")
}

// serve starts the sample's server, and returns a client that has a good token and
// key.
func serve(t *testing.T, s *service) *client.ClientWithResponses {
	t.Helper()
	e := echo.New()
	if err := tourism.Register(e, s, guard{}, rest.Options{ValidateResponses: true, Tasks: &tasks.Recorder{}}); err != nil {
		t.Fatal(err)
	}
	c, err := client.NewClientWithResponses(casetest.Listen(t, e, &casetest.Journal{})+tourism.BasePath, client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer good")
		r.Header.Set("X-API-Key", "key")
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func pointer[T any](v T) *T { return &v }
