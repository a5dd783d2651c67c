package normalise_test

import "testing"

// TestStructure reads objects on line 4, used by nothing: each is looked at on its own.
func TestStructure(t *testing.T) {
	for _, tt := range []struct{ name, version, text, want string }{
		{"nothing", "3.1.0", "x-nothing: true", "warning document-empty 1"},
		{"a member of the document", "3.1.0", "components: {}\noverlays: {}", "warning field-unknown 5"},
		{"example and examples", "3.1.0", "components: {parameters: {a: {name: a, in: query, schema: {}, example: 1, examples: {b: {value: 2}}}}}", "warning members-exclusive 4"},
		{"content and style", "3.1.0", "components: {parameters: {a: {name: a, in: query, style: form, content: {text/plain: {}}}}}", "warning members-exclusive 4"},
		{"value and externalValue", "3.0.3", "paths: {}\ncomponents: {examples: {a: {value: 1, externalValue: 'http://example.com'}}}", "warning members-exclusive 5"},
		{"a link with a body", "3.1.0", "components: {links: {a: {operationId: a, body: {}}}}", "warning field-unknown 4"},
		{"no choice for a server variable", "3.1.0", "components: {}\nservers: [{url: '/{a}', variables: {a: {default: b, enum: []}}}]", "warning server-variable-enum 5"},
		{"allowReserved in a header", "3.1.0", "components: {headers: {a: {schema: {}, allowReserved: true}}}", "warning field-unknown 4"},
		{"allowReserved in a path", "3.1.0", "components: {parameters: {a: {name: a, in: path, required: true, schema: {}, allowReserved: true}}}", "warning parameter-reserved 4"},
		{"allowReserved in a path of 3.2", "3.2.0", "components: {parameters: {a: {name: a, in: path, required: true, schema: {}, allowReserved: true}}}", ""},
		{"a name that no header has", "3.2.0", "components: {parameters: {a: {name: 'a b', in: header, schema: {}}}}", "warning parameter-token 4"},
		{"names that components cannot have", "3.1.0", "components: {responses: {'a!': {description: a}, 'b c': {description: b}, c: {description: c}}}", "warning component-name 4"},
		{"extensions", "3.1.0", "components: {responses: {a: {description: a, x-mine: {}}}}", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, l := read(t, "openapi: "+tt.version+"\n\ninfo: {title: t, version: '1'}\n"+tt.text+"\n", nil)
			if got := rules(l); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if (l.StrictErr() != nil) != (tt.want != "") {
				t.Errorf("strict: %v", l.StrictErr())
			}
		})
	}
}
