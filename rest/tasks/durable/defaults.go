package durable

import "time"

// Defaults gives each duration that is not above zero the value it is mapped to.
func Defaults(durations map[*time.Duration]time.Duration) {
	for p, d := range durations {
		if *p <= 0 {
			*p = d
		}
	}
}
