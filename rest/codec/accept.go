package codec

import "github.com/specho/specho/rest/rule"

// The functions of this file say quickly that a value meets a rule. They may
// fail to say so: then the rule's own Check decides, and words the fault.

// acceptText tells that s meets r. A character has one to four bytes, so the
// number of bytes mostly settles the length.
func acceptText(r *rule.String, s string) bool {
	n := len(s)
	if n > r.MaxLength && (r.MaxLength > 0 || r.Empty) || n < 4*r.MinLength-3 {
		return false
	}
	return (r.Pattern == nil || r.Pattern.Match(s)) && (r.Is == nil || r.Is(s))
}

// acceptNumber tells that v meets r.
func acceptNumber[T int64 | uint64 | float64](r *rule.Number[T], v T) bool {
	b := r.Bounds
	return (b&rule.Minimum == 0 || v >= r.Minimum) && (b&rule.Maximum == 0 || v <= r.Maximum) &&
		(b&rule.ExclusiveMinimum == 0 || v > r.ExclusiveMinimum) &&
		(b&rule.ExclusiveMaximum == 0 || v < r.ExclusiveMaximum) && r.MultipleOf == nil
}
