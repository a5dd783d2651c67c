package otel

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/specho/specho/rest/tasks"
)

// Meter measures what happens to jobs.
type Meter struct {
	meter  metric.Meter
	events metric.Int64Counter
	wait   metric.Float64Histogram
	run    metric.Float64Histogram
}

// buckets are seconds: from what a task in memory takes to what a mail server may.
var buckets = metric.WithExplicitBucketBoundaries(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300)

// NewMeter returns a Meter whose instruments are of provider; nil stands for
// OpenTelemetry's global one. They are
//   - specho.task.events, by specho.task.event, a word of tasks.Kind
//   - specho.task.wait, how many seconds after it was due an attempt began
//   - specho.task.run, how many seconds an attempt took, by specho.task.event
//
// all by specho.task.name and messaging.destination.name, the queue.
func NewMeter(provider metric.MeterProvider) (*Meter, error) {
	if provider == nil {
		provider = otel.GetMeterProvider()
	}
	m := &Meter{meter: provider.Meter(scope)}
	var err error
	if m.events, err = m.meter.Int64Counter("specho.task.events", metric.WithUnit("{event}"), metric.WithDescription("What has happened to jobs of background tasks.")); err != nil {
		return nil, fmt.Errorf("count events: %w", err)
	}
	if m.wait, err = m.meter.Float64Histogram("specho.task.wait", metric.WithUnit("s"), metric.WithDescription("How long after it was due an attempt began."), buckets); err != nil {
		return nil, fmt.Errorf("measure waiting: %w", err)
	}
	if m.run, err = m.meter.Float64Histogram("specho.task.run", metric.WithUnit("s"), metric.WithDescription("How long an attempt took."), buckets); err != nil {
		return nil, fmt.Errorf("measure running: %w", err)
	}
	return m, nil
}

// Event is for OnEvent of a runner's options.
func (m *Meter) Event(e tasks.Event) {
	ctx := context.Background()
	which := metric.WithAttributeSet(attribute.NewSet(taskKey.String(e.Task.Name), queueKey.String(e.Queue)))
	kind := metric.WithAttributes(eventKey.String(e.Kind.String()))
	m.events.Add(ctx, 1, which, kind)
	switch e.Kind {
	case tasks.Started:
		m.wait.Record(ctx, e.Wait.Seconds(), which)
	case tasks.Succeeded, tasks.Failed:
		m.run.Record(ctx, e.Run.Seconds(), which, kind)
	}
}

// Observe adds specho.task.jobs, how many jobs the queues of runner hold now, by
// specho.task.state: ready, waiting or running.
func (m *Meter) Observe(runner *tasks.Memory) error {
	_, err := m.meter.Int64ObservableGauge("specho.task.jobs", metric.WithUnit("{job}"), metric.WithDescription("Jobs of background tasks by what they wait for."),
		metric.WithInt64Callback(func(_ context.Context, o metric.Int64Observer) error {
			for _, s := range runner.Stats() {
				for state, n := range map[string]int{"ready": s.Ready, "waiting": s.Waiting, "running": s.Running} {
					o.Observe(int64(n), metric.WithAttributes(queueKey.String(s.Name), stateKey.String(state)))
				}
			}
			return nil
		}))
	if err != nil {
		return fmt.Errorf("observe queues: %w", err)
	}
	return nil
}
