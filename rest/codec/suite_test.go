package codec_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/specho/specho/rest/codec"
)

// TestSuite runs the parsing tests of JSONTestSuite: y_ files must be accepted,
// n_ files refused; i_ files may be either.
func TestSuite(t *testing.T) {
	dir := os.Getenv("SUITES")
	if dir == "" {
		t.Skip("SUITES is not set to a folder that holds jsontestsuite")
	}
	files, err := filepath.Glob(filepath.Join(dir, "jsontestsuite", "test_parsing", "*.json"))
	if err != nil || len(files) < 300 {
		t.Fatalf("found %d files: %v", len(files), err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var v codec.Raw
		err = codec.UnmarshalFunc(b, func(d *codec.Decoder, i int) int { return codec.ReadRaw(&v, d, i, nil) })
		switch name := filepath.Base(file); {
		case strings.HasPrefix(name, "y_") && err != nil:
			t.Errorf("%s: %v", name, err)
		case strings.HasPrefix(name, "n_") && err == nil:
			t.Errorf("%s: accepted", name)
		}
	}
}
