# Kill -9 under load: no acknowledged attempt is lost, and what was pending is judged after the restart.
. "$root/tools/check/lib.sh"
release
VIVA=$root/build/viva VIVA_ROOT=$root ROUNDS="$([ -n "$all" ] && echo 200 || echo 40)" "$(viva_python)" tests/crash/crash.py
