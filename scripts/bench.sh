#!/bin/sh
# bench.sh DIR [ROUNDS]: how fast a generated server is, next to one written by hand
# that validates everything (limit), and to the servers of oapi-codegen (which
# validates nothing) and ogen. DIR/bench is the harness; it is copied, not changed.
# Downloads what the harness compares with, the first time.
set -eu
if [ ! -d "${1:-}/bench" ]; then
	echo "skipped: SUITES=DIR must name a folder with bench/ in it"
	exit 0
fi
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$1/bench/." "$work"
chmod -R u+w "$work"
(cd "$root" && go build -o "$work/specho" ./cmd/specho)

cd "$work"
export GOFLAGS=-mod=mod
go mod edit -require github.com/specho/specho@v0.0.0 -replace "github.com/specho/specho=$root"
mkdir -p servers/specho servers/oapi/api servers/ogensrv/oas
rm -f contestants/*.go
cp "$root/internal/bench/contestants.go.txt" contestants/contestants.go
cp "$root/internal/bench/contestant.go.txt" servers/specho/specho.go
echo "generating" >&2
./specho generate spec/tourism.yaml -o servers/specho/api --runtime import
go tool oapi-codegen -config servers/oapi/oapi-codegen.yaml spec/tourism.yaml
go tool ogen --target servers/ogensrv/oas --package oas --config servers/ogensrv/ogen.yml --clean spec/tourism.yaml 2>/dev/null
(cd micro/ejmodel && go tool easyjson -all model.go)

echo "checking that all answer alike" >&2
go test -run TestConformity ./bench >conformity.txt || { cat conformity.txt; exit 1; }
go build -o duel ./cmd/duel
./duel -what serve -rounds "${2:-15}" | tee table.txt

# The figures once more, a line an operation: ratio to limit and allocations.
awk '
NF && $2 == "median" { op = $1; next }
NF == 6 {
	name = $1; ratio = $4 + 0
	if (!(name in sum)) { order[++n] = name; sum[name] = 0 }
	sum[name] += log(ratio); count[name]++
	if (!(op in line)) { ops[++m] = op; line[op] = "" }
	line[op] = line[op] sprintf("  %s %.2f (%d)", name, ratio, $6)
}
END {
	print "\nratio to limit (allocations):"
	for (i = 1; i <= m; i++) printf "%-18s%s\n", ops[i], line[ops[i]]
	print "\ngeometric mean:"
	for (i = 1; i <= n; i++) printf "%-18s%.2f (%d operations)\n", order[i], exp(sum[order[i]] / count[order[i]]), count[order[i]]
}' table.txt
