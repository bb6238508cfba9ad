/* Attempts: submitted, judged, looked at again.
 *
 * coach_submit commits the attempt and its event, and only then answers: from there on it survives any crash. The worker judges it and
 * commits verdict, feedback and event in a second transaction, and only then tells the bus. (An answer in words is judged by whoever submits it: words.c.) An attempt whose judging was begun ten
 * times without an end (it may be what takes viva down) is given up as "failed" with a message, never dropped. */
#include "coach/memory.h"
#include "coach/profile.h"
#include "coach/words.h"

#include "base/log.h"
#include "base/random.h"

#include <stdlib.h>
#include <string.h>

enum { TRIES = 10, ATTEMPTS_A_PAGE = 50 };

static bool is_stale(Coach *coach, const Attempt *attempt) {
    const Question *question = bank_find_uuid(coach->bank, attempt->question_uuid);
    return !question || strcmp(question->hash, attempt->question_hash) != 0;
}

static const char *title_of(Coach *coach, const Attempt *attempt) {
    const Question *question = bank_find_uuid(coach->bank, attempt->question_uuid);
    return question ? question->title : attempt->question_slug;
}

void count_json(json_t *json, const Question *question, int passed, int total) {
    bool bugs = question && question->run.mode == MODE_TESTS, cases = !bugs && !(question && question_in_words(question));
    json_object_set_new(json, "cases_passed", json_integer(cases ? passed : 0));
    json_object_set_new(json, "cases_total", json_integer(cases ? total : 0));
    if (bugs && total > 0) json_object_set_new(json, "bugs", json_pack("{s:i, s:i}", "exposed", passed, "total", total));
}

json_t *attempt_json(Coach *coach, const Attempt *attempt, bool whole) {
    const Question *question = bank_find_uuid(coach->bank, attempt->question_uuid);
    json_t *json =
        json_pack("{s:s, s:s, s:s, s:s, s:s?, s:f, s:i, s:s?, s:I, s:o, s:o, s:b}", "id", attempt->id, "question",
                  question ? question->slug : attempt->question_slug, "title", title_of(coach, attempt), "status",
                  attempt->self_assessed ? "self-assessed" : attempt->status, "verdict", attempt->verdict, "score", attempt->score,
                  "sure", attempt->sure, "felt", attempt->felt, "spent_ms", (json_int_t)attempt->spent_ms, "created",
                  json_time(attempt->created), "judged", json_time(attempt->judged), "stale", is_stale(coach, attempt));
    count_json(json, question, attempt->passed, attempt->total);
    if (attempt->audience) json_object_set_new(json, "answer", answer_json(attempt));
    if (attempt->sure == 0) json_object_set_new(json, "sure", json_null());
    if (!whole) return json;
    json_error_t parse;
    json_t *feedback = attempt->feedback ? json_loads(attempt->feedback, 0, &parse) : NULL;
    json_object_set_new(json, "code", json_string(attempt->code));
    json_t *failure = json_object_get(feedback, "error"); /* viva could not judge it */
    if (failure) json_object_set(json, "error", failure);
    json_object_set(json, "judgement", feedback && !failure ? feedback : json_null());
    json_decref(feedback);
    return json;
}

static bool read_sure(const json_t *body, int *sure, Error *error) {
    static const int allowed[] = {10, 30, 50, 70, 90, 99};
    const json_t *value = json_object_get(body, "sure");
    *sure = 0;
    if (!value || json_is_null(value)) return true;
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (json_integer_value(value) == allowed[i]) *sure = allowed[i];
    return *sure || error_set(error, ERR_INVALID, "/sure", "sure is one of 10, 30, 50, 70, 90, 99 (percent), or left out");
}

static bool read_code(const json_t *body, Attempt *attempt, Error *error) {
    const char *code = json_string_value(json_object_get(body, "code"));
    if (!code) return error_set(error, ERR_INVALID, "/code", "code is missing: the text of the submission");
    if (strlen(code) > CODE_LIMIT)
        return error_set(error, ERR_TOO_LARGE, "/code", "the code has %zu bytes; at most %d are taken", strlen(code), CODE_LIMIT);
    attempt->code = code;
    return true;
}

static bool read_submission(Arena *arena, const Question *question, const json_t *body, Attempt *attempt, const char **request,
                            Error *error) {
    bool in_words = question_in_words(question);
    if (in_words ? !answer_read(arena, question, body, attempt, error) : !read_code(body, attempt, error)) return false;
    attempt->spent_ms = json_integer_value(json_object_get(body, "spent_ms"));
    if (attempt->spent_ms < 0) return error_set(error, ERR_INVALID, "/spent_ms", "spent_ms cannot be negative");
    *request = json_string_value(json_object_get(body, "request"));
    return read_sure(body, &attempt->sure, error);
}

/* Code waits for its turn; an answer in words is judged at once, and waits only if it could not be stored. */
static bool judge_or_queue(Coach *coach, const char *learner, const char *id, const Question *question, Error *error) {
    if (question_in_words(question) && attempt_judge(coach, learner, id)) return true;
    return work_add(coach, &(Turn){learner, id, question->slug, false}, error);
}

static const Question *question_to_submit(Coach *coach, const char *slug, Error *error) {
    const Question *question = question_of(coach, slug, false, error);
    if (!question || question_in_words(question)) return question;
    question = question_of(coach, slug, true, error);
    return question && work_stack_usable(coach, question, error) ? question : NULL;
}

json_t *coach_submit(Coach *coach, const char *learner, const char *slug, const json_t *body, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = question_to_submit(coach, slug, error);
    Learner who;
    Attempt attempt = {0};
    const char *request = NULL, *existing = NULL;
    if (!question || !read_submission(arena, question, body, &attempt, &request, error) ||
        !learner_get(coach->store, arena, learner, &who, error))
        return NULL;
    char id[UUID_SIZE];
    attempt.id = uuid7(clock_now(&coach->clock), id);
    attempt.learner = learner;
    attempt.question_uuid = question->uuid;
    attempt.question_slug = question->slug;
    attempt.question_hash = question->hash;
    attempt.question_type = question_type_name(question->type);
    attempt.status = "submitted";
    attempt.created = clock_now(&coach->clock);
    const char *data =
        arena_printf(arena, "{\"attempt\":\"%s\",\"sure\":%d,\"spent_ms\":%lld}", id, attempt.sure, (long long)attempt.spent_ms);
    Event event = coach_event(coach, arena, &who, "attempt-submitted", question, data);
    if (!attempt_submit(coach->store, arena, &attempt, request, &event, &existing, error)) return NULL;
    if (!existing && !judge_or_queue(coach, learner, id, question, error)) return NULL;
    return coach_attempt(coach, learner, existing ? existing : id, error);
}

/* What viva expected before it saw the answer, and the grade that the answer suggests: nothing while it is not judged. */
static bool add_forecast(Coach *coach, const char *learner, const char *id, json_t *json, Error *error) {
    const Profile *profile = profile_of(coach, learner, error);
    if (!profile) return false;
    size_t i = profile->forecast_count;
    while (i > 0 && strcmp(profile->forecasts[i - 1].attempt, id) != 0) i--;
    const ProfileForecast *found = i > 0 ? &profile->forecasts[i - 1] : NULL;
    json_object_set_new(json, "forecast",
                        found ? json_pack("{s:f, s:s}", "chance", found->chance, "suggested", grade_names[found->suggested])
                              : json_null());
    profile_done(coach, profile);
    return true;
}

json_t *coach_attempt(Coach *coach, const char *learner, const char *id, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Attempt attempt;
    if (!attempt_get(coach->store, arena, learner, id, &attempt, error)) return NULL;
    json_t *json = attempt_json(coach, &attempt, true);
    if (attempt.audience && !answer_add(coach, arena, &attempt, json, error)) {
        json_decref(json);
        return NULL;
    }
    if (!add_forecast(coach, learner, id, json, error)) {
        json_decref(json);
        return NULL;
    }
    pthread_mutex_lock(&coach->lock);
    places_add(coach, json, learner, id);
    pthread_mutex_unlock(&coach->lock);
    return json;
}

json_t *coach_attempts(Coach *coach, const char *learner, const char *slug, const char *cursor, int limit, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Question *question = slug ? question_of(coach, slug, false, error) : NULL;
    if (slug && !question) return NULL;
    size_t want = limit > 0 && limit <= 100 ? (size_t)limit : ATTEMPTS_A_PAGE, count = 0;
    Attempt *items = NULL;
    if (!attempt_list(coach->store, arena, learner, question ? question->uuid : NULL, cursor, want + 1, false, &items, &count,
                      error))
        return NULL;
    json_t *list = json_array();
    for (size_t i = 0; i < count && i < want; i++) json_array_append_new(list, attempt_json(coach, &items[i], false));
    return json_pack("{s:o, s:s?}", "attempts", list, "next_cursor", count > want ? items[want - 1].id : NULL);
}

json_t *coach_felt(Coach *coach, const char *learner, const char *id, const char *felt, Error *error) {
    static const char *const allowed[] = {"again", "hard", "good", "easy"};
    bool known = false;
    for (size_t i = 0; felt && i < 4; i++) known |= strcmp(felt, allowed[i]) == 0;
    if (!known) {
        error_set(error, ERR_INVALID, "/felt", "felt is one of again, hard, good, easy");
        return NULL;
    }
    ARENA_SCOPED Arena *arena = arena_new();
    Learner who;
    Attempt attempt;
    if (!learner_get(coach->store, arena, learner, &who, error) || !attempt_get(coach->store, arena, learner, id, &attempt, error))
        return NULL;
    const Question *question = bank_find_uuid(coach->bank, attempt.question_uuid);
    Event event = coach_event(coach, arena, &who, "felt", question,
                              arena_printf(arena, "{\"attempt\":\"%s\",\"felt\":\"%s\"}", attempt.id, felt));
    if (!attempt_set_felt(coach->store, learner, id, felt, &event, error)) return NULL;
    return coach_attempt(coach, learner, id, error);
}

/* --- judging ------------------------------------------------------------------------------------------------------- */

typedef struct {
    Coach *coach;
    const Attempt *attempt;
} Telling;

static void publish(Coach *coach, const Attempt *attempt, const char *status, size_t done, size_t total, const CaseResult *result,
                    const char *verdict) {
    json_t *event = json_pack("{s:s, s:s, s:s, s:I, s:I, s:o, s:s*}", "id", attempt->id, "question", attempt->question_slug,
                              "status", status, "done", (json_int_t)done, "total", (json_int_t)total, "case",
                              result ? case_json(result) : json_null(), "verdict", verdict);
    char *text = json_dumps(event, JSON_COMPACT | JSON_REAL_PRECISION(12));
    bus_publish(coach->bus, attempt->learner, "attempt", text);
    free(text);
    json_decref(event);
}

static void tell(void *self, const CaseResult *result, size_t done, size_t total) {
    Telling *telling = self;
    publish(telling->coach, telling->attempt, "submitted", done, total, result, NULL);
}

bool attempt_finish(Coach *coach, Arena *arena, const Attempt *attempt, const AttemptResult *result, size_t cases,
                    const Question *question, const char *more) {
    Error error = {0};
    Learner who;
    if (!learner_get(coach->store, arena, attempt->learner, &who, &error)) {
        log_error("attempt %s: %s", attempt->id, error.message);
        return false;
    }
    const char *data = arena_printf(
        arena, "{\"attempt\":\"%s\",\"status\":\"%s\",\"verdict\":\"%s\",\"score\":%.6f,\"seed\":\"%llu\",\"sure\":%d%s}",
        attempt->id, result->status, result->verdict ? result->verdict : "", result->score, (unsigned long long)result->seed,
        attempt->sure, more);
    Event event = coach_event(coach, arena, &who, "attempt-judged", question, data);
    if (!attempt_judged(coach->store, attempt->id, result, &event, 1, &error) && error.code != ERR_STALE) {
        log_error("attempt %s could not be stored, trying again: %s", attempt->id, error.message);
        return false;
    }
    publish(coach, attempt, result->status, cases, cases, NULL, result->verdict);
    return true;
}

static bool fail(Coach *coach, Arena *arena, const Attempt *attempt, const Question *question, const Error *error) {
    json_t *json = json_pack("{s:{s:s, s:s, s:s}}", "error", "code", error_name(error->code), "message", error->message, "where",
                             error->where);
    char *text = json_dumps(json, JSON_COMPACT);
    AttemptResult result = {.status = "failed", .feedback = text, .at = clock_now(&coach->clock)};
    bool done = attempt_finish(coach, arena, attempt, &result, 0, question, "");
    free(text);
    json_decref(json);
    return done;
}

static void count(const Judgement *judgement, AttemptResult *result) {
    for (size_t i = 0; i < judgement->bug_count; i++) result->passed += judgement->exposed_by[i] != NULL;
    for (size_t i = 0; judgement->bug_count == 0 && i < judgement->case_count; i++)
        result->passed += judgement->cases[i].verdict == VERDICT_ACCEPTED;
    result->total = (int)(judgement->bug_count ? judgement->bug_count : judgement->case_count);
}

static bool judge_and_finish(Coach *coach, Arena *arena, const Attempt *attempt, const Question *question) {
    Error error = {0};
    Judgement judgement = {0};
    Telling telling = {coach, attempt};
    if (!judge_code(coach->judge, arena, question, attempt->code, JUDGE_SUBMIT, tell, &telling, &judgement, &error)) {
        log_warning("attempt %s could not be judged: %s", attempt->id, error.message);
        return attempt->tries + 1 >= TRIES && fail(coach, arena, attempt, question, &error);
    }
    json_t *json = judgement_json(&judgement);
    char *text = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(12));
    AttemptResult result = {.status = "judged",
                            .verdict = verdict_name(judgement.verdict),
                            .score = judgement.score,
                            .feedback = text,
                            .seed = judgement.seed,
                            .at = clock_now(&coach->clock)};
    count(&judgement, &result);
    bool done = attempt_finish(coach, arena, attempt, &result, judgement.case_count, question, "");
    free(text);
    json_decref(json);
    judgement_free(&judgement);
    return done;
}

bool attempt_judge(Coach *coach, const char *learner, const char *id) {
    ARENA_SCOPED Arena *arena = arena_new();
    Error error = {0};
    Attempt attempt;
    if (!attempt_get(coach->store, arena, learner, id, &attempt, &error)) {
        log_error("attempt %s: %s", id, error.message);
        return error.code == ERR_NOT_FOUND;
    }
    if (strcmp(attempt.status, "submitted") != 0) return true;
    const Question *question = bank_find_uuid(coach->bank, attempt.question_uuid);
    bool in_words = attempt.audience != NULL;
    if (!question || question_in_words(question) != in_words) {
        error_set(&error, ERR_NOT_FOUND, NULL, "the question %s is no longer in the bank%s, so that this attempt cannot be judged",
                  attempt.question_slug, question ? " as what it was" : "");
        return fail(coach, arena, &attempt, NULL, &error);
    }
    if (attempt.tries >= TRIES) {
        error_set(&error, ERR_INTERNAL, NULL,
                  "viva stopped %d times while it judged this attempt; the code is kept, submit it again to try once more", TRIES);
        return fail(coach, arena, &attempt, question, &error);
    }
    if (!in_words && !box_wait_ready(judge_box(coach->judge), stack_name(question->run.stack), 20, &error)) return false;
    if (!attempt_begin(coach->store, id, &error)) {
        log_error("attempt %s: %s", id, error.message);
        return false;
    }
    if (in_words) return answer_judge(coach, arena, &attempt, question);
    publish(coach, &attempt, "submitted", 0, 0, NULL, NULL);
    return judge_and_finish(coach, arena, &attempt, question);
}
