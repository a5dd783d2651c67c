package tasks

import (
	"container/heap"
	"sync"
)

// timers holds the jobs that wait for their time. One goroutine serves it, while
// there are any.
type timers struct {
	m       *Memory
	mu      sync.Mutex
	waiting dueHeap
	earlier chan struct{} // a job came that is due before the others
	serving bool
	stopped bool
}

func (t *timers) init(m *Memory) {
	t.m = m
	t.earlier = make(chan struct{}, 1)
}

// add has a job wait until it is due; false: the runner has stopped.
func (t *timers) add(it *item) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.stopped {
		return false
	}
	heap.Push(&t.waiting, it)
	switch {
	case !t.serving:
		t.serving = true
		t.m.drain.workers.Add(1)
		go t.serve()
	case t.waiting[0] == it:
		t.wake()
	}
	return true
}

func (t *timers) wake() {
	select {
	case t.earlier <- struct{}{}:
	default:
	}
}

func (t *timers) serve() {
	defer t.m.drain.workers.Done()
	var timer Timer
	for {
		due, more := t.collect(&timer)
		for _, it := range due {
			it.handler.queue.due(it)
		}
		if !more {
			return
		}
		select {
		case <-timer.C():
		case <-t.earlier:
			timer.Stop()
		}
	}
}

// collect takes the jobs that are due, in order. If others wait it sets the timer
// to the first of them.
func (t *timers) collect(timer *Timer) (due []*item, more bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.m.clock.Now()
	for len(t.waiting) > 0 && !t.waiting[0].due.After(now) {
		due = append(due, heap.Pop(&t.waiting).(*item))
	}
	if len(t.waiting) == 0 {
		t.serving = false
		return due, false
	}
	*timer = t.m.clock.NewTimer(t.waiting[0].due.Sub(now))
	return due, true
}

// stop returns the jobs that wait, and takes no more.
func (t *timers) stop() []*item {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stopped = true
	left := t.waiting
	t.waiting = nil
	if t.serving {
		t.wake()
	}
	return left
}

// dueHeap orders jobs by time, then by their coming.
type dueHeap []*item

func (h dueHeap) Len() int { return len(h) }

func (h dueHeap) Less(i, j int) bool {
	if c := h[i].due.Compare(h[j].due); c != 0 {
		return c < 0
	}
	return h[i].id < h[j].id
}

func (h dueHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *dueHeap) Push(x any)   { *h = append(*h, x.(*item)) }

func (h *dueHeap) Pop() any {
	old := *h
	last := len(old) - 1
	it := old[last]
	old[last] = nil
	*h = old[:last]
	return it
}
