// Package tasks runs the background tasks that a document declares: work that
// begins when the response has left, such as mailing a letter.
//
// Generated code describes every task by a [Definition], connects it to the
// program by a [Handler], and hands each use of it over as a [Job]. A [Runner]
// takes jobs: [Memory] runs them in this process, [Inline] before the call
// returns, and a [Recorder] keeps them for a test to look at. Runners that
// survive the process are modules of their own.
//
// The package knows nothing of HTTP. Package rest submits the jobs of an answer
// once the client has it.
package tasks
