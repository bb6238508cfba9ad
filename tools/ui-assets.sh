#!/bin/sh
# ui-assets.sh UI OUT_DIR EMBED OUT.c: bundles the browser app and turns it into C. Quick when nothing has changed.
#
# node_modules is made from the lock file whenever that has changed; install scripts stay off (esbuild's binary comes as a package of its own).
set -eu
ui=$1 out=$2 embed=$3 source=$4
exec 9<"$ui" && flock 9 # two builds share node_modules and the generated types: who comes second waits
lock=$(cksum <"$ui/package-lock.json")
if [ "$(cat "$ui/node_modules/.viva-lock" 2>/dev/null || true)" != "$lock" ]; then
    (cd "$ui" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    printf '%s\n' "$lock" >"$ui/node_modules/.viva-lock"
fi
newer=$(find "$ui/src" "$ui/build.mjs" "$ui/package-lock.json" "$ui/tsconfig.json" "$ui/../docs/openapi.yaml" -newer "$source" ! -name schema.d.ts 2>/dev/null | head -n 1) || true
[ -e "$source" ] && [ -z "$newer" ] && exit 0
rm -rf "$out"
mkdir -p "$out"
(cd "$ui" && node build.mjs "$out")
"$embed" -r "$out" "$source" viva_assets "$out"
