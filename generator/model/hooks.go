package model

import "github.com/specho/specho/generator/diag"

// HookSet is all webhooks of a document, or all its callbacks: what the server
// sends, and what a program that gets it receives.
type HookSet struct {
	Kind  string // webhook or callback
	Hooks []*Hook

	Go HookSetNames
}

// HookSetNames are the Go names of a HookSet.
type HookSetNames struct {
	Receiver      string // WebhookReceiver
	Unimplemented string // UnimplementedWebhooks
	Register      string // RegisterWebhooks
	Paths         string // WebhookPaths
	Endpoints     string // webhookEndpoints
	Sender        string // WebhookSender
	NewSender     string // NewWebhookSender
	File          string // webhooks
}

// Hook is a webhook, or a callback with one expression.
type Hook struct {
	Name       string
	Expression string // of a callback
	Operations []*Operation
	Addresses  []*Address
	Pos        diag.Pos
	Site       *Site

	Go HookNames
}

// HookNames are the Go names of a Hook.
type HookNames struct {
	Path string // NewPet: the field of the paths
}

// Address is where a request says that a callback is to be sent: the expression of
// the callback on the request of an operation that declares it.
type Address struct {
	Hook      *Hook
	Operation *Operation
	Parts     []AddressPart

	Go AddressNames
}

// AddressNames are the Go names of an Address.
type AddressNames struct {
	Method string // OnDataURL, of the operation's request
}

// AddressPart is a literal text or a runtime expression.
type AddressPart struct {
	Text       string
	Expression string // "$request.body#/url"; "" for a text
	Source     *Source
}

// Operations lists the operations of all hooks.
func (s *HookSet) Operations() (list []*Operation) {
	if s == nil {
		return nil
	}
	for _, h := range s.Hooks {
		list = append(list, h.Operations...)
	}
	return list
}

// AllOperations lists every operation: those that clients call, then webhooks, then callbacks.
func (a *API) AllOperations() (list []*Operation) {
	for _, t := range a.Tags {
		list = append(list, t.Operations...)
	}
	return append(append(list, a.Webhooks.Operations()...), a.Callbacks.Operations()...)
}

// HookSets lists what there is of webhooks and callbacks.
func (a *API) HookSets() (list []*HookSet) {
	for _, s := range []*HookSet{a.Webhooks, a.Callbacks} {
		if s != nil {
			list = append(list, s)
		}
	}
	return list
}
