/* What helps with a question: hints one by one, giving up, and what opens behind acceptance. */
#include "api/inside.h"

#include "api/shape.h"

void api_hint_post(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *slug = query_none(request) ? api_slug(request) : NULL;
    if (!slug) return;
    json_t *json = NULL;
    if (shape_check(SHAPE_HINT, request->body, &error))
        json = coach_hint_next(coach, request->learner, slug, (int)json_integer_value(json_object_get(request->body, "n")), &error);
    api_answer(request, 200, json, &error);
}

void api_give_up_post(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *slug = query_none(request) ? api_slug(request) : NULL;
    if (!slug) return;
    bool fine = !request->body || shape_check(SHAPE_NOTHING, request->body, &error);
    api_answer(request, 200, fine ? coach_give_up(coach, request->learner, slug, &error) : NULL, &error);
}

void api_explanation_get(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *slug = query_none(request) ? api_slug(request) : NULL;
    if (slug) api_answer(request, 200, coach_explanation(coach, request->learner, slug, &error), &error);
}

void api_solutions_get(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *slug = query_none(request) ? api_slug(request) : NULL;
    if (slug) api_answer(request, 200, coach_solutions(coach, request->learner, slug, &error), &error);
}
