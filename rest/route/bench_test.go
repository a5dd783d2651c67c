package route

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"
)

// apiRoutes is an API of ordinary shape: collections, items, and what belongs to
// an item, 182 routes.
func apiRoutes() []Route {
	routes := routesOf("GET /", "GET /health", "GET /users/me", "GET /search/issues", "GET /search/users")
	for _, top := range []string{"users", "teams", "projects", "invoices", "customers", "products", "orders", "payments", "webhooks"} {
		list, item := "/"+top, "/"+top+"/{id}"
		routes = append(routes, routesOf("GET "+list, "POST "+list, "GET "+item, "PUT "+item, "DELETE "+item)...)
		for _, sub := range []string{"members", "events", "comments", "labels", "files", "notes"} {
			routes = append(routes, routesOf("GET "+item+"/"+sub, "GET "+item+"/"+sub+"/{sub_id}")...)
		}
	}
	for _, sub := range []string{"issues", "pulls", "commits", "branches", "tags", "releases", "hooks", "keys"} {
		base := "/repos/{owner}/{repo}/" + sub
		routes = append(routes, routesOf("GET "+base, "GET "+base+"/{n}", "GET "+base+"/{n}/comments")...)
	}
	return routes
}

var benchPaths = []struct{ name, path string }{
	{"static", "/search/issues"},
	{"item", "/customers/0f8fad5b-d9cd-469f-a165-70867728950e"},
	{"deep", "/repos/specho/specho/issues/1347/comments"},
	{"missing", "/repos/specho/specho/issues/1347/nothing"},
}

func BenchmarkMatch(b *testing.B) {
	routes := apiRoutes()
	r, err := New(routes)
	if err != nil {
		b.Fatal(err)
	}
	e := echo.New()
	for _, x := range routes {
		path := strings.NewReplacer("{", ":", "}", "").Replace(x.Path)
		e.Add(x.Method, path, func(echo.Context) error { return nil })
	}
	c := e.NewContext(httptest.NewRequest("GET", "/", nil), nil)
	for _, tt := range benchPaths {
		b.Run(tt.name+"/specho", func(b *testing.B) {
			b.ReportAllocs()
			var p Params
			for b.Loop() {
				r.Match(http.MethodGet, tt.path, &p)
			}
		})
		b.Run(tt.name+"/echo", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e.Router().Find(http.MethodGet, tt.path, c)
			}
		})
	}
}
