/* Questions: the list with its filters, and one whole. */
#include "api/inside.h"

enum { TEXT_LIMIT = 200, KEY_LIMIT = 100 };

static const char *const parameters[] = {"q",   "type",   "dimension", "topic",  "difficulty", "role",
                                         "set", "status", "limit",     "cursor", NULL};
static const char *const dimensions[] = {"fundamentals", "mathematics", "coding", "scenarios", "evaluation", NULL};
static const char *const statuses[] = {"new", "tried", "solved", NULL};

static bool read_words(const HttpRequest *request, CoachList *list, Error *error) {
    const char *types[TYPE_COUNT + 1] = {NULL};
    int type = -1, dimension = -1, status = -1;
    for (int i = 0; i < TYPE_COUNT; i++) types[i] = question_type_name((QuestionType)i);
    if (!query_word(request, "type", types, &type, error) || !query_word(request, "dimension", dimensions, &dimension, error) ||
        !query_word(request, "status", statuses, &status, error))
        return false;
    list->filter.type = type + 1;
    if (dimension >= 0) list->filter.dimension = dimensions[dimension];
    if (status >= 0) list->status = statuses[status];
    return true;
}

static bool read_list(const HttpRequest *request, CoachList *list, Error *error) {
    return query_allow(request, parameters, error) && read_words(request, list, error) &&
           query_text(request, "q", TEXT_LIMIT, &list->filter.text, error) &&
           query_text(request, "topic", KEY_LIMIT, &list->filter.topic, error) &&
           query_text(request, "role", KEY_LIMIT, &list->filter.role, error) &&
           query_text(request, "set", KEY_LIMIT, &list->filter.set, error) &&
           query_text(request, "cursor", TEXT_LIMIT, &list->cursor, error) &&
           query_int(request, "difficulty", 1, 5, &list->filter.difficulty, error) &&
           query_int(request, "limit", 1, 1000, &list->limit, error);
}

void api_questions_get(void *coach, HttpRequest *request) {
    Error error = {0};
    CoachList list = {0};
    api_answer(request, 200, read_list(request, &list, &error) ? coach_questions(coach, request->learner, &list, &error) : NULL,
               &error);
}

void api_question_get(void *coach, HttpRequest *request) {
    Error error = {0};
    const char *slug = query_none(request) ? api_slug(request) : NULL;
    if (slug) api_answer(request, 200, coach_question(coach, request->learner, slug, &error), &error);
}
