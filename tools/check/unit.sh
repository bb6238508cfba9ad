# The pure rooms, the messages that authors read, and the linters' own tests: milliseconds each.
. "$root/tools/check/lib.sh"
debug_build
suite unit
suite golden
suite lint
