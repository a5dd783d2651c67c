package everywhere

import (
	"context"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/formats_everywhere/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

// Echo answers with what the path holds, in headers and, if the body says so, in
// the detail of an error.
func (handlers) Echo(_ context.Context, req api.EchoRequest) (api.EchoResponse, error) {
	p := req.Path
	if len(req.Body.Dates) > 0 {
		return nil, rest.Raise(409, map[string]any{
			"path":  []any{p.UUID, p.Date, p.At, p.Duration, p.Decimal, p.IP, p.Bytes},
			"query": []any{req.Query.UUID, req.Query.Date, req.Query.At, req.Query.Durations},
			"other": []any{req.Header.XDecimal, req.Header.XIP, req.Cookie.Bytes},
			"keys":  map[any]any{p.UUID: 1, p.Date: 2, p.Decimal: 3, p.IP: 4},
			"body":  req.Body,
		})
	}
	return api.EchoOK{Headers: api.EchoOKHeaders{
		XUUID: p.UUID, XDate: p.Date, XAt: p.At, XDuration: p.Duration, XDecimal: p.Decimal, XIP: p.IP, XBytes: p.Bytes,
	}, Body: req.Body}, nil
}

const (
	uuid, date, at    = "9f0c5a3e-1111-4222-8333-abcdefabcdef", "2024-02-29", "2024-01-02T03:04:05.5+05:30"
	duration, decimal = "P1DT12H", "-12.50"
	ip, data          = "2001:db8::1", "AP/+/w=="
)

const (
	path  = "/echo/" + uuid + "/" + date + "/2024-01-02T03:04:05.5+05:30/" + duration + "/" + decimal + "/" + ip + "/AP%2F%2B%2Fw=="
	query = "?uuid=" + uuid + "&date=" + date + "&at=2024-01-02T03:04:05.5%2B05:30&durations=" + duration + "&durations=PT1S"
	one   = `{"uuid":"` + uuid + `","date":"` + date + `","at":"` + at + `","duration":"` + duration + `","decimal":"` + decimal + `","ip":"` + ip + `","bytes":"` + data + `"}`
)

var headers = []string{"X-Decimal: " + decimal, "X-IP: " + ip, "Cookie: bytes=" + data}

func TestOneWireForm(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	t.Run("B75 body, nested, list, map, headers", func(t *testing.T) {
		body := `{"nested":` + one + `,"list":[` + one + `],"values":{"a":"` + at + `"},"keys":{"` + uuid + `":"` + decimal + `"}}`
		s.JSON(t, "POST", path+query, body, headers...).IsJSON(200, body).
			Has("X-UUID", uuid).Has("X-Date", date).Has("X-At", at).Has("X-Duration", duration).
			Has("X-Decimal", decimal).Has("X-IP", ip).Has("X-Bytes", data)
	})
	t.Run("B75 path, query, header, cookie, map key, error detail", func(t *testing.T) {
		body := `{"nested":` + one + `,"dates":["` + date + `"]}`
		s.JSON(t, "POST", path+query, body, headers...).IsJSON(409, `{"detail":{"body":`+body+
			`,"keys":{"-12.50":3,"2001:db8::1":4,"2024-02-29":2,"`+uuid+`":1}`+
			`,"other":["`+decimal+`","`+ip+`","`+data+`"]`+
			`,"path":["`+uuid+`","`+date+`","`+at+`","`+duration+`","`+decimal+`","`+ip+`","`+data+`"]`+
			`,"query":["`+uuid+`","`+date+`","`+at+`",["`+duration+`","PT1S"]]}}`)
	})
}

// faults say what is wrong with a text that is none of the format.
var faults = map[string]string{
	"uuid":     `"uuid_parsing","msg":"must be a valid UUID"`,
	"date":     `"date_parsing","msg":"must be a valid date"`,
	"at":       `"datetime_parsing","msg":"must be a valid date-time"`,
	"duration": `"time_delta_parsing","msg":"must be a valid ISO 8601 duration"`,
	"decimal":  `"decimal_parsing","msg":"must be a valid decimal number"`,
	"ip":       `"ip_v6_address","msg":"must be a valid IPv6 address"`,
	"bytes":    `"base64_decode","msg":"must be a valid base64 text"`,
}

// TestOneFault: a value that is wrong is wrong in the same words wherever it stands.
func TestOneFault(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	var want []string
	wrong := func(kind, loc string) {
		slug, msg, _ := strings.Cut(faults[kind], ",")
		want = append(want, `{"type":`+slug+`,"loc":[`+loc+`],`+msg+`,"input":"x"}`)
	}
	kinds := []string{"uuid", "date", "at", "duration", "decimal", "ip", "bytes"}
	for _, k := range kinds {
		wrong(k, `"path","`+k+`"`)
	}
	wrong("uuid", `"query","uuid"`)
	wrong("date", `"query","date"`)
	wrong("at", `"query","at"`)
	wrong("duration", `"query","durations",0`)
	wrong("decimal", `"header","X-Decimal"`)
	wrong("ip", `"header","X-IP"`)
	wrong("bytes", `"cookie","bytes"`)
	for _, k := range kinds {
		wrong(k, `"body","nested","`+k+`"`)
	}
	wrong("at", `"body","values","a"`)
	t.Run("B75 violations", func(t *testing.T) {
		s.JSON(t, "POST", "/echo/x/x/x/x/x/x/x?uuid=x&date=x&at=x&durations=x",
			`{"nested":{"uuid":"x","date":"x","at":"x","duration":"x","decimal":"x","ip":"x","bytes":"x"},"values":{"a":"x"}}`,
			"X-Decimal: x", "X-IP: x", "Cookie: bytes=x").IsJSON(422, `{"detail":[`+strings.Join(want, ",")+`]}`)
	})
	t.Run("B75 a map key", func(t *testing.T) {
		s.JSON(t, "POST", path+query, `{"nested":{},"keys":{"x":"1"}}`, headers...).
			IsJSON(422, `{"detail":[{"type":"property_names","loc":["body","keys","x"],"msg":"must have a name that matches the schema in `+"`propertyNames`"+`","input":"1","ctx":{"name":"x"}}]}`)
	})
}
