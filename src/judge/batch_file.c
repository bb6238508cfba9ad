/* A batch as bytes: a checksum (BLAKE2b), then one CBOR map. Values stand inside as byte strings, so that the depth and the number of nodes
 * of each are bounded on their own, as when they came from the box. A file that does not check is no error: the batch is made again. */
#include "judge/batch.h"
#include "text/cbor.h"

#include <sodium.h>
#include <string.h>

enum { CHECKSUM = 32 };

static void put_value(Buf *out, const Value *value) {
    Buf bytes = buf_new(out->arena);
    cbor_encode(&bytes, value);
    cbor_put_bytes(out, bytes.data, bytes.len);
}

static void put_optional(Buf *out, const char *text) {
    if (text)
        cbor_put_text(out, text);
    else
        cbor_put_null(out);
}

static void put_cases(Buf *out, const Batch *batch) {
    cbor_put_list(out, batch->count);
    for (size_t i = 0; i < batch->count; i++) {
        const Case *one = &batch->cases[i];
        cbor_put_list(out, 4);
        cbor_put_text(out, one->name);
        cbor_put_text(out, one->why);
        cbor_put_bool(out, one->visible);
        cbor_put_bytes(out, one->bytes, one->len);
    }
}

static void put_outputs(Buf *out, const Output *outputs, size_t count) {
    cbor_put_list(out, count);
    for (size_t i = 0; i < count; i++) {
        cbor_put_list(out, 4);
        cbor_put_int(out, outputs[i].known ? (int64_t)outputs[i].outcome : -1);
        cbor_put_float(out, outputs[i].ms);
        put_optional(out, outputs[i].exception);
        if (outputs[i].value)
            put_value(out, outputs[i].value);
        else
            cbor_put_null(out);
    }
}

static void put_learnt(Buf *out, Batch *batch) {
    pthread_mutex_lock(&batch->lock);
    cbor_put_list(out, batch->wrong_count);
    for (size_t w = 0; w < batch->wrong_count; w++) put_outputs(out, batch->wrong[w], batch->count);
    cbor_put_list(out, batch->accepted_count);
    for (size_t a = 0; a < batch->accepted_count; a++) cbor_put_float(out, batch->accepted_ms[a]);
    pthread_mutex_unlock(&batch->lock);
}

char *batch_encode(Arena *arena, Batch *batch, size_t *len) {
    Buf out = buf_new(arena);
    buf_add(&out, (const char[CHECKSUM]){0}, CHECKSUM);
    cbor_put_list(&out, 6);
    cbor_put_bool(&out, batch->has_fresh);
    cbor_put_bool(&out, batch->has_check);
    put_cases(&out, batch);
    put_outputs(&out, batch->expected, batch->count);
    put_learnt(&out, batch);
    crypto_generichash((unsigned char *)out.data, CHECKSUM, (const unsigned char *)out.data + CHECKSUM, out.len - CHECKSUM, NULL,
                       0);
    *len = out.len;
    return out.data;
}

/* The list with `count` items, or NULL; any length when count is SIZE_MAX. */
static const Value *list_of(const Value *value, size_t count) {
    bool fits = value && value->kind == VALUE_LIST && (count == SIZE_MAX || value->list.count == count);
    return fits ? value->list.items : NULL;
}

static const Value *take_value(Arena *arena, const Value *bytes) {
    Error error;
    return bytes->kind == VALUE_BYTES ? cbor_decode(arena, bytes->text.data, bytes->text.len, &error) : NULL;
}

static bool take_case(Batch *batch, const Value *stored, Case *out) {
    const Value *parts = list_of(stored, 4);
    if (!parts || parts[2].kind != VALUE_BOOL) return false;
    out->name = value_string(batch->arena, &parts[0]);
    out->why = value_string(batch->arena, &parts[1]);
    out->visible = parts[2].boolean;
    out->inputs = take_value(batch->arena, &parts[3]);
    if (!out->name || !out->why || !out->inputs || out->inputs->kind != VALUE_DICT) return false;
    out->bytes = parts[3].text.data;
    out->len = parts[3].text.len;
    batch->visible += out->visible;
    return true;
}

static bool take_output(Arena *arena, const Value *stored, Output *out) {
    const Value *parts = list_of(stored, 4);
    if (!parts || parts[0].kind != VALUE_INT || parts[1].kind != VALUE_FLOAT || parts[0].integer > BOX_NO_RESULT) return false;
    out->known = parts[0].integer >= 0;
    if (!out->known) return true;
    out->outcome = (BoxOutcome)parts[0].integer;
    out->ms = parts[1].number;
    out->exception = value_string(arena, &parts[2]);
    out->value = parts[3].kind == VALUE_NONE ? NULL : take_value(arena, &parts[3]);
    return (out->outcome == BOX_OK) == (out->value != NULL);
}

static bool take_outputs(Arena *arena, const Value *stored, Output *outputs, size_t count) {
    const Value *items = list_of(stored, count);
    for (size_t i = 0; items && i < count; i++)
        if (!take_output(arena, &items[i], &outputs[i])) return false;
    return items != NULL;
}

static bool take_times(const Value *stored, double *times, size_t count) {
    const Value *items = list_of(stored, count);
    for (size_t i = 0; items && i < count; i++) {
        if (items[i].kind != VALUE_FLOAT) return false;
        times[i] = items[i].number;
    }
    return items != NULL;
}

static bool all_expected(const Batch *batch) {
    for (size_t i = 0; i < batch->count; i++)
        if (!batch->expected[i].known || batch->expected[i].outcome != BOX_OK) return false;
    return true;
}

static bool take_batch(Batch *batch, const Value *parts) {
    const Value *cases = list_of(&parts[2], batch->count), *wrong = list_of(&parts[4], batch->wrong_count);
    if (!cases || !wrong || parts[0].kind != VALUE_BOOL || parts[1].kind != VALUE_BOOL) return false;
    batch->has_fresh = parts[0].boolean;
    batch->has_check = parts[1].boolean;
    for (size_t i = 0; i < batch->count; i++)
        if (!take_case(batch, &cases[i], &batch->cases[i])) return false;
    for (size_t w = 0; w < batch->wrong_count; w++)
        if (!take_outputs(batch->arena, &wrong[w], batch->wrong[w], batch->count)) return false;
    return take_outputs(batch->arena, &parts[3], batch->expected, batch->count) && all_expected(batch) &&
           take_times(&parts[5], batch->accepted_ms, batch->accepted_count);
}

Batch *batch_decode(const Question *question, const void *bytes, size_t len) {
    unsigned char checksum[CHECKSUM];
    Error error;
    if (len <= CHECKSUM) return NULL;
    crypto_generichash(checksum, CHECKSUM, (const unsigned char *)bytes + CHECKSUM, len - CHECKSUM, NULL, 0);
    if (memcmp(checksum, bytes, CHECKSUM) != 0) return NULL;
    ARENA_SCOPED Arena *probe = arena_new();
    const Value *tree = cbor_decode(probe, (const char *)bytes + CHECKSUM, len - CHECKSUM, &error);
    const Value *parts = list_of(tree, 6), *cases = parts ? list_of(&parts[2], SIZE_MAX) : NULL;
    if (!cases) return NULL;
    Batch *batch = batch_new(question, parts[2].list.count);
    const char *kept = arena_memdup(batch->arena, bytes, len); /* the values point into it */
    tree = cbor_decode(batch->arena, kept + CHECKSUM, len - CHECKSUM, &error);
    if (tree && take_batch(batch, tree->list.items)) return batch;
    batch_free(batch);
    return NULL;
}
