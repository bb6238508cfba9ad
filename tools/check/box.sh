# Hostile programs in the box, as whoever runs this and, as root, as an ordinary user too.
. "$root/tools/check/lib.sh"
debug_build
suite box 1
[ -n "$all" ] || exit 0

# Every wall switched off in turn; docs/security.md shows the table that comes out.
told() { sed -n '/^| without |/,/^$/p' docs/security.md | sed '/^$/d'; }
same() { told | diff - "$logs/walls.md"; }
try "each wall is left out, and the programs are counted" sh -c 'tests/box/walls.sh "$root/build/walls" >"$logs/walls.md"'
try "docs/security.md shows what came out" same
total
