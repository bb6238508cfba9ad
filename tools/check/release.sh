# The build that people use: hardened, by gcc and by clang without a warning, and installed under a prefix from where it works.
. "$root/tools/check/lib.sh"

hardened() { # position-independent, read-only relocations, bound at start, no executable stack
    readelf -hW "$1" | grep -q 'Type:.*DYN' && readelf -lW "$1" | grep -q GNU_RELRO && readelf -dW "$1" | grep -q BIND_NOW &&
        ! readelf -lW "$1" | grep -q 'GNU_STACK.*RWE'
}
by_clang() { CC=clang build "$root/build/clang" --buildtype=release; }
installed() {
    prefix=$logs/prefix
    rm -rf "$prefix"
    DESTDIR=$prefix meson install -C "$root/build/release" --no-rebuild --quiet || return 1
    program=$(find "$prefix" -path '*/bin/viva' -type f)
    (cd / && XDG_DATA_HOME=$logs/installed "$program" bank list | grep -q k-nearest-neighbours) &&
        (cd / && XDG_DATA_HOME=$logs/installed "$program" try k-nearest-neighbours "$root/bank/nearest-neighbours/k-nearest-neighbours/submissions/accepted/reference.py")
}
man_renders() { ! man --warnings -l docs/man/viva.1 2>&1 >/dev/null | grep .; }

try "builds with gcc" release
try "viva is hardened" hardened "$root/build/release/viva"
try "viva-box is hardened" hardened "$(readlink -f "$root/build/viva-box")"
try "builds with clang" by_clang
try "works when installed under a prefix" installed
try "a submission finds no marker, installed" env VIVA="$(find "$logs/prefix" -path '*/bin/viva' -type f)" VIVA_ROOT="$root" "$(viva_python)" tests/box/walls_marker.py
! command -v man >/dev/null || try "the manual page renders" man_renders
# Three of gcc 12's checks do not follow a result that comes by pointer when a function returned true, nor realloc into a field: the sanitizers watch those.
quiet="-Wno-analyzer-use-of-uninitialized-value -Wno-analyzer-null-dereference -Wno-analyzer-malloc-leak"
[ -z "$all" ] || try "gcc's analyzer is silent" build "$root/build/analyzer" --buildtype=debugoptimized -Dtests=false "-Dc_args=-fanalyzer $quiet"
total
