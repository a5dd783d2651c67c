package oapi

import (
	"fmt"
	"strings"
	"sync"
	"unicode"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oapi-codegen/oapi-codegen/v2/pkg/codegen"
)

// printing guards oapi-codegen, which keeps its options and document in package
// variables.
var printing sync.Mutex

// printClient runs oapi-codegen. Every call passes a whole configuration, since what one
// call leaves unset is what the call before has set. The result is not formatted
// and its imports are not tidied: both would look at the disk. A panic becomes an
// error.
func printClient(doc *openapi3.T) (text string, err error) {
	printing.Lock()
	defer printing.Unlock()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("oapi-codegen panics: %v", p)
		}
		if err != nil {
			err = fmt.Errorf("%s: %w", operationsOf(doc), err)
		}
	}()
	return codegen.Generate(doc, configuration())
}

func configuration() codegen.Configuration {
	version := "" // else it reads the build information of this program
	return codegen.Configuration{
		PackageName: "client",
		Generate:    codegen.GenerateOptions{Client: true, Models: true}, // models: parameters and names of bodies
		OutputOptions: codegen.OutputOptions{
			SkipFmt: true, SkipPrune: true,
			ClientTypeName: "Client", ResponseTypeSuffix: "Response",
			NameNormalizer: string(codegen.NameNormalizerFunctionToCamelCase),
		},
		NoVCSVersionOverride: &version,
	}
}

// operationsOf names the operation that an error is about, or how many there are.
func operationsOf(doc *openapi3.T) string {
	var names []string
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			names = append(names, method+" "+path)
		}
	}
	if len(names) == 1 {
		return names[0]
	}
	return fmt.Sprintf("one of %d operations", len(names))
}

// goName is what oapi-codegen makes of a name: it is the same name for most.
func goName(name string) string { return codegen.ToCamelCase(name) }

// variableName is the name of the variable for a path parameter.
func variableName(field string) string { return codegen.LowercaseFirstCharacters(goName(field)) }

// printableText is text without what ends a comment or cannot stand in a literal.
func printableText(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' || r == '\u0085' || r == ' ' || r == '\ufeff' || unicode.Is(unicode.Bidi_Control, r)
	}), " ")
}
