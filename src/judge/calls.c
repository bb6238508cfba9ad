/* The names of the methods come from the case, never from the result. A method that is expected to return nothing may return what it
 * likes: that is no part of what was asked. */
#include "judge/calls.h"

#include "judge/view.h"

#include <stdio.h>
#include <string.h>

static const Value *call_at(const Value *inputs, size_t at) {
    const Value *calls = value_get(inputs, "calls");
    bool list = calls && (calls->kind == VALUE_LIST || calls->kind == VALUE_TUPLE);
    if (!list || at >= calls->list.count) return NULL;
    const Value *call = &calls->list.items[at];
    return (call->kind == VALUE_LIST || call->kind == VALUE_TUPLE) && call->list.count > 0 ? call : NULL;
}

static const char *label(Arena *arena, const Value *inputs, size_t at) {
    const Value *call = call_at(inputs, at);
    const char *method = call ? value_string(arena, &call->list.items[0]) : NULL;
    return arena_printf(arena, "call %zu, %s()", at + 1, method ? method : "?");
}

static size_t attribute_count(const Value *call) {
    const Value *attributes = value_get(call, "attributes");
    return attributes && attributes->kind == VALUE_DICT ? attributes->list.count : 0;
}

static bool returns_count(const Value *expected, size_t at) {
    if (expected->kind != VALUE_LIST || at >= expected->list.count) return true;
    const Value *returns = value_get(&expected->list.items[at], "returns");
    return returns && returns->kind != VALUE_NONE;
}

/* Appends what one call came to; returns the number of pairs. */
static size_t add_call(Arena *arena, const char *name, const Value *call, bool with_returns, Value *pairs) {
    size_t count = 0;
    const Value *returns = value_get(call, "returns"), *attributes = value_get(call, "attributes");
    if (with_returns && returns) {
        pairs[0] = value_text(name);
        pairs[1] = *returns;
        count++;
    }
    for (size_t i = 0; i < attribute_count(call); i++, count++) {
        const char *attribute = value_string(arena, &attributes->list.items[2 * i]);
        pairs[2 * count] = value_text(arena_printf(arena, "%s, %s", name, attribute ? attribute : "?"));
        pairs[2 * count + 1] = attributes->list.items[2 * i + 1];
    }
    return count;
}

const Value *calls_labelled(Arena *arena, const Value *inputs, const Value *expected, const Value *result) {
    if (result->kind != VALUE_LIST) return NULL;
    size_t most = 0, count = 0;
    for (size_t i = 0; i < result->list.count; i++) most += 1 + attribute_count(&result->list.items[i]);
    Value *pairs = ARENA_MANY(arena, Value, 2 * most), *labelled = ARENA_NEW(arena, Value);
    for (size_t i = 0; i < result->list.count; i++)
        count += add_call(arena, label(arena, inputs, i), &result->list.items[i], returns_count(expected, i), pairs + 2 * count);
    *labelled = value_dict(pairs, count);
    return labelled;
}

json_t *calls_inputs_view(const Value *inputs) {
    ARENA_SCOPED Arena *arena = arena_new();
    json_t *views = json_object();
    const Value *construct = value_get(inputs, "construct"), *call;
    if (construct && construct->kind == VALUE_DICT && construct->list.count > 0)
        json_object_set_new(views, "construct", view_value(NULL, construct, NULL, true));
    for (size_t i = 0; (call = call_at(inputs, i)); i++) {
        Value none = value_dict(NULL, 0);
        const Value *arguments = call->list.count > 1 ? &call->list.items[1] : &none;
        json_object_set_new(views, label(arena, inputs, i), view_value(NULL, arguments, NULL, true));
    }
    return views;
}
