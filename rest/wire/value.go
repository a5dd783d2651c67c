package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// value is a parameter as the styles see it: one text, a list of texts, or an
// object whose members are texts or lists of texts.
type value struct {
	kind    kind
	text    string
	items   []string
	members []member
}

type member struct {
	name  string
	texts []string // several where the member is a list
}

type kind uint8

const (
	scalar kind = iota
	list
	object
)

// valueOf takes a Go value apart by its JSON form. Below the members of an object
// and the items of a list, a value is its JSON text.
func valueOf(v any) (value, error) {
	b, err := marshal(v)
	if err != nil {
		return value{}, err
	}
	switch first(b) {
	case '[':
		items, err := items(b)
		return value{kind: list, items: items}, err
	case '{':
		members, err := members(b)
		return value{kind: object, members: members}, err
	}
	text, err := text(b)
	return value{text: text}, err
}

// marshal is json.Marshal without the escapes for HTML.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

func first(b []byte) byte {
	if len(b) == 0 {
		return 0
	}
	return b[0]
}

// text is a JSON string's characters, and any other JSON as it is.
func text(b []byte) (string, error) {
	if first(b) != '"' {
		return string(b), nil
	}
	var s string
	err := json.Unmarshal(b, &s)
	return s, err
}

func items(b []byte) ([]string, error) {
	var raw []json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		return nil, err
	}
	texts := make([]string, len(raw))
	for i, r := range raw {
		t, err := text(r)
		if err != nil {
			return nil, err
		}
		texts[i] = t
	}
	return texts, nil
}

// fields calls f for every member of a JSON object, in the order of the text.
func fields(b []byte, f func(name string, raw json.RawMessage) error) error {
	d := json.NewDecoder(bytes.NewReader(b))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return errors.Join(errors.New("the value is not an object"), err)
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		if err := f(name.(string), raw); err != nil {
			return fmt.Errorf("member %q: %w", name, err)
		}
	}
	return nil
}

// members reads an object. A null is a member that is not sent: texts have none.
func members(b []byte) (all []member, err error) {
	err = fields(b, func(name string, raw json.RawMessage) error {
		switch first(raw) {
		case 'n':
			return nil
		case '[':
			texts, err := items(raw)
			all = append(all, member{name, texts})
			return err
		}
		t, err := text(raw)
		all = append(all, member{name, []string{t}})
		return err
	})
	return all, err
}
