/* Marking probes: what is shown is shuffled by a generator seeded with learner and probe, so that the order is the same at every look and says nothing about
 * the answer; answers come back as places in what was shown, and are read strictly before they are marked. Each kind of probe has a function of its own. */
#include "coach/mark.h"

#include "base/buf.h"
#include "base/hash.h"

#include <math.h>
#include <string.h>

const char *mark_ask(Arena *arena, const Probe *probe, size_t at) {
    const char *text = probe->ask;
    const ProbeDraw *draw = probe->draw_count ? &probe->draws[at] : NULL;
    Buf out = buf_new(arena);
    while (*text) {
        const char *open = strstr(text, "{{"), *close = open ? strstr(open, "}}") : NULL;
        if (!close) break;
        buf_add(&out, text, (size_t)(open - text));
        char *name = arena_strndup(arena, open + 2, (size_t)(close - open - 2));
        for (size_t i = 0; draw && i < draw->value_count; i++)
            if (strcmp(draw->values[i].name, name) == 0) buf_text(&out, draw->values[i].text);
        text = close + 2;
    }
    buf_text(&out, text);
    return out.data;
}

/* splitmix64 (Steele, Lea, Flood 2014) */
static uint64_t next_random(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

size_t *mark_shuffle(Arena *arena, const char *learner, const Probe *probe) {
    size_t count = probe->kind == PROBE_ORDER ? probe->item_count : probe->option_count;
    size_t *shown = ARENA_MANY(arena, size_t, count + 1);
    uint64_t state = hash_text(hash_text(HASH_START, learner), probe->id);
    for (size_t i = 0; i < count; i++) shown[i] = i;
    for (size_t i = count; i > 1; i--) {
        size_t j = (size_t)(next_random(&state) % i), kept = shown[i - 1];
        shown[i - 1] = shown[j];
        shown[j] = kept;
    }
    bool sorted = true;
    for (size_t i = 0; i < count; i++) sorted = sorted && shown[i] == i;
    if (sorted && count > 1 && probe->kind == PROBE_ORDER) {
        shown[0] = 1;
        shown[1] = 0;
    }
    return shown;
}

/* The answer as a list of places below `limit` (from `first`), each at most once. */
static bool read_places(Arena *arena, const json_t *answer, size_t first, size_t limit, size_t **out, size_t *count, Error *error) {
    if (!json_is_array(answer)) return error_set(error, ERR_INVALID, "/answer", "the answer to this probe is a list of numbers");
    *count = json_array_size(answer);
    if (*count > limit)
        return error_set(error, ERR_INVALID, "/answer", "the answer has %zu items; there are %zu to choose from", *count, limit);
    *out = ARENA_MANY(arena, size_t, *count + 1);
    bool *taken = ARENA_MANY(arena, bool, limit + 1);
    for (size_t i = 0; i < *count; i++) {
        json_int_t place =
            json_is_integer(json_array_get(answer, i)) ? json_integer_value(json_array_get(answer, i)) - (json_int_t)first : -1;
        if (place < 0 || (size_t)place >= limit || taken[place])
            return error_set(error, ERR_INVALID, "/answer", "item %zu of the answer is not one of %zu..%zu, or is there twice",
                             i + 1, first, first + limit - 1);
        taken[place] = true;
        (*out)[i] = (size_t)place;
    }
    return true;
}

static bool mark_choice(const Probe *probe, const size_t *shown, const json_t *answer, Mark *mark, Error *error) {
    json_int_t place = json_is_integer(answer) ? json_integer_value(answer) : -1;
    if (place < 0 || (size_t)place >= probe->option_count)
        return error_set(error, ERR_INVALID, "/answer", "the answer is the place of an option, 0 to %zu", probe->option_count - 1);
    mark->right = probe->options[shown[place]].right;
    return true;
}

static bool mark_several(Arena *arena, const Probe *probe, const size_t *shown, const json_t *answer, Mark *mark, Error *error) {
    size_t *places, count, hits = 0, wanted = 0;
    if (!read_places(arena, answer, 0, probe->option_count, &places, &count, error)) return false;
    for (size_t i = 0; i < probe->option_count; i++) wanted += probe->options[i].right;
    for (size_t i = 0; i < count; i++) hits += probe->options[shown[places[i]]].right;
    mark->right = hits == wanted && count == wanted;
    return true;
}

static bool near(const Probe *probe, double got, double expected) {
    return fabs(got - expected) <= probe->absolute + probe->relative * fabs(expected) + 1e-12;
}

static bool mark_number(const Probe *probe, size_t draw, const json_t *answer, Mark *mark, Error *error) {
    if (!json_is_number(answer)) return error_set(error, ERR_INVALID, "/answer", "the answer to this probe is a number");
    double got = json_number_value(answer);
    const ProbeDraw *values = &probe->draws[draw];
    mark->right = near(probe, got, values->expected);
    mark->expected = json_real(values->expected);
    for (size_t i = 0; !mark->right && i < values->mistake_count; i++) {
        if (!near(probe, got, values->mistakes[i].value)) continue;
        for (size_t j = 0; j < probe->mistake_count; j++)
            if (strcmp(probe->mistakes[j].id, values->mistakes[i].name) == 0) mark->mistake = probe->mistakes[j].says;
    }
    return true;
}

static bool mark_order(Arena *arena, const Probe *probe, const size_t *shown, const json_t *answer, Mark *mark, Error *error) {
    size_t *places, count;
    if (!read_places(arena, answer, 0, probe->item_count, &places, &count, error)) return false;
    if (count != probe->item_count)
        return error_set(error, ERR_INVALID, "/answer", "all %zu items belong in the order; the answer has %zu", probe->item_count,
                         count);
    mark->right = true;
    for (size_t i = 0; i < count; i++) mark->right = mark->right && shown[places[i]] == i;
    mark->expected = json_array();
    for (size_t i = 0; i < count; i++)
        for (size_t place = 0; place < count; place++)
            if (shown[place] == i) json_array_append_new(mark->expected, json_integer((json_int_t)place));
    return true;
}

static size_t lines_of(const char *code) {
    size_t lines = 0;
    for (const char *at = code; *at; at++) lines += *at == '\n' || at[1] == 0;
    return lines;
}

static bool mark_line(Arena *arena, const Probe *probe, const json_t *answer, Mark *mark, Error *error) {
    size_t *places, count, hits = 0;
    if (!read_places(arena, answer, 1, lines_of(probe->code), &places, &count, error)) return false;
    mark->expected = json_array();
    for (size_t i = 0; i < probe->right_line_count; i++) {
        json_array_append_new(mark->expected, json_integer(probe->right_lines[i]));
        for (size_t j = 0; j < count; j++) hits += (int)places[j] + 1 == probe->right_lines[i];
    }
    mark->right = hits == probe->right_line_count && count == hits;
    return true;
}

bool mark_answer(Arena *arena, const Probe *probe, const size_t *shown, size_t draw, const json_t *answer, Mark *mark,
                 Error *error) {
    switch (probe->kind) {
    case PROBE_CHOICE:
        return mark_choice(probe, shown, answer, mark, error);
    case PROBE_SEVERAL:
        return mark_several(arena, probe, shown, answer, mark, error);
    case PROBE_NUMBER:
        return mark_number(probe, draw, answer, mark, error);
    case PROBE_ORDER:
        return mark_order(arena, probe, shown, answer, mark, error);
    case PROBE_LINE:
        return mark_line(arena, probe, answer, mark, error);
    }
    return error_set(error, ERR_INTERNAL, NULL, "probe %s has an unknown kind", probe->id);
}
