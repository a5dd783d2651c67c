package config

// Nearest returns the word that somebody who typed s has probably meant, "" if
// none is near enough: at most a third of its letters differ.
func Nearest(s string, words []string) string {
	best, bestDistance := "", len(s)/3+1
	for _, w := range words {
		if d := distance(s, w); d < bestDistance || d == bestDistance && best == "" && d <= len(w)/3 {
			best, bestDistance = w, d
		}
	}
	return best
}

// distance counts the letters to add, drop, change or swap with their neighbour
// to get from a to b (the optimal string alignment distance).
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
