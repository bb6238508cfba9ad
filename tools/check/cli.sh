# The commands as a stranger would type them.
. "$root/tools/check/lib.sh"
debug_build
VIVA=$debug/viva VIVA_ROOT=$root "$(viva_python)" tests/cli/test_cli.py
