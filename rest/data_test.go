package rest

import "testing"

type kelvin float64

// TestRegisterEncoderInExceptions: what an exception carries is written by it too.
func TestRegisterEncoderInExceptions(t *testing.T) {
	RegisterEncoder(func(k kelvin) any { return map[string]any{"kelvin": float64(k)} })
	e, _ := mount(t, Options{PassUndeclared: true}, free(fails(Raise(400, kelvin(2)))))
	expect(t, call(e, "GET", "/thing", nil), 400, `{"detail":{"kelvin":2}}`)
}
