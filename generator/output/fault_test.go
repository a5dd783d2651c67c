package output

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

var errDisk = errors.New("no space left on device")

// disk is a disk that fails. It counts the steps that change something, in all
// folders together.
type disk struct {
	failAt int  // the step that fails, from 1; 0: none
	twice  bool // the step after it fails as well
	dead   bool // the process dies at failAt: nothing works from there on

	mu    sync.Mutex
	steps int
}

func (d *disk) open(dir string) (folder, error) {
	f, err := openFolder(dir)
	return faulty{f, d}, err
}

func (d *disk) down() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.dead && d.failAt > 0 && d.steps >= d.failAt
}

func (d *disk) step() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.steps++
	if d.steps == d.failAt || d.twice && d.steps == d.failAt+1 || d.dead && d.steps > d.failAt {
		return errDisk
	}
	return nil
}

// faulty is a folder on a disk that fails.
type faulty struct {
	folder
	disk *disk
}

func (f faulty) Create(name string, data []byte, mode fs.FileMode) error {
	wasDown := f.disk.down()
	if err := f.disk.step(); err != nil {
		if !wasDown { // half of it still reaches the disk
			_ = f.folder.Create(name, data[:len(data)/2], mode)
		}
		return err
	}
	return f.folder.Create(name, data, mode)
}

func (f faulty) Mkdir(name string) error {
	if err := f.disk.step(); err != nil {
		return err
	}
	return f.folder.Mkdir(name)
}

func (f faulty) Rename(from, to string) error {
	if err := f.disk.step(); err != nil {
		return err
	}
	return f.folder.Rename(from, to)
}

func (f faulty) Remove(name string) error {
	if err := f.disk.step(); err != nil {
		return err
	}
	return f.folder.Remove(name)
}

func (f faulty) Sync(dir string) error {
	if err := f.disk.step(); err != nil {
		return err
	}
	return f.folder.Sync(dir)
}

func (f faulty) ReadDir(name string) ([]fs.DirEntry, error) {
	if f.disk.down() {
		return nil, errDisk
	}
	return f.folder.ReadDir(name)
}

// goFile is a generated file.
func goFile(text string) []byte {
	return []byte(Header + "\n\npackage api\n\n// " + text + "\n")
}

// world sets two folders up in their old state and returns the trees of the new
// one, which replaces, creates and deletes files and folders in both.
func world(t *testing.T) (base string, next []Tree) {
	t.Helper()
	base = t.TempDir()
	a, b := filepath.Join(base, "a"), filepath.Join(base, "b")
	old := []Tree{
		{Dir: a, Files: map[string][]byte{"same.go": goFile("same"), "api.go": goFile("old"), "gone/x.go": goFile("gone"), "doc.yaml": []byte("old")}},
		{Dir: b, Files: map[string][]byte{"rt.go": goFile("old"), "gone.go": goFile("gone")}},
	}
	if _, err := Write(t.Context(), old...); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(a, "mine.go"), "package api\n")
	put(t, filepath.Join(a, "gone", "mine.txt"), "mine\n")
	return base, []Tree{
		{Dir: a, Files: map[string][]byte{"same.go": goFile("same"), "api.go": goFile("new"), "sub/deep/y.go": goFile("new"), "doc.yaml": []byte("new")}},
		{Dir: b, Files: map[string][]byte{"rt.go": goFile("new"), "sub/z.go": goFile("new")}},
	}
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// snapshot reads everything below base, empty folders too.
func snapshot(t *testing.T, base string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(base, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(base, name)
		if d.IsDir() {
			all[rel+"/"] = ""
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 {
			all[rel], err = os.Readlink(name)
			return err
		}
		data, err := os.ReadFile(name)
		all[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func newState(t *testing.T) map[string]string {
	t.Helper()
	base, next := world(t)
	if _, err := Write(t.Context(), next...); err != nil {
		t.Fatal(err)
	}
	return snapshot(t, base)
}

// eachFault runs a Write against a disk that fails at step 1, 2, 3 and so on, until
// a run gets through without meeting the fault.
func eachFault(t *testing.T, fault *disk, after func(t *testing.T, base string, next []Tree, old map[string]string, err error)) {
	t.Helper()
	for n := 1; ; n++ {
		base, next := world(t)
		old := snapshot(t, base)
		d := disk{failAt: n, twice: fault.twice, dead: fault.dead}
		_, err := write(context.Background(), d.open, next)
		if d.steps < n {
			if n < 30 {
				t.Fatalf("only %d steps: the disk is not asked", n)
			}
			return
		}
		after(t, base, next, old, err)
	}
}

func TestFaultLeavesAllOldOrAllNew(t *testing.T) {
	want := newState(t)
	eachFault(t, &disk{}, func(t *testing.T, base string, next []Tree, old map[string]string, err error) {
		got := snapshot(t, base)
		switch {
		case err != nil && !errors.Is(err, errDisk):
			t.Fatalf("error %v hides the reason", err)
		case err != nil && !maps.Equal(got, old):
			t.Fatalf("after %v the folders are not as they were:\n%v", err, names(got))
		case err == nil:
			// The fault hit the tidying up: the new files stand, waste may be left.
			assertCovers(t, got, want)
			if _, err := Write(t.Context(), next...); err != nil {
				t.Fatal(err)
			}
			assertState(t, snapshot(t, base), want)
		}
	})
}

func TestKilledRunIsRecovered(t *testing.T) {
	want := newState(t)
	for _, fault := range []*disk{{dead: true}, {twice: true}} {
		eachFault(t, fault, func(t *testing.T, base string, next []Tree, old map[string]string, _ error) {
			recoverOnly(t, next)
			if got := snapshot(t, base); !maps.Equal(got, old) {
				assertState(t, got, want)
			}
			if _, err := Write(t.Context(), next...); err != nil {
				t.Fatal(err)
			}
			assertState(t, snapshot(t, base), want)
		})
	}
}

// recoverOnly does what the next run does first.
func recoverOnly(t *testing.T, trees []Tree) {
	t.Helper()
	places, release, err := openAll(t.Context(), openFolder, trees)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if err := recoverAll(places); err != nil {
		t.Fatal(err)
	}
	// What no journal speaks of is removed when its place is needed.
	tx := transaction{places: places}
	for _, p := range places {
		changes, err := p.plan(&Result{})
		if err != nil {
			t.Fatal(err)
		}
		tx.changes = append(tx.changes, changes...)
	}
	if err := tx.clearPlaces(); err != nil {
		t.Fatal(err)
	}
}

func assertState(t *testing.T, got, want map[string]string) {
	t.Helper()
	if !maps.Equal(got, want) {
		t.Fatalf("the folders hold\n%v\nwant\n%v", names(got), names(want))
	}
}

func assertCovers(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name, text := range want {
		if got[name] != text {
			t.Fatalf("%s is not new", name)
		}
	}
}

func names(state map[string]string) []string { return slices.Sorted(maps.Keys(state)) }

func TestJournalOfAnotherFolderIsNotFollowed(t *testing.T) {
	base := t.TempDir()
	put(t, filepath.Join(base, "precious", "x.go"), "package x\n")
	out := filepath.Join(base, "out")
	put(t, filepath.Join(out, journalName), "create\t../precious\tx.go\n")
	tree := Tree{Dir: out, Files: map[string][]byte{"api.go": goFile("new")}}
	if _, err := Write(t.Context(), tree); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(base, "precious", "x.go")); err != nil {
		t.Error("a journal reached into another folder:", err)
	}

	put(t, filepath.Join(out, journalName), "create\t.\t../precious/x.go\n")
	if _, err := Write(t.Context(), tree); err == nil {
		t.Error("a journal with a path that leaves the folder was accepted")
	}
}
