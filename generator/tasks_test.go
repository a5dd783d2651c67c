package generator_test

import (
	"context"
	"strings"
	"testing"

	"github.com/specho/specho/generator"
	"github.com/specho/specho/generator/load"
)

// withTasks is a document with a catalogue entry and its use.
func withTasks(task, use string) string {
	return `openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /tourists/{id}:
    post:
      operationId: create
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, format: uuid}}
        - {name: limit, in: query, schema: {type: integer}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Tourist'}}}}
      responses:
        '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Tourist'}}}}
        '409': {$ref: '#/components/responses/Conflict'}
      x-background-tasks:
        - ` + use + `
components:
  responses:
    Conflict: {description: taken}
  schemas:
    Tourist:
      type: object
      required: [id, email]
      properties:
        id: {type: string, format: uuid}
        email: {type: string}
        phone: {type: string}
        age: {type: integer}
    Letter:
      type: object
      required: [id, email]
      properties:
        id: {type: string, format: uuid}
        email: {type: string}
        phone: {type: string}
        photo: {type: string, format: binary}
  x-background-tasks:
    Mail: ` + task + `
`
}

// TestTaskOrder: the long form of the uses, and what is wrong with it, where it is.
func TestTaskOrder(t *testing.T) {
	for _, tt := range []struct{ name, long, want string }{
		{"sequential", "{order: sequential, stopOnError: true, tasks: [{task: Mail, on: ['201']}]}", ""},
		{"concurrent", "{order: concurrent, tasks: [{task: Mail, on: ['201']}]}", ""},
		{"unknown order", "{order: random, tasks: [{task: Mail, on: ['201']}]}", "x.yaml:14:28: \"random\" is no order of a task (task-order)"},
		{"nothing to stop", "{stopOnError: true, tasks: [{task: Mail, on: ['201']}]}", "x.yaml:14:28: tasks that do not wait for each other cannot stop on an error (task-order)"},
		{"no tasks", "{order: sequential}", "x.yaml:14:7: x-background-tasks starts no task (task-missing)"},
		{"unknown member", "{order: sequential, onError: stop, tasks: []}", "x.yaml:14:47: a list of background tasks has no member \"onError\" (task-member)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc := strings.Replace(withTasks("{summary: ticks}", ""), "x-background-tasks:\n        - \n", "x-background-tasks: "+tt.long+"\n", 1)
			refusals(t, doc, tt.want)
		})
	}
}

// TestTaskPlaces: where tasks mean nothing they are refused, not ignored.
func TestTaskPlaces(t *testing.T) {
	doc := withTasks("{summary: ticks}", "{task: Mail, on: ['201']}")
	for name, tt := range map[string]struct{ after, insert, want string }{
		"path item": {"  /tourists/{id}:\n", "    x-background-tasks: []\n", "x.yaml:5:5: a path item has no background tasks (task-place)"},
		"response":  {"    Conflict: {description: taken", ", x-background-tasks: []", "x.yaml:18:36: a response has no background tasks (task-place)"},
		"document":  {"openapi: 3.1.0\n", "x-background-tasks: []\n", "x.yaml:2:1: a document has no background tasks (task-place)"},
	} {
		t.Run(name, func(t *testing.T) {
			refusals(t, strings.Replace(doc, tt.after, tt.after+tt.insert, 1), tt.want)
		})
	}
}

// TestTaskWarnings: what is odd, and no reason to refuse the document.
func TestTaskWarnings(t *testing.T) {
	for name, tt := range map[string]struct{ task, use, want string }{
		"bytes in memory": {"{payload: {$ref: '#/components/schemas/Letter'}}", "{task: Mail, on: ['201']}", `x.yaml:35:9: warning: the task "Mail" gets these bytes only if they are text in UTF-8`},
		"not used":        {"{summary: ticks}\n    Post: {summary: waits}", "{task: Mail, on: ['201']}", `x.yaml:38:5: warning: no operation starts the background task "Post" (task-unused)`},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := diagnostics(withTasks(tt.task, tt.use))
			if err != nil || !strings.Contains(text, tt.want) {
				t.Errorf("want %q in\n%s\n%v", tt.want, text, err)
			}
		})
	}
}

func TestTaskProblems(t *testing.T) {
	const payload = "{payload: {$ref: '#/components/schemas/Letter'}}"
	for _, tt := range []struct {
		name, task, use string
		want            string // in the diagnostics; empty: fine
	}{
		{"complete", payload, "{task: Mail, on: ['201'], required: true, with: {id: $response.body#/id, email: $request.body#/email}}", ""},
		{"by reference", payload, "{task: {$ref: '#/components/x-background-tasks/Mail'}, on: ['201'], with: {id: $request.path.id, email: $request.body#/email}}", ""},
		{"left to the handler", payload, "{task: Mail, on: ['201'], with: {id: $response.body#/id}}", ""},
		{"optional source, optional member", payload, "{task: Mail, on: ['201'], with: {id: $response.body#/id, email: $request.body#/email, phone: $request.body#/phone}}", ""},
		{"constant", payload, "{task: Mail, on: ['201'], with: {id: $response.body#/id, email: post@example.com}}", ""},
		{"no payload", "{summary: ticks}", "{task: Mail, on: ['201', '409']}", ""},
		{"unknown task", payload, "{task: Post, on: ['201']}", "x.yaml:15:12: there is no background task \"Post\" (task-unknown)"},
		{"B102 no such response", payload, "{task: Mail, on: ['299']}", "x.yaml:15:29: POST /tourists/{id} has no response \"299\" (task-on)"},
		{"without on", payload, "{task: Mail}", "(task-on-missing)"},
		{"shared response", payload, "{task: Mail, on: ['409'], with: {email: $request.body#/email}}", "(task-shared-response)"},
		{"no such member", payload, "{task: Mail, on: ['201'], with: {name: $request.body#/email}}", "has no member \"name\" (task-with-member)"},
		{"B97 no such source", payload, "{task: Mail, on: ['201'], with: {email: $request.body#/mail}}", "the body has no member \"mail\" (task-with-source)"},
		{"B97 wrong type", payload, "{task: Mail, on: ['201'], with: {id: $request.body#/email}}", "(task-with-type)"},
		{"B97 absent source, required member", payload, "{task: Mail, on: ['201'], with: {email: $request.body#/phone}}", "(task-with-absent)"},
		{"unused", payload, "{task: Mail, on: []}", "(task-on-missing)"},
		{"not a duration", "{timeout: 30s}", "{task: Mail, on: ['201']}", "x.yaml:37:12: timeout is no duration of fixed length such as PT30S: \"30s\" (task-duration)"},
		{"months have no fixed length", "{delay: P1M}", "{task: Mail, on: ['201']}", "(task-duration)"},
		{"longer than the longest", "{retry: {minDelay: PT1H, maxDelay: PT1M}}", "{task: Mail, on: ['201']}", "x.yaml:37:20: minDelay PT1H is longer than maxDelay PT1M (task-delays)"},
		{"binary deep inside", "{delivery: durable, payload: {type: object, properties: {list: {type: array, items: {type: object, properties: {raw: {type: string, format: binary}}}}}}}", "{task: Mail, on: ['201']}", "(task-binary)"},
		{"bytes", "{payload: {type: object, properties: {raw: {type: string, format: byte}, page: {type: string, contentMediaType: text/html}}}}", "{task: Mail, on: ['201']}", ""},
		{"payload is no object", "{payload: {type: string}}", "{task: Mail, on: ['201']}", "x.yaml:37:12: the payload of task \"Mail\" must be an object that names its properties (task-payload)"},
		{"with, and no payload", "{summary: ticks}", "{task: Mail, on: ['201'], with: {a: b}}", "x.yaml:15:44: the payload of task \"Mail\" has no member \"a\" (task-with-member)"},
		{"key without a payload", "{idempotencyKey: $payload#/name}", "{task: Mail, on: ['201']}", "x.yaml:37:12: idempotencyKey"},
		{"durable and binary", "{delivery: durable, payload: {$ref: '#/components/schemas/Letter'}}", "{task: Mail, on: ['201']}", "x.yaml:35:9: the durable task \"Mail\" cannot carry bytes"},
		{"unknown delivery", "{delivery: pigeon}", "{task: Mail, on: ['201']}", "(task-delivery)"},
		{"unknown member", "{retries: 3}", "{task: Mail, on: ['201']}", "(task-member)"},
		{"not a list", payload, "{task: Mail, on: 201}", "x.yaml:15:24: warning: on must be an array, not a number: it is left out (wrong-type)"},
		{"twice", payload, "{task: Mail, on: ['201', '201']}", "x.yaml:15:11: the response 201 starts the task \"Mail\" twice, and both payloads are left to the handler: bind one of them by with (task-twice)"},
		{"twice, bound", payload, "{task: Mail, on: ['201', '201'], with: {id: $response.body#/id, email: $request.body#/email}}", ""},
		{"key", "{payload: {$ref: '#/components/schemas/Letter'}, idempotencyKey: $payload#/name}", "{task: Mail, on: ['201']}", "(task-key)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			refusals(t, withTasks(tt.task, tt.use), tt.want)
		})
	}
}

// refusals generates from a document that is refused with this text among the
// diagnostics; empty: it is not refused.
func refusals(t *testing.T, doc, want string) {
	t.Helper()
	text, err := diagnostics(doc)
	if want == "" && err != nil {
		t.Fatalf("refused: %v", err)
	}
	if want != "" && (err == nil || !strings.Contains(text, want)) {
		t.Fatalf("want %q in\n%s\n%v", want, text, err)
	}
}

// diagnostics is what the generator says of a document.
func diagnostics(doc string) (string, error) {
	_, diags, err := generator.Generate(context.Background(), generator.Config{
		Source: load.Source{Name: "x.yaml", Data: []byte(doc), NoGrade: true}, Package: "api", ImportPath: "example.com/api", Runtime: "github.com/specho/specho/rest"})
	var all []string
	for _, d := range diags {
		all = append(all, d.String())
	}
	return strings.Join(all, "\n"), err
}
