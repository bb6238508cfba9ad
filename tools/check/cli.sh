# The commands as a stranger would type them; benches and a long history as the binary that people measure, which is six times as fast.
. "$root/tools/check/lib.sh"
debug_build
release
status=0
for each in tests/cli/test_*.py; do
    case "$each" in
    */test_bench_* | */test_rebuild*) viva=$root/build/viva ;;
    *) viva=$debug/viva ;;
    esac
    VIVA=$viva VIVA_ROOT=$root "$(viva_python)" "$each" || status=1
done
exit $status
