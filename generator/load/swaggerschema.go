package load

// schema converts a Schema Object and those inside of it, also those of other files
// that it refers to.
func (s *swagger) schema(n *Node) {
	if !n.Is(Object) || s.done[n] {
		return
	}
	s.done[n] = true
	if ref := n.Get("$ref"); ref.Is(String) {
		if t, d := s.t.Resolve(ref); d == nil {
			s.schema(t)
		}
		return
	}
	if t := n.Get("type"); t.Str() == "file" {
		t.Text = "string"
		n.put(newText(t, "format", "binary"))
	}
	if d := n.Get("discriminator"); d.Is(String) {
		n.put(newObject(d, "discriminator", newText(d, "propertyName", d.Text)))
	}
	if x := n.Get("x-nullable"); x.Is(Bool) && n.Get("nullable") == nil {
		n.put(newBool(x, "nullable", x.True()))
	}
	if f := n.take("collectionFormat"); f != nil && f.Str() != "csv" {
		s.note(f, "swagger-nested-list", "lists in a list have no text in OpenAPI 3: collectionFormat %q is left out", f.Str())
	}
	s.schema(n.Get("items"))
	s.schema(n.Get("additionalProperties"))
	if p := n.Get("properties"); p.Is(Object) {
		for _, m := range p.Members {
			s.schema(m)
		}
	}
	for _, m := range list(n.Get("allOf")) {
		s.schema(m)
	}
}
