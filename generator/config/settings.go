// Package config decides what specho makes of which document: flags over
// specho.yaml over defaults.
package config

import (
	"path/filepath"
	"reflect"
	"strings"

	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/formats"
)

// Settings are the keys of one document, in specho.yaml and as flags. Paths are
// as the user sees them: relative to the working folder or absolute. The zero
// value of a key says nothing; [Settings.Has] tells it from one that was set.
//
// The tag holds the key, then "path" if the value is a file or a folder, and the
// values allowed. docs/specho.schema.json describes the same keys to editors.
type Settings struct {
	Document string   `key:"document,path"`
	Root     string   `key:"root,path"`
	Remote   []string `key:"allow-remote"`
	Output   string   `key:"output,path"`
	Package  string   `key:"package"`
	Models   string   `key:"models,path"`

	Packages []PackageEntry `key:"packages"`
	Cycles   string         `key:"cycles,refuse,split,merge"`

	Runtime    string `key:"runtime,copy,import"`
	RuntimeDir string `key:"runtime-dir,path"`
	Client     bool   `key:"client"`
	Strict     bool   `key:"strict"`
	Untyped    string `key:"untyped,infer,exact"`
	Integers   string `key:"integers,value,literal"`
	Codecs     string `key:"codecs,both,reachable"`
	Unenforced string `key:"unenforced,refuse,warn"`

	Formats []formats.Format // in specho.yaml only, under formats

	set map[string]diag.Pos // the keys that were set, and where
}

// PackageEntry is an entry of the key packages: the types of some files of the
// document go to a package of their own.
type PackageEntry struct {
	Files string // a file or a pattern, as the user sees it
	Path  string // folder of the package
	Words string // the same, as it was written
	Name  string // its name; "": from the folder
	Pos   diag.Pos
}

// Values of the key runtime.
const (
	Copy   = "copy"   // the output carries a copy of the runtime
	Import = "import" // the output imports github.com/specho/specho/rest
)

// Values of the key untyped.
const (
	Infer = "infer" // a schema without a type gets the one that its keywords are for
	Exact = "exact" // it takes values of every type, as JSON Schema has it
)

// Values of the key integers.
const (
	ByValue = "value"   // 1.0 and 1e2 are integers, as JSON Schema has it
	Literal = "literal" // they are not
)

// Values of the key codecs.
const (
	Both      = "both"      // types are read and written
	Reachable = "reachable" // in the directions in which the operations use them
)

// Values of the key unenforced.
const (
	Refuse = "refuse" // a rule of the document that cannot be checked is an error
	Warn   = "warn"   // it is not checked, with a warning
)

// key is a field of Settings as its tag describes it.
type key struct {
	name    string
	index   int
	path    bool
	allowed []string
}

// keys are all keys, in the order of the struct.
var keys = readKeys()

func readKeys() []key {
	var all []key
	for i, t := 0, reflect.TypeFor[Settings](); i < t.NumField(); i++ {
		tag, tagged := t.Field(i).Tag.Lookup("key")
		if !tagged {
			continue
		}
		parts := strings.Split(tag, ",")
		k := key{name: parts[0], index: i}
		if len(parts) > 1 && parts[1] == "path" {
			k.path = true
		} else {
			k.allowed = parts[1:]
		}
		all = append(all, k)
	}
	return all
}

// keyNamed returns the key of that name.
func keyNamed(name string) (key, bool) {
	for _, k := range keys {
		if k.name == name {
			return k, true
		}
	}
	return key{}, false
}

func keyNames() []string {
	var names []string
	for _, k := range keys {
		names = append(names, k.name)
	}
	return names
}

// field returns the field of s that holds k.
func (k key) field(s *Settings) reflect.Value { return reflect.ValueOf(s).Elem().Field(k.index) }

// Has reports whether a key was set.
func (s *Settings) Has(key string) bool {
	_, has := s.set[key]
	return has
}

// isList reports whether k is a list of texts.
func (k key) isList() bool {
	return reflect.TypeFor[Settings]().Field(k.index).Type == reflect.TypeFor[[]string]()
}

// SetFlag sets a key from the command line: the document is its argument, any
// other key the flag of that name; a list gets one more entry. An error says what is wrong with the value,
// without naming the flag. A Client or Strict takes "true" and "false".
func (s *Settings) SetFlag(name, value string) error {
	k, known := keyNamed(name)
	if !known {
		panic("config: no such key: " + name)
	}
	if k.path {
		value = filepath.FromSlash(value)
	}
	var pos diag.Pos
	if name != "document" {
		pos.File = "--" + name
	}
	return s.assign(k, value, pos)
}

// over returns s, completed by what base sets and s does not.
func (s Settings) over(base Settings) Settings {
	merged := Settings{set: map[string]diag.Pos{}}
	for _, k := range keys {
		from := &base
		if s.Has(k.name) {
			from = &s
		}
		k.field(&merged).Set(k.field(from))
		if pos, has := from.set[k.name]; has {
			merged.set[k.name] = pos
		}
	}
	merged.Formats = mergeFormats(s.Formats, base.Formats)
	return merged
}

// at is where a key was set; for a default it is the place of the whole document.
func (s *Settings) at(key string, whole diag.Pos) diag.Pos {
	if pos, has := s.set[key]; has {
		return pos
	}
	return whole
}
