package generator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"go/format"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/packages"
	"github.com/specho/specho/generator/scaffold"
)

// shop is a document with the given operations, one a word: tag.operationId. A
// word with an @ is a security scheme.
func shop(words string) string {
	var paths, schemes strings.Builder
	var security []string
	for _, w := range strings.Fields(words) {
		if name, ok := strings.CutPrefix(w, "@"); ok {
			security = append(security, "{"+name+": []}")
			schemes.WriteString("    " + name + ": {type: http, scheme: bearer}\n")
			continue
		}
		tag, id, _ := strings.Cut(w, ".")
		paths.WriteString("  /" + id + ":\n    get: {operationId: " + id + ", tags: [" + tag + "], responses: {'204': {description: Done.}, '404': {description: None.}}}\n")
	}
	doc := "openapi: 3.1.0\ninfo: {title: Shop, version: '1'}\nsecurity: [" + strings.Join(security, ", ") + "]\npaths:\n" + paths.String()
	if schemes.Len() > 0 {
		doc += "components:\n  securitySchemes:\n" + schemes.String()
	}
	return doc
}

// scaffolded runs Scaffold for a package example.com/shop/api.
func scaffolded(t *testing.T, doc string, files map[string]string) scaffold.Result {
	t.Helper()
	res, err := tryScaffold(doc, files)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// tryScaffold is scaffolded; the types of schemas are in packages of these.
func tryScaffold(doc string, files map[string]string, types ...packages.Entry) (scaffold.Result, error) {
	cfg := generator.Config{
		Packages: types,
		Source:   load.Source{Name: "openapi.yaml", Data: []byte(doc), Root: "openapi.yaml"},
		Package:  "api", ImportPath: "example.com/shop/api", Runtime: "example.com/shop/api/rest",
	}
	in := scaffold.Folder{Dir: "handlers", Package: "handlers", Files: map[string][]byte{}}
	for name, text := range files {
		in.Files[name] = []byte(text)
	}
	res, _, err := generator.Scaffold(context.Background(), cfg, in)
	return res, err
}

// after is the folder once a result is written.
func after(files map[string]string, res scaffold.Result) map[string]string {
	all := maps.Clone(files)
	if all == nil {
		all = map[string]string{}
	}
	for name, data := range res.Files {
		all[name] = string(data)
	}
	return all
}

func TestScaffoldStartsAFolder(t *testing.T) {
	res := scaffolded(t, shop("items.getItem items.listItems orders.getOrder @key"), nil)
	if got, want := slices.Sorted(maps.Keys(res.Files)), []string{"items.go", "orders.go", "server.go"}; !slices.Equal(got, want) {
		t.Fatalf("files %v, want %v", got, want)
	}
	const items = `package handlers

import (
	"context"

	"example.com/shop/api"
	"example.com/shop/api/rest"
)

// GetItem handles GET /getItem.
func (s *Server) GetItem(ctx context.Context, req api.GetItemRequest) (api.GetItemResponse, error) {
	// return api.GetItemNoContent{}, nil // 204: Done
	// return nil, api.NewGetItemNotFound() // 404: None
	return nil, rest.NotImplemented(api.OperationGetItem)
}
`
	if got := string(res.Files["items.go"]); !strings.HasPrefix(got, items) {
		t.Errorf("items.go is\n%s\nwant it to begin\n%s", got, items)
	}
	for _, want := range []string{"type Server struct{}", "var _ api.Handlers = (*Server)(nil)", "func New() *Server {", "func (a *Authenticator) Key(ctx context.Context, credentials rest.Bearer) (principal Principal, err error) {"} {
		if !strings.Contains(string(res.Files["server.go"]), want) {
			t.Errorf("server.go lacks %s:\n%s", want, res.Files["server.go"])
		}
	}
	for name, data := range res.Files {
		if bytes.Contains(data, []byte("DO NOT EDIT")) {
			t.Errorf("%s says that it is generated, but it is the user's", name)
		}
		if formatted, err := format.Source(data); err != nil || !bytes.Equal(formatted, data) {
			t.Errorf("%s is not formatted: %v", name, err)
		}
	}
}

// TestScaffoldAgain: what is there is found, and a second run has nothing to do.
func TestScaffoldAgain(t *testing.T) {
	doc := shop("items.getItem orders.getOrder @key")
	files := after(nil, scaffolded(t, doc, nil))
	if res := scaffolded(t, doc, files); len(res.Files)+len(res.Findings) > 0 {
		t.Errorf("a second run writes %v and finds %v", res.Files, res.Findings)
	}
	res := scaffolded(t, shop("items.getItem items.addItem orders.getOrder users.getUser @key @token"), files)
	want := map[string]string{"items.go": "AddItem", "users.go": "GetUser", "server.go": "Token"}
	for _, a := range res.Added {
		if got := strings.Join(a.Names, " "); got != want[a.File] {
			t.Errorf("%s: added %q, want %q", a.File, got, want[a.File])
		}
		delete(want, a.File)
	}
	if len(want) > 0 || len(res.Files) != 3 {
		t.Errorf("not added: %v; files %v", want, slices.Sorted(maps.Keys(res.Files)))
	}
	for name, data := range res.Files {
		if !strings.HasPrefix(string(data), files[name]) {
			t.Errorf("%s does not begin with what it was:\n%s", name, data)
		}
	}
}

// TestScaffoldSampleCompiles builds the stubs of the sample, and what their
// comments propose, against the checked in generated code.
func TestScaffoldSampleCompiles(t *testing.T) {
	doc, err := os.ReadFile("../openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	cfg := generator.Config{
		Source:  load.Source{Name: "openapi.yaml", Data: doc, Root: "openapi.yaml"},
		Package: "tourism", ImportPath: "github.com/specho/specho/generated", Runtime: "github.com/specho/specho/rest",
	}
	res, _, err := generator.Scaffold(context.Background(), cfg, scaffold.Folder{Dir: "handlers", Package: "handlers"})
	if err != nil {
		t.Fatal(err)
	}
	proposed := 0
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for name, data := range res.Files {
		lines := strings.Split(string(data), "\n")
		for i, line := range lines {
			if strings.HasPrefix(line, "\t// return nil, tourism.") || strings.HasPrefix(line, "\t// return tourism.") {
				lines[i] = statement(strings.TrimPrefix(line, "\t// "))
				proposed++
			}
		}
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
			t.Fatal(err)
		}
		root, err := filepath.Abs("..")
		if err != nil {
			t.Fatal(err)
		}
		overlay.Replace[filepath.Join(root, "internal", "handlers", name)] = file
	}
	if proposed < 30 {
		t.Errorf("only %d branches are proposed", proposed)
	}
	data, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(t.TempDir(), "overlay.json")
	if err := os.WriteFile(list, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "build", "-overlay", list, "./internal/handlers")
	cmd.Dir = ".."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

var fields = regexp.MustCompile(`\w+: \.\.\.(, )?`)

// statement makes Go of what a comment proposes: fields that are left to fill in
// stay unset.
func statement(text string) string {
	code, about, _ := strings.Cut(text, " // ")
	code = fields.ReplaceAllString(code, "")
	code = strings.ReplaceAll(strings.ReplaceAll(code, `(..., "...")`, `(500, "...")`), "(...)", "(nil)")
	return "if ctx == nil { " + code + " } // " + about
}
