package otel

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/baggage"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"github.com/specho/specho/rest/tasks"
)

var errBroken = errors.New("broken")

// drained runs jobs to their end.
func drained(t *testing.T, m *tasks.Memory) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if left := m.Drain(ctx); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// TestSpans: each attempt has a span in a trace of its own, linked to the request's,
// and the handler is inside of it.
func TestSpans(t *testing.T) {
	seen := tracetest.NewSpanRecorder()
	provider := sdk.NewTracerProvider(sdk.WithSpanProcessor(seen))
	propagator := propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{})
	var inside []trace.SpanContext
	var shop string
	attempts := map[int]func() error{1: func() error { return errBroken }, 2: func() error { panic("boom") }, 3: func() error { return nil }}
	task := &tasks.Definition{Name: "mail", Queue: "post", Retry: tasks.Retry{MaxAttempts: 3, MinDelay: time.Millisecond, MaxDelay: time.Millisecond}}
	h := tasks.HandleEmpty(task, func(ctx context.Context) error {
		info, _ := tasks.Current(ctx)
		inside = append(inside, trace.SpanContextFromContext(ctx))
		shop = baggage.FromContext(ctx).Member("shop").Value()
		return attempts[info.Attempt]()
	})
	m, err := tasks.NewMemory([]tasks.Handler{h}, tasks.Options{Tracer: NewTracer(provider, propagator), Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, request := provider.Tracer("test").Start(t.Context(), "POST /tourists")
	member, err := baggage.NewMember("shop", "lisbon")
	if err != nil {
		t.Fatal(err)
	}
	bag, err := baggage.New(member)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Submit(baggage.ContextWithBaggage(ctx, bag), tasks.Job{Task: task}); err != nil {
		t.Fatal(err)
	}
	request.End()
	drained(t, m)
	var spans []sdk.ReadOnlySpan
	for _, s := range seen.Ended() {
		if s.Name() != "POST /tourists" {
			spans = append(spans, s)
		}
	}
	if len(spans) != 3 || shop != "lisbon" {
		t.Fatalf("%d spans, baggage %q", len(spans), shop)
	}
	for i, s := range spans {
		if s.Name() != "process mail" || s.SpanKind() != trace.SpanKindConsumer || s.Parent().IsValid() || s.SpanContext().TraceID() == request.SpanContext().TraceID() {
			t.Errorf("span %s %s, parent %v", s.Name(), s.SpanKind(), s.Parent())
		}
		if l := s.Links(); len(l) != 1 || l[0].SpanContext.SpanID() != request.SpanContext().SpanID() || l[0].SpanContext.TraceID() != request.SpanContext().TraceID() {
			t.Errorf("links %v", l)
		}
		if !inside[i].Equal(s.SpanContext()) {
			t.Error("the handler is not inside")
		}
		for _, want := range []attribute.KeyValue{queueKey.String("post"), taskKey.String("mail"), attemptKey.Int(i + 1), jobKey.String("1")} {
			if !slices.Contains(s.Attributes(), want) {
				t.Errorf("no attribute %v in %v", want, s.Attributes())
			}
		}
	}
	if s := spans[0]; s.Status().Code != codes.Error || s.Status().Description != "broken" || !slices.Contains(s.Attributes(), errorKey.String("error")) || len(s.Events()) != 1 {
		t.Errorf("failure: %v %v", s.Status(), s.Events())
	}
	if s := spans[1]; !slices.Contains(s.Attributes(), errorKey.String("panic")) || !strings.Contains(fmt.Sprint(s.Events()), "otel_test.go") {
		t.Errorf("panic: %v", s.Events())
	}
	if s := spans[2]; s.Status().Code != codes.Unset {
		t.Errorf("success: %v", s.Status())
	}
}

// TestNoSpan: outside of a trace there is nothing to carry and nothing to link.
func TestNoSpan(t *testing.T) {
	seen := tracetest.NewSpanRecorder()
	tr := NewTracer(sdk.NewTracerProvider(sdk.WithSpanProcessor(seen)), propagation.TraceContext{})
	if m := tr.Capture(t.Context()); m != nil {
		t.Errorf("captured %v", m)
	}
	_, end := tr.Start(t.Context(), tasks.Info{Task: &tasks.Definition{Name: "mail"}})
	end(nil)
	if s := seen.Ended(); len(s) != 1 || len(s[0].Links()) != 0 {
		t.Errorf("spans %v", s)
	}
	if NewTracer(nil, nil).Capture(t.Context()) != nil {
		t.Error("the global propagator carries something")
	}
}

// TestMetrics: events are counted, times measured, queues observed.
func TestMetrics(t *testing.T) {
	reader := metric.NewManualReader()
	meter, err := NewMeter(metric.NewMeterProvider(metric.WithReader(reader)))
	if err != nil {
		t.Fatal(err)
	}
	gate := make(chan struct{})
	good := tasks.HandleEmpty(&tasks.Definition{Name: "good"}, func(context.Context) error { <-gate; return nil })
	bad := tasks.HandleEmpty(&tasks.Definition{Name: "bad"}, func(context.Context) error { return errBroken })
	m, err := tasks.NewMemory([]tasks.Handler{good, bad}, tasks.Options{OnEvent: meter.Event, Logger: slog.New(slog.DiscardHandler), Default: tasks.QueueOptions{Workers: 1, Capacity: 2}})
	if err != nil {
		t.Fatal(err)
	}
	if err := meter.Observe(m); err != nil {
		t.Fatal(err)
	}
	for i, h := range []tasks.Handler{good, good, bad, good} {
		if err := m.Submit(t.Context(), tasks.Job{Task: h.Task}); (err != nil) != (i == 3) {
			t.Fatal(err)
		}
		for i == 0 && m.Stats()[0].Running == 0 {
			time.Sleep(time.Millisecond)
		}
	}
	if got := read(t, reader)["specho.task.jobs"]; got != "default ready=2 default running=1 default waiting=0" {
		t.Errorf("jobs: %s", got)
	}
	close(gate)
	drained(t, m)
	got := read(t, reader)
	for name, want := range map[string]string{
		"specho.task.events": "bad default dead=1 bad default failed=1 bad default started=1 bad default submitted=1 " +
			"good default rejected=1 good default started=2 good default submitted=2 good default succeeded=2",
		"specho.task.wait": "bad default=1 good default=2",
		"specho.task.run":  "bad default failed=1 good default succeeded=2",
		"specho.task.jobs": "default ready=0 default running=0 default waiting=0",
	} {
		if got[name] != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got[name], want)
		}
	}
}

// read gives the figures of instruments by the values of their attributes; of
// histograms the number of measurements.
func read(t *testing.T, reader *metric.ManualReader) map[string]string {
	t.Helper()
	var all metricdata.ResourceMetrics
	if err := reader.Collect(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, m := range all.ScopeMetrics[0].Metrics {
		var lines []string
		add := func(set attribute.Set, n any) {
			values := map[attribute.Key]string{}
			for _, a := range set.ToSlice() {
				values[a.Key] = a.Value.AsString()
			}
			lines = append(lines, strings.Join(strings.Fields(fmt.Sprint(values[taskKey], " ", values[queueKey], " ", values[eventKey], values[stateKey])), " ")+fmt.Sprint("=", n))
		}
		switch d := m.Data.(type) {
		case metricdata.Sum[int64]:
			for _, p := range d.DataPoints {
				add(p.Attributes, p.Value)
			}
		case metricdata.Gauge[int64]:
			for _, p := range d.DataPoints {
				add(p.Attributes, p.Value)
			}
		case metricdata.Histogram[float64]:
			for _, p := range d.DataPoints {
				add(p.Attributes, p.Count)
			}
		}
		slices.Sort(lines)
		got[m.Name] = strings.Join(lines, " ")
	}
	return got
}
