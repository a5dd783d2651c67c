package rest

import (
	"encoding"
	"encoding/json"
	"maps"
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
// date, uuid or decimal looks as in a body. Values of other types go through
// encoding/json; one that JSON cannot hold makes the answer a 500.
func AppendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case string:
		return appendQuoted(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float64:
		return codec.AppendFloat64(b, v)
	case JSON:
		return append(b, v...)
	case json.RawMessage:
		return append(b, v...)
	case json.Number:
		return append(b, v...)
	case appender:
		return v.AppendJSON(b)
	case time.Time:
		return append(format.AppendDateTime(append(b, '"'), v), '"')
	case uuid.UUID:
		return append(format.AppendUUID(append(b, '"'), v), '"')
	case []any:
		return appendList(b, v)
	case map[string]any:
		return appendObject(b, v)
	case error:
		return appendQuoted(b, v.Error())
	}
	return appendOther(b, v)
}

func appendOther(b []byte, v any) []byte {
	if t, ok := v.(encoding.TextMarshaler); ok {
		s, err := t.MarshalText()
		if err != nil {
			return codec.AppendInvalid(b, err.Error())
		}
		return appendQuoted(b, string(s))
	}
	s, err := json.Marshal(v)
	if err != nil {
		return codec.AppendInvalid(b, err.Error())
	}
	return append(b, s...)
}

func appendList(b []byte, l []any) []byte {
	b = append(b, '[')
	for i, v := range l {
		if i > 0 {
			b = append(b, ',')
		}
		b = AppendValue(b, v)
	}
	return append(b, ']')
}

func appendObject(b []byte, m map[string]any) []byte {
	b = append(b, '{')
	for i, k := range slices.Sorted(maps.Keys(m)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendQuoted(b, k), ':')
		b = AppendValue(b, m[k])
	}
	return append(b, '}')
}

func appendQuoted(b []byte, s string) []byte {
	return append(codec.AppendString(append(b, '"'), s), '"')
}
