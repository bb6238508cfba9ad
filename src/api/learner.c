/* The learner: session, settings, today. */
#include "api/inside.h"

#include "api/shape.h"

void api_session_get(void *coach, HttpRequest *request) {
    Error error = {0};
    if (!query_none(request)) return;
    json_t *json = coach_session(coach, request->learner, &error);
    if (json) json_object_set_new(json, "csrf", json_string(request->csrf));
    api_answer(request, 200, json, &error);
}

void api_settings_get(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request)) api_answer(request, 200, coach_settings_get(coach, request->learner, &error), &error);
}

void api_settings_put(void *coach, HttpRequest *request) {
    Error error = {0};
    if (!query_none(request)) return;
    json_t *json = shape_check(SHAPE_SETTINGS, request->body, &error)
                       ? coach_settings_put(coach, request->learner, request->body, &error)
                       : NULL;
    api_answer(request, 200, json, &error);
}

void api_today_get(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request)) api_answer(request, 200, coach_today(coach, request->learner, &error), &error);
}
