#!/usr/bin/env bash
# Tests of the durable runners, with servers of their own: PostgreSQL and Redis on free
# ports of the loopback, their data in a folder that is removed. Without arguments the
# tests of both modules; with arguments that command, which gets POSTGRES_DSN and
# REDIS_ADDR, REDIS_PASSWORD.
#
# ROUNDS is how many times the kill tests submit 10,000 tasks (default 3; 50 for the
# full figure). Exit status 77: a server is missing and cannot be installed; what needs
# none was tested all the same, with SQLite.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# -count=1: go test knows nothing of what the servers do.
run() {
	(cd "$root/$1" && ${GO:-go} test -count=1 -p 1 -timeout "$((10 + ${ROUNDS:-3}))m" ${VERBOSE:+-v} ./...)
}
skip() {
	echo "skipped: $*" >&2
	if [ "$command" = tests ]; then
		for module in rest/tasks/river rest/tasks/asynq examples/tourism-river; do run "$module" || exit 1; done
	fi
	exit 77
}
command=tests
[ $# -eq 0 ] || command=other

pgbin() { # the newest that is there
	local found
	found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
	if [ -z "$found" ] && command -v initdb >/dev/null; then found=$(dirname "$(command -v initdb)"); fi
	echo "$found"
}

missing=()
[ -n "$(pgbin)" ] || missing+=(postgresql)
command -v redis-server >/dev/null || missing+=(redis-server)
if [ ${#missing[@]} -gt 0 ]; then
	[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || skip "${missing[*]} missing: install with apt-get install ${missing[*]}"
	echo "installing ${missing[*]}"
	# Their own services would take the usual ports.
	export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
	log=$(mktemp)
	{ apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 || {
		tail -5 "$log" >&2
		skip "${missing[*]} cannot be installed"
	}
	rm -f "$log"
fi
pg=$(pgbin)

tmp=$(mktemp -d)
chmod 711 "$tmp"
redis_pid=
pg_pid=
stop() { # SIGTERM, and SIGKILL when that does not help
	[ -n "$1" ] || return 0
	kill "$1" 2>/dev/null || return 0
	for _ in $(seq 100); do
		kill -0 "$1" 2>/dev/null || return 0
		sleep 0.1
	done
	kill -9 "$1" 2>/dev/null || true
}
finish() {
	stop "$redis_pid"
	# SIGTERM waits for connections, SIGINT ends them.
	if [ -n "$pg_pid" ]; then kill -INT "$pg_pid" 2>/dev/null || true; fi
	stop "$pg_pid"
	rm -rf "$tmp"
}
trap finish EXIT
trap 'exit 130' INT TERM

# PostgreSQL refuses to run as root.
as_pg=()
mkdir "$tmp/pg"
if [ "$(id -u)" = 0 ]; then
	id postgres >/dev/null 2>&1 || skip "there is no user postgres to run PostgreSQL as"
	chown postgres "$tmp/pg"
	as_pg=(runuser -u postgres --)
fi
secret=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
port() { echo $((20000 + (RANDOM * 32768 + RANDOM) % 40000)); }

printf '%s\n' "$secret" >"$tmp/pg/password"
[ ${#as_pg[@]} -eq 0 ] || chown postgres "$tmp/pg/password"
(cd "$tmp/pg" && "${as_pg[@]}" "$pg/initdb" -D "$tmp/pg/data" -U specho -A scram-sha-256 --pwfile="$tmp/pg/password" -E UTF8 --locale=C >"$tmp/initdb.log" 2>&1) || {
	cat "$tmp/initdb.log" >&2
	exit 1
}
for try in 1 2 3 4 5; do # a port may be taken
	pg_port=$(port)
	# Processes are killed here, never the machine: no need to wait for the disk.
	if (cd "$tmp/pg" && "${as_pg[@]}" "$pg/pg_ctl" -D "$tmp/pg/data" -l "$tmp/pg/log" -w -t 30 \
		-o "-p $pg_port -c listen_addresses=127.0.0.1 -k '' -c fsync=off -c max_connections=60" start >/dev/null); then
		pg_pid=$(head -1 "$tmp/pg/data/postmaster.pid")
		break
	fi
done
[ -n "$pg_pid" ] || {
	cat "$tmp/pg/log" >&2
	exit 1
}
export POSTGRES_DSN="host=127.0.0.1 port=$pg_port user=specho password=$secret dbname=postgres sslmode=disable"

mkdir "$tmp/redis"
for try in 1 2 3 4 5; do
	redis_port=$(port)
	printf 'port %s\nbind 127.0.0.1\ndir %s\nrequirepass %s\nsave ""\nappendonly yes\nappendfsync no\n' "$redis_port" "$tmp/redis" "$secret" >"$tmp/redis/conf"
	redis-server "$tmp/redis/conf" >"$tmp/redis/log" 2>&1 &
	redis_pid=$!
	for _ in $(seq 50); do
		if REDISCLI_AUTH=$secret redis-cli -p "$redis_port" ping 2>/dev/null | grep -q PONG; then break 2; fi
		kill -0 "$redis_pid" 2>/dev/null || break
		sleep 0.1
	done
	stop "$redis_pid"
	redis_pid=
done
[ -n "$redis_pid" ] || {
	cat "$tmp/redis/log" >&2
	exit 1
}
export REDIS_ADDR=127.0.0.1:$redis_port REDIS_PASSWORD=$secret

if [ $# -gt 0 ]; then
	"$@"
	exit
fi

# At the same time: the kill tests wait for most of theirs.
run rest/tasks/asynq >"$tmp/asynq.log" 2>&1 &
asynq=$!
status=0
run rest/tasks/river || status=1
run examples/tourism-river || status=1
wait "$asynq" || status=1
cat "$tmp/asynq.log"
exit $status
