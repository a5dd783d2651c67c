package normalise_test

import "testing"

// TestOperationRepairs reads one path item, which starts on line 4, and compares what
// is made of it.
func TestOperationRepairs(t *testing.T) {
	const ok = "responses: {'204': {description: ok}}"
	for _, tt := range []struct{ name, paths, want, rules string }{
		{"statuses", "/a: {get: {operationId: a, responses: {'200 OK': {}, ' 404': {}, Default: {}, 5xX: {}, 422: text}}}",
			"GET /a a []\n  200\n  404\n  422\n  5XX\n  default\n", "warning status-text 4; warning status-text 4; warning status-text 4; warning status-range-case 4; warning response-text 4"},
		{"body parameter", "/a: {post: {operationId: a, parameters: [{name: b, in: body, required: true, schema: {type: string}}], " + ok + "}}",
			"POST /a a []\n  body!  application/json(string)\n  204\n", "warning parameter-body 4"},
		{"two body parameters", "/a: {post: {operationId: a, parameters: [{name: b, in: body, schema: {type: string}}, {name: c, in: body}], " + ok + "}}",
			"POST /a a []\n  body  application/json(string)\n  204\n", "warning parameter-body 4; warning parameter-in 4"},
		{"body parameter beside a body", "/a: {post: {operationId: a, requestBody: {content: {a/b: {}}}, parameters: [{name: b, in: body}], " + ok + "}}",
			"POST /a a []\n  body  a/b\n  204\n", "warning parameter-in 4"},
		{"form parameters", "/a: {parameters: [{name: c, in: formData, type: integer}], post: {operationId: a, parameters: [{name: b, in: formData, required: true, schema: {type: string}}], " + ok + "}}",
			"POST /a a []\n  body!  application/x-www-form-urlencoded(object {b!: string, c: integer} required=[b])\n  204\n", "warning parameter-body 4; warning parameter-body 4"},
		{"file parameter", "/a: {post: {operationId: a, parameters: [{name: b, in: formData, type: file}], " + ok + "}}",
			"POST /a a []\n  body  multipart/form-data(object {b: string format=binary})\n  204\n", "warning parameter-body 4; warning type-word 4"},
		{"schema without content", "/a: {post: {operationId: a, requestBody: {schema: {type: string}}, responses: {'200': {description: x, schema: {type: integer}}}}}",
			"POST /a a []\n  body  application/json(string)\n  200 application/json(integer)\n", "warning content-missing 4; warning content-missing 4"},
		{"media type without content", "/a: {get: {operationId: a, responses: {'200': {description: x, text/plain: {schema: {type: string}}}}}}",
			"GET /a a []\n  200 text/plain(string)\n", "warning content-missing 4"},
		{"schema for a media type", "/a: {get: {operationId: a, responses: {'200': {content: {text/plain: {type: string}, application/json: {$ref: '#/components/schemas/S'}}}}}}",
			"GET /a a []\n  200 text/plain(string) application/json(&S)\n", "warning media-type-schema 4; warning media-type-schema 4"},
		{"schema for media types", "/a: {get: {operationId: a, responses: {'200': {content: {schema: {type: string}}}}}}",
			"GET /a a []\n  200 application/json(string)\n", "warning media-type-missing 4"},
		{"schema for a body", "/a: {post: {operationId: a, requestBody: {$ref: '#/components/schemas/S'}, responses: {'200': {$ref: '#/components/schemas/S'}}}}",
			"POST /a a []\n  body  application/json(&S)\n  200 application/json(&S)\n", "warning ref-kind 4; warning ref-kind 4"},
		{"media types in one key", "/a: {get: {operationId: a, responses: {'200': {content: {'a/b, c/d': {}, json: {}, '*': {}, x: {}}}}}}",
			"GET /a a []\n  200 a/b c/d application/json */* x\n", "warning media-type-name 4; warning media-type-name 4; warning media-type-name 4; warning media-type-name 4"},
		{"headers", "/a: {get: {operationId: a, responses: {'204': {headers: {X-A: {schema: {type: string}}, x-a: {schema: {type: integer}}, 'X B': {schema: {type: string}}}}}}}",
			"GET /a a []\n  204 X-A:string\n", "warning header-duplicate 4; warning header-name 4"},
		{"place in capitals", "/a: {get: {operationId: a, parameters: [{name: b, in: Query, schema: {type: string}}], " + ok + "}}",
			"GET /a a []\n  query b form* string\n  204\n", "warning parameter-in 4"},
		{"no place", "'/a/{b}': {get: {operationId: a, parameters: [{name: b, required: true, schema: {type: integer}}], " + ok + "}}",
			"GET /a/{b} a []\n  path b! simple integer\n  204\n", "warning parameter-in 4"},
		{"one parameter for a list", "/a: {get: {operationId: a, parameters: {name: b, in: query, schema: {type: string}}, tags: x, " + ok + "}}",
			"GET /a a [x]\n  query b form* string\n  204\n", "warning list-expected 4; warning list-expected 4"},
		{"colon", "'/a/:b/:c': {get: {operationId: a, parameters: [{name: b, in: path, required: true, schema: {type: integer}}], " + ok + "}}",
			"GET /a/{b}/:c a []\n  path b! simple integer\n  204\n", "warning path-literal 4; warning path-template 4"},
		{"as routers write it", "'/a/<int:b>/{ c }/{d:[0-9]+}/{{e}}/{f?}': {parameters: [{name: b, in: path, required: true, schema: {type: integer}}], get: {operationId: a, " + ok + "}}",
			"GET /a/{b}/{c}/{d}/{e}/{f} a []\n  path b! simple integer\n  path c! simple string\n  path d! simple string\n  path e! simple string\n  path f! simple string\n  204\n",
			"warning path-template 4; warning path-parameter-undeclared 4; warning path-parameter-undeclared 4; warning path-parameter-undeclared 4; warning path-parameter-undeclared 4"},
		{"braces that declared names close", "'/a/{b/c}/x': {get: {operationId: a, parameters: [{name: b, in: path, required: true, schema: {type: string}}, {name: c, in: path, required: true, schema: {type: string}}], " + ok + "}}",
			"GET /a/{b}/{c}/x a []\n  path b! simple string\n  path c! simple string\n  204\n", "warning path-template 4"},
		{"name in other capitals", "'/a/{ID}': {get: {operationId: a, parameters: [{name: id, in: path, required: true, schema: {type: integer}}], " + ok + "}}",
			"GET /a/{id} a []\n  path id! simple integer\n  204\n", "warning path-template 4"},
		{"address", "'https://example.com/a': {get: {operationId: a, " + ok + "}}", "GET /a a []\n  204\n", "warning path-slash 4"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc, l := read(t, "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  "+tt.paths+"\ncomponents: {schemas: {S: {type: object}}}\n", nil)
			got := ""
			for _, op := range doc.Operations {
				got += showOperation(op)
			}
			if got != tt.want || rules(l) != tt.rules {
				t.Errorf("got\n%s%s\nwant\n%s%s", got, rules(l), tt.want, tt.rules)
			}
		})
	}
}

// TestVersionRepairs reads what says the version in an odd way.
func TestVersionRepairs(t *testing.T) {
	for text, want := range map[string]string{
		"openapi: 3":           "3.0 warning version-number 1",
		"openapi: ' v3.1.0'":   "3.1.0 warning version-text 1",
		"OpenAPI: 3.0.0":       "3.0.0 warning version-text 1",
		"swagger: 3.0.1":       "3.0.1 warning version-text 1",
		"Swagger: '2.0'":       "3.0.3 note swagger-2 1; warning version-text 1",
		"swagger: 2.0.0":       "3.0.3 note swagger-2 1; warning version-text 1",
		"\u200Bopenapi: 3.1.0": "3.1.0 warning version-text 1",
	} {
		doc, l := read(t, text+"\ninfo: {title: t, version: '1'}\npaths: {}\n", nil)
		if got := doc.Version + " " + rules(l); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestServerRepairs reads one list of servers, on line 4.
func TestServerRepairs(t *testing.T) {
	for servers, want := range map[string]string{
		"[{url: /a}]":                              "/a ",
		"{url: /a}":                                "/a warning list-expected 4",
		"[/a, {url: /b}]":                          "/a /b warning server-text 4",
		"/a":                                       "/a warning list-expected 4; warning server-text 4",
		"[{url: ''}]":                              "/ note server-url 4",
		"[{description: x}]":                       "/ warning server-url 4",
		"[{url: 'https://{h}/a'}]":                 "https://{h}/a warning server-variable-undeclared 4",
		"[{url: '/{v}', variables: {v: 2}}]":       "/2 warning server-variable-default 4",
		"[{url: '/{v}', variables: {v: {}}}]":      "/{v} warning server-variable-default 4",
		"[{url: '/{v', variables: {}}]":            "/{v warning server-variable-undeclared 4",
		"[{url: /, variables: {v: {default: 1}}}]": "/ note server-variable-unused 4",
	} {
		doc, l := read(t, "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\nservers: "+servers+"\n", nil)
		got := ""
		for _, s := range doc.Servers {
			got += s.URL + " "
		}
		if got += rules(l); got != want {
			t.Errorf("%s: got %q, want %q", servers, got, want)
		}
	}
}
