// Package durable holds what runners have in common whose jobs survive the process:
// how a job is stored, how an attempt is made and what becomes of it, and what is
// logged and reported. It knows no queue: the runners are modules of their own, so
// that nobody who keeps jobs in memory needs a database driver.
package durable
