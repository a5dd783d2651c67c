package generator_test

import (
	"context"
	"strings"
	"testing"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/load"
)

// A client of a server that cannot read its own answers would not work.
func TestClientWithCodecsOfOneDirection(t *testing.T) {
	doc := "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n"
	_, _, err := generator.Generate(context.Background(), generator.Config{
		Source: load.Source{Name: "openapi.yaml", Data: []byte(doc)}, Package: "api", ImportPath: "example.com/api",
		Runtime: "github.com/specho/specho/rest", Client: true, Reachable: true})
	if err == nil || !strings.Contains(err.Error(), "codecs of both directions") {
		t.Errorf("got %v", err)
	}
}
