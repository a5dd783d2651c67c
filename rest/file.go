package rest

import (
	"bytes"
	"errors"
	"io"
	"net/textproto"
	"os"
	"strings"
	"unicode"
)

// File is a file of a multipart/form-data body. Small files are in memory, larger
// ones in a temporary file that is gone when the exchange ends: read it in the
// handler, not after it.
type File struct {
	Filename    string // base name as the client gave it, without any folder; may be ""
	ContentType string // as the client gave it: not to be trusted; "" if it gave none
	Size        int64  // bytes
	Header      textproto.MIMEHeader

	content io.ReaderAt
	at      int64             // where it starts in content
	reading *io.SectionReader // of Read
}

// Open returns the content from its beginning. Several readers may be open at
// once. Closing is for the caller's convenience; nothing is left behind without.
func (f *File) Open() (io.ReadSeekCloser, error) {
	if f.content == nil {
		return nil, errors.New("open a file that no request brought")
	}
	return struct {
		*io.SectionReader
		io.Closer
	}{f.section(), io.NopCloser(nil)}, nil
}

// Read reads the content once, so that a File is an io.Reader.
func (f *File) Read(b []byte) (int, error) {
	if f.reading == nil {
		if f.content == nil {
			return 0, io.EOF
		}
		f.reading = f.section()
	}
	return f.reading.Read(b)
}

func (f *File) section() *io.SectionReader { return io.NewSectionReader(f.content, f.at, f.Size) }

// baseName drops folders, in the way of any system, and control characters.
func baseName(s string) string {
	s = s[strings.LastIndexAny(s, `/\`)+1:]
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, s)
	if s == "." || s == ".." {
		return ""
	}
	return s
}

// What of a body's files is held in memory.
const (
	memoryPerPart = 64 << 10
	memoryInSum   = 1 << 20
)

// spool keeps the files of one body: in memory while they are small, then one
// after the other in one temporary file.
type spool struct {
	memory int64    // bytes of files in memory
	file   *os.File // nil: none yet
	size   int64    // of file
}

// keep stores r, which begins with what head holds already.
func (s *spool) keep(f *File, head []byte, r io.Reader) error {
	if r == nil && s.memory+int64(len(head)) <= memoryInSum {
		s.memory += int64(len(head))
		f.content, f.Size = bytes.NewReader(head), int64(len(head))
		return nil
	}
	if err := s.create(); err != nil {
		return err
	}
	var all io.Reader = bytes.NewReader(head)
	if r != nil {
		all = io.MultiReader(all, r)
	}
	n, err := io.Copy(s, all)
	f.content, f.at, f.Size = s.file, s.size, n
	s.size += n
	return err
}

// Write appends to the temporary file.
func (s *spool) Write(b []byte) (int, error) {
	n, err := s.file.Write(b)
	if err != nil {
		err = &spoolError{err}
	}
	return n, err
}

func (s *spool) create() error {
	if s.file != nil {
		return nil
	}
	f, err := os.CreateTemp("", "upload-*")
	if err != nil {
		return &spoolError{err}
	}
	s.file = f
	return nil
}

// remove ends the files. A name that is left over is no reason to fail a request
// that was answered.
func (s *spool) remove() {
	if s.file == nil {
		return
	}
	s.file.Close()
	os.Remove(s.file.Name())
	s.file = nil
}

// spoolError is the server's trouble, not the client's: 500.
type spoolError struct{ err error }

func (e *spoolError) Error() string { return "keep upload: " + e.err.Error() }
func (e *spoolError) Unwrap() error { return e.err }
