/* The ready checkers: results of which more than one is right, and the rule that says which.
 *
 * What has lines (columns, rows, or one whole) is copied into a table of scalars, whether it came as an array or as lists. Then what is free
 * is chosen so that it fits best: each line is turned by its sign, lines are paired. If everything agrees with that choice, the result is
 * right; if not, the table as chosen goes through the plain comparison, which words the difference and finds the cells, and a
 * few words say that the freedom has been granted already. What is no table, or has another shape than expected, goes there at once.
 *
 * Work is bounded: signs cost two looks at a cell, a permutation a look at each pair of lines (at most PERMUTED lines), labels a sort. */
#include "base/buf.h"
#include "judge/agree.h"
#include "judge/show.h"
#include "judge/walk.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { PERMUTED = 512, SHOWN_CHARACTERS = 80 };

/* ---- tables ---- */

typedef struct {
    Value *cells; /* row after row */
    size_t shape[ARRAY_DIMENSIONS], dimensions, rows, columns;
} Sheet;

static bool part_is_array(const Part *part) {
    return (part->value.kind == VALUE_ARRAY || part->value.kind == VALUE_TENSOR) && part->value.array->dimensions > 0;
}

static bool part_has_shape(const Part *part, size_t *shape, size_t *dimensions) {
    if (!part_is_array(part)) return compare_shape(&part->value, shape, dimensions);
    *dimensions = part->value.array->dimensions - part->axis;
    memcpy(shape, part->value.array->shape + part->axis, *dimensions * sizeof *shape);
    return true;
}

/* Appends the scalars below a value; false when one is none. */
static bool add_cells(const Value *value, size_t from, size_t count, Value **next) {
    bool array = (value->kind == VALUE_ARRAY || value->kind == VALUE_TENSOR);
    if (array) {
        for (size_t i = 0; i < count; i++) {
            **next = value_element(value->array, from + i);
            if (scalar_class((*next)++) == CLASS_OTHER) return false;
        }
        return true;
    }
    if (value->kind != VALUE_LIST && value->kind != VALUE_TUPLE) {
        *(*next)++ = *value;
        return scalar_class(value) != CLASS_OTHER;
    }
    for (size_t i = 0; i < value->list.count; i++) {
        const Value *item = &value->list.items[i];
        bool inner = item->kind == VALUE_ARRAY || item->kind == VALUE_TENSOR;
        if (!add_cells(item, 0, inner ? item->array->count : 0, next)) return false;
    }
    return true;
}

/* False for what is no regular sequence of scalars of one or two dimensions. */
static bool table_of(Walk *walk, const Part *part, Sheet *out) {
    Part column = *part;
    if (part->value.kind == VALUE_SERIES) column = part_of(&part->value.frame->data[0]);
    if (!part_has_shape(&column, out->shape, &out->dimensions) || out->dimensions > 2) return false;
    out->rows = out->shape[0];
    out->columns = out->dimensions == 2 ? out->shape[1] : 1;
    size_t count = out->rows * out->columns;
    Value *next = out->cells = ARENA_MANY(walk->arena, Value, count + 1);
    return add_cells(&column.value, column.at, count, &next);
}

static bool tables_of(Walk *walk, const Part *expected, const Part *got, Sheet *one, Sheet *other) {
    return table_of(walk, expected, one) && table_of(walk, got, other) && one->dimensions == other->dimensions &&
           one->rows == other->rows && one->columns == other->columns;
}

static Value table_value(Walk *walk, const Sheet *table) {
    ValueArray *array = ARENA_NEW(walk->arena, ValueArray);
    *array = (ValueArray){.dtype = DTYPE_ITEMS, .name = "object", .dimensions = table->dimensions, .shape = table->shape};
    array->count = table->rows * table->columns;
    array->items = table->cells;
    return (Value){.kind = VALUE_ARRAY, .array = array};
}

/* The line's cells are `step` apart. */
typedef struct {
    size_t from, step, count;
} Line;

static Line line_at(const Sheet *table, Along along, size_t i) {
    if (along == ALONG_WHOLE || table->dimensions == 1) return (Line){0, 1, table->rows * table->columns};
    return along == ALONG_ROWS ? (Line){i * table->columns, 1, table->columns} : (Line){i, table->columns, table->rows};
}

static size_t line_count(const Sheet *table, Along along) {
    if (along == ALONG_WHOLE || table->dimensions == 1) return 1;
    return along == ALONG_ROWS ? table->rows : table->columns;
}

static Value turned(Value value) {
    if (value.kind == VALUE_FLOAT) value.number = -value.number;
    if (value.kind == VALUE_COMPLEX) value.complex.re = -value.complex.re, value.complex.im = -value.complex.im;
    if (value.kind == VALUE_BIGINT) value = (Value){.kind = VALUE_FLOAT, .number = NAN}; /* beyond what has a use here */
    if (value.kind != VALUE_INT) return value;
    return value.integer == INT64_MIN ? value_float(0x1p63) : value_int(-value.integer);
}

static bool line_fits(const Walk *walk, const Sheet *expected, Line one, const Sheet *got, Line other, bool turn) {
    for (size_t i = 0; i < one.count; i++) {
        Value value = got->cells[other.from + i * other.step];
        if (turn) value = turned(value);
        if (!agree_scalars(walk->rules, &expected->cells[one.from + i * one.step], &value)) return false;
    }
    return true;
}

static double real_part(const Value *value) {
    return value->kind == VALUE_FLOAT ? value->number : value->kind == VALUE_INT ? (double)value->integer : 0;
}

/* Of a line that fits neither way: whether it points the other way. */
static bool points_away(const Sheet *expected, Line one, const Sheet *got, Line other) {
    double sum = 0;
    for (size_t i = 0; i < one.count; i++)
        sum += real_part(&expected->cells[one.from + i * one.step]) * real_part(&got->cells[other.from + i * other.step]);
    return sum < 0;
}

static void turn_line(Sheet *table, Line line) {
    for (size_t i = 0; i < line.count; i++)
        table->cells[line.from + i * line.step] = turned(table->cells[line.from + i * line.step]);
}

/* ---- up to sign ---- */

/* What the plain comparison says of the two, with `more` behind its first words. */
static void walk_tables(Walk *walk, const Sheet *expected, const Sheet *got, const char *more) {
    Value left = table_value(walk, expected), right = table_value(walk, got);
    Part one = part_of(&left), other = part_of(&right);
    const char *before = walk->message;
    walk_parts(walk, &one, &other);
    if (!walk->quick && !before && walk->message) walk->message = arena_printf(walk->arena, "%s%s", walk->message, more);
}

static void walk_sign(Walk *walk, Along along, const Part *expected, const Part *got) {
    Sheet one, other;
    if (!tables_of(walk, expected, got, &one, &other)) return walk_parts(walk, expected, got);
    size_t lines = line_count(&one, along);
    for (size_t i = 0; i < lines; i++) {
        Line line = line_at(&one, along, i);
        bool fits = line_fits(walk, &one, line, &other, line, false);
        if (!fits && (line_fits(walk, &one, line, &other, line, true) || points_away(&one, line, &other, line)))
            turn_line(&other, line);
    }
    bool whole = lines == 1 && (along == ALONG_WHOLE || one.dimensions == 1);
    walk_tables(walk, &one, &other,
                whole                 ? " (the sign of the whole is free; neither of the two fits)"
                : along == ALONG_ROWS ? " (the sign of each row is free; neither of the two fits this row)"
                                      : " (the sign of each column is free; neither of the two fits this column)");
}

/* ---- up to a permutation ---- */

static const char *line_text(Walk *walk, const Sheet *table, Line line) {
    Buf text = buf_new(walk->arena);
    for (size_t i = 0; i < line.count && text.len < SHOWN_CHARACTERS; i++)
        buf_printf(&text, "%s%s", i ? ", " : "",
                   show_value(walk->arena, &table->cells[line.from + i * line.step], SHOW_DIGITS, SHOWN_CHARACTERS, NULL));
    bool cut = text.len > SHOWN_CHARACTERS;
    return arena_printf(walk->arena, "[%.*s%s]", (int)(cut ? SHOWN_CHARACTERS : text.len), text.data ? text.data : "",
                        cut ? "..." : "");
}

/* The paths of the cells of a line. */
static void mark_line(Walk *walk, const Sheet *table, Line line, size_t from) {
    for (size_t i = from; i < line.count && !walk_over(walk); i++) {
        size_t cell = line.from + i * line.step, pushed = 0;
        if (table->dimensions == 2) pushed += place_push(&walk->place, STEP_AXIS, cell / table->columns, NULL);
        pushed += place_push(&walk->place, STEP_AXIS, table->dimensions == 2 ? cell % table->columns : cell, NULL);
        walk_differ(walk, "not expected");
        while (pushed--) place_pop(&walk->place);
    }
}

static void walk_unpaired(Walk *walk, const Sheet *expected, const Sheet *got, Along along, bool signs, const size_t *partner,
                          const size_t *taken, size_t count) {
    const char *what = along == ALONG_ROWS ? "row" : "column", *sign = signs ? " or with its sign turned" : "";
    size_t missing = 0, odd = 0;
    walk->equal = false;
    if (walk->quick) return;
    while (missing < count && partner[missing] != SIZE_MAX) missing++;
    while (odd < count && taken[odd] != SIZE_MAX) odd++;
    const char *where = place_name(walk->arena, &walk->place);
    if (!walk->message && missing < count && odd < count)
        walk->message =
            arena_printf(walk->arena, "%s%sno %s is %s%s (the order of %ss is free); %s %zu of yours is %s, which is not expected",
                         where, *where ? ": " : "", what, line_text(walk, expected, line_at(expected, along, missing)), sign, what,
                         what, odd, line_text(walk, got, line_at(got, along, odd)));
    for (size_t k = odd; k < count && !walk_over(walk); k++)
        if (taken[k] == SIZE_MAX) mark_line(walk, got, line_at(got, along, k), 0);
}

static bool permutation_fits(Walk *walk, const Sheet *one, const Sheet *other, Along along, bool signs, size_t *partner,
                             size_t *taken, size_t count) {
    bool *fits = ARENA_MANY(walk->arena, bool, count *count + 1);
    for (size_t i = 0; i < count; i++) {
        partner[i] = taken[i] = SIZE_MAX;
        for (size_t k = 0; k < count; k++) {
            Line line = line_at(one, along, i), candidate = line_at(other, along, k);
            fits[i * count + k] = line_fits(walk, one, line, other, candidate, false) ||
                                  (signs && line_fits(walk, one, line, other, candidate, true));
        }
    }
    return match_all(walk->arena, fits, count, partner, taken);
}

static void walk_permutation(Walk *walk, Along along, bool signs, const Part *expected, const Part *got) {
    Sheet one, other;
    if (!tables_of(walk, expected, got, &one, &other)) return walk_parts(walk, expected, got);
    if (one.dimensions == 1) { /* its elements are the lines */
        one.columns = other.columns = 1;
        one.dimensions = other.dimensions = 2;
        one.shape[1] = other.shape[1] = 1;
        along = ALONG_ROWS;
    }
    size_t count = line_count(&one, along);
    if (count > PERMUTED) return walk_differ(walk, "%zu lines in any order are more than can be compared (%d)", count, PERMUTED);
    size_t *partner = ARENA_MANY(walk->arena, size_t, count + 1), *taken = ARENA_MANY(walk->arena, size_t, count + 1);
    if (!permutation_fits(walk, &one, &other, along, signs, partner, taken, count))
        walk_unpaired(walk, &one, &other, along, signs, partner, taken, count);
}

/* ---- labels ---- */

static int order_cells(const void *one, const void *other, void *cells) {
    const Value *all = cells;
    size_t i = *(const size_t *)one, k = *(const size_t *)other;
    int order = value_order(&all[i], &all[k]);
    return order ? order : (i > k) - (i < k);
}

/* For each cell the first one of the same label. */
static size_t *first_of_group(Walk *walk, Value *cells, size_t count) {
    size_t *order = ARENA_MANY(walk->arena, size_t, count + 1), *first = ARENA_MANY(walk->arena, size_t, count + 1);
    for (size_t i = 0; i < count; i++) order[i] = i;
    qsort_r(order, count, sizeof *order, order_cells, cells);
    for (size_t i = 0; i < count; i++)
        first[order[i]] = i > 0 && value_order(&cells[order[i - 1]], &cells[order[i]]) == 0 ? first[order[i - 1]] : order[i];
    return first;
}

static const char *label_text(Walk *walk, const Value *label) {
    return show_value(walk->arena, label, SHOW_DIGITS, SHOWN_CHARACTERS, NULL);
}

/* Two groupings are one when each item has the same first companion in both. */
static void walk_labels(Walk *walk, const Part *expected, const Part *got) {
    Sheet one, other;
    if (!tables_of(walk, expected, got, &one, &other) || one.dimensions != 1) return walk_parts(walk, expected, got);
    size_t *first = first_of_group(walk, one.cells, one.rows), *got_first = first_of_group(walk, other.cells, one.rows);
    for (size_t i = 0; i < one.rows && !walk_over(walk); i++) {
        const Value *label = &other.cells[i];
        bool named = !is_missing(label);
        if (named && first[i] == got_first[i]) continue;
        if (!place_push(&walk->place, STEP_AXIS, i, NULL)) return;
        if (!named)
            walk_differ(walk, "%s is no label", label_text(walk, label));
        else if (got_first[i] < first[i])
            walk_differ(walk,
                        "has the label %s like item %zu, but the two belong to different groups (the names of the labels are free)",
                        label_text(walk, label), got_first[i]);
        else
            walk_differ(walk,
                        "has the label %s and item %zu has %s, but the two belong to one group (the names of the labels are free)",
                        label_text(walk, label), first[i], label_text(walk, &other.cells[first[i]]));
        place_pop(&walk->place);
    }
}

/* ---- all of them ---- */

void walk_alike(Walk *walk, const Part *expected, const Part *got) {
    const Compare *alike = walk->alike, *plain = walk->rules;
    walk->alike = NULL;
    switch (alike->alike) {
    case ALIKE_ANY_ORDER:
        walk_any_order(walk, expected, got);
        break;
    case ALIKE_SIGN:
        walk_sign(walk, alike->along, expected, got);
        break;
    case ALIKE_PERMUTATION:
    case ALIKE_BOTH:
        walk_permutation(walk, alike->along, alike->alike == ALIKE_BOTH, expected, got);
        break;
    case ALIKE_LABELS:
        walk_labels(walk, expected, got);
        break;
    case ALIKE_SHAPE:
        walk->rules = alike;
        walk_parts(walk, expected, got);
        break;
    case ALIKE_SAME:
        walk_parts(walk, expected, got);
        break;
    }
    walk->alike = alike;
    walk->rules = plain;
}
