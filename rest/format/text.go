package format

import "fmt"

// unmarshal sets *v to what parse makes of b. The text itself stays out of the
// error: it may be a secret and it may be long.
func unmarshal[T any](v *T, b []byte, name string, parse func(string) (T, bool)) error {
	x, ok := parse(string(b))
	if !ok {
		return fmt.Errorf("reading %s: not a valid %s", name, name)
	}
	*v = x
	return nil
}
