package dates

import (
	"context"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/dates/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{ out *api.Times }

func (h handlers) Echo(_ context.Context, req api.EchoRequest) (api.EchoResponse, error) {
	if h.out != nil {
		return api.EchoOK{Body: h.out}, nil
	}
	in := req.Body
	return api.EchoOK{Body: in}, nil
}

func serve(t *testing.T, out *api.Times) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{out}, o) })
}

// same marks values that come back as they were sent.
const same = "same"

func TestValues(t *testing.T) {
	tests := []struct{ name, member, value, answer string }{
		{"B68 a leap day", "date", `"2024-02-29"`, same},
		{"B68 no leap day", "date", `"2023-02-29"`, ""},
		{"B68 the year 1900", "date", `"1900-02-29"`, ""},
		{"B68 basic form", "date", `"20240229"`, ""},
		{"B68 with a time", "date", `"2024-02-29T00:00:00Z"`, ""},
		{"B68 year 0", "date", `"0000-01-01"`, same},
		{"B69 an offset of a day", "at", `"2024-01-02T03:04:05+24:00"`, ""},
		{"B69 an offset of 60 minutes", "at", `"2024-01-02T03:04:05+01:60"`, ""},
		{"B69 the largest offset", "at", `"2024-01-02T03:04:05+23:59"`, same},
		{"B70 a comma", "at", `"2024-01-02T03:04:05,5Z"`, ""},
		{"B70 lower case", "at", `"2024-01-02t03:04:05z"`, `"2024-01-02T03:04:05Z"`},
		{"B70 a leap second", "at", `"2016-12-31T23:59:60Z"`, `"2017-01-01T00:00:00Z"`},
		{"B70 a second 60 elsewhere", "at", `"2016-12-30T12:00:60Z"`, ""},
		{"B70 a space for the T", "at", `"2024-01-02 03:04:05Z"`, ""},
		{"B70 no offset", "at", `"2024-01-02T03:04:05"`, ""},
		{"B70 a fraction without digits", "at", `"2024-01-02T03:04:05.Z"`, ""},
		{"B71 UTC", "at", `"2024-01-02T03:04:05+00:00"`, `"2024-01-02T03:04:05Z"`},
		{"B71 +05:30", "at", `"2024-01-02T03:04:05+05:30"`, same},
		{"B71 nanoseconds", "at", `"2024-01-02T03:04:05.123456789-08:00"`, same},
		{"B71 trailing zeros", "at", `"2024-01-02T03:04:05.500Z"`, `"2024-01-02T03:04:05.5Z"`},
		{"B73 hours", "duration", `"PT1H"`, same},
		{"B73 all units", "duration", `"P1Y2M3DT4H5M6S"`, same},
		{"B73 weeks", "duration", `"P2W"`, same},
		{"B73 no unit", "duration", `"P"`, ""},
		{"B73 no unit after T", "duration", `"PT"`, ""},
		{"B73 Go's form", "duration", `"1h"`, ""},
		{"B73 weeks and days", "duration", `"P1W2D"`, ""},
		{"B73 wrong order", "duration", `"PT1S1H"`, ""},
		{"B73 a number", "duration", `3600`, ""},
		{"time", "time", `"03:04:05.5+01:00"`, same},
		{"time without offset", "time", `"03:04:05"`, ""},
		{"local time", "localTime", `"03:04:05"`, same},
		{"local time with offset", "localTime", `"03:04:05Z"`, ""},
		{"hour 24", "localTime", `"24:00:00"`, ""},
		{"local", "local", `"2024-01-02T03:04:05.25"`, same},
		{"local with offset", "local", `"2024-01-02T03:04:05Z"`, ""},
		{"unixtime", "unix", `-1`, same},
		{"unixtime with a fraction", "unix", `1.5`, ""},
		{"unixtime as text", "unix", `"1"`, ""},
		{"HTTP date", "http", `"Thu, 29 Feb 2024 22:59:59 GMT"`, same},
		{"HTTP date, wrong weekday", "http", `"Mon, 29 Feb 2024 22:59:59 GMT"`, ""},
		{"HTTP date in another zone", "http", `"Thu, 29 Feb 2024 22:59:59 CET"`, ""},
	}
	s := serve(t, nil)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := s.JSON(t, "POST", "/echo", `{"`+tt.member+`":`+tt.value+`}`)
			switch tt.answer {
			case "":
				if r.Status != 422 {
					t.Errorf("%s: got %d %s", tt.value, r.Status, r.Body)
				}
			case same:
				r.IsJSON(200, `{"`+tt.member+`":`+tt.value+`}`)
			default:
				r.IsJSON(200, `{"`+tt.member+`":`+tt.answer+`}`)
			}
		})
	}
}

func TestOut(t *testing.T) {
	t.Run("B71 what handlers make", func(t *testing.T) {
		at := time.Date(2024, 1, 2, 3, 4, 5, 6_000_000, time.UTC)
		serve(t, &api.Times{At: rest.Some(at), Unix: rest.Some(rest.UnixTime{Time: at})}).JSON(t, "POST", "/echo", `{}`).
			IsJSON(200, `{"at":"2024-01-02T03:04:05.006Z","unix":1704164645}`)
	})
	t.Run("a year that the format does not have", func(t *testing.T) {
		s := serve(t, &api.Times{At: rest.Some(time.Date(12345, 1, 1, 0, 0, 0, 0, time.UTC))})
		s.JSON(t, "POST", "/echo", `{}`).IsJSON(500, `{"detail":"Internal Server Error"}`)
		s.Log.Has(t, "[at]")
	})
}
