#!/bin/sh
# Runs a test of the box as an ordinary user: ordinary.sh TEST VIVA-BOX RUNTIME PYTHON [FOLDER]
#
# The build folder may lie where only root can enter, so what the test needs is copied to a place where nobody may read it. Whoever is no
# root already has run the same test as such: then there is nothing left to do, and this says so with exit code 77 (skipped).
set -eu
[ "$(id -u)" = 0 ] || exit 77
place=$(mktemp -d /tmp/viva-ordinary-XXXXXX)
trap 'rm -rf "$place"' EXIT INT TERM
chmod 755 "$place"
cp "$1" "$place/test"
cp "$2" "$place/viva-box"
mkdir "$place/runtime" "$place/sql"
cp "$3"/*.py "$3"/*.so "$place/runtime/"
cp "$3"/../sql/viva-sql "$place/sql/"
python=$4
shift 4
[ $# -eq 0 ] || { cp -r "$1" "$place/hostile"; set -- "$place/hostile"; }
chmod -R a+rX "$place"
cd "$place"
setpriv --reuid=65534 --regid=65534 --clear-groups "$place/test" "$place/viva-box" "$place/runtime" "$python" "$@"
