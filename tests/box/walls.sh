#!/bin/sh
# walls.sh - takes one wall away at a time, and counts which hostile programs the others still stop.
#
# usage: walls.sh BUILD-FOLDER [PYTHON]        writes the table of docs/security.md to the standard output
#
# Each variant is a build of its own (-Dwalls_off=WALL, src/box/walls.h), and everything runs in process, mount, network and IPC namespaces that end
# with it, so that what is let out does not meet the machine. The suite runs as a whole; a program that it did not come to (because one before it ended
# everything) gets a viva-box of its own. It ends as with all walls when the suite's own expectation of it holds: the verdict, the message, nothing left
# behind, a control that passes after it. It fails without being told when what it tried was refused all the same, but not noticed. Wants root, since only root has user ids to give away.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
builds=${1:?usage: walls.sh BUILD-FOLDER [PYTHON]}
python=${2:-/usr/bin/python3}
[ "$(id -u)" = 0 ] || { echo "walls.sh: only root has user ids to give away; run it as root" >&2; exit 2; }
mkdir -p "$builds"
builds=$(cd "$builds" && pwd)
programs=$(find "$here/hostile" -name '*.py' -exec basename {} .py \; | sort)
total=$(echo "$programs" | wc -l)

make_build() {
    { [ -e "$builds/$1/build.ninja" ] || meson setup "$builds/$1" "$root" --buildtype=debug "-Dwalls_off=$1"; } >"$builds/$1.log" 2>&1 &&
        ninja -C "$builds/$1" tests/box/test_hostile src/box/viva-box runtime/python/_viva.abi3.so runtime/sql/viva-sql >>"$builds/$1.log" 2>&1 ||
        { tail -n 40 "$builds/$1.log" >&2; exit 2; }
}

# run WALL SECONDS [PROGRAM]: the suite, or one program of it; what does not end counts as not stopped.
run() {
    wall=$1 seconds=$2
    shift 2
    VIVA_WALLS_OFF=$wall timeout -k 5 "$seconds" unshare --pid --fork --kill-child --mount-proc --net --ipc \
        "$builds/$wall/tests/box/test_hostile" "$builds/$wall/src/box/viva-box" "$builds/$wall/runtime/python" "$python" "$here/hostile" "$@" \
        2>&1 || true
}

listed() { sort "$1" | sed 's/.*/`&`/' | paste -sd, | sed 's/,/, /g'; }

echo "| without | as with all walls | fails, but is not told | gets further |"
echo "|---|---|---|---|"
for wall in none seccomp landlock namespaces uids; do
    make_build "$wall"
    run "$wall" 600 >"$builds/$wall.run"
    : >"$builds/$wall.untold"; : >"$builds/$wall.further"
    for program in $programs; do
        log=$builds/$wall.run
        grep -aqE "(OK|FAILED ) *\] $program\$" "$log" || { log=$builds/$wall.$program.run; run "$wall" 60 "$program" >"$log"; }
        if grep -aq "OK \] $program\$" "$log"; then continue
        elif grep -aq "ERROR: $program: refused" "$log"; then echo "$program" >>"$builds/$wall.untold"
        else echo "$program" >>"$builds/$wall.further"; fi
    done
    same=$((total - $(cat "$builds/$wall.untold" "$builds/$wall.further" | wc -l)))
    echo "| $wall | $same of $total | $(wc -l <"$builds/$wall.untold") | $(listed "$builds/$wall.further") |"
done
