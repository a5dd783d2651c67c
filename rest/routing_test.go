package rest

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func things() []Endpoint {
	path := func(x *Exchange) (Response, error) {
		id := ""
		if v := x.route.Values(); len(v) > 0 {
			id = v[0]
		}
		return reply{200, x.Operation().ID + " " + id}, nil
	}
	return []Endpoint{
		{operation("list", "GET", "/things"), path},
		{operation("add", "POST", "/things"), path},
		{operation("mine", "GET", "/things/mine"), path},
		{operation("one", "GET", "/things/{id}", 404), path},
		{operation("put", "PUT", "/things/{id}"), path},
		{operation("options", "OPTIONS", "/asked"), path},
		{operation("search", "SEARCH", "/things"), path},
	}
}

func TestRouting(t *testing.T) {
	tests := []struct {
		method, target string
		status         int
		body, allow    string
	}{
		{"GET", "/things", 200, `"list "`, ""},
		{"POST", "/things", 200, `"add "`, ""},
		{"SEARCH", "/things", 200, `"search "`, ""},
		{"GET", "/things/mine", 200, `"mine "`, ""},
		{"GET", "/things/a%2Fb", 200, `"one a%2Fb"`, ""},
		{"HEAD", "/things", 200, "", ""},
		{"GET", "/nothing", 404, `{"detail":"Not Found"}`, ""},
		{"GET", "/", 404, `{"detail":"Not Found"}`, ""},
		{"GET", "/things/", 404, `{"detail":"Not Found"}`, ""},
		{"GET", "/things/1/2", 404, `{"detail":"Not Found"}`, ""},
		{"HEAD", "/nothing", 404, "", ""},
		{"OPTIONS", "/nothing", 404, `{"detail":"Not Found"}`, ""},
		{"DELETE", "/things", 405, `{"detail":"Method Not Allowed"}`, "GET, HEAD, OPTIONS, POST, SEARCH"},
		{"POST", "/things/1", 405, `{"detail":"Method Not Allowed"}`, "GET, HEAD, OPTIONS, PUT"},
		{"PURGE", "/things/1", 405, `{"detail":"Method Not Allowed"}`, "GET, HEAD, OPTIONS, PUT"},
		{"PURGE", "/nothing", 404, `{"detail":"Not Found"}`, ""},
		{"OPTIONS", "/things/1", 204, "", "GET, HEAD, OPTIONS, PUT"},
		{"OPTIONS", "/asked", 200, `"options "`, ""},
	}
	mounts := map[string]struct {
		prefix string
		mount  func(e *echo.Echo, j *journal)
	}{
		"root": {"", func(e *echo.Echo, j *journal) { mountAt(t, e, j, API{Endpoints: things()}, Options{}) }},
		"base path": {"/v1", func(e *echo.Echo, j *journal) {
			mountAt(t, e, j, API{BasePath: "/v1", Endpoints: things()}, Options{})
		}},
		"other base path": {"/x/y", func(e *echo.Echo, j *journal) {
			mountAt(t, e, j, API{BasePath: "/v1", Endpoints: things()}, Options{BasePath: "/x/y/"})
		}},
		"no base path": {"", func(e *echo.Echo, j *journal) {
			mountAt(t, e, j, API{BasePath: "/v1", Endpoints: things()}, Options{BasePath: "/"})
		}},
	}
	for name, m := range mounts {
		e, j := echo.New(), &journal{}
		m.mount(e, j)
		for _, tt := range tests {
			t.Run(name+"/"+tt.method+tt.target, func(t *testing.T) {
				w := call(e, tt.method, m.prefix+tt.target, nil)
				expect(t, w, tt.status, tt.body)
				if got := w.Header().Get("Allow"); got != tt.allow {
					t.Errorf("Allow %q, want %q", got, tt.allow)
				}
				if tt.status == 204 && w.Body.Len() > 0 {
					t.Errorf("body %q", w.Body)
				}
			})
		}
		if j.String() != "" {
			t.Errorf("log: %s", j)
		}
	}
}

// TestGroup: a group's prefix may hold parameters, and its middleware stands around
// the API.
func TestGroup(t *testing.T) {
	e, j := echo.New(), &journal{}
	g := e.Group("/tenants/:tenant", func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Response().Header().Set("X-Tenant", c.Param("tenant"))
			return next(c)
		}
	})
	mountAt(t, g, j, API{BasePath: "/v1", Endpoints: things()}, Options{})
	e.GET("/own", func(c echo.Context) error { return c.String(200, "own") })

	w := call(e, "GET", "/tenants/a%2Fb/v1/things/7", nil)
	expect(t, w, 200, `"one 7"`)
	if w.Header().Get("X-Tenant") == "" {
		t.Error("the group's middleware did not run")
	}
	expect(t, call(e, "GET", "/tenants/a/v1/no", nil), 404, `{"detail":"Not Found"}`)
	expect(t, call(e, "DELETE", "/tenants/a/v1/things", nil), 405, "")
	expect(t, call(e, "GET", "/own", nil), 200, "own")
}

// TestForeignRoutes: what is not below the API is Echo's.
func TestForeignRoutes(t *testing.T) {
	e, j := echo.New(), &journal{}
	mountAt(t, e, j, API{BasePath: "/v1", Endpoints: things()}, Options{})
	e.GET("/own", func(echo.Context) error { return echo.NewHTTPError(418, "tea") })
	expect(t, call(e, "GET", "/own", nil), 418, "{\"message\":\"tea\"}\n")
	expect(t, call(e, "GET", "/v12/things", nil), 404, "{\"message\":\"Not Found\"}\n")
}

// TestEchoMiddleware: errors of Echo's own middleware, which runs before an
// operation is found, have the same shape and keep CORS headers.
func TestEchoMiddleware(t *testing.T) {
	tests := []struct {
		name   string
		use    echo.MiddlewareFunc
		target string
		status int
		body   string
	}{
		{"exception", failing(Raise(404, "early")), "/thing", 404, `{"code":404,"error":"early"}`},
		{"echo's error", failing(echo.NewHTTPError(401, "who?")), "/thing", 401, `{"detail":"who?"}`},
		{"unknown error", failing(errors.New("secret")), "/thing", 500, `{"code":500,"error":"Internal Server Error"}`},
		{"panic", func(echo.HandlerFunc) echo.HandlerFunc {
			return func(echo.Context) error { panic("secret") }
		}, "/thing", 500, `{"code":500,"error":"Internal Server Error"}`},
		{"body limit", middleware.BodyLimit("1B"), "/thing", 413, `{"detail":"Request Entity Too Large"}`},
		{"no operation", failing(echo.NewHTTPError(401, "who?")), "/nothing", 401, `{"detail":"who?"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, _ := mount(t, Options{}, get(answers("ok")))
			e.Logger.SetOutput(io.Discard)
			e.Use(middleware.CORS(), middleware.Recover(), tt.use)
			w := call(e, "GET", tt.target, strings.NewReader("body"), "Origin: http://a.example")
			expect(t, w, tt.status, tt.body)
			if w.Header().Get("Access-Control-Allow-Origin") != "*" {
				t.Error("no CORS header")
			}
		})
	}
}

func failing(err error) echo.MiddlewareFunc {
	return func(echo.HandlerFunc) echo.HandlerFunc { return func(echo.Context) error { return err } }
}

// noting is middleware that leaves its mark on the way in.
func noting(mark string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Response().Header().Add("X-Way", mark)
			if op := OperationOf(c.Request().Context()); op != nil {
				c.Response().Header().Set("X-Operation", op.ID)
			}
			return next(c)
		}
	}
}

func TestMiddlewareOrder(t *testing.T) {
	one := operation("one", "GET", "/one")
	one.Tags = []string{"a", "b"}
	e, _ := mount(t, Options{
		Middleware:          []echo.MiddlewareFunc{noting("all 1"), noting("all 2")},
		TagMiddleware:       map[string][]echo.MiddlewareFunc{"b": {noting("b")}, "a": {noting("a")}},
		OperationMiddleware: map[string][]echo.MiddlewareFunc{"one": {noting("one")}},
	}, Endpoint{one, answers("ok")}, Endpoint{operation("two", "GET", "/two"), answers("ok")})
	for target, want := range map[string]string{
		"/one": "all 1,all 2,a,b,one",
		"/two": "all 1,all 2",
		"/no":  "",
	} {
		w := call(e, "GET", target, nil)
		if got := strings.Join(w.Header()["X-Way"], ","); got != want {
			t.Errorf("%s: %s, want %s", target, got, want)
		}
		if op := w.Header().Get("X-Operation"); want != "" && "/"+op != target {
			t.Errorf("%s: operation %q", target, op)
		}
	}
}

func TestMiddlewareAnswers(t *testing.T) {
	tests := []struct {
		name   string
		mw     echo.MiddlewareFunc
		status int
		body   string
		log    string
	}{
		{"passes", noting("x"), 200, `"ok"`, ""},
		{"exception", failing(Raise(404, "guarded")), 404, `{"code":404,"error":"guarded"}`, ""},
		{"branch", failing(conflict{"x"}), 409, `{"taken":"x"}`, ""},
		{"undeclared", failing(Raise(401)), 500, `{"code":500,"error":"Internal Server Error"}`, "status 401"},
		{"panic", func(echo.HandlerFunc) echo.HandlerFunc {
			return func(echo.Context) error { panic("loose") }
		}, 500, `{"code":500,"error":"Internal Server Error"}`, "loose"},
		{"its own answer", func(echo.HandlerFunc) echo.HandlerFunc {
			return func(c echo.Context) error { return c.String(203, "cached") }
		}, 203, "cached", ""},
		{"no answer", failing(nil), 500, `{"code":500,"error":"Internal Server Error"}`, "neither answered"},
		{"error after the answer", func(next echo.HandlerFunc) echo.HandlerFunc {
			return func(c echo.Context) error {
				return errors.Join(next(c), errors.New("too late"))
			}
		}, 200, `"ok"`, "too late"},
		{"other context", func(next echo.HandlerFunc) echo.HandlerFunc {
			return func(c echo.Context) error { return next(struct{ echo.Context }{c}) }
		}, 200, `"ok"`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, j := mount(t, Options{Middleware: []echo.MiddlewareFunc{tt.mw}}, get(answers("ok")))
			expect(t, call(e, "GET", "/thing", nil), tt.status, tt.body)
			if tt.log == "" && j.String() != "" || !strings.Contains(j.String(), tt.log) {
				t.Errorf("log %q, want %q", j, tt.log)
			}
		})
	}
}

// TestMountRefuses: a guard that would never run is found at start-up.
func TestMountRefuses(t *testing.T) {
	guarded := get(answers("ok"))
	guarded.Operation.Security = []SecurityRequirement{{{Scheme: "token"}}}
	tests := map[string]struct {
		options   Options
		endpoints []Endpoint
		want      string
	}{
		"operation": {Options{OperationMiddleware: map[string][]echo.MiddlewareFunc{"gone": nil}}, nil, `unknown operation "gone"`},
		"tag":       {Options{TagMiddleware: map[string][]echo.MiddlewareFunc{"gone": nil}}, nil, `unknown tag "gone"`},
		"scheme":    {Options{}, []Endpoint{guarded}, `security scheme "token"`},
		"paths": {Options{}, []Endpoint{{operation("a", "GET", "/{x}"), nil}, {operation("b", "GET", "/{y}"), nil}},
			"route operations"},
	}
	for name, tt := range tests {
		err := Mount(echo.New(), API{Endpoints: tt.endpoints}, tt.options)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestUnreadBody: a request whose body nobody reads leaves the connection usable.
func TestUnreadBody(t *testing.T) {
	e, _ := mount(t, Options{}, Endpoint{operation("post", "POST", "/thing", 404), fails(Raise(404))}, get(answers("ok")))
	s := serving(t, e)
	for _, size := range []int{10, 100 << 10, 2 << 20} {
		for range 3 {
			res, err := s.Client().Post(s.URL+"/thing", "application/json", bytes.NewReader(make([]byte, size)))
			if err != nil {
				t.Fatalf("%d bytes: %v", size, err)
			}
			body, err := io.ReadAll(res.Body)
			res.Body.Close()
			if err != nil || res.StatusCode != 404 || string(body) != `{"code":404,"error":"Not Found"}` {
				t.Errorf("%d bytes: %d %s %v", size, res.StatusCode, body, err)
			}
			next, err := s.Client().Get(s.URL + "/thing")
			if err != nil || next.StatusCode != http.StatusOK {
				t.Fatalf("%d bytes: the next request: %v %v", size, next, err)
			}
			io.Copy(io.Discard, next.Body)
			next.Body.Close()
		}
	}
}
