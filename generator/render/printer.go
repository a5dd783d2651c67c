package render

import (
	"fmt"
	"go/token"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"github.com/specho/specho/generator/model"
	"github.com/specho/specho/generator/naming"
	"github.com/specho/specho/generator/plan"
)

// printer holds what is known while one file is printed: its imports.
type printer struct {
	file    *plan.File
	imports map[string]string // import path to local name
	used    map[string]string // local name to import path
}

// funcs are the functions of the templates. They turn parts of the model into Go
// syntax and decide nothing.
func (p *printer) funcs() template.FuncMap {
	return template.FuncMap{
		"import": p.importPackage, "importAs": p.importAs,
		"goType": p.goType, "declared": p.declared, "home": p.home, "constant": p.constant, "homeConstant": p.homeConstant, "sealed": p.sealed, "wrapper": p.wrapper, "held": p.held, "underlying": p.underlying,
		"contentType": p.contentType, "headerType": p.headerType, "bodyType": p.bodyType,
		"access": access, "nullable": nullable, "after": after, "takesNull": takesNull, "paramAccess": p.paramAccess, "sendAccess": sendAccess,
		"isObject": isObject, "verified": verified, "byPointer": byPointer, "codesItself": codesItself, "listOf": listOf, "elemsOf": elemsOf, "zeroable": zeroable,
		"reader": p.reader, "readsBack": p.readsBack, "appender": p.appender, "adder": adder, "parse": p.parse, "paramReader": paramReader, "coder": p.coder, "formatBy": p.formatBy, "itemParser": p.itemParser, "needsItemParser": needsItemParser,
		"rule": rule, "scalarRule": scalarRule, "listRule": listRule, "listAddr": p.listAddr, "ruleImports": p.ruleImports,
		"present": present, "inner": inner, "convert": p.convert, "setField": p.setField, "appendMember": p.appendMember,
		"comment": comment, "doc": doc, "aliasDoc": aliasDoc, "apiDoc": apiDoc, "fieldDoc": fieldDoc, "handlersDoc": handlersDoc, "operationDoc": operationDoc,
		"paramDoc": paramDoc, "bodyDoc": bodyDoc, "branchDoc": branchDoc, "contentDoc": contentDoc, "variantsDoc": variantsDoc, "variantDoc": variantDoc, "statusDoc": statusDoc,
		"schemeDoc": schemeDoc, "variantRef": p.variantRef,
		"literal": literal, "multiline": multiline, "quoteList": quoteList, "allTags": allTags, "tagged": tagged, "tag": tag, "kinds": p.kinds,
		"canonical": http.CanonicalHeaderKey, "paramIn": paramIn, "paramStyle": paramStyle,
		"memberNames": memberNames, "hasDefaults": hasDefaults, "memberLists": memberLists,
		"security": p.security, "mediaTypes": mediaTypes, "media": p.media, "offers": offers,
		"uniqueBranches": uniqueBranches, "handlersOf": p.handlersOf, "failBody": p.failBody,
		"textFill": p.textFill, "fillStatement": p.fillStatement, "wrapsBody": wrapsBody,
		"headerPresent": p.headerPresent, "headerText": p.headerText, "headerRules": p.headerRules,
		"secretGroup": secretGroup, "secretRequest": secretRequest, "secretContents": secretContents, "secretValue": secretValue,
		"taskDoc": taskDoc, "duration": p.duration, "startAccess": startAccess, "startedType": startedType, "markedType": markedType, "startCases": startCases, "startDefaults": p.startDefaults,
		"binding": p.binding, "taskKey": p.taskKey, "unexported": naming.Unexported,
		"credentials": credentials, "schemeCall": schemeCall,
		"generated": p.generated, "oneLine": oneLine,
		"guarded": guarded, "sentAccess": sentAccess, "sentParam": sentParam, "sentAppender": p.sentAppender, "hookParam": p.hookParam, "sentContent": sentContent,
		"sentBody": sentBody, "formFields": p.formFields, "hasDefault": hasDefault, "answerCase": answerCase, "headerFrom": p.headerFrom,
		"contentFrom": p.contentFrom, "addressPart": p.addressPart, "receiverDoc": receiverDoc, "receiveDoc": receiveDoc, "senderDoc": senderDoc, "sendDoc": sendDoc,
		"stubDoc": stubDoc, "stubReturn": p.stubReturn, "stubStatus": stubStatus,
	}
}

// importPackage records an import and returns its local name. Paths that begin
// with rest are packages of the runtime. A package of types has what it needs of rest
// from rest/data, which knows no server.
func (p *printer) importPackage(path string) string {
	if path == "rest" && p.file.Stubs == nil && p.file.Package != p.file.API.Main {
		path = "rest/data"
	}
	if path == "rest" || strings.HasPrefix(path, "rest/") {
		path = p.file.API.Runtime + strings.TrimPrefix(path, "rest")
	}
	return p.importNamed(path, base(path))
}

// importNamed is importPackage for a package that has the name n.
func (p *printer) importNamed(path, n string) string {
	if n, ok := p.imports[path]; ok {
		return n
	}
	for taken := p.used[n]; taken != ""; taken = p.used[n] {
		n += "pkg"
	}
	p.imports[path], p.used[n] = n, path
	return n
}

// importOwn is importPackage for a package that may be the user's: what it is called
// is not known, so that it gets a name.
func (p *printer) importOwn(path string) string {
	if !p.own(path) {
		return p.importPackage(path)
	}
	name := strings.Map(func(r rune) rune {
		if r == '_' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(base(path)))
	if !token.IsIdentifier(name) || locals[name] || len(name) < 3 {
		name = "own" + name
	}
	return p.importNamed(path, name)
}

// locals are names that generated functions give to their own variables.
var locals = map[string]bool{
	"body": true, "checks": true, "err": true, "f": true, "form": true, "item": true, "known": true, "media": true, "next": true,
	"null": true, "req": true, "res": true, "start": true, "text": true, "value": true, "name": true, "string": true,
}

// own reports whether a path is that of a format's Go type or function.
func (p *printer) own(path string) bool {
	return slices.ContainsFunc(p.file.API.Formats, func(f *model.Format) bool {
		return f.Parse.Import == path || f.Write.Import == path || f.Go.Import == path && f.Layout == "" && f.Digits == 0
	})
}

// formatBy is the expression that makes a format.
func (p *printer) formatBy(f *model.Format) string {
	codec := p.importPackage("rest/codec")
	switch {
	case f.Layout != "" && f.Go.Name == "Date":
		return fmt.Sprintf("%s.DateBy(%q)", codec, f.Layout)
	case f.Layout != "":
		return fmt.Sprintf("%s.DateTimeBy(%q)", codec, f.Layout)
	case f.Digits > 0:
		return fmt.Sprintf("%s.DateTimeDigits(%d)", codec, f.Digits-1)
	case f.Parse.Name == "":
		return fmt.Sprintf("%s.%sOf[%s.%s](%q)", codec, f.Coding, p.importOwn(f.Go.Import), f.Go.Name, f.Name)
	}
	typ := p.importOwn(f.Go.Import) + "." + f.Go.Name
	write := typ + "." + f.Write.Name
	if f.Write.Import != "" {
		write = p.importOwn(f.Write.Import) + "." + f.Write.Name
	}
	return fmt.Sprintf("%s.%sBy[%s](%q, %s.%s, %s)", codec, f.Coding, typ, f.Name, p.importOwn(f.Parse.Import), f.Parse.Name, write)
}

// importAs records an import under a name of its own, "_" for its effects.
func (p *printer) importAs(name, path string) string {
	p.imports[path] = name
	return ""
}

// literal prints a text as the shortest readable Go string.
func literal(s string) string {
	if strconv.CanBackquote(s) && plain(s) && strings.Contains(s, `"`) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// multiline prints a long text as a raw string where it can be one.
func multiline(s string) string {
	if strings.Contains(s, "`") || !plain(s) {
		lines := strings.SplitAfter(s, "\n")
		for i, l := range lines {
			lines[i] = strconv.Quote(l)
		}
		return strings.Join(lines, " +\n")
	}
	return "`" + s + "`"
}

// plain reports whether a text looks like what it is: control characters, and those
// that change the order of a line, are escaped in generated code.
func plain(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && r != '\t' && !strconv.IsPrint(r) })
}

func quoteList(l []string) string {
	q := make([]string, len(l))
	for i, s := range l {
		q[i] = strconv.Quote(s)
	}
	return strings.Join(q, ", ")
}

func allTags(t *model.Type) string {
	var all []string
	for _, v := range t.Variants {
		all = append(all, v.Tags...)
	}
	return quoteList(all)
}

// Tagged is a variant that the discriminator of its union has told.
type Tagged struct {
	Type    *model.Type
	Variant *model.Variant
}

func tagged(t *model.Type, v *model.Variant) Tagged { return Tagged{t, v} }

func (p *printer) kinds(names []string) string {
	if len(names) == 0 {
		return "0"
	}
	k := make([]string, len(names))
	for i, n := range names {
		k[i] = p.importPackage("rest/codec") + ".Kind" + n
	}
	return strings.Join(k, "|")
}

// tag is the struct tag of a field: for readers and tools, the codecs are generated.
func tag(f *model.Field) string {
	opt := ""
	switch f.Presence {
	case model.Optional, model.OptNull, model.Pointer, model.NilGone:
		opt = ",omitzero"
	}
	name := f.Name
	if strings.ContainsAny(name, "`\",\\") || name != strings.TrimSpace(name) || name == "" || name == "-" || !strconv.CanBackquote(name) {
		return ""
	}
	return fmt.Sprintf("`json:%q`", name+opt)
}
