package load

import (
	"slices"
	"strconv"
	"strings"
)

// nearest names up to three members of n that are spelled almost like name.
func nearest(name string, n *Node) string {
	type candidate struct {
		name     string
		distance int
	}
	limit := max(2, len(name)/3)
	var found []candidate
	for i, m := range n.Members {
		if i > 20_000 || len(name) > 200 {
			break
		}
		d := distance(strings.ToLower(name), strings.ToLower(m.Name), limit)
		if d <= limit {
			found = append(found, candidate{m.Name, d})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return a.distance - b.distance })
	var names []string
	for _, c := range found[:min(3, len(found))] {
		names = append(names, strconv.Quote(c.name))
	}
	return strings.Join(names, ", ")
}

// distance is the Levenshtein distance of a and b in bytes; anything above limit
// may be returned as limit+1.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := last
			if a[i] != b[j] {
				cost++
			}
			last = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
