/* Topics: the map of what there is to learn, and the page to study one from. */
#include "coach/inside.h"

#include <string.h>

static void count_questions(Coach *coach, const Statuses *statuses, const char *topic, json_int_t *all, json_int_t *solved) {
    size_t count;
    const Question *const *questions = bank_questions(coach->bank, &count);
    *all = *solved = 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(questions[i]->topic, topic) != 0) continue;
        const QuestionStatus *status = status_of(statuses, questions[i]);
        ++*all;
        *solved += status && status->accepted > 0;
    }
}

static json_t *topic_json(Coach *coach, const Statuses *statuses, const Topic *topic) {
    json_int_t all, solved;
    count_questions(coach, statuses, topic->key, &all, &solved);
    return json_pack("{s:s, s:s, s:s, s:o, s:I, s:I, s:b}", "key", topic->key, "title", topic->title, "track", topic->track,
                     "prerequisites", json_texts(topic->prerequisites), "questions", all, "solved", solved, "page",
                     topic->page != NULL);
}

json_t *coach_topics(Coach *coach, const char *learner, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Statuses statuses;
    if (!statuses_of(coach, arena, learner, &statuses, error)) return NULL;
    size_t count;
    const Topic *topics = bank_topics(coach->bank, &count);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) json_array_append_new(list, topic_json(coach, &statuses, &topics[i]));
    return json_pack("{s:o}", "topics", list);
}

/* What stands before the first '## ' at the beginning of a line: the lead; the rest follows the figure. */
static size_t lead_length(const char *text) {
    const char *heading = strncmp(text, "## ", 3) == 0 ? text : strstr(text, "\n## ");
    return heading ? (size_t)(heading - text) : strlen(text);
}

static bool add_page(Arena *arena, json_t *json, const Question *page, Error *error) {
    size_t lead = lead_length(page->statement);
    json_t *lead_html = json_html(arena, arena_strndup(arena, page->statement, lead), error);
    json_t *body_html = lead_html ? json_html(arena, page->statement + lead, error) : NULL;
    if (!body_html) {
        json_decref(lead_html);
        return false;
    }
    json_object_set_new(json, "lead_html", lead_html);
    json_object_set_new(json, "body_html", body_html);
    json_object_set_new(
        json, "figure",
        json_pack("{s:s, s:s, s:s}", "title", page->figure.title, "describes", page->figure.describes, "svg", page->figure.svg));
    json_object_set_new(json, "sources", sources_json(page));
    return true;
}

json_t *coach_topic(Coach *coach, const char *learner, const char *key, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Topic *topic = bank_topic(coach->bank, key);
    Statuses statuses;
    if (!topic) {
        error_set(error, ERR_NOT_FOUND, "key", "no topic '%.80s'; the map of topics shows them all", key);
        return NULL;
    }
    if (!statuses_of(coach, arena, learner, &statuses, error)) return NULL;
    json_t *json = topic_json(coach, &statuses, topic), *cards = json_array();
    size_t count;
    const Question *const *questions = bank_questions(coach->bank, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(questions[i]->topic, key) == 0)
            json_array_append_new(cards, card_json(coach, questions[i], status_of(&statuses, questions[i])));
    json_object_set_new(json, "cards", cards);
    if (!topic->page) {
        json_object_update_new(json, json_pack("{s:n, s:n, s:n, s:[]}", "lead_html", "body_html", "figure", "sources"));
    } else if (!add_page(arena, json, topic->page, error)) {
        json_decref(json);
        return NULL;
    }
    return json;
}
