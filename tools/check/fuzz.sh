# The corpora of the fuzz targets, replayed under the sanitizers.
. "$root/tools/check/lib.sh"
debug_build
suite fuzz 1
