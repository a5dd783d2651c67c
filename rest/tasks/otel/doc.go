// Package otel tells OpenTelemetry of background tasks: spans of their attempts,
// linked to the requests that have started them, counters and times of what happens to
// them, and the depth of queues.
//
//	meter, err := otel.NewMeter(nil)
//	runner, err := tasks.NewMemory(handlers, tasks.Options{Tracer: otel.NewTracer(nil, nil), OnEvent: meter.Event})
//	err = meter.Observe(runner)
//
// It is a module of its own: servers that do without have none of its libraries.
package otel
