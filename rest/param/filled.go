package param

import "github.com/specho/specho/rest/rule"

// Seen tells which members an object parameter had.
type Seen struct {
	names   []string
	members []Member
}

// Has reports whether the member of that index, among the parameter's Members, was there.
func (s *Seen) Has(i int) bool { return i < len(s.names) && hasMember(s.members, s.names[i]) }

// ReadFilled is ReadObject for an object some of whose members have defaults: fill
// sets those that were not there.
func ReadFilled[T any](p *Reader, x *Param, v *T, r *rule.Members, set func(v *T, name, text string) (f rule.Fault, known bool), fill func(v *T, o *Seen)) bool {
	if !ReadObject(p, x, v, r, set) {
		return false
	}
	fill(v, &Seen{names: x.Members, members: p.members})
	return true
}
