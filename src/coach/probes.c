/* Probes: short questions, shown shuffled and marked by machine (mark.h). Sealed probes are kept for measuring and never leave this file. */
#include "coach/inside.h"

#include "coach/mark.h"
#include "learn/card.h"

#include <stdlib.h>
#include <string.h>

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

json_t *probe_view(Arena *arena, const char *learner, const Probe *probe, const ProbeAnswer *answers, size_t count, Error *error) {
    int given;
    const ProbeAnswer *last = last_answer(answers, count, probe->id, &given);
    int draw = probe->draw_count ? given % (int)probe->draw_count : 0;
    json_t *ask = json_html(arena, mark_ask(arena, probe, (size_t)draw), error);
    if (!ask) return NULL;
    json_t *json = json_pack("{s:s, s:s, s:i, s:o, s:i}", "id", probe->id, "kind", probe_kind_name(probe->kind), "seconds",
                             probe->seconds, "ask_html", ask, "draw", draw);
    json_object_set_new(json, "last",
                        last ? json_pack("{s:b, s:o}", "right", last->right, "at", json_time(last->at)) : json_null());
    bool fine = true;
    if (probe->kind == PROBE_CHOICE || probe->kind == PROBE_SEVERAL)
        fine = add_options(arena, json, probe, mark_shuffle(arena, learner, probe), error);
    if (probe->kind == PROBE_NUMBER && probe->unit) json_object_set_new(json, "unit", json_string(probe->unit));
    if (probe->kind == PROBE_LINE) json_object_set_new(json, "code", json_string(probe->code));
    if (probe->kind == PROBE_ORDER) {
        const size_t *shown = mark_shuffle(arena, learner, probe);
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
    const Question *question = bank_find_probed(coach->bank, slug, error);
    ProbeAnswer *answers = NULL;
    size_t count = 0;
    if (!question || !probe_answers(coach->store, arena, learner, question->uuid, &answers, &count, error)) return NULL;
    json_t *list = json_array();
    for (size_t i = 0; i < question->probe_count; i++) {
        if (question->probes[i].sealed) continue;
        json_t *json = probe_view(arena, learner, &question->probes[i], answers, count, error);
        if (!json) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, json);
    }
    return json_pack("{s:o}", "probes", list);
}

/* --- answers ------------------------------------------------------------------------------------------------------------ */

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

/* Records the answer with its event, as a review; how that stands, or NULL. */
static json_t *record(Coach *coach, Arena *arena, const char *learner, const Question *question, const Probe *probe, size_t draw,
                      const json_t *body, bool right, Error *error) {
    Learner who;
    if (!learner_get(coach->store, arena, learner, &who, error)) return NULL;
    json_t *answer = json_object_get(body, "answer");
    json_int_t spent_ms = json_integer_value(json_object_get(body, "spent_ms"));
    FsrsGrade suggested = card_suggest(right, spent_ms, (int64_t)probe->seconds * 1000);
    json_t *data = json_pack("{s:s, s:I, s:O, s:b, s:I, s:i}", "probe", probe->id, "draw", (json_int_t)draw, "answer", answer,
                             "right", right, "spent_ms", spent_ms, "suggested", (int)suggested);
    char *given = json_dumps(answer, JSON_COMPACT | JSON_ENCODE_ANY);
    ProbeAnswer row = {.probe = probe->id, .answer = given, .draw = (int)draw, .right = right};
    json_t *review = review_answer(coach, arena, &who, question, &row, spent_ms, suggested, data, error);
    free(given);
    json_decref(data);
    return review;
}

json_t *coach_probe_answer(Coach *coach, const char *learner, const char *slug, const char *id, const json_t *body, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = bank_find_probed(coach->bank, slug, error);
    const Probe *probe = question ? probe_of(question, id, error) : NULL;
    if (!probe) return NULL;
    const json_t *answer = json_object_get(body, "answer");
    json_int_t draw = json_integer_value(json_object_get(body, "draw"));
    if (draw < 0 || draw >= (json_int_t)(probe->draw_count ? probe->draw_count : 1)) {
        error_set(error, ERR_INVALID, "/draw", "this probe has %zu draws; send back the number that came with it",
                  probe->draw_count ? probe->draw_count : 1);
        return NULL;
    }
    const size_t *shown = mark_shuffle(arena, learner, probe);
    Mark mark = {0};
    json_t *json = NULL, *review = NULL;
    if (mark_answer(arena, probe, shown, (size_t)draw, answer, &mark, error) &&
        (review = record(coach, arena, learner, question, probe, (size_t)draw, body, mark.right, error)) &&
        (json = mark_json(arena, probe, shown, &mark, error)))
        json_object_set(json, "review", review);
    json_decref(review);
    json_decref(mark.expected);
    return json;
}
