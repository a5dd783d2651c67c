package webhooks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/webhooks/api"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/format"
	"github.com/specho/specho/rest/hooks"
)

func TestMain(m *testing.M) { casetest.Main(m) }

// receiver is a program that gets the webhooks.
type receiver struct {
	api.UnimplementedWebhooks

	got chan string
}

var seen = time.Date(2026, 7, 14, 9, 30, 0, 0, time.UTC)

func (r receiver) NewPet(_ context.Context, req api.NewPetRequest) (api.NewPetResponse, error) {
	r.got <- fmt.Sprint(req.Query.Attempt, " ", req.Query.Since.Value, " ", req.Header.XTags, " ", req.Cookie.Session.Value, " ", req.Body.ID, " ", req.Body.Name,
		map[bool]string{true: " null"}[req.Query.Extra.IsNull()])
	switch req.Body.Name {
	case "gone":
		return nil, api.NewGone(410, "no more pets")
	case "busy":
		return api.NewPetServerError{Status: 503, Headers: api.NewPetServerErrorHeaders{RetryAfter: rest.Some[int64](9)}}, nil
	case "plain":
		return api.NewPetOK{Headers: api.NewPetOKHeaders{XSeen: seen}, Plain: "taken"}, nil
	}
	return api.NewPetOK{
		Headers: api.NewPetOKHeaders{XSeen: seen, XCount: rest.Some[int64](7), XNames: []string{"a", "b c"}},
		Body:    &api.NewPetOKBodyInput{Received: true},
	}, nil
}

func (r receiver) OnRename(_ context.Context, req api.OnRenameRequest) (api.OnRenameResponse, error) {
	r.got <- fmt.Sprintf("%T %+v", req.Body, req.Body)
	return api.OnRenameNoContent{}, nil
}

func (r receiver) Picture(_ context.Context, req api.PictureRequest) (api.PictureResponse, error) {
	b, err := io.ReadAll(req.Body.Picture)
	r.got <- fmt.Sprint(req.Body.ID, " ", req.Body.Picture.Filename, " ", string(b), " ", req.Body.Labels, " ", req.Body.Size.W.Value)
	return api.PictureNoContent{}, err
}

func (r receiver) Paid(_ context.Context, req api.PaidRequest) (api.PaidResponse, error) {
	r.got <- fmt.Sprint(req.Body.Amount, " ", req.Body.Notes)
	return api.PaidOK{Body: strings.NewReader("%PDF")}, nil
}

func (r receiver) Log(_ context.Context, req api.LogRequest) (api.LogResponse, error) {
	b, err := io.ReadAll(req.Body)
	r.got <- string(b)
	return api.LogNoContent{}, err
}

type keys struct{}

func (keys) Secret(_ context.Context, c rest.APIKey) (string, error) {
	if c.Key != "s3cret" {
		return "", rest.ErrUnauthorized
	}
	return "sender", nil
}

func receive(t *testing.T) (*casetest.Server, receiver) {
	r := receiver{got: make(chan string, 9)}
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		e.GET("/own", func(c echo.Context) error { return c.String(200, "own") })
		return api.RegisterWebhooks(e.Group("/hooks"), r, keys{}, api.WebhookPaths{
			NewPet: "/pets", PetRenamed: "/renamed", Picture: "/picture", Paid: "/pa:id", Log: "/log",
		}, o)
	})
	return s, r
}

func sender(s *casetest.Server) *api.WebhookSender {
	return api.NewWebhookSender(hooks.Options{Client: s.Client, Validate: true, Prepare: func(r *http.Request, body []byte) error {
		r.Header.Set("X-Secret", "s3cret")
		return nil
	}})
}

func pet(name string) api.NewPetRequest {
	return api.NewPetRequest{
		Query:  api.NewPetQuery{Attempt: 2, Since: rest.Some(rest.Date{Year: 2026, Month: 7, Day: 14})},
		Header: api.NewPetHeader{XSignature: "abc", XTags: []string{"x", "y"}},
		Cookie: api.NewPetCookie{Session: rest.Some("s=1")},
		Body:   &api.Pet{ID: 7, Name: name},
	}
}

func TestSendAndReceive(t *testing.T) {
	s, r := receive(t)
	send := sender(s)
	ctx := t.Context()
	t.Run("JSON, parameters, headers of the answer", func(t *testing.T) {
		res, err := send.NewPet(ctx, s.URL+"/hooks/pets?keep=1#part", pet("Rex"))
		ok, is := res.(api.NewPetOK)
		if err != nil || !is || !ok.Body.Received || !ok.Headers.XSeen.Equal(seen) || ok.Headers.XCount.Value != 7 || fmt.Sprint(ok.Headers.XNames) != "[a b c]" {
			t.Errorf("got %+v, %v", res, err)
		}
		if got := casetest.Within(t, "webhook", r.got); got != "2 2026-07-14 [x y] s=1 7 Rex" {
			t.Errorf("received %q", got)
		}
	})
	t.Run("null for a parameter that is JSON", func(t *testing.T) {
		p := pet("Rex")
		p.Query.Extra.Set = true
		if _, err := send.NewPet(ctx, s.URL+"/hooks/pets", p); err != nil {
			t.Error(err)
		}
		if got := casetest.Within(t, "webhook", r.got); got != "2 2026-07-14 [x y] s=1 7 Rex null" {
			t.Errorf("received %q", got)
		}
	})
	t.Run("another media type of the answer", func(t *testing.T) {
		res, err := send.NewPet(ctx, s.URL+"/hooks/pets", pet("plain"))
		if ok, _ := res.(api.NewPetOK); err != nil || ok.Plain != "taken" {
			t.Errorf("got %+v, %v", res, err)
		}
	})
	t.Run("a shared branch and a range", func(t *testing.T) {
		res, err := send.NewPet(ctx, s.URL+"/hooks/pets", pet("gone"))
		if gone, _ := res.(api.Gone); err != nil || gone.Status != 410 || gone.Body.Detail != "no more pets" {
			t.Errorf("got %+v, %v", res, err)
		}
		res, err = send.NewPet(ctx, s.URL+"/hooks/pets", pet("busy"))
		if busy, _ := res.(api.NewPetServerError); err != nil || busy.Status != 503 || busy.Headers.RetryAfter.Value != 9 {
			t.Errorf("got %+v, %v", res, err)
		}
	})
	t.Run("variants of a body", func(t *testing.T) {
		for body, want := range map[api.OnRenameRequestBody]string{
			api.OnRenamePlainBody{Value: "new"}: "api.OnRenamePlainBody {Value:new}",
			nil:                                 "<nil> <nil>",
		} {
			for len(r.got) > 0 {
				<-r.got
			}
			_, err := send.OnRename(ctx, s.URL+"/hooks/renamed", api.OnRenameRequest{Body: body})
			if got := casetest.Within(t, "webhook", r.got); got != want || err != nil {
				t.Errorf("received %q, %v, want %q", got, err, want)
			}
		}
	})
	t.Run("multipart, form, stream", func(t *testing.T) {
		_, err := send.Picture(ctx, s.URL+"/hooks/picture", api.PictureRequest{Body: &api.PictureBody{
			ID: 3, Picture: rest.NewFile("a\"b.png", "image/png", []byte("png")), Labels: []string{"x", "y"}, Size: &api.PictureBodySize{W: rest.Some[int64](4)},
		}})
		if got := casetest.Within(t, "picture", r.got); err != nil || got != `3 a"b.png png [x y] 4` {
			t.Errorf("received %q, %v", got, err)
		}
		amount, _ := format.ParseDecimal("12.50")
		res, err := send.Paid(ctx, s.URL+"/hooks/pa:id", api.PaidRequest{Body: &api.PaidBody{Amount: amount, Notes: []string{"a&b", "c"}}})
		if got := casetest.Within(t, "form", r.got); err != nil || got != "12.50 [a&b c]" {
			t.Errorf("received %q, %v", got, err)
		}
		if b, err := io.ReadAll(res.(api.PaidOK).Body); err != nil || string(b) != "%PDF" {
			t.Errorf("receipt %q, %v", b, err)
		}
		_, err = send.Log(ctx, s.URL+"/hooks/log", api.LogRequest{Body: strings.NewReader("bytes")})
		if got := casetest.Within(t, "stream", r.got); err != nil || got != "bytes" {
			t.Errorf("received %q, %v", got, err)
		}
	})
	t.Run("what is not implemented", func(t *testing.T) {
		_, err := send.DeletePetRenamed(ctx, s.URL+"/hooks/renamed", api.DeletePetRenamedRequest{})
		if u, ok := errors.AsType[*hooks.Undeclared](err); !ok || u.Status != 501 || u.Success() || !strings.Contains(string(u.Body), "detail") {
			t.Errorf("got %v", err)
		}
	})
}

func TestReceiver(t *testing.T) {
	s, _ := receive(t)
	t.Run("a webhook is validated as any operation", func(t *testing.T) {
		s.JSON(t, "POST", "/hooks/pets?attempt=0", `{"id":1,"name":""}`, "X-Signature: XYZ").IsJSON(422,
			`{"detail":"query.attempt: must be at least 1; header.X-Signature: must match the pattern '^[0-9a-f]+$'; body.name: must have at least 1 character"}`)
	})
	t.Run("credentials", func(t *testing.T) {
		s.Do(t, "PUT", "/hooks/renamed", "").Is(401, `"Unauthorized"`)
	})
	t.Run("other paths and methods", func(t *testing.T) {
		s.Get(t, "/own").Is(200, "own")
		s.Do(t, "PATCH", "/hooks/pets", "").Is(405, `{"detail":"Method Not Allowed"}`).Has("Allow", "OPTIONS, POST")
		s.Do(t, "POST", "/hooks/other", "").IsJSON(404, `{"message":"Not Found"}`+"\n")
	})
	t.Run("errors of the program's middleware, on their paths alone", func(t *testing.T) {
		s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
			e.Use(func(echo.HandlerFunc) echo.HandlerFunc {
				return func(echo.Context) error { return echo.NewHTTPError(429, "too fast") }
			})
			return api.RegisterWebhooks(e, api.UnimplementedWebhooks{}, keys{}, api.WebhookPaths{NewPet: "/pets"}, o)
		})
		s.Do(t, "POST", "/pets", "").IsJSON(429, `{"detail":"too fast"}`)
		s.Do(t, "POST", "/other", "").IsJSON(429, `{"message":"too fast"}`+"\n")
	})
	t.Run("paths", func(t *testing.T) {
		for path, want := range map[string]string{"": "no path is set", "pets": "begins with a slash", "/p/{id}": "no parameters"} {
			err := api.RegisterWebhooks(echo.New(), api.UnimplementedWebhooks{}, keys{}, api.WebhookPaths{NewPet: path}, rest.Options{})
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("path %q: %v", path, err)
			}
		}
		err := api.RegisterWebhooks(echo.New(), api.UnimplementedWebhooks{}, keys{}, api.WebhookPaths{NewPet: "/x", Log: "/x"}, rest.Options{})
		if err == nil || !strings.Contains(err.Error(), "/x") {
			t.Errorf("one path for two: %v", err)
		}
	})
}

func TestUndeclaredAnswers(t *testing.T) {
	answer := func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/html":
			w.Header().Set("X-Seen", "2026-07-14T09:30:00Z")
			w.Header().Set("Content-Type", "text/html")
		case "/redirect":
			http.Redirect(w, r, "/html", http.StatusFound)
			return
		case "/long":
			w.WriteHeader(418)
			fmt.Fprint(w, strings.Repeat("x", 5000))
			return
		}
		w.Header().Add("Content-Type", "application/json")
		fmt.Fprint(w, `{"received":"yes"}`)
	}
	h := httptest.NewServer(http.HandlerFunc(answer))
	defer h.Close()
	send := api.NewWebhookSender(hooks.Options{Client: h.Client(), MaxAnswer: 1000})
	for path, want := range map[string]string{
		"/html":     `newPet was answered with status 200, but not as the document declares it: the media type "text/html" is not declared`,
		"/json":     "newPet was answered with status 200, but not as the document declares it: the header X-Seen is missing",
		"/redirect": "newPet was answered with status 302, which the document does not declare",
		"/long":     "newPet was answered with status 418, which the document does not declare",
	} {
		_, err := send.NewPet(t.Context(), h.URL+path, pet("Rex"))
		u, ok := errors.AsType[*hooks.Undeclared](err)
		if !ok || err.Error() != want || len(u.Body) == 0 && path != "/redirect" || len(u.Body) > 1000 || u.Truncated != (path == "/long") {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestRefusedAddresses(t *testing.T) {
	s, r := receive(t)
	open := api.NewWebhookSender(hooks.Options{})
	for _, target := range []string{"ftp://example.com/", "/relative", "file:///etc/passwd", "http://", "::", "javascript:1", s.URL + "/hooks/pets",
		"http://[::1]:80/", "http://0.0.0.0/", "http://169.254.169.254/latest", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/"} {
		if _, err := open.NewPet(t.Context(), target, pet("Rex")); !errors.Is(err, hooks.ErrRefused) {
			t.Errorf("%s: %v", target, err)
		}
	}
	t.Run("by the program, redirects too", func(t *testing.T) {
		h := httptest.NewServer(http.RedirectHandler(s.URL+"/hooks/pets", http.StatusTemporaryRedirect))
		defer h.Close()
		client := *s.Client
		client.CheckRedirect = func(*http.Request, []*http.Request) error { return nil }
		send := api.NewWebhookSender(hooks.Options{Client: &client, Allow: func(_ context.Context, u *url.URL) error {
			if "http://"+u.Host != h.URL {
				return errors.New("not on the list")
			}
			return nil
		}})
		if _, err := send.NewPet(t.Context(), h.URL, pet("Rex")); !errors.Is(err, hooks.ErrRefused) || !strings.Contains(err.Error(), "not on the list") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a request that breaks the document", func(t *testing.T) {
		if _, err := sender(s).NewPet(t.Context(), s.URL+"/hooks/pets", pet("")); err == nil || err.Error() != "send newPet: body.name must have at least 1 character" {
			t.Errorf("got %v", err)
		}
		if _, err := sender(s).NewPet(t.Context(), s.URL+"/hooks/pets", api.NewPetRequest{}); err == nil || !strings.Contains(err.Error(), "the required body is missing") {
			t.Errorf("got %v", err)
		}
		bad := pet("Rex")
		bad.Header.XSignature = "a\r\nX-Other: b"
		if _, err := sender(s).NewPet(t.Context(), s.URL+"/hooks/pets", bad); err == nil || !strings.Contains(err.Error(), "control characters") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("an ended context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := sender(s).NewPet(ctx, s.URL+"/hooks/pets", pet("Rex")); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	if len(r.got) > 0 {
		t.Errorf("received %s", <-r.got)
	}
}
