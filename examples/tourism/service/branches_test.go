package service

import (
	"bufio"
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/generated"
)

// TestEveryBranch sends requests until every branch that the document declares was
// answered at least once. The contract checks each answer.
func TestEveryBranch(t *testing.T) {
	c := newContract(t)
	for _, s := range []struct {
		name   string
		limits map[string]int
		run    func(t *testing.T, w *world)
	}{
		{"tourists", nil, tourists},
		{"account changes", nil, accountChanges},
		{"destinations", nil, destinations},
		{"photos", nil, photos},
		{"bookings", nil, bookings},
		{"cancellations", nil, cancellations},
		{"events", nil, events},
		{"reviews", nil, reviews},
		{"payments", nil, payments},
		{"refunds", nil, refunds},
		{"limits", map[string]int{tourism.OperationLogIn: 1, tourism.OperationCreateTourist: 1, tourism.OperationListDestinations: 1}, limits},
	} {
		t.Run(s.name, func(t *testing.T) {
			w := newWorld(t, c, s.limits)
			s.run(t, w)
			if log := w.log.String(); log != "" {
				t.Errorf("errors are logged: %s", log)
			}
		})
	}
	for _, branch := range c.unseen() {
		t.Errorf("no answer was the branch %s", branch)
	}
}

func tourists(t *testing.T, w *world) {
	ines, bob := w.signUp("ines"), w.signUp("bob")
	new := object{"name": "Ines", "email": "ines@example.com", "password": password}
	w.send("POST", "/tourists", new).is(409, "ines@example.com is taken", `"title":"Conflict"`)
	w.send("POST", "/tourists", object{"name": "", "email": "x", "password": "short"}).is(422, "#/name", "#/email", "#/password")
	w.send("POST", "/tourists", "<a/>", "Content-Type: text/xml").is(415)

	w.send("POST", "/sessions", object{"email": "ines@example.com", "password": "wrong"}).is(401, `Www-Authenticate: Bearer realm="specho"`)
	w.send("POST", "/sessions", object{"email": "ines@example.com"}).is(422, "#/password")
	w.send("POST", "/sessions", "x", "Content-Type: text/plain").is(415)
	in := w.send("POST", "/sessions", "email=ines%40example.com&password=correct+horse+battery&remember=true",
		"Content-Type: application/x-www-form-urlencoded").is(200, `"tokenType":"Bearer"`)
	if cookies := in.Cookies(); len(cookies) != 2 || cookies[0].Name != "specho_session" || cookies[1].Name != "specho_refresh" || !cookies[0].HttpOnly {
		t.Errorf("cookies are %v", cookies)
	}

	me := "/tourists/" + ines.id
	got := w.send("GET", me, nil, ines.auth).is(200, `Etag: "v1"`, `"language":"en"`)
	if strings.Contains(got.body, "password") {
		t.Errorf("the password leaks: %s", got.body)
	}
	w.send("GET", me, nil, "Cookie: specho_session="+ines.token, `If-None-Match: "v0", "v1"`).is(304, `Etag: "v1"`)
	w.send("GET", me, nil).is(401, "Www-Authenticate: Bearer")
	w.send("GET", me, nil, "Authorization: Bearer nonsense").is(401)
	w.send("GET", me, nil, bob.auth).is(403)
	w.send("GET", "/tourists/"+uuid.NewString(), nil, ines.auth).is(404, "there is no tourist")
	w.send("GET", "/tourists/x", nil, ines.auth).is(422, `"parameter":"touristId"`)
}

func accountChanges(t *testing.T, w *world) {
	ines, bob := w.signUp("ines"), w.signUp("bob")
	me, patch := "/tourists/"+ines.id, "Content-Type: application/merge-patch+json"
	w.send("PATCH", me, object{"phone": "+351912345678", "newsletter": true}, patch, ines.auth, `If-Match: "v1"`).
		is(200, `Etag: "v2"`, `"phone":"+351912345678"`)
	kept := w.send("PATCH", me, object{"name": "Ines D."}, patch, ines.auth, `If-Match: "v2"`).is(200, `"phone":"+351912345678"`, `"newsletter":true`)
	if kept.member("name") != "Ines D." {
		t.Errorf("the name is %s", kept.member("name"))
	}
	removed := w.send("PATCH", me, object{"phone": nil}, patch, ines.auth, `If-Match: *`).is(200)
	if strings.Contains(removed.body, "phone") {
		t.Errorf("null does not remove: %s", removed.body)
	}
	w.send("PATCH", me, object{"name": "x"}, patch, ines.auth, `If-Match: "v1"`).is(412, `Etag: "v4"`, "version")
	w.send("PATCH", me, object{}, patch, ines.auth, `If-Match: "v4"`).is(422)
	w.send("PATCH", me, object{"name": "x"}, patch, ines.auth).is(422, `"parameter":"If-Match"`)
	w.send("PATCH", me, object{"name": "x"}, patch).is(401)
	w.send("PATCH", me, object{"name": "x"}, patch, bob.auth, `If-Match: "v4"`).is(403)
	w.send("PATCH", "/tourists/"+uuid.NewString(), object{"name": "x"}, patch, bob.auth, `If-Match: "v4"`).is(404)
	w.send("PATCH", me, object{"name": "x"}, ines.auth, "Content-Type: text/plain", `If-Match: "v4"`).is(415)
}

func destinations(t *testing.T, w *world) {
	program := "Authorization: Bearer " + demoToken
	place := object{"name": "Museum", "country": "PT", "place": object{"street": "Rua 1", "city": "Lisbon", "country": "PT"},
		"price": object{"amount": "12.50", "currency": "EUR"}, "tags": []string{"sea"}, "opensAt": "09:30:00+01:00"}
	id := w.send("POST", "/destinations", place, program).is(201, "Location: /v1/destinations/", `"visit":"PT2H"`, `"amount":"12.50"`).member("id")
	w.send("POST", "/destinations", place, program).is(409)
	w.send("POST", "/destinations", place, "Authorization: Bearer "+demoReader).is(403)
	w.send("POST", "/destinations", place).is(401)
	w.send("POST", "/destinations", object{"name": "x", "country": "Portugal"}, program).is(422, "#/country", "#/place", "#/price")
	w.send("POST", "/destinations", "x", program, "Content-Type: text/plain").is(415)

	w.send("GET", "/destinations/"+id, nil).is(200, "Etag: ", "Expires: ", "GMT")
	w.send("GET", "/destinations/"+uuid.NewString(), nil).is(404)
	w.send("GET", "/destinations/"+id, nil, "Accept: image/png").is(406)

	page := w.send("GET", "/destinations?limit=1&sort=price", nil, "Accept-Language: pt-PT, en;q=0.8", "Cookie: specho_currency=USD").
		is(200, "Torre de Belém", `"amount":"8.70","currency":"USD"`)
	w.send("GET", "/destinations?limit=1&sort=price&cursor="+page.member("nextCursor"), nil).is(200, "Museum", `"nextCursor":null`)
	w.send("GET", "/destinations?countries=PT|ES&tag=sea&tag=x&price[min]=12.5&price[max]=12.500&open=2026-07-14", nil).is(200, "Museum")
	w.send("GET", "/destinations?price[min]=13", nil).is(200, `"items":[]`)
	w.send("GET", "/destinations?cursor=nonsense", nil).is(422, "the cursor is not one of ours")
	w.send("GET", "/destinations?limit=101&sort=colour", nil, "Cookie: specho_currency=XXX").is(422, `"parameter":"limit"`, `"parameter":"sort"`, `"parameter":"specho_currency"`)
	w.send("GET", "/destinations", nil, "Authorization: Bearer nonsense").is(401)

	sea := w.signUp("nemo")
	w.send("PATCH", "/tourists/"+sea.id, object{"interests": []string{"sea"}}, "Content-Type: application/merge-patch+json", "If-Match: *", sea.auth).is(200)
	w.send("GET", "/destinations?limit=1&sort=price", nil, sea.auth).is(200, "Museum")
}

// form is a multipart body with a photo.
func form(t *testing.T, content []byte, metadata string) (body *bytes.Buffer, contentType string) {
	t.Helper()
	body = new(bytes.Buffer)
	w := multipart.NewWriter(body)
	part, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="metadata"`}, "Content-Type": {"application/json"}})
	if err == nil {
		_, err = part.Write([]byte(metadata))
	}
	if err != nil {
		t.Fatal(err)
	}
	part, err = w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="photo"; filename="a.jpg"`}, "Content-Type": {"image/jpeg"}})
	if err == nil {
		_, err = part.Write(content)
	}
	if err != nil {
		t.Fatal(err)
	}
	w.Close()
	return body, "Content-Type: " + w.FormDataContentType()
}

func photos(t *testing.T, w *world) {
	ines := w.signUp("ines")
	var jpg, pic bytes.Buffer
	jpeg.Encode(&jpg, image.NewGray(image.Rect(0, 0, 4, 4)), nil)
	png.Encode(&pic, image.NewGray(image.Rect(0, 0, 4, 4)))
	photos := "/destinations/" + towerID.String() + "/photos"
	upload := func(path string, content []byte, metadata string, headers ...string) *answer {
		body, contentType := form(t, content, metadata)
		return w.send("POST", path, body, append(headers, contentType)...)
	}
	caption := `{"caption": "The tower", "takenOn": "2026-05-03"}`
	for media, content := range map[string]string{"image/jpeg": jpg.String(), "image/png": pic.String()} {
		a := upload(photos, []byte(content), caption, ines.auth).is(201, `"license":"reserved"`)
		got := w.send("GET", photos+"/"+a.member("id"), nil).is(200, "Content-Type: "+media, "Etag: ", "Expires: ")
		if got.body != content {
			t.Errorf("%s: %d bytes came back, %d were sent", media, len(got.body), len(content))
		}
	}
	upload(photos, []byte("GIF89a"), caption, ines.auth).is(422, "image/gif")
	upload(photos, jpg.Bytes(), `{}`, ines.auth).is(422, "caption")
	upload(photos, bytes.Repeat([]byte("x"), maxPhoto+1), caption, ines.auth).is(413, "10485761 bytes")
	upload(photos, jpg.Bytes(), caption).is(401)
	upload("/destinations/"+uuid.NewString()+"/photos", jpg.Bytes(), caption, ines.auth).is(404)
	w.send("POST", photos, object{}, ines.auth).is(415)
	w.send("GET", photos+"/"+uuid.NewString(), nil).is(404)
	w.send("GET", photos+"/"+uuid.NewString()+"?size=huge", nil).is(422)
}

func bookings(t *testing.T, w *world) {
	ines, bob := w.signUp("ines"), w.signUp("bob")
	key := newKey()
	first := w.send("POST", "/bookings", stayAt("2030-07-14", "2030-07-21"), ines.auth, key).
		is(201, "Location: /v1/bookings/", "Etag: ", `"stay":"P7D"`, `"total":{"amount":"56.00","currency":"EUR"}`, `"status":"pending"`)
	again := w.send("POST", "/bookings", stayAt("2030-07-14", "2030-07-21"), ines.auth, key).is(201)
	if first.body != again.body {
		t.Errorf("the same key gives another booking:\n%s\n%s", first.body, again.body)
	}
	w.send("POST", "/bookings", stayAt("2030-07-21", "2030-07-14"), ines.auth, newKey()).is(422, `"detail":"the departure must be after the arrival"`)
	w.send("POST", "/bookings", stayAt("2030-02-30", "2030-07-14"), ines.auth, newKey()).is(422, "#/arrival")
	w.send("POST", "/bookings", stayAt("2030-07-14", "2030-07-21"), newKey()).is(401)
	nowhere := stayAt("2030-07-14", "2030-07-21")
	nowhere["destinationId"] = uuid.New()
	w.send("POST", "/bookings", nowhere, ines.auth, newKey()).is(404)
	crowd := stayAt("2030-07-14", "2030-07-21")
	crowd["travellers"] = slicesOf(11, crowd["travellers"].([]object)[0])
	w.send("POST", "/bookings", crowd, ines.auth, newKey()).is(409, "has room for 10")
	w.send("POST", "/bookings", "x", ines.auth, newKey(), "Content-Type: text/plain").is(415)

	id := first.member("id")
	w.send("GET", "/bookings/"+id, nil, ines.auth).is(200, id)
	w.send("GET", "/bookings/"+id, nil).is(401)
	w.send("GET", "/bookings/"+id, nil, bob.auth).is(403)
	w.send("GET", "/bookings/"+uuid.NewString(), nil, bob.auth).is(404)
	w.send("GET", "/bookings/x", nil, bob.auth).is(422)

	w.send("GET", "/bookings", nil, ines.auth).is(200, id, "Vary: Accept")
	w.send("GET", "/bookings", nil, bob.auth).is(200, `"items":[]`)
	w.send("GET", "/bookings", nil, "X-API-Key: "+demoKey).is(200, id)
	w.send("GET", "/bookings?status=pending", nil, ines.auth, "Accept: application/json;q=0.5, text/csv").
		is(200, "Content-Type: text/csv", "id,arrival,departure,status,amount,currency\n"+id+",2030-07-14,2030-07-21,pending,56.00,EUR\n")
	w.send("GET", "/bookings?status=confirmed&changedSince=2026-05-01T00:00:00Z", nil, ines.auth).is(200, `"items":[]`)
	w.send("GET", "/bookings?status=lost", nil, ines.auth).is(422)
	w.send("GET", "/bookings", nil).is(401)
	w.service.store.now = func() time.Time { panic("the clock is broken") } // 500 has no branch of its own
	w.send("GET", "/bookings", nil, ines.auth).is(500, `"title":"Internal Server Error"`)
	if !strings.Contains(w.log.String(), "the clock is broken") {
		t.Error("the panic is not logged")
	}
	w.log.Reset()
}

func slicesOf(n int, v object) []object {
	list := make([]object, n)
	for i := range list {
		list[i] = v
	}
	return list
}

func cancellations(t *testing.T, w *world) {
	ines, bob := w.signUp("ines"), w.signUp("bob")
	id := w.book(ines, "2030-07-14", "2030-07-15")
	path := "/bookings/" + id + ":cancel"
	w.send("POST", path, nil).is(401)
	w.send("POST", path, nil, bob.auth).is(403)
	w.send("POST", "/bookings/"+uuid.NewString()+":cancel", nil, bob.auth).is(404)
	w.send("POST", path, object{"reason": "boredom"}, ines.auth).is(422, "#/reason")
	w.send("POST", path, "x", ines.auth, "Content-Type: text/plain").is(415)
	w.send("POST", path, object{"reason": "weather"}, ines.auth).is(200, `"status":"cancelled"`, `"cancelledAt":"20`)
	w.send("POST", path, nil, ines.auth).is(409, "The booking is cancelled")

	paid := w.book(ines, "2030-07-14", "2030-07-15")
	w.pay(ines, paid, "8.00")
	w.send("POST", "/bookings/"+paid+":cancel", nil, ines.auth).is(202, "Location: /v1/bookings/"+paid, "Retry-After: 0")
	for range 100 {
		if w.send("GET", "/bookings/"+paid, nil, ines.auth).is(200).member("status") == "cancelled" {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the partner never agrees")
}

func events(t *testing.T, w *world) {
	ines, bob := w.signUp("ines"), w.signUp("bob")
	id := w.book(ines, "2030-07-14", "2030-07-15")
	path := "/bookings/" + id + "/events"
	w.send("GET", path, nil).is(401)
	w.send("GET", path, nil, bob.auth).is(404)
	w.send("GET", path, nil, ines.auth, "Accept: text/csv").is(406)

	req, err := http.NewRequest("GET", w.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", strings.TrimPrefix(ines.auth, "Authorization: "))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	next := func(want string) {
		t.Helper()
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				if !strings.Contains(data, `"status":"`+want+`"`) {
					t.Errorf("the event is %s, want %s", data, want)
				}
				return
			}
		}
		t.Errorf("the stream ends before %s: %v", want, lines.Err())
	}
	next("pending")
	w.pay(ines, id, "8.00")
	next("confirmed")
	w.send("POST", "/bookings/"+id+":cancel", nil, ines.auth).is(202)
	next("cancelled")
	for lines.Scan() {
		if lines.Text() != "" {
			t.Errorf("after the end: %s", lines.Text())
		}
	}
	if err := lines.Err(); err != nil {
		t.Errorf("the stream does not end well: %v", err)
	}
	rest := w.send("GET", path, nil, ines.auth, "Last-Event-ID: 2").is(200, "id: 3\n", "event: status\n")
	if strings.Contains(rest.body, "pending") {
		t.Errorf("events are repeated: %s", rest.body)
	}
}

func reviews(t *testing.T, w *world) {
	ines, bob := w.signUp("ines"), w.signUp("bob")
	w.pay(ines, w.book(ines, "2020-07-14", "2020-07-21"), "56.00")
	path, other := "/destinations/"+towerID.String()+"/reviews", "/destinations/"+uuid.NewString()+"/reviews"
	review := object{"rating": 5, "title": "Worth every step", "visitedOn": "2020-07-15"}
	id := w.send("POST", path, review, ines.auth).is(201, `"recommended":true`, `"author":"ines"`, `"reply":null`).member("id")
	w.send("POST", path, review, ines.auth).is(409)
	w.send("POST", path, review).is(401)
	w.send("POST", path, review, bob.auth).is(403)
	w.send("POST", other, review, bob.auth).is(404)
	w.send("POST", path, object{"rating": 6, "title": "", "visitedOn": "2020-07-15"}, ines.auth).is(422, "#/rating", "#/title")
	w.send("POST", path, "x", ines.auth, "Content-Type: text/plain").is(415)

	w.send("GET", path+"?minRating=5", nil).is(200, id)
	w.send("GET", path+"?minRating=6", nil).is(422)
	w.send("GET", other, nil).is(404)
	w.send("GET", path, nil, "Accept: text/csv").is(406)
	w.send("GET", "/destinations/"+towerID.String(), nil).is(200, `"rating":5`, `"reviewCount":1`)

	w.send("DELETE", "/reviews/"+id, nil, bob.auth).is(403)
	w.send("DELETE", "/reviews/"+id, nil, ines.auth).is(204)
	w.send("DELETE", "/reviews/"+id, nil, ines.auth).is(404)
	w.service.sessions.now = func() time.Time { panic("the clock is broken") }
	w.send("DELETE", "/reviews/"+id, nil, ines.auth).is(500)
	w.log.Reset()
	w.service.sessions.now = time.Now
	w.send("GET", "/destinations/"+towerID.String(), nil).is(200, `"rating":null`, `"reviewCount":0`)
}

func payments(t *testing.T, w *world) {
	ines, bob := w.signUp("ines"), w.signUp("bob")
	id := w.book(ines, "2030-07-14", "2030-07-16")
	w.send("POST", "/payments", payment(id, "16.00", card("4111111111110002")), ines.auth).is(402, `{"detail":"the bank has declined the card"}`)
	w.send("POST", "/payments", payment(id, "15.99", card("4111111111111111")), ines.auth).is(409, `{"detail":"the booking costs 16.00 EUR"}`)
	w.send("POST", "/payments", payment(id, "16.00", card("4111111111111111")), bob.auth).is(403, `{"detail":`)
	w.send("POST", "/payments", payment(id, "16.00", object{"kind": "cash"}), ines.auth).is(422, `"loc":["body","method"`)
	bad := payment("x", "16,00", card("411"))
	w.send("POST", "/payments", bad, ines.auth).is(422, `["body","bookingId"]`, `["body","price","amount"]`, `["body","method","number"]`)
	w.send("POST", "/payments", payment(id, "16", object{"kind": "transfer", "holder": "Ines", "iban": "PT50000201231234567890154"}), ines.auth).
		is(202, "Retry-After: 3600", `"status":"pending"`, `"paidAt":null`)
	number := w.send("POST", "/payments", payment(id, "16.0", card("4111111111111111")), ines.auth).
		is(201, "Location: /v1/payments/90071992547409", "Cache-Control: no-store", `"amount":"16.0"`, `"lastFour":"1111"`).member("id")
	got := w.send("GET", "/payments/"+number, nil, ines.auth).is(200, `"id":`+number)
	if strings.Contains(got.body, "411111") || strings.Contains(got.body, "securityCode") {
		t.Errorf("the card leaks: %s", got.body)
	}
	w.send("GET", "/payments/"+number, nil, bob.auth).is(404, `{"detail":"there is no payment `+number+`"}`)
	w.send("GET", "/payments/0", nil, ines.auth).is(422, `["path","paymentId"]`)
	w.send("GET", "/payments/1", nil, ines.auth).is(404)
	w.send("GET", "/payments/1", nil).is(401, `{"detail":"Unauthorized"}`, "Cache-Control: no-store")
}

func refunds(t *testing.T, w *world) {
	ines := w.signUp("ines")
	path := "/payments/" + w.pay(ines, w.book(ines, "2030-07-14", "2030-07-16"), "16.00") + "/refunds"
	key, token, form := "X-API-Key: "+demoKey, "Authorization: Bearer "+demoToken, "Content-Type: application/x-www-form-urlencoded"
	w.send("POST", path, "amount=0.10&reason=complaint", form, key, token).is(201, `"amount":"0.10"`)
	w.send("POST", path, "amount=0.2&reason=complaint", form, key, token).is(201, `"amount":"0.2"`)
	w.send("POST", path, "amount=15.71&reason=mistake", form, key, token).is(409, "0.3 of 16.00 are refunded already")
	w.send("POST", path, "amount=15.7&reason=mistake&notify=false", form, key, token).is(201)
	w.send("POST", path, "amount=0&reason=mistake", form, key, token).is(422, `"loc":["body","amount"]`, "must be more than 0")
	w.send("POST", path, "amount=x&reason=y", form, key, token).is(422, `["body","amount"]`, `["body","reason"]`)
	w.send("POST", path, "amount=1&reason=mistake", form, token).is(401)
	w.send("POST", path, "amount=1&reason=mistake", form, key, "Authorization: Bearer "+demoReader).is(403)
	w.send("POST", "/payments/7/refunds", "amount=1&reason=mistake", form, key, token).is(404)
	w.send("GET", strings.TrimSuffix(path, "/refunds"), nil, ines.auth).is(200, `"status":"refunded"`)
}

func limits(t *testing.T, w *world) {
	w.signUp("ines")
	w.send("POST", "/sessions", object{"email": "a@example.com", "password": "x"}).is(429, "Retry-After: ", "X-Ratelimit-Remaining: 0")
	w.send("POST", "/tourists", object{}).is(429, "too many attempts")
	w.send("GET", "/destinations", nil).is(200, "X-Ratelimit-Remaining: 0")
	w.send("GET", "/destinations", nil).is(429)
}
