package otel

import (
	"context"
	"errors"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"github.com/specho/specho/rest/tasks"
)

// scope names the instrumentation.
const scope = "github.com/specho/specho/rest/tasks/otel"

// Names of attributes. Those of messaging are OpenTelemetry's conventions.
const (
	systemKey    = attribute.Key("messaging.system")
	operationKey = attribute.Key("messaging.operation.type")
	queueKey     = attribute.Key("messaging.destination.name")
	jobKey       = attribute.Key("messaging.message.id")
	errorKey     = attribute.Key("error.type")
	taskKey      = attribute.Key("specho.task.name")
	attemptKey   = attribute.Key("specho.task.attempt")
	eventKey     = attribute.Key("specho.task.event")
	stateKey     = attribute.Key("specho.task.state")
)

// NewTracer returns a Tracer whose spans go to provider, and which carries the
// identity of a request's span with its jobs in the form of propagator; nil stands for
// OpenTelemetry's global ones.
func NewTracer(provider trace.TracerProvider, propagator propagation.TextMapPropagator) tasks.Tracer {
	if provider == nil {
		provider = otel.GetTracerProvider()
	}
	if propagator == nil {
		propagator = otel.GetTextMapPropagator()
	}
	return &tracer{provider.Tracer(scope), propagator}
}

type tracer struct {
	spans      trace.Tracer
	propagator propagation.TextMapPropagator
}

// Capture implements tasks.Tracer.
func (t *tracer) Capture(ctx context.Context) map[string]string {
	carrier := propagation.MapCarrier{}
	t.propagator.Inject(ctx, carrier)
	if len(carrier) == 0 {
		return nil
	}
	return carrier
}

// Start implements tasks.Tracer. The span begins a trace of its own, which is linked to
// the request's: that is over, and retries may come days after it. Baggage is passed on.
func (t *tracer) Start(ctx context.Context, info tasks.Info) (context.Context, func(error)) {
	ctx = t.propagator.Extract(ctx, propagation.MapCarrier(info.Trace))
	options := []trace.SpanStartOption{
		trace.WithNewRoot(), trace.WithSpanKind(trace.SpanKindConsumer),
		trace.WithAttributes(systemKey.String("specho"), operationKey.String("process"), queueKey.String(info.Task.QueueName()),
			jobKey.String(info.ID), taskKey.String(info.Task.Name), attemptKey.Int(info.Attempt)),
	}
	if from := trace.SpanContextFromContext(ctx); from.IsValid() {
		options = append(options, trace.WithLinks(trace.Link{SpanContext: from}))
	}
	ctx, span := t.spans.Start(ctx, "process "+info.Task.Name, options...)
	return ctx, func(err error) {
		if err != nil {
			var stack []trace.EventOption
			if p, ok := errors.AsType[*tasks.PanicError](err); ok {
				stack = append(stack, trace.WithAttributes(attribute.String("exception.stacktrace", string(p.Stack))))
			}
			span.RecordError(err, stack...)
			span.SetStatus(codes.Error, err.Error())
			span.SetAttributes(errorKey.String(kindOf(err)))
		}
		span.End()
	}
}

// kindOf is one of few words for an error.
func kindOf(err error) string {
	if _, ok := errors.AsType[*tasks.PanicError](err); ok {
		return "panic"
	}
	switch {
	case errors.Is(err, tasks.ErrTimeout) || errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	case errors.Is(err, tasks.ErrStopped):
		return "stopped"
	}
	return "error"
}
