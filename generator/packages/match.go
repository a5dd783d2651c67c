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

func matchSteps(pattern, file []string) bool {
	for i, p := range pattern {
		if p == "**" {
			for n := range len(file) - i + 1 {
				if matchSteps(pattern[i+1:], file[i+n:]) {
					return true
				}
			}
			return false
		}
		if i >= len(file) {
			return false
		}
		if ok, err := path.Match(p, file[i]); err != nil || !ok {
			return false
		}
	}
	return len(pattern) == len(file)
}
