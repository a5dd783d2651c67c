package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/load"
)

// severalFiles is a document whose parts stand in folders below it. They refer to
// each other in circles, and two have an Error of their own.
func severalFiles() fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		"api/openapi.yaml": file(`openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets: {$ref: paths/pets.yaml}
components:
  schemas:
    Order:
      type: object
      properties:
        pet: {$ref: schemas/Pet.yaml}
        kind: {$ref: 'schemas/common.yaml#/Kind'}
        address: {$ref: 'schemas/deep/more.yaml#/components/schemas/Address'}
`),
		"api/paths/pets.yaml": file(`get:
  operationId: listPets
  responses:
    '200':
      description: all
      content: {application/json: {schema: {type: array, items: {$ref: ../schemas/Pet.yaml}}}}
    default:
      description: none
      content: {application/json: {schema: {$ref: '../schemas/common.yaml#/Error'}}}
post:
  operationId: addPet
  requestBody:
    content: {application/json: {schema: {$ref: '../openapi.yaml#/components/schemas/Order'}}}
  responses:
    '204': {description: done}
    default:
      description: none
      content: {application/json: {schema: {$ref: '../schemas/deep/more.yaml#/components/schemas/Error'}}}
`),
		"api/schemas/Pet.yaml": file(`type: object
required: [name]
properties:
  name: {type: string, minLength: 2}
  owner: {$ref: 'common.yaml#/Owner'}
`),
		"api/schemas/common.yaml": file(`Kind: {type: string, enum: [cat, dog]}
Owner:
  type: object
  properties:
    pets: {type: array, items: {$ref: Pet.yaml}}
    home: {$ref: './deep/more.yaml#/components/schemas/Address'}
Error: {type: object, required: [detail], properties: {detail: {type: string}}}
`),
		"api/schemas/deep/more.yaml": file(`components:
  schemas:
    Address: {type: object, properties: {owner: {$ref: '../common.yaml#/Owner'}}}
    Error: {type: object, required: [message], properties: {message: {type: string}}}
`),
	}
}

// TestNamesOfOtherFiles: a schema is called what it is called where it stands. Of two
// with one name the first file has it, whoever refers to which first.
func TestNamesOfOtherFiles(t *testing.T) {
	files := severalFiles()
	want := []string{"Address", "Error", "Kind", "MoreError", "Order", "Owner", "Pet"}
	if got := schemaTypes(t, files); !slices.Equal(got, want) {
		t.Errorf("types %v, want %v", got, want)
	}
	paths := string(files["api/paths/pets.yaml"].Data)
	i := strings.Index(paths, "post:")
	files["api/paths/pets.yaml"].Data = []byte(paths[i:] + paths[:i])
	if got := schemaTypes(t, files); !slices.Equal(got, want) {
		t.Errorf("with the operations in another order: types %v, want %v", got, want)
	}
}

// schemaTypes lists the types of the schemas of api/openapi.yaml.
func schemaTypes(t *testing.T, files fstest.MapFS) (names []string) {
	t.Helper()
	out, _, err := generator.Generate(t.Context(), generator.Config{
		Source:  load.Source{Name: "api/openapi.yaml", FS: files, Root: "api/openapi.yaml"},
		Package: "api", ImportPath: "example.com/api", Runtime: "github.com/specho/specho/rest"})
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), "", out["schemas.gen.go"], parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
			names = append(names, g.Specs[0].(*ast.TypeSpec).Name.Name)
		}
	}
	slices.Sort(names)
	return names
}
