package generator_test

import "testing"

// TestNewProblems: what of OpenAPI 3.2 cannot be done is refused where it stands.
func TestNewProblems(t *testing.T) {
	_, told := problems(t, map[string]string{"root.yaml": `openapi: 3.2.0
info: {title: t, version: '1'}
paths:
  /a:
    parameters:
      - {name: q, in: query, schema: {type: string}}
    get:
      operationId: both
      parameters:
        - {name: all, in: querystring, content: {text/plain: {}}}
      responses: {'204': {description: done}}
    additionalOperations:
      LINK TO: {operationId: spaced, responses: {'204': {description: done}}}
      POST: {operationId: fixed, responses: {'204': {description: done}}}
      connect: {operationId: tunnel, responses: {'204': {description: done}}}
  /b:
    get:
      operationId: none
      parameters:
        - {name: all, in: querystring}
      responses: {'204': {description: done}}
  /c:
    get:
      operationId: encoded
      parameters:
        - name: all
          in: querystring
          content:
            application/x-www-form-urlencoded:
              schema: {type: object, properties: {tags: {type: array, items: {type: string}}}}
              encoding: {tags: {style: pipeDelimited}}
      responses: {'204': {description: done}}
  /d:
    get:
      operationId: items
      responses: {'200': {description: no stream, content: {application/json: {itemSchema: {type: string}}}}}
`})
	want := `root.yaml:7:5 (querystring-alone)
root.yaml:13:7 (method-invalid)
root.yaml:14:7 (method-fixed)
root.yaml:15:7 (method-invalid)
root.yaml:20:11 (querystring-content)
root.yaml:26:11 (querystring-encoding)`
	if told != want {
		t.Errorf("told\n%s\nwant\n%s", told, want)
	}
}
