package data

import (
	"maps"
	"reflect"
	"sync"
	"sync/atomic"
)

// encoders holds what RegisterEncoder was given. It is copied when it changes, so
// that values are written without a lock.
var encoders atomic.Pointer[map[reflect.Type]func(any) any]

var registering sync.Mutex

// RegisterEncoder has free-form values of type T, as in an exception's detail or
// in JSONable, written as what f returns for them: FastAPI's json_encoders. It is
// for start-up: values that are written meanwhile are written in either way.
//
// T is a concrete type; string, bool, int and other predeclared types, and the
// types of generated code, which the document describes, have no need of it. f may
// be called by several goroutines, and must not return its argument.
func RegisterEncoder[T any](f func(T) any) {
	registering.Lock()
	defer registering.Unlock()
	next := map[reflect.Type]func(any) any{}
	if old := encoders.Load(); old != nil {
		next = maps.Clone(*old)
	}
	next[reflect.TypeFor[T]()] = func(v any) any { return f(v.(T)) }
	encoders.Store(&next)
}

// encoded is what a registered encoder makes of v.
func encoded(v any) (any, bool) {
	all := encoders.Load()
	if all == nil || v == nil {
		return nil, false
	}
	if f := (*all)[reflect.TypeOf(v)]; f != nil {
		return f(v), true
	}
	return nil, false
}
