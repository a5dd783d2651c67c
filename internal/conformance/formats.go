package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// registered are formats of OpenAPI that JSON Schema does not have, in the words
// of their registry and independent of the runtime.
var registered = map[string]func(v any) bool{
	"decimal": onText(regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`).MatchString),
	"language": onText(func(s string) bool {
		return language.MatchString(s)
	}),
	"byte": onText(func(s string) bool {
		_, err := base64.StdEncoding.Strict().DecodeString(s)
		return err == nil && !strings.ContainsAny(s, "\r\n")
	}),
	"int32":  within(32),
	"float":  finite(32),
	"double": finite(64),
	"int64":  within(64),
}

var language = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?$`) // what the tester makes

var errFormat = errors.New("not of the format")

func addFormats(c *jsonschema.Compiler) {
	for name, valid := range registered {
		c.RegisterFormat(&jsonschema.Format{Name: name, Validate: func(v any) error {
			if valid(v) {
				return nil
			}
			return errFormat
		}})
	}
}

func onText(valid func(string) bool) func(any) bool {
	return func(v any) bool {
		s, ok := v.(string)
		return !ok || valid(s)
	}
}

// within is a format of integers of so many bits.
func within(bits uint) func(any) bool {
	return func(v any) bool {
		n, ok := v.(json.Number)
		if !ok {
			return true
		}
		r, ok := new(big.Rat).SetString(n.String())
		if !ok || !r.IsInt() {
			return true // a matter of the type
		}
		top := new(big.Int).Lsh(big.NewInt(1), bits-1)
		return r.Num().CmpAbs(top) < 0 || r.Num().Sign() < 0 && r.Num().CmpAbs(top) == 0
	}
}

// finite is a format of numbers that floats of so many bits hold, perhaps rounded.
func finite(bits int) func(any) bool {
	return func(v any) bool {
		n, ok := v.(json.Number)
		if !ok {
			return true
		}
		_, err := strconv.ParseFloat(n.String(), bits)
		return err == nil
	}
}
