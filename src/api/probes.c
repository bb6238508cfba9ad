/* Probes: the short items of a question, an answer to one, and the reviews that they come back in. */
#include "api/inside.h"

#include "api/shape.h"

void api_probes_get(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *slug = query_none(request) ? api_slug(request) : NULL;
    if (slug) api_answer(request, 200, coach_probes(coach, request->learner, slug, &error), &error);
}

void api_probe_post(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *slug = query_none(request) ? api_slug(request) : NULL;
    if (!slug) return;
    json_t *json = NULL;
    if (shape_check(SHAPE_PROBE, request->body, &error))
        json = coach_probe_answer(coach, request->learner, slug, http_param(request, "probe"), request->body, &error);
    api_answer(request, 200, json, &error);
}

void api_reviews_get(void *coach, HttpRequest *request) {
    Error error = {0};
    static const char *const names[] = {"which", NULL}, *const words[] = {"due", "likely", NULL};
    int which = 0;
    bool fine = query_allow(request, names, &error) && query_word(request, "which", words, &which, &error);
    api_answer(request, 200, fine ? coach_reviews(coach, request->learner, which == 1, &error) : NULL, &error);
}

void api_review_put(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *id = query_none(request) ? api_id(request) : NULL;
    if (!id) return;
    json_t *json = NULL;
    if (shape_check(SHAPE_GRADE, request->body, &error))
        json = coach_review_grade(coach, request->learner, id, json_string_value(json_object_get(request->body, "grade")), &error);
    api_answer(request, 200, json, &error);
}

void api_review_delete(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *id = query_none(request) ? api_id(request) : NULL;
    if (id) api_answer(request, 200, coach_review_undo(coach, request->learner, id, &error), &error);
}
