package output

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestSecondRunTouchesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	tree := Tree{Dir: dir, Files: map[string][]byte{"api.go": goFile("one"), "sub/b.go": goFile("two"), "doc.json": []byte("{}")}}
	if _, err := Write(t.Context(), tree); err != nil {
		t.Fatal(err)
	}
	past := time.Now().Add(-time.Hour).Truncate(time.Second)
	all := []string{"api.go", "sub/b.go", "doc.json", manifestName, "sub", "."}
	for _, name := range all {
		if err := os.Chtimes(filepath.Join(dir, name), past, past); err != nil {
			t.Fatal(err)
		}
	}
	res, err := Write(t.Context(), tree)
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Written)+len(res.Deleted)+len(res.Kept) > 0 {
		t.Errorf("second run reports work: %+v", res)
	}
	for _, name := range all {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || !info.ModTime().Equal(past) {
			t.Errorf("%s was touched (%v)", name, err)
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, manifestName))
	if want := "api.go\ndoc.json\nsub/b.go\n"; err != nil || string(text) != want {
		t.Errorf("manifest %q, want %q (%v)", text, want, err)
	}
}

func TestModeOfReplacedFileIsKept(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "api.go")
	put(t, name, string(goFile("old")))
	if err := os.Chmod(name, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(t.Context(), Tree{Dir: dir, Files: map[string][]byte{"api.go": goFile("new")}}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, want 0640 (%v)", info.Mode(), err)
	}
}

// TestOwnership: what Write does with a file that stands where it wants to write,
// or that it no longer wants.
func TestOwnership(t *testing.T) {
	mine, ours, empty := "package api\n", string(goFile("old")), ""
	tests := []struct {
		about    string
		name     string
		old      string
		listed   bool
		wanted   bool
		wantErr  string
		wantText string // "": deleted
	}{
		{"foreign Go file in the way", "a.go", mine, false, true, "it lacks the line", mine},
		{"listed, header removed, in the way", "a.go", mine, true, true, "it lacks the line", mine},
		{"header, not listed", "a.go", ours, false, true, "", string(goFile("new"))},
		{"licence above the header", "a.go", "// Copyright me\n\n" + ours, false, true, "", string(goFile("new"))},
		{"header in a string below the package clause", "a.go", "package a\n\nconst x = `\n" + Header + "\n`\n", true, true, "it lacks the line", "package a\n\nconst x = `\n" + Header + "\n`\n"},
		{"empty file", "a.go", empty, false, true, "", string(goFile("new"))},
		{"other file, not listed", "a.json", "mine", false, true, "not listed in", "mine"},
		{"other file, listed", "a.json", "old", true, true, "", string(goFile("new"))},
		{"stale", "a.go", ours, true, false, "", ""},
		{"stale, header removed", "a.go", mine, true, false, "", mine},
		{"stale, not listed", "a.go", ours, false, false, "", ours},
		{"stale other file", "a.json", "old", true, false, "", ""},
		{"other file, neither listed nor wanted", "a.json", "mine", false, false, "", "mine"},
	}
	for _, tt := range tests {
		t.Run(tt.about, func(t *testing.T) {
			dir := t.TempDir()
			name := filepath.Join(dir, tt.name)
			put(t, name, tt.old)
			if tt.listed {
				put(t, filepath.Join(dir, manifestName), tt.name+"\n")
			}
			files := map[string][]byte{"other.go": goFile("other")}
			if tt.wanted {
				files[tt.name] = goFile("new")
			}
			_, err := Write(t.Context(), Tree{Dir: dir, Files: files})
			if (err != nil) != (tt.wantErr != "") || err != nil && !strings.Contains(err.Error(), tt.wantErr) {
				t.Fatalf("error %v, want %q", err, tt.wantErr)
			}
			if err != nil && !errors.Is(err, errNotOurs) {
				t.Errorf("error %v is not errNotOurs", err)
			}
			text, err := os.ReadFile(name)
			if gone := errors.Is(err, fs.ErrNotExist); gone != (tt.wantText == "") || string(text) != tt.wantText {
				t.Errorf("file holds %q (gone %v), want %q", text, gone, tt.wantText)
			}
		})
	}
}

func TestLinksAreNotFollowed(t *testing.T) {
	for _, link := range []string{"api.go", "sub"} {
		t.Run(link, func(t *testing.T) {
			base := t.TempDir()
			outside := filepath.Join(base, "outside")
			put(t, filepath.Join(outside, "b.go"), string(goFile("precious")))
			put(t, filepath.Join(base, "precious.go"), string(goFile("precious")))
			dir := filepath.Join(base, "out")
			put(t, filepath.Join(dir, manifestName), "sub/b.go\n")
			target := map[string]string{"api.go": "../precious.go", "sub": "../outside"}[link]
			if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
				t.Skip("no symbolic links here:", err)
			}
			before := snapshot(t, base)
			_, err := Write(t.Context(), Tree{Dir: dir, Files: map[string][]byte{"api.go": goFile("x"), "sub/b.go": goFile("x")}})
			if err == nil || !strings.Contains(err.Error(), "symbolic link") {
				t.Errorf("error %v, want one about the link", err)
			}
			assertState(t, snapshot(t, base), before)

			// Stale files behind a link are not deleted either.
			if link == "sub" {
				if _, err := Write(t.Context(), Tree{Dir: dir, Files: map[string][]byte{"api.go": goFile("x")}}); err != nil {
					t.Fatal(err)
				}
				if _, err := os.Stat(filepath.Join(outside, "b.go")); err != nil {
					t.Error("a file outside was deleted:", err)
				}
			}
		})
	}
}

func TestEscapingNamesAreRefused(t *testing.T) {
	for _, name := range []string{"../x.go", "/x.go", "a/../../x.go", `a\..\x.go`, "", ".", "C:x.go", "a//b.go", manifestName, "x\n.go", ".a.go.specho-new", "sub/.specho-journal"} {
		base := t.TempDir()
		dir := filepath.Join(base, "out")
		if _, err := Write(t.Context(), Tree{Dir: dir, Files: map[string][]byte{name: goFile("x")}}); err == nil {
			t.Errorf("%q was written", name)
		}
		if got := snapshot(t, base); len(got) != 1 {
			t.Errorf("%q left %v behind", name, names(got))
		}
		if name == "" {
			continue
		}
		put(t, filepath.Join(dir, manifestName), name+"\n")
		_, err := Write(t.Context(), Tree{Dir: dir, Files: map[string][]byte{"a.go": goFile("x")}})
		if err == nil && !strings.Contains(name, "\n") {
			t.Errorf("a manifest with %q was accepted", name)
		}
	}
}

func TestTwoFilesForOnePlaceAreRefused(t *testing.T) {
	dir := t.TempDir()
	sub := filepath.Join(dir, "rest")
	one := Tree{Dir: dir, Files: map[string][]byte{"rest/x.go": goFile("a")}}
	for _, trees := range [][]Tree{
		{one, {Dir: sub, Files: map[string][]byte{"x.go": goFile("b")}}},
		{one, {Dir: dir + "/.", Files: map[string][]byte{"y.go": goFile("b")}}},
		{{Dir: dir, Files: map[string][]byte{"Pet.go": goFile("a"), "pet.go": goFile("b")}}},
	} {
		if _, err := Write(t.Context(), trees...); err == nil {
			t.Errorf("%v was written", trees)
		}
	}
}

func TestCancelledWriteLeavesNothing(t *testing.T) {
	base := t.TempDir()
	ctx, cancel := context.WithCancelCause(t.Context())
	interrupt := errors.New("interrupted")
	cancel(interrupt)
	_, err := Write(ctx, Tree{Dir: filepath.Join(base, "a", "b"), Files: map[string][]byte{"x.go": goFile("x")}})
	if !errors.Is(err, interrupt) {
		t.Errorf("error %v, want the interrupt", err)
	}
	if got := snapshot(t, base); len(got) != 1 {
		t.Errorf("left behind: %v", names(got))
	}
}

func TestConcurrentWritersTakeTurns(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			text := strings.Repeat("x", i+1)
			files := map[string][]byte{"a.go": goFile(text), "b/c.go": goFile(text), text + ".go": goFile(text)}
			if _, err := Write(context.Background(), Tree{Dir: dir, Files: files}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	a, _ := os.ReadFile(filepath.Join(dir, "a.go"))
	c, _ := os.ReadFile(filepath.Join(dir, "b", "c.go"))
	if len(a) == 0 || string(a) != string(c) {
		t.Errorf("two runs are mixed:\n%s\n%s", a, c)
	}
	if got := snapshot(t, dir); len(got) != 6 { // ./, a.go, b/, b/c.go, x.go, manifest
		t.Errorf("left behind: %v", names(got))
	}
}

func TestLockPatienceEnds(t *testing.T) {
	defer func(old time.Duration) { lockPatience = old }(lockPatience)
	lockPatience = 50 * time.Millisecond
	dir := t.TempDir()
	unlock, err := lock(t.Context(), dir, exclusive)
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	_, err = Write(t.Context(), Tree{Dir: dir, Files: map[string][]byte{"x.go": goFile("x")}})
	if !errors.Is(err, errBusy) {
		t.Errorf("error %v, want errBusy", err)
	}
}
