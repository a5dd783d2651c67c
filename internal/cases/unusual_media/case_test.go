package media

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/unusual_media/api"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) ImportRows(_ context.Context, req api.ImportRowsRequest) (api.ImportRowsResponse, error) {
	sum := int64(0)
	switch b := req.Body.(type) {
	case api.ImportRowsNdjsonBody:
		for row, err := range b.Value.All() {
			if err != nil {
				return nil, err
			}
			sum += row.N
		}
	case api.ImportRowsJSONBody:
		sum = -1
	}
	return api.ImportRowsOK{Body: fmt.Sprint(sum)}, nil
}

func (handlers) ExportRows(context.Context, api.ExportRowsRequest) (api.ExportRowsResponse, error) {
	return api.ExportRowsOK{Body: func(w *rest.LineWriter[api.Row]) error {
		for n := range int64(2) {
			if err := w.Send(api.Row{N: n + 1}); err != nil {
				return err
			}
		}
		return nil
	}}, nil
}

// row is how the program reads its XML.
type row struct {
	XMLName xml.Name `xml:"row"`
	N       int64    `xml:"n,attr"`
}

func (handlers) PutPet(_ context.Context, req api.PutPetRequest) (api.PutPetResponse, error) {
	switch b := req.Body.(type) {
	case api.PutPetJSONBody:
		return api.PutPetOK{Body: b.Value}, nil
	case api.PutPetXMLBody:
		var r row
		if err := xml.NewDecoder(b.Value).Decode(&r); err != nil {
			return nil, rest.Raise(400, err.Error())
		}
		out, err := xml.Marshal(r)
		return api.PutPetOK{XML: strings.NewReader(string(out))}, err
	}
	return nil, nil
}

func (handlers) PostFile(ctx context.Context, req api.PostFileRequest) (api.PostFileResponse, error) {
	switch b := req.Body.(type) {
	case api.PostFileOctetStreamBody:
		return api.PostFileOK{Body: b.Value}, nil
	case api.PostFileAnyImageBody:
		rest.EchoContext(ctx).Response().Header().Set("Content-Type", "image/webp")
		return api.PostFileOK{Any: b.Value}, nil
	case api.PostFilePDFBody:
		return api.PostFileOK{PDF: b.Value}, nil
	case api.PostFileCSVBody:
		return api.PostFileOK{CSV: b.Value}, nil
	case api.PostFileMixedBody:
		_, params, err := mime.ParseMediaType(rest.EchoContext(ctx).Request().Header.Get("Content-Type"))
		if err != nil {
			return nil, err
		}
		part, err := multipart.NewReader(b.Value, params["boundary"]).NextPart()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(part)
		rest.EchoContext(ctx).Response().Header().Set("Content-Type", `multipart/mixed; boundary=b`)
		return api.PostFileOK{Mixed: strings.NewReader("--b\r\n\r\n" + string(text) + "\r\n--b--\r\n")}, err
	}
	return nil, rest.Raise(500, fmt.Sprintf("%T", req.Body))
}

func serve(t *testing.T) *casetest.Server {
	return casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		o.MaxBody = 64
		return api.Register(e, handlers{}, o)
	})
}

func TestLines(t *testing.T) {
	s := serve(t)
	const lines = "Content-Type: application/x-ndjson"
	t.Run("read one by one", func(t *testing.T) {
		s.Do(t, "POST", "/import", strings.Repeat("{\"n\":2}\r\n", 50)+"\n \x1e{ \"n\": 1 }", lines).Is(200, "101")
		s.Do(t, "POST", "/import", " ", lines).Is(200, "0")
		s.JSON(t, "POST", "/import", `[{"n":1}]`).Is(200, "-1")
	})
	t.Run("one that breaks the document", func(t *testing.T) {
		s.Do(t, "POST", "/import", "{\"n\":1}\n{\"n\":0}\n", lines).IsJSON(422, `{"detail":"body.1.n: must be at least 1"}`)
		s.Do(t, "POST", "/import", "{\"n\":1}\n\n{\"n\":", lines).IsJSON(422, `{"detail":"body.1.5: the line is not valid JSON"}`)
	})
	t.Run("one that is too long", func(t *testing.T) {
		s.Do(t, "POST", "/import", `{"n":1,"more":"`+strings.Repeat("x", 99)+`"}`, lines).Is(413, `{"detail":"the request body is larger than 64 bytes"}`)
	})
	t.Run("a JSON text sequence", func(t *testing.T) {
		s.Get(t, "/export").Is(200, "\x1e{\"n\":1}\n\x1e{\"n\":2}\n").Has("Content-Type", "application/json-seq")
	})
}

func TestXML(t *testing.T) {
	s := serve(t)
	s.JSON(t, "PUT", "/pets", `{"n":3}`).IsJSON(200, `{"n":3}`)
	s.Do(t, "PUT", "/pets", `<row n="3"/>`, "Content-Type: application/xml").Is(200, `<row n="3"></row>`).Has("Content-Type", "application/xml")
	s.Do(t, "PUT", "/pets", `<row n="3"/>`, "Content-Type: application/xml", "Accept: application/json").Is(200, `<row n="3"></row>`)
}

func TestBytes(t *testing.T) {
	s := serve(t)
	for _, tt := range []struct{ media, body, answer, want string }{
		{"application/octet-stream", "\x00\xff", "application/octet-stream", "\x00\xff"},
		{"image/webp", "RIFF", "image/webp", "RIFF"},
		{"application/pdf", "%PDF", "application/pdf", "%PDF"},
		{"text/csv", "a;b", "text/csv", "a;b"},
		{"multipart/mixed; boundary=x", "--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n--x--\r\n", "multipart/mixed; boundary=b", "--b\r\n\r\nhello\r\n--b--\r\n"},
	} {
		s.Do(t, "POST", "/files/x", tt.body, "Content-Type: "+tt.media).Is(200, tt.want).Has("Content-Type", tt.answer)
	}
}
