// Package river keeps background tasks in a database and runs them from there, by
// the library River: PostgreSQL, or SQLite for development and tests. A job that was
// submitted is run at least once, whatever happens to the processes.
//
//	pool, err := pgxpool.New(ctx, dsn)
//	driver := riverpgxv5.New(pool) // or riversqlite.New(db): River's own packages
//	err = river.Migrate(ctx, driver, "")
//	runner, err := river.New(driver, api.TaskHandlers(work), river.Options{})
//	err = runner.Start(ctx)
//	... rest.Options{Tasks: runner} ...
//	runner.Drain(ctx) // after the last request
//
// A server whose tasks run in another process has a [Client] instead. A handler that
// writes to the same database puts the tasks of its answer into its transaction by
// [Client.StartTx].
//
// It is a module of its own, so that servers without it need no database driver.
package river
