package normalise

import (
	"slices"

	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/spec"
)

// bodyParameter is where a parameter stands that OpenAPI 3 has no place for: body or
// formData, "" for others.
func bodyParameter(d *load.Node) string {
	if in := d.Get("in").Str(); in == "body" || in == "formData" {
		return in
	}
	return ""
}

// bodyParameters makes the request body of parameters in body and formData, which
// Swagger 2 has and OpenAPI 3 has not.
func (z *normaliser) bodyParameters(n *load.Node, items []*load.Node, op *spec.Operation) {
	var whole *load.Node
	var fields []*load.Node
	for _, owner := range append([]*load.Node{n}, items...) {
		for _, item := range z.parameterItems(owner.Get("parameters")) {
			d := z.quietly(item)
			switch in := bodyParameter(d); {
			case in == "":
			case n.Get("requestBody") != nil:
				z.warn(d, "parameter-in", "bodies go into requestBody", "the parameter %q is in %s, and the operation has a requestBody: it is left out", d.Get("name").Str(), in)
			case whole != nil || in == "body" && len(fields) > 0:
				z.warn(d, "parameter-in", "an operation has one body", "the parameter %q is in %s, and the operation has a body: it is left out", d.Get("name").Str(), in)
			case in == "body":
				whole = d
			case !slices.ContainsFunc(fields, func(f *load.Node) bool { return f.Get("name").Str() == d.Get("name").Str() }):
				fields = append(fields, d)
			}
		}
	}
	switch {
	case whole != nil:
		op.RequestBody = z.wholeBody(whole)
	case len(fields) > 0:
		op.RequestBody = z.formBody(fields)
	}
}

// quietly follows the references of a parameter; what is wrong with them is told
// where parameters are read.
func (z *normaliser) quietly(n *load.Node) *load.Node {
	for hops := 0; hops < 100; hops++ {
		ref := n.Get("$ref")
		if !ref.Is(load.String) {
			return n
		}
		target, d := z.tree.Resolve(ref)
		if d != nil {
			return nil
		}
		n = target
	}
	return nil
}

func (z *normaliser) wholeBody(d *load.Node) *spec.RequestBody {
	z.warn(d, "parameter-body", "write a requestBody", "the parameter %q is in body, as in Swagger 2: it is read as the request body, of application/json", d.Get("name").Str())
	mt := &spec.MediaType{Node: at(d), Type: "application/json"}
	if s := d.Get("schema"); s != nil {
		mt.Schema = z.schema(s)
	}
	return &spec.RequestBody{Node: at(d), Description: z.text(d, "description"), Required: z.flag(d, "required", false), Content: []*spec.MediaType{mt}}
}

// formBody makes a form of fields: a multipart one if there are files.
func (z *normaliser) formBody(fields []*load.Node) *spec.RequestBody {
	first := fields[0]
	form := &spec.Schema{Node: at(first), Types: spec.Object}
	z.order, z.nodes[form] = append(z.order, form), first
	body := &spec.RequestBody{Node: at(first)}
	mt := &spec.MediaType{Node: at(first), Type: "application/x-www-form-urlencoded", Schema: form}
	for _, d := range fields {
		name := d.Get("name").Str()
		z.warn(d, "parameter-body", "write a requestBody", "the parameter %q is in formData, as in Swagger 2: it is read as a field of the request body", name)
		says := d.Get("schema")
		p := &spec.Property{Node: at(d), Name: name, Required: d.Get("required").True()}
		if says != nil {
			p.Schema = z.schema(says)
		} else {
			says, p.Schema = d, z.looseSchema(d)
		}
		if says.Get("type").Str() == "file" || says.Get("format").Str() == "binary" {
			mt.Type = "multipart/form-data"
		}
		if p.Required {
			form.Required, body.Required = append(form.Required, name), true
		}
		form.Properties = append(form.Properties, p)
	}
	body.Content = []*spec.MediaType{mt}
	return body
}
