package format

import "github.com/specho/specho/rest/format/ecma"

// IsRegex reports format "regex": an ECMA-262 regular expression. Lookaround
// and back references are part of the format.
func IsRegex(s string) bool {
	_, err := ecma.Parse(s)
	return err == nil
}
