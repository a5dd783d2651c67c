package build

import (
	"slices"
	"strconv"
	"strings"

	"github.com/specho/specho/generator/model"
)

// fillBranch finds out how an error branch is filled from a failure.
func (b *builder) fillBranch(br *model.Branch) {
	if !br.Error {
		return
	}
	for _, c := range br.Contents {
		if c.Coding != model.CodeJSON || c.Value.Shape != model.Named {
			continue
		}
		if t := c.Value.Filled(); t != nil {
			br.Fill = b.fill(t)
			return
		}
	}
}

// fill decides which fields of an error schema say what; it is made once a type.
func (b *builder) fill(t *model.Type) *model.Fill {
	if f, ok := b.fills[t]; ok {
		return f
	}
	f := &model.Fill{Type: t, Site: t.Site, Text: true}
	b.fills[t] = f
	for _, field := range t.Fields {
		if field.Value == nil || field.Presence == model.Fixed {
			continue
		}
		if x := b.fillField(field, isProblem(t)); x != nil {
			f.Fields = append(f.Fields, x)
		} else if field.Required && field.Presence != model.Nullable && field.Presence != model.NilNull && field.Presence != model.NullPtr {
			f.Text = false
		}
	}
	markAlone(f.Fields)
	f.Text = f.Text && slices.ContainsFunc(f.Fields, func(x *model.FillField) bool { return telling(x) })
	b.api.Fills = append(b.api.Fills, f)
	return f
}

// telling reports whether a field carries the detail of a failure.
func telling(x *model.FillField) bool {
	switch x.Source {
	case "text", "json", "title":
		return true
	case "violations":
		return x.Alone
	case "nested":
		return x.Items.Text
	}
	return false
}

// markAlone finds lists that have to carry a detail too, because the schema has no
// other place for it: FastAPI's HTTPValidationError.
func markAlone(fields []*model.FillField) {
	elsewhere := slices.ContainsFunc(fields, func(x *model.FillField) bool {
		return x.Source == "text" || x.Source == "json" || x.Source == "nested"
	})
	for _, x := range fields {
		x.Alone = x.Source == "violations" && !elsewhere
	}
}

// Words under which error schemas carry their parts: FastAPI's detail, the
// members of RFC 9457, and what real documents use.
var (
	textWords      = []string{"detail", "message", "msg", "error", "errormessage", "errordescription", "description", "reason", "details"}
	titleWords     = []string{"title"}
	statusWords    = []string{"status", "statuscode", "code", "httpstatus", "errorcode"}
	codeWords      = []string{"code", "errorcode", "error", "type", "name", "kind", "status"}
	instanceWords  = []string{"instance", "path"}
	violationWords = []string{"errors", "violations", "details", "detail", "invalidparams", "fields", "issues"}
	placeWords     = []string{"pointer", "path", "field", "property", "location", "name", "param", "parameter", "loc"}
	nestedWords    = []string{"error", "status", "detail", "fault"}
)

func word(name string) string {
	return strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(name))
}

// isProblem reports whether a schema has the members of RFC 9457: there type is a
// URI reference, whatever its schema says.
func isProblem(t *model.Type) bool {
	has := func(name string) bool {
		return slices.ContainsFunc(t.Fields, func(f *model.Field) bool { return f.Name == name })
	}
	return has("type") && has("title") && has("status")
}

func (b *builder) fillField(f *model.Field, problem bool) *model.FillField {
	w, v := word(f.Name), f.Value
	is := func(words []string) bool { return slices.Contains(words, w) }
	source := ""
	switch {
	case v.Kind == "String" && is(titleWords):
		source = "title"
	case v.Kind == "String" && w == "type" && (problem || hasFormat(v, "uri") || hasFormat(v, "uri-reference")):
		source = "blank"
	case v.Kind == "String" && is(instanceWords):
		source = "instance"
	case v.Kind == "String" && is(textWords):
		source = "text"
	case v.Kind == "String" && is(codeWords) && v.Rule == nil:
		source = "code"
	case isInteger(v.Kind) && is(statusWords):
		source = "status"
	case v.Kind == raw.kind && is(textWords) && v.Check == nil:
		source = "json"
	case f.Presence == model.Filled && v.Shape != model.Scalar:
	case v.Shape == model.List && v.Elem.Type != nil && isObject(v.Elem) && v.ElemNil == model.Required && is(violationWords):
		if items := b.fillItem(v.Elem.Type); items != nil {
			return &model.FillField{Field: f, Source: "violations", Items: items}
		}
	case isObject(v) && is(nestedWords):
		if items := b.fill(v.Type); items.Text {
			return &model.FillField{Field: f, Source: "nested", Items: items}
		}
	}
	if f.Presence == model.Filled && !slices.Contains([]string{"text", "title", "status", "instance"}, source) {
		source = "default"
	}
	if source == "" {
		return nil
	}
	return &model.FillField{Field: f, Source: source}
}

func hasFormat(v *model.Value, format string) bool {
	if v.Rule == nil {
		return false
	}
	return slices.ContainsFunc(v.Rule.Fields, func(f model.RuleField) bool {
		return f.Name == "Format" && f.Expr == strconv.Quote(format)
	})
}

// fillItem decides how one violation fills an element of an error list; nil if
// the element needs what a violation does not have.
func (b *builder) fillItem(t *model.Type) *model.Fill {
	f := &model.Fill{Type: t, Site: t.Site.Child("Violation", t.Pos)}
	says := false
	for _, field := range t.Fields {
		if field.Value == nil || field.Presence == model.Fixed {
			continue
		}
		source := itemSource(field)
		says = says || source != ""
		switch {
		case source != "":
			f.Fields = append(f.Fields, &model.FillField{Field: field, Source: source})
		case field.Presence == model.Filled:
			f.Fields = append(f.Fields, &model.FillField{Field: field, Source: "default"})
		case field.Required:
			return nil
		}
	}
	if !says {
		return nil
	}
	for _, x := range b.api.Fills {
		if x.Type == t && x.Item {
			return x
		}
	}
	f.Item = true
	b.api.Fills = append(b.api.Fills, f)
	return f
}

func itemSource(f *model.Field) string {
	w, v := word(f.Name), f.Value
	isText := v.Kind == "String"
	switch {
	case v.Shape == model.List && w == "loc":
		return "loc"
	case isText && (w == "type" || w == "code" || w == "kind"):
		return "type"
	case isText && w == "pointer" && !f.Required && hasFormat(v, "json-pointer"):
		return "pointer"
	case isText && w == "pointer" && !f.Required:
		return "fragment"
	case isText && (w == "parameter" || w == "param") && !f.Required:
		return "parameter"
	case isText && slices.Contains(placeWords, w):
		return "place"
	case isText && (slices.Contains(textWords, w) || w == "title"):
		return "message"
	case v.Kind == raw.kind && w == "input":
		return "input"
	case v.Shape == model.Dict && v.Elem.Kind == raw.kind && v.ElemNil == model.Required && v.Check == nil && (w == "ctx" || w == "context"):
		return "context"
	}
	return ""
}

// listsOnly reports whether a schema has no place for a detail but its list.
func listsOnly(f *model.Fill) bool {
	return !slices.ContainsFunc(f.Fields, func(x *model.FillField) bool { return telling(x) && !x.Alone })
}

// commonError picks the error schema that most error branches of the document
// have: what answers requests that no operation takes. A schema that only lists
// violations, such as FastAPI's HTTPValidationError, is none where only 422 has it.
func (b *builder) commonError() {
	count := map[*model.Fill]int{}
	for _, t := range b.api.Tags {
		for _, o := range t.Operations {
			for _, u := range o.Branches {
				if f := u.Branch.Fill; f != nil && f.Text && (u.Status != "422" || !listsOnly(f)) {
					count[f]++
				}
			}
		}
	}
	for _, f := range b.api.Fills {
		if count[f] > 0 && (b.api.Common == nil || count[f] > count[b.api.Common]) {
			b.api.Common = f
		}
	}
}
