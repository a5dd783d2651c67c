package naming

import (
	"fmt"
	"strings"
)

// data names what users do not see: rules, helpers, checks and fills. Each package
// declares those that it uses, under one name everywhere.
func (a *assigner) data() {
	users := a.users()
	for _, r := range a.api.Rules {
		n := "rule" + name(r.Site)
		r.Go.Variable = claim(users[r], r.Site.Word, r.Site.Pos, n, n+r.Type, n+"_"+safe(r.Site.Word))
	}
	for _, h := range a.api.Helpers {
		n := name(h.Site)
		h.Go.Read = claim(users[h], h.Site.Word, h.Site.Pos, "read"+n, "read"+n+"Element")
		h.Go.Append = "append" + strings.TrimPrefix(h.Go.Read, "read")
	}
	for _, c := range a.api.Checks {
		n := name(c.Site)
		c.Go.Variable = claim(users[c], c.Site.Word, c.Site.Pos, "check"+n, "check"+n+"Schema")
		c.Go.Entry = strings.TrimPrefix(c.Go.Variable, "check")
	}
	for _, f := range a.api.Formats {
		n := "format" + Exported(f.Site.Word)
		f.Variable = claim(users[f], f.Key, f.Site.Pos, n, n+string(f.Coding))
	}
	for _, f := range a.api.Fills {
		n := f.Type.Go.Name
		f.Go.Function = a.scope.claim(n, f.Site.Pos, "fill"+n, "fill"+n+"Item", fmt.Sprintf("fill%s_%t", n, f.Item))
	}
}

// users are the scopes of the packages that declare a rule, helper, check or format.
func (a *assigner) users() map[any][]*scope {
	users := map[any][]*scope{}
	for _, p := range a.api.AllPackages() {
		for _, r := range p.Rules {
			users[r] = append(users[r], a.scopes[p])
		}
		for _, h := range p.Helpers {
			users[h] = append(users[h], a.scopes[p])
		}
		for _, c := range p.Checks {
			users[c] = append(users[c], a.scopes[p])
		}
		for _, f := range p.Formats {
			users[f] = append(users[f], a.scopes[p])
		}
	}
	return users
}

// imports names the packages of types in files of others: no file may have another
// use for the name.
func (a *assigner) imports() {
	taken := map[string]bool{}
	for _, n := range locals {
		taken[n] = true
	}
	for _, t := range a.api.Tasks {
		taken[Unexported(t.Go.Method)] = true
	}
	free := func(n string) bool {
		for _, s := range a.scopes {
			if _, clash := s.taken[n]; clash {
				return false
			}
		}
		return !taken[n]
	}
	for _, p := range a.api.Models {
		n := p.Name
		for !free(n) {
			n += "types"
		}
		taken[n] = true
		p.Go.Import = n
	}
}

// locals are names that generated code has for something else: packages that it
// imports, and what it declares in functions and for itself.
var locals = strings.Fields(`
	codec context data embed format hooks http io netip param rest rule runtime schema slog strconv tasks time uuid wire

	a all api at auth b body c credentials ctx d err f form format h i item jobs known media m name next null o ok p payload r
	req res s start status t tag target text v value w x args

	any append bool byte checks error false float32 float64 int int16 int32 int64 int8 len new nil panic string true uint16
	uint32 uint64 uint8

	failDocument schemes taskDefinitions main init`)
