/* Answers in words: stages that open, model answers, replies to the interviewer, the learner's own view of a point, and what was said aloud. */
#include "api/inside.h"

#include "api/shape.h"

void api_stage_post(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *slug = query_none(request) ? api_slug(request) : NULL, *stage = slug ? api_key(request, "stage") : NULL;
    if (!stage) return;
    bool fine = !request->body || shape_check(SHAPE_NOTHING, request->body, &error);
    api_answer(request, 200, fine ? coach_stage_open(coach, request->learner, slug, stage, &error) : NULL, &error);
}

void api_model_answers_get(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *slug = query_none(request) ? api_slug(request) : NULL;
    if (slug) api_answer(request, 200, coach_model_answers(coach, request->learner, slug, &error), &error);
}

void api_followup_post(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *id = query_none(request) ? api_id(request) : NULL;
    if (!id) return;
    bool fine = shape_check(SHAPE_FOLLOWUP, request->body, &error);
    api_answer(request, 200, fine ? coach_followup(coach, request->learner, id, request->body, &error) : NULL, &error);
}

void api_claim_put(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *id = query_none(request) ? api_id(request) : NULL, *point = id ? api_key(request, "point") : NULL;
    if (!point) return;
    bool fine = shape_check(SHAPE_CLAIM, request->body, &error);
    api_answer(request, 200, fine ? coach_claim_put(coach, request->learner, id, point, request->body, &error) : NULL, &error);
}

void api_claim_delete(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *id = query_none(request) ? api_id(request) : NULL, *point = id ? api_key(request, "point") : NULL;
    if (point) api_answer(request, 200, coach_claim_remove(coach, request->learner, id, point, &error), &error);
}

void api_opinion_post(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *id = query_none(request) ? api_id(request) : NULL;
    if (!id) return;
    bool fine = !request->body || shape_check(SHAPE_NOTHING, request->body, &error);
    api_answer(request, 200, fine ? coach_opinion(coach, request->learner, id, &error) : NULL, &error);
}

void api_points_post(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *slug = query_none(request) ? api_slug(request) : NULL;
    if (!slug) return;
    bool fine = shape_check(SHAPE_POINTS, request->body, &error);
    api_answer(request, 200, fine ? coach_points_open(coach, request->learner, slug, request->body, &error) : NULL, &error);
}

void api_self_post(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *slug = query_none(request) ? api_slug(request) : NULL;
    if (!slug) return;
    bool fine = shape_check(SHAPE_SELF, request->body, &error);
    api_answer(request, 200, fine ? coach_self_assess(coach, request->learner, slug, request->body, &error) : NULL, &error);
}

void api_speech_post(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request)) api_answer(request, 200, coach_speech(coach, request->bytes, request->len, &error), &error);
}

void api_stories_get(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request)) api_answer(request, 200, coach_stories(coach, request->learner, &error), &error);
}

/* An id of the client's own making, so that a story that was sent twice is kept once. */
static const char *story_id(HttpRequest *request) {
    const char *id = query_none(request) ? api_id(request) : NULL;
    Error error = {0};
    if (!id || shape_is_uuid(id)) return id;
    error_set(&error, ERR_INVALID, "id", "a story's id is a UUID like 01890a5d-ac96-774b-bcce-b302099a8057");
    http_fail(request, &error, NULL);
    return NULL;
}

void api_story_put(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *id = story_id(request);
    if (!id) return;
    bool fine = shape_check(SHAPE_STORY, request->body, &error);
    api_answer(request, 200, fine ? coach_story_put(coach, request->learner, id, request->body, &error) : NULL, &error);
}

void api_story_delete(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *id = story_id(request);
    if (id) api_answer(request, 200, coach_story_remove(coach, request->learner, id, &error), &error);
}
