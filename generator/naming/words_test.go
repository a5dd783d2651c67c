package naming

import (
	"strings"
	"testing"
)

// TestLongWordsAreFileNames: a tag of any length becomes a name that file systems take,
// another one for another tag.
func TestLongWordsAreFileNames(t *testing.T) {
	a, b := File(strings.Repeat("word ", 100)+"a"), File(strings.Repeat("word ", 100)+"b")
	if len(a) > 140 || len(b) > 140 || a == b {
		t.Errorf("got %s and %s", a, b)
	}
	if got := File("Pet Store"); got != "pet_store" {
		t.Errorf("got %s", got)
	}
}
