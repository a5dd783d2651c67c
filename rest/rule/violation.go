package rule

import "encoding/json"

// Violation is a fault at a place of a request, as FastAPI reports it in the
// "detail" of a 422 answer.
type Violation struct {
	Loc     []any           // "body", "items", 0: strings and ints
	Type    string          // slug, see Fault
	Message string          // see Fault
	Input   json.RawMessage // the value as JSON; nil is not shown
	Context Context
}

// At gives the violation of a fault at a location.
func (f Fault) At(loc []any, input json.RawMessage) Violation {
	return Violation{Loc: loc, Type: f.Type, Message: f.Message, Input: input, Context: f.Context}
}

// AppendJSON writes {"type","loc","msg","input","ctx"}.
func (v *Violation) AppendJSON(b []byte) []byte {
	b = append(b, `{"type":`...)
	b = appendString(b, v.Type)
	b = append(b, `,"loc":[`...)
	for i, at := range v.Loc {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(b, at)
	}
	b = append(b, `],"msg":`...)
	b = appendString(b, v.Message)
	switch {
	case v.Type == "missing":
		b = append(b, `,"input":null`...)
	case v.Input != nil:
		b = append(append(b, `,"input":`...), v.Input...)
	}
	if len(v.Context) > 0 {
		b = appendValue(append(b, `,"ctx":`...), v.Context)
	}
	return append(b, '}')
}

// MarshalJSON gives the JSON of AppendJSON.
func (v Violation) MarshalJSON() ([]byte, error) { return v.AppendJSON(nil), nil }

// Pointer gives the location as an RFC 6901 JSON pointer, "/body/items/0".
func (v *Violation) Pointer() string { return string(v.AppendPointer(nil)) }
