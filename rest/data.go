package rest

import (
	"log/slog"

	"github.com/specho/specho/rest/data"
)

// Opt is a property or parameter that may be absent. Its zero value is absent.
type Opt[T any] = data.Opt[T]

// Null is a required property that may be null. Its zero value is null.
type Null[T any] = data.Null[T]

// OptNull is a property with three states: absent, null, or a value. Its zero
// value is absent.
type OptNull[T any] = data.OptNull[T]

// Some returns an Opt that holds v.
func Some[T any](v T) Opt[T] { return data.Some(v) }

// NotNull returns a Null that holds v.
func NotNull[T any](v T) Null[T] { return data.NotNull(v) }

// SomeValue returns an OptNull that holds v.
func SomeValue[T any](v T) OptNull[T] { return data.SomeValue(v) }

// SomeNull returns an OptNull that is null.
func SomeNull[T any]() OptNull[T] { return data.SomeNull[T]() }

// JSON is a JSON value kept as its text: what a schema without a type becomes.
type JSON = data.JSON

// The types of formats, see package format.
type (
	// Date is the format date.
	Date = data.Date
	// Time is the format time.
	Time = data.Time
	// LocalTime is the format time-local.
	LocalTime = data.LocalTime
	// LocalDateTime is the format date-time-local.
	LocalDateTime = data.LocalDateTime
	// Duration is the format duration.
	Duration = data.Duration
	// Decimal is the format decimal.
	Decimal = data.Decimal
	// UnixTime is the format unixtime.
	UnixTime = data.UnixTime
	// HTTPDate is the format http-date.
	HTTPDate = data.HTTPDate
	// Secret is the format password.
	Secret = data.Secret
	// Base64URL is the format base64url.
	Base64URL = data.Base64URL
)

// AppendValue appends any value as JSON, with the wire forms of this package: a
// date, uuid or decimal looks as in a body, at any depth. Types with an encoder of
// RegisterEncoder, an AppendJSON, MarshalJSON or MarshalText method are written by
// it, structs as encoding/json does. What JSON cannot hold (NaN, a function, a
// value that contains itself) is marked, which makes the answer a 500.
func AppendValue(b []byte, v any) []byte { return data.AppendValue(b, v) }

// LogValue is what package slog logs for v: its fields by their names in JSON, with
// a mask for each Secret at any depth. Generated types that hold a secret call it;
// their JSON, which slog would write else, has the secret itself.
func LogValue(v any) slog.Value { return data.LogValue(v) }

// RegisterEncoder has free-form values of type T, as in an exception's detail or
// in JSONable, written as what f returns for them: FastAPI's json_encoders. It is
// for start-up: values that are written meanwhile are written in either way.
//
// T is a concrete type; string, bool, int and other predeclared types, and the
// types of generated code, which the document describes, have no need of it. f may
// be called by several goroutines, and must not return its argument.
func RegisterEncoder[T any](f func(T) any) { data.RegisterEncoder(f) }

// JSONableOption adjusts JSONable.
type JSONableOption = data.JSONableOption

// ExcludeNulls leaves out members that are null, at any depth.
func ExcludeNulls() JSONableOption { return data.ExcludeNulls() }

// ExcludeZeros leaves out members that are null, false, 0, "", [] or {}, at any
// depth: as near to exclude_defaults as Go's types tell.
func ExcludeZeros() JSONableOption { return data.ExcludeZeros() }

// Include keeps only these members of the value, or of the items if it is a list.
func Include(names ...string) JSONableOption { return data.Include(names...) }

// Exclude leaves these members of the value out, or of the items if it is a list.
func Exclude(names ...string) JSONableOption { return data.Exclude(names...) }

// JSONable returns v as JSON sees it, made of map[string]any, []any, string,
// json.Number, bool and nil: FastAPI's jsonable_encoder. Generated types, formats
// and registered encoders have the same forms as in answers; properties that are
// absent stay absent. What JSON cannot hold is an error that says where it is.
func JSONable(v any, options ...JSONableOption) (any, error) { return data.JSONable(v, options...) }
