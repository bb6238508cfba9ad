#!/bin/sh
# embed.sh EMBED CC INCLUDE - every byte that tools/embed is given comes out of the compiled program again, under the right name.
set -eu
embed=$(realpath "$1")
shift
include=
cc=
for arg in "$@"; do
    case $arg in
    -I*) include=$arg ;;
    *) cc="$cc $arg" ;;
    esac
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p web/deep
i=0
while [ $i -le 255 ]; do # every byte, each followed by a digit that an escape must not swallow
    # shellcheck disable=SC2059
    printf "\\$(printf %03o $i)7"
    i=$((i + 1))
done >web/bytes
printf '' >web/empty
printf '"quoted" \\ ??= ??/ 100%%\n' >web/deep/text.txt
head -c 2000000 /dev/urandom >web/large
cat >main.c <<'C'
#include "base/embedded.h"
#include <stdio.h>
#include <string.h>
EMBEDDED_FILES(web);
int main(int argc, char **argv) {
    for (size_t i = 0; i < web_count; i++) {
        if (argc == 1) puts(web[i].name);
        else if (strcmp(web[i].name, argv[1]) == 0) fwrite(web[i].bytes, 1, web[i].len, stdout);
        if (web[i].bytes[web[i].len] != 0) return 1;
    }
    return 0;
}
C
"$embed" -r web -d depfile out.c web web
# shellcheck disable=SC2086
$cc -std=gnu17 $include main.c out.c -o show
[ "$(./show | tr '\n' ' ')" = "bytes deep/text.txt empty large " ] || { echo "wrong names: $(./show)" >&2; exit 1; }
for name in bytes deep/text.txt empty large; do
    ./show "$name" | cmp - "web/$name"
    grep -q "web/$name" depfile
done
for bad in "out.c web nowhere" "-r web/deep out.c web web/bytes" "out.c 2web web" "out.c web web/bytes web/bytes" "out.c web"; do
    # shellcheck disable=SC2086
    if "$embed" $bad 2>message; then echo "embed $bad should fail" >&2; exit 1; fi
    [ -s message ]
done
echo "1 passed, 0 failed"
