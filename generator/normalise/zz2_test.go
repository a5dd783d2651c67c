package normalise_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"github.com/specho/specho/generator/spec"
)

func TestStats(t *testing.T) {
	for _, f := range filepath.SplitList(os.Getenv("ONE")) {
		doc, _ := open(t, f)
		if doc == nil { continue }
		seen := map[*spec.Schema]bool{}
		var rest, uneval, not, ifs, untyped, prefix, pat, multi, both int
		var walk func(s *spec.Schema)
		walk = func(s *spec.Schema) {
			if s == nil || seen[s] { return }
			seen[s] = true
			if s.Ref != nil { walk(s.Ref); return }
			if len(s.AllOf) > 0 { rest++; if rest < 4 { fmt.Println("   ", s.Pos, show(s)[:min(300,len(show(s)))]) } }
			if s.UnevaluatedProperties != nil { uneval++ }
			if s.Not != nil { not++ }
			if s.If != nil { ifs++ }
			if len(s.PrefixItems) > 0 { prefix++ }
			if len(s.PatternProperties) > 0 { pat++ }
			if s.Types&(s.Types-1) != 0 { multi++ }
			if (len(s.OneOf) > 0 || len(s.AnyOf) > 0) && len(s.Properties) > 0 { both++ }
			if s.Types == 0 && s.Always == nil && len(s.OneOf)+len(s.AnyOf) == 0 { untyped++ }
			for _, l := range [][]*spec.Schema{s.AllOf, s.OneOf, s.AnyOf, s.PrefixItems, {s.Items, s.AdditionalProperties, s.Not, s.If, s.Then, s.Else, s.Contains, s.PropertyNames, s.UnevaluatedProperties}} {
				for _, x := range l { walk(x) }
			}
			for _, p := range s.Properties { walk(p.Schema) }
			for _, p := range s.PatternProperties { walk(p.Schema) }
		}
		for _, s := range doc.Schemas { walk(s) }
		content := func(l []*spec.MediaType) { for _, m := range l { walk(m.Schema); walk(m.ItemSchema) } }
		for _, op := range append(doc.Operations, doc.Webhooks...) {
			for _, p := range op.Parameters { walk(p.Schema) }
			if op.RequestBody != nil { content(op.RequestBody.Content) }
			for _, r := range op.Responses { content(r.Content) }
		}
		fmt.Println(filepath.Base(f), len(seen), "rest", rest, "uneval", uneval, "not", not, "if", ifs, "untyped", untyped, "prefix", prefix, "pattern", pat, "multi", multi, "union+props", both)
	}
}
