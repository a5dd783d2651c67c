package build

import (
	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/spec"
	"github.com/specho/specho/rest/format"
)

// scalar is an entry of the format table: how a JSON type with a format is held
// in Go. Kind names the functions of package codec, rule the type of package
// rule that constrains it.
type scalar struct {
	kind   string
	goType model.GoType
	rule   string
	quoted bool
	secret bool
	format *model.Format // of the user's, nil otherwise
}

const restPath = "rest" // stands for the import path of the runtime, see render

func builtin(kind, name, rule string) scalar {
	return scalar{kind: kind, goType: model.GoType{Name: name}, rule: rule}
}

func text(kind, path, name string) scalar {
	return scalar{kind: kind, goType: model.GoType{Import: path, Name: name}, rule: "String", quoted: true}
}

// strings is the format table of type string: the OpenAPI Format Registry.
var textFormats = map[string]scalar{
	"":                text("String", "", "string"),
	"uuid":            text("UUID", "github.com/google/uuid", "UUID"),
	"uuid1":           text("UUID", "github.com/google/uuid", "UUID"),
	"uuid3":           text("UUID", "github.com/google/uuid", "UUID"),
	"uuid4":           text("UUID", "github.com/google/uuid", "UUID"),
	"uuid5":           text("UUID", "github.com/google/uuid", "UUID"),
	"uuid6":           text("UUID", "github.com/google/uuid", "UUID"),
	"uuid7":           text("UUID", "github.com/google/uuid", "UUID"),
	"uuid8":           text("UUID", "github.com/google/uuid", "UUID"),
	"date":            text("Date", restPath, "Date"),
	"date-time":       text("DateTime", "time", "Time"),
	"time":            text("Time", restPath, "Time"),
	"time-local":      text("LocalTime", restPath, "LocalTime"),
	"date-time-local": text("LocalDateTime", restPath, "LocalDateTime"),
	"duration":        text("Duration", restPath, "Duration"),
	"byte":            text("Bytes", "", "[]byte"),
	"base64url":       text("Base64URL", restPath, "Base64URL"),
	"ipv4":            text("IPv4", "net/netip", "Addr"),
	"ipv6":            text("IPv6", "net/netip", "Addr"),
	"ipv4-cidr":       text("IPv4CIDR", "net/netip", "Prefix"),
	"ipv6-cidr":       text("IPv6CIDR", "net/netip", "Prefix"),
	"http-date":       text("HTTPDate", restPath, "HTTPDate"),
	"unixtime":        text("UnixTimeString", restPath, "UnixTime"),
	"decimal":         {kind: "Decimal", goType: model.GoType{Import: restPath, Name: "Decimal"}, rule: "Decimal", quoted: true},
	"int64":           {kind: "Int64String", goType: model.GoType{Name: "int64"}, rule: "Int", quoted: true},
	"uint64":          {kind: "Uint64String", goType: model.GoType{Name: "uint64"}, rule: "Uint", quoted: true},
	"password":        {kind: "Secret", goType: model.GoType{Import: restPath, Name: "Secret"}, rule: "String", quoted: true, secret: true},
}

// numbers is the format table of types integer and number.
var numbers = map[string]scalar{
	"int8":       builtin("Int8", "int8", "Int"),
	"int16":      builtin("Int16", "int16", "Int"),
	"int32":      builtin("Int32", "int32", "Int"),
	"int64":      builtin("Int64", "int64", "Int"),
	"uint8":      builtin("Uint8", "uint8", "Uint"),
	"uint16":     builtin("Uint16", "uint16", "Uint"),
	"uint32":     builtin("Uint32", "uint32", "Uint"),
	"uint64":     builtin("Uint64", "uint64", "Uint"),
	"double-int": builtin("Int64", "int64", "Int"),
	"sf-integer": builtin("Int64", "int64", "Int"),
	"float":      builtin("Float32", "float32", "Float"),
	"double":     builtin("Float64", "float64", "Float"),
	"decimal":    {kind: "DecimalNumber", goType: model.GoType{Import: restPath, Name: "Decimal"}, rule: "Decimal"},
	"unixtime":   {kind: "UnixTime", goType: model.GoType{Import: restPath, Name: "UnixTime"}, rule: "Int"},
}

var (
	boolean = builtin("Bool", "bool", "")
	raw     = scalar{kind: "Raw", goType: model.GoType{Import: restPath, Name: "JSON"}}
)

// scalarOf finds how t, whose type is a single one, is held. isFormat tells that
// the format is a check on a string and not a type of its own.
func (b *builder) scalarOf(t *spec.Schema) (s scalar, isFormat bool) {
	if f := b.own(t); f != nil {
		return ownScalar(f), false
	}
	switch {
	case t.Types == spec.Boolean:
		return boolean, false
	case t.Types == spec.Integer:
		if s, ok := numbers[t.Format]; ok && s.rule != "Float" {
			return s, false
		}
		b.unknownFormat(t)
		return b.integer(t), false
	case t.Types&spec.NumberType != 0:
		if s, ok := numbers[t.Format]; ok {
			return s, false
		}
		b.unknownFormat(t)
		return numbers["double"], false
	case t.Types == spec.String:
		if t.Format == "" && t.ContentEncoding == "base64" {
			return textFormats["byte"], false
		}
		if s, ok := textFormats[t.Format]; ok {
			return s, s.kind == "UUID" && t.Format != "uuid" // the version is a check of its own
		}
		if format.Lookup(t.Format) != nil {
			return textFormats[""], true
		}
		b.unknownFormat(t)
		return textFormats[""], false
	}
	return raw, false
}

// unknownFormat notes a format that has no meaning here: OpenAPI does not require
// tools to know it.
func (b *builder) unknownFormat(t *spec.Schema) {
	if t.Format == "" || t.Format == "binary" || t.Format == "commonmark" || t.Format == "html" {
		return
	}
	b.l.Notef(t.Pos, t.Pointer, "format-unknown", "format %q is not checked", t.Format)
}
