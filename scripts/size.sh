#!/bin/sh
# Size and speed of the generator: for each document, CPU time and lines of specho, and
# of oapi-codegen's models and strict Echo server where it takes the document.
#   scripts/size.sh DIR     with corpus/ in it
set -eu
if [ ! -d "$1/corpus" ]; then
	echo "skipped: SUITES=DIR must name a folder with corpus/ in it"
	exit 0
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
version=$(go list -m -f '{{.Version}}' github.com/oapi-codegen/oapi-codegen/v2)
go build -o "$dir/specho" ./cmd/specho
GOBIN=$dir go install "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@$version"
suites=$(cd "$1" && pwd)
cd "$dir"
printf 'module example.com/size\n\ngo 1.26\n' >go.mod
# seconds runs a command and prints its CPU time, or nothing where it fails.
seconds() {
	bash -c 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1 || exit 1' - "$@" 2>&1 | awk '{print $1 + $2}' || true
}
lines() { cat "$@" 2>/dev/null | wc -l; }
printf '%-28s %9s %9s %9s %9s %9s\n' document bytes 'cpu s' lines oapi-cpu oapi-lines
for doc in "$suites"/corpus/*.yaml "$suites"/corpus/*.json; do
	rm -rf api oapi.go
	own=$(seconds ./specho generate "$doc" -o api --package api --runtime import)
	theirs=$(seconds ./oapi-codegen -generate types,strict-server,echo-server -package api -o oapi.go "$doc")
	[ -f oapi.go ] || theirs=-
	printf '%-28s %9d %9s %9d %9s %9s\n' "$(basename "$doc")" "$(wc -c <"$doc")" "$own" "$(lines api/*.go)" "$theirs" "$([ -f oapi.go ] && lines oapi.go || echo -)"
done | tee table
# The exponent of the CPU time over the size, where the time is more than starting takes.
awk '$3 > 0.1 {x = log($2); y = log($3); n++; sx += x; sy += y; sxx += x * x; sxy += x * y}
END {if (n > 2) printf "\nCPU time grows with the size to the power of %.2f (%d documents)\n", (n * sxy - sx * sy) / (n * sxx - sx * sx), n}' table
