package models

import (
	"context"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/models/api"
	"github.com/specho/specho/internal/cases/models/api/models"
	"github.com/specho/specho/rest"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

func (handlers) AddPet(_ context.Context, req api.AddPetRequest) (api.AddPetResponse, error) {
	if req.Body.Name == "nobody" {
		return nil, api.NewAddPetDefault(409, "%s is taken", req.Body.Name)
	}
	in := req.Body
	return api.AddPetOK{Body: &models.Pet{Name: in.Name, Kind: in.Kind, Born: in.Born, AdditionalProperties: in.AdditionalProperties, Number: rest.Some(int64(7))}}, nil
}

func TestModels(t *testing.T) {
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error { return api.Register(e, handlers{}, o) })
	s.JSON(t, "POST", "/pets", `{"name":"Tom","kind":"cat","born":"2020-02-29","token":"x","toy":{"a":1}}`).IsJSON(200, `{"name":"Tom","kind":"cat","born":"2020-02-29","number":7,"toy":{"a":1}}`)
	s.JSON(t, "POST", "/pets", `{"name":"nobody","kind":"cat"}`).IsJSON(409, `{"type":"about:blank","title":"Conflict","status":409,"detail":"nobody is taken"}`)
	s.JSON(t, "POST", "/pets", `{"name":"T","kind":"cow","toy":{"secret":1}}`).IsJSON(422, `{"type":"about:blank","title":"Unprocessable Entity","status":422,"detail":"body.name: must have at least 2 characters; body.kind: must be 'cat' or 'dog'; body.toy: must not match the schema in `+"`not`"+`"}`)
}

// TestWithoutServer: the types work where no server is, for what they link: neither
// Echo nor net/http nor what the server is made of.
func TestWithoutServer(t *testing.T) {
	var p models.Pet
	if err := json.Unmarshal([]byte(`{"name":"Tom","kind":"cat","owner":{"name":"Ada"}}`), &p); err != nil {
		t.Fatal(err)
	}
	if owner, ok := p.Owner.Value.Value.(*models.Person); !ok || owner.Name != "Ada" {
		t.Errorf("owner %#v", p.Owner.Value.Value)
	}
	if err := json.Unmarshal([]byte(`{"name":"Tom","kind":"cow"}`), &p); err == nil {
		t.Error("a value that breaks the document is taken")
	}

	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "./api/models").Output()
	if err != nil {
		t.Fatal(err)
	}
	const module = "github.com/specho/specho/"
	allowed := []string{module + "rest/codec", module + "rest/data", module + "rest/format", module + "rest/format/ecma", module + "rest/rule",
		module + "rest/schema", module + "internal/cases/models/api/models", "github.com/google/uuid"}
	for name := range strings.FieldsSeq(string(out)) {
		first, _, _ := strings.Cut(name, "/")
		standard := !strings.Contains(first, ".")
		if name == "net/http" || !standard && !slices.Contains(allowed, name) && !strings.HasPrefix(name, "golang.org/x/") {
			t.Errorf("the types link %s", name)
		}
	}
}
