// Package shop shows types in several packages of which two need each other. The
// same document, with the two made one, is the case packages_merge.
package shop

// Exchange is a request and its answer.
type Exchange struct {
	Name, Method, Path, Body string
	Status                   int
	Answer                   string
}

// Exchanges are what both ways to end a circle of imports have to show: the handlers
// answer with what they got.
var Exchanges = []Exchange{
	{"an order", "POST", "/orders", `{"customer":{"name":"Ada","id":"c1","nickname":null},"total":{"amount":1.5,"currency":"USD"},"lines":[{"sku":"ab"}]}`,
		201, `{"customer":{"id":"c1","name":"Ada","nickname":null},"state":"open","total":{"amount":1.5,"currency":"USD"},"lines":[{"sku":"ab"}]}`},
	{"orders of customers of orders", "POST", "/orders", `{"customer":{"name":"Ada","orders":[{"customer":{"name":"Bob"},"state":"paid"}]}}`,
		201, `{"customer":{"name":"Ada","orders":[{"customer":{"name":"Bob"},"state":"paid"}]},"state":"open"}`},
	{"a member of the other package", "POST", "/orders", `{"customer":{"name":"Ada"},"payment":{"kind":"card","number":"4711"}}`,
		201, `{"customer":{"name":"Ada"},"state":"open","payment":{"kind":"card","number":"4711"}}`},
	{"a member of the own package", "POST", "/orders", `{"customer":{"name":"Ada"},"payment":{"kind":"cash","given":5}}`,
		201, `{"customer":{"name":"Ada"},"state":"open","payment":{"kind":"cash","given":5}}`},
	{"violations of rules of all packages", "POST", "/orders", `{"customer":{"name":"A","id":"x","if-vip":{"since":"2024-02-29"}},"state":"lost","total":{"amount":0,"currency":"EUR"},"tags":["a"],"payment":{"kind":"card","number":"1"}}`,
		422, `{"detail":"body.customer.name: must have at least 2 characters; body.customer.id: must match the pattern '^c[0-9]+$'; ` +
			`body.customer.if-vip.level: is required where 'since' is given; body.state: must be 'open' or 'paid'; body.total.amount: must be greater than 0; and 2 more","errors":[` +
			`{"pointer":"#/customer/name","message":"must have at least 2 characters"},{"pointer":"#/customer/id","message":"must match the pattern '^c[0-9]+$'"},` +
			`{"pointer":"#/customer/if-vip/level","message":"is required where 'since' is given"},{"pointer":"#/state","message":"must be 'open' or 'paid'"},` +
			`{"pointer":"#/total/amount","message":"must be greater than 0"},{"pointer":"#/tags/0","message":"must have at least 2 characters"},` +
			`{"pointer":"#/payment/number","message":"must have at least 4 characters"}]}`},
	{"parameters of types of all packages", "GET", "/orders?state=paid&of=c7&tags=aa&tags=bb", "", 200, `[{"customer":{"id":"c7","name":"aa"},"state":"paid"}]`},
	{"parameters that break the rules", "GET", "/orders?state=x&of=7&tags=a", "",
		422, `{"detail":"query.state: must be 'open' or 'paid'; query.of: must match the pattern '^c[0-9]+$'; query.tags.0: must have at least 2 characters","errors":[` +
			`{"message":"must be 'open' or 'paid'"},{"message":"must match the pattern '^c[0-9]+$'"},{"message":"must have at least 2 characters"}]}`},
	{"a type that no circle needs", "POST", "/returns", `{"of":{"customer":{"name":"Ada"}}}`, 200, `{"of":{"customer":{"name":"Ada"},"state":"open"}}`},
	{"a union of an operation, a customer", "POST", "/found", `{"name":"Ada"}`, 200, `{"what":"customer","customer":{"name":"Ada"}}`},
	{"a union of an operation, an order", "POST", "/found", `{"customer":{"name":"Bob"}}`, 200, `{"what":"order","customer":{"name":"Bob"}}`},
	{"an error", "GET", "/orders?of=c404", "", 404, `{"detail":"no customer c404"}`},
}
