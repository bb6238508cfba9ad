/* Probes: the short items of a question, and an answer to one. */
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
