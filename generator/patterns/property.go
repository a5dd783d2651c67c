package patterns

import (
	"strings"

	"github.com/specho/specho/rest/format/ecma"
)

// posixSets are the classes of POSIX as the inside of a class of ECMA-262. Those of
// letters and marks are Unicode's (UTS #18, Annex C), so that an expression takes
// what it takes in an engine that knows Unicode; digits are those of ASCII.
var posixSets = map[string]string{
	"alpha":  `\p{Alphabetic}`,
	"lower":  `\p{Lowercase}`,
	"upper":  `\p{Uppercase}`,
	"alnum":  `\p{Alphabetic}\p{Nd}`,
	"punct":  "\\p{P}$+<=>^`|~",
	"graph":  `\p{L}\p{M}\p{N}\p{P}\p{S}\p{Cf}\p{Co}`,
	"print":  `\p{L}\p{M}\p{N}\p{P}\p{S}\p{Cf}\p{Co}\p{Zs}`,
	"digit":  `0-9`,
	"xdigit": `0-9A-Fa-f`,
	"blank":  `\t\p{Zs}`,
	"space":  `\s`,
	"cntrl":  `\p{Cc}`,
	"ascii":  `\u{0}-\u{7f}`,
	"word":   `\p{Alphabetic}\p{M}\p{Nd}\p{Pc}`,
}

// otherSets are further names, of Java and Perl.
var otherSets = map[string]string{
	"all": `\p{Any}`, "ld": `\p{L}\p{Nd}`, "l1": `\u{0}-\u{ff}`, "l&": `\p{LC}`, "inbasiclatin": `\u{0}-\u{7f}`,
	"inlatin1supplement": `\u{80}-\u{ff}`, "control": `\p{Cc}`, "punctuation": `\p{P}`, "letter": `\p{L}`, "white_space": `\s`, "whitespace": `\s`,
	"whitespaces": `\s`, "hexdigit": `0-9A-Fa-f`, "hex_digit": `0-9A-Fa-f`, "titlecase": `\p{Lt}`, "ideographic": `\p{Ideographic}`, "assigned": `\p{Assigned}`,
}

// propertySet gives the inside of a class for the name in \p{...}.
func propertySet(name string) (string, bool) {
	key := strings.NewReplacer("-", "", " ", "").Replace(strings.ToLower(name))
	for _, k := range []string{key, strings.TrimPrefix(key, "is"), strings.TrimPrefix(key, "posix"), strings.ReplaceAll(key, "_", "")} {
		if set, ok := posixSets[k]; ok {
			return set, true
		}
		if set, ok := otherSets[k]; ok {
			return set, true
		}
	}
	for _, n := range []string{name, strings.TrimPrefix(name, "Is")} {
		for _, property := range []string{n, "Script=" + n} {
			if _, err := ecma.Parse(`\p{` + property + `}`); err == nil {
				return `\p{` + property + "}", true
			}
		}
	}
	return "", false
}
