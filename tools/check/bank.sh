# Every question of the bank earns its place: each accepted file is accepted, each wrong one fails as it says.
. "$root/tools/check/lib.sh"
release
proven=$("$root/build/viva" bank check --json >"$logs/bank.json" && echo yes || echo no)
"$root/build/viva" bank check --bank "$root/bench" | tail -n 3
"$(viva_python)" - "$logs/bank.json" "$proven" <<'PY'
import json, sys
told = json.load(open(sys.argv[1]))
for finding in told.get("findings", []):
    print(finding["where"] + ": " + ("warning: " if finding["warning"] else "") + finding["message"])
if "error" in told:
    print(told["error"]["message"])
failed = told.get("errors", 1)
print(f"{told.get('proven', 0)} passed, {failed} failed")
sys.exit(sys.argv[2] != "yes" or failed > 0)
PY
[ -n "$all" ] || exit 0

try "the cases of every question notice 95 in 100 small mistakes" "$root/build/viva" bank check --mutants
total
