package normalise_test

import (
	"fmt"
	"github.com/specho/specho/generator/diag"
	"github.com/specho/specho/generator/load"
	"github.com/specho/specho/generator/normalise"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestDumpOne(t *testing.T) {
	for _, f := range filepath.SplitList(os.Getenv("ONE")) {
		start := time.Now()
		root, _ := os.OpenRoot(filepath.Dir(f))
		var l diag.List
		tree, err := load.Document(t.Context(), load.Source{Name: filepath.Base(f), FS: root.FS(), Root: filepath.Base(f)}, &l)
		a := time.Since(start)
		if err == nil {
			d := normalise.Document(t.Context(), tree, &l)
			fmt.Println(f, "ops", len(d.Operations), "files", len(d.Files), a, time.Since(start))
		}
		for _, d := range l.Sorted() {
			fmt.Println(d)
		}
	}
}
