package binary

import (
	"context"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/binary/api"
	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{ data *api.Data }

func (h handlers) Echo(_ context.Context, req api.EchoRequest) (api.EchoResponse, error) {
	if h.data != nil {
		return api.EchoOK{Body: h.data}, nil
	}
	in := req.Body
	return api.EchoOK{Body: in}, nil
}

func serve(t *testing.T, data *api.Data) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{data}, o) })
}

func TestGood(t *testing.T) {
	s := serve(t, nil)
	for _, tt := range []struct{ name, body string }{
		{"B76 base64", `{"bytes":"AP/+/w=="}`},
		{"B76 empty", `{"bytes":""}`},
		{"B76 base64url", `{"url":"AP_-_w"}`},
		{"B76 contentEncoding", `{"encoded":"aGk="}`},
		{"B81 ipv4", `{"v4":"192.0.2.1"}`},
		{"B81 ipv6", `{"v6":"2001:db8::1"}`},
		{"B81 networks", `{"net4":"10.0.0.0/8","net6":"2001:db8::/32"}`},
		{"B82 an unknown format is its type", `{"unknown":"any text","number":7}`},
		{"texts", `{"mail":"a.b+c@example.com","host":"a-b.example","link":"urn:x:y","pointer":"/a~1b/0","regex":"^(?=a)[a-z]\\d$","char":"é"}`},
	} {
		t.Run(tt.name, func(t *testing.T) { s.JSON(t, "POST", "/echo", tt.body).IsJSON(200, tt.body) })
	}
	t.Run("B76 bytes that are no UTF-8", func(t *testing.T) {
		serve(t, &api.Data{Bytes: rest.Some([]byte{0xff, 0, 0xc3}), URL: rest.Some(rest.Base64URL{0xfb, 0xff})}).
			JSON(t, "POST", "/echo", `{}`).IsJSON(200, `{"bytes":"/wDD","url":"-_8"}`)
	})
	t.Run("B81 another spelling of an address", func(t *testing.T) {
		s.JSON(t, "POST", "/echo", `{"v6":"2001:0DB8:0:0:0:0:0:1"}`).IsJSON(200, `{"v6":"2001:db8::1"}`)
	})
}

func TestBad(t *testing.T) {
	s := serve(t, nil)
	for _, tt := range []struct{ name, body string }{
		{"B76 a line break", `{"bytes":"AP/+\n/w=="}`},
		{"B76 no padding", `{"bytes":"AP/+/w"}`},
		{"B76 the other alphabet", `{"bytes":"AP_-_w=="}`},
		{"B76 base64 in base64url", `{"url":"AP/+/w"}`},
		{"B81 a zone", `{"v6":"fe80::1%eth0"}`},
		{"B81 a leading zero", `{"v4":"192.0.02.1"}`},
		{"B81 the other family", `{"v4":"::1"}`},
		{"B81 the other family too", `{"v6":"192.0.2.1"}`},
		{"B81 a network without length", `{"net4":"10.0.0.0"}`},
		{"B81 a length too long", `{"net4":"10.0.0.0/33"}`},
		{"B82 the type is checked all the same", `{"unknown":1}`},
		{"B82 the type is checked all the same, integer", `{"number":"7"}`},
		{"a display name", `{"mail":"A <a@example.com>"}`},
		{"an underscore", `{"host":"a_b"}`},
		{"a relative URI", `{"link":"/a"}`},
		{"a wrong escape", `{"pointer":"/a~2"}`},
		{"an open group", `{"regex":"("}`},
		{"two characters", `{"char":"ab"}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if r := s.JSON(t, "POST", "/echo", tt.body); r.Status != 422 {
				t.Errorf("%s: got %d %s", tt.body, r.Status, r.Body)
			}
		})
	}
}
