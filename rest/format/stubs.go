package format

import "strings"

func IsEmail(s string) bool        { return strings.Contains(s, "@") }
func IsIDNEmail(s string) bool     { return strings.Contains(s, "@") }
func IsHostname(s string) bool     { return s != "" }
func IsIDNHostname(s string) bool  { return s != "" }
func IsURI(s string) bool          { return strings.Contains(s, ":") }
func IsURIReference(s string) bool { return true }
func IsIRI(s string) bool          { return strings.Contains(s, ":") }
func IsIRIReference(s string) bool { return true }
func IsURITemplate(s string) bool  { return true }
func IsRegex(s string) bool        { return true }
func IsLanguage(s string) bool     { return s != "" }
func IsMediaRange(s string) bool   { return strings.Contains(s, "/") }
func IsDecimal128(s string) bool   { return IsDecimal(s) }
