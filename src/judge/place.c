/* Steps are named one by one, but for two runs that read better together: the axes of an array ("row 3, column 1", "[2, 0, 1]") and
 * a frame's column with its row, which people say the other way round. All numbers count from zero, as Python's do. */
#include "judge/place.h"

#include "base/buf.h"
#include "judge/show.h"

bool place_push(Place *place, StepKind kind, size_t number, const Value *key) {
    if (place->count == PLACE_STEPS) return false;
    place->steps[place->count++] = (Step){kind, number, key};
    return true;
}

void place_pop(Place *place) { place->count--; }

enum { KEY_CHARACTERS = 40 };

static char *key_text(Arena *arena, const Value *key) { return show_value(arena, key, SHOW_ALL_DIGITS, KEY_CHARACTERS, NULL); }

static void name_axes(Buf *out, const Step *steps, size_t count) {
    if (count == 1)
        buf_printf(out, "item %zu", steps[0].number);
    else if (count == 2)
        buf_printf(out, "row %zu, column %zu", steps[0].number, steps[1].number);
    else {
        for (size_t i = 0; i < count; i++) buf_printf(out, i ? ", %zu" : "[%zu", steps[i].number);
        buf_char(out, ']');
    }
}

static void name_one(Buf *out, const Step *step) {
    switch (step->kind) {
    case STEP_VALUE:
        buf_printf(out, "result[%zu]", step->number);
        break;
    case STEP_KEY:
        buf_printf(out, "key %s", key_text(out->arena, step->key));
        break;
    case STEP_LABEL:
        buf_text(out, value_string(out->arena, step->key));
        break;
    case STEP_COLUMN:
        buf_printf(out, "column %s", key_text(out->arena, step->key));
        break;
    case STEP_ROW:
        buf_printf(out, "row %zu", step->number);
        break;
    case STEP_INDEX:
        buf_printf(out, "index of row %zu", step->number);
        break;
    case STEP_MEMBER:
        buf_text(out, "a member");
        break;
    case STEP_ITEM:
    case STEP_AXIS:
        buf_printf(out, "item %zu", step->number);
        break;
    }
}

char *place_name(Arena *arena, const Place *place) {
    Buf out = buf_new(arena);
    for (size_t i = 0; i < place->count;) {
        const Step *step = &place->steps[i];
        size_t left = place->count - i, run = 0;
        if (i) buf_text(&out, ", ");
        while (run < left && step[run].kind == STEP_AXIS) run++;
        if (run)
            name_axes(&out, step, run);
        else if (step->kind == STEP_COLUMN && left > 1 && step[1].kind == STEP_ROW) {
            buf_printf(&out, "row %zu, column %s", step[1].number, key_text(arena, step->key));
            run = 2;
        } else
            name_one(&out, step);
        i += run ? run : 1;
    }
    return out.data;
}

json_t *place_path(const Place *place) {
    json_t *path = json_array();
    for (size_t i = 0; i < place->count; i++) {
        const Step *step = &place->steps[i];
        bool cell = step->kind == STEP_COLUMN && i + 1 < place->count && step[1].kind == STEP_ROW;
        if (cell) json_array_append_new(path, json_integer((json_int_t)step[1].number));
        json_array_append_new(path, json_integer((json_int_t)step->number));
        if (cell)
            i++;
        else if (step->kind == STEP_ROW)
            json_array_append_new(path, json_integer(0));
    }
    return path;
}
