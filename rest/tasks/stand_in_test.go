package tasks

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/specho/specho/rest/codec"
)

func TestRecorder(t *testing.T) {
	t.Run("B100 Recorder", func(t *testing.T) {
		mail, audit := &Definition{Name: "mail"}, &Definition{Name: "audit"}
		var r Recorder
		to := "ada@example.org"
		j, err := New(mail, &to, codec.ElemString, "7")
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Submit(t.Context(), Chain(true, j, Job{Task: audit})); err != nil {
			t.Fatal(err)
		}
		if all := r.Jobs(); len(all) != 2 || all[0].Key != "7" || all[1].Task != audit || len(r.Jobs("audit")) != 1 {
			t.Errorf("jobs %+v", all)
		}
		if got, err := Payloads(&r, "mail", codec.ItemString); err != nil || fmt.Sprint(got) != "[ada@example.org]" {
			t.Errorf("payloads %v, %v", got, err)
		}
		if _, err := Payloads(&r, "mail", codec.ItemInt64); err == nil {
			t.Error("a text was read as a number")
		}
		r.Reset()
		r.Refuse = ErrFull
		if err := r.Submit(t.Context(), j); err != ErrFull || len(r.Jobs()) != 1 {
			t.Errorf("error %v, jobs %v", err, r.Jobs())
		}
	})
}

func TestInline(t *testing.T) {
	t.Run("B100 Inline", func(t *testing.T) {
		var got []string
		mail := Handle(&Definition{Name: "mail"}, codec.ItemString, func(ctx context.Context, to string) error {
			info, _ := Current(ctx)
			got = append(got, fmt.Sprint(to, info.ID, info.Attempt))
			return ctx.Err()
		})
		bad := plain("bad", func(context.Context) error { panic("boom") })
		n := NewInline([]Handler{mail, bad})
		to := "ada"
		j, err := New(mail.Task, &to, codec.ElemString, "")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel() // the request is over
		if err := n.Submit(ctx, j); err != nil || fmt.Sprint(got) != "[ada11]" {
			t.Errorf("error %v, ran %v", err, got)
		}
		var p *PanicError
		if err := n.Submit(t.Context(), Chain(true, Job{Task: bad.Task}, j)); !errors.As(err, &p) || len(got) != 1 {
			t.Errorf("error %v, ran %v", err, got)
		}
		if err := n.Submit(t.Context(), Chain(false, Job{Task: bad.Task}, j)); !errors.As(err, &p) || len(got) != 2 {
			t.Errorf("error %v, ran %v", err, got)
		}
		if err := n.Submit(t.Context(), Job{Task: &Definition{Name: "x"}}); err == nil {
			t.Error("an unknown task ran")
		}
	})
}
