package normalise_test

import (
	"fmt"
	"strings"
	"testing"
)

const zoo = `openapi: 3.1.0
info: {title: Zoo, version: 1.0}
servers:
  - url: https://{host}/v{major}
    variables: {host: {default: zoo.example}, major: {default: 2}}
tags: [{name: pets, description: Animals}, {name: pets}]
security: [{key: []}, {}]
paths:
  /pets/{id}/toys/{toy}:
    parameters:
      - {name: toy, in: path, required: true, schema: {type: integer}}
      - {name: page, in: query, schema: {type: integer}}
      - $ref: '#/components/parameters/Trace'
    post:
      operationId: addToy
      tags: [pets, toys]
      parameters:
        - {name: filter, in: query, style: deepObject, schema: {type: object, additionalProperties: {type: string}}}
        - {name: page, in: query, explode: false, schema: {type: array, items: {type: string}}}
        - {name: id, in: path, required: true, style: matrix, schema: {type: string, format: uuid}}
        - {name: x-TRACE, in: header, required: true, schema: {type: string}}
        - {name: shape, in: cookie, content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}
      requestBody: {$ref: '#/components/requestBodies/Toy'}
      responses:
        default: {$ref: '#/components/responses/Problem'}
        4XX: {description: wrong}
        '201':
          description: made
          headers: {Location: {required: true, schema: {type: string, format: uri}}, content-type: {schema: {type: string}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}, text/plain: {}}
        200: {$ref: '#/components/responses/Again', description: done}
      security: [{oauth: [write]}, {key: [], basic: []}]
      callbacks:
        made:
          '{$request.body#/url}':
            post: {operationId: toyMade, responses: {'204': {description: thanks}}}
    get:
      operationId: getToy
      responses: {'200': {description: ok}}
      security: []
      servers: [{url: /other}]
  /health:
    $ref: '#/components/pathItems/Health'
webhooks:
  born: {post: {operationId: born, requestBody: {content: {application/json: {itemSchema: {type: string}}}}}}
components:
  schemas:
    Toy: {type: object}
  parameters:
    Trace: {name: X-Trace, in: header, schema: {type: string}}
  requestBodies:
    Toy: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}
  responses:
    Problem: {description: problem, content: {application/problem+json: {schema: {type: object}}}}
    Again: {$ref: '#/components/responses/Problem'}
  pathItems:
    Health: {get: {operationId: health, responses: {'204': {description: fine}}}}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    basic: {type: http, scheme: Basic}
    oauth: {type: oauth2, flows: {}}
`

const zooRead = `POST /pets/{id}/toys/{toy} addToy [pets toys]
  path id! matrix string format=uuid
  path toy! simple integer
  query page form array of string
  header x-TRACE! simple string
  query filter deepObject* object others=string
  cookie shape form* application/json
  body! Toy application/json(&Toy)
  200 =Again application/problem+json(object)
  201 Location!:string format=uri application/json(&Toy) text/plain
  4XX
  default =Problem application/problem+json(object)
  security (oauth[write]) (key[] and basic[])
  callback made {$request.body#/url}
    POST {$request.body#/url} toyMade []
      204
GET /pets/{id}/toys/{toy} getToy []
  path id! simple string
  path toy! simple integer
  query page form* integer
  header X-Trace simple string
  200
  server /other
GET /health health []
  204
  security (key[]) ()
POST born born []
  body  application/json[string]
  default
`

func TestOperations(t *testing.T) {
	doc, l := read(t, zoo, nil)
	if err := l.Err(); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, op := range append(doc.Operations, doc.Webhooks[0].Operations...) {
		b.WriteString(showOperation(op))
	}
	if b.String() != zooRead {
		t.Errorf("got\n%s\nwant\n%s", b.String(), zooRead)
	}
	if want := "warning tag-duplicate 6; note security-hooks 7; note header-reserved 29; warning path-parameter-undeclared 37; note responses-missing 45; note security-scheme-case 60"; rules(l) != want {
		t.Errorf("diagnostics %q, want %q", rules(l), want)
	}
	if doc.Servers[0].URL != "https://zoo.example/v2" || doc.Info.Version != "1.0" {
		t.Errorf("server %s, version %s", doc.Servers[0].URL, doc.Info.Version)
	}
	if got := fmt.Sprint(len(doc.Tags), doc.Tags[1].Name); got != "2toys" {
		t.Errorf("tags %s", got)
	}
	if r := doc.Operations[0].Responses[0]; r.Description != "done" || r.Component != doc.Responses[1] {
		t.Errorf("the answer 200 is %q of %v", r.Description, r.Component)
	}
	if doc.Operations[0].RequestBody.Content[0].Schema.Ref != doc.Schemas[0] {
		t.Error("the body is not the component")
	}
}

// TestOperationProblems reads one path item, which starts on line 4.
func TestOperationProblems(t *testing.T) {
	const ok = "responses: {'200': {description: ok}}"
	for _, tt := range []struct{ name, paths, want string }{
		{"no slash", "a: {get: {operationId: a, " + ok + "}}", "warning path-slash 4"},
		{"query in path", "/a?b=c: {get: {operationId: a, " + ok + "}}", "warning path-query 4"},
		{"braces", "'/a/{b': {get: {operationId: a, " + ok + "}}", "error path-template 4"},
		{"name twice", "'/{a}/{a}': {get: {operationId: a, parameters: [{name: a, in: path, required: true, schema: {}}], " + ok + "}}", "warning path-template 4"},
		{"unused", "/a: {get: {operationId: a, parameters: [{name: b, in: path, required: true, schema: {}}], " + ok + "}}", "warning path-parameter-unused 4"},
		{"not required", "'/{a}': {get: {operationId: a, parameters: [{name: a, in: path, schema: {}}], " + ok + "}}", "warning path-parameter-required 4"},
		{"declared twice", "/a: {get: {operationId: a, parameters: [{name: b, in: query, schema: {}}, {name: b, in: query, schema: {}}], " + ok + "}}", "warning parameter-duplicate 4"},
		{"same name elsewhere", "/a: {get: {operationId: a, parameters: [{name: b, in: query, schema: {}}, {name: b, in: header, schema: {}}], " + ok + "}}", ""},
		{"reserved header", "/a: {get: {operationId: a, parameters: [{name: authorization, in: header, schema: {}}], " + ok + "}}", "note header-reserved 4"},
		{"style without a text for the type", "/a: {get: {operationId: a, parameters: [{name: b, in: query, style: deepObject, schema: {type: array, items: {}}}, {name: c, in: query, style: pipeDelimited, schema: {type: string}}, {name: d, in: query, style: deepObject, schema: {type: object}}], " + ok + "}}", "warning parameter-style 4; warning parameter-style 4"},
		{"style", "/a: {get: {operationId: a, parameters: [{name: b, in: header, style: form, schema: {}}], " + ok + "}}", "warning parameter-style 4"},
		{"no schema", "/a: {get: {operationId: a, parameters: [{name: b, in: query}], " + ok + "}}", "warning parameter-schema-missing 4"},
		{"type outside", "/a: {get: {operationId: a, parameters: [{name: b, in: query, type: integer}], " + ok + "}}", "warning parameter-type 4"},
		{"no responses", "/a: {get: {operationId: a}}", "warning responses-missing 4"},
		{"status", "/a: {get: {operationId: a, responses: {abc: {description: x}, '600': {description: x}, '99': {description: x}}}}", "warning responses-missing 4; warning status-invalid 4; warning status-invalid 4; warning status-invalid 4"},
		{"range", "/a: {get: {operationId: a, responses: {2xx: {description: x}}}}", "warning status-range-case 4"},
		{"no id", "'/a/{b}': {get: {parameters: [{name: b, in: path, required: true, schema: {}}], " + ok + "}}", "warning operation-id-missing 4"},
		{"same id", "/a: {get: {operationId: x, " + ok + "}}\n  /b: {get: {operationId: x, " + ok + "}}", "warning operation-id-duplicate 5"},
		{"unknown scheme", "/a: {get: {operationId: a, security: [{nope: []}], " + ok + "}}", "warning security-undefined 4"},
		{"upper case method", "/a: {GET: {operationId: a, " + ok + "}}", "warning method-case 4"},
		{"both cases", "/a: {get: {operationId: a, " + ok + "}, GET: {operationId: b, " + ok + "}}", "warning path-item-member 4"},
		{"other method", "/a: {link: {operationId: a, " + ok + "}}", "warning path-item-method 4"},
		{"no method", "/a: {gett: {description: x}}", "warning path-item-member 4"},
		{"empty operation", "/a: {get: , put: text}", "warning operation-empty 4; warning operation-id-missing 4; warning responses-missing 4; warning operation-empty 4; warning operation-id-missing 4; warning responses-missing 4"},
		{"no item", "/a: text\n  /b: [get]", "warning wrong-type 4; warning wrong-type 5"},
		{"dangling item", "/a: {$ref: '#/components/pathItems/A', get: {operationId: a, " + ok + "}}", "warning ref-dangling 4"},
		{"item of a missing file", "/a: {$ref: a.yaml}", "warning ref-file 4"},
		{"item of itself", "/a: {$ref: '#/paths/~1a'}", "warning ref-cycle 4"},
		{"reference to a list of responses", "/a: {get: {operationId: a, responses: {$ref: '#/x-r'}}}\nx-r: {'200': {description: ok}}", "warning ref-place 4"},
		{"reference to paths", "$ref: '#/x-p'\nx-p: {/a: {get: {operationId: a, " + ok + "}}}", "warning ref-place 4"},
		{"reference to an operation", "/a: {get: {$ref: '#/x-o'}}\nx-o: {operationId: a, tags: {$ref: '#/x-t'}, " + ok + "}\nx-t: [a]", "warning ref-place 4; warning ref-place 5"},
		{"dangling reference to an operation", "/a: {get: {$ref: '#/x-o', operationId: a, " + ok + "}}", "warning ref-dangling 4"},
		{"operation outside of the folder", "/a: {get: {$ref: '../a.yaml', operationId: a, " + ok + "}}", "error ref-outside 4"},
		{"operation that is itself", "/a: {get: {$ref: '#/paths/~1a/get'}}", "warning operation-id-missing 4; warning responses-missing 4; warning ref-place 4; warning ref-cycle 4"},
		{"dangling reference to security", "/a: {get: {operationId: a, security: {$ref: '#/x-s'}, " + ok + "}}", "error ref-dangling 4"},
		{"tags and requirements that are references", "/a: {get: {operationId: a, tags: [t], security: [{$ref: '#/x-s'}], " + ok + "}}\nx-s: {key: []}\nx-t: {name: t}\ntags: [{$ref: '#/x-t'}]\nservers: [{$ref: '#/x-t/url'}]\ncomponents: {securitySchemes: {key: {type: http, scheme: bearer}}}", "warning ref-place 4; warning ref-place 7; warning ref-dangling 8"},
		{"reference to components", "/a: {get: {operationId: a, security: [{key: []}], " + ok + "}}\ncomponents: {$ref: '#/x-c'}\nx-c: {securitySchemes: {key: {type: http, scheme: bearer}}}", "warning ref-place 5"},
		{"dangling reference to components", "/a: {get: {operationId: a, " + ok + "}}\ncomponents: {$ref: '#/x-c'}", "error ref-dangling 5"},
		{"dangling reference to paths", "$ref: p.yaml", "warning ref-place 4; error ref-file 4"},
		{"a scheme for a list", "/a: {get: {operationId: a, security: key, " + ok + "}}\ncomponents: {securitySchemes: {key: {type: http, scheme: basic}}}", "warning security-list 4; warning security-name 4"},
		{"a requirement for a list", "/a: {get: {operationId: a, security: {key: read}, " + ok + "}}\ncomponents: {securitySchemes: {key: {type: http, scheme: basic}}}", "warning security-list 4; warning security-scope 4"},
		{"names for requirements", "/a: {get: {operationId: a, security: [key], " + ok + "}}\ncomponents: {securitySchemes: {key: {type: http, scheme: basic}}}", "warning security-name 4"},
		{"no requirement", "/a: {get: {operationId: a, security: [null, 5], " + ok + "}}", "error security-entry 4; error security-entry 4"},
		{"no security", "/a: {get: {operationId: a, security: true, " + ok + "}}", "error security-entry 4"},
		{"no scopes", "/a: {get: {operationId: a, security: [{key: {a: b}}], " + ok + "}}", "error security-scope 4; warning security-undefined 4"},
		{"unknown field", "/a: {get: {operationId: a, consumes: [a/b], " + ok + "}}", "warning field-unknown 4"},
		{"remote item", "/a: {$ref: 'http://127.0.0.1/x.json'}", "error ref-remote 4"},
		{"wrong kind", "/a: {get: {operationId: a, parameters: [{$ref: '#/paths/~1a/get'}], " + ok + "}}", "warning parameter-name 4"},
		{"wrong type", "/a: {get: {operationId: a, parameters: {}, " + ok + "}}", "warning wrong-type 4"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, l := read(t, "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  "+tt.paths+"\n", nil)
			if got := rules(l); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
				for _, d := range l.Sorted() {
					t.Log(d)
				}
			}
		})
	}
}

// TestUnreadableItems refuses a path item in a file that is there and cannot be parsed:
// it holds operations.
func TestUnreadableItems(t *testing.T) {
	_, l := read(t, "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  /a: {$ref: a.yaml}\n", map[string]string{"a.yaml": "get: [\n"})
	if got := rules(l); got != "error yaml-syntax 4" {
		t.Errorf("got %q", got)
	}
}

// TestSecurityIsNotLost asserts that requirements in an odd form guard the operation.
func TestSecurityIsNotLost(t *testing.T) {
	for _, security := range []string{"key", "{key: []}", "[key]", "[{key: }]", "{key: read}"} {
		doc, _ := read(t, "openapi: 3.0.3\ninfo: {title: t, version: '1'}\nsecurity: "+security+"\npaths: {/a: {get: {operationId: a}}}\ncomponents: {securitySchemes: {key: {type: http, scheme: basic}}}\n", nil)
		if s := doc.Operations[0].Security; len(s) != 1 || len(s[0].Schemes) != 1 || s[0].Schemes[0].Scheme.Scheme != "basic" {
			t.Errorf("%s leaves the operation open: %v", security, s)
		}
	}
}

func TestDerivedIDsDoNotDependOnOrder(t *testing.T) {
	const item = "{get: {responses: {'200': {description: ok}}}}"
	names := func(paths ...string) map[string]string {
		text := "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n"
		for _, p := range paths {
			text += "  " + p + ": " + item + "\n"
		}
		doc, _ := read(t, text, nil)
		ids := map[string]string{}
		for _, op := range doc.Operations {
			if ids[op.ID] != "" {
				t.Errorf("%s is the name of %s and %s", op.ID, ids[op.ID], op.Path)
			}
			ids[op.ID] = op.Path
		}
		return ids
	}
	a := names("/pets", "/pets/{id}", "/pets/{id}/toys", "/files/{name}.{ext}")
	b := names("/files/{name}.{ext}", "/pets/{id}/toys", "/pets/{id}", "/pets")
	if fmt.Sprint(a) != fmt.Sprint(b) {
		t.Errorf("%v and %v", a, b)
	}
	if a["get_pets_by_id"] != "/pets/{id}" {
		t.Errorf("got %v", a)
	}
}

func TestVersions(t *testing.T) {
	for text, want := range map[string]string{
		"openapi: 3.0.4":   "",
		"openapi: 3.2.0":   "",
		"openapi: 3.1":     "warning version-number 1",
		"openapi: 2.0.0":   "error version-unsupported 1",
		"openapi: 3.9.0":   "error version-unsupported 1",
		"swagger: '1.2'":   "error version-unsupported 1",
		"swagger: '2.0'":   "note swagger-2 1",
		"title: x":         "error version-missing 1",
		"[1]":              "error document-type 1",
		"hello":            "error document-type 1",
		"openapi: [3.0.0]": "error version-missing 1",
	} {
		if want == "" || !strings.HasPrefix(want, "error") {
			text += "\ninfo: {title: t, version: '1'}\npaths: {}"
		}
		if _, l := read(t, text, nil); rules(l) != want {
			t.Errorf("%s: %q, want %q", text, rules(l), want)
		}
	}
}

func TestFilesOfADocument(t *testing.T) {
	doc, l := read(t, `openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /pets: {$ref: paths/pets.yaml}
components:
  schemas:
    Pet: {$ref: schemas/Pet.yaml}
  responses:
    Gone: {$ref: responses/gone.yaml}
`, map[string]string{
		"paths/pets.yaml": `get:
  operationId: pets
  parameters: [{$ref: '../parameters.yaml#/Limit'}]
  responses:
    '200': {description: ok, content: {application/json: {schema: {type: array, items: {$ref: ../schemas/Pet.yaml}}}}}
    '404': {$ref: ../responses/error.yaml}
    '410': {$ref: ../responses/gone.yaml}
`,
		"parameters.yaml":      "Limit: {name: limit, in: query, schema: {$ref: '#/Number'}}\nNumber: {type: integer}\n",
		"schemas/Pet.yaml":     "type: object\nproperties: {owner: {$ref: Owner.yaml}, pet: {$ref: '#/components/schemas/Pet'}}\n",
		"schemas/Owner.yaml":   "type: object\nproperties: {pets: {type: array, items: {$ref: Pet.yaml}}}\n",
		"responses/error.yaml": "description: error\ncontent: {application/json: {schema: {$ref: '../schemas/Error.yaml'}}}\n",
		"responses/gone.yaml":  "description: gone\n",
		"schemas/Error.yaml":   "type: string\n",
	})
	if err := l.Err(); err != nil {
		t.Fatal(err)
	}
	if want := "warning ref-root 2"; rules(l) != want {
		t.Errorf("diagnostics %q, want %q", rules(l), want)
	}
	got := showOperation(doc.Operations[0])
	want := "GET /pets pets []\n  query limit form* &Number\n  200 application/json(array of &Pet)\n  404 =error application/json(&Error)\n  410 =Gone\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var names []string
	for _, s := range doc.Schemas {
		names = append(names, s.Name)
	}
	if len(names) != 4 || names[0] != "Pet" {
		t.Errorf("schemas %v", names)
	}
	if pet := doc.Schemas[0]; pet.Property("pet").Schema.Ref != pet || pet.Pos.File != "schemas/Pet.yaml" {
		t.Errorf("Pet is %s at %s", show(pet), pet.Pos)
	}
	if len(doc.Files) != 8 || doc.Files[0].Name != "api.yaml" {
		t.Errorf("%d files", len(doc.Files))
	}
}
