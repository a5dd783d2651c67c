// Package clienttest calls the sample's server with its generated client.
package clienttest
