# The pure rooms, in milliseconds.
. "$root/tools/check/lib.sh"
debug_build
suite unit
