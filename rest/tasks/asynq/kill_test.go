package asynq

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/tasks"
	"github.com/specho/specho/rest/tasks/durable"
	"github.com/specho/specho/rest/tasks/durable/durabletest"
)

func TestMain(m *testing.M) {
	code, played := durabletest.Main(serveOrders, workOrders)
	if !played {
		code = m.Run()
	}
	os.Exit(code)
}

// orderTask has time enough for slow machines: an attempt that fails would be given up.
var orderTask = &tasks.Definition{Name: "order", Delivery: tasks.Durable, Timeout: 10 * time.Second}

func orderOptions() Options {
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	return Options{Options: durable.Options{Logger: log}, Poll: 20 * time.Millisecond, Workers: map[string]int{"default": 100}}
}

// serveOrders submits tasks, a few at the same time, and notes how far it has come:
// it goes on there where a process before it was killed.
func serveOrders(ctx context.Context, from, to int) error {
	notes := server(killDB).MakeRedisClient().(*redis.Client)
	defer notes.Close()
	c, err := NewClient(server(killDB), orderOptions())
	if err != nil {
		return err
	}
	defer c.Close()
	const clients = 4
	errs := make([]error, clients)
	var all sync.WaitGroup
	for i := range clients {
		all.Go(func() { errs[i] = serveSome(ctx, notes, c, from, to, i, clients) })
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func serveSome(ctx context.Context, notes *redis.Client, c *Client, from, to, offset, step int) error {
	progress := fmt.Sprint("progress:", offset)
	last, err := notes.Get(ctx, progress).Int()
	if err != nil && err != redis.Nil {
		return err
	}
	for n := max(last, from); n < to; n++ {
		if n%step != offset {
			continue
		}
		v := int64(n)
		job, err := tasks.New(orderTask, &v, codec.ElemInt64, fmt.Sprint("order-", n))
		if err != nil {
			return err
		}
		if err := c.Submit(ctx, job); err != nil {
			return fmt.Errorf("order %d: %w", n, err)
		}
		if err := notes.Set(ctx, progress, n, 0).Err(); err != nil { // this one was accepted
			return err
		}
	}
	return nil
}

// workOrders notes each run.
func workOrders(ctx context.Context) error {
	notes := server(killDB).MakeRedisClient().(*redis.Client)
	defer notes.Close()
	r, err := New(server(killDB), []tasks.Handler{tasks.Handle(orderTask, codec.ItemInt64, func(ctx context.Context, n int64) error {
		info, _ := tasks.Current(ctx)
		err := notes.RPush(ctx, "runs", fmt.Sprint(n, " ", info.Key)).Err()
		time.Sleep(time.Duration(n%7) * time.Millisecond)
		return err
	})}, orderOptions())
	if err != nil {
		return err
	}
	if err := r.Start(ctx); err != nil {
		return err
	}
	<-ctx.Done()
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if left := r.Drain(end); len(left) > 0 {
		return fmt.Errorf("left %v", left)
	}
	return nil
}

// orders is what the test looks at.
type orders struct {
	*redis.Client
	orphans map[string]bool // job and end of its lease: an attempt
}

// TestKill: whatever is killed, and whenever, each task that was submitted runs, and
// it runs twice only if it was in flight when its worker was killed: begun, and not
// yet noted as done.
func TestKill(t *testing.T) {
	o := &orders{emptied(t, killDB), map[string]bool{}}
	cast := &durabletest.Cast{T: t, Orphans: func() { o.note(t) }}
	rounds := durabletest.Rounds(t)
	twice := 0
	for round := range rounds {
		cast.Round(round*durabletest.Tasks, (round+1)*durabletest.Tasks)
		if round%5 == 4 || round == rounds-1 {
			o.settle(t, cast)
			twice = o.check(t, (round+1)*durabletest.Tasks)
		}
	}
	t.Logf("%d rounds: %d tasks, server killed %d times, worker %d times, %d tasks in flight then, %d ran twice",
		rounds, rounds*durabletest.Tasks, cast.Kills[durabletest.Server], cast.Kills[durabletest.Worker], len(o.orphans), twice)
}

// note keeps what was in flight, when Redis has read what the worker had sent.
func (o *orders) note(t *testing.T) {
	time.Sleep(50 * time.Millisecond)
	leases, err := o.ZRangeWithScores(context.Background(), "asynq:{default}:lease", 0, -1).Result()
	if err != nil {
		t.Fatal(err)
	}
	for _, z := range leases {
		o.orphans[fmt.Sprint(z.Member, z.Score)] = true
	}
}

// settle waits until all tasks have run. The lease of an attempt ends 30 s after its
// worker, and what is overdue by 30 s is run again by a worker that starts.
func (o *orders) settle(t *testing.T, cast *durabletest.Cast) {
	t.Helper()
	open := func() (n int64) {
		for _, list := range []string{"lease", "retry", "scheduled"} {
			n += o.ZCard(t.Context(), "asynq:{default}:"+list).Val()
		}
		return n + o.LLen(t.Context(), "asynq:{default}:pending").Val()
	}
	begun := time.Now()
	for restarted := false; open() > 0; time.Sleep(100 * time.Millisecond) {
		if !restarted && time.Since(begun) > 61*time.Second {
			restarted = true
			cast.RestartWorker()
		}
		if time.Since(begun) > 4*time.Minute {
			t.Fatalf("%d tasks have not run", open())
		}
	}
	t.Logf("all done after %s", time.Since(begun).Round(time.Second))
}

// check looks at the first n tasks and tells how many ran twice.
func (o *orders) check(t *testing.T, n int) (twice int) {
	t.Helper()
	all, err := o.LRange(t.Context(), "runs", 0, -1).Result()
	if err != nil {
		t.Fatal(err)
	}
	ran := map[int]int{}
	for _, line := range all {
		number, key, _ := strings.Cut(line, " ")
		i, _ := strconv.Atoi(number)
		if key != "order-"+number {
			t.Errorf("task %s has the key %s", number, key)
		}
		ran[i]++
	}
	lost := 0
	for i := range n {
		if ran[i] == 0 {
			lost++
		}
		twice += max(0, ran[i]-1)
	}
	if lost > 0 || len(ran) != n {
		t.Errorf("%d tasks have run, of %d; %d are lost", len(ran), n, lost)
	}
	if twice > len(o.orphans) {
		t.Errorf("%d tasks ran twice, and %d were in flight", twice, len(o.orphans))
	}
	if dead := o.ZCard(t.Context(), "asynq:{default}:archived").Val(); dead > 0 {
		t.Errorf("%d tasks were given up", dead)
	}
	return twice
}
