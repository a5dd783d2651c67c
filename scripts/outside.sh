#!/usr/bin/env bash
# A user's first hour, outside of this repository: install as README says, generate,
# write handlers, build, serve, call, check. Once with a copy of the runtime in the
# output, once with the module's, once from "specho init".
#
# It needs no network: what it downloads is in the module cache after a build of this
# repository. Other values of GOPROXY can be given as OUTSIDE_GOPROXY.
set -euo pipefail
set -m # a process group for each server: "go run" is two processes

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tmp=$(mktemp -d)
server=
finish() {
	if [ -n "$server" ]; then kill -- "-$server" 2>/dev/null || true; fi
	rm -rf "$tmp"
}
trap finish EXIT

export GOFLAGS=-mod=mod GOWORK=off GOPROXY=${OUTSIDE_GOPROXY:-off}
# The checksum database is on the network; the cache was filled under its eyes.
export GONOSUMDB='*'
# README has the clone beside the module. A copy, so that nobody changes it meanwhile.
mkdir "$tmp/specho"
tar -C "$root" --exclude=./.git --exclude=./bin --exclude=./out -cf - . | tar -C "$tmp/specho" -xf -

say() { printf '\n== %s\n' "$*"; }
die() {
	echo "outside: $*" >&2
	exit 1
}

# The lines of README for a module of one's own.
readme=$(awk '/^## Install/ {on = 1} on && /^In a module of your own/ {block = 1} block && /^```$/ {exit} code {print} block && /^```sh$/ {code = 1}' "$tmp/specho/README.md")
install=$(grep -v ' generate ' <<<"$readme")
generate=$(grep ' generate ' <<<"$readme")
grep -q 'specho/cmd/specho' <<<"$install" || die "README has no lines for the installation any more"

run() {
	echo "\$ $*"
	eval "$*"
}

document() {
	cat >openapi.yaml <<'YAML'
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
paths:
  /items/{id}:
    get:
      operationId: getItem
      tags: [items]
      parameters: [{name: id, in: path, required: true, schema: {type: integer, format: int64}}]
      responses:
        '200': {description: The item., content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}
        default: {description: An error., content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}
components:
  schemas:
    Item: {type: object, required: [name], properties: {name: {type: string}}}
    Error: {type: object, required: [detail], properties: {detail: {type: string}}}
YAML
}

# program module rest-import-path
program() {
	cat >main.go <<GO
package main

//go:generate go tool specho generate

import (
	"fmt"
	"net"
	"net/http"

	"github.com/labstack/echo/v4"

	"$1/handlers"
	"$1/internal/api"
	"$2"
)

func main() {
	e := echo.New()
	if err := api.Register(e, handlers.New(), rest.Options{}); err != nil {
		panic(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Printf("url=http://%s\n", l.Addr())
	panic(http.Serve(l, e))
}
GO
}

# start the server in this folder; its port is in $port then
start() {
	: >server.log
	"$@" >server.log 2>&1 &
	server=$!
	for _ in $(seq 600); do
		port=$(sed -n 's/.*url=http:\/\/127.0.0.1:\([0-9]*\).*/\1/p' server.log)
		if [ -n "$port" ]; then return; fi
		sleep 0.1
	done
	die "the server does not listen: $(cat server.log)"
}

stop() {
	kill -- "-$server"
	ended=0
	wait "$server" 2>/dev/null || ended=$?
	server=
}

# call path status text: the answer must have both
call() {
	exec 3<>"/dev/tcp/127.0.0.1/$port"
	printf 'GET %s HTTP/1.0\r\n\r\n' "$1" >&3
	answer=$(cat <&3)
	exec 3<&-
	echo "GET $1: $(tail -n 1 <<<"$answer")"
	grep -q "^HTTP/1.[01] $2 " <<<"$answer" || die "GET $1: want status $2: $answer"
	grep -qF "$3" <<<"$answer" || die "GET $1: want $3: $answer"
}

# lacks package...: what the server is linked from
lacks() {
	local deps
	deps=$(go list -deps .)
	for p in "$@"; do
		if grep -q "^$p" <<<"$deps"; then die "the server is linked with $p"; fi
	done
}

module() { # name runtime rest-import-path
	say "runtime: $2"
	mkdir "$tmp/$1" && cd "$tmp/$1"
	go mod init "example.com/$1" 2>/dev/null
	while read -r line; do run "$line"; done <<<"$install"
	document
	program "example.com/$1" "$3"
	if [ "$2" = copy ]; then run "$generate"; fi
	printf 'output: internal/api\nruntime: %s\n' "$2" >specho.yaml
	run go generate ./...
	run go tool specho scaffold handlers
	run go vet ./...
	run go build -o server .
	start ./server
	call /items/7 501 '{"detail":"operation getItem is not implemented"}'
	call /items/seven 422 '"detail":"path.id: '
	call /nothing 404 '{"detail":"Not Found"}'
	stop
	run go tool specho check
	lacks github.com/getkin/kin-openapi github.com/oapi-codegen
}

module copied copy example.com/copied/internal/api/rest
lacks github.com/specho/specho
module imported import github.com/specho/specho/rest

say "specho init"
cd "$tmp"
(cd specho && go build -o "$tmp/bin/specho" ./cmd/specho)
run bin/specho init app --module example.com/app
cd app
echo "\$ go run . -address 127.0.0.1:0"
start go run . -address 127.0.0.1:0
call /notes/4fd55a5a-f45b-46d2-9a2c-8e2a13a4fb27 501 '"title":"Not Implemented","status":501'
call /notes/nothing 422 '"parameter":"noteId"'
stop
# A handler that answers, so that the task of the document starts; a stop waits for it.
sed -i 's|return nil, rest.NotImplemented(api.OperationCreateNote)|return api.CreateNoteCreated{Body: \&api.Note{Text: req.Body.Text}}, nil|' handlers/notes.go
sed -i 's|return errors.New(.*)|slog.Info("announced", "note", payload.NoteID); time.Sleep(time.Second); slog.Info("done"); return nil|; s|"errors"|"log/slog"; "time"|' handlers/background.go
run go build -o server .
start ./server -address 127.0.0.1:0
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'POST /notes HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{"text":"new"}' >&3
grep -q '"text":"new"' <&3 || die "POST /notes: no note"
exec 3<&-
stop
grep -q 'msg=done\|INFO done' server.log || die "the task did not run to its end: $(cat server.log)"
[ "$ended" = 0 ] || die "the server does not stop when it is told to: $(cat server.log)"
run make --no-print-directory check
lacks github.com/specho/specho github.com/getkin/kin-openapi github.com/oapi-codegen
say "all is well"
