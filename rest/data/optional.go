package data

// Opt is a property or parameter that may be absent. Its zero value is absent.
type Opt[T any] struct {
	Value T
	Set   bool
}

// Some returns an Opt that holds v.
func Some[T any](v T) Opt[T] { return Opt[T]{Value: v, Set: true} }

// Get returns the value and whether there is one.
func (o Opt[T]) Get() (T, bool) { return o.Value, o.Set }

// Or returns the value, or other if it is absent.
func (o Opt[T]) Or(other T) T {
	if o.Set {
		return o.Value
	}
	return other
}

// IsZero reports whether o is absent, for the omitzero option of encoding/json.
func (o Opt[T]) IsZero() bool { return !o.Set }

// Null is a required property that may be null. Its zero value is null.
type Null[T any] struct {
	Value T
	Valid bool // Value is not null
}

// NotNull returns a Null that holds v.
func NotNull[T any](v T) Null[T] { return Null[T]{Value: v, Valid: true} }

// Get returns the value and whether it is not null.
func (n Null[T]) Get() (T, bool) { return n.Value, n.Valid }

// Or returns the value, or other if it is null.
func (n Null[T]) Or(other T) T {
	if n.Valid {
		return n.Value
	}
	return other
}

// OptNull is a property with three states: absent, null, or a value. Its zero
// value is absent.
type OptNull[T any] struct {
	Value T
	Set   bool // the property is there
	Valid bool // and is not null
}

// SomeValue returns an OptNull that holds v.
func SomeValue[T any](v T) OptNull[T] { return OptNull[T]{Value: v, Set: true, Valid: true} }

// SomeNull returns an OptNull that is null.
func SomeNull[T any]() OptNull[T] { return OptNull[T]{Set: true} }

// Get returns the value and whether there is one; absent and null have none.
func (o OptNull[T]) Get() (T, bool) { return o.Value, o.Valid }

// Or returns the value, or other if it is absent or null.
func (o OptNull[T]) Or(other T) T {
	if o.Valid {
		return o.Value
	}
	return other
}

// IsNull reports whether the property is there and null.
func (o OptNull[T]) IsNull() bool { return o.Set && !o.Valid }

// IsZero reports whether o is absent, for the omitzero option of encoding/json.
func (o OptNull[T]) IsZero() bool { return !o.Set }
