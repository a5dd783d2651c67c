package service

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/examples/tourism/mailbox"
	"github.com/specho/specho/generated"
	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/rest/tasks"
	"github.com/specho/specho/rest/tasks/taskstest"
)

// testService is a service whose background tasks have ended when the test has.
func testService(t testing.TB, origin string) *service {
	t.Helper()
	return configured(t, origin, Config{}, slog.New(slog.DiscardHandler))
}

func configured(t testing.TB, origin string, c Config, log *slog.Logger) *service {
	t.Helper()
	b, end, err := c.start(context.Background(), origin, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(end)
	return newService(origin, c.Archive, b)
}

// worldOf is a running server of which the test sees the log of the tasks.
func worldOf(t *testing.T, c Config) (*world, *casetest.Journal) {
	t.Helper()
	w, j := newWorld(t, newContract(t), nil), &casetest.Journal{}
	s := configured(t, "http://tourism.example", c, slog.New(slog.NewTextHandler(j, nil)))
	s.seed()
	s.limits = nil
	s.partnerTime = time.Millisecond
	h, err := s.handler(slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	w.service, w.url = s, casetest.Listen(t, h, j)+tourism.BasePath
	return w, j
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 2000 {
		if ok() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("waited in vain for %s", what)
}

// finished drains the tasks.
func (w *world) finished() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
	defer cancel()
	if left := w.service.background.Drain(ctx); len(left) > 0 {
		w.t.Errorf("left: %v", left)
	}
}

func mailServerFor(t *testing.T) *mailbox.Box {
	t.Helper()
	box, err := mailbox.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := box.Close(); err != nil {
			t.Error(err)
		}
	})
	return box
}

// TestWelcomeLetter registers a tourist: one letter arrives at a mail server, with
// what the request and the answer say. A 409 and a 422 send none.
func TestWelcomeLetter(t *testing.T) {
	box := mailServerFor(t)
	w, _ := worldOf(t, Config{SMTP: box.Addr()})
	body := `{"name":"Nína Ólafsdóttir","email":"nina@example.com","password":"correct horse battery"}`
	id := w.send("POST", "/tourists", body).is(201).member("id")
	w.send("POST", "/tourists", body).is(409)
	w.send("POST", "/tourists", `{"name":1}`).is(422)
	eventually(t, "the letter", func() bool { return len(box.Letters()) > 0 })
	w.finished()
	all := box.Letters()
	if len(all) != 1 {
		t.Fatalf("%d letters", len(all))
	}
	l := all[0]
	subject, err := new(mime.WordDecoder).DecodeHeader(l.Header.Get("Subject"))
	if err != nil || subject != "Welcome to Specho Tourism, Nína Ólafsdóttir" {
		t.Errorf("subject %q, %v", subject, err)
	}
	to, err := l.Header.AddressList("To")
	if err != nil || to[0].Name != "Nína Ólafsdóttir" || l.To != "nina@example.com" || l.From != sender.Address {
		t.Errorf("to %v %v, envelope %s %s", to, err, l.From, l.To)
	}
	if id := "<welcome-" + id + "@specho.example>"; l.Header.Get("Message-ID") != id {
		t.Errorf("%s, want %s", l.Header.Get("Message-ID"), id)
	}
	if !strings.Contains(l.Body, "log in with nina@example.com") {
		t.Error(l.Body)
	}
}

// stage is a runner whose clock stands still, with what happens to the jobs of a task.
type stage struct {
	task  string
	clock *taskstest.Clock
	kinds atomic.Value // "submitted started "
}

func newStage(task string) *stage {
	s := &stage{task: task, clock: taskstest.NewClock(time.Now())}
	s.kinds.Store("")
	return s
}

func (s *stage) background(_ context.Context, handlers []tasks.Handler, log *slog.Logger) (Background, error) {
	return tasks.NewMemory(handlers, tasks.Options{AcceptDurable: true, Logger: log, Clock: s.clock, OnEvent: func(e tasks.Event) {
		if e.Task.Name == s.task {
			s.kinds.Store(s.kinds.Load().(string) + e.Kind.String() + " ")
		}
	}})
}

func (s *stage) is(t *testing.T, want string) {
	t.Helper()
	eventually(t, want, func() bool { return s.kinds.Load() == want })
}

// TestMailTrouble: a server that is busy gets the letter later, one that does not want
// it is not asked again. Tourists have their accounts at once.
func TestMailTrouble(t *testing.T) {
	box := mailServerFor(t)
	var busy atomic.Int32
	box.Refuse = func(to string) (int, string) {
		switch {
		case strings.HasPrefix(to, "nobody"):
			return 550, "no such mailbox"
		case busy.Add(1) < 3:
			return 451, "try again later"
		}
		return 0, ""
	}
	s := newStage("SendWelcomeEmail")
	w, log := worldOf(t, Config{SMTP: box.Addr(), Background: s.background})
	w.signUp("nina")
	s.is(t, "submitted started failed retrying ")
	s.clock.Advance(time.Minute)
	s.is(t, "submitted started failed retrying started failed retrying ")
	s.clock.Advance(time.Minute)
	s.is(t, "submitted started failed retrying started failed retrying started succeeded ")
	s.kinds.Store("")
	w.signUp("nobody")
	s.is(t, "submitted started failed dead ")
	if n := len(box.Letters()); n != 1 || box.Tried() != 4 {
		t.Errorf("%d letters, %d attempts", n, box.Tried())
	}
	for _, want := range []string{"451", "try again later", "task failed for good", "550", "no such mailbox"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not say %q:\n%s", want, log)
		}
	}
	w.finished()
}

// TestMailServerHangs: the time limit of a task ends a conversation.
func TestMailServerHangs(t *testing.T) {
	server := httptest.NewUnstartedServer(nil) // accepts connections, and says nothing
	defer server.Close()
	ctx, cancel := context.WithTimeoutCause(t.Context(), 50*time.Millisecond, tasks.ErrTimeout)
	defer cancel()
	if err := mailServer(server.Listener.Addr().String()).send(ctx, letter{}); err == nil || tasks.IsPermanent(err) {
		t.Errorf("error %v", err)
	}
}

// TestAuditLog: lines of answers with and without errors, in a file; names, addresses
// and passwords are not in it.
func TestAuditLog(t *testing.T) {
	file := filepath.Join(t.TempDir(), "audit.log")
	w, _ := worldOf(t, Config{Audit: file})
	ines := w.signUp("ines")
	w.send("POST", "/tourists", object{"name": "ines", "email": "ines@example.com", "password": password}).is(409)
	w.send("POST", "/sessions", object{"email": "ines@example.com", "password": "guessed it 1"}).is(401)
	booking := w.book(ines, "2030-07-14", "2030-07-15")
	w.send("GET", "/bookings", nil, ines.auth).is(200)
	w.finished()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for line := range strings.Lines(string(text)) {
		var entry struct{ Action, Subject string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Errorf("%q: %v", line, err)
		}
		got[entry.Action] = entry.Subject
	}
	want := map[string]string{"tourist.registered": ines.id, "registration.refused": "", "login.refused": "", "booking.created": booking}
	if fmt.Sprint(got) != fmt.Sprint(want) || strings.Count(string(text), "\n") != len(want) {
		t.Errorf("audit log:\n%s", text)
	}
	if strings.Contains(string(text), "example.com") || strings.Contains(string(text), password) {
		t.Errorf("it tells too much:\n%s", text)
	}
}

// TestThumbnail uploads a photo and downloads what a task has made of it.
func TestThumbnail(t *testing.T) {
	w, log := worldOf(t, Config{})
	ines := w.signUp("ines")
	photos := "/destinations/" + towerID.String() + "/photos"
	large := image.NewRGBA(image.Rect(0, 0, 640, 320))
	for x := range 640 {
		for y := range 320 {
			large.Set(x, y, color.RGBA{R: uint8(x * 255 / 640), G: uint8(y * 255 / 320), A: 255})
		}
	}
	var asPNG, asJPEG bytes.Buffer
	if err := errors.Join(png.Encode(&asPNG, large), jpeg.Encode(&asJPEG, large, nil)); err != nil {
		t.Fatal(err)
	}
	for media, content := range map[string][]byte{"image/png": asPNG.Bytes(), "image/jpeg": asJPEG.Bytes()} {
		body, contentType := form(t, content, `{"caption":"The tower"}`)
		photo := photos + "/" + w.send("POST", photos, body, ines.auth, contentType).is(201).member("id")
		var small *answer
		eventually(t, "the thumbnail", func() bool {
			small = w.send("GET", photo+"?size=small", nil).is(200, "Content-Type: "+media)
			return strings.HasSuffix(small.Header.Get("ETag"), `-small"`)
		})
		picture, _, err := image.Decode(strings.NewReader(small.body))
		if err != nil || picture.Bounds() != image.Rect(0, 0, 320, 160) {
			t.Fatalf("%v: %v", picture.Bounds(), err)
		}
		if r, g, _, _ := picture.At(160, 80).RGBA(); r>>8 < 115 || r>>8 > 135 || g>>8 < 115 || g>>8 > 135 {
			t.Errorf("the middle is %v", picture.At(160, 80))
		}
		if whole := w.send("GET", photo, nil).is(200); whole.body != string(content) {
			t.Error("the photo has changed")
		}
	}
	broken := append(bytes.Clone(asPNG.Bytes()[:200]), "no more"...)
	body, contentType := form(t, broken, `{"caption":"Broken"}`)
	photo := photos + "/" + w.send("POST", photos, body, ines.auth, contentType).is(201).member("id")
	w.finished()
	w.send("GET", photo+"?size=small", nil).is(200)
	if !strings.Contains(log.String(), "task failed for good") {
		t.Errorf("a photo that is none: log %s", log)
	}
}

// TestTooManyPixels: a small file that claims to be a huge picture.
func TestTooManyPixels(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 400, 1))); err != nil {
		t.Fatal(err)
	}
	claim := b.Bytes()
	copy(claim[16:24], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // width and height of IHDR
	copy(claim[29:33], checksum(claim[12:29]))
	if _, err := thumbnail(t.Context(), claim); err == nil || !strings.Contains(err.Error(), "65536 x 65536") {
		t.Errorf("error %v", err)
	}
}

// TestEvents: another service is told, again if it does not listen, and in the same
// words.
func TestEvents(t *testing.T) {
	var asked atomic.Int32
	events := make(chan string, 10)
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		events <- r.Header.Get("Content-Type") + " " + string(text)
		if asked.Add(1) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer other.Close()
	s := newStage("PublishEvent")
	w, _ := worldOf(t, Config{Events: other.URL, Background: s.background})
	ines := w.signUp("ines")
	booking := w.book(ines, "2030-07-14", "2030-07-15")
	read := func() (e cloudEvent) {
		t.Helper()
		select {
		case text := <-events:
			media, text, _ := strings.Cut(text, " ")
			if err := json.Unmarshal([]byte(text), &e); err != nil || media != "application/cloudevents+json" || e.Version != "1.0" || e.Source != "http://tourism.example/v1" || e.Time.IsZero() {
				t.Errorf("%s %s: %v", media, text, err)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("no event")
		}
		return e
	}
	first := read()
	s.is(t, "submitted started failed retrying ")
	s.clock.Advance(time.Minute)
	again := read()
	if first.Type != "example.specho.booking.created" || first.Subject.String() != booking || again.ID != first.ID || first.ID == uuid.Nil {
		t.Errorf("%+v, then %+v", first, again)
	}
	w.pay(ines, booking, "8.00")
	w.send("POST", "/bookings/"+booking+":cancel", nil, ines.auth).is(202)
	if e := read(); e.Type != "example.specho.cancellation.requested" || e.Subject.String() != booking || e.ID == first.ID {
		t.Errorf("%+v", e)
	}
	w.finished()
}

// checksum is the one of a PNG chunk.
func checksum(b []byte) []byte { return binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(b)) }
