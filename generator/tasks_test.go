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
		{"not a duration", "{timeout: 30s}", "{task: Mail, on: ['201']}", "timeout is no duration of fixed length such as PT30S: \"30s\" (task-duration)"},
		{"months have no fixed length", "{delay: P1M}", "{task: Mail, on: ['201']}", "(task-duration)"},
		{"durable and binary", "{delivery: durable, payload: {$ref: '#/components/schemas/Letter'}}", "{task: Mail, on: ['201']}", "(task-binary)"},
		{"unknown delivery", "{delivery: pigeon}", "{task: Mail, on: ['201']}", "(task-delivery)"},
		{"unknown member", "{retries: 3}", "{task: Mail, on: ['201']}", "(task-member)"},
		{"not a list", payload, "{task: Mail, on: 201}", "x.yaml:15:24: on must be an array, not a number (wrong-type)"},
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
	_, diags, err := generator.Generate(context.Background(), generator.Config{
		Source: load.Source{Name: "x.yaml", Data: []byte(doc), NoGrade: true}, Package: "api", ImportPath: "example.com/api", Runtime: "github.com/specho/specho/rest"})
	var all []string
	for _, d := range diags {
		all = append(all, d.String())
	}
	text := strings.Join(all, "\n")
	if want == "" && err != nil {
		t.Fatalf("refused: %v", err)
	}
	if want != "" && (err == nil || !strings.Contains(text, want)) {
		t.Fatalf("want %q in\n%s\n%v", want, text, err)
	}
}
