// Package codec reads and writes JSON for generated types without reflection.
//
// Readers work on a byte slice that is followed by [Pad] zero bytes and pass
// the index of the next byte from call to call; a negative index means that the
// document is not JSON and that everything stops. A value that is JSON but
// breaks the contract is a violation: it is recorded with its byte offset, it is
// skipped, and reading goes on, so that a client learns of all mistakes at once.
// Writers append to a byte slice and cannot fail; a value that JSON cannot carry
// leaves a mark that [Invalid] finds before anything is sent.
//
// The grammar is RFC 8259, read strictly: no invalid UTF-8, no lone surrogates,
// no control characters in strings, no repeated member names, nothing after the
// document, and a bounded depth.
package codec

import (
	"unsafe"

	"github.com/specho/specho/rest/rule"
)

// Pad is how many zero bytes must follow the document in [Decoder.B]. No token
// starts or goes on with a zero byte, so scans need no test for the end.
const Pad = 8

// DefaultDepth is how deep arrays and objects may nest unless
// [Decoder.MaxDepth] says otherwise.
const DefaultDepth = 512

// maxFaults bounds the violations that are kept: a hostile document must not
// turn into a much larger answer.
const maxFaults = 100

// Decoder is the state of reading one document. The zero Decoder is ready for
// [Decoder.Reset]; a Decoder may be reused for one document after another, but
// not by two goroutines at once.
type Decoder struct {
	// B is the document followed by Pad zero bytes. It is never changed.
	B []byte
	// MaxDepth is how deep arrays and objects may nest; 0 means DefaultDepth.
	MaxDepth int

	depth   int
	epoch   uint64 // counts documents
	stacks  []*stack
	work    int // bytes that may still be read again, see spend
	arena   []byte
	scratch []byte // the text of the last string that had escapes
	names   []name // unknown members of the objects that are open
	dropped int    // unknown members so far, whose values no Go value keeps
	faults  []fault
	levels  []level // room for a walk
	failed  int     // violations found, including those beyond maxFaults
	bad     bool
	null    int // after NotNull: the index after that of null, which the next reader takes
	badAt   int
	badMsg  string
}

// fault is a violation before its place is known as a path.
type fault struct {
	at     int    // offset of the value's first byte
	member string // name of a missing member of the object at that offset
	absent bool   // member is set
	secret bool   // the value must not be shown
	rule.Fault
}

// Reset prepares d for the document b[:len(b)-Pad]; the last Pad bytes of b must
// be zero. Strings that were read before stay valid: they never share memory
// with b.
func (d *Decoder) Reset(b []byte) {
	if len(b) < Pad {
		panic("codec: document without padding")
	}
	if d.MaxDepth <= 0 {
		d.MaxDepth = DefaultDepth
	}
	d.B = b
	d.depth = 0
	d.epoch++
	d.work = 64*len(b) + 1<<20
	d.arena = nil
	d.names, d.dropped = d.names[:0], 0
	clear(d.faults)
	d.faults, d.failed = d.faults[:0], 0
	d.bad, d.badAt, d.badMsg = false, 0, ""
	d.null = 0
}

// Document reads a whole document: white space, one value that read reads, and
// nothing after it. It reports whether the document is valid JSON without a
// violation.
func (d *Decoder) Document(read func(d *Decoder, i int) int) bool {
	return d.end(read(d, space(d.B, 0)))
}

// DocumentOf is [Decoder.Document] for a type that reads itself.
func (d *Decoder) DocumentOf(v Value) bool {
	return d.end(v.DecodeJSON(d, space(d.B, 0)))
}

// ReadDocument is [Decoder.Document] for readers in the shape of a generated
// type's method expression, (*T).DecodeJSON.
func ReadDocument[T any](v *T, d *Decoder, read func(v *T, d *Decoder, i int) int) bool {
	return d.end(read(v, d, space(d.B, 0)))
}

func (d *Decoder) end(i int) bool {
	if i >= 0 {
		if i = space(d.B, i); i != len(d.B)-Pad {
			d.Syntax(i, "data after the document")
		}
	}
	return !d.bad && d.failed == 0
}

// Syntax records that the document stops being JSON at byte offset i, and
// returns -1. Only the first syntax error is kept: the others follow from it.
func (d *Decoder) Syntax(i int, msg string) int {
	if !d.bad {
		d.bad, d.badAt, d.badMsg = true, i, msg
	}
	return -1
}

// SyntaxError gives the byte offset and the text of the syntax error, if there
// was one.
func (d *Decoder) SyntaxError() (at int, msg string, bad bool) {
	return min(d.badAt, len(d.B)-Pad), d.badMsg, d.bad
}

// Failed reports whether there was a syntax error or a violation.
func (d *Decoder) Failed() bool { return d.bad || d.failed > 0 }

// Fail records that the value whose first byte is at offset at breaks a rule.
// The zero Fault is ignored. After the first 100 violations the rest is only
// counted.
func (d *Decoder) Fail(at int, f rule.Fault) {
	if f.Type != "" {
		d.record(fault{at: at, Fault: f})
	}
}

// FailSecret is [Decoder.Fail] for a value that must not be shown to anybody.
func (d *Decoder) FailSecret(at int, f rule.Fault) {
	if f.Type != "" {
		d.record(fault{at: at, secret: true, Fault: f})
	}
}

// FailMember records a fault of the member name of the object whose first byte
// is at offset at. The member itself need not be there.
func (d *Decoder) FailMember(at int, name string, f rule.Fault) {
	if f.Type != "" {
		d.record(fault{at: at, member: name, absent: true, Fault: f})
	}
}

// record keeps f unless the same is known already: a reader and a checker of the
// whole schema may both find it.
func (d *Decoder) record(f fault) {
	d.failed++
	if len(d.faults) >= maxFaults {
		return
	}
	for i := range d.faults {
		if x := &d.faults[i]; x.at == f.at && x.Type == f.Type && x.member == f.member && x.Type != "json_duplicate" {
			return
		}
	}
	d.faults = append(d.faults, f)
}

// mistyped records f for the value at i and skips it.
func (d *Decoder) mistyped(i int, f rule.Fault) int {
	if d.takesNull(i) {
		return i + 4
	}
	next := d.Skip(i)
	if next >= 0 {
		d.Fail(i, f)
	}
	return next
}

// enter counts a level of nesting that opens at i.
func (d *Decoder) enter(i int) bool {
	if d.depth++; d.depth > d.MaxDepth {
		d.Syntax(i, "nested too deep")
		return false
	}
	return true
}

// spend pays for reading n bytes a second time. Unions and unique arrays may
// nest, so without a budget a small document could take exponential time.
func (d *Decoder) spend(i, n int) bool {
	if d.work -= n; d.work < 0 {
		d.Syntax(i, "the document takes too much work to check")
		return false
	}
	return true
}

// own copies text into the arena, so that many strings cost one allocation.
func (d *Decoder) own(text []byte) string {
	n, used := len(text), len(d.arena)
	if cap(d.arena)-used < n {
		d.grow(n)
		used = 0
	}
	d.arena = append(d.arena, text...)
	return unsafe.String(unsafe.SliceData(d.arena[used:]), n)
}

// grow starts a new chunk, for the strings of a document of this size, but not
// so large that one string that is kept holds much memory.
func (d *Decoder) grow(n int) {
	d.arena = make([]byte, 0, max(n, min(max(256, len(d.B)/3), len(d.B), 8192)))
}

// view is text as a string that is only valid as long as text is unchanged.
func view(text []byte) string {
	return unsafe.String(unsafe.SliceData(text), len(text))
}
