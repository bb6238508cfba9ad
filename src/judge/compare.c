/* Two trees are walked side by side. What is a sequence is looked at through a Part, so that an array, a list of lists and a list of
 * arrays meet on equal terms; two arrays whose elements are of one class are handed to agree_run instead of being taken apart.
 *
 * The first difference is worded where it is found; afterwards the walk goes on only to collect paths, until there are enough. */
#include "judge/compare.h"

#include "judge/agree.h"
#include "judge/printed.h"
#include "judge/rows.h"
#include "judge/show.h"
#include "judge/walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_CHARACTERS = 80 };

bool walk_over(const Walk *walk) { return !walk->equal && (walk->quick || json_array_size(walk->differs) >= COMPARE_PATHS); }

void walk_differ(Walk *walk, const char *format, ...) {
    walk->equal = false;
    if (walk->quick) return;
    if (!walk->message) {
        va_list args;
        va_start(args, format);
        const char *text = arena_vprintf(walk->arena, format, args), *where = place_name(walk->arena, &walk->place);
        va_end(args);
        walk->message = *where ? arena_printf(walk->arena, "%s: %s", where, text) : text;
    }
    if (json_array_size(walk->differs) < COMPARE_PATHS) json_array_append_new(walk->differs, place_path(&walk->place));
}

static bool is_array(const Value *value) {
    return (value->kind == VALUE_ARRAY || value->kind == VALUE_TENSOR) && value->array->dimensions > 0;
}

static bool is_list(const Value *value) { return value->kind == VALUE_LIST || value->kind == VALUE_TUPLE; }

static bool is_sequence(const Value *value) { return is_list(value) || is_array(value); }

Part part_of(const Value *value) {
    bool scalar = (value->kind == VALUE_ARRAY || value->kind == VALUE_TENSOR) && value->array->dimensions == 0;
    return (Part){.value = scalar ? value_element(value->array, 0) : *value};
}

static size_t part_count(const Part *part) {
    return is_array(&part->value) ? part->value.array->shape[part->axis] : part->value.list.count;
}

/* Elements below one step along the part's axis. */
static size_t part_stride(const Part *part) {
    size_t stride = 1;
    for (size_t i = part->axis + 1; i < part->value.array->dimensions; i++) stride *= part->value.array->shape[i];
    return stride;
}

static Part part_child(const Part *part, size_t stride, size_t i) {
    Part child;
    if (!is_array(&part->value))
        child = part_of(&part->value.list.items[i]);
    else if (part->axis + 1 == part->value.array->dimensions)
        child = (Part){.value = value_element(part->value.array, part->at + i)};
    else
        child = (Part){.value = part->value, .axis = part->axis + 1, .at = part->at + i * stride};
    child.grid = part->grid;
    return child;
}

static bool has_shape(const Value *value, const size_t *shape, size_t dimensions) {
    if (dimensions == 0) return !is_sequence(value);
    if (is_array(value))
        return value->array->dimensions == dimensions && memcmp(value->array->shape, shape, dimensions * sizeof *shape) == 0;
    if (!is_list(value) || value->list.count != shape[0]) return false;
    for (size_t i = 0; i < value->list.count; i++)
        if (!has_shape(&value->list.items[i], shape + 1, dimensions - 1)) return false;
    return true;
}

bool compare_shape(const Value *value, size_t *shape, size_t *dimensions) {
    *dimensions = 0;
    for (const Value *first = value; is_sequence(first); first = &first->list.items[0]) {
        size_t more = is_array(first) ? first->array->dimensions : 1;
        if (*dimensions + more > ARRAY_DIMENSIONS) return false;
        if (is_array(first))
            memcpy(shape + *dimensions, first->array->shape, more * sizeof *shape);
        else
            shape[*dimensions] = first->list.count;
        *dimensions += more;
        if (is_array(first) || first->list.count == 0) break;
    }
    return *dimensions > 0 && has_shape(value, shape, *dimensions);
}

/* "an array of shape (3,)", "'abc' (a str)", "None". */
static const char *part_text(Walk *walk, const Part *part) {
    const Value *value = &part->value;
    if (is_array(value) && part->axis > 0) {
        const ValueArray *array = value->array;
        return arena_printf(walk->arena, "an array of shape %s",
                            show_shape(walk->arena, array->shape + part->axis, array->dimensions - part->axis));
    }
    const char *kind = show_kind(walk->arena, value);
    if (value->kind == VALUE_NONE || scalar_class(value) == CLASS_OTHER) return kind;
    return arena_printf(walk->arena, "%s (%s)", show_value(walk->arena, value, SHOW_DIGITS, SHOWN_CHARACTERS, NULL), kind);
}

static const char *wrong_type_advice(const Value *expected, const Value *value) {
    if (expected->kind == VALUE_OPAQUE && strcmp(expected->opaque.type, "self") == 0) return ": end the method with return self";
    if (value->kind != VALUE_OPAQUE) return "";
    static const char *const lazy[] = {"generator", "map", "filter", "zip", "range", "dict_keys", "dict_values", "dict_items"};
    for (size_t i = 0; i < sizeof lazy / sizeof *lazy; i++)
        if (strcmp(value->opaque.type, lazy[i]) == 0) return ": make a list of it with list(...)";
    return "";
}

void walk_wrong_type(Walk *walk, const Part *expected, const Part *got) {
    if (walk->quick) {
        walk->equal = false;
        return;
    }
    bool whole = walk->place.count == 0;
    if (whole && got->value.kind == VALUE_NONE)
        walk_differ(walk, "got None: does the function return its result?");
    else
        walk_differ(walk, "%s%s, expected %s%s", whole ? "got " : "", part_text(walk, got), part_text(walk, expected),
                    wrong_type_advice(&expected->value, &got->value));
}

static size_t first_difference(const Value *one, const Value *other, size_t *character) {
    size_t i = 0, start = 0;
    *character = 0;
    for (; i < one->text.len && i < other->text.len && one->text.data[i] == other->text.data[i]; i++)
        if (((unsigned char)one->text.data[i] & 0xC0) != 0x80) start = i, ++*character;
    bool inside = (i < one->text.len && ((unsigned char)one->text.data[i] & 0xC0) == 0x80) ||
                  (i < other->text.len && ((unsigned char)other->text.data[i] & 0xC0) == 0x80);
    if (!inside) return i;
    --*character;
    return start;
}

/* Text that differs; what is long is shown from the difference on. */
static void walk_texts_differ(Walk *walk, const Value *expected, const Value *got) {
    size_t character, at = first_difference(expected, got, &character);
    bool brief = expected->text.len <= SHOWN_CHARACTERS && got->text.len <= SHOWN_CHARACTERS;
    Value left = *got, right = *expected;
    if (!brief) {
        left.text.data += at, left.text.len -= at;
        right.text.data += at, right.text.len -= at;
    }
    const char *got_text = show_value(walk->arena, &left, SHOW_DIGITS, SHOWN_CHARACTERS, NULL);
    const char *expected_text = show_value(walk->arena, &right, SHOW_DIGITS, SHOWN_CHARACTERS, NULL);
    if (brief && character == 0)
        walk_differ(walk, "%s, expected %s", got_text, expected_text);
    else if (brief)
        walk_differ(walk, "%s, expected %s: they differ from character %zu on", got_text, expected_text, character);
    else
        walk_differ(walk, "from character %zu on it reads %s, expected %s", character, got_text, expected_text);
}

void walk_scalars_differ(Walk *walk, const Value *expected, const Value *got) {
    if (walk->quick) {
        walk->equal = false;
        return;
    }
    if (walk->rules->alike == ALIKE_SHAPE) {
        walk_differ(walk, "%s%s, expected %s", walk->place.count == 0 ? "got " : "", show_kind(walk->arena, got),
                    show_kind(walk->arena, expected));
        return;
    }
    if (expected->kind == VALUE_TEXT && got->kind == VALUE_TEXT) {
        walk_texts_differ(walk, expected, got);
        return;
    }
    char *got_text, *expected_text;
    show_pair(walk->arena, got, expected, true, SHOWN_CHARACTERS, &got_text, &expected_text);
    walk_differ(walk, "%s%s, expected %s", walk->place.count == 0 ? "got " : "", got_text, expected_text);
}

/* float32 keeps 24 bits: a result that is right but for its type deserves to be told so. */
static bool lost_in_float32(const ValueArray *expected, const ValueArray *got, double e, double g) {
    bool narrow = got->dtype == DTYPE_FLOAT32 || got->dtype == DTYPE_FLOAT16;
    return narrow && expected->dtype == DTYPE_FLOAT64 && fabs(g - e) <= 1e-6 * fabs(e);
}

static void walk_elements_differ(Walk *walk, const ValueArray *expected, size_t expected_at, const ValueArray *got, size_t got_at) {
    Value e = value_element(expected, expected_at), g = value_element(got, got_at);
    if (!walk->quick && !walk->message && e.kind == VALUE_FLOAT && lost_in_float32(expected, got, e.number, g.number)) {
        char *got_text, *expected_text;
        show_pair(walk->arena, &g, &e, true, SHOWN_CHARACTERS, &got_text, &expected_text);
        walk_differ(walk, "%s, expected %s: %s has too few digits, compute in float64", got_text, expected_text, got->name);
    } else {
        walk_scalars_differ(walk, &e, &g);
    }
}

/* Pushes the index of element `flat` below the part, an axis a step. */
static size_t push_axes(Walk *walk, const Part *part, size_t flat) {
    const ValueArray *array = part->value.array;
    size_t pushed = 0;
    for (size_t stride = part_stride(part), axis = part->axis; axis < array->dimensions; axis++) {
        pushed += place_push(&walk->place, STEP_AXIS, flat / stride, NULL);
        flat %= stride;
        if (axis + 1 < array->dimensions) stride /= array->shape[axis + 1];
    }
    return pushed;
}

/* Two arrays of one shape, whose elements are of one class. */
static void walk_arrays(Walk *walk, const Part *expected, const Part *got) {
    size_t count = part_count(expected) * part_stride(expected);
    for (size_t at = 0; at < count && !walk_over(walk); at++) {
        at += agree_run(walk->rules, expected->value.array, expected->at + at, got->value.array, got->at + at, count - at);
        if (at >= count) break;
        size_t pushed = walk->quick ? 0 : push_axes(walk, expected, at);
        walk_elements_differ(walk, expected->value.array, expected->at + at, got->value.array, got->at + at);
        while (pushed--) place_pop(&walk->place);
    }
}

static size_t product(const size_t *shape, size_t dimensions) {
    size_t count = 1;
    for (size_t i = 0; i < dimensions; i++) count *= shape[i];
    return count;
}

typedef struct {
    size_t axes[ARRAY_DIMENSIONS], dimensions;
} Shape;

static bool same_shape(const Shape *one, const Shape *other) {
    return one->dimensions == other->dimensions && memcmp(one->axes, other->axes, one->dimensions * sizeof *one->axes) == 0;
}

/* [] may stand for an empty array of any shape. */
static bool both_empty(const Part *got, const Shape *one, const Shape *other) {
    return is_list(&got->value) && product(one->axes, one->dimensions) == 0 && product(other->axes, other->dimensions) == 0;
}

static bool part_shape(const Part *part, Shape *shape) {
    if (!is_array(&part->value)) return compare_shape(&part->value, shape->axes, &shape->dimensions);
    shape->dimensions = part->value.array->dimensions - part->axis;
    memcpy(shape->axes, part->value.array->shape + part->axis, shape->dimensions * sizeof *shape->axes);
    return true;
}

static void walk_shapes_differ(Walk *walk, const Shape *expected, const Shape *got) {
    walk_differ(walk, "shape %s, expected %s", show_shape(walk->arena, got->axes, got->dimensions),
                show_shape(walk->arena, expected->axes, expected->dimensions));
}

static bool is_several_values(const Walk *walk, const Part *part) {
    return part->value.kind == VALUE_TUPLE && walk->place.count == 0;
}

static bool walk_lengths(Walk *walk, const Part *expected, const Part *got) {
    if (part_count(expected) == part_count(got)) return true;
    if (is_several_values(walk, expected) && is_array(&got->value))
        walk_wrong_type(walk, expected, got);
    else
        walk_differ(walk, "length %zu, expected %zu", part_count(got), part_count(expected));
    return false;
}

/* Whether the shapes agree, or where one of the two has none, the lengths; says so when they do not. `*regular` means that nothing
 * below needs another look. */
static bool walk_shapes(Walk *walk, const Part *expected, const Part *got, bool *regular) {
    Shape one, other;
    *regular = part_shape(expected, &one) && part_shape(got, &other);
    if (!*regular || is_several_values(walk, expected)) return walk_lengths(walk, expected, got);
    if (same_shape(&one, &other) || both_empty(got, &one, &other)) return true;
    bool lists = is_list(&expected->value) && is_list(&got->value);
    if (!lists || (one.dimensions > 1 && one.dimensions == other.dimensions)) {
        walk_shapes_differ(walk, &one, &other);
        return false;
    }
    *regular = false;
    return walk_lengths(walk, expected, got);
}

static bool same_types(Walk *walk, const Part *expected, const Part *got) {
    if (!walk->rules->strict_types || expected->value.kind == got->value.kind) return true;
    walk_wrong_type(walk, expected, got);
    return false;
}

static StepKind step_into(const Walk *walk, const Part *part) {
    if (part->grid || is_array(&part->value)) return STEP_AXIS;
    return is_several_values(walk, part) ? STEP_VALUE : STEP_ITEM;
}

static void walk_items(Walk *walk, const Part *expected, const Part *got) {
    size_t count = part_count(got) < part_count(expected) ? part_count(got) : part_count(expected);
    size_t stride = is_array(&expected->value) ? part_stride(expected) : 0,
           got_stride = is_array(&got->value) ? part_stride(got) : 0;
    StepKind kind = step_into(walk, expected);
    bool lists = is_list(&expected->value) && is_list(&got->value);
    for (size_t i = 0; i < count && !walk_over(walk); i++) {
        if (lists && agree_scalars(walk->rules, &expected->value.list.items[i], &got->value.list.items[i])) continue;
        Part one = part_child(expected, stride, i), other = part_child(got, got_stride, i);
        if (!place_push(&walk->place, kind, i, NULL)) return walk_differ(walk, "nested too deep to compare");
        walk_parts(walk, &one, &other);
        place_pop(&walk->place);
    }
}

static void walk_sequences(Walk *walk, const Part *expected, const Part *got) {
    Part one = *expected, other = *got;
    if (!same_types(walk, expected, got)) return;
    if (!one.grid) {
        bool regular;
        if (!walk_shapes(walk, &one, &other, &regular)) return;
        one.grid = other.grid = regular && !is_several_values(walk, expected);
    }
    if (!is_array(&one.value) || !is_array(&other.value)) return walk_items(walk, &one, &other);
    ScalarClass class = dtype_class(one.value.array->dtype), got_class = dtype_class(other.value.array->dtype);
    if (class == CLASS_OTHER || got_class == CLASS_OTHER)
        walk_items(walk, &one, &other);
    else if (class == got_class)
        walk_arrays(walk, &one, &other);
    else if (part_count(&one) * part_stride(&one) > 0)
        walk_differ(walk, "%s values, expected %s", other.value.array->name, one.value.array->name);
}

/* Of what could not travel only the type is known; but "self" is always the object that a method was called on, and pandas.NA is one
 * thing, which counts as NaN does. */
static bool same_opaque(const Walk *walk, const Value *expected, const Value *got) {
    if (expected->kind != VALUE_OPAQUE || got->kind != VALUE_OPAQUE) return false;
    if (strcmp(expected->opaque.type, got->opaque.type) != 0) return false;
    if (is_missing(expected)) return walk->rules->nan_equal;
    return walk->quick || strcmp(expected->opaque.type, "self") == 0;
}

/* Whether we stand at the part that the ready checker is for: the whole, or one step below it the key, position, attribute or method that is named. */
static bool at_alike_part(const Walk *walk) {
    const char *part = walk->alike->part;
    if (!part) return walk->place.count == 0;
    if (walk->place.count != 1) return false;
    const Step *step = &walk->place.steps[0];
    if (step->key && step->key->kind == VALUE_TEXT) {
        size_t len = strlen(part), room = step->key->text.len;
        const char *end = step->key->text.data + room;
        if (step->kind != STEP_LABEL) return room == len && memcmp(step->key->text.data, part, len) == 0;
        bool attribute = room > len + 2 && memcmp(end - len - 2, ", ", 2) == 0 && memcmp(end - len, part, len) == 0;
        return attribute || (room > len + 4 && memcmp(end - len - 4, ", ", 2) == 0 && memcmp(end - len - 2, part, len) == 0);
    }
    char *end;
    return strtoull(part, &end, 10) == step->number && !*end;
}

void walk_parts(Walk *walk, const Part *expected, const Part *got) {
    const Value *e = &expected->value, *g = &got->value;
    if (walk->alike && at_alike_part(walk)) return walk_alike(walk, expected, got);
    ScalarClass class = scalar_class(e);
    if (class != CLASS_OTHER) {
        if (agree_scalars(walk->rules, e, g)) return;
        if (class == scalar_class(g))
            walk_scalars_differ(walk, e, g);
        else
            walk_wrong_type(walk, expected, got);
        return;
    }
    bool series = g->kind == VALUE_SERIES && is_sequence(e) && !walk->rules->strict_types;
    Part column = series ? part_of(&g->frame->data[0]) : *got;
    if (is_sequence(e) && is_sequence(&column.value))
        walk_sequences(walk, expected, &column);
    else if (e->kind != g->kind)
        walk_wrong_type(walk, expected, got);
    else if (e->kind == VALUE_DICT)
        walk_dicts(walk, e, g);
    else if (e->kind == VALUE_SET)
        walk_sets(walk, e, g);
    else if (e->kind == VALUE_FRAME || e->kind == VALUE_SERIES)
        walk_frames(walk, e, g);
    else if (!same_opaque(walk, e, g))
        walk_wrong_type(walk, expected, got);
}

bool walk_agree(const Walk *walk, const Value *expected, const Value *got) {
    if (scalar_class(expected) != CLASS_OTHER) return agree_scalars(walk->rules, expected, got);
    Walk inner = {.rules = walk->rules, .arena = walk->arena, .quick = true, .equal = true};
    Part one = part_of(expected), other = part_of(got);
    walk_parts(&inner, &one, &other);
    return inner.equal;
}

static Compare plain_rules(const Compare *rules) {
    Compare plain = *rules;
    plain.alike = ALIKE_SAME;
    return plain;
}

void compare_values(Arena *arena, const Compare *rules, CompareNames names, const Value *expected, const Value *got,
                    Comparison *out) {
    if (rules->by == COMPARE_ROWS) return rows_compare(arena, rules, expected, got, out);
    if (rules->by != COMPARE_VALUES) return printed_compare(arena, rules, expected, got, out);
    Compare plain = plain_rules(rules);
    Walk walk = {.rules = &plain, .arena = arena, .names = names, .equal = true, .differs = json_array()};
    if (rules->alike != ALIKE_SAME) walk.alike = rules;
    Part one = part_of(expected), other = part_of(got);
    walk_parts(&walk, &one, &other);
    if (walk.equal) {
        json_decref(walk.differs);
        walk.differs = NULL;
    }
    *out = (Comparison){.equal = walk.equal, .message = walk.message ? walk.message : "", .differs = walk.differs};
}

bool compare_equal(const Compare *rules, const Value *expected, const Value *got) {
    ARENA_SCOPED Arena *arena = arena_new();
    if (rules->by != COMPARE_VALUES) {
        Comparison comparison;
        compare_values(arena, rules, NAME_KEYS, expected, got, &comparison);
        json_decref(comparison.differs);
        return comparison.equal;
    }
    Compare plain = plain_rules(rules);
    Walk walk = {.rules = &plain, .arena = arena, .quick = true, .equal = true};
    if (rules->alike != ALIKE_SAME) walk.alike = rules;
    Part one = part_of(expected), other = part_of(got);
    walk_parts(&walk, &one, &other);
    return walk.equal;
}
