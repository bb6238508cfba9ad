/* Probes: short questions, marked by machine.
 *
 * What is shown is shuffled by a generator seeded with learner and probe, so that the order is the same at every look and says nothing
 * about the answer; answers come back as places in what was shown. Sealed probes are kept for measuring and never leave this file. */
#include "coach/inside.h"

#include "base/buf.h"
#include "base/hash.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* splitmix64 (Steele, Lea, Flood 2014) */
static uint64_t next_random(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

/* shown[place] = index in the file. For items to be put in order, the right order itself is never shown. */
static size_t *shuffle(Arena *arena, const char *learner, const Probe *probe, size_t count) {
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

/* `text` with each {{name}} replaced by the draw's value as it was written. */
static const char *fill_in(Arena *arena, const char *text, const ProbeDraw *draw) {
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

static const Probe *probe_of(const Question *question, const char *id, Error *error) {
    for (size_t i = 0; i < question->probe_count; i++)
        if (!question->probes[i].sealed && strcmp(question->probes[i].id, id) == 0) return &question->probes[i];
    error_set(error, ERR_NOT_FOUND, "id", "%s has no open probe '%.60s'", question->slug, id);
    return NULL;
}

static const ProbeAnswer *last_answer(const ProbeAnswer *answers, size_t count, const char *id, int *given) {
    const ProbeAnswer *last = NULL;
    *given = 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(answers[i].probe, id) != 0) continue;
        (*given)++;
        if (!last || answers[i].at >= last->at) last = &answers[i];
    }
    return last;
}

static bool add_options(Arena *arena, json_t *json, const Probe *probe, const size_t *shown, Error *error) {
    json_t *list = json_array();
    json_object_set_new(json, "options", list);
    for (size_t i = 0; i < probe->option_count; i++) {
        json_t *html = json_inline(arena, probe->options[shown[i]].text, error);
        if (!html) return false;
        json_array_append_new(list, html);
    }
    return true;
}

static json_t *probe_json(Arena *arena, const char *learner, const Probe *probe, const ProbeAnswer *last, int given, Error *error) {
    int draw = probe->draw_count ? given % (int)probe->draw_count : 0;
    json_t *ask = json_html(arena, fill_in(arena, probe->ask, probe->draw_count ? &probe->draws[draw] : NULL), error);
    if (!ask) return NULL;
    json_t *json = json_pack("{s:s, s:s, s:i, s:o, s:i}", "id", probe->id, "kind", probe_kind_name(probe->kind), "seconds",
                             probe->seconds, "ask_html", ask, "draw", draw);
    json_object_set_new(json, "last",
                        last ? json_pack("{s:b, s:o}", "right", last->right, "at", json_time(last->at)) : json_null());
    bool fine = true;
    if (probe->kind == PROBE_CHOICE || probe->kind == PROBE_SEVERAL)
        fine = add_options(arena, json, probe, shuffle(arena, learner, probe, probe->option_count), error);
    if (probe->kind == PROBE_NUMBER && probe->unit) json_object_set_new(json, "unit", json_string(probe->unit));
    if (probe->kind == PROBE_LINE) json_object_set_new(json, "code", json_string(probe->code));
    if (probe->kind == PROBE_ORDER) {
        const size_t *shown = shuffle(arena, learner, probe, probe->item_count);
        json_t *items = json_array();
        for (size_t i = 0; i < probe->item_count; i++) json_array_append_new(items, json_string(probe->items[shown[i]]));
        json_object_set_new(json, "items", items);
    }
    if (fine) return json;
    json_decref(json);
    return NULL;
}

json_t *coach_probes(Coach *coach, const char *learner, const char *slug, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = question_of(coach, slug, false, error);
    ProbeAnswer *answers = NULL;
    size_t count = 0;
    if (!question || !probe_answers(coach->store, arena, learner, question->uuid, &answers, &count, error)) return NULL;
    json_t *list = json_array();
    for (size_t i = 0; i < question->probe_count; i++) {
        if (question->probes[i].sealed) continue;
        int given;
        const ProbeAnswer *last = last_answer(answers, count, question->probes[i].id, &given);
        json_t *json = probe_json(arena, learner, &question->probes[i], last, given, error);
        if (!json) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, json);
    }
    return json_pack("{s:o}", "probes", list);
}

/* --- marking ------------------------------------------------------------------------------------------------------------ */

typedef struct {
    bool right;
    const char *mistake; /* what to say to a recognised mistake, or NULL */
    json_t *expected;    /* NULL where the options say it */
} Mark;

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

static bool mark_answer(Arena *arena, const Probe *probe, const size_t *shown, size_t draw, const json_t *answer, Mark *mark,
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

static json_t *marked_options(Arena *arena, const Probe *probe, const size_t *shown, Error *error) {
    json_t *list = json_array();
    for (size_t i = 0; i < probe->option_count; i++) {
        const ProbeOption *option = &probe->options[shown[i]];
        json_t *html = option->says ? json_inline(arena, option->says, error) : json_null();
        if (!html) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, json_pack("{s:b, s:o}", "right", option->right, "says_html", html));
    }
    return list;
}

static json_t *mark_json(Arena *arena, const Probe *probe, const size_t *shown, const Mark *mark, Error *error) {
    json_t *says = json_html(arena, probe->says, error);
    json_t *mistake = says && mark->mistake ? json_html(arena, mark->mistake, error) : json_null();
    json_t *options = mistake && probe->option_count ? marked_options(arena, probe, shown, error) : NULL;
    if (!says || !mistake || (probe->option_count && !options)) {
        json_decref(says);
        json_decref(mistake);
        return NULL;
    }
    json_t *json =
        json_pack("{s:b, s:o, s:o, s:o*}", "right", mark->right, "says_html", says, "mistake_html", mistake, "options", options);
    if (mark->expected) json_object_set(json, "expected", mark->expected);
    return json;
}

/* Records the answer with its event. */
static bool record(Coach *coach, Arena *arena, const char *learner, const Question *question, const Probe *probe, size_t draw,
                   const json_t *answer, bool right, Error *error) {
    Learner who;
    if (!learner_get(coach->store, arena, learner, &who, error)) return false;
    json_t *json =
        json_pack("{s:s, s:I, s:O, s:b}", "probe", probe->id, "draw", (json_int_t)draw, "answer", answer, "right", right);
    char *text = json_dumps(json, JSON_COMPACT), *given = json_dumps(answer, JSON_COMPACT | JSON_ENCODE_ANY);
    const char *data = arena_strdup(arena, text), *kept = arena_strdup(arena, given);
    free(text);
    free(given);
    json_decref(json);
    Event event = coach_event(coach, arena, &who, "probe-answered", question, data);
    ProbeAnswer row = {.probe = probe->id, .answer = kept, .draw = (int)draw, .right = right, .at = event.at};
    return probe_answer(coach->store, learner, question->uuid, &row, &event, error);
}

json_t *coach_probe_answer(Coach *coach, const char *learner, const char *slug, const char *id, const json_t *body, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = question_of(coach, slug, false, error);
    const Probe *probe = question ? probe_of(question, id, error) : NULL;
    if (!probe) return NULL;
    const json_t *answer = json_object_get(body, "answer");
    json_int_t draw = json_integer_value(json_object_get(body, "draw"));
    if (draw < 0 || draw >= (json_int_t)(probe->draw_count ? probe->draw_count : 1)) {
        error_set(error, ERR_INVALID, "/draw", "this probe has %zu draws; send back the number that came with it",
                  probe->draw_count ? probe->draw_count : 1);
        return NULL;
    }
    const size_t *shown = shuffle(arena, learner, probe, probe->kind == PROBE_ORDER ? probe->item_count : probe->option_count);
    Mark mark = {0};
    json_t *json = NULL;
    if (mark_answer(arena, probe, shown, (size_t)draw, answer, &mark, error) &&
        record(coach, arena, learner, question, probe, (size_t)draw, answer, mark.right, error))
        json = mark_json(arena, probe, shown, &mark, error);
    json_decref(mark.expected);
    return json;
}
