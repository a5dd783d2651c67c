package normalise

// mending remembers what was said once.
type mending struct {
	told map[string]bool
}

func (m *mending) init() { m.told = map[string]bool{} }
