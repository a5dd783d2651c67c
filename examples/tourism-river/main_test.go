package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/specho/specho/examples/tourism/mailbox"
)

// lines is a log that may be written and read at the same time.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// begin runs the program until the function that it returns is called; the test sees
// what it has logged.
func begin(t *testing.T, c config) (origin string, log *lines, end func()) {
	t.Helper()
	c.Address = "127.0.0.1:0"
	ctx, cancel := context.WithCancel(context.Background())
	log = &lines{}
	r, w := io.Pipe()
	failed := make(chan error, 1)
	go func() {
		failed <- run(ctx, c, w, slog.New(slog.NewTextHandler(log, nil)))
		w.Close()
	}()
	line := make([]byte, 200)
	n, err := r.Read(line)
	if err != nil {
		t.Fatalf("it did not begin: %v", <-failed)
	}
	end = sync.OnceFunc(func() {
		cancel()
		if err := <-failed; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(end)
	return strings.TrimPrefix(strings.TrimSpace(string(line[:n])), "listening on "), log, end
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	text   string
}

// member is a member of a JSON body.
func (a answer) member(name string) string {
	var m map[string]any
	_ = json.Unmarshal([]byte(a.text), &m)
	text, _ := m[name].(string)
	return text
}

func send(t *testing.T, method, url, media, auth, body string, want int) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", media)
	if auth != "" {
		r.Header.Set("Authorization", "Bearer "+auth)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != want {
		t.Errorf("%s %s: status %d, want %d: %s %v", method, url, res.StatusCode, want, text, err)
	}
	return answer{res.StatusCode, res.Header, string(text)}
}

const secret = "correct horse battery"

func register(t *testing.T, origin, email string, want int) {
	t.Helper()
	send(t, "POST", origin+"/tourists", "application/json", "", fmt.Sprintf(`{"name":"Nina","email":%q,"password":%q}`, email, secret), want)
}

// logIn gives an access token.
func logIn(t *testing.T, origin, email string) string {
	t.Helper()
	return send(t, "POST", origin+"/sessions", "application/json", "", fmt.Sprintf(`{"email":%q,"password":%q}`, email, secret), 200).member("accessToken")
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 1000 {
		if ok() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("waited in vain for %s", what)
}

// databases are those that are there: PostgreSQL where POSTGRES_DSN names a server.
func databases(t *testing.T) map[string]string {
	all := map[string]string{"sqlite": filepath.Join(t.TempDir(), "tourists.db")}
	if dsn := os.Getenv("POSTGRES_DSN"); dsn != "" {
		all["postgres"] = postgresURL(t, dsn)
	}
	return all
}

// postgresURL is a connection string with a schema of the test's own.
func postgresURL(t *testing.T, dsn string) string {
	part := map[string]string{}
	for _, pair := range strings.Fields(dsn) {
		name, value, _ := strings.Cut(pair, "=")
		part[name] = value
	}
	u := &url.URL{Scheme: "postgres", User: url.UserPassword(part["user"], part["password"]), Host: part["host"] + ":" + part["port"], Path: part["dbname"]}
	schema := fmt.Sprintf("t%d", time.Now().UnixNano())
	u.RawQuery = url.Values{"sslmode": {part["sslmode"]}}.Encode()
	db, err := open(t.Context(), u.String())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE SCHEMA " + schema); err != nil {
		t.Fatal(err)
	}
	u.RawQuery += "&search_path=" + schema
	return u.String()
}

func count(t *testing.T, name, query string) (n int) {
	t.Helper()
	db, err := open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// jobs counts the jobs of a task, in a state of River, or in any.
func jobs(t *testing.T, name, task, state string) int {
	t.Helper()
	query := "SELECT count(*) FROM river_job WHERE kind = '" + task + "'"
	if state != "" {
		query += " AND state = '" + state + "'"
	}
	return count(t, name, query)
}

// TestServerAndWorker: the jobs are there when the answers are, once, and a worker that
// comes later runs them.
func TestServerAndWorker(t *testing.T) {
	for kind, name := range databases(t) {
		t.Run(kind, func(t *testing.T) {
			box, err := mailbox.Open()
			if err != nil {
				t.Fatal(err)
			}
			defer box.Close()
			c := config{tasks: "river", database: name, role: "server"}
			origin, _, end := begin(t, c)
			register(t, origin, "nina@example.com", http.StatusCreated)
			register(t, origin, "nina@example.com", http.StatusConflict)
			register(t, origin, "rosa@example.com", http.StatusCreated)
			photo := upload(t, origin, logIn(t, origin, "nina@example.com"))
			end()
			rows := count(t, name, "SELECT count(*) FROM accounts")
			if n := jobs(t, name, "SendWelcomeEmail", "available"); rows != 2 || n != 2 || jobs(t, name, "MakeThumbnail", "available") != 1 {
				t.Errorf("%d accounts, %d letters to send", rows, n)
			}
			c.role, c.SMTP = "worker", box.Addr()
			_, _, end = begin(t, c)
			eventually(t, "both letters", func() bool { return len(box.Letters()) == 2 })
			eventually(t, "the last job", func() bool {
				return count(t, name, "SELECT count(*) FROM river_job WHERE state <> 'completed'") == 0
			})
			end()
			if n := len(box.Letters()); n != 2 {
				t.Errorf("%d letters", n)
			}

			// Accounts and the photo, with its small size, are there in the next process.
			c.role = "both"
			origin, _, _ = begin(t, c)
			logIn(t, origin, "nina@example.com")
			register(t, origin, "nina@example.com", http.StatusConflict)
			if a := send(t, "GET", origin+photo+"?size=small", "", "", "", 200); !strings.HasSuffix(a.header.Get("ETag"), `-small"`) {
				t.Errorf("small photo: ETag %s", a.header.Get("ETag"))
			}
		})
	}
}

// TestTwoServers: who has an account of one server is not registered by another, and
// nothing is left of the attempt, no letter either.
func TestTwoServers(t *testing.T) {
	for kind, name := range databases(t) {
		t.Run(kind, func(t *testing.T) {
			c := config{tasks: "river", database: name, role: "server"}
			one, _, _ := begin(t, c)
			two, _, _ := begin(t, c)
			register(t, one, "nina@example.com", http.StatusCreated)
			register(t, two, "nina@example.com", http.StatusConflict)
			eventually(t, "the note of the refusal", func() bool { return jobs(t, name, "WriteAuditLog", "") == 2 })
			if n := jobs(t, name, "SendWelcomeEmail", ""); n != 1 {
				t.Errorf("%d letters, want that of the account", n)
			}
		})
	}
}

// TestOneFlag: the same server with either kind of tasks.
func TestOneFlag(t *testing.T) {
	for _, tasks := range []string{"river", "memory"} {
		t.Run(tasks, func(t *testing.T) {
			origin, log, end := begin(t, config{tasks: tasks, database: filepath.Join(t.TempDir(), "tourism.db"), role: "both"})
			register(t, origin, "nina@example.com", http.StatusCreated)
			auth := logIn(t, origin, "nina@example.com")
			photo := upload(t, origin, auth)
			eventually(t, "the letter", func() bool { return strings.Contains(log.String(), "to=nina@example.com subject=") })
			eventually(t, "the line of the audit log", func() bool { return strings.Contains(log.String(), "action=tourist.registered subject=") })
			eventually(t, "the thumbnail", func() bool {
				return strings.HasSuffix(send(t, "GET", origin+photo+"?size=small", "", "", "", 200).header.Get("ETag"), `-small"`)
			})
			end()
			if n := strings.Count(log.String(), "to=nina@example.com"); n != 1 {
				t.Errorf("%d letters: %s", n, log)
			}
		})
	}
}

// TestWrongFlags: what cannot be says so.
func TestWrongFlags(t *testing.T) {
	for _, c := range []config{{tasks: "pigeons"}, {tasks: "river", role: "boss", database: filepath.Join(t.TempDir(), "x.db")}} {
		if err := run(t.Context(), c, io.Discard, slog.New(slog.DiscardHandler)); err == nil {
			t.Errorf("%+v runs", c)
		}
	}
}

// upload adds a photo and returns its path.
func upload(t *testing.T, origin, auth string) string {
	t.Helper()
	var b, picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 400, 100))); err != nil {
		t.Fatal(err)
	}
	w := multipart.NewWriter(&b)
	for _, p := range [][3]string{{`name="photo"; filename="a.png"`, "image/png", picture.String()}, {`name="metadata"`, "application/json", `{"caption":"A"}`}} {
		part, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {"form-data; " + p[0]}, "Content-Type": {p[1]}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, p[2]); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	photos := "/destinations/5f0c6a52-3d0f-4a56-9a0f-2f6b1c7e8d34/photos"
	return photos + "/" + send(t, "POST", origin+photos, w.FormDataContentType(), auth, b.String(), 201).member("id")
}
