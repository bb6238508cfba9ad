# The commands as a stranger would type them.
. "$root/tools/check/lib.sh"
debug_build
status=0
for each in tests/cli/test_*.py; do
    VIVA=$debug/viva VIVA_ROOT=$root "$(viva_python)" "$each" || status=1
done
exit $status
