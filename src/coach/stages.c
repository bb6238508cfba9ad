/* Stages of a problem: opened one after the other, since the fact that comes with one may answer the one before. What a stage asks is always told. */
#include "coach/words.h"

#include "base/buf.h"

#include <string.h>

static size_t stage_index(const Rubric *rubric, const char *id) {
    size_t i = 0;
    while (i < rubric->stage_count && strcmp(rubric->stages[i].id, id) != 0) i++;
    return i;
}

/* Whether a stage is open: the first always is, and all are once an answer was given. */
static bool is_open(const Rubric *rubric, size_t stage, const char *const *opened, size_t count, bool tried) {
    if (stage == 0 || tried) return true;
    for (size_t i = 0; i < count; i++)
        if (strcmp(opened[i], rubric->stages[stage].id) == 0) return true;
    return false;
}

static json_t *stage_json(Arena *arena, const RubricStage *stage, bool open, Error *error) {
    json_t *asks = json_html(arena, stage->asks, error);
    json_t *reveals = asks && open && stage->reveals ? json_html(arena, stage->reveals, error) : json_null();
    if (!asks || !reveals) {
        json_decref(asks);
        return NULL;
    }
    return json_pack("{s:s, s:s, s:i, s:o, s:b, s:o}", "id", stage->id, "title", stage->title, "minutes", stage->minutes,
                     "asks_html", asks, "opened", open, "reveals_html", reveals);
}

json_t *stages_json(Coach *coach, Arena *arena, const char *learner, const Question *question, bool tried, Error *error) {
    const Rubric *rubric = question->rubric;
    const char **opened = NULL;
    size_t count = 0;
    if (!stage_list(coach->store, arena, learner, question->uuid, &opened, &count, error)) return NULL;
    json_t *list = json_array();
    for (size_t i = 0; i < rubric->stage_count; i++) {
        json_t *json = stage_json(arena, &rubric->stages[i], is_open(rubric, i, opened, count, tried), error);
        if (!json) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, json);
    }
    return list;
}

const char *stages_text(Arena *arena, const Question *question, const json_t *stages, Error *error) {
    const Rubric *rubric = question->rubric;
    Buf text = buf_new(arena);
    const char *id;
    json_t *value;
    json_object_foreach((json_t *)stages, id, value) {
        if (stage_index(rubric, id) < rubric->stage_count && json_is_string(value)) continue;
        error_set(error, ERR_INVALID, arena_printf(arena, "/stages/%.60s", id),
                  json_is_string(value) ? "%s has no stage '%.60s'" : "the answer of a stage is text", question->slug, id);
        return NULL;
    }
    for (size_t i = 0; i < rubric->stage_count; i++) {
        const char *own = json_string_value(json_object_get(stages, rubric->stages[i].id));
        if (own && *own) buf_printf(&text, "%s## %s\n%s\n", text.len ? "\n" : "", rubric->stages[i].id, own);
    }
    return text.len ? text.data : "";
}

static bool may_open(const Question *question, size_t stage, const char *id, const char *const *opened, size_t count, bool tried,
                     Error *error) {
    if (stage == question->rubric->stage_count)
        return error_set(error, ERR_NOT_FOUND, "stage", "%s has no stage '%.60s'", question->slug, id);
    if (stage == 0 || is_open(question->rubric, stage - 1, opened, count, tried)) return true;
    return error_set(error, ERR_INVALID, "stage", "stages open one after the other: '%s' comes before '%s'",
                     question->rubric->stages[stage - 1].id, id);
}

json_t *coach_stage_open(Coach *coach, const char *learner, const char *slug, const char *id, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = words_question_of(coach, slug, error);
    Statuses statuses;
    const char **opened = NULL;
    size_t count = 0;
    Learner who;
    if (!question || !statuses_of(coach, arena, learner, &statuses, error) ||
        !stage_list(coach->store, arena, learner, question->uuid, &opened, &count, error) ||
        !learner_get(coach->store, arena, learner, &who, error))
        return NULL;
    const QuestionStatus *status = status_of(&statuses, question);
    size_t stage = stage_index(question->rubric, id);
    if (!may_open(question, stage, id, opened, count, status && status->attempts > 0, error)) return NULL;
    const char *known = question->rubric->stages[stage].id;
    Event event = coach_event(coach, arena, &who, "stage-opened", question, arena_printf(arena, "{\"stage\":\"%s\"}", known));
    if (!stage_open(coach->store, learner, question->uuid, known, &event, error)) return NULL;
    return stage_json(arena, &question->rubric->stages[stage], true, error);
}
