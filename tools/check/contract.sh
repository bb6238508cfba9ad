# The store, on SQLite and on PostgreSQL alike.
. "$root/tools/check/lib.sh"
debug_build
tests/contract/with-postgres.sh meson test -C "$debug" --no-rebuild --suite contract --verbose --timeout-multiplier 3
