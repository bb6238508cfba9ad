/* The plan, progress, outcomes of real interviews, and sittings (the diagnostic, the measurements). */
#include "api/inside.h"

#include "api/shape.h"

#include <string.h>

void api_plan_get(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request)) api_answer(request, 200, coach_plan(coach, request->learner, &error), &error);
}

void api_plan_put(void *coach, HttpRequest *request) {
    Error error = {0};
    if (!query_none(request)) return;
    json_t *json =
        shape_check(SHAPE_PLAN, request->body, &error) ? coach_plan_set(coach, request->learner, request->body, &error) : NULL;
    api_answer(request, 200, json, &error);
}

void api_plan_day_put(void *coach, HttpRequest *request) {
    Error error = {0};
    if (!query_none(request)) return;
    json_t *json = NULL;
    if (shape_check(SHAPE_MINUTES, request->body, &error))
        json = coach_plan_minutes(coach, request->learner, http_param(request, "date"), request->body, &error);
    api_answer(request, 200, json, &error);
}

void api_plan_question_put(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *slug = query_none(request) ? api_slug(request) : NULL;
    if (!slug) return;
    json_t *json = shape_check(SHAPE_WISH, request->body, &error)
                       ? coach_plan_wish(coach, request->learner, slug, request->body, &error)
                       : NULL;
    api_answer(request, 200, json, &error);
}

void api_progress_get(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request)) api_answer(request, 200, coach_progress(coach, request->learner, &error), &error);
}

void api_outcome_post(void *coach, HttpRequest *request) {
    Error error = {0};
    if (!query_none(request)) return;
    json_t *json = shape_check(SHAPE_OUTCOME, request->body, &error)
                       ? coach_outcome_add(coach, request->learner, request->body, &error)
                       : NULL;
    api_answer(request, 201, json, &error);
}

void api_outcome_delete(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *id = query_none(request) ? api_id(request) : NULL;
    if (id) api_answer(request, 200, coach_outcome_remove(coach, request->learner, id, &error), &error);
}

void api_sitting_get(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request))
        api_answer(request, 200, coach_sitting(coach, request->learner, http_param(request, "which"), &error), &error);
}

void api_sitting_post(void *coach, HttpRequest *request) {
    Error error = {0};
    if (!query_none(request)) return;
    json_t *json = NULL;
    if (shape_check(SHAPE_SITTING, request->body, &error))
        json = coach_sitting_answer(coach, request->learner, http_param(request, "which"), request->body, &error);
    api_answer(request, 200, json, &error);
}

void api_feed_get(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request)) api_answer(request, 200, coach_feed(coach, request->learner, &error), &error);
}

void api_feed_post(void *coach, HttpRequest *request) {
    Error error = {0};
    if (!query_none(request)) return;
    bool fine = !request->body || shape_check(SHAPE_NOTHING, request->body, &error);
    json_t *json = fine ? coach_feed_open(coach, request->learner, &error) : NULL;
    api_answer(request, 201, json, &error);
}

void api_feed_delete(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request)) api_answer(request, 200, coach_feed_close(coach, request->learner, &error), &error);
}

/* Without a session: the token is what a stranger cannot have. */
void api_feed_calendar(void *coach, HttpRequest *request) {
    Error error = {0};
    if (!query_none(request)) return;
    char *text = coach_feed_calendar(coach, request->arena, http_param(request, "token"), &error);
    if (text)
        http_file(request, "text/calendar; charset=utf-8", NULL, text, strlen(text));
    else
        http_fail(request, &error, NULL);
}
