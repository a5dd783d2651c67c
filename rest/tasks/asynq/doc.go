// Package asynq keeps background tasks in Redis and runs them from there, by the
// library asynq. A job that was submitted is run at least once, whatever happens to
// the processes, as long as Redis keeps its data: turn its append-only file on.
//
//	redis := queue.RedisClientOpt{Addr: "127.0.0.1:6379"} // queue is github.com/hibiken/asynq
//	runner, err := asynq.New(redis, api.TaskHandlers(work), asynq.Options{})
//	err = runner.Start(ctx)
//	... rest.Options{Tasks: runner} ...
//	runner.Drain(ctx) // after the last request
//
// Redis knows nothing of the transactions of the program's database: jobs are
// submitted after the answer, so a process that ends between its commit and that
// loses them. Package river closes the gap.
//
// It is a module of its own, so that servers without it need no Redis client.
package asynq
