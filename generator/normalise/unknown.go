package normalise

import (
	"slices"
	"strings"

	"github.com/specho/specho/generator/load"
)

// loose are objects that may hold what belongs into their schema, as in Swagger 2, or
// are one: readers say so.
func (z *normaliser) keywordsInside(n *load.Node, object string) bool {
	if object == "media type" {
		return z.bareSchema(n)
	}
	return (object == "parameter" || object == "header") && n.Get("schema") == nil && n.Get("content") == nil
}

// fields are the members that objects of the specification have, apart from x- ones.
var fields = map[string][]string{
	"document":        strings.Fields("openapi info servers paths components security tags externalDocs jsonSchemaDialect webhooks $self"),
	"components":      strings.Fields("schemas responses parameters examples requestBodies headers securitySchemes links callbacks pathItems mediaTypes"),
	"operation":       strings.Fields("tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated security servers"),
	"parameter":       strings.Fields("name in description required deprecated allowEmptyValue style explode allowReserved schema content example examples"),
	"request body":    strings.Fields("description content required"),
	"response":        strings.Fields("summary description headers content links"),
	"header":          strings.Fields("description required deprecated style explode schema content example examples allowEmptyValue allowReserved"),
	"media type":      strings.Fields("description schema itemSchema example examples encoding prefixEncoding itemEncoding"),
	"example":         strings.Fields("summary description value externalValue dataValue serializedValue"),
	"link":            strings.Fields("operationRef operationId parameters requestBody description server"),
	"security scheme": strings.Fields("type description name in scheme bearerFormat flows openIdConnectUrl oauth2MetadataUrl deprecated"),
}

// unknown warns of members that an object of the specification does not have.
func (z *normaliser) unknown(n *load.Node, object string) {
	for _, m := range n.Members {
		z.misplaced(m, object)
		gone := object == "header" && z.minor > 0 && strings.HasPrefix(m.Name, "allow") // 3.0 only
		if (gone || !slices.Contains(fields[object], m.Name)) && !isExtension(m.Name) && !withoutContent(n, m, object) {
			z.warn(m, "field-unknown", "", "%q is no field of %s: it is ignored", clip(m.Name), article(object))
		}
	}
}

// article puts the article before the name of an object.
func article(object string) string {
	switch {
	case object == "components":
		return object
	case strings.ContainsRune("aeio", rune(object[0])):
		return "an " + object
	}
	return "a " + object
}

// misplaced refuses background tasks where they would start nothing.
func (z *normaliser) misplaced(m *load.Node, object string) {
	if m.Name == tasksKeyword && object != "components" && object != "operation" {
		z.fail(m, "task-place", "components have the catalogue, operations say what starts: on of a use names the response", "a %s has no background tasks", object)
	}
}
