/* A value is taken apart from the top: a run of scalars is a vector, two regular dimensions a table, anything deeper a group. Parts of
 * arrays are slices on an arena that lives as long as the drawing. The counterpart of each part, if there is one, goes along, so that a
 * cell can be written with the digits that tell the two apart. A budget of cells holds for the whole drawing. */
#include "judge/view.h"

#include "judge/agree.h"
#include "judge/compare.h"
#include "judge/show.h"
#include "text/utf8.h"

#include <string.h>

enum { CELL_CHARACTERS = 80, DEPTH = 8, SEARCHED = 4096 };

typedef struct {
    Arena *arena;
    const Compare *rules;
    size_t cells; /* still to be drawn */
    int depth;
} Drawing;

static json_t *draw(Drawing *drawing, const Value *value, const Value *other);

static bool is_array(const Value *value) { return value->kind == VALUE_ARRAY || value->kind == VALUE_TENSOR; }
static bool is_list(const Value *value) {
    return value->kind == VALUE_LIST || value->kind == VALUE_TUPLE || value->kind == VALUE_SET;
}
static bool is_scalar(const Value *value) { return scalar_class(value) != CLASS_OTHER || value->kind == VALUE_OPAQUE; }

static size_t count_of(const Value *value) {
    if (is_list(value)) return value->list.count;
    return is_array(value) && value->array->dimensions > 0 ? value->array->shape[0] : 0;
}

/* Sub-array `i` along the first axis. */
static Value slice(Drawing *drawing, const Value *value, size_t i) {
    const ValueArray *whole = value->array;
    if (whole->dimensions == 1) return value_element(whole, i);
    ValueArray *part = ARENA_NEW(drawing->arena, ValueArray);
    *part = *whole;
    part->dimensions--;
    part->shape++;
    part->count = whole->shape[0] ? whole->count / whole->shape[0] : 0;
    if (whole->items)
        part->items += i * part->count;
    else
        part->data += i * part->count * dtype_size(whole->dtype);
    return (Value){.kind = value->kind, .array = part};
}

static Value item(Drawing *drawing, const Value *value, size_t i) {
    return is_list(value) ? value->list.items[i] : slice(drawing, value, i);
}

/* The counterpart of item `i`, or NULL. */
static const Value *partner(Drawing *drawing, const Value *other, size_t i, Value *room) {
    if (!other || i >= count_of(other)) return NULL;
    *room = item(drawing, other, i);
    return room;
}

static char *cell(Drawing *drawing, const Value *value, const Value *other) {
    char *text, *ignored;
    if (drawing->cells) drawing->cells--;
    bool differ = other && drawing->rules && !agree_scalars(drawing->rules, value, other) && is_scalar(other);
    show_pair(drawing->arena, value, differ ? other : value, differ, CELL_CHARACTERS, &text, &ignored);
    return text;
}

static json_t *text_view(const char *text, bool cut) {
    json_t *view = json_pack("{s:s, s:s}", "kind", "text", "text", text);
    if (cut) json_object_set_new(view, "cut", json_true());
    return view;
}

static json_t *draw_scalar(Drawing *drawing, const Value *value, const Value *other) {
    bool cut;
    const char *text = show_value(drawing->arena, value, SHOW_DIGITS, SHOW_CHARACTERS, &cut);
    if (value->kind == VALUE_FLOAT || value->kind == VALUE_COMPLEX) text = cell(drawing, value, other);
    drawing->cells -= drawing->cells < 1 + strlen(text) / CELL_CHARACTERS ? drawing->cells : 1 + strlen(text) / CELL_CHARACTERS;
    return text_view(text, cut);
}

static const char *type_of(Drawing *drawing, const Value *value) {
    if (value->kind == VALUE_TENSOR) return arena_printf(drawing->arena, "tensor %s", value->array->name);
    return is_array(value) ? value->array->name : value_type_name(value);
}

static void set_cut(json_t *view, bool cut) {
    if (cut) json_object_set_new(view, "cut", json_true());
}

static json_t *draw_vector(Drawing *drawing, const Value *value, const Value *other) {
    size_t count = count_of(value), shown = count < VIEW_ITEMS ? count : VIEW_ITEMS;
    if (shown > drawing->cells) shown = drawing->cells;
    json_t *items = json_array();
    for (size_t i = 0; i < shown; i++) {
        Value part = item(drawing, value, i), room;
        json_array_append_new(items, json_string(cell(drawing, &part, partner(drawing, other, i, &room))));
    }
    json_t *view = json_pack("{s:s, s:s, s:I, s:o}", "kind", "vector", "type", type_of(drawing, value), "size", (json_int_t)count,
                             "items", items);
    set_cut(view, shown < count);
    return view;
}

static json_t *draw_row(Drawing *drawing, const Value *row, const Value *other, size_t columns) {
    json_t *cells = json_array();
    for (size_t i = 0; i < columns; i++) {
        Value part = item(drawing, row, i), room;
        json_array_append_new(cells, json_string(cell(drawing, &part, partner(drawing, other, i, &room))));
    }
    return cells;
}

static json_t *draw_table(Drawing *drawing, const Value *value, const Value *other, const size_t *shape) {
    size_t rows = shape[0] < VIEW_ROWS ? shape[0] : VIEW_ROWS, columns = shape[1] < VIEW_COLUMNS ? shape[1] : VIEW_COLUMNS;
    json_t *drawn = json_array();
    for (size_t i = 0; i < rows && drawing->cells > 0; i++) {
        Value row = item(drawing, value, i), room;
        json_array_append_new(drawn, draw_row(drawing, &row, partner(drawing, other, i, &room), columns));
    }
    bool cut = json_array_size(drawn) < shape[0] || columns < shape[1];
    json_t *view = json_pack("{s:s, s:s, s:[I, I], s:n, s:n, s:o}", "kind", "table", "type", type_of(drawing, value), "shape",
                             (json_int_t)shape[0], (json_int_t)shape[1], "columns", "index", "rows", drawn);
    set_cut(view, cut);
    return view;
}

static json_t *draw_group(Drawing *drawing, const Value *value, const Value *other) {
    size_t count = count_of(value), shown = count < VIEW_GROUP ? count : VIEW_GROUP;
    json_t *items = json_array();
    for (size_t i = 0; i < shown && drawing->cells > 0; i++) {
        Value part = item(drawing, value, i), room;
        json_array_append_new(items, draw(drawing, &part, partner(drawing, other, i, &room)));
    }
    bool cut = json_array_size(items) < count;
    const char *type = is_array(value) ? "array" : value_type_name(value);
    json_t *view = json_pack("{s:s, s:s, s:o}", "kind", "group", "type", type, "items", items);
    set_cut(view, cut);
    return view;
}

/* Whether the first `shown` items are all scalars. */
static bool scalars_only(const Value *value, size_t shown) {
    for (size_t i = 0; i < shown && i < value->list.count; i++)
        if (!is_scalar(&value->list.items[i])) return false;
    return true;
}

static bool rows_of_scalars(const Value *value) {
    for (size_t i = 0; is_list(value) && i < value->list.count && i < VIEW_ROWS; i++) {
        const Value *row = &value->list.items[i];
        if (is_list(row) && !scalars_only(row, VIEW_COLUMNS)) return false;
    }
    return true;
}

static json_t *draw_sequence(Drawing *drawing, const Value *value, const Value *other) {
    size_t shape[ARRAY_DIMENSIONS], dimensions;
    if (is_list(value) && scalars_only(value, value->list.count)) return draw_vector(drawing, value, other);
    if (is_array(value) && value->array->dimensions == 1) return draw_vector(drawing, value, other);
    bool table = (value->kind == VALUE_LIST || is_array(value)) && compare_shape(value, shape, &dimensions) && dimensions == 2;
    return table && rows_of_scalars(value) ? draw_table(drawing, value, other, shape) : draw_group(drawing, value, other);
}

/* A key as a name: text without its quotes. */
static const char *name_text(Drawing *drawing, const Value *name, bool plain) {
    const char *text = show_value(drawing->arena, name, SHOW_ALL_DIGITS, CELL_CHARACTERS, NULL);
    if (!plain || name->kind != VALUE_TEXT) return text;
    return arena_strndup(drawing->arena, text + 1, strlen(text) - 2);
}

/* What stands under the same key, looked for first at the same place. */
static const Value *same_key(const Value *dict, const Value *key, size_t i) {
    if (!dict || dict->kind != VALUE_DICT) return NULL;
    const Value *pairs = dict->list.items;
    if (i < dict->list.count && value_order(&pairs[2 * i], key) == 0) return &pairs[2 * i + 1];
    for (size_t k = 0; k < dict->list.count && k < SEARCHED; k++)
        if (value_order(&pairs[2 * k], key) == 0) return &pairs[2 * k + 1];
    return NULL;
}

static json_t *draw_map(Drawing *drawing, const Value *value, const Value *other, bool plain) {
    json_t *entries = json_array();
    size_t count = value->list.count;
    for (size_t i = 0; i < count && i < VIEW_ITEMS && drawing->cells > 0; i++) {
        const Value *key = &value->list.items[2 * i];
        json_array_append_new(entries,
                              json_pack("[s, o]", name_text(drawing, key, plain), draw(drawing, key + 1, same_key(other, key, i))));
    }
    bool cut = json_array_size(entries) < count;
    json_t *view = json_pack("{s:s, s:o}", "kind", "map", "entries", entries);
    set_cut(view, cut);
    return view;
}

static const ValueArray *same_column(const ValueFrame *other, const Value *name, size_t i, bool series) {
    if (!other) return NULL;
    if (series) return other->data[0].array;
    if (i < other->columns && value_order(&other->names[i], name) == 0) return other->data[i].array;
    for (size_t k = 0; k < other->columns && k < SEARCHED; k++)
        if (value_order(&other->names[k], name) == 0) return other->data[k].array;
    return NULL;
}

static json_t *draw_frame_row(Drawing *drawing, const Value *frame, const ValueArray **partners, size_t columns, size_t row) {
    json_t *cells = json_array();
    for (size_t i = 0; i < columns; i++) {
        Value one = value_element(frame->frame->data[i].array, row), room;
        bool paired = partners[i] && row < partners[i]->count;
        if (paired) room = value_element(partners[i], row);
        json_array_append_new(cells, json_string(cell(drawing, &one, paired ? &room : NULL)));
    }
    return cells;
}

/* What SQL gives and takes: rows, which people count from one, as the messages do. */
static bool is_result(const Drawing *drawing) { return drawing->rules && drawing->rules->by == COMPARE_ROWS; }

static json_t *draw_index(Drawing *drawing, const ValueFrame *frame, size_t rows) {
    bool counted = is_result(drawing);
    if (!frame->index && !counted) return json_null();
    json_t *labels = json_array();
    for (size_t i = 0; i < rows && counted; i++)
        json_array_append_new(labels, json_string(arena_printf(drawing->arena, "%zu", i + 1)));
    for (size_t i = 0; i < rows && !counted; i++) {
        Value label = item(drawing, frame->index, i);
        json_array_append_new(labels, json_string(name_text(drawing, &label, true)));
    }
    return labels;
}

static json_t *draw_columns(Drawing *drawing, const Value *value, size_t columns) {
    const ValueFrame *frame = value->frame;
    if (value->kind == VALUE_SERIES && frame->names[0].kind == VALUE_NONE) return json_null();
    json_t *names = json_array();
    for (size_t i = 0; i < columns; i++) json_array_append_new(names, json_string(name_text(drawing, &frame->names[i], true)));
    return names;
}

static json_t *draw_frame(Drawing *drawing, const Value *value, const Value *other) {
    const ValueFrame *frame = value->frame;
    size_t rows = frame->rows < VIEW_ROWS ? frame->rows : VIEW_ROWS,
           columns = frame->columns < VIEW_COLUMNS ? frame->columns : VIEW_COLUMNS;
    const ValueFrame *beside = other && other->kind == value->kind ? other->frame : NULL;
    const ValueArray **partners = ARENA_MANY(drawing->arena, const ValueArray *, columns);
    for (size_t i = 0; i < columns; i++) partners[i] = same_column(beside, &frame->names[i], i, value->kind == VALUE_SERIES);
    json_t *drawn = json_array();
    for (size_t i = 0; i < rows && (drawing->cells > 0 || columns == 0); i++)
        json_array_append_new(drawn, draw_frame_row(drawing, value, partners, columns, i));
    rows = json_array_size(drawn);
    json_t *view = json_pack("{s:s, s:s, s:[I, I], s:o, s:o, s:o}", "kind", "table", "type",
                             is_result(drawing) ? "rows" : value_type_name(value), "shape", (json_int_t)frame->rows,
                             (json_int_t)frame->columns, "columns", draw_columns(drawing, value, columns), "index",
                             draw_index(drawing, frame, rows), "rows", drawn);
    set_cut(view, rows < frame->rows || columns < frame->columns);
    return view;
}

/* Printed text, line by line; a cut one says so. */
static json_t *draw_lines(Drawing *drawing, const Value *value) {
    json_t *lines = json_array();
    const char *at = value->text.data, *end = at + value->text.len;
    bool cut = false;
    while (at < end && !cut) {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        Value line = {.kind = VALUE_TEXT, .text = {at, (size_t)((next ? next : end) - at)}};
        bool whole = line.text.len <= SHOW_CHARACTERS;
        if (!whole) line.text.len = utf8_cut(at, line.text.len, SHOW_CHARACTERS);
        json_array_append_new(lines, json_string(value_string(drawing->arena, &line)));
        cut = !whole || (next && json_array_size(lines) == VIEW_LINES && next + 1 < end);
        at = next ? next + 1 : end;
    }
    json_t *view = json_pack("{s:s, s:o}", "kind", "lines", "lines", lines);
    set_cut(view, cut);
    return view;
}

static bool is_printed(const Drawing *drawing, const Value *value) {
    bool printed = drawing->rules && (drawing->rules->by == COMPARE_TOKENS || drawing->rules->by == COMPARE_LINES);
    return printed && value->kind == VALUE_TEXT;
}

static json_t *draw_any(Drawing *drawing, const Value *value, const Value *other) {
    if (is_array(value) && value->array->dimensions == 0) {
        Value element = value_element(value->array, 0);
        return draw(drawing, &element, other);
    }
    if (is_list(value) || is_array(value)) return draw_sequence(drawing, value, other);
    if (value->kind == VALUE_DICT) return draw_map(drawing, value, other, false);
    if (is_printed(drawing, value)) return draw_lines(drawing, value);
    if (value->kind == VALUE_FRAME || value->kind == VALUE_SERIES) return draw_frame(drawing, value, other);
    return draw_scalar(drawing, value, other);
}

static json_t *draw(Drawing *drawing, const Value *value, const Value *other) {
    if (drawing->depth == DEPTH || drawing->cells == 0) return text_view(show_kind(drawing->arena, value), true);
    drawing->depth++;
    json_t *view = draw_any(drawing, value, other);
    drawing->depth--;
    return view;
}

json_t *view_value(const Compare *rules, const Value *value, const Value *other, bool labels) {
    ARENA_SCOPED Arena *arena = arena_new();
    Drawing drawing = {.arena = arena, .rules = rules, .cells = VIEW_CELLS};
    if (labels && value->kind == VALUE_DICT) return draw_map(&drawing, value, other, true);
    return draw(&drawing, value, other);
}

json_t *view_inputs(const Compare *rules, const Value *inputs) {
    ARENA_SCOPED Arena *arena = arena_new();
    json_t *views = json_object();
    for (size_t i = 0; inputs->kind == VALUE_DICT && i < inputs->list.count; i++) {
        const Value *key = &inputs->list.items[2 * i];
        Drawing drawing = {.arena = arena, .rules = rules, .cells = VIEW_CELLS};
        json_object_set_new(views, name_text(&drawing, key, true), draw(&drawing, key + 1, NULL));
    }
    return views;
}
