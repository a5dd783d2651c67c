package main

import (
	"bytes"
	"encoding/json"
	"strings"
)

// width is how many characters of JSON stand on one line.
const width = 100

// fold lays JSON out: what fits on a line stands on one, the rest is broken at its
// members. Text that is not JSON stays as it is.
func fold(text string) string {
	var one bytes.Buffer
	if json.Compact(&one, []byte(text)) != nil {
		return text
	}
	var b strings.Builder
	foldValue(&b, one.Bytes(), "", 0)
	return b.String()
}

// foldValue writes compact JSON; before is what stands on its line already.
func foldValue(b *strings.Builder, v []byte, indent string, before int) {
	if len(indent)+before+len(v) <= width || v[0] != '{' && v[0] != '[' {
		b.Write(v)
		return
	}
	b.WriteByte(v[0])
	for i, m := range members(v) {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n" + indent + "  ")
		if m.name != "" {
			b.WriteString(m.name + ": ")
		}
		foldValue(b, m.value, indent+"  ", len(m.name)+2)
	}
	b.WriteString("\n" + indent + string(v[len(v)-1]))
}

// member is a member of an object, or an item of an array without a name.
type member struct {
	name  string // as JSON
	value []byte
}

// members takes an object or array apart, in the order of the text.
func members(v []byte) []member {
	var list []member
	d := json.NewDecoder(bytes.NewReader(v))
	_, _ = d.Token() // it is valid JSON: nothing here fails
	for d.More() {
		var m member
		if v[0] == '{' {
			name, _ := d.Token()
			quoted, _ := json.Marshal(name)
			m.name = string(quoted)
		}
		var raw json.RawMessage
		_ = d.Decode(&raw)
		m.value = raw
		list = append(list, m)
	}
	return list
}
