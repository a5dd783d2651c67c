package rest

import (
	"context"
	"io"
	"net/http"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/specho/specho/rest/codec"
	"github.com/specho/specho/rest/tasks"
)

// TestOverload has requests start ten times the tasks that the workers can do: every
// answer is as ever, memory stays flat, and each task is accounted for by an event.
func TestOverload(t *testing.T) {
	t.Run("B94 ten times what the workers can do", func(t *testing.T) {
		length := time.Second
		if os.Getenv("LONG") != "" {
			length = time.Minute
		}
		var events [16]atomic.Uint64 // by kind
		o := tasks.Options{Default: tasks.QueueOptions{Workers: 2, Capacity: 100}, OnEvent: func(e tasks.Event) { events[e.Kind].Add(1) }}
		task := &tasks.Definition{Name: "audit"}
		var ran atomic.Uint64
		m := runner(t, o, tasks.Handle(task, codec.ItemInt64, func(context.Context, int64) error {
			time.Sleep(50 * time.Millisecond) // 40 a second
			ran.Add(1)
			return nil
		}))
		e, j := mount(t, Options{Tasks: m}, auditing(task, answers("x")), Endpoint{operation("plain", "GET", "/plain"), answers("x")})
		s := serving(t, Handler(e))
		// A machine that is too slow for ten times as much in that time goes on.
		enough := func(passed time.Duration) bool {
			return passed >= length && (events[tasks.Rejected].Load() > 0 || passed >= time.Minute)
		}
		sent, times, plain, early, late := overload(t, length, enough, s.Client(), s.URL)
		m.Drain(t.Context())
		stats := m.Stats()[0]
		accepted, rejected := events[tasks.Submitted].Load(), events[tasks.Rejected].Load()
		if accepted+rejected != sent || accepted != stats.Accepted || rejected != stats.Rejected || rejected == 0 {
			t.Errorf("%d requests: %d tasks accepted, %d rejected, %+v", sent, accepted, rejected, stats)
		}
		if done := events[tasks.Succeeded].Load(); done != accepted || done != ran.Load() || events[tasks.Started].Load() != done {
			t.Errorf("%d accepted, %d done, %d ran", accepted, done, ran.Load())
		}
		if late > early+2<<20 || j.String() != "" {
			t.Errorf("the heap has grown from %d to %d bytes; log %s", early, late, j)
		}
		t.Logf("%d requests in %v, %.1f times what was run; %d tasks rejected; median answer %v, of an operation without tasks %v; 99 %%: %v, %v; heap %d kB, then %d kB",
			sent, length, float64(sent)/float64(stats.Succeeded), rejected, share(times, 0.5), share(plain, 0.5), share(times, 0.99), share(plain, 0.99), early/1000, late/1000)
	})
}

// overload asks for /thing 480 times a second, less an eighth that goes to /plain, until
// it is enough.
func overload(t *testing.T, length time.Duration, enough func(passed time.Duration) bool, client *http.Client, url string) (sent uint64, times, plain []time.Duration, early, late uint64) {
	var mu sync.Mutex
	ask := func(path string, list *[]time.Duration) {
		begun := time.Now()
		res, err := client.Get(url + path)
		if err != nil {
			t.Error(err)
			return
		}
		defer res.Body.Close()
		if b, err := io.ReadAll(res.Body); err != nil || res.StatusCode != 200 || string(b) != `"x"` {
			t.Errorf("%s: %d %s %v", path, res.StatusCode, b, err)
		}
		mu.Lock()
		defer mu.Unlock()
		*list = append(*list, time.Since(begun))
	}
	const clients = 4
	begun := time.Now()
	var all sync.WaitGroup
	var n atomic.Uint64
	for range clients {
		all.Go(func() {
			slot := 0
			for next := begun; !enough(time.Since(begun)); next = next.Add(clients * time.Second / 480) {
				time.Sleep(time.Until(next))
				if slot++; slot%8 == 0 {
					ask("/plain", &plain)
					continue
				}
				n.Add(1)
				ask("/thing", &times)
			}
		})
	}
	time.Sleep(length / 5)
	early = heapSize()
	all.Wait()
	mu.Lock()
	defer mu.Unlock()
	late = heapSize() - uint64(8*(cap(times)+cap(plain))) // what is measured is not of the server
	return n.Load(), times, plain, early, late
}

// share is the time within which that share of answers came.
func share(list []time.Duration, of float64) time.Duration {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[int(float64(len(list)-1)*of)]
}

func heapSize() uint64 {
	var s runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&s)
	return s.HeapAlloc
}
