# Hostile programs in the box, as whoever runs this and, as root, as an ordinary user too.
. "$root/tools/check/lib.sh"
debug_build
suite box 1
