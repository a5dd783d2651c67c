package normalise

import (
	"strings"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// itemSchema reads the schema of one item of a stream. That of an event (OpenAPI
// 3.2, Server-Sent Event Streams) is an object of its fields: what is typed is the data.
func (z *normaliser) itemSchema(mt *spec.MediaType, s *load.Node) {
	data := z.eventData(mt.Type, s)
	if data == nil {
		mt.ItemSchema = z.schema(s)
		return
	}
	if content := data.Get("contentSchema"); content != nil && isJSON(data.Get("contentMediaType").Str()) {
		mt.ItemSchema = z.schema(content)
		return
	}
	mt.ItemSchema = z.schema(data)
	mt.EventText = data.Get("type").Str() == "string" && !isJSON(data.Get("contentMediaType").Str())
}

// eventData finds the schema of an event's data; nil if s is no schema of events.
func (z *normaliser) eventData(media string, s *load.Node) *load.Node {
	media, _, _ = strings.Cut(media, ";")
	if !strings.EqualFold(strings.TrimSpace(media), "text/event-stream") || !s.Is(load.Object) {
		return nil
	}
	d := z.deref(s, "schemas")
	properties := d.Get("properties")
	if !properties.Is(load.Object) {
		return nil
	}
	for _, p := range properties.Members {
		switch p.Name {
		case "data", "event", "id", "retry":
		default:
			return nil
		}
	}
	if data := properties.Get("data"); data.Is(load.Object) {
		return z.deref(data, "schemas")
	}
	return nil
}

func isJSON(media string) bool {
	media, _, _ = strings.Cut(strings.ToLower(media), ";")
	media = strings.TrimSpace(media)
	return media == "application/json" || strings.HasSuffix(media, "+json")
}
