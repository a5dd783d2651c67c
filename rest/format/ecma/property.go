package ecma

import (
	"strings"
	"unicode"
)

// property resolves what stands in \p{...}, ECMA-262 section 22.2.1.8: a
// general category, a script or a binary property of Unicode.
func property(text string) (Set, bool) {
	name, value, ok := strings.Cut(text, "=")
	if !ok {
		if s, ok := category(name); ok {
			return s, true
		}
		return binary(name)
	}
	switch name {
	case "General_Category", "gc":
		return category(value)
	case "Script", "sc":
		if t := unicode.Scripts[value]; t != nil {
			return tableSet(t), true
		}
		if t := unicode.Scripts[scriptNames[value]]; t != nil {
			return tableSet(t), true
		}
	}
	return nil, false
}

// categoryNames holds the long names of the general categories.
var categoryNames = map[string]string{
	"Cased_Letter": "LC", "Close_Punctuation": "Pe", "Connector_Punctuation": "Pc",
	"Control": "Cc", "cntrl": "Cc", "Currency_Symbol": "Sc", "Dash_Punctuation": "Pd",
	"Decimal_Number": "Nd", "digit": "Nd", "Enclosing_Mark": "Me", "Final_Punctuation": "Pf",
	"Format": "Cf", "Initial_Punctuation": "Pi", "Letter": "L", "Letter_Number": "Nl",
	"Line_Separator": "Zl", "Lowercase_Letter": "Ll", "Mark": "M", "Combining_Mark": "M",
	"Math_Symbol": "Sm", "Modifier_Letter": "Lm", "Modifier_Symbol": "Sk",
	"Nonspacing_Mark": "Mn", "Number": "N", "Open_Punctuation": "Ps", "Other": "C",
	"Other_Letter": "Lo", "Other_Number": "No", "Other_Punctuation": "Po", "Other_Symbol": "So",
	"Paragraph_Separator": "Zp", "Private_Use": "Co", "Punctuation": "P", "punct": "P",
	"Separator": "Z", "Space_Separator": "Zs", "Spacing_Mark": "Mc", "Surrogate": "Cs",
	"Symbol": "S", "Titlecase_Letter": "Lt", "Unassigned": "Cn", "Uppercase_Letter": "Lu",
}

// scriptNames holds short names of scripts that documents use.
var scriptNames = map[string]string{
	"Arab": "Arabic", "Armn": "Armenian", "Beng": "Bengali", "Cyrl": "Cyrillic",
	"Deva": "Devanagari", "Geor": "Georgian", "Grek": "Greek", "Gujr": "Gujarati",
	"Hang": "Hangul", "Hani": "Han", "Hebr": "Hebrew", "Hira": "Hiragana",
	"Kana": "Katakana", "Khmr": "Khmer", "Laoo": "Lao", "Latn": "Latin",
	"Mong": "Mongolian", "Mymr": "Myanmar", "Taml": "Tamil", "Telu": "Telugu",
	"Thai": "Thai", "Tibt": "Tibetan", "Zinh": "Inherited", "Zyyy": "Common",
}

// category gives a general category by its short or long name.
func category(name string) (Set, bool) {
	if short, ok := categoryNames[name]; ok {
		name = short
	}
	assigned := []*unicode.RangeTable{unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z,
		unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs}
	switch name {
	case "LC":
		return tableSet(unicode.Lu, unicode.Ll, unicode.Lt), true
	case "Cn":
		return tableSet(assigned...).Negate(), true
	case "C":
		return tableSet(assigned[:6]...).Negate(), true
	}
	if t := unicode.Categories[name]; t != nil {
		return tableSet(t), true
	}
	return nil, false
}

// binary gives a binary property by its name.
func binary(name string) (Set, bool) {
	switch name {
	case "Any":
		return anySet, true
	case "ASCII":
		return Set{0, 0x7f}, true
	case "Assigned":
		s, _ := category("Cn")
		return s.Negate(), true
	case "Alphabetic", "Alpha":
		return tableSet(unicode.L, unicode.Nl, unicode.Other_Alphabetic), true
	case "Lowercase", "Lower":
		return tableSet(unicode.Ll, unicode.Other_Lowercase), true
	case "Uppercase", "Upper":
		return tableSet(unicode.Lu, unicode.Other_Uppercase), true
	case "space":
		name = "White_Space"
	case "AHex":
		name = "ASCII_Hex_Digit"
	case "Hex":
		name = "Hex_Digit"
	}
	if t := unicode.Properties[name]; t != nil && !strings.HasPrefix(name, "Other_") {
		return tableSet(t), true
	}
	return nil, false
}
