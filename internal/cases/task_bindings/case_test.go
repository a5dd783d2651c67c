package task_bindings

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/specho/specho/internal/cases/casetest"
	"github.com/specho/specho/internal/cases/task_bindings/api"
	"github.com/specho/specho/rest"
	"github.com/specho/specho/rest/tasks"
)

func TestMain(m *testing.M) { casetest.Main(m) }

type handlers struct{}

// Post sends back what it got; with a header, as an error.
func (handlers) Post(_ context.Context, req api.PostRequest) (api.PostResponse, error) {
	if req.Query.QBool.Or(true) {
		return api.PostCreated{Body: req.Body, Headers: api.PostCreatedHeaders{HI32: rest.Some[int32](-7), HUUID: rest.Some(req.Path.PUUID)}}, nil
	}
	return api.PostClientError{Status: 418, Body: req.Body}, nil
}

// values are one of each kind, as they stand in a body.
var values = map[string]string{
	"str": `"text"`, "strn": `"text"`, "i32": "-5", "i64": "9007199254740993", "num": "1.5", "bool": "true", "booln": "false",
	"date": `"2024-02-29"`, "dt": `"2024-02-29T12:00:00+01:00"`, "uuid": `"5f0c6a52-3d0f-4a56-9a0f-2f6b1c7e8d34"`, "uuidn": `"5f0c6a52-3d0f-4a56-9a0f-2f6b1c7e8d35"`,
	"dec": `"0.1234567890123456789"`, "dur": `"PT1H"`, "ip": `"192.0.2.1"`, "byte": `"AAEC"`, "enum": `"red"`, "ienum": `"q"`, "ilst": `["5f0c6a52-3d0f-4a56-9a0f-2f6b1c7e8d34"]`, "imap": `{"pi":3.14}`, "aenum": `"blue"`,
	"obj": `{"name":"n","inner":{"n":1}}`, "objn": `{"inner":{"n":2}}`, "arr": `["a","b"]`, "any": `{"x":[1,null]}`, "union": `{"b":3}`, "map": `{"k":4}`,
	"sdef": `"y"`, "idef": "8", "i64s": `"-9223372036854775808"`, "secret": `"hush"`, "unix": "1700000000", "rec": `{"next":{"next":{"n":5}}}`,
}

// body has the kinds with these prefixes, all but those left out.
func body(prefixes string, without ...string) string {
	var members []string
	for _, kind := range slices.Sorted(maps.Keys(values)) {
		for _, p := range prefixes {
			if !slices.Contains(without, string(p)+"_"+kind) {
				members = append(members, fmt.Sprintf("%q:%s", string(p)+"_"+kind, values[kind]))
			}
		}
	}
	return "{" + strings.Join(members, ",") + "}"
}

// order is that of the parameters of the path.
var order = strings.Fields("str i32 i64 num bool date dt uuid dec dur ip enum byte i64s aenum secret unix idef sdef")

// target is a request's path and query.
func target(query string) string {
	var path strings.Builder
	path.WriteString("/things")
	for _, kind := range order {
		path.WriteString("/" + url.PathEscape(strings.Trim(values[kind], `"`)))
	}
	return path.String() + query
}

func headers() (list []string) {
	for _, kind := range order {
		list = append(list, "h-"+kind+": "+strings.Trim(values[kind], `"`))
	}
	return append(list, "Content-Type: application/json")
}

// started sends a request and gives the payloads of the tasks that follow.
func started(t *testing.T, query, text string, status, n int) map[string]map[string]any {
	t.Helper()
	r := &tasks.Recorder{}
	s := casetest.Serve(t, func(e *echo.Echo, o rest.Options) error {
		o.Tasks = r
		return api.Register(e, handlers{}, o)
	})
	if a := s.Do(t, "POST", target(query), text, headers()...); a.Status != status {
		t.Fatalf("status %d: %s", a.Status, a.Body)
	}
	for range 1000 {
		if len(r.Jobs()) >= n {
			break
		}
		time.Sleep(2 * time.Millisecond)
	}
	all := map[string]map[string]any{}
	for _, j := range r.Jobs() {
		all[j.Task.Name] = decoded(t, string(j.Payload)).(map[string]any)
	}
	if len(all) != n {
		t.Errorf("%d tasks: %v", len(all), slices.Sorted(maps.Keys(all)))
	}
	return all
}

func decoded(t *testing.T, text string) (v any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return v
}

// same compares members of a payload with the values of their kinds.
func same(t *testing.T, task string, payload map[string]any, kinds ...string) {
	t.Helper()
	for _, kind := range kinds {
		if got, want := payload["m_"+kind], decoded(t, values[kind]); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %s is %v, want %v", task, kind, got, want)
		}
	}
	if len(payload) != len(kinds) {
		t.Errorf("%s: %d members, want %d: %v", task, len(payload), len(kinds), payload)
	}
}

func TestBindings(t *testing.T) {
	kinds := slices.Sorted(maps.Keys(values))
	open := slices.DeleteFunc(slices.Clone(kinds), func(k string) bool { return k == "secret" })
	t.Run("B97 values of every kind", func(t *testing.T) {
		got := started(t, "?q_str=text&q_i64=9007199254740993&q_idef=8&q_sdef=y", body("ro"), 201, 18)
		for _, task := range []string{"RequestRequired", "RequestOptional", "RequestStrict"} {
			same(t, task, got[task], kinds...)
		}
		for _, task := range []string{"ResponseRequired", "ResponseOptional", "ResponseStrict"} {
			same(t, task, got[task], open...)
		}
		same(t, "Path", got["Path"], order...)
		same(t, "Header", got["Header"], order...)
		same(t, "Query", got["Query"], "str", "i64", "idef", "sdef")
		want := `{"m_i32":-7,"m_uuid":"5f0c6a52-3d0f-4a56-9a0f-2f6b1c7e8d34","m_idef":3,"m_sdef":"x"}`
		if !reflect.DeepEqual(any(got["RHeader"]), decoded(t, want)) {
			t.Errorf("RHeader: %v", got["RHeader"])
		}
		for task, want := range map[string]string{
			"NestedRequest": `{"a":"n","b":2,"c":"n","d":5}`, "NestedResponse": `{"a":"n","b":2,"c":"n","d":5}`,
			"ConstReq": `{"m_str":"x","m_i32":1,"m_i64":2,"m_num":1.5,"m_bool":true,"m_enum":"red","m_aenum":"blue","m_strn":"x","m_idef":7,"m_booln":true}`,
			"ConstOpt": `{"m_str":"x","m_i32":1,"m_i64":2,"m_num":1.5,"m_bool":true,"m_enum":"red","m_aenum":"blue","m_strn":"x","m_idef":7,"m_booln":true}`,
			"Status":   `{"a":201,"b":201,"m":"POST","n":"POST","d":201}`,
		} {
			if !reflect.DeepEqual(any(got[task]), decoded(t, want)) {
				t.Errorf("%s: %v", task, got[task])
			}
		}
		if whole := got["WholeRequest"]["w"]; !reflect.DeepEqual(whole, decoded(t, body("ro"))) {
			t.Errorf("the whole body: %v", whole)
		}
		if texts := got["Texts"]; texts["m_uuid"] != strings.Trim(values["uuid"], `"`) || texts["m_dur"] != "PT1H" || texts["m_enum"] != "red" {
			t.Errorf("texts: %v", texts)
		}
	})
	t.Run("B97 what is absent stays so, null where it must be there", func(t *testing.T) {
		text := strings.NewReplacer(values["strn"], "null").Replace(`{"r_strn":`+values["strn"]+`,`) + body("r", "r_strn")[1:]
		got := started(t, "", text, 201, 18)
		if want := decoded(t, `{"m_idef":3,"m_sdef":"x"}`); !reflect.DeepEqual(any(got["RequestOptional"]), want) {
			t.Errorf("nothing but defaults: %v", got["RequestOptional"])
		}
		if v, there := got["RequestStrict"]["m_strn"]; !there || v != nil {
			t.Errorf("a null: %v %v", v, there)
		}
		if v, there := got["RequestRequired"]["m_strn"]; there {
			t.Errorf("a null for an optional member: %v", v)
		}
	})
	t.Run("B97 a status that the handler chooses", func(t *testing.T) {
		got := started(t, "?q_bool=false", body("ro"), 418, 5)
		if s := got["Status"]; fmt.Sprintf("%v %v %v", s["a"], s["b"], s["d"]) != "418 418 418" {
			t.Errorf("status: %v", s)
		}
	})
}
