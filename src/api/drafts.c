/* Drafts: unfinished code, kept with a revision. Who saves over another revision than the stored one is told, and gets the stored draft. */
#include "api/inside.h"

#include "api/shape.h"

static void answer_stale(Coach *coach, HttpRequest *request, const char *slug, const Error *stale) {
    Error error = {0};
    json_t *question = coach_question(coach, request->learner, slug, &error), *draft = json_object_get(question, "draft");
    json_t *drafts = json_object_get(question, "drafts"); /* in words: one an audience, the first where none was named */
    const char *audience = json_string_value(json_object_get(request->body, "audience"));
    if (drafts && !audience) audience = json_string_value(json_array_get(json_object_get(question, "audiences"), 0));
    if (drafts) draft = json_object_get(drafts, audience);
    if (question)
        http_fail(request, stale, json_pack("{s:O?}", "draft", draft));
    else
        http_fail(request, &error, NULL);
    json_decref(question);
}

void api_draft_put(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *slug = query_none(request) ? api_slug(request) : NULL;
    if (!slug) return;
    json_t *json = shape_check(SHAPE_DRAFT, request->body, &error)
                       ? coach_draft_put(coach, request->learner, slug, request->body, &error)
                       : NULL;
    if (!json && error.code == ERR_STALE)
        answer_stale(coach, request, slug, &error);
    else
        api_answer(request, 200, json, &error);
}
