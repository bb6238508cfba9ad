/* Sequences and frames whose order does not count: each item is paired with one that agrees with it.
 *
 * Both sides are sorted and paired side by side. Real numbers and what agrees exactly are done with that: the numbers that agree with
 * an expected one are an interval whose two ends move up with it, so if any pairing exists, the sorted one does. For anything else (rows, complex
 * numbers, dicts) a rounding error may have swapped neighbours, and one item may agree with several: there the pairing is a
 * matching in the graph of what agrees, found by augmenting paths. That graph is looked at in full, so it is made for at most MATCHED items; above, the
 * sorted order decides, and items that differ by rounding in their first number may count as different. */
#include "base/buf.h"
#include "judge/agree.h"
#include "judge/show.h"
#include "judge/walk.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MATCHED = 1500, SHOWN_CHARACTERS = 80, SHOWN_ITEMS = 12 };

/* ---- matching ---- */

typedef struct {
    const bool *fits;
    size_t count, *partner, *taken, *from;
} Matching;

/* Grows a tree of alternating paths from `root`, breadth first (so that no recursion is deep), until it reaches a free partner. */
static bool augment(Matching *m, size_t root, size_t *queue) {
    size_t head = 0, tail = 0;
    for (size_t k = 0; k < m->count; k++) m->from[k] = SIZE_MAX;
    queue[tail++] = root;
    while (head < tail) {
        size_t i = queue[head++];
        for (size_t k = 0; k < m->count; k++) {
            if (m->from[k] != SIZE_MAX || !m->fits[i * m->count + k]) continue;
            m->from[k] = i;
            if (m->taken[k] != SIZE_MAX) {
                queue[tail++] = m->taken[k];
                continue;
            }
            for (size_t next = k; next != SIZE_MAX;) { /* turn the path around */
                size_t owner = m->from[next], before = m->partner[owner];
                m->partner[owner] = next;
                m->taken[next] = owner;
                next = before;
            }
            return true;
        }
    }
    return false;
}

bool match_all(Arena *arena, const bool *fits, size_t count, size_t *partner, size_t *taken) {
    Matching m = {fits, count, partner, taken, ARENA_MANY(arena, size_t, count + 1)};
    size_t *queue = ARENA_MANY(arena, size_t, count + 1);
    bool perfect = true;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count && partner[i] == SIZE_MAX; k++)
            if (taken[k] == SIZE_MAX && fits[i * count + k]) partner[i] = k, taken[k] = i;
    for (size_t i = 0; i < count && perfect; i++)
        if (partner[i] == SIZE_MAX) perfect = augment(&m, i, queue);
    return perfect;
}

/* ---- items ---- */

typedef struct {
    Value *items;
    size_t count;
} Items;

/* Item i of an array: a scalar, or the array below it, which shares the elements. */
static Value array_item(Walk *walk, const ValueArray *array, size_t axis, size_t at) {
    if (axis + 1 == array->dimensions) return value_element(array, at);
    ValueArray *below = ARENA_NEW(walk->arena, ValueArray);
    *below = *array;
    below->dimensions = array->dimensions - axis - 1;
    below->shape = array->shape + axis + 1;
    below->count = 1;
    for (size_t i = 0; i < below->dimensions; i++) below->count *= below->shape[i];
    if (array->data) below->data = array->data + at * dtype_size(array->dtype);
    if (array->items) below->items = array->items + at;
    return (Value){.kind = VALUE_ARRAY, .array = below};
}

static Items array_items(Walk *walk, const Part *part) {
    const ValueArray *array = part->value.array;
    size_t stride = 1;
    for (size_t i = part->axis + 1; i < array->dimensions; i++) stride *= array->shape[i];
    Items items = {NULL, array->shape[part->axis]};
    items.items = ARENA_MANY(walk->arena, Value, items.count + 1);
    for (size_t i = 0; i < items.count; i++) items.items[i] = array_item(walk, array, part->axis, part->at + i * stride);
    return items;
}

/* The column of that name, or SIZE_MAX. */
static size_t column_of(const ValueFrame *frame, const Value *name) {
    size_t i = 0;
    while (i < frame->columns && value_order(&frame->names[i], name) != 0) i++;
    return i < frame->columns ? i : SIZE_MAX;
}

/* The rows as lists of cells, by the columns of `like`; false when the columns are others. */
static bool frame_items(Walk *walk, const ValueFrame *frame, const ValueFrame *like, Items *out) {
    *out = (Items){ARENA_MANY(walk->arena, Value, frame->rows + 1), frame->rows};
    if (frame->columns != like->columns) return false;
    Value *cells = ARENA_MANY(walk->arena, Value, frame->rows * frame->columns + 1);
    for (size_t c = 0; c < like->columns; c++) {
        size_t at = column_of(frame, &like->names[c]);
        if (at == SIZE_MAX) return false;
        for (size_t r = 0; r < frame->rows; r++) cells[r * like->columns + c] = value_element(frame->data[at].array, r);
    }
    for (size_t r = 0; r < frame->rows; r++) out->items[r] = value_list(cells + r * like->columns, like->columns);
    return true;
}

/* False for what has no items, or for frames that have different columns. */
static bool items_of(Walk *walk, const Part *part, const Part *like, Items *out) {
    const Value *value = &part->value;
    if (value->kind == VALUE_SERIES && like->value.kind != VALUE_FRAME) {
        Part column = part_of(&value->frame->data[0]);
        return *out = array_items(walk, &column), true;
    }
    if (value->kind == VALUE_FRAME && like->value.kind == VALUE_FRAME)
        return frame_items(walk, value->frame, like->value.frame, out);
    if ((value->kind == VALUE_ARRAY || value->kind == VALUE_TENSOR) && value->array->dimensions > 0)
        return *out = array_items(walk, part), true;
    if (value->kind != VALUE_LIST && value->kind != VALUE_TUPLE) return false;
    *out = (Items){value->list.items, value->list.count};
    return true;
}

/* ---- pairing ---- */

static int order_items(const void *one, const void *other, void *items) {
    const Value *all = items;
    return value_order(&all[*(const size_t *)one], &all[*(const size_t *)other]);
}

static size_t *sorted(Walk *walk, Items *items) {
    size_t *order = ARENA_MANY(walk->arena, size_t, items->count + 1);
    for (size_t i = 0; i < items->count; i++) order[i] = i;
    qsort_r(order, items->count, sizeof *order, order_items, items->items);
    return order;
}

/* Whether the sorted order decides: scalars that are no complex numbers. */
static bool is_linear(const Items *items) {
    for (size_t i = 0; i < items->count; i++)
        if (scalar_class(&items->items[i]) == CLASS_OTHER || items->items[i].kind == VALUE_COMPLEX) return false;
    return true;
}

static bool pair_side_by_side(Walk *walk, const Items *expected, const size_t *one, const Items *got, const size_t *other) {
    for (size_t i = 0; i < expected->count; i++)
        if (!walk_agree(walk, &expected->items[one[i]], &got->items[other[i]])) return false;
    return true;
}

/* Both in order, each with the first that agrees and comes no earlier: for saying what is missing. */
static void pair_in_order(Walk *walk, const Items *expected, const size_t *one, const Items *got, const size_t *other,
                          size_t *partner, size_t *taken) {
    for (size_t i = 0, k = 0; i < expected->count && k < got->count;) {
        const Value *item = &expected->items[one[i]], *candidate = &got->items[other[k]];
        if (walk_agree(walk, item, candidate)) {
            partner[one[i]] = other[k];
            taken[other[k++]] = one[i++];
        } else if (value_order(item, candidate) < 0)
            i++;
        else
            k++;
    }
}

static bool pair_by_matching(Walk *walk, const Items *expected, const Items *got, size_t *partner, size_t *taken) {
    size_t count = expected->count;
    bool *fits = ARENA_MANY(walk->arena, bool, count *count + 1);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++) fits[i * count + k] = walk_agree(walk, &expected->items[i], &got->items[k]);
    return match_all(walk->arena, fits, count, partner, taken);
}

/* ---- what is said ---- */

static const char *item_text(Walk *walk, const Value *item) {
    bool list = item->kind == VALUE_LIST || item->kind == VALUE_TUPLE,
         array = item->kind == VALUE_ARRAY && item->array->dimensions == 1;
    if (!list && !array) return show_value(walk->arena, item, SHOW_DIGITS, SHOWN_CHARACTERS, NULL);
    size_t count = list ? item->list.count : item->array->count;
    Buf text = buf_new(walk->arena);
    for (size_t i = 0; i < count && i < SHOWN_ITEMS; i++) {
        Value element = list ? item->list.items[i] : value_element(item->array, i);
        buf_printf(&text, "%s%s", i ? ", " : "", show_value(walk->arena, &element, SHOW_DIGITS, SHOWN_CHARACTERS / 4, NULL));
    }
    return arena_printf(walk->arena, "[%s%s]", text.data ? text.data : "", count > SHOWN_ITEMS ? ", ..." : "");
}

static void tell_unpaired(Walk *walk, const Items *expected, const Items *got, const size_t *partner, const size_t *taken,
                          StepKind step) {
    size_t missing = 0;
    while (missing < expected->count && partner[missing] != SIZE_MAX) missing++;
    if (walk->quick) {
        walk->equal = false;
        return;
    }
    const char *lacks = missing < expected->count ? item_text(walk, &expected->items[missing]) : NULL;
    for (size_t k = 0; k < got->count && !walk_over(walk); k++) {
        if (taken[k] != SIZE_MAX || !place_push(&walk->place, step, k, NULL)) continue;
        if (lacks)
            walk_differ(walk, "%s is not expected, and %s is missing (the order is free)", item_text(walk, &got->items[k]), lacks);
        else
            walk_differ(walk, "%s is not expected (the order is free)", item_text(walk, &got->items[k]));
        place_pop(&walk->place);
    }
    if (walk->equal) walk_differ(walk, "%s is missing (the order is free)", lacks ? lacks : "something");
}

void walk_any_order(Walk *walk, const Part *expected, const Part *got) {
    Items one, other;
    if (!items_of(walk, expected, expected, &one) || !items_of(walk, got, expected, &other) ||
        (walk->rules->strict_types && expected->value.kind != got->value.kind))
        return walk_parts(walk, expected, got);
    size_t *order = sorted(walk, &one), *got_order = sorted(walk, &other);
    size_t *partner = ARENA_MANY(walk->arena, size_t, one.count + 1), *taken = ARENA_MANY(walk->arena, size_t, other.count + 1);
    if (one.count == other.count && pair_side_by_side(walk, &one, order, &other, got_order)) return;
    for (size_t i = 0; i < one.count; i++) partner[i] = SIZE_MAX;
    for (size_t k = 0; k < other.count; k++) taken[k] = SIZE_MAX;
    bool linear = is_linear(&one) && is_linear(&other);
    if (linear || one.count != other.count || one.count > MATCHED)
        pair_in_order(walk, &one, order, &other, got_order, partner, taken);
    else if (pair_by_matching(walk, &one, &other, partner, taken))
        return;
    tell_unpaired(walk, &one, &other, partner, taken, expected->value.kind == VALUE_FRAME ? STEP_ROW : STEP_AXIS);
}
