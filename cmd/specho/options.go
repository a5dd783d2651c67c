package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/specho/specho/generator/config"
)

// options are what a command line says, for all commands.
type options struct {
	args      []string // the arguments that are no flags
	given     []string // all arguments, as they can be given to generate too
	settings  config.Settings
	config    string
	module    string // of init
	clone     string // of init: folder of specho's source
	json      bool
	verbose   bool
	color     string
	diffLines int
}

// option is one flag of a command.
type option struct {
	short, long string
	value       string // what the help text calls its value; "": a switch
	about       string
	set         func(string) error
	own         bool // of this command alone, not of generate
}

// errHelp says that the user asks for help.
var errHelp = errors.New("help wanted")

// parse reads the arguments of a command. Flags may stand before and behind other
// arguments; "--" ends them. The options are never nil.
func (c *command) parse(args []string) (*options, error) {
	o := &options{color: "auto", diffLines: 200}
	opts := c.flags(o)
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	for _, opt := range opts {
		for _, name := range []string{opt.short, opt.long} {
			switch {
			case name == "":
			case opt.value == "":
				fs.BoolFunc(name, "", opt.recorded(o))
			default:
				fs.Func(name, "", opt.recorded(o))
			}
		}
	}
	for len(args) > 0 {
		if err := fs.Parse(args); err != nil {
			return o, c.flagError(err, opts)
		}
		rest := fs.Args()
		read := len(args) - len(rest)
		if read > 0 && args[read-1] == "--" {
			o.args = append(o.args, rest...)
			break
		}
		if len(rest) == 0 {
			break
		}
		o.args, args = append(o.args, rest[0]), rest[1:]
	}
	return o, nil
}

// flags returns the flags of c, with --help.
func (c *command) flags(o *options) []option {
	var opts []option
	if c.options != nil {
		opts = c.options(o)
	}
	return opts
}

// recorded sets the option and notes it for the command that check proposes.
func (opt option) recorded(o *options) func(string) error {
	return func(value string) error {
		if err := opt.set(value); err != nil {
			return err
		}
		switch {
		case opt.own:
		case opt.value != "":
			o.given = append(o.given, opt.spelled(), quote(value))
		case value == "true":
			o.given = append(o.given, opt.spelled())
		default:
			o.given = append(o.given, opt.spelled()+"="+value)
		}
		return nil
	}
}

// spelled is the option as it is best typed.
func (opt option) spelled() string {
	if opt.short != "" {
		return "-" + opt.short
	}
	return "--" + opt.long
}

// flagError puts an error of package flag into our words.
func (c *command) flagError(err error, opts []option) error {
	if errors.Is(err, flag.ErrHelp) {
		return errHelp
	}
	text := err.Error()
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: -"); ok {
		e := &usageError{fmt.Sprintf("%s has no flag --%s", c.name, name), "run: specho help " + c.name}
		var names []string
		for _, opt := range opts {
			names = append(names, opt.long)
		}
		if near := config.Nearest(name, names); near != "" {
			e.hint = fmt.Sprintf("did you mean --%s?", near)
		}
		return e
	}
	if name, ok := strings.CutPrefix(text, "flag needs an argument: -"); ok {
		return &usageError{fmt.Sprintf("flag %s needs a value", dashed(name)), "run: specho help " + c.name}
	}
	// invalid value "x" for flag -color: why; invalid boolean value "x" for -client: why
	if before, why, ok := strings.Cut(text, ": "); ok {
		name := before[strings.LastIndexByte(before, '-')+1:]
		if i := strings.LastIndex(before, " -"); i >= 0 {
			name = before[i+2:]
		}
		return &usageError{fmt.Sprintf("flag %s: %s", dashed(name), why), ""}
	}
	return &usageError{text, "run: specho help " + c.name}
}

// dashed writes a flag as it is typed.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// documentOptions are the flags of the commands that read documents.
func documentOptions(o *options) []option {
	key := func(name string) func(string) error {
		return func(value string) error { return o.settings.SetFlag(name, value) }
	}
	return []option{
		{short: "o", long: "output", value: "DIR", about: "folder of the generated package (default generated)", set: key("output")},
		{long: "root", value: "DIR", about: "folder that references may lead to files of\n(default: that of the document)", set: key("root")},
		{long: "allow-remote", value: "HOST", about: "let references lead to files of this host, by HTTPS\n(several: repeat it; default: no network)", set: key("allow-remote")},
		{long: "package", value: "NAME", about: "its package name (default: from the folder)", set: key("package")},
		{long: "models", value: "DIR", about: "put the types of schemas into a package of their own\nin this folder (default: with the server)", set: key("models")},
		{long: "cycles", value: "HOW", about: "where packages of types would import each other in\na circle: refuse, split or merge (default refuse)", set: key("cycles")},
		{long: "runtime", value: "copy|import", about: "copy the runtime into your module, or import it\nfrom specho's (default copy)", set: key("runtime")},
		{long: "runtime-dir", value: "DIR", about: "folder of the copied runtime (default DIR/rest)", set: key("runtime-dir")},
		{long: "client", about: "generate a typed client too", set: key("client")},
		{long: "strict", about: "treat warnings as errors", set: key("strict")},
		{long: "untyped", value: "infer|exact", about: "schemas without a type: infer one from their\nkeywords, or take any value (default infer)", set: key("untyped")},
		{long: "integers", value: "HOW", about: "value: 1.0 and 1e2 are integers; literal: they\nare not (default value)", set: key("integers")},
		{long: "codecs", value: "HOW", about: "both: every type is read and written; reachable: as\nthe operations use it (default both)", set: key("codecs")},
		{long: "unenforced", value: "HOW", about: "rules of the document that cannot be checked: refuse\nthem, or warn (default refuse)", set: key("unenforced")},
		{long: "config", value: "FILE", about: "configuration (default specho.yaml, if there is one)", set: text(&o.config)},
		{long: "color", value: "WHEN", about: "colours: auto, always, never (default auto)", set: oneOf(&o.color, "auto", "always", "never"), own: true},
		{long: "json", about: "print problems as JSON, one a line, on stdout", set: truth(&o.json), own: true},
		{short: "v", long: "verbose", about: "print notes, every warning and what was written", set: truth(&o.verbose), own: true},
	}
}

func text(to *string) func(string) error {
	return func(value string) error {
		if value == "" {
			return errors.New("the value is empty")
		}
		*to = value
		return nil
	}
}

func truth(to *bool) func(string) error {
	return func(value string) (err error) {
		if *to, err = strconv.ParseBool(value); err != nil {
			return fmt.Errorf("%q is neither true nor false", value)
		}
		return nil
	}
}

func oneOf(to *string, allowed ...string) func(string) error {
	return func(value string) error {
		for _, a := range allowed {
			if value == a {
				*to = value
				return nil
			}
		}
		return fmt.Errorf("%q is not one of %s", value, strings.Join(allowed, ", "))
	}
}

func count(to *int) func(string) error {
	return func(value string) error {
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			return fmt.Errorf("%q is not a number of lines", value)
		}
		*to = n
		return nil
	}
}

// quote writes an argument as a shell takes it.
func quote(s string) string {
	plain := func(r rune) bool {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("_-./:=@%+,", r)
	}
	if s != "" && strings.TrimFunc(s, plain) == "" && !strings.ContainsFunc(s, func(r rune) bool { return !plain(r) }) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
