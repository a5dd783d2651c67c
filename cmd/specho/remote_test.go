package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/specho/specho/generator"
)

// remoteFiles serves a path item and a schema that refer to each other, and counts.
func remoteFiles(t *testing.T, requests *int) string {
	mux := http.NewServeMux()
	serve := func(name, text string) {
		mux.HandleFunc(name, func(w http.ResponseWriter, _ *http.Request) { *requests++; fmt.Fprint(w, text) })
	}
	serve("/paths/pets.yaml", "get:\n  operationId: listPets\n  responses:\n    '200': {description: All, content: {application/json: {schema: {$ref: ../schemas/Pet.yaml}}}}\n")
	serve("/schemas/Pet.yaml", "type: object\nproperties: {name: {type: string}, owner: {$ref: '/schemas/Owner.yaml?v=1#/Owner'}, elsewhere: {$ref: '//other.example/x.yaml'}}\n")
	serve("/schemas/Owner.yaml", "Owner: {type: object, required: [id], properties: {id: {type: integer}}}\n")
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

// TestAllowRemote reads the files of named hosts, and of no others.
func TestAllowRemote(t *testing.T) {
	requests := 0
	host := remoteFiles(t, &requests)
	t.Chdir(t.TempDir())
	write := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module example.com/app\n")
	write("openapi.yaml", "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /pets: {$ref: '"+host+"/paths/pets.yaml'}\n")
	run := func(args ...string) (int, string) {
		var out, problems bytes.Buffer
		code := (&app{stdin: strings.NewReader(""), stdout: &out, stderr: &problems, generate: generator.Generate}).run(t.Context(), args)
		return code, strings.ReplaceAll(problems.String(), host, "HOST")
	}
	want := func(what string, code int, text string) func(int, string) {
		return func(got int, said string) {
			t.Helper()
			if got != code || said != text {
				t.Errorf("%s: exit code %d, it says\n%s\nwant %d\n%s", what, got, said, code, text)
			}
		}
	}
	want("without the flag", 1, "openapi.yaml:4:17: the reference \"HOST/paths/pets.yaml\" leads to another place than the document's folder: the operations there would be left out (ref-remote)\n"+
		"\thint: read it from there: --allow-remote HOST; or save the file beside the document and refer to it by a relative path\n")(run("generate"))
	if requests > 0 {
		t.Fatal("the network is used without the flag")
	}
	other := "HOST/schemas/Pet.yaml:2:103: warning: the reference \"//other.example/x.yaml\" leads to another place than the document's folder: any JSON value is accepted here (ref-remote)\n" +
		"\thint: read it from there: --allow-remote http://other.example; or save the file beside the document and refer to it by a relative path\n"
	want("with the flag", 0, other)(run("generate", "--allow-remote", host))
	if code, _ := run("check", "--allow-remote", host); code != 0 {
		t.Errorf("check finds differences: %d", code)
	}
	if code, _ := run("check"); code != 1 {
		t.Error("check without the flag finds no differences")
	}
	schemas, err := os.ReadFile("generated/schemas.gen.go")
	if err != nil || !strings.Contains(string(schemas), "type Owner struct") {
		t.Errorf("no type of the remote file: %v", err)
	}
	write("specho.yaml", "allow-remote: ['"+host+"']\n")
	want("from the configuration", 0, other)(run("generate"))
	write("openapi.yaml", "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /pets: {$ref: '"+host+"/gone.yaml'}\n")
	want("what the host does not have", 1, "openapi.yaml:4:17: cannot read HOST/gone.yaml: the server answers 404 Not Found (ref-fetch)\n\thint: bundle the document, so that nothing has to be read from there\n")(run("generate"))
	want("no host", 2, "specho: flag --allow-remote: \"a/b\" is more than a host, such as example.com\n")(run("generate", "--allow-remote", "a/b"))
}
