package main

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/specho/specho/generated"
)

// testService is a service whose background tasks have ended when the test has.
func testService(t testing.TB, origin string) *service {
	t.Helper()
	s := newService(origin)
	t.Cleanup(func() { drainTasks(s.runner, 5*time.Second) })
	return s
}

// TestWelcomeLetter registers a tourist: the letter has what the request and the
// answer say, and is written once.
func TestWelcomeLetter(t *testing.T) {
	w := newWorld(t, newContract(t), nil)
	a := w.send("POST", "/tourists", `{"name":"Nina","email":"nina@example.com","password":"correct horse battery"}`)
	if a.StatusCode != http.StatusCreated {
		t.Fatalf("status %d: %s", a.StatusCode, a.body)
	}
	var created tourism.Tourist
	if err := json.Unmarshal([]byte(a.body), &created); err != nil {
		t.Fatal(err)
	}
	for range 200 { // the task begins when the answer has left
		if len(w.service.outbox.sent()) > 0 {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	drainTasks(w.service.runner, 5*time.Second)
	want := tourism.WelcomeEmail{TouristID: created.ID, Name: "Nina", Email: "nina@example.com"}
	if letters := w.service.outbox.sent(); len(letters) != 1 || letters[0] != want {
		t.Errorf("letters %+v, want %+v", letters, want)
	}
}

// TestNoLetter raises a 409: the task is declared on 201 alone.
func TestNoLetter(t *testing.T) {
	w := newWorld(t, newContract(t), nil)
	body := `{"name":"Nina","email":"nina@example.com","password":"correct horse battery"}`
	w.send("POST", "/tourists", body)
	if a := w.send("POST", "/tourists", body); a.StatusCode != http.StatusConflict {
		t.Fatalf("status %d: %s", a.StatusCode, a.body)
	}
	w.send("POST", "/tourists", `{"name":1}`)
	time.Sleep(50 * time.Millisecond)
	drainTasks(w.service.runner, 5*time.Second)
	if letters := w.service.outbox.sent(); len(letters) != 1 {
		t.Errorf("%d letters, want the one of the 201", len(letters))
	}
}
