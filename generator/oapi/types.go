package oapi

import (
	"go/token"
	"strings"

	"github.com/specho/specho/generator/model"
)

// packages are the packages that a client can import, by the names it uses for
// them.
type packages struct {
	paths map[string]string // name to import path
	of    map[*model.Package]string
}

// fixed are the imports that oapi-codegen's templates use, and the packages that
// values come from.
var fixed = map[string]string{
	"bytes": "bytes", "context": "context", "json": "encoding/json", "fmt": "fmt", "io": "io", "http": "net/http",
	"url": "net/url", "strings": "strings", "time": "time", "netip": "net/netip", "uuid": "github.com/google/uuid",
}

func packagesOf(api *model.API, importPath string) packages {
	p := packages{paths: map[string]string{"rest": api.Runtime, "runtime": api.Runtime + "/wire"}, of: map[*model.Package]string{}}
	for name, path := range fixed {
		p.paths[name] = path
	}
	p.name(api.Main, api.Main.Name, "api", importPath)
	for _, m := range api.Models {
		p.name(m, m.Go.Import, m.Go.Import+"types", m.Path)
	}
	for _, f := range api.Formats {
		p.own(f)
	}
	return p
}

// own lets the client import the package of a format's Go type, if the name of the
// package is free.
func (p packages) own(f *model.Format) {
	name := f.Go.Import[strings.LastIndexByte(f.Go.Import, '/')+1:]
	if f.Plain() && p.paths[name] == "" && !locals[name] && token.IsIdentifier(name) && f.Go.Import != "rest" {
		p.paths[name] = f.Go.Import
	}
}

// asText reports whether the client has the text of a value: its Go type writes
// another one, or cannot be imported.
func (p packages) asText(v *model.Value) bool {
	if v.Format == nil || v.Format.Coding == model.FormatJSON {
		return false
	}
	return !v.Format.Plain() || v.Type == nil && p.paths[v.Go.Import[strings.LastIndexByte(v.Go.Import, '/')+1:]] != v.Go.Import
}

// name gives a package of the output its name in the client.
func (p packages) name(m *model.Package, name, other, path string) {
	if p.paths[name] != "" || locals[name] {
		name = other
	}
	for p.paths[name] != "" {
		name += "types"
	}
	p.of[m], p.paths[name] = name, path
}

// declared is the name of a declared type, with the package that users know it in.
func (p packages) declared(t *model.Type) string {
	if t.Alias != nil {
		return p.of[t.Alias.Package] + "." + t.Alias.Go.Name
	}
	return p.of[t.Package] + "." + t.Go.Name
}

// locals are names that oapi-codegen's templates declare in functions, and names
// of the language that they use: nothing of ours can be called so.
var locals = set(`additionalEditors append baseURL bodyReader bodyStr body bodyBytes buf bufErr c client contentType ctx
	dest doer encoded err error fn headers len newBaseURL nil o operationPath opts params qp queryFrag queryParamBuf queryURL
	queryValues r rawQueryFragments req reqEditors response rsp server serverURL string stringer true false ok value values
	byte any`)

func set(names string) map[string]bool {
	s := map[string]bool{}
	for _, n := range strings.Fields(names) {
		s[n] = true
	}
	return s
}

// goType is the Go type of a value in the client. Nulls among items are pointers:
// it is encoding/json that writes lists here, and it knows nothing of rest.Null.
func (p packages) goType(v *model.Value) string {
	switch {
	case p.asText(v):
		return "string"
	case v.Type != nil:
		return p.declared(v.Type)
	case v.Shape == model.List:
		return "[]" + p.elem(v)
	case v.Shape == model.Dict:
		return "map[string]" + p.elem(v)
	case v.Go.Import == "":
		return v.Go.Name
	}
	return v.Go.Import[strings.LastIndexByte(v.Go.Import, '/')+1:] + "." + v.Go.Name
}

func (p packages) elem(v *model.Value) string {
	t := p.goType(v.Elem)
	if v.ElemNil == model.Nullable || v.ElemNil == model.NullPtr {
		return "*" + t
	}
	return t
}

// otherJSON are the kinds whose Go types encoding/json writes otherwise than the
// document wants: a number in a string, or a decimal as a number.
var otherJSON = set("Int64String Uint64String DecimalNumber UnixTimeString File")

// plainJSON reports whether encoding/json reads and writes a value as the document
// wants it. Declared types do so by their methods.
func plainJSON(v *model.Value) bool {
	switch v.Shape {
	case model.Named:
		return !v.Type.Form
	case model.List, model.Dict:
		return plainJSON(v.Elem)
	}
	return !otherJSON[v.Kind] && (v.Format == nil || v.Format.Plain())
}

// nilable reports whether the Go type has a nil that can stand for absence.
func nilable(v *model.Value) bool {
	switch v.Shape {
	case model.List, model.Dict:
		return true
	case model.Named:
		return v.Type.Kind == model.Array || v.Type.Kind == model.Map
	}
	return v.Kind == "Raw" || v.Kind == "Bytes" || v.Kind == "Base64URL"
}
