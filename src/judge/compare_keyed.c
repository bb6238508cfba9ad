/* What goes by name or has no order: dicts, sets, the columns of frames.
 *
 * Names are found by sorting both sides and searching, never by hashing: a learner's program chooses the keys, and could choose
 * them so that they all collide. Keys agree exactly (1 and 1.0 are one key, True is another). */
#include "judge/agree.h"
#include "judge/show.h"
#include "judge/walk.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_CHARACTERS = 80, GREEDY = 256 };

/* `count` values that lie `stride` apart. */
typedef struct {
    const Value *first;
    size_t stride, count;
} Keys;

static const Value *key_at(const Keys *keys, size_t i) { return &keys->first[i * keys->stride]; }

static int order_keys(const void *one, const void *other, void *keys) {
    return value_order(key_at(keys, *(const size_t *)one), key_at(keys, *(const size_t *)other));
}

static size_t *sorted(Arena *arena, Keys *keys) {
    size_t *order = ARENA_MANY(arena, size_t, keys->count);
    for (size_t i = 0; i < keys->count; i++) order[i] = i;
    qsort_r(order, keys->count, sizeof *order, order_keys, keys);
    return order;
}

static size_t find(const Keys *keys, const size_t *order, const Value *key) {
    size_t low = 0, high = keys->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int side = value_order(key_at(keys, order[middle]), key);
        if (side == 0) return order[middle];
        if (side < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}

/* For each expected key its position in what was got, or SIZE_MAX. Says which are missing and which are too many. */
static size_t *match_keys(Walk *walk, StepKind step, const char *what, Keys expected, Keys got) {
    size_t *place = ARENA_MANY(walk->arena, size_t, expected.count), *order = sorted(walk->arena, &got);
    bool *known = ARENA_MANY(walk->arena, bool, got.count);
    size_t missing = 0, first_missing = 0;
    for (size_t i = 0; i < expected.count; i++) {
        place[i] = find(&got, order, key_at(&expected, i));
        if (place[i] != SIZE_MAX)
            known[place[i]] = true;
        else if (missing++ == 0)
            first_missing = i;
    }
    if (missing && step == STEP_LABEL)
        walk_differ(walk, "%s is missing", value_string(walk->arena, key_at(&expected, first_missing)));
    else if (missing) {
        const char *name = show_value(walk->arena, key_at(&expected, first_missing), SHOW_ALL_DIGITS, SHOWN_CHARACTERS, NULL);
        if (missing == 1)
            walk_differ(walk, "%s %s is missing", what, name);
        else
            walk_differ(walk, "%s %s and %zu more are missing", what, name, missing - 1);
    }
    for (size_t i = 0; i < got.count && !walk_over(walk); i++) {
        if (known[i] || !place_push(&walk->place, step, i, key_at(&got, i))) continue;
        walk_differ(walk, "not expected");
        place_pop(&walk->place);
    }
    return place;
}

void walk_dicts(Walk *walk, const Value *expected, const Value *got) {
    StepKind step = walk->names == NAME_LABELS && walk->place.count == 0 ? STEP_LABEL : STEP_KEY;
    Keys keys = {expected->list.items, 2, expected->list.count}, got_keys = {got->list.items, 2, got->list.count};
    size_t *place = match_keys(walk, step, "key", keys, got_keys);
    for (size_t i = 0; i < keys.count && !walk_over(walk); i++) {
        if (place[i] == SIZE_MAX) continue;
        Part one = part_of(key_at(&keys, i) + 1), other = part_of(key_at(&got_keys, place[i]) + 1);
        if (!place_push(&walk->place, step, place[i], key_at(&keys, i))) return walk_differ(walk, "nested too deep to compare");
        walk_parts(walk, &one, &other);
        place_pop(&walk->place);
    }
}

static bool members_agree(const Walk *walk, const Value *one, const Value *other) {
    return value_order(one, other) == 0       ? compare_equal(walk->rules, one, other)
           : scalar_class(one) != CLASS_OTHER ? agree_scalars(walk->rules, one, other)
                                              : compare_equal(walk->rules, one, other);
}

/* Small sets: each member takes the first free one that agrees, whatever rounding has done to their order. */
static void pair_all(const Walk *walk, const Keys *expected, const Keys *got, size_t *partner, bool *taken) {
    for (size_t i = 0; i < expected->count; i++)
        for (size_t k = 0; k < got->count && partner[i] == SIZE_MAX; k++)
            if (!taken[k] && members_agree(walk, key_at(expected, i), key_at(got, k))) partner[i] = k, taken[k] = true;
}

/* Large sets: both in order, side by side. */
static void pair_in_order(Walk *walk, Keys *expected, Keys *got, size_t *partner, bool *taken) {
    size_t *one = sorted(walk->arena, expected), *other = sorted(walk->arena, got);
    for (size_t i = 0, k = 0; i < expected->count && k < got->count;) {
        const Value *member = key_at(expected, one[i]), *candidate = key_at(got, other[k]);
        if (members_agree(walk, member, candidate)) {
            partner[one[i++]] = other[k];
            taken[other[k++]] = true;
        } else if (value_order(member, candidate) < 0)
            i++;
        else
            k++;
    }
}

void walk_sets(Walk *walk, const Value *expected, const Value *got) {
    Keys members = {expected->list.items, 1, expected->list.count}, candidates = {got->list.items, 1, got->list.count};
    if (walk->quick && members.count != candidates.count) {
        walk->equal = false; /* without another look: sets in sets must not multiply */
        return;
    }
    size_t *partner = ARENA_MANY(walk->arena, size_t, members.count);
    bool *taken = ARENA_MANY(walk->arena, bool, candidates.count);
    for (size_t i = 0; i < members.count; i++) partner[i] = SIZE_MAX;
    if (members.count <= GREEDY && candidates.count <= GREEDY)
        pair_all(walk, &members, &candidates, partner, taken);
    else
        pair_in_order(walk, &members, &candidates, partner, taken);
    for (size_t i = 0; i < members.count; i++) {
        if (partner[i] != SIZE_MAX) continue;
        walk_differ(walk, "%s is missing", show_value(walk->arena, key_at(&members, i), SHOW_DIGITS, SHOWN_CHARACTERS, NULL));
        break;
    }
    for (size_t i = 0; i < candidates.count && !walk_over(walk); i++) {
        if (taken[i]) continue;
        const char *text = show_value(walk->arena, key_at(&candidates, i), SHOW_DIGITS, SHOWN_CHARACTERS, NULL);
        if (!place_push(&walk->place, STEP_MEMBER, i, NULL)) return;
        walk_differ(walk, "%s is not expected", text);
        place_pop(&walk->place);
    }
}

static Value index_label(const ValueFrame *frame, size_t row) {
    if (!frame->index) return value_int((int64_t)row);
    return frame->index->kind == VALUE_ARRAY ? value_element(frame->index->array, row) : frame->index->list.items[row];
}

/* Rows of both frames in the order in which they are compared; NULL: as they stand. */
typedef struct {
    size_t *expected, *got;
} Rows;

static size_t row_at(const size_t *order, size_t i) { return order ? order[i] : i; }

static void walk_index(Walk *walk, const ValueFrame *expected, const ValueFrame *got, Rows rows) {
    for (size_t i = 0; i < expected->rows && !walk_over(walk); i++) {
        Value one = index_label(expected, row_at(rows.expected, i)), other = index_label(got, row_at(rows.got, i));
        if (members_agree(walk, &one, &other)) continue;
        if (!place_push(&walk->place, STEP_INDEX, row_at(rows.got, i), NULL)) return;
        if (scalar_class(&one) != CLASS_OTHER && scalar_class(&one) == scalar_class(&other))
            walk_scalars_differ(walk, &one, &other);
        else {
            Part left = part_of(&one), right = part_of(&other);
            walk_wrong_type(walk, &left, &right);
        }
        place_pop(&walk->place);
    }
}

static void walk_cell(Walk *walk, const Value *expected, const Value *got) {
    if (walk->rules->nan_equal && is_missing(expected) && is_missing(got)) return;
    Part one = part_of(expected), other = part_of(got);
    walk_parts(walk, &one, &other);
}

/* Two columns of `rows` elements, at the place of the column. */
static void walk_column(Walk *walk, const ValueArray *expected, const ValueArray *got, Rows rows) {
    ScalarClass class = dtype_class(expected->dtype), got_class = dtype_class(got->dtype);
    if (class != got_class && class != CLASS_OTHER && got_class != CLASS_OTHER && expected->count > 0)
        return walk_differ(walk, "%s values, expected %s", got->name, expected->name);
    bool runs = !rows.got && class == got_class && class != CLASS_OTHER;
    for (size_t i = 0; i < expected->count && !walk_over(walk); i++) {
        if (runs) i += agree_run(walk->rules, expected, i, got, i, expected->count - i);
        if (i == expected->count) return;
        size_t at = row_at(rows.got, i);
        Value one = value_element(expected, row_at(rows.expected, i)), other = value_element(got, at);
        if (!place_push(&walk->place, STEP_ROW, at, NULL)) return;
        walk_cell(walk, &one, &other);
        place_pop(&walk->place);
    }
}

/* Columns in the order in which rows are sorted by them. */
typedef struct {
    const ValueArray **columns;
    size_t count;
} RowOrder;

static int order_rows(const void *one, const void *other, void *order) {
    const RowOrder *by = order;
    for (size_t i = 0; i < by->count; i++) {
        Value left = value_element(by->columns[i], *(const size_t *)one),
              right = value_element(by->columns[i], *(const size_t *)other);
        int side = value_order(&left, &right);
        if (side) return side;
    }
    return 0;
}

/* Sorts rows by the columns that cannot be off by a rounding error first, so that the last digits of a float seldom decide. */
static size_t *sort_rows(Arena *arena, const ValueFrame *frame, const ValueFrame *expected, const size_t *place) {
    RowOrder by = {ARENA_MANY(arena, const ValueArray *, expected->columns), 0};
    for (int floats = 0; floats < 2; floats++)
        for (size_t i = 0; i < expected->columns; i++)
            if (place[i] != SIZE_MAX && dtype_is_float(expected->data[i].array->dtype) == (floats == 1))
                by.columns[by.count++] = frame->data[frame == expected ? i : place[i]].array;
    size_t *order = ARENA_MANY(arena, size_t, frame->rows);
    for (size_t i = 0; i < frame->rows; i++) order[i] = i;
    qsort_r(order, frame->rows, sizeof *order, order_rows, &by);
    return order;
}

static void walk_columns(Walk *walk, const ValueFrame *expected, const ValueFrame *got, const size_t *place, Rows rows) {
    for (size_t i = 0; i < expected->columns && !walk_over(walk); i++) {
        if (place[i] == SIZE_MAX) continue;
        if (!place_push(&walk->place, STEP_COLUMN, place[i], &expected->names[i])) return;
        walk_column(walk, expected->data[i].array, got->data[place[i]].array, rows);
        place_pop(&walk->place);
    }
}

void walk_frames(Walk *walk, const Value *expected, const Value *got) {
    const ValueFrame *one = expected->frame, *other = got->frame;
    bool series = expected->kind == VALUE_SERIES;
    size_t only = 0, *place = &only;
    if (!series)
        place =
            match_keys(walk, STEP_COLUMN, "column", (Keys){one->names, 1, one->columns}, (Keys){other->names, 1, other->columns});
    if (one->rows != other->rows)
        return walk_differ(walk, "%zu row%s, expected %zu", other->rows, other->rows == 1 ? "" : "s", one->rows);
    Rows rows = {NULL, NULL};
    if (!walk->rules->row_order && !series)
        rows = (Rows){sort_rows(walk->arena, one, one, place), sort_rows(walk->arena, other, one, place)};
    if (walk->rules->index) walk_index(walk, one, other, rows);
    if (series)
        walk_column(walk, one->data[0].array, other->data[0].array, rows);
    else
        walk_columns(walk, one, other, place, rows);
}
