package build

import "github.com/specho/specho/generator/model"

// secrets marks the types that hold a secret at any depth: their values mask it in
// logs.
func (b *builder) secrets() {
	users := map[*model.Type][]*model.Type{}
	var todo []*model.Type
	for _, t := range b.api.Types {
		for _, v := range parts(t) {
			for ; v != nil; v = v.Elem {
				if v.Kind == secretKind {
					todo = append(todo, t)
				}
				if v.Type != nil {
					users[v.Type] = append(users[v.Type], t)
				}
			}
		}
	}
	for len(todo) > 0 {
		t := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !t.Secrets {
			t.Secrets = true
			todo = append(todo, users[t]...)
		}
	}
}

const secretKind = "Secret"

// parts are the values that a type is made of.
func parts(t *model.Type) (all []*model.Value) {
	for _, f := range t.Fields {
		all = append(all, f.Value)
	}
	for _, v := range t.Variants {
		all = append(all, v.Value)
	}
	return append(all, t.Additional, t.Value)
}
