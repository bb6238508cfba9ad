# A whole server over a socket.
. "$root/tools/check/lib.sh"
debug_build
suite http 1
