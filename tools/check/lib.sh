# lib.sh - sourced by the rooms: the debug build, and counting of checks that are plain commands.
. "$root/tools/setup.sh"
cd "$root"
ok=0
bad=0

# try NAME COMMAND...: one check.
try() {
    name=$1; shift
    if "$@"; then ok=$((ok + 1)); echo "ok    $name"
    else bad=$((bad + 1)); echo "FAIL  $name"; fi
}

total() {
    echo "$ok passed, $bad failed"
    [ "$bad" = 0 ]
}

debug_build() { build "$debug" --buildtype=debug -Db_sanitize=address,undefined -Db_lundef=false; }

# Runs the suite with its output shown, so that it can be counted.
suite() { meson test -C "$debug" --no-rebuild --suite "$1" --verbose --num-processes "${2:-2}" --timeout-multiplier 3; }
