package data

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/format"
)

// JSON is a JSON value kept as its text: what a schema without a type becomes.
type JSON = codec.Raw

// The types of formats, see package format.
type (
	// Date is the format date.
	Date = format.Date
	// Time is the format time.
	Time = format.Time
	// LocalTime is the format time-local.
	LocalTime = format.LocalTime
	// LocalDateTime is the format date-time-local.
	LocalDateTime = format.LocalDateTime
	// Duration is the format duration.
	Duration = format.Duration
	// Decimal is the format decimal.
	Decimal = format.Decimal
	// UnixTime is the format unixtime.
	UnixTime = format.UnixTime
	// HTTPDate is the format http-date.
	HTTPDate = format.HTTPDate
	// Secret is the format password.
	Secret = format.Secret
	// Base64URL is the format base64url.
	Base64URL = format.Base64URL
)

type appender interface {
	AppendJSON(b []byte) []byte
}

// AppendValue appends any value as JSON, with the wire forms of this package: a
// date, uuid or decimal looks as in a body, at any depth. Types with an encoder of
// RegisterEncoder, an AppendJSON, MarshalJSON or MarshalText method are written by
// it, structs as encoding/json does. What JSON cannot hold (NaN, a function, a
// value that contains itself) is marked, which makes the answer a 500.
func AppendValue(b []byte, v any) []byte { return appendValue(b, v, maxValueDepth) }

// maxValueDepth bounds free-form values, in levels: those that contain themselves
// end there.
const maxValueDepth = codec.DefaultDepth

func appendValue(b []byte, v any, depth int) []byte {
	if depth == 0 {
		return codec.AppendInvalid(b, "a value is nested too deeply, or contains itself")
	}
	if e, ok := encoded(v); ok {
		return appendValue(b, e, depth-1)
	}
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case string:
		return appendQuoted(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return codec.AppendInt(b, int64(v))
	case int64:
		return codec.AppendInt(b, v)
	case float64:
		return codec.AppendFloat64(b, v)
	case JSON:
		return appendText(b, v)
	case json.RawMessage:
		return appendText(b, v)
	case json.Number:
		return appendText(b, []byte(v))
	case time.Time:
		return append(codec.AppendDateTime(append(b, '"'), v), '"')
	case uuid.UUID:
		return append(codec.AppendUUID(append(b, '"'), v), '"')
	case []byte:
		return append(codec.AppendBytes(append(b, '"'), v), '"')
	case []any:
		return appendList(b, v, depth)
	case map[string]any:
		return appendObject(b, v, depth)
	}
	return appendOther(b, reflect.ValueOf(v), depth)
}

// appendText appends JSON text; none is null.
func appendText(b, text []byte) []byte {
	if len(text) == 0 {
		return append(b, "null"...)
	}
	if !json.Valid(text) {
		return codec.AppendInvalid(b, "a JSON text is not JSON")
	}
	return append(b, text...)
}

func appendList(b []byte, l []any, depth int) []byte {
	b = append(b, '[')
	for i, v := range l {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(b, v, depth-1)
	}
	return append(b, ']')
}

func appendObject(b []byte, m map[string]any, depth int) []byte {
	b = append(b, '{')
	for i, k := range slices.Sorted(maps.Keys(m)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendQuoted(b, k), ':')
		b = appendValue(b, m[k], depth-1)
	}
	return append(b, '}')
}

func appendQuoted(b []byte, s string) []byte {
	return append(codec.AppendString(append(b, '"'), s), '"')
}
