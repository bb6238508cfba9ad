/* Self-assessed attempts: an answer that was said aloud, and that nobody but the learner has heard. They listen to it and tick the points.
 *
 * What the points are is told only then, and told once: from then on the question is open as after giving up, and the log says so. The ticks are kept as an
 * attempt, so that they stand in every list, but never as a judged one: it has no verdict and no score, and its standing is the learner's own ("claimed").
 * Nothing that is self-assessed solves a question. The recording itself never comes here; its id does, by which the browser that has it finds it. */
#include "coach/words.h"

#include "base/random.h"

#include <stdlib.h>
#include <string.h>

/* --- the points, told ------------------------------------------------------------------------------------------------------ */

static json_t *point_json(const Rubric *rubric, const RubricPoint *point) {
    return json_pack("{s:s, s:s, s:i, s:s*}", "id", point->id, "says", point->says, "weight", point->weight, "stage",
                     rubric->stage_count ? rubric->stages[point->stage].id : NULL);
}

json_t *coach_points_open(Coach *coach, const char *learner, const char *slug, const json_t *body, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = words_question_of(coach, slug, error);
    Learner who;
    Audience audience;
    bool unlocked = false;
    if (!question || !audience_read(question, body, &audience, error) || !learner_get(coach->store, arena, learner, &who, error) ||
        !question_unlocked(coach, arena, learner, question, &unlocked, error))
        return NULL;
    Event event = coach_event(coach, arena, &who, "points-opened", question,
                              arena_printf(arena, "{\"audience\":\"%s\"}", audience_name(audience)));
    if (!unlocked && !unlock_set(coach->store, learner, question->uuid, &event, error)) return NULL;
    json_t *points = json_array();
    for (size_t i = 0; i < question->rubric->point_count; i++)
        if (question->rubric->points[i].for_audience[audience])
            json_array_append_new(points, point_json(question->rubric, &question->rubric->points[i]));
    return json_pack("{s:s, s:o}", "audience", audience_name(audience), "points", points);
}

/* --- the ticks ----------------------------------------------------------------------------------------------------------------- */

static const RubricPoint *point_named(const Rubric *rubric, Audience audience, const char *id) {
    for (size_t i = 0; i < rubric->point_count; i++)
        if (rubric->points[i].for_audience[audience] && strcmp(rubric->points[i].id, id) == 0) return &rubric->points[i];
    return NULL;
}

static bool ticks_known(Arena *arena, const Question *question, Audience audience, const json_t *ticks, Error *error) {
    const char *id;
    json_t *value;
    json_object_foreach((json_t *)ticks, id, value) {
        if (!point_named(question->rubric, audience, id))
            return error_set(error, ERR_INVALID, arena_printf(arena, "/points/%.60s", id), "%s has no point '%.60s' for a %s",
                             question->slug, id, audience_name(audience));
    }
    return true;
}

Standing own_standing(const Rubric *rubric, Audience audience, const json_t *ticks, int *made, int *total) {
    double weight = 0, ticked = 0;
    *made = *total = 0;
    for (size_t i = 0; i < rubric->point_count; i++) {
        const RubricPoint *point = &rubric->points[i];
        if (!point->for_audience[audience]) continue;
        const char *found = json_string_value(json_object_get(ticks, point->id));
        double credit = found ? found_credit(found) : 0;
        weight += point->weight;
        ticked += point->weight * credit;
        *made += credit == 1;
        ++*total;
    }
    double score = weight > 0 ? ticked / weight : 0;
    Band band = BAND_STRONG;
    while (band > BAND_WRONG && score < rubric->from[band] - 1e-9) band--;
    return (Standing){band_name(band), score};
}

/* What is kept, whole: the points as they are worded now, so that the attempt stays as it was when the bank has changed. */
static json_t *self_json(const Question *question, Audience audience, const json_t *body) {
    const Rubric *rubric = question->rubric;
    const json_t *ticks = json_object_get(body, "points");
    json_t *points = json_array();
    for (size_t i = 0; i < rubric->point_count; i++) {
        if (!rubric->points[i].for_audience[audience]) continue;
        const char *found = json_string_value(json_object_get(ticks, rubric->points[i].id));
        json_t *point = point_json(rubric, &rubric->points[i]);
        json_object_set_new(point, "found", json_string(found ? found : "no"));
        json_array_append_new(points, point);
    }
    return json_pack("{s:o, s:I, s:s?}", "points", points, "spoken_ms", json_integer_value(json_object_get(body, "spoken_ms")),
                     "recording", json_string_value(json_object_get(body, "recording")));
}

/* --- the attempt ---------------------------------------------------------------------------------------------------------------- */

static bool store(Coach *coach, Arena *arena, const Learner *who, const Question *question, Attempt *attempt, const json_t *body,
                  const char **id, Error *error) {
    char fresh[UUID_SIZE];
    attempt->id = uuid7(clock_now(&coach->clock), fresh);
    attempt->learner = who->id;
    attempt->question_uuid = question->uuid;
    attempt->question_slug = question->slug;
    attempt->question_hash = question->hash;
    attempt->question_type = question_type_name(question->type);
    attempt->created = clock_now(&coach->clock);
    attempt->spent_ms = json_integer_value(json_object_get(body, "spent_ms"));
    attempt->self_assessed = true;
    attempt->code = "";
    const char *data =
        arena_printf(arena, "{\"attempt\":\"%s\",\"audience\":\"%s\",\"score\":%.6f,\"made\":%d,\"points\":%d,\"spoken_ms\":%lld}",
                     attempt->id, attempt->audience, attempt->claimed.score, attempt->passed, attempt->total,
                     (long long)json_integer_value(json_object_get(body, "spoken_ms")));
    Event event = coach_event(coach, arena, who, "self-assessed", question, data);
    const char *request = json_string_value(json_object_get(body, "request")), *existing = NULL;
    if (!attempt_submit(coach->store, arena, attempt, request, &event, &existing, error)) return false;
    *id = arena_strdup(arena, existing ? existing : attempt->id);
    return true;
}

json_t *coach_self_assess(Coach *coach, const char *learner, const char *slug, const json_t *body, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = words_question_of(coach, slug, error);
    const json_t *ticks = json_object_get(body, "points");
    Learner who;
    Audience audience;
    if (!question || !audience_read(question, body, &audience, error) || !ticks_known(arena, question, audience, ticks, error) ||
        !learner_get(coach->store, arena, learner, &who, error))
        return NULL;
    Attempt attempt = {.audience = audience_name(audience)};
    attempt.claimed = own_standing(question->rubric, audience, ticks, &attempt.passed, &attempt.total);
    json_t *kept = self_json(question, audience, body);
    char *text = json_dumps(kept, JSON_COMPACT);
    const char *id = NULL;
    attempt.feedback = text;
    bool done = store(coach, arena, &who, question, &attempt, body, &id, error);
    free(text);
    json_decref(kept);
    return done ? coach_attempt(coach, learner, id, error) : NULL;
}
