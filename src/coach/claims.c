/* "I disagree": the learner's own view of a point, beside the engine's. It changes the score that is shown as theirs, never the engine's, and is
 * listed for whoever writes the question: a point that many see otherwise has the wrong phrasings. */
#include "coach/words.h"

#include <stdlib.h>
#include <string.h>

json_t *claims_json(const Claim *claims, size_t count) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:o}", "point", claims[i].point, "found", claims[i].found, "why",
                                              claims[i].why, "at", json_time(claims[i].at)));
    return list;
}

/* An attempt with what was found in it. */
typedef struct {
    Learner who;
    Attempt attempt;
    const Question *question; /* NULL: it is gone */
    json_t *assessment, *views;
} Reading;

static void reading_close(Reading *reading) {
    json_decref(reading->assessment);
    json_decref(reading->views);
}

/* The attempt, and the learner's views of all its points but `point`. */
static bool reading_open(Coach *coach, Arena *arena, const char *learner, const char *id, const char *point, Reading *out,
                         Error *error) {
    Claim *claims = NULL;
    size_t count = 0;
    json_error_t parse;
    *out = (Reading){0};
    if (!learner_get(coach->store, arena, learner, &out->who, error) ||
        !attempt_get(coach->store, arena, learner, id, &out->attempt, error) ||
        !claim_list(coach->store, arena, learner, id, &claims, &count, error))
        return false;
    if (!out->attempt.audience || !out->attempt.verdict)
        return error_set(error, ERR_INVALID, "id", "there are no points in this attempt to disagree about");
    out->question = bank_find_uuid(coach->bank, out->attempt.question_uuid);
    out->assessment = json_loads(out->attempt.feedback, 0, &parse);
    out->views = json_object();
    for (size_t i = 0; i < count; i++)
        if (strcmp(claims[i].point, point) != 0) json_object_set_new(out->views, claims[i].point, json_string(claims[i].found));
    return assessment_point(out->assessment, point) ||
           error_set(error, ERR_NOT_FOUND, "point", "this attempt has no point '%.60s'", point);
}

static bool found_known(const char *found, Error *error) {
    static const char *const allowed[] = {"yes", "partly", "no"};
    for (size_t i = 0; found && i < 3; i++)
        if (strcmp(found, allowed[i]) == 0) return true;
    return error_set(error, ERR_INVALID, "/found", "found is one of yes, partly, no");
}

static bool put(Coach *coach, Arena *arena, Reading *reading, const char *point, const char *found, const char *why, Error *error) {
    const char *engine = json_string_value(json_object_get(assessment_point(reading->assessment, point), "found"));
    json_object_set_new(reading->views, point, json_string(found));
    Standing standing = standing_with(reading->assessment, reading->views);
    json_t *data = json_pack("{s:s, s:s, s:s, s:s, s:s}", "attempt", reading->attempt.id, "point", point, "engine", engine, "found",
                             found, "why", why);
    char *text = json_dumps(data, JSON_COMPACT);
    Event event = coach_event(coach, arena, &reading->who, "point-disputed", reading->question, text);
    Claim claim = {.attempt = reading->attempt.id, .point = point, .engine = engine, .found = found, .why = why, .at = event.at};
    bool done = claim_put(coach->store, reading->who.id, &claim, &standing, &event, error);
    free(text);
    json_decref(data);
    return done;
}

json_t *coach_claim_put(Coach *coach, const char *learner, const char *id, const char *point, const json_t *body, Error *error) {
    const char *found = json_string_value(json_object_get(body, "found")), *why = json_string_value(json_object_get(body, "why"));
    if (!found_known(found, error)) return NULL;
    if (why && text_characters(why) > WHY_CHARACTERS) {
        error_set(error, ERR_TOO_LARGE, "/why", "the reason has more than %d characters", WHY_CHARACTERS);
        return NULL;
    }
    ARENA_SCOPED Arena *arena = arena_new();
    Reading reading;
    pthread_mutex_lock(&coach->words_lock);
    bool done = reading_open(coach, arena, learner, id, point, &reading, error) &&
                put(coach, arena, &reading, point, found, why ? why : "", error);
    pthread_mutex_unlock(&coach->words_lock);
    reading_close(&reading);
    return done ? coach_attempt(coach, learner, id, error) : NULL;
}

static bool take_back(Coach *coach, Arena *arena, Reading *reading, const char *point, Error *error) {
    Standing standing = {0};
    if (json_object_size(reading->views) > 0) standing = standing_with(reading->assessment, reading->views);
    const char *known = json_string_value(json_object_get(assessment_point(reading->assessment, point), "id"));
    const char *data = arena_printf(arena, "{\"attempt\":\"%s\",\"point\":\"%s\"}", reading->attempt.id, known);
    Event event = coach_event(coach, arena, &reading->who, "dispute-withdrawn", reading->question, data);
    return claim_remove(coach->store, reading->who.id, reading->attempt.id, known, &standing, &event, error);
}

json_t *coach_claim_remove(Coach *coach, const char *learner, const char *id, const char *point, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Reading reading;
    pthread_mutex_lock(&coach->words_lock);
    bool done = reading_open(coach, arena, learner, id, point, &reading, error) && take_back(coach, arena, &reading, point, error);
    pthread_mutex_unlock(&coach->words_lock);
    reading_close(&reading);
    return done ? coach_attempt(coach, learner, id, error) : NULL;
}

/* --- for authors ----------------------------------------------------------------------------------------------------------- */

static json_t *dispute_json(const Bank *bank, const Claim *claim) {
    json_error_t parse;
    const Question *question = bank_find_uuid(bank, claim->question_uuid);
    json_t *assessment = json_loads(claim->feedback, 0, &parse), *point = assessment_point(assessment, claim->point);
    json_t *json = json_pack("{s:s, s:s, s:s?, s:s, s:s, s:s?, s:s, s:s, s:o, s:s}", "question",
                             question ? question->slug : claim->question_slug, "point", claim->point, "says",
                             json_string_value(json_object_get(point, "says")), "engine", claim->engine, "learner", claim->found,
                             "quote", json_string_value(json_object_get(point, "quote")), "text", claim->text, "why", claim->why,
                             "at", json_time(claim->at), "attempt", claim->attempt);
    json_decref(assessment);
    return json;
}

json_t *coach_disputes(const Bank *bank, Store *store, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Claim *claims = NULL;
    size_t count = 0;
    if (!claim_all(store, arena, &claims, &count, error)) return NULL;
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) json_array_append_new(list, dispute_json(bank, &claims[i]));
    return json_pack("{s:o}", "disputes", list);
}
