#!/bin/sh
# Runs a command with a PostgreSQL server of its own: `scripts/with-postgres.sh cargo test --locked`.
#
# The server lives in a temporary folder, runs as an unprivileged user, and is gone afterwards. It listens on a socket in
# that folder alone, so it needs no port. The machine's own server, if it has one, is not touched.
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$bin" ]; then
    bin=$(dirname "$(command -v postgres || true)")
fi
if [ ! -x "$bin/initdb" ]; then
    echo "with-postgres: no PostgreSQL server is installed (Debian: apt-get install postgresql)" >&2
    exit 1
fi

folder=$(mktemp -d /tmp/candor-postgres.XXXXXX)
if [ "$(id -u)" = 0 ]; then
    user=postgres
    id "$user" >/dev/null 2>&1 || user=nobody
    chown "$user" "$folder"
    as() { setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups env HOME="$folder" "$@"; }
else
    as() { "$@"; }
fi

stop() {
    as "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

cd "$folder"
as "$bin/initdb" -D "$folder/data" -U candor -A trust -E UTF8 --no-sync >"$folder/initdb.log" 2>&1 ||
    { cat "$folder/initdb.log" >&2; exit 1; }
as "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/server.log" \
    -o "-k $folder -c listen_addresses= -c max_connections=400" start >/dev/null ||
    { cat "$folder/server.log" >&2; exit 1; }
cd - >/dev/null

CANDOR_TEST_POSTGRES_BIN=$bin
CANDOR_TEST_DATABASE_URL="postgres://candor@localhost/postgres?host=$folder"
export CANDOR_TEST_DATABASE_URL CANDOR_TEST_POSTGRES_BIN
"$@"
