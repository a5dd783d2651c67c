package schema

// schema reads a keyword whose value is a schema.
func (f *field) schema() *node { return f.node(f.k, f.n.pointer+"/"+f.name) }

// schemas reads a keyword whose value is a list of schemas.
func (f *field) schemas() []*node {
	if !f.want(f.k, array, "an array of schemas") {
		return nil
	}
	var list []*node
	for _, k := range f.items(f.k) {
		list = append(list, f.node(k, f.n.pointer+"/"+f.name))
	}
	return list
}

// named goes over a keyword whose value is an object.
func (f *field) named(read func(name string, k int)) {
	if f.want(f.k, object, "an object") {
		for name, k := range f.each(f.k) {
			read(name, k)
		}
	}
}

func (f *field) under(k int, name string) *node {
	return f.node(k, f.n.pointer+"/"+f.name+"/"+escapePointer(name))
}

// name gives the index of a member's name.
func (o *members) name(s string) int {
	i, known := o.index[s]
	if !known {
		i = len(o.names)
		o.index[s] = i
		o.names = append(o.names, s)
		o.schemas = append(o.schemas, nil)
	}
	return i
}

// names reads a list of members' names.
func (f *field) names(k int) []int {
	if !f.want(k, array, "an array of strings") {
		return nil
	}
	var list []int
	for _, k := range f.items(k) {
		if !f.want(k, text, "an array of strings") {
			return nil
		}
		list = append(list, f.n.members().name(f.text(k)))
	}
	return list
}

func (f *field) properties() {
	o := f.n.members()
	f.named(func(name string, k int) {
		o.schemas[o.name(name)] = f.under(k, name)
	})
}

func (f *field) patternProperties() {
	o := f.n.members()
	f.named(func(name string, k int) {
		// The name of a member stands right before its value.
		o.patterns = append(o.patterns, patterned{f.pattern(k - 1), f.under(k, name)})
	})
}

func (f *field) dependentRequired() {
	o := f.n.members()
	f.named(func(name string, k int) {
		o.dependent = append(o.dependent, dependency{name: o.name(name), requires: f.names(k)})
	})
}

func (f *field) dependentSchemas() {
	o := f.n.members()
	f.named(func(name string, k int) {
		o.dependent = append(o.dependent, dependency{name: o.name(name), schema: f.under(k, name)})
	})
}
