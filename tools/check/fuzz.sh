# The corpora of the fuzz targets, replayed under the sanitizers; with --all each target then searches for ten minutes (FUZZ_SECONDS says otherwise).
. "$root/tools/check/lib.sh"
debug_build
suite fuzz 1
[ -n "$all" ] || exit 0

search() { # what it finds stays in build/check/found-NAME, beside the corpus that it grew
    mkdir -p "$logs/grown-$1" "$logs/found-$1"
    "$root/build/fuzz/tests/fuzz/fuzz_$1" -max_total_time="${FUZZ_SECONDS:-600}" -max_len=65536 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
        -artifact_prefix="$logs/found-$1/" "$logs/grown-$1" "$root/tests/fuzz/corpus/$1"
}
CC=clang build "$root/build/fuzz" --buildtype=debugoptimized -Dfuzzers=true -Db_sanitize=address,undefined -Db_lundef=false -Dc_args=-fsanitize=fuzzer-no-link
for target in "$root"/tests/fuzz/corpus/*; do
    try "nothing breaks the target ${target##*/}" search "${target##*/}"
done
total
