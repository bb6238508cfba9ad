#!/bin/sh
# with-postgres.sh CMD... - runs CMD beside a PostgreSQL server of its own.
#
# The server comes from Debian's package, keeps its files in a new temporary directory (0700), listens on a unix socket there and nowhere
# else, and is gone when CMD ends, however this script ends: it is told to stop, and it has asked the kernel to be stopped with its parent.
# CMD finds its URL in VIVA_TEST_POSTGRES. Exit code: that of CMD; 2 when there is no server to be had.
# PostgreSQL refuses to run as root: then it runs as the user postgres, or nobody; CMD keeps its user.
set -eu

die() {
    echo "with-postgres: $*" >&2
    exit 2
}

[ $# -gt 0 ] || die "usage: with-postgres.sh CMD..."

bin=
for folder in /usr/lib/postgresql/*/bin; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then bin=$folder; fi
done
if [ -z "$bin" ] && found=$(command -v initdb); then bin=$(dirname "$found"); fi
[ -n "$bin" ] || die "PostgreSQL's server is not installed (initdb was looked for in /usr/lib/postgresql/*/bin): apt-get install postgresql"

as=
if [ "$(id -u)" = 0 ]; then
    user=nobody
    if id postgres >/dev/null 2>&1; then user=postgres; fi
    as="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups"
fi

folder=$(mktemp -d /tmp/viva-pg.XXXXXX) # a socket's path has room for 107 characters: TMPDIR may be too long
server=
child=
finish() {
    trap - EXIT INT TERM HUP
    if [ -n "$child" ]; then kill "$child" 2>/dev/null || true; fi
    if [ -n "$server" ]; then
        kill -QUIT "$server" 2>/dev/null || true # at once: nothing in it is worth keeping
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
trap finish EXIT
trap 'finish; exit 130' INT
trap 'finish; exit 143' TERM HUP
if [ -n "$as" ]; then chown "$user" "$folder"; fi

cd "$folder"
# Where it can, the server sorts as people do and not by bytes (a usual server does): ids and cursors must not care.
collation=
if "$bin/initdb" --help | grep -q -e --icu-locale; then collation="--locale-provider=icu --icu-locale=en-US"; fi
# shellcheck disable=SC2086
$as "$bin/initdb" --pgdata="$folder/data" --username=viva --auth=trust --encoding=UTF8 --locale=C.UTF-8 $collation --no-sync \
    >"$folder/log" 2>&1 || {
    cat "$folder/log" >&2
    die "initdb failed"
}
# shellcheck disable=SC2086
$as setpriv --pdeathsig QUIT "$bin/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off -c max_connections=100 \
    -c logging_collector=off >"$folder/log" 2>&1 &
server=$!
tries=0
until "$bin/pg_isready" -q -h "$folder" -U viva -d postgres; do
    tries=$((tries + 1))
    if [ $tries -gt 300 ] || ! kill -0 "$server" 2>/dev/null; then
        cat "$folder/log" >&2
        die "the server did not start"
    fi
    sleep 0.1
done
"$bin/createdb" -h "$folder" -U viva -T template0 viva
cd - >/dev/null

VIVA_TEST_POSTGRES="postgresql://viva@/viva?host=$folder"
export VIVA_TEST_POSTGRES
"$@" &
child=$!
code=0
wait "$child" || code=$?
child=
exit "$code"
