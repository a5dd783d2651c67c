package packages

import (
	"path"
	"strings"
)

// matches reports whether a pattern stands for a file. In a pattern ** is any number
// of folders, the rest is as in path.Match; one that ends with a slash stands for all
// that is in the folder.
func matches(pattern, file string) bool {
	if strings.HasSuffix(pattern, "/") {
		pattern += "**"
	}
	return matchSteps(strings.Split(pattern, "/"), strings.Split(file, "/"))
}

// matchSteps compares folder by folder. Where it fails behind a **, that one takes a
// folder more: only the last ** has to be tried again, since what stands before it fits
// as early as it can.
func matchSteps(pattern, file []string) bool {
	p, f := 0, 0
	last, taken := -1, 0 // the last **, and where what follows it was tried
	for f < len(file) {
		switch {
		case p < len(pattern) && pattern[p] == "**":
			last, taken = p, f
			p++
		case p < len(pattern) && matchStep(pattern[p], file[f]):
			p++
			f++
		case last >= 0:
			taken++
			p, f = last+1, taken
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == "**" {
		p++
	}
	return p == len(pattern)
}

func matchStep(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}
