package rule

import (
	"strconv"
	"unicode/utf8"
)

// String holds the constraints of a string, or of the text of a value that
// travels as one. Lengths count characters (JSON Schema Validation 6.3), which
// are Unicode code points.
type String struct {
	MinLength int
	MaxLength int  // 0 means no limit
	Empty     bool // maxLength is 0
	Pattern   *Pattern
	Format    string            // name of the format, for the message
	Is        func(string) bool // check of the format, nil for none
	Secret    bool              // the value must not show up in violations
}

// Check gives what is wrong with s. A nil rule accepts everything.
func (r *String) Check(s string) Fault {
	if r == nil {
		return Fault{}
	}
	if !r.fits(s) {
		return r.length(s)
	}
	if r.Pattern != nil && !r.Pattern.Match(s) {
		return r.Pattern.mismatch()
	}
	if r.Is != nil && !r.Is(s) {
		return Format(r.Format)
	}
	return Fault{}
}

// fits checks the length. A character takes one to four bytes, so the number
// of bytes often decides without counting characters.
func (r *String) fits(s string) bool {
	limited := r.MaxLength > 0 || r.Empty
	if (len(s) >= 4*r.MinLength-3 || r.MinLength == 0) && (!limited || len(s) <= r.MaxLength) {
		return true
	}
	if len(s) < r.MinLength || limited && len(s) > 4*r.MaxLength {
		return false
	}
	n := utf8.RuneCountInString(s)
	return n >= r.MinLength && (!limited || n <= r.MaxLength)
}

// length gives the fault of a string that does not fit.
func (r *String) length(s string) Fault {
	if utf8.RuneCountInString(s) < r.MinLength {
		return Fault{
			Type:    "string_too_short",
			Message: "must have at least " + count(r.MinLength, "character", "characters"),
			Context: Context{"min_length": r.MinLength},
		}
	}
	return Fault{
		Type:    "string_too_long",
		Message: "must have at most " + count(r.MaxLength, "character", "characters"),
		Context: Context{"max_length": r.MaxLength},
	}
}

// count gives "1 item" or "3 items".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
