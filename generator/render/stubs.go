package render

import (
	"fmt"
	"strings"

	"github.com/specho/specho/generator/model"
)

// knowImports starts with the imports that a file of the user's own has, and keeps
// further ones from names it uses otherwise.
func (p *printer) knowImports() {
	if p.file.Stubs == nil {
		return
	}
	for path, name := range p.file.Stubs.Imports {
		p.imports[path], p.used[name] = name, path
	}
	for _, name := range p.file.Stubs.Taken {
		if p.used[name] == "" {
			p.used[name] = "taken"
		}
	}
}

// generated records an import of the generated package and returns its local name.
func (p *printer) generated() string {
	return p.importNamed(p.file.Stubs.Generated, p.file.API.Main.Name)
}

// packageName is the package of the file.
func (p *printer) packageName() string {
	if p.file.Stubs != nil {
		return p.file.Stubs.Package
	}
	return p.file.Package.Name
}

// stubDoc is the first line of an operation's documentation; the whole of it
// stands in the generated interface.
func stubDoc(o *model.Operation) string {
	text, _, _ := strings.Cut(comment("", operationDoc(o)), "\n")
	return strings.TrimPrefix(text, "// ")
}

// stubStatus says when a branch is the answer.
func stubStatus(u *model.BranchUse) string {
	text := u.Status
	if d := oneLine(u.Branch.Description); d != "" {
		text += ": " + strings.TrimSuffix(d, ".")
	}
	return strings.TrimPrefix(comment("", text), "// ")
}

// stubReturn is the statement that answers with a branch. What the handler has to
// fill in is written as three dots.
func (p *printer) stubReturn(u *model.BranchUse) string {
	b, api := u.Branch, p.generated()
	if b.Error && b.Go.Constructor != "" {
		return fmt.Sprintf("return nil, %s.%s(%s)", api, b.Go.Constructor, strings.Join(constructorArguments(b), ", "))
	}
	var fields []string
	if b.Code == 0 {
		fields = append(fields, "Status: ...")
	}
	if b.Go.Headers != "" {
		fields = append(fields, "Headers: ...")
	}
	for _, c := range b.Contents {
		fields = append(fields, c.Go.Field+": ...")
	}
	if len(u.Asked(true))+len(u.Asked(false)) > 0 {
		fields = append(fields, "Tasks: ...")
	}
	return fmt.Sprintf("return %s.%s{%s}, nil", api, b.Go.Type, strings.Join(fields, ", "))
}

func constructorArguments(b *model.Branch) (args []string) {
	if b.Code == 0 {
		args = append(args, "...")
	}
	switch {
	case fillsText(b):
		args = append(args, `"..."`)
	case len(b.Contents) > 0:
		args = append(args, "...")
	}
	return args
}
