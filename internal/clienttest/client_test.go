package clienttest

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/textproto"
	"reflect"
	"testing"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/generated/client"
	"github.com/specho/specho/rest"
)

// is fails the test unless the server got what the client was told to send.
func is(t *testing.T, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v, not\n%+v", got, want)
	}
}

func TestBodyAndBranches(t *testing.T) {
	s := &service{}
	c := serve(t, s)
	body := tourism.TouristInput{
		Name: "Inês", Email: "ines@example.com", Password: "correct horse battery", Language: "pt-PT",
		Phone: rest.SomeNull[string](), Address: rest.SomeValue(&tourism.Address{Street: "Rua Augusta 24", City: "Lisbon", Country: "PT"}),
		Interests: []tourism.Interest{tourism.InterestSea},
	}
	r, err := c.CreateTouristWithResponse(t.Context(), body)
	if err != nil {
		t.Fatal(err)
	}
	is(t, s.got, tourism.CreateTouristRequest{Body: &body})
	want := tourism.Tourist{ID: id, Name: "Inês", Email: "ines@example.com", Phone: body.Phone, Address: body.Address,
		Language: "pt-PT", Interests: body.Interests, RegisteredAt: moment, LoyaltyPoints: 9007199254740993}
	is(t, *r.JSON201, want)
	is(t, *r.Headers201, client.CreateTouristResponse201Headers{Location: "/v1/tourists/1", ETag: `"7f3a"`})

	body.Email = "taken@example.com"
	if r, err = c.CreateTouristWithResponse(t.Context(), body); err != nil || r.StatusCode() != 409 {
		t.Fatalf("%v, status %d", err, r.StatusCode())
	}
	is(t, r.ApplicationproblemJSON409.Detail, rest.Some("the address is taken"))
	body.Name = ""
	if r, err = c.CreateTouristWithResponse(t.Context(), body); err != nil || r.StatusCode() != 422 {
		t.Fatalf("%v, status %d", err, r.StatusCode())
	}
	is(t, r.ApplicationproblemJSON422.Errors[0].Pointer, rest.Some("#/name"))
}

func TestRaisedStatusIsTheDefault(t *testing.T) {
	s := &service{}
	c := serve(t, s)
	update := tourism.TouristUpdate{Phone: rest.SomeNull[string](), Newsletter: rest.Some(true)}
	r, err := c.UpdateTouristWithApplicationMergePatchPlusJSONBodyWithResponse(t.Context(), id, &client.UpdateTouristParams{IfMatch: `"7f3a"`}, update)
	if err != nil {
		t.Fatal(err)
	}
	is(t, s.got, tourism.UpdateTouristRequest{Path: tourism.UpdateTouristPath{TouristID: id}, Header: tourism.UpdateTouristHeader{IfMatch: `"7f3a"`}, Body: &update})
	if r.StatusCode() != 418 || r.ApplicationproblemJSONDefault.Detail != rest.Some("tea") {
		t.Errorf("%d %s", r.StatusCode(), r.Body)
	}
}

func TestJSONOrForm(t *testing.T) {
	s := &service{}
	c := serve(t, s)
	body := tourism.CredentialsInput{Email: "ines@example.com", Password: "p&s= 100%", Remember: true}
	for _, call := range []func() (*client.LogInResponse, error){
		func() (*client.LogInResponse, error) { return c.LogInWithResponse(t.Context(), body) },
		func() (*client.LogInResponse, error) { return c.LogInWithFormdataBodyWithResponse(t.Context(), body) },
	} {
		r, err := call()
		if err != nil {
			t.Fatal(err)
		}
		is(t, s.got, body)
		is(t, *r.JSON200, tourism.Session{TouristID: id, AccessToken: "token", ExpiresIn: 60})
		if cookies := r.HTTPResponse.Cookies(); len(cookies) != 2 || cookies[1].Value != "b" {
			t.Errorf("cookies %v", cookies)
		}
	}
}

func TestParameters(t *testing.T) {
	s := &service{destination: tourism.ListDestinationsOK{Body: &tourism.DestinationPage{NextCursor: rest.NotNull("next")}}}
	c := serve(t, s)
	prices := &tourism.PriceRange{Min: rest.Some(decimal("20")), Max: rest.Some(decimal("150.50"))}
	r, err := c.ListDestinationsWithResponse(t.Context(), &client.ListDestinationsParams{
		Tag: []string{"beach", "a&b=c"}, Countries: []tourism.Country{"PT", "ES"},
		Sort:  []tourism.DestinationOrder{tourism.DestinationOrderRating, tourism.DestinationOrderName},
		Price: prices, Open: &arrival, Limit: pointer(int32(7)), AcceptLanguage: pointer("pt-PT, en;q=0.8"), SpechoCurrency: pointer(tourism.CurrencyEUR),
	})
	if err != nil {
		t.Fatal(err)
	}
	is(t, s.got, tourism.ListDestinationsRequest{
		Query: tourism.ListDestinationsQuery{
			Tag: []string{"beach", "a&b=c"}, Countries: []tourism.Country{"PT", "ES"},
			Sort:  []tourism.DestinationOrder{tourism.DestinationOrderRating, tourism.DestinationOrderName},
			Price: prices, Open: rest.Some(arrival), Limit: 7,
		},
		Header: tourism.ListDestinationsHeader{AcceptLanguage: rest.Some("pt-PT, en;q=0.8")},
		Cookie: tourism.ListDestinationsCookie{SpechoCurrency: rest.Some(tourism.CurrencyEUR)},
	})
	is(t, *r.JSON200, tourism.DestinationPage{Items: []tourism.Destination{}, NextCursor: rest.NotNull("next")})
}

func TestSeveralMediaTypesAndRanges(t *testing.T) {
	s := &service{bookings: tourism.ListBookingsOK{CSV: "id,arrival\n"}}
	c := serve(t, s)
	since := moment
	params := &client.ListBookingsParams{Status: []tourism.BookingStatus{"pending", "confirmed"}, ChangedSince: &since}
	r, err := c.ListBookingsWithResponse(t.Context(), params)
	if err != nil || string(r.Body) != "id,arrival\n" || r.JSON200 != nil {
		t.Fatalf("%v %+v", err, r)
	}
	is(t, s.got, tourism.ListBookingsQuery{Status: params.Status, ChangedSince: rest.Some(since), Limit: 20})

	s.bookings = tourism.NewRejected(418, "tea")
	if r, err = c.ListBookingsWithResponse(t.Context(), params); err != nil || r.ApplicationproblemJSON4XX.Status != 418 {
		t.Fatalf("%v %+v", err, r)
	}
	s.bookings = tourism.NewUnexpected(503, "later")
	if r, err = c.ListBookingsWithResponse(t.Context(), params); err != nil || r.ApplicationproblemJSONDefault.Status != 503 {
		t.Fatalf("%v %+v", err, r)
	}
}

func TestCreateBooking(t *testing.T) {
	s := &service{}
	c := serve(t, s)
	body := tourism.BookingDetails{
		DestinationID: id, Arrival: arrival, Departure: rest.Date{Year: 2026, Month: 7, Day: 21}, PickUpAt: rest.SomeNull[rest.Time](),
		Travellers: []tourism.Traveller{{Name: "Ines Duarte", BirthDate: rest.Date{Year: 1988, Month: 2, Day: 29}}},
		Extras:     map[string]int32{"breakfast": 1, "bicycle": 2},
	}
	r, err := c.CreateBookingWithResponse(t.Context(), &client.CreateBookingParams{IdempotencyKey: id}, body)
	if err != nil || r.JSON201 == nil {
		t.Fatalf("%v %s", err, r.Body)
	}
	is(t, s.got, tourism.CreateBookingRequest{Header: tourism.CreateBookingHeader{IdempotencyKey: id}, Body: &body})
	is(t, r.JSON201, booking(&body))
}

// TestVerb: a path like /bookings/{bookingId}:cancel, a body that may be missing,
// an answer without one.
func TestVerb(t *testing.T) {
	s := &service{cancel: tourism.CancelBookingAccepted{Headers: tourism.CancelBookingAcceptedHeaders{Location: "/", RetryAfter: 30}}}
	c := serve(t, s)
	body := tourism.Cancellation{Reason: tourism.CancellationReasonWeather}
	r, err := c.CancelBookingWithResponse(t.Context(), id, body)
	if err != nil || r.StatusCode() != 202 || r.Headers202.RetryAfter != 30 {
		t.Fatalf("%v %+v", err, r)
	}
	is(t, s.got, tourism.CancelBookingRequest{Path: tourism.CancelBookingPath{BookingID: id}, Body: &body})
	if r, err = c.CancelBookingWithBodyWithResponse(t.Context(), id, "", nil); err != nil || r.StatusCode() != 202 {
		t.Fatalf("%v %s", err, r.Body)
	}
	is(t, s.got, tourism.CancelBookingRequest{Path: tourism.CancelBookingPath{BookingID: id}})
}

func TestUnion(t *testing.T) {
	s := &service{}
	c := serve(t, s)
	body := tourism.PaymentDetailsInput{
		BookingID: id, Price: tourism.Money{Amount: decimal("840.00"), Currency: tourism.CurrencyEUR},
		Method: tourism.PaymentMethodInput{Value: &tourism.CardInput{Holder: "Ines", Number: "4111111111111111", Expires: "09/28", SecurityCode: "123"}},
	}
	r, err := c.CreatePaymentWithResponse(t.Context(), body)
	if err != nil || r.JSON402 == nil || r.JSON402.Detail != "declined" {
		t.Fatalf("%v %+v", err, r)
	}
	is(t, s.got, body)
}

func TestFormAndNumberInThePath(t *testing.T) {
	s := &service{refund: tourism.RefundPaymentCreated{Body: &tourism.Refund{ID: 1, PaymentID: 9007199254740993, Price: tourism.Money{Amount: decimal("40.00"), Currency: "EUR"}, RefundedAt: moment}}}
	c := serve(t, s)
	body := tourism.RefundDetails{Amount: decimal("40.00"), Reason: tourism.RefundDetailsReasonComplaint, Notify: true}
	r, err := c.RefundPaymentWithFormdataBodyWithResponse(t.Context(), 9007199254740993, body)
	if err != nil || r.JSON201 == nil {
		t.Fatalf("%v %s", err, r.Body)
	}
	is(t, s.got, tourism.RefundPaymentRequest{Path: tourism.RefundPaymentPath{PaymentID: 9007199254740993}, Body: &body})
	is(t, r.JSON201.Price.Amount, decimal("40.00"))
}

func TestMultipart(t *testing.T) {
	s := &service{}
	c := serve(t, s)
	metadata := tourism.PhotoMetadata{Caption: "The tower at low tide", License: "reserved"}
	json, err := metadata.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part(t, w, `form-data; name="photo"; filename="tower.png"`, "image/png", "\x89PNG")
	part(t, w, `form-data; name="metadata"`, "application/json", string(json))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := c.UploadPhotoWithBodyWithResponse(t.Context(), id, w.FormDataContentType(), &body)
	if err != nil || r.JSON201 == nil {
		t.Fatalf("%v %s", err, r.Body)
	}
	is(t, s.got, metadata)
	is(t, s.photo, "\x89PNG")
}

func part(t *testing.T, w *multipart.Writer, disposition, contentType, text string) {
	t.Helper()
	p, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {disposition}, "Content-Type": {contentType}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(p, text); err != nil {
		t.Fatal(err)
	}
}

func TestErrorOfAStream(t *testing.T) {
	s := &service{}
	c := serve(t, s)
	r, err := c.StreamBookingEventsWithResponse(t.Context(), id, &client.StreamBookingEventsParams{LastEventID: pointer("17")})
	if err != nil || r.ApplicationproblemJSON404 == nil {
		t.Fatalf("%v %+v", err, r)
	}
	is(t, s.got, tourism.StreamBookingEventsRequest{Path: tourism.StreamBookingEventsPath{BookingID: id}, Header: tourism.StreamBookingEventsHeader{LastEventID: rest.Some("17")}})
}

func TestUnauthorized(t *testing.T) {
	c, err := client.NewClientWithResponses(serverOf(t))
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.GetBookingWithResponse(t.Context(), id)
	if err != nil || r.StatusCode() != 401 || r.ApplicationproblemJSON401 == nil {
		t.Fatalf("%v %+v", err, r)
	}
}

// serverOf is the address of a server, without credentials.
func serverOf(t *testing.T) string {
	t.Helper()
	return serve(t, &service{}).ClientInterface.(*client.Client).Server
}
