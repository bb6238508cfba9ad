/* Runs: code against the visible cases; nothing is recorded. */
#include "api/inside.h"

#include "api/shape.h"

void api_run_post(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *slug = query_none(request) ? api_slug(request) : NULL;
    if (!slug) return;
    json_t *json = NULL;
    if (shape_check(SHAPE_RUN, request->body, &error))
        json = coach_run(coach, request->learner, slug, json_string_value(json_object_get(request->body, "code")), &error);
    api_answer(request, 202, json, &error);
}

void api_run_get(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *id = query_none(request) ? api_id(request) : NULL;
    if (id) api_answer(request, 200, coach_run_get(coach, request->learner, id, &error), &error);
}
