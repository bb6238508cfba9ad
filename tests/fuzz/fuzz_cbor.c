/* The decoder of what comes from the box. Whatever it accepts must be written back to bytes that decode again to the same bytes,
 * be equal to itself where NaN is, and be drawable; and no frame may cost more memory than a constant times its length. */
#include "base/buf.h"
#include "judge/compare.h"
#include "judge/view.h"
#include "text/cbor.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds) {
    if (!holds) abort();
}

static void check_tree(Arena *arena, const Value *value) {
    const Compare rules = {.relative = 1e-9, .absolute = 1e-9, .nan_equal = true, .index = true, .row_order = true};
    Comparison comparison;
    compare_values(arena, &rules, NAME_KEYS, value, value, &comparison);
    json_decref(comparison.differs);
    json_t *view = view_value(&rules, value, value, false);
    must(view != NULL);
    json_decref(view);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena *arena = arena_new();
    Error error = {0};
    const Value *value = cbor_decode(arena, data, size, &error);
    must(arena_used(arena) <= 8192 + 256 * size);
    if (value) {
        Buf once = buf_new(arena), twice = buf_new(arena);
        cbor_encode(&once, value);
        const Value *again = cbor_decode(arena, once.data, once.len, &error);
        must(again != NULL);
        cbor_encode(&twice, again);
        must(once.len == twice.len && memcmp(once.data, twice.data, once.len) == 0);
        check_tree(arena, value);
    } else {
        must(error.code == ERR_INVALID);
    }
    arena_free(arena);
    return 0;
}
