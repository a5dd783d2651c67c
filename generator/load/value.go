package load

import (
	"encoding/json"
	"strings"
)

// JSON returns n as compact JSON text. Members keep their order and numbers
// their literals.
func (n *Node) JSON() string {
	var b strings.Builder
	n.writeJSON(&b)
	return b.String()
}

func (n *Node) writeJSON(b *strings.Builder) {
	switch n.Kind {
	case String:
		b.WriteString(Quote(n.Text))
	case Array:
		b.WriteByte('[')
		for i, m := range n.Items {
			if i > 0 {
				b.WriteByte(',')
			}
			m.writeJSON(b)
		}
		b.WriteByte(']')
	case Object:
		b.WriteByte('{')
		for i, m := range n.Members {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(Quote(m.Name))
			b.WriteByte(':')
			m.writeJSON(b)
		}
		b.WriteByte('}')
	case Null:
		b.WriteString("null")
	default:
		b.WriteString(n.Text)
	}
}

// Quote returns s as a JSON string.
func Quote(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x80 {
			plain = false
			break
		}
	}
	if plain {
		return `"` + s + `"`
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return `""` // strings always encode
	}
	return strings.TrimSuffix(b.String(), "\n")
}
