package build

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
)

// operations builds every operation under its first tag.
func (b *builder) operations() {
	tags := map[string]*model.Tag{}
	var ops []*model.Operation
	for _, t := range b.doc.Tags {
		tags[t.Name] = &model.Tag{Name: t.Name, Description: t.Description, Summary: t.Summary, Parent: t.Parent, Site: &model.Site{Word: t.Name, Pos: t.Pos}}
		b.api.Tags = append(b.api.Tags, tags[t.Name])
	}
	for _, o := range b.doc.Operations {
		name := "default"
		if len(o.Tags) > 0 {
			name = o.Tags[0]
		}
		t := tags[name]
		if t == nil {
			t = &model.Tag{Name: name, Site: &model.Site{Word: name, Pos: o.Pos}}
			tags[name] = t
			b.api.Tags = append(b.api.Tags, t)
		}
		op := b.operation(o)
		b.operationOf[o] = op
		ops = append(ops, op)
		t.Operations = append(t.Operations, op)
	}
	b.api.Tags = slices.DeleteFunc(b.api.Tags, func(t *model.Tag) bool { return len(t.Operations) == 0 })
	b.routes(ops)
}

func (b *builder) operation(o *spec.Operation) *model.Operation {
	op := &model.Operation{
		ID: o.ID, Method: o.Method, Path: o.Path, Written: o.Written, Summary: o.Summary, Description: o.Description,
		Deprecated: o.Deprecated, Tags: o.Tags, Pos: o.Pos, Site: &model.Site{Word: o.ID, Pos: o.Pos},
	}
	op.Groups = b.groups(o, op.Site)
	if o.RequestBody != nil {
		op.Body = b.body(o.RequestBody, op.Site)
	}
	for _, r := range o.Responses {
		op.Branches = append(op.Branches, b.branchUse(r, op))
	}
	if b.sent {
		b.withoutTasks(o)
	} else {
		b.starts(op, o)
	}
	op.Security = security(o.Security)
	op.Invalid = invalidStatus(op)
	op.Produces = produces(op)
	op.MaxBody = b.bodyLimit(o)
	return op
}

// invalidStatus is what a request that breaks the contract is answered with.
func invalidStatus(op *model.Operation) int {
	for _, code := range []int{http.StatusUnprocessableEntity, http.StatusBadRequest} {
		for _, u := range op.Branches {
			if u.Code == code {
				return code
			}
		}
	}
	return http.StatusUnprocessableEntity
}

// produces lists the media types of the answers, for Accept; streams and files
// are listed as the document has them.
func produces(op *model.Operation) (types []string) {
	for _, u := range op.Branches {
		for _, c := range u.Branch.Contents {
			if !slices.Contains(types, c.MediaType) {
				types = append(types, c.MediaType)
			}
		}
	}
	return types
}

func security(reqs []spec.SecurityRequirement) (out [][]model.SecurityUse) {
	for _, r := range reqs {
		uses := []model.SecurityUse{}
		for _, u := range r.Schemes {
			uses = append(uses, model.SecurityUse{Scheme: u.Scheme.Name, Scopes: u.Scopes})
		}
		out = append(out, uses)
	}
	return out
}

// bodyLimit reads x-body-limit, a number of bytes.
func (b *builder) bodyLimit(o *spec.Operation) int64 {
	x, ok := o.Extensions.Get("x-body-limit")
	if !ok {
		return 0
	}
	n, err := strconv.ParseInt(string(x.Value), 10, 64)
	if err != nil || n <= 0 {
		b.l.Add(diag.Diagnostic{Severity: diag.Error, Pos: x.Pos, Pointer: x.Pointer, Rule: "body-limit-invalid",
			Message: fmt.Sprintf("x-body-limit must be a positive number of bytes, not %s", x.Value), Hint: "write digits: 1048576 for 1 MiB"})
	}
	return n
}

// schemes builds the security schemes that operations use.
func (b *builder) schemes() {
	used := map[*spec.SecurityScheme]bool{}
	for _, o := range allOperations(b.doc) {
		for _, r := range o.Security {
			for _, u := range r.Schemes {
				used[u.Scheme] = true
			}
		}
	}
	for _, s := range b.doc.SecuritySchemes {
		if used[s] {
			b.api.Schemes = append(b.api.Schemes, &model.Scheme{
				Name: s.Name, Type: s.Type, HTTP: s.Scheme, In: string(s.In), Parameter: s.Parameter,
				Description: s.Description, Site: &model.Site{Word: s.Name, Pos: s.Pos},
			})
		}
	}
}
