/* Practising one question: hints one by one, drafts, and what opens behind acceptance or giving up. */
#include "coach/words.h"

#include <string.h>

/* --- hints ------------------------------------------------------------------------------------------------------------ */

static bool may_open(const Question *question, int opened, int n, Error *error) {
    if (n < 1 || (size_t)n > question->hint_count)
        return error_set(error, ERR_NOT_FOUND, "/n", "%s has %zu hints; there is no hint %d", question->slug, question->hint_count,
                         n);
    if (n > opened + 1) return error_set(error, ERR_INVALID, "/n", "hints open one by one: hint %d is next, not %d", opened + 1, n);
    return true;
}

json_t *coach_hint_next(Coach *coach, const char *learner, const char *slug, int n, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = question_of(coach, slug, false, error);
    Learner who;
    int opened = 0;
    if (!question || !hint_opened(coach->store, learner, question->uuid, &opened, error) || !may_open(question, opened, n, error))
        return NULL;
    if (n > opened) {
        if (!learner_get(coach->store, arena, learner, &who, error)) return NULL;
        Event event = coach_event(coach, arena, &who, "hint-opened", question, arena_printf(arena, "{\"n\":%d}", n));
        if (!hint_open(coach->store, learner, question->uuid, n, &event, error)) return NULL;
        opened = n;
    }
    const Hint *hint = &question->hints[n - 1];
    json_t *html = json_html(arena, hint->markdown, error);
    if (!html) return NULL;
    return json_pack("{s:i, s:s, s:o, s:I}", "n", n, "title", hint->title, "html", html, "remaining",
                     (json_int_t)question->hint_count - opened);
}

/* --- drafts ------------------------------------------------------------------------------------------------------------- */

/* Which part of a question a draft is of: "" for code, the audience for an answer in words. */
static bool read_part(const Question *question, const json_t *body, const char **part, Error *error) {
    const char *name = json_string_value(json_object_get(body, "audience"));
    Audience audience;
    *part = "";
    if (!question_in_words(question))
        return !name ||
               error_set(error, ERR_INVALID, "/audience", "%s is answered with code, which has no audience", question->slug);
    if (!audience_read(question, body, &audience, error)) return false;
    *part = audience_name(audience);
    return true;
}

static bool read_draft(const json_t *body, const char **code, json_int_t *revision, json_int_t *spent, Error *error) {
    *code = json_string_value(json_object_get(body, "code"));
    *revision = json_integer_value(json_object_get(body, "revision"));
    *spent = json_integer_value(json_object_get(body, "spent_ms"));
    if (!*code) return error_set(error, ERR_INVALID, "/code", "code is missing: the text of the draft");
    if (strlen(*code) > CODE_LIMIT)
        return error_set(error, ERR_TOO_LARGE, "/code", "the draft has %zu bytes; at most %d are kept", strlen(*code), CODE_LIMIT);
    if (*revision < 0 || *spent < 0)
        return error_set(error, ERR_INVALID, *revision < 0 ? "/revision" : "/spent_ms", "a negative number makes no sense here");
    return true;
}

json_t *coach_draft_put(Coach *coach, const char *learner, const char *slug, const json_t *body, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = question_of(coach, slug, false, error);
    const char *code, *part;
    json_int_t revision, spent;
    Draft current = {0};
    if (!question || !read_draft(body, &code, &revision, &spent, error) || !read_part(question, body, &part, error) ||
        !draft_put(coach->store, arena, learner, question->uuid, part, code, spent, revision, &current, error))
        return NULL;
    return json_pack("{s:I, s:o}", "revision", (json_int_t)current.revision, "saved", json_time(current.saved));
}

/* --- giving up, explanation, solutions -------------------------------------------------------------------------------------- */

json_t *coach_give_up(Coach *coach, const char *learner, const char *slug, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = question_of(coach, slug, false, error);
    Learner who;
    if (!question || !learner_get(coach->store, arena, learner, &who, error)) return NULL;
    Event event = coach_event(coach, arena, &who, "gave-up", question, "{}");
    if (!unlock_set(coach->store, learner, question->uuid, &event, error)) return NULL;
    return json_pack("{s:b}", "unlocked", 1);
}

static const Question *unlocked_question(Coach *coach, Arena *arena, const char *learner, const char *slug, Error *error) {
    const Question *question = question_of(coach, slug, false, error);
    bool unlocked = false;
    if (!question || !question_unlocked(coach, arena, learner, question, &unlocked, error)) return NULL;
    if (unlocked) return question;
    error_set(error, ERR_LOCKED, "slug", "the explanation%s of %s open%s, or when you give up",
              question_in_words(question) ? "" : " and the solutions", slug,
              question_in_words(question) ? "s once you have answered it" : " once a submission is accepted");
    return NULL;
}

json_t *coach_explanation(Coach *coach, const char *learner, const char *slug, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = unlocked_question(coach, arena, learner, slug, error);
    json_t *html = question ? json_html(arena, question->explanation, error) : NULL;
    return html ? json_pack("{s:o}", "html", html) : NULL;
}

/* The learner's own side of the comparison: the newest accepted attempt, else the newest one that was judged. */
static const Attempt *own_attempt(const Attempt *attempts, size_t count) {
    const Attempt *judged = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!attempts[i].verdict) continue;
        if (strcmp(attempts[i].verdict, "accepted") == 0) return &attempts[i];
        if (!judged) judged = &attempts[i];
    }
    return judged;
}

static json_t *own_json(Coach *coach, Arena *arena, const char *learner, const Question *question, Error *error) {
    Attempt *attempts = NULL;
    size_t count = 0;
    if (!attempt_list(coach->store, arena, learner, question->uuid, NULL, 50, true, &attempts, &count, error)) return NULL;
    const Attempt *own = own_attempt(attempts, count);
    if (!own) return json_null();
    json_error_t parse;
    json_t *feedback = own->feedback ? json_loads(own->feedback, 0, &parse) : NULL;
    double ms = json_number_value(json_object_get(feedback, "time_ms"));
    json_decref(feedback);
    json_t *notes = judge_notes(coach->judge, arena, question, own->code, error);
    if (!notes) return NULL;
    return json_pack("{s:s, s:s, s:f, s:o}", "attempt", own->id, "code", own->code, "ms", ms, "notes", notes);
}

/* Where the learner writes cases, the solutions are suites; and the bugs are told, beside a program without one. */
static json_t *tests_solutions(const Question *question, json_t *mine) {
    json_t *list = json_array(), *bugs = json_array();
    for (size_t i = 0; i < question->suite_count; i++) {
        const Submission *suite = &question->suites[i];
        if ((size_t)suite->exposes < question_to_expose(question)) continue;
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:n}", "file", suite->file, "approach", suite->approach, "code", suite->code, "ms"));
    }
    for (size_t i = 0; i < question->wrong_count; i++) {
        const Submission *wrong = &question->wrong[i];
        json_array_append_new(bugs, json_pack("{s:I, s:s, s:s, s:s}", "n", (json_int_t)i + 1, "mistake", wrong->mistake, "says",
                                              wrong->says, "code", wrong->code));
    }
    return json_pack("{s:o, s:o, s:o, s:s}", "solutions", list, "mine", mine, "bugs", bugs, "right", question->accepted[0].code);
}

json_t *coach_solutions(Coach *coach, const char *learner, const char *slug, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = unlocked_question(coach, arena, learner, slug, error);
    if (!question || !question_of(coach, slug, true, error)) return NULL;
    json_t *mine = own_json(coach, arena, learner, question, error);
    if (!mine) return NULL;
    if (question->run.mode == MODE_TESTS) return tests_solutions(question, mine);
    double *times = ARENA_MANY(arena, double, question->accepted_count + 1);
    judge_solution_times(coach->judge, question, times);
    json_t *list = json_array();
    for (size_t i = 0; i < question->accepted_count; i++) {
        const Submission *solution = &question->accepted[i];
        json_t *item = json_pack("{s:s, s:s, s:s}", "file", solution->file, "approach", solution->approach, "code", solution->code);
        json_object_set_new(item, "ms", times[i] >= 0 ? json_real(times[i]) : json_null());
        json_array_append_new(list, item);
    }
    return json_pack("{s:o, s:o}", "solutions", list, "mine", mine);
}
