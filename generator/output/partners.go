package output

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Left returns the folders that the manifest of dir names as its partners, and whose
// own manifest names dir: what an earlier run wrote there. A Tree for one of them that
// has no files takes away what is left of it.
func Left(dir string) (folders []string) {
	for _, partner := range partners(dir) {
		back := partners(partner)
		if slices.ContainsFunc(back, func(d string) bool { return sameFolder(d, dir) }) {
			folders = append(folders, partner)
		}
	}
	return folders
}

// partners are those that the manifest of a folder names; none if it cannot be read.
func partners(dir string) (folders []string) {
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(data)) {
		if name, isFolder := strings.CutSuffix(strings.TrimRight(line, "\r\n"), "/"); isFolder && !filepath.IsAbs(name) {
			folders = append(folders, filepath.Join(dir, filepath.FromSlash(name)))
		}
	}
	return folders
}

func sameFolder(a, b string) bool {
	absA, errA := filepath.Abs(a)
	absB, errB := filepath.Abs(b)
	return errA == nil && errB == nil && absA == absB
}
