package generator

import (
	"strconv"
	"strings"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// trip is one example with the functions of the generated package that read and
// write it.
type trip struct {
	place    string // operation, and request or status
	schema   string // JSON pointer
	value    spec.Value
	composed bool
	request  bool

	read, append string
}

// examplesOf lists the examples of all JSON bodies: the media type's, the
// schema's, and one composed from the examples of properties.
func examplesOf(api *model.API, doc *spec.Document) (list []trip) {
	operations := map[string]*spec.Operation{}
	for _, o := range doc.Operations {
		operations[o.ID] = o
	}
	for _, t := range api.Tags {
		for _, o := range t.Operations {
			if s := operations[o.ID]; s != nil {
				list = append(list, bodiesOf(o, s)...)
			}
		}
	}
	return unique(list)
}

func bodiesOf(o *model.Operation, s *spec.Operation) (list []trip) {
	if o.Body != nil && s.RequestBody != nil {
		for i, m := range s.RequestBody.Content {
			list = append(list, contentTrips(o.Body.Contents[i], m, o.ID+" request", true)...)
		}
	}
	for _, u := range o.Branches {
		for _, r := range s.Responses {
			if r.Status != u.Status || len(r.Content) != len(u.Branch.Contents) {
				continue
			}
			for i, m := range r.Content {
				list = append(list, contentTrips(u.Branch.Contents[i], m, o.ID+" "+r.Status, false)...)
			}
		}
	}
	return list
}

func contentTrips(c *model.Content, m *spec.MediaType, place string, request bool) (list []trip) {
	if c.Coding != model.CodeJSON || c.Value == nil || m.Schema == nil || c.MediaType != m.Type {
		return nil
	}
	read, app := tripFunctions(c)
	s := m.Schema.Target()
	add := func(v spec.Value, composed bool) {
		list = append(list, trip{place: place + " " + m.Type, schema: s.Pointer, value: v, composed: composed, request: request, read: read, append: app})
	}
	for _, e := range m.Examples {
		add(e.Value, false)
	}
	for _, e := range append(m.Schema.Examples, s.Examples...) {
		add(e, false)
	}
	if v, ok := compose(s, 0); ok {
		add(v, true)
	}
	return list
}

// tripFunctions are the functions that read and write a body as an element.
func tripFunctions(c *model.Content) (read, app string) {
	switch {
	case c.Helper != nil:
		return c.Helper.Go.Read, c.Helper.Go.Append
	case c.Value.Shape == model.Named:
		return "(*" + c.Value.Type.Go.Name + ").DecodeJSON", "(*" + c.Value.Type.Go.Name + ").AppendJSON"
	}
	return "codec.Item" + c.Value.Kind, "codec.Elem" + c.Value.Kind
}

// compose puts an example together from those of the parts of s, as documentation
// tools do.
func compose(s *spec.Schema, depth int) (spec.Value, bool) {
	s = s.Target()
	switch {
	case depth > 8:
		return "", false
	case depth > 0 && len(s.Examples) > 0:
		return s.Examples[0], true
	case s.Const != nil:
		return *s.Const, true
	case len(s.Enum) > 0:
		return s.Enum[0], true
	case s.Default != nil:
		return *s.Default, true
	case s.Types == spec.Object && len(s.Properties) > 0:
		return composeObject(s, depth)
	case s.Types == spec.Array && s.Items != nil:
		v, ok := compose(s.Items, depth+1)
		return "[" + v + "]", ok
	}
	for _, v := range append(s.OneOf, s.AnyOf...) {
		if v, ok := compose(v, depth+1); ok {
			return v, true
		}
	}
	return "", false
}

func composeObject(s *spec.Schema, depth int) (spec.Value, bool) {
	var members []string
	for _, p := range s.Properties {
		v, ok := compose(p.Schema, depth+1)
		switch {
		case ok:
			members = append(members, strconv.Quote(p.Name)+":"+string(v))
		case p.Required:
			return "", false
		}
	}
	return spec.Value("{" + strings.Join(members, ",") + "}"), len(members) > 0
}
