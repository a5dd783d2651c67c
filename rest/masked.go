package rest

import (
	"context"
	"log/slog"
)

// Masked is a handler for package slog that masks each Secret in what it hands on to
// next, at any depth. Values of generated types mask theirs without it, but not a
// slice or map of such values: package slog has no hook for these.
func Masked(next slog.Handler) slog.Handler { return masked{next} }

type masked struct{ next slog.Handler }

func (h masked) Enabled(ctx context.Context, level slog.Level) bool {
	return h.next.Enabled(ctx, level)
}

func (h masked) Handle(ctx context.Context, r slog.Record) error {
	out := slog.NewRecord(r.Time, r.Level, r.Message, r.PC)
	r.Attrs(func(a slog.Attr) bool {
		out.AddAttrs(maskedAttr(a))
		return true
	})
	return h.next.Handle(ctx, out)
}

func (h masked) WithAttrs(attrs []slog.Attr) slog.Handler {
	all := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		all[i] = maskedAttr(a)
	}
	return masked{h.next.WithAttrs(all)}
}

func (h masked) WithGroup(name string) slog.Handler { return masked{h.next.WithGroup(name)} }

// maskedAttr masks what is no plain value. An error stays one: handlers know it.
func maskedAttr(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindAny:
		if _, isError := v.Any().(error); !isError {
			v = LogValue(v.Any())
		}
	case slog.KindGroup:
		group := make([]slog.Attr, len(v.Group()))
		for i, member := range v.Group() {
			group[i] = maskedAttr(member)
		}
		v = slog.GroupValue(group...)
	}
	return slog.Attr{Key: a.Key, Value: v}
}
