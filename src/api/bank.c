/* What stands around the questions: topics, roles, sets, words; and the state of viva itself. */
#include "api/inside.h"

void api_topics_get(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request)) api_answer(request, 200, coach_topics(coach, request->learner, &error), &error);
}

void api_topic_get(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request))
        api_answer(request, 200, coach_topic(coach, request->learner, http_param(request, "key"), &error), &error);
}

void api_roles_get(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request)) api_answer(request, 200, coach_roles(coach, &error), &error);
}

void api_sets_get(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request)) api_answer(request, 200, coach_sets(coach, request->learner, &error), &error);
}

void api_glossary_get(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request)) api_answer(request, 200, coach_glossary(coach, &error), &error);
}

void api_status_get(void *coach, HttpRequest *request) {
    Error error = {0};
    if (query_none(request)) api_answer(request, 200, coach_status(coach, &error), &error);
}
