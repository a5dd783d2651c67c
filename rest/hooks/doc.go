// Package hooks sends the requests of a document that go from a server to the
// programs that asked for them: webhooks and callbacks. Generated senders build a
// [Request], send it, and read the [Answer].
//
// The address of such a request comes from outside, so whoever can register one can
// make the server call what only the server can reach: its own loopback, a database,
// the metadata service of a cloud (server-side request forgery, OWASP). Without a
// client in the [Options] requests therefore go to public addresses only. Redirects
// are not followed unless the client has a CheckRedirect, and then every step is
// looked at.
package hooks
