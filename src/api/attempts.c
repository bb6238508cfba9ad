/* Attempts: submitted, listed, looked at, and how hard they felt. */
#include "api/inside.h"

#include "api/shape.h"

enum { SLUG_LIMIT = 200, CURSOR_LIMIT = 200 };

/* Code, or an answer in words; which of them the question takes is not known here. */
static Shape shape_of(const json_t *body) {
    bool words = json_object_get(body, "text") || json_object_get(body, "stages") || json_object_get(body, "audience");
    return words ? SHAPE_ANSWER : SHAPE_ATTEMPT;
}

void api_attempt_post(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *slug = query_none(request) ? api_slug(request) : NULL;
    if (!slug) return;
    json_t *json = shape_check(shape_of(request->body), request->body, &error)
                       ? coach_submit(coach, request->learner, slug, request->body, &error)
                       : NULL;
    api_answer(request, 202, json, &error);
}

static bool read_question(const HttpRequest *request, const char **question, Error *error) {
    if (!query_text(request, "question", SLUG_LIMIT, question, error)) return false;
    if (!*question || api_is_slug(*question)) return true;
    return error_set(error, ERR_NOT_FOUND, "question", "there is no question '%.100s'", *question);
}

void api_attempts_get(void *coach, HttpRequest *request) {
    static const char *const parameters[] = {"question", "limit", "cursor", NULL};
    Error error = {0};
    const char *question, *cursor;
    int limit = 0;
    json_t *json = NULL;
    if (query_allow(request, parameters, &error) && read_question(request, &question, &error) &&
        query_text(request, "cursor", CURSOR_LIMIT, &cursor, &error) && query_int(request, "limit", 1, 100, &limit, &error))
        json = coach_attempts(coach, request->learner, question, cursor, limit, &error);
    api_answer(request, 200, json, &error);
}

void api_attempt_get(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *id = query_none(request) ? api_id(request) : NULL;
    if (id) api_answer(request, 200, coach_attempt(coach, request->learner, id, &error), &error);
}

void api_felt_put(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *id = query_none(request) ? api_id(request) : NULL;
    if (!id) return;
    json_t *json = NULL;
    if (shape_check(SHAPE_FELT, request->body, &error))
        json = coach_felt(coach, request->learner, id, json_string_value(json_object_get(request->body, "felt")), &error);
    api_answer(request, 200, json, &error);
}
