package service

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/google/uuid"

	"github.com/specho/specho/generated"
	"github.com/specho/specho/rest/tasks"
)

// listener is who is told of events.
type listener interface {
	publish(context.Context, tourism.Event) error
}

// webhook gets events as CloudEvents (version 1.0, structured mode of HTTP).
type webhook struct {
	url    string
	source string // of the events: where this service is
	client *http.Client
}

// cloudEvent has the attributes that the specification requires, and two more.
type cloudEvent struct {
	Version string    `json:"specversion"`
	ID      uuid.UUID `json:"id"`
	Source  string    `json:"source"`
	Type    string    `json:"type"`
	Subject uuid.UUID `json:"subject"`
	Time    time.Time `json:"time"`
}

func (w webhook) publish(ctx context.Context, e tourism.Event) error {
	kind := "example.specho." + e.Type
	text, err := json.Marshal(cloudEvent{
		Version: "1.0", Source: w.source, Type: kind, Subject: e.Subject, Time: time.Now().UTC(),
		ID: uuid.NewSHA1(e.Subject, []byte(kind)), // an attempt that is repeated tells of the same event
	})
	if err != nil {
		return tasks.Permanent(err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url, bytes.NewReader(text))
	if err != nil {
		return tasks.Permanent(err)
	}
	req.Header.Set("Content-Type", "application/cloudevents+json")
	res, err := w.client.Do(req)
	if err != nil {
		return fmt.Errorf("publish %s: %w", kind, err)
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 1<<16))
	if res.StatusCode >= 300 {
		return fmt.Errorf("publish %s: the answer is %s", kind, res.Status)
	}
	return nil
}

// eventsInLog stands in for a listener.
type eventsInLog struct{ log *slog.Logger }

func (l eventsInLog) publish(ctx context.Context, e tourism.Event) error {
	l.log.InfoContext(ctx, "event", "type", e.Type, "subject", e.Subject)
	return nil
}
