package service

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestStop: a server that is told to stop ends streams well, lets requests finish
// and takes no more.
func TestStop(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, in := io.Pipe()
	stopped := make(chan error, 1)
	go func() { stopped <- Run(ctx, Config{Address: "127.0.0.1:0"}, in, slog.New(slog.DiscardHandler)) }()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, url: strings.TrimSpace(strings.TrimPrefix(line, "listening on ")), contract: newContract(t)}
	ines := w.signUp("ines")
	id := w.book(ines, "2030-07-14", "2030-07-15")

	var stream *answer
	var wg sync.WaitGroup
	wg.Go(func() { stream = w.send("GET", "/bookings/"+id+"/events", nil, ines.auth) })
	time.Sleep(100 * time.Millisecond) // the stream is open, and waits
	stop()
	select {
	case err := <-stopped:
		if err != nil {
			t.Errorf("run: %v", err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("the server does not stop")
	}
	wg.Wait()
	stream.is(200, "id: 1\n")
	if _, err := http.Get(w.url + "/destinations"); err == nil {
		t.Error("the server takes requests after its end")
	}
}

// TestAddressInUse: what cannot start says why.
func TestAddressInUse(t *testing.T) {
	err := Run(t.Context(), Config{Address: "127.0.0.1:nothing"}, io.Discard, slog.New(slog.DiscardHandler))
	if err == nil || !strings.Contains(err.Error(), "listen") {
		t.Errorf("error is %v", err)
	}
}

// TestMoney: amounts are exact, whatever floating point would make of them.
func TestMoney(t *testing.T) {
	w := newWorld(t, newContract(t), nil)
	ines := w.signUp("ines")
	program := "Authorization: Bearer " + demoToken
	for _, tt := range []struct{ price, days, total string }{
		{"0.10", "2030-01-04", `"amount":"0.30"`},
		{"0.07", "2030-04-11", `"amount":"7.00"`},
		{"999999999999999.99", "2030-01-02", `"amount":"999999999999999.99"`},
		{"0.005", "2030-01-02", `"amount":"0.01"`},
	} {
		id := w.send("POST", "/destinations", object{"name": tt.price, "country": "PT", "place": object{"latitude": 0, "longitude": 0},
			"price": object{"amount": tt.price, "currency": "EUR"}}, program).is(201).member("id")
		booking := stayAt("2030-01-01", tt.days)
		booking["destinationId"] = id
		w.send("POST", "/bookings", booking, ines.auth, newKey()).is(201, tt.total)
	}
	page := w.send("GET", "/destinations?sort=price&limit=1", nil, "Cookie: specho_currency=JPY")
	page.is(200, `"amount":"1","currency":"JPY"`)
}
