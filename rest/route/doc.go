// Package route finds the operation that a request is for, by the path
// templates of an OpenAPI document (Paths Object: "/files/{id}:verb",
// "/{a}.{b}").
//
// It works on the path as it was sent, still percent-encoded, so that an
// encoded slash stays inside of its value. Values are handed on encoded; the
// reader of the parameter decodes them.
//
// The rules:
//
//   - A literal segment beats a segment with parameters, from left to right; of
//     two segments with parameters, the one with more literal text is tried
//     first. A choice that leads nowhere is taken back.
//   - A template that fits but has not the method is passed over: the next
//     template that fits is asked. HEAD is served by GET where only that is
//     declared.
//   - A parameter takes one character at least, and within a segment the
//     shortest text that lets the rest of it fit.
//   - A trailing slash counts, and "." and ".." are ordinary segments.
//   - Literals are compared decoded (RFC 3986 section 6.2.2). Beside a
//     parameter, an encoded delimiter is data, not the literal: "%3Adelete"
//     never is ":delete" after a parameter.
package route
