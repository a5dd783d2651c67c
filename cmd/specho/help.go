package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/specho/specho/generator/config"
)

// overview is what "specho help" prints.
func overview() string {
	var b strings.Builder
	b.WriteString("specho writes a typed Echo server in Go from an OpenAPI document.\n\nUsage:\n\n\tspecho <command> [flags] [arguments]\n\nCommands:\n\n")
	table(&b, func(c command) bool { return c.run != nil })
	b.WriteString("\nMore help, with \"specho help <topic>\":\n\n")
	table(&b, func(c command) bool { return c.run == nil })
	b.WriteString(`
A first run, without and with a document:

	specho init shop && cd shop && make run
	specho generate openapi.yaml -o generated

Exit codes: 0 done, or nothing to do; 1 the document has problems, or check found
a difference; 2 specho cannot run (usage, configuration, files); 3 a bug of specho.
`)
	return b.String()
}

func table(b *strings.Builder, wanted func(command) bool) {
	for _, c := range commands() {
		if wanted(c) {
			fmt.Fprintf(b, "\t%-10s %s\n", c.name, c.about)
		}
	}
}

// help is the help text of one command.
func (c *command) help() string {
	var b strings.Builder
	if c.run != nil {
		fmt.Fprintf(&b, "Usage:\n\n\tspecho %s\n\n", strings.TrimSpace(c.name+" "+c.args))
	}
	b.WriteString(strings.TrimSpace(c.text) + "\n")
	if opts := c.flags(&options{}); len(opts) > 0 {
		b.WriteString("\nFlags:\n\n")
		for _, opt := range opts {
			b.WriteString(opt.help())
		}
	}
	if c.example != "" {
		b.WriteString("\nExamples:\n\n")
		for line := range strings.Lines(strings.Trim(c.example, "\n")) {
			if line != "\n" {
				b.WriteString("\t")
			}
			b.WriteString(line)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// help is the entry of a flag in a help text; further lines are indented.
func (opt option) help() string {
	name := "    --" + opt.long
	if opt.short != "" {
		name = "-" + opt.short + ", --" + opt.long
	}
	if opt.value != "" {
		name += " " + opt.value
	}
	about := strings.ReplaceAll(opt.about, "\n", "\n\t"+strings.Repeat(" ", 27))
	return fmt.Sprintf("\t%-26s %s\n", name, about)
}

func helpCommand() command {
	return command{
		name:  "help",
		args:  "[command or topic]",
		about: "explain a command or a topic",
		text:  "help prints what a command does, its flags and examples.",
		run:   (*app).runHelp,
	}
}

func (a *app) runHelp(_ context.Context, o *options) error {
	if len(o.args) == 0 {
		fmt.Fprint(a.stdout, overview())
		return nil
	}
	if len(o.args) > 1 {
		return &usageError{"help explains one command at a time", ""}
	}
	var names []string
	for _, c := range commands() {
		if c.name == o.args[0] {
			fmt.Fprint(a.stdout, c.help())
			return nil
		}
		names = append(names, c.name)
	}
	e := &usageError{fmt.Sprintf("there is no help about %q", o.args[0]), "run: specho help"}
	if near := config.Nearest(o.args[0], names); near != "" {
		e.hint = "did you mean: specho help " + near
	}
	return e
}

func configTopic() command {
	return command{
		name:  "config",
		about: "the file specho.yaml",
		text: `specho.yaml says what to make of which document, so that "specho generate" and
"specho check" need no arguments. It is read from the working folder, or from where
--config points to. Its paths are relative to its own folder. Flags win over the
file, the file over the defaults; unknown keys are refused.

Keys:

	document     the OpenAPI document, YAML or JSON (openapi.yaml)
	root         folder that references may lead to files of (that of the document)
	allow-remote list of hosts that references may lead to, read by HTTPS (no network)
	output       folder of the generated package (generated)
	package      its package name (from the folder)
	models       folder of a package of their own for the types of schemas
	packages     folders of packages for the types of files of the document
	cycles       packages of types that would import each other in a circle: refuse,
	             split (types move to a package that they share) or merge (refuse)
	runtime      copy: put the runtime into your module; import: use the one of
	             github.com/specho/specho (copy)
	runtime-dir  folder of the copied runtime (rest in the output folder)
	client       generate a typed client too (false)
	strict       treat warnings as errors (false)
	untyped      schemas without a type: infer one from their keywords, or exact: take
	             values of every type, as JSON Schema has it (infer)
	integers     whether 1.0 and 1e2 are integers: by their value they are, as JSON
	             Schema has it; literal: they are not (value)
	codecs       both: every type can be read and written as JSON; reachable: in the
	             directions in which the operations use it, which is less code (both)
	unenforced   rules of the document that cannot be checked: refuse them, or leave
	             them out and warn (refuse)
	formats      what formats are coded by: Go types, functions, layouts (see docs/types.md)

Several documents stand in a list. Each needs a document and an output; the keys
root, allow-remote, cycles, runtime, runtime-dir, client, strict, untyped, integers,
codecs, unenforced and formats beside the list are defaults of its entries.
They share one copy of the runtime, in internal/rest beside specho.yaml.

For completion in editors put this line on top of the file:

	# yaml-language-server: $schema=https://raw.githubusercontent.com/specho/specho/main/docs/specho.schema.json`,
		example: `
document: api/openapi.yaml
output: internal/api
client: true

documents:
  - {document: shop.yaml, output: internal/shop}
  - {document: admin.yaml, output: internal/admin, strict: true}
runtime-dir: internal/rest

packages:
  schemas/common.yaml: internal/common
  schemas/billing/: {path: internal/billing/v2, package: billing}`,
	}
}
