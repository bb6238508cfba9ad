/* The catalogue: what there is to practise, with what the learner has done of it. */
#include "coach/words.h"

#include <stdlib.h>
#include <string.h>

enum { CARDS_A_PAGE = 50 };

static int by_uuid(const void *a, const void *b) {
    return strcmp(((const QuestionStatus *)a)->question_uuid, ((const QuestionStatus *)b)->question_uuid);
}

bool statuses_of(Coach *coach, Arena *arena, const char *learner, Statuses *out, Error *error) {
    if (!attempt_statuses(coach->store, arena, learner, &out->items, &out->count, error)) return false;
    if (out->count) qsort(out->items, out->count, sizeof *out->items, by_uuid);
    return true;
}

const QuestionStatus *status_of(const Statuses *statuses, const Question *question) {
    QuestionStatus key = {.question_uuid = question->uuid};
    return statuses->count ? bsearch(&key, statuses->items, statuses->count, sizeof key, by_uuid) : NULL;
}

const Question *question_of(Coach *coach, const char *slug, bool runnable, Error *error) {
    const Question *question = bank_find(coach->bank, slug, error);
    if (question && runnable && question->type != TYPE_IMPLEMENTATION) {
        error_set(error, ERR_INVALID, "slug", "%s is a question of type %s: there is no code to run", slug,
                  question_type_name(question->type));
        return NULL;
    }
    return question;
}

bool question_for_role(const Question *question, const char *role) {
    for (const char **each = question->roles; role && *each; each++)
        if (strcmp(*each, role) == 0) return true;
    return role == NULL;
}

bool question_usable(const Question *question) { return question->type == TYPE_IMPLEMENTATION || question_in_words(question); }

/* What the learner has done opens explanation and solutions: the feedback on an answer in words names the points anyway. */
static bool is_open(const Question *question, const QuestionStatus *status) {
    return status && (status->accepted > 0 || (question_in_words(question) && status->attempts > 0));
}

bool question_unlocked(Coach *coach, Arena *arena, const char *learner, const Question *question, bool *unlocked, Error *error) {
    Statuses statuses;
    if (!statuses_of(coach, arena, learner, &statuses, error)) return false;
    const QuestionStatus *status = status_of(&statuses, question);
    *unlocked = is_open(question, status);
    return *unlocked || unlock_get(coach->store, learner, question->uuid, unlocked, error);
}

static const char *word_of(const QuestionStatus *status) {
    if (!status || status->attempts == 0) return "new";
    return status->accepted > 0 ? "solved" : "tried";
}

static json_t *last_json(const Question *question, const QuestionStatus *status) {
    if (!status || !status->last_verdict) return json_null();
    json_t *json = json_pack("{s:s, s:f, s:o, s:s}", "verdict", status->last_verdict, "score", status->last_score, "at",
                             json_time(status->last_at), "attempt", status->last_id);
    count_json(json, question, status->last_passed, status->last_total);
    return json;
}

/* The last attempt, when the learner judged it: never a result. */
static json_t *self_assessed_json(const QuestionStatus *status) {
    if (!status || !status->last_self_assessed) return NULL;
    return json_pack("{s:i, s:i, s:f, s:o, s:s}", "made", status->last_passed, "points", status->last_total, "score",
                     status->last_claimed.score, "at", json_time(status->last_at), "attempt", status->last_id);
}

json_t *card_json(Coach *coach, const Question *question, const QuestionStatus *status) {
    static const char *const modes[] = {[MODE_WRITE] = "write", [MODE_REPAIR] = "repair", [MODE_TESTS] = "tests"};
    const Topic *topic = bank_topic(coach->bank, question->topic);
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:i, s:o, s:s, s:o, s:o*}", "slug", question->slug, "uuid",
                     question->uuid, "title", question->title, "type", question_type_name(question->type), "mode",
                     modes[question->run.mode], "dimension", question->dimension, "topic", question->topic, "topic_title",
                     topic ? topic->title : question->topic, "difficulty", question->difficulty, "minutes", question->minutes,
                     "roles", json_texts(question->roles), "status", word_of(status), "last", last_json(question, status),
                     "self_assessed", self_assessed_json(status));
}

/* The place behind the question named by the cursor; a cursor that is not in the list starts over. */
static size_t place_of(const Question **questions, size_t count, const char *cursor) {
    for (size_t i = 0; cursor && i < count; i++)
        if (strcmp(questions[i]->slug, cursor) == 0) return i + 1;
    return 0;
}

static bool status_known(const char *status, Error *error) {
    if (!status || strcmp(status, "new") == 0 || strcmp(status, "tried") == 0 || strcmp(status, "solved") == 0) return true;
    return error_set(error, ERR_INVALID, "status", "status is one of new, tried, solved");
}

json_t *coach_questions(Coach *coach, const char *learner, const CoachList *list, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Statuses statuses;
    if (!status_known(list->status, error) || !statuses_of(coach, arena, learner, &statuses, error)) return NULL;
    size_t count = 0, kept = 0;
    const Question **found = bank_search(coach->bank, arena, &list->filter, &count);
    for (size_t i = 0; i < count; i++)
        if (!list->status || strcmp(word_of(status_of(&statuses, found[i])), list->status) == 0) found[kept++] = found[i];
    size_t from = place_of(found, kept, list->cursor), want = list->limit > 0 ? (size_t)list->limit : CARDS_A_PAGE;
    size_t to = from + want < kept ? from + want : kept;
    json_t *cards = json_array();
    for (size_t i = from; i < to; i++) json_array_append_new(cards, card_json(coach, found[i], status_of(&statuses, found[i])));
    return json_pack("{s:o, s:I, s:s?}", "questions", cards, "total", (json_int_t)kept, "next_cursor",
                     to < kept ? found[to - 1]->slug : NULL);
}

/* --- one question -------------------------------------------------------------------------------------------------- */

json_t *sources_json(const Question *question) {
    json_t *list = json_array();
    for (size_t i = 0; i < question->source_count; i++) {
        const Source *source = &question->sources[i];
        json_t *item = json_pack("{s:s, s:s?, s:s?, s:s?}", "title", source->title, "by", source->by, "url", source->url,
                                 "read_for", source->read_for);
        json_object_set_new(item, "year", source->year ? json_integer(source->year) : json_null());
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *opened_hints_json(Arena *arena, const Question *question, int opened, Error *error) {
    json_t *list = json_array();
    for (int i = 0; i < opened && (size_t)i < question->hint_count; i++) {
        json_t *html = json_html(arena, question->hints[i].markdown, error);
        if (!html) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, json_pack("{s:i, s:s, s:o}", "n", i + 1, "title", question->hints[i].title, "html", html));
    }
    return list;
}

json_t *draft_json(const Draft *draft) {
    if (draft->revision == 0) return json_null();
    return json_pack("{s:s, s:I, s:o, s:I}", "code", draft->code, "revision", (json_int_t)draft->revision, "saved",
                     json_time(draft->saved), "spent_ms", (json_int_t)draft->spent_ms);
}

/* The next question that runs and is not solved, in the bank's order, from this one on and around. */
static const char *next_slug(Coach *coach, const Statuses *statuses, const Question *question) {
    size_t count, at = 0;
    const Question *const *all = bank_questions(coach->bank, &count);
    while (at < count && all[at] != question) at++;
    for (size_t step = 1; step < count; step++) {
        const Question *other = all[(at + step) % count];
        const QuestionStatus *status = status_of(statuses, other);
        if (question_usable(other) && !(status && status->accepted > 0)) return other->slug;
    }
    return NULL;
}

/* What is called: its kind and its name, which a program and a statement have not. */
static json_t *entry_json(const Question *question) {
    const Run *run = &question->run;
    if (question->schema) return json_pack("{s:s, s:s}", "kind", "query", "name", "");
    if (run->program) return json_pack("{s:s, s:s}", "kind", "program", "name", "");
    return json_pack("{s:s, s:s}", "kind", run->class_name ? "class" : "function", "name",
                     run->class_name ? run->class_name : run->function);
}

/* Where the learner writes the cases: how many bugs there are, how many are to be exposed, with how many cases. */
static json_t *tests_json(const Question *question) {
    return json_pack("{s:I, s:I, s:i}", "bugs", (json_int_t)question->wrong_count, "to_expose",
                     (json_int_t)question_to_expose(question), "most_cases", question->run.most_cases);
}

static json_t *implementation_json(Arena *arena, const Question *question) {
    const Run *run = &question->run;
    json_t *json = json_pack("{s:b, s:s, s:s?, s:o, s:s, s:s, s:s, s:f, s:i, s:i}", "runnable", 1, "starter", question->starter,
                             "nearly", question->nearly, "entry", entry_json(question), "language", question_language(question),
                             "stack", stack_name(run->stack), "file", arena_printf(arena, "solution%s", question_ending(question)),
                             "seconds", run->seconds, "memory_mb", run->memory_mb, "fresh", run->fresh);
    if (question->schema) json_object_set_new(json, "tables", tables_json(arena, question));
    if (run->mode == MODE_TESTS) {
        json_object_set_new(json, "file", json_string("cases.py"));
        json_object_set_new(json, "tests", tests_json(question));
    }
    return json;
}

static size_t open_probes(const Question *question) {
    size_t count = 0;
    for (size_t i = 0; i < question->probe_count; i++) count += !question->probes[i].sealed;
    return count;
}

/* What questions of this type have beside the others. */
static json_t *kind_json(Coach *coach, Arena *arena, const char *learner, const Question *question, bool tried, Error *error) {
    if (question->type == TYPE_IMPLEMENTATION) return implementation_json(arena, question);
    if (question_in_words(question)) return words_json(coach, arena, learner, question, tried, error);
    return json_pack("{s:b, s:b}", "runnable", 0, "answerable", 0);
}

static json_t *question_json(Coach *coach, Arena *arena, const char *learner, const Question *question, Error *error) {
    Statuses statuses;
    Draft draft = {0};
    int opened = 0;
    bool gave_up = false;
    if (!statuses_of(coach, arena, learner, &statuses, error) ||
        !draft_get(coach->store, arena, learner, question->uuid, "", &draft, error) ||
        !hint_opened(coach->store, learner, question->uuid, &opened, error) ||
        !unlock_get(coach->store, learner, question->uuid, &gave_up, error))
        return NULL;
    const QuestionStatus *status = status_of(&statuses, question);
    json_t *statement = json_html(arena, question->statement, error);
    json_t *hints = statement ? opened_hints_json(arena, question, opened, error) : NULL;
    if (!hints) {
        json_decref(statement);
        return NULL;
    }
    json_t *json = card_json(coach, question, status);
    json_t *rest =
        json_pack("{s:o, s:{s:I, s:o}, s:o, s:o, s:s?, s:I, s:o, s:i, s:i, s:b, s:s?}", "statement_html", statement, "hints",
                  "total", (json_int_t)question->hint_count, "opened", hints, "sources", sources_json(question), "requires",
                  json_texts(question->requires), "industry", question->industry, "probe_count", (json_int_t)open_probes(question),
                  "draft", draft_json(&draft), "attempts", status ? status->attempts : 0, "accepted", status ? status->accepted : 0,
                  "unlocked", gave_up || is_open(question, status), "next", next_slug(coach, &statuses, question));
    json_object_update(json, rest);
    json_decref(rest);
    json_t *kind = kind_json(coach, arena, learner, question, status && status->attempts > 0, error);
    if (kind) json_object_update(json, kind);
    if (!kind) json_decref(json);
    json_decref(kind);
    return kind ? json : NULL;
}

json_t *coach_question(Coach *coach, const char *learner, const char *slug, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = question_of(coach, slug, false, error);
    return question ? question_json(coach, arena, learner, question, error) : NULL;
}

/* --- the lists around the questions ----------------------------------------------------------------------------------- */

json_t *coach_roles(Coach *coach, Error *error) {
    (void)error;
    size_t count;
    const Role *roles = bank_roles(coach->bank, &count);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list,
                              json_pack("{s:s, s:s, s:s}", "key", roles[i].key, "title", roles[i].title, "about", roles[i].about));
    return json_pack("{s:o}", "roles", list);
}

json_t *coach_sets(Coach *coach, const char *learner, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Statuses statuses;
    if (!statuses_of(coach, arena, learner, &statuses, error)) return NULL;
    size_t count;
    const Set *sets = bank_sets(coach->bank, &count);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_int_t solved = 0;
        for (size_t j = 0; sets[i].questions[j]; j++) {
            Error ignored = {0};
            const Question *question = bank_find(coach->bank, sets[i].questions[j], &ignored);
            const QuestionStatus *status = question ? status_of(&statuses, question) : NULL;
            solved += status && status->accepted > 0;
        }
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:o, s:I}", "key", sets[i].key, "kind",
                                              set_kind_name(sets[i].kind), "title", sets[i].title, "about", sets[i].about,
                                              "questions", json_texts(sets[i].questions), "solved", solved));
    }
    return json_pack("{s:o}", "sets", list);
}

json_t *coach_glossary(Coach *coach, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    size_t count;
    const Term *terms = bank_terms(coach->bank, &count);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *html = json_html(arena, terms[i].says, error);
        if (!html) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, json_pack("{s:s, s:o, s:o, s:o}", "term", terms[i].term, "aliases",
                                              json_texts(terms[i].aliases), "html", html, "see", json_texts(terms[i].see)));
    }
    return json_pack("{s:o}", "terms", list);
}
