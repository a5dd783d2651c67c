# What CI runs is here: make check conformance test. Everything works at home.

GO      ?= go
# Folders with a configuration of their own: the sample, the cases, the examples.
CONFIGS := $(sort $(wildcard specho.yaml internal/cases/*/specho.yaml examples/*/specho.yaml))
# Modules of their own: what they need beside the standard library is not for everybody.
MODULES := rest/tasks/otel rest/tasks/river rest/tasks/asynq examples/tourism-river
FUZZTIME ?= 20s
# The targets that fuzz runs, by a pattern of their paths and names.
FUZZ ?= .

.DEFAULT_GOAL := help
.PHONY: help demo test test-durable outside check generate corpus round-trip conformance size vuln fuzz bench

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## generate the sample, start it, send it requests and show the answers
	@$(GO) run ./examples/tourism/demo

test: ## all tests, with the race detector
	cd rest/tasks/otel && $(GO) test -race ./...
	$(GO) test -race -timeout 14m ./...

test-durable: ## tests of the durable task runners, with PostgreSQL and Redis of their own (ROUNDS=3)
	@ROUNDS=$(ROUNDS) scripts/durable.sh || [ $$? = 77 ]

outside: ## install, generate and serve in modules outside of this one (part of test too)
	@scripts/outside.sh

check: ## formatting, vet, staticcheck, go.mod, generated code
	@unformatted=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go' | grep -v /testdata/)); \
	if [ -n "$$unformatted" ]; then echo "not formatted, run gofmt -w:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) mod tidy -diff
	@$(GO) build -o bin/staticcheck honnef.co/go/tools/cmd/staticcheck
	@for module in $(MODULES); do echo "vet, staticcheck and go.mod of $$module"; \
	(cd $$module && $(GO) vet ./... && $(CURDIR)/bin/staticcheck ./... && $(GO) mod tidy -diff) || exit 1; done
	@$(GO) build -o bin/specho ./cmd/specho
	@for config in $(CONFIGS); do echo "specho check --config $$config"; bin/specho check --config $$config || exit 1; done

generate: ## write the generated code of the sample, the cases and the examples
	@$(GO) build -o bin/specho ./cmd/specho
	@for config in $(CONFIGS); do echo "specho generate --config $$config"; bin/specho generate --config $$config || exit 1; done

corpus: ## generate and compile real documents, and the specification's tests (SUITES=DIR with corpus/ in it, ONLY=regexp)
	@if [ ! -d "$(SUITES)/corpus" ]; then echo "skipped: SUITES=DIR must name a folder with corpus/ in it"; exit 0; fi; \
	$(GO) build -o bin/specho ./cmd/specho && $(GO) run ./internal/corpus -only "$(ONLY)" "$(SUITES)"

round-trip: ## examples of real documents through the generated types (SUITES=DIR with corpus/ in it, DOCUMENTS=regexp)
	SUITES="$(SUITES)" DOCUMENTS="$(or $(DOCUMENTS),.)" $(GO) test -count=1 -timeout 60m -v -run TestRoundTrip ./generator

conformance: ## random schemas, broken values and suites of others against generated servers (SUITES=DIR with json-schema-test-suite/ and more in it)
	@if [ ! -d "$(SUITES)/json-schema-test-suite" ]; then echo "without the suites: SUITES=DIR must name a folder with json-schema-test-suite/ in it"; \
	$(GO) run ./internal/conformance; else $(GO) run ./internal/conformance "$(SUITES)"; fi

bench: ## speed of a generated server (SUITES=DIR with bench/ in it, ROUNDS=15)
	@scripts/bench.sh "$(SUITES)" $(ROUNDS)

size: ## lines and CPU time of the generator, beside oapi-codegen's (SUITES=DIR with corpus/ in it)
	@scripts/size.sh "$(SUITES)"

vuln: ## known vulnerabilities of our libraries (needs the network)
	@echo "asking vuln.go.dev: this needs the network"
	$(GO) run golang.org/x/vuln/cmd/govulncheck@latest ./...

fuzz: ## every fuzz target for a short time (FUZZTIME=20s FUZZ=rest/codec)
	@grep -rHo --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' . | grep -v /testdata/ | grep -E '$(FUZZ)' | sort | while IFS=: read -r file func; do \
		echo "$$file $${func#func }"; \
		$(GO) test -run '^$$' -fuzz "^$${func#func }\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 100x "$$(dirname "$$file")" || exit 1; \
	done
