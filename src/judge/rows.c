/* Three questions, in this order: are these the columns; are these the rows; is this their order. Each is answered in words that name rows, because
 * "2 rows too many" sends somebody to their join and "row 3: 0.42, expected 0.44" to their arithmetic.
 *
 * Rows are paired greedily while there are few, so that rounding cannot put two nearly equal rows out of step; large results are sorted, columns that
 * may be rounded last, and walked side by side. */
#include "judge/rows.h"

#include "base/buf.h"
#include "judge/agree.h"
#include "judge/show.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { GREEDY = 400, SHOWN_ROWS = 3, SHOWN_CELLS = 6, CELL_CHARACTERS = 40 };

#define NONE SIZE_MAX

typedef struct {
    Arena *arena;
    const Compare *rules;
    const ValueFrame *expected, *got;
    size_t *place;                 /* of each expected column among those that were got */
    size_t *partner, *got_partner; /* the row that a row was paired with, or NONE */
    Comparison *out;
} Pairing;

static Value expected_cell(const Pairing *p, size_t row, size_t column) {
    return value_element(p->expected->data[column].array, row);
}

static Value got_cell(const Pairing *p, size_t row, size_t column) {
    return value_element(p->got->data[p->place[column]].array, row);
}

static bool cells_agree(const Pairing *p, size_t expected, size_t got, size_t column) {
    Value one = expected_cell(p, expected, column), other = got_cell(p, got, column);
    if (is_missing(&one) || is_missing(&other)) return is_missing(&one) && is_missing(&other);
    return agree_scalars(p->rules, &one, &other);
}

/* The first column in which the rows differ, or NONE. */
static size_t first_difference(const Pairing *p, size_t expected, size_t got) {
    for (size_t i = 0; i < p->expected->columns; i++)
        if (!cells_agree(p, expected, got, i)) return i;
    return NONE;
}

/* ---- what is said ---- */

static void say(Pairing *p, const char *message) {
    p->out->equal = false;
    if (!*p->out->message) p->out->message = message;
}

static void mark(Pairing *p, size_t row, size_t column) {
    if (json_array_size(p->out->differs) < COMPARE_PATHS)
        json_array_append_new(p->out->differs, json_pack("[I, I]", (json_int_t)row, (json_int_t)p->place[column]));
}

static void mark_row(Pairing *p, size_t row) {
    for (size_t i = 0; i < p->expected->columns; i++) mark(p, row, i);
}

static const char *cell_text(const Pairing *p, Value value) {
    return show_value(p->arena, &value, SHOW_DIGITS, CELL_CHARACTERS, NULL);
}

/* "('2024-05', 0.42)", in the expected order of columns. */
static const char *row_text(const Pairing *p, bool expected, size_t row) {
    Buf text = buf_new(p->arena);
    for (size_t i = 0; i < p->expected->columns && i <= SHOWN_CELLS; i++) {
        buf_text(&text, i ? ", " : "(");
        buf_text(&text, i == SHOWN_CELLS ? "..." : cell_text(p, expected ? expected_cell(p, row, i) : got_cell(p, row, i)));
    }
    buf_char(&text, ')');
    return text.data;
}

static const char *column_name(const Pairing *p, size_t column) { return value_string(p->arena, &p->expected->names[column]); }

/* "row 3, month '2024-05', rate: 0.42, expected 0.44" */
static void say_cell(Pairing *p, size_t expected, size_t got, size_t column) {
    Value one = expected_cell(p, expected, column), other = got_cell(p, got, column);
    char *got_text, *expected_text;
    show_pair(p->arena, &other, &one, true, CELL_CHARACTERS, &got_text, &expected_text);
    bool typed = !is_missing(&one) && !is_missing(&other) && scalar_class(&one) != scalar_class(&other);
    const char *type = !typed                               ? ""
                       : scalar_class(&other) == CLASS_TEXT ? " (a text, where a number is wanted)"
                                                            : " (of another type)";
    const char *key = column > 0 && cells_agree(p, expected, got, 0)
                          ? arena_printf(p->arena, ", %s %s", column_name(p, 0), cell_text(p, expected_cell(p, expected, 0)))
                          : "";
    say(p, arena_printf(p->arena, "row %zu%s, %s: %s, expected %s%s", got + 1, key, column_name(p, column), got_text, expected_text,
                        type));
}

/* "2 rows too many: (1, 'a'), (2, 'b')" */
static void say_unpaired(Pairing *p, bool expected, size_t count) {
    const size_t *partner = expected ? p->partner : p->got_partner;
    size_t rows = expected ? p->expected->rows : p->got->rows, shown = 0;
    Buf text = buf_new(p->arena);
    buf_printf(&text, "%zu row%s %s: ", count, count == 1 ? "" : "s",
               expected ? (count == 1 ? "is missing" : "are missing") : "too many");
    for (size_t i = 0; i < rows && shown < SHOWN_ROWS; i++) {
        if (partner[i] != NONE) continue;
        buf_printf(&text, "%s%s", shown++ ? ", " : "", row_text(p, expected, i));
    }
    if (count > shown) buf_text(&text, ", ...");
    say(p, text.data);
}

/* ---- columns ---- */

static bool same_name(Arena *arena, const Value *one, const Value *other) {
    const char *left = value_string(arena, one), *right = value_string(arena, other);
    return left && right && strcasecmp(left, right) == 0;
}

static const char *names_text(const Pairing *p, const ValueFrame *frame) {
    Buf text = buf_new(p->arena);
    for (size_t i = 0; i < frame->columns; i++) buf_printf(&text, "%s%s", i ? ", " : "", value_string(p->arena, &frame->names[i]));
    return text.data;
}

static bool match_columns(Pairing *p) {
    bool *taken = ARENA_MANY(p->arena, bool, p->got->columns);
    p->place = ARENA_MANY(p->arena, size_t, p->expected->columns);
    for (size_t i = 0; i < p->expected->columns; i++) {
        size_t at = 0;
        while (at < p->got->columns && (taken[at] || !same_name(p->arena, &p->expected->names[i], &p->got->names[at]))) at++;
        if (at == p->got->columns) {
            say(p, arena_printf(p->arena, "column %s is missing; yours are %s, wanted are %s (name one with AS)", column_name(p, i),
                                names_text(p, p->got), names_text(p, p->expected)));
            return false;
        }
        taken[at] = true;
        p->place[i] = at;
    }
    if (p->got->columns == p->expected->columns) return true;
    size_t extra = 0;
    while (taken[extra]) extra++;
    say(p, arena_printf(p->arena, "column %s is not asked for; wanted are %s", value_string(p->arena, &p->got->names[extra]),
                        names_text(p, p->expected)));
    return false;
}

/* ---- pairing ---- */

static void pair(Pairing *p, size_t expected, size_t got) {
    p->partner[expected] = got;
    p->got_partner[got] = expected;
}

static void pair_greedily(Pairing *p) {
    for (size_t i = 0; i < p->expected->rows; i++)
        for (size_t k = 0; k < p->got->rows && p->partner[i] == NONE; k++)
            if (p->got_partner[k] == NONE && first_difference(p, i, k) == NONE) pair(p, i, k);
}

typedef struct {
    const Pairing *p;
    bool expected;
    const size_t *columns; /* those that may be rounded last */
} RowOrder;

static Value side_cell(const RowOrder *by, size_t row, size_t column) {
    return by->expected ? expected_cell(by->p, row, column) : got_cell(by->p, row, column);
}

static int order_rows(const void *one, const void *other, void *order) {
    const RowOrder *by = order;
    for (size_t i = 0; i < by->p->expected->columns; i++) {
        Value left = side_cell(by, *(const size_t *)one, by->columns[i]),
              right = side_cell(by, *(const size_t *)other, by->columns[i]);
        int side = value_order(&left, &right);
        if (side) return side;
    }
    return 0;
}

static bool has_reals(const ValueFrame *frame, size_t column) {
    for (size_t i = 0; i < frame->rows; i++)
        if (value_element(frame->data[column].array, i).kind == VALUE_FLOAT) return true;
    return false;
}

static size_t *column_order(const Pairing *p) {
    size_t *order = ARENA_MANY(p->arena, size_t, p->expected->columns), count = 0;
    for (int reals = 0; reals < 2; reals++)
        for (size_t i = 0; i < p->expected->columns; i++)
            if (has_reals(p->expected, i) == (reals == 1)) order[count++] = i;
    return order;
}

static size_t *sorted(Pairing *p, const size_t *columns, bool expected) {
    size_t count = expected ? p->expected->rows : p->got->rows;
    size_t *rows = ARENA_MANY(p->arena, size_t, count);
    RowOrder by = {p, expected, columns};
    for (size_t i = 0; i < count; i++) rows[i] = i;
    qsort_r(rows, count, sizeof *rows, order_rows, &by);
    return rows;
}

static int order_across(const Pairing *p, const size_t *columns, size_t expected, size_t got) {
    for (size_t i = 0; i < p->expected->columns; i++) {
        Value one = expected_cell(p, expected, columns[i]), other = got_cell(p, got, columns[i]);
        int side = cells_agree(p, expected, got, columns[i]) ? 0 : value_order(&one, &other);
        if (side) return side;
    }
    return 0;
}

static void pair_in_order(Pairing *p) {
    size_t *columns = column_order(p), *one = sorted(p, columns, true), *other = sorted(p, columns, false);
    for (size_t i = 0, k = 0; i < p->expected->rows && k < p->got->rows;) {
        int side = first_difference(p, one[i], other[k]) == NONE ? 0 : order_across(p, columns, one[i], other[k]);
        if (side == 0 && first_difference(p, one[i], other[k]) == NONE)
            pair(p, one[i++], other[k++]);
        else if (side <= 0)
            i++;
        else
            k++;
    }
}

static size_t unpaired(const size_t *partner, size_t count) {
    size_t left = 0;
    for (size_t i = 0; i < count; i++) left += partner[i] == NONE;
    return left;
}

static void pair_rows(Pairing *p) {
    p->partner = ARENA_MANY(p->arena, size_t, p->expected->rows);
    p->got_partner = ARENA_MANY(p->arena, size_t, p->got->rows);
    for (size_t i = 0; i < p->expected->rows; i++) p->partner[i] = NONE;
    for (size_t i = 0; i < p->got->rows; i++) p->got_partner[i] = NONE;
    if (p->expected->rows <= GREEDY && p->got->rows <= GREEDY)
        pair_greedily(p);
    else
        pair_in_order(p);
}

/* ---- verdicts ---- */

/* An unpaired row of each side that begin alike: one row with a wrong value in it. False when there is none. */
static bool say_near(Pairing *p) {
    for (size_t k = 0; k < p->got->rows; k++)
        for (size_t i = 0; p->got_partner[k] == NONE && i < p->expected->rows; i++) {
            if (p->partner[i] != NONE || !cells_agree(p, i, k, 0)) continue;
            say_cell(p, i, k, first_difference(p, i, k));
            return true;
        }
    return false;
}

static void tell_unpaired(Pairing *p, size_t missing, size_t extra) {
    for (size_t k = 0; k < p->got->rows; k++)
        if (p->got_partner[k] == NONE) mark_row(p, k);
    if (missing && !extra) return say_unpaired(p, true, missing);
    if (extra && !missing) return say_unpaired(p, false, extra);
    if (p->expected->rows != p->got->rows) {
        size_t more = p->got->rows > p->expected->rows ? p->got->rows - p->expected->rows : p->expected->rows - p->got->rows;
        const char *what = p->got->rows > p->expected->rows ? "too many" : more == 1 ? "is missing" : "are missing";
        size_t at = 0;
        while (p->got_partner[at] != NONE) at++;
        return say(p, arena_printf(p->arena, "%zu row%s %s (%zu, expected %zu), and row %zu is not expected: %s", more,
                                   more == 1 ? "" : "s", what, p->got->rows, p->expected->rows, at + 1, row_text(p, false, at)));
    }
    if (p->expected->columns > 1 && say_near(p)) return;
    size_t k = 0, i = 0;
    while (p->got_partner[k] != NONE) k++;
    while (p->partner[i] != NONE) i++;
    say(p,
        arena_printf(p->arena, "row %zu is not expected: %s; %s is missing", k + 1, row_text(p, false, k), row_text(p, true, i)));
}

/* Both have as many rows, and every row has its partner. */
static void tell_order(Pairing *p) {
    for (size_t i = 0; i < p->expected->rows; i++) {
        if (first_difference(p, i, i) == NONE) continue;
        mark_row(p, i);
        say(p, arena_printf(p->arena, "the rows are right, their order is not: row %zu is %s, expected %s", i + 1,
                            row_text(p, false, i), row_text(p, true, i)));
    }
}

/* As many rows, in order: cell by cell. */
static void tell_cells(Pairing *p) {
    for (size_t i = 0; i < p->expected->rows; i++)
        for (size_t column = 0; column < p->expected->columns; column++) {
            if (cells_agree(p, i, i, column)) continue;
            mark(p, i, column);
            say_cell(p, i, i, column);
        }
}

static bool agree_in_order(const Pairing *p) {
    if (p->expected->rows != p->got->rows) return false;
    for (size_t i = 0; i < p->expected->rows; i++)
        if (first_difference(p, i, i) != NONE) return false;
    return true;
}

static void compare_frames(Pairing *p) {
    if (!match_columns(p) || agree_in_order(p)) return;
    pair_rows(p);
    size_t missing = unpaired(p->partner, p->expected->rows), extra = unpaired(p->got_partner, p->got->rows);
    if (!missing && !extra && p->rules->row_order)
        tell_order(p);
    else if (p->rules->row_order && p->expected->rows == p->got->rows)
        tell_cells(p);
    else if (missing || extra)
        tell_unpaired(p, missing, extra);
}

void rows_compare(Arena *arena, const Compare *rules, const Value *expected, const Value *got, Comparison *out) {
    *out = (Comparison){.equal = true, .message = "", .differs = json_array()};
    Pairing p = {.arena = arena, .rules = rules, .out = out};
    if (expected->kind == VALUE_FRAME && got->kind == VALUE_FRAME) {
        p.expected = expected->frame, p.got = got->frame;
        compare_frames(&p);
    } else {
        say(&p, arena_printf(arena, "got %s, expected rows", show_kind(arena, got)));
    }
    if (!out->equal && json_array_size(out->differs) == 0) json_array_append_new(out->differs, json_array());
    if (out->equal) {
        json_decref(out->differs);
        out->differs = NULL;
    }
}
