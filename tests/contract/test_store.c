/* What every caller may rely on, one thread at a time: each function of store.h, on the database that is named on the command line. */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Umlauts, Greek, an emoji, a right-to-left word, a combining accent, quotes and what SQL might take for its own. */
#define UNICODE "größe = 'σ' # 🧠 שלום e\xCC\x81 \"x\"; DROP TABLE attempts; -- $1 %s \\ ?\n\ttab\r\n"

#define TEST_OF(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

/* --- learners ------------------------------------------------------------------------------------------------------------ */

static void the_local_learner_is_made_once(void **state) {
    Fixture *f = *state;
    Learner first, again;
    must(f, learner_local(f->store, f->arena, &first, &f->error));
    must(f, learner_local(f->store, f->arena, &again, &f->error));
    assert_string_equal(first.id, again.id);
    assert_int_equal(strlen(first.id), 36);
    assert_string_equal(first.settings, "{}");
    assert_string_equal(first.zone, "UTC");
    assert_true(first.created >= SECONDS(1700000000));
    fixture_reopen(f);
    must(f, learner_local(f->store, f->arena, &again, &f->error));
    assert_string_equal(first.id, again.id);
}

static void settings_and_zone_are_kept(void **state) {
    Fixture *f = *state;
    must(f, learner_set_settings(f->store, f->learner, "{\"theme\":\"dark\"}", &f->error));
    must(f, learner_set_zone(f->store, f->learner, "Europe/Vienna", &f->error));
    fixture_reopen(f);
    Learner learner;
    must(f, learner_get(f->store, f->arena, f->learner, &learner, &f->error));
    assert_string_equal(learner.settings, "{\"theme\":\"dark\"}");
    assert_string_equal(learner.zone, "Europe/Vienna");
}

static void an_unknown_learner_is_not_found(void **state) {
    Fixture *f = *state;
    Learner learner;
    must_fail(f, ERR_NOT_FOUND, learner_get(f->store, f->arena, fixture_id(f), &learner, &f->error));
    must_fail(f, ERR_NOT_FOUND, learner_set_settings(f->store, "nobody", "{}", &f->error));
    must_fail(f, ERR_NOT_FOUND, learner_set_zone(f->store, "nobody", "UTC", &f->error));
}

/* --- sessions ------------------------------------------------------------------------------------------------------------ */

static void a_session_lasts_until_it_expires_or_is_deleted(void **state) {
    Fixture *f = *state;
    const char *learner;
    int64_t now = clock_now(&f->clock);
    must(f, session_create(f->store, f->learner, "short", now + SECONDS(10), &f->error));
    must(f, session_create(f->store, f->learner, "long", now + SECONDS(1000), &f->error));
    must(f, session_learner(f->store, f->arena, "short", &learner, &f->error));
    assert_string_equal(learner, f->learner);
    must_fail(f, ERR_UNAUTHORISED, session_learner(f->store, f->arena, "shor", &learner, &f->error));
    must_fail(f, ERR_UNAUTHORISED, session_learner(f->store, f->arena, "", &learner, &f->error));
    atomic_fetch_add(&f->now, SECONDS(20));
    must_fail(f, ERR_UNAUTHORISED, session_learner(f->store, f->arena, "short", &learner, &f->error));
    must(f, session_learner(f->store, f->arena, "long", &learner, &f->error));
    must(f, session_delete(f->store, "long", &f->error));
    must_fail(f, ERR_UNAUTHORISED, session_learner(f->store, f->arena, "long", &learner, &f->error));
    must(f, session_delete(f->store, "never there", &f->error));
}

/* Reads the table as a thief would. */
static void the_database_never_holds_a_token(void **state) {
    Fixture *f = *state;
    int64_t now = clock_now(&f->clock);
    must(f, session_create(f->store, f->learner, "expired", now + 1, &f->error));
    must(f, session_create(f->store, f->learner, "the-token", now + SECONDS(10), &f->error));
    Db *db = db_open(f->url, &f->error);
    must(f, db != NULL);
    {
        DB_SCOPED DbConn *conn = db_read(db, &f->error);
        DbRows rows;
        must(f, conn && db_query(conn, f->arena, &rows, &f->error, "SELECT token_hash FROM sessions"));
        assert_int_equal(rows.count, 1); /* the expired one went when the second was made */
        size_t len;
        const void *hash = db_bytes(&rows, 0, 0, &len);
        assert_int_equal(len, 32);
        assert_null(memmem(hash, len, "the-token", 9));
    }
    db_close(db);
}

static void a_session_needs_a_learner_that_exists(void **state) {
    Fixture *f = *state;
    must_fail(f, ERR_NOT_FOUND, session_create(f->store, "nobody", "token", SECONDS(1800000000), &f->error));
}

/* --- the log ------------------------------------------------------------------------------------------------------------- */

static void an_event_comes_back_as_it_went_in(void **state) {
    Fixture *f = *state;
    Event event = fixture_event(f, "hint-opened");
    event.data = "{\"grade\":0.75,\"says\":\"größe 🧠\"}";
    must(f, event_append(f->store, &event, &f->error));
    Event bare = {.learner = f->learner, .kind = "welcomed", .data = "{}", .zone = "UTC", .at = 5};
    must(f, event_append(f->store, &bare, &f->error));
    fixture_reopen(f);
    Event *events;
    size_t count;
    must(f, event_list(f->store, f->arena, f->learner, NULL, 10, &events, &count, &f->error));
    assert_int_equal(count, 2);
    assert_string_equal(events[0].id, event.id);
    assert_string_equal(events[0].learner, f->learner);
    assert_string_equal(events[0].kind, "hint-opened");
    assert_string_equal(events[0].question_uuid, QUESTION);
    assert_string_equal(events[0].question_hash, "hash");
    assert_string_equal(events[0].question_type, "implementation");
    assert_string_equal(events[0].topic, "nearest-neighbours");
    assert_string_equal(events[0].dimension, "implement");
    assert_int_equal(events[0].difficulty, 2);
    assert_string_equal(events[0].data, event.data);
    assert_string_equal(events[0].zone, "Europe/Vienna");
    assert_true(events[0].at == event.at);
    assert_int_equal(strlen(events[1].id), 36); /* made by the store */
    assert_null(events[1].question_uuid);
    assert_null(events[1].topic);
    assert_true(events[1].at == 5);
}

static void events_are_paged_by_the_last_id(void **state) {
    Fixture *f = *state;
    const char *ids[25];
    for (int i = 0; i < 25; i++) {
        Event event = fixture_event(f, "felt");
        ids[i] = event.id;
        must(f, event_append(f->store, &event, &f->error));
    }
    const char *after = NULL;
    size_t seen = 0, count;
    do {
        Event *events;
        must(f, event_list(f->store, f->arena, f->learner, after, 10, &events, &count, &f->error));
        for (size_t i = 0; i < count; i++) assert_string_equal(events[i].id, ids[seen++]);
        if (count) after = events[count - 1].id;
    } while (count > 0);
    assert_int_equal(seen, 25);
}

static void the_log_refuses_what_is_incomplete_or_there_already(void **state) {
    Fixture *f = *state;
    Event event = fixture_event(f, "felt");
    must(f, event_append(f->store, &event, &f->error));
    must_fail(f, ERR_STALE, event_append(f->store, &event, &f->error));
    event = fixture_event(f, NULL);
    must_fail(f, ERR_INTERNAL, event_append(f->store, &event, &f->error));
    event = fixture_event(f, "felt");
    event.learner = "nobody";
    must_fail(f, ERR_NOT_FOUND, event_append(f->store, &event, &f->error));
    assert_int_equal(fixture_events(f), 1);
}

/* --- attempts ------------------------------------------------------------------------------------------------------------ */

static void a_submitted_attempt_is_there_with_its_event(void **state) {
    Fixture *f = *state;
    Attempt attempt = fixture_attempt(f, UNICODE);
    attempt.spent_ms = INT64_MAX;
    fixture_submit(f, &attempt);
    assert_int_equal(fixture_events(f), 1);
    fixture_reopen(f);
    Attempt got;
    must(f, attempt_get(f->store, f->arena, f->learner, attempt.id, &got, &f->error));
    assert_string_equal(got.id, attempt.id);
    assert_string_equal(got.learner, f->learner);
    assert_string_equal(got.question_uuid, QUESTION);
    assert_string_equal(got.question_slug, "k-nearest-neighbours");
    assert_string_equal(got.question_hash, "hash");
    assert_string_equal(got.question_type, "implementation");
    assert_string_equal(got.status, "submitted");
    assert_string_equal(got.code, UNICODE);
    assert_int_equal(got.sure, 70);
    assert_true(got.spent_ms == INT64_MAX);
    assert_true(got.created == attempt.created);
    assert_null(got.verdict);
    assert_null(got.feedback);
    assert_null(got.felt);
    assert_true(got.judged == 0 && got.tries == 0 && got.passed == 0 && got.total == 0);
    assert_int_equal(fixture_events(f), 1);
}

static void an_attempt_without_its_event_is_not_stored(void **state) {
    Fixture *f = *state;
    Attempt attempt = fixture_attempt(f, "x = 1");
    const char *existing;
    must_fail(f, ERR_INTERNAL, attempt_submit(f->store, f->arena, &attempt, NULL, NULL, &existing, &f->error));
    Event event = fixture_event(f, "attempt-submitted");
    event.learner = "somebody else";
    must_fail(f, ERR_INTERNAL, attempt_submit(f->store, f->arena, &attempt, NULL, &event, &existing, &f->error));
    Attempt got;
    must_fail(f, ERR_NOT_FOUND, attempt_get(f->store, f->arena, f->learner, attempt.id, &got, &f->error));
    assert_int_equal(fixture_events(f), 0);
}

static void the_same_request_is_stored_once(void **state) {
    Fixture *f = *state;
    const char *second = fixture_second_learner(f), *existing;
    Attempt first = fixture_attempt(f, "x = 1"), again = fixture_attempt(f, "x = 2"), theirs = fixture_attempt(f, "x = 3");
    theirs.learner = second;
    Event one = fixture_event(f, "attempt-submitted"), two = fixture_event(f, "attempt-submitted");
    Event three = fixture_event(f, "attempt-submitted");
    three.learner = second;
    must(f, attempt_submit(f->store, f->arena, &first, "request-1", &one, &existing, &f->error));
    assert_null(existing);
    must(f, attempt_submit(f->store, f->arena, &again, "request-1", &two, &existing, &f->error));
    assert_non_null(existing);
    assert_string_equal(existing, first.id);
    must(f, attempt_submit(f->store, f->arena, &theirs, "request-1", &three, &existing, &f->error));
    assert_null(existing); /* another learner's requests are their own */
    Attempt got;
    must_fail(f, ERR_NOT_FOUND, attempt_get(f->store, f->arena, f->learner, again.id, &got, &f->error));
    assert_int_equal(fixture_events(f), 1);
}

static void attempts_without_a_request_are_all_stored(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < 3; i++) {
        Attempt attempt = fixture_attempt(f, "same");
        fixture_submit(f, &attempt);
    }
    Attempt twice = fixture_attempt(f, "x");
    fixture_submit(f, &twice);
    Event event = fixture_event(f, "attempt-submitted");
    const char *existing;
    must_fail(f, ERR_STALE, attempt_submit(f->store, f->arena, &twice, NULL, &event, &existing, &f->error));
    assert_int_equal(fixture_events(f), 4);
}

static void code_of_256_kb_survives(void **state) {
    Fixture *f = *state;
    const size_t size = 256 * 1024;
    char *code = arena_alloc(f->arena, size + 1);
    for (size_t i = 0; i < size; i += 4) memcpy(code + i, i % 3 ? "x=1\n" : "\xF0\x9F\xA7\xA0", 4);
    Attempt attempt = fixture_attempt(f, code), got;
    fixture_submit(f, &attempt);
    must(f, attempt_get(f->store, f->arena, f->learner, attempt.id, &got, &f->error));
    assert_int_equal(strlen(got.code), size);
    assert_string_equal(got.code, code);
}

static void what_is_not_text_or_too_large_is_refused_and_harms_nothing(void **state) {
    Fixture *f = *state;
    const char *bad[] = {"\xFF", "a\xC3", "\xED\xA0\x80", "\xC0\x80"}, *existing;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Attempt attempt = fixture_attempt(f, bad[i]);
        Event event = fixture_event(f, "attempt-submitted");
        must_fail(f, ERR_INVALID, attempt_submit(f->store, f->arena, &attempt, NULL, &event, &existing, &f->error));
    }
    char *huge = arena_alloc(f->arena, DB_VALUE_LIMIT + 2);
    memset(huge, 'x', DB_VALUE_LIMIT + 1);
    Attempt attempt = fixture_attempt(f, huge);
    Event event = fixture_event(f, "attempt-submitted");
    must_fail(f, ERR_TOO_LARGE, attempt_submit(f->store, f->arena, &attempt, NULL, &event, &existing, &f->error));
    assert_int_equal(fixture_events(f), 0);
    attempt = fixture_attempt(f, "");
    fixture_submit(f, &attempt);
}

static void a_verdict_is_stored_with_the_events_it_implies(void **state) {
    Fixture *f = *state;
    Attempt attempt = fixture_attempt(f, "x"), got;
    fixture_submit(f, &attempt);
    Event events[] = {fixture_event(f, "attempt-judged"), fixture_event(f, "misconception")};
    const AttemptResult result = {.status = "judged",
                                  .verdict = "wrong-answer",
                                  .score = 0.1 + 0.2,
                                  .feedback = "{\"cases\":[" UNICODE "]}",
                                  .passed = 7,
                                  .total = 10,
                                  .seed = UINT64_MAX,
                                  .at = 123456789012345};
    must(f, attempt_judged(f->store, attempt.id, &result, events, 2, &f->error));
    fixture_reopen(f);
    must(f, attempt_get(f->store, f->arena, f->learner, attempt.id, &got, &f->error));
    assert_string_equal(got.status, "judged");
    assert_string_equal(got.verdict, "wrong-answer");
    assert_true(got.score == 0.1 + 0.2); /* every bit */
    assert_string_equal(got.feedback, result.feedback);
    assert_int_equal(got.passed, 7);
    assert_int_equal(got.total, 10);
    assert_true(got.judged == result.at);
    assert_int_equal(fixture_events(f), 3);
}

static void an_attempt_is_judged_once(void **state) {
    Fixture *f = *state;
    Attempt attempt = fixture_attempt(f, "x"), got;
    fixture_submit(f, &attempt);
    fixture_judge(f, attempt.id, "accepted");
    Event event = fixture_event(f, "attempt-judged");
    AttemptResult other = {.status = "judged", .verdict = "wrong-answer", .feedback = "{}", .at = 1};
    must_fail(f, ERR_STALE, attempt_judged(f->store, attempt.id, &other, &event, 1, &f->error));
    must_fail(f, ERR_STALE, attempt_begin(f->store, attempt.id, &f->error));
    must_fail(f, ERR_NOT_FOUND, attempt_judged(f->store, fixture_id(f), &other, &event, 1, &f->error));
    must_fail(f, ERR_NOT_FOUND, attempt_begin(f->store, fixture_id(f), &f->error));
    must(f, attempt_get(f->store, f->arena, f->learner, attempt.id, &got, &f->error));
    assert_string_equal(got.verdict, "accepted");
    assert_int_equal(fixture_events(f), 1); /* no event of the second verdict */
}

static void a_verdict_whose_event_is_refused_is_not_stored(void **state) {
    Fixture *f = *state;
    Attempt attempt = fixture_attempt(f, "x"), got;
    fixture_submit(f, &attempt);
    Event events[] = {fixture_event(f, "attempt-judged"), fixture_event(f, "attempt-judged")};
    events[1].id = events[0].id;
    AttemptResult result = {.status = "judged", .verdict = "accepted", .feedback = "{}", .at = 1};
    must_fail(f, ERR_STALE, attempt_judged(f->store, attempt.id, &result, events, 2, &f->error));
    must(f, attempt_get(f->store, f->arena, f->learner, attempt.id, &got, &f->error));
    assert_string_equal(got.status, "submitted");
    assert_int_equal(fixture_events(f), 1);
    result.status = "splendid";
    must_fail(f, ERR_INVALID, attempt_judged(f->store, attempt.id, &result, NULL, 0, &f->error));
    result.status = "submitted";
    must_fail(f, ERR_INTERNAL, attempt_judged(f->store, attempt.id, &result, NULL, 0, &f->error));
}

static void pending_attempts_are_listed_oldest_first_with_their_code(void **state) {
    Fixture *f = *state;
    const char *second = fixture_second_learner(f);
    Attempt attempts[5];
    for (int i = 0; i < 5; i++) {
        attempts[i] = fixture_attempt(f, arena_printf(f->arena, "x = %d", i));
        if (i == 3) attempts[i].learner = second;
        fixture_submit(f, &attempts[i]);
    }
    fixture_judge(f, attempts[1].id, "accepted");
    const AttemptResult failed = {.status = "failed", .feedback = "{}", .at = 9};
    must(f, attempt_judged(f->store, attempts[2].id, &failed, NULL, 0, &f->error));
    must(f, attempt_begin(f->store, attempts[4].id, &f->error));
    must(f, attempt_begin(f->store, attempts[4].id, &f->error));
    fixture_reopen(f);
    Attempt *pending;
    size_t count;
    must(f, attempt_pending(f->store, f->arena, &pending, &count, &f->error));
    assert_int_equal(count, 3);
    assert_string_equal(pending[0].id, attempts[0].id);
    assert_string_equal(pending[1].id, attempts[3].id);
    assert_string_equal(pending[1].learner, second);
    assert_string_equal(pending[2].id, attempts[4].id);
    assert_string_equal(pending[2].code, "x = 4");
    assert_int_equal(pending[2].tries, 2);
    assert_int_equal(pending[0].tries, 0);
}

static void attempts_are_paged_newest_first(void **state) {
    Fixture *f = *state;
    const char *ids[12];
    for (int i = 0; i < 12; i++) {
        Attempt attempt = fixture_attempt(f, "code");
        if (i % 2) attempt.question_uuid = OTHER_QUESTION;
        ids[i] = fixture_submit(f, &attempt);
    }
    Attempt *list;
    size_t count;
    must(f, attempt_list(f->store, f->arena, f->learner, NULL, NULL, 5, false, &list, &count, &f->error));
    assert_int_equal(count, 5);
    for (int i = 0; i < 5; i++) assert_string_equal(list[i].id, ids[11 - i]);
    assert_null(list[0].code);
    assert_null(list[0].feedback);
    must(f, attempt_list(f->store, f->arena, f->learner, NULL, list[4].id, 100, true, &list, &count, &f->error));
    assert_int_equal(count, 7);
    for (int i = 0; i < 7; i++) assert_string_equal(list[i].id, ids[6 - i]);
    assert_string_equal(list[0].code, "code");
    must(f, attempt_list(f->store, f->arena, f->learner, OTHER_QUESTION, ids[5], 100, false, &list, &count, &f->error));
    assert_int_equal(count, 2);
    assert_string_equal(list[0].id, ids[3]);
    assert_string_equal(list[1].id, ids[1]);
    must(f, attempt_list(f->store, f->arena, f->learner, OTHER_QUESTION, ids[1], 100, false, &list, &count, &f->error));
    assert_int_equal(count, 0);
    must(f, attempt_list(f->store, f->arena, f->learner, NULL, NULL, SIZE_MAX, false, &list, &count, &f->error));
    assert_int_equal(count, 12);
}

static void a_learner_sees_only_their_own(void **state) {
    Fixture *f = *state;
    const char *second = fixture_second_learner(f);
    Attempt attempt = fixture_attempt(f, "x"), got, *list;
    fixture_submit(f, &attempt);
    size_t count;
    must_fail(f, ERR_NOT_FOUND, attempt_get(f->store, f->arena, second, attempt.id, &got, &f->error));
    must(f, attempt_list(f->store, f->arena, second, NULL, NULL, 10, false, &list, &count, &f->error));
    assert_int_equal(count, 0);
    Event event = fixture_event(f, "felt");
    event.learner = second;
    must_fail(f, ERR_NOT_FOUND, attempt_set_felt(f->store, second, attempt.id, "easy", &event, &f->error));
    QuestionStatus *statuses;
    must(f, attempt_statuses(f->store, f->arena, second, &statuses, &count, &f->error));
    assert_int_equal(count, 0);
    Draft draft;
    must(f, draft_put(f->store, f->arena, f->learner, QUESTION, "", "mine", 0, 0, &draft, &f->error));
    must(f, draft_get(f->store, f->arena, second, QUESTION, "", &draft, &f->error));
    assert_true(draft.revision == 0);
    Event *events;
    must(f, event_list(f->store, f->arena, second, NULL, 10, &events, &count, &f->error));
    assert_int_equal(count, 0);
}

static void how_it_felt_is_stored_and_may_change(void **state) {
    Fixture *f = *state;
    Attempt attempt = fixture_attempt(f, "x"), got;
    fixture_submit(f, &attempt);
    const char *felt[] = {"hard", "easy"};
    for (int i = 0; i < 2; i++) {
        Event event = fixture_event(f, "felt");
        must(f, attempt_set_felt(f->store, f->learner, attempt.id, felt[i], &event, &f->error));
        must(f, attempt_get(f->store, f->arena, f->learner, attempt.id, &got, &f->error));
        assert_string_equal(got.felt, felt[i]);
    }
    assert_int_equal(fixture_events(f), 3);
    Event event = fixture_event(f, "felt");
    must_fail(f, ERR_NOT_FOUND, attempt_set_felt(f->store, f->learner, fixture_id(f), "easy", &event, &f->error));
    assert_int_equal(fixture_events(f), 3);
}

static void statuses_tell_the_last_and_count_the_accepted(void **state) {
    Fixture *f = *state;
    QuestionStatus *statuses;
    size_t count;
    must(f, attempt_statuses(f->store, f->arena, f->learner, &statuses, &count, &f->error));
    assert_int_equal(count, 0);
    Attempt a[4];
    for (int i = 0; i < 4; i++) {
        a[i] = fixture_attempt(f, "x");
        if (i == 1) a[i].question_uuid = OTHER_QUESTION;
        fixture_submit(f, &a[i]);
    }
    fixture_judge(f, a[0].id, "accepted");
    fixture_judge(f, a[2].id, "accepted");
    const AttemptResult wrong = {
        .status = "judged", .verdict = "wrong-answer", .score = 0.5, .feedback = "{}", .passed = 2, .total = 4, .at = 7};
    must(f, attempt_judged(f->store, a[3].id, &wrong, NULL, 0, &f->error));
    must(f, attempt_statuses(f->store, f->arena, f->learner, &statuses, &count, &f->error));
    assert_int_equal(count, 2);
    assert_string_equal(statuses[0].question_uuid, QUESTION);
    assert_string_equal(statuses[0].last_id, a[3].id);
    assert_string_equal(statuses[0].last_verdict, "wrong-answer");
    assert_string_equal(statuses[0].last_status, "judged");
    assert_true(statuses[0].last_at == a[3].created);
    assert_true(statuses[0].last_score == 0.5);
    assert_int_equal(statuses[0].last_passed, 2);
    assert_int_equal(statuses[0].last_total, 4);
    assert_int_equal(statuses[0].attempts, 3);
    assert_int_equal(statuses[0].accepted, 2);
    assert_string_equal(statuses[1].last_id, a[1].id);
    assert_null(statuses[1].last_verdict);
    assert_string_equal(statuses[1].last_status, "submitted");
    assert_int_equal(statuses[1].attempts, 1);
    assert_int_equal(statuses[1].accepted, 0);
}

/* --- drafts -------------------------------------------------------------------------------------------------------------- */

static void a_draft_grows_by_revisions(void **state) {
    Fixture *f = *state;
    Draft draft;
    must(f, draft_get(f->store, f->arena, f->learner, QUESTION, "", &draft, &f->error));
    assert_true(draft.revision == 0 && draft.code == NULL);
    assert_string_equal(draft.question_uuid, QUESTION);
    must(f, draft_put(f->store, f->arena, f->learner, QUESTION, "", "a", 10, 0, &draft, &f->error));
    assert_true(draft.revision == 1 && draft.saved > 0 && draft.spent_ms == 10);
    must(f, draft_put(f->store, f->arena, f->learner, QUESTION, "", UNICODE, 20, 1, &draft, &f->error));
    assert_true(draft.revision == 2);
    assert_string_equal(draft.code, UNICODE);
    fixture_reopen(f);
    Draft got;
    must(f, draft_get(f->store, f->arena, f->learner, QUESTION, "", &got, &f->error));
    assert_true(got.revision == 2 && got.saved == draft.saved && got.spent_ms == 20);
    assert_string_equal(got.code, UNICODE);
    assert_string_equal(got.question_uuid, QUESTION);
}

static void a_stale_draft_is_refused_and_the_stored_one_given(void **state) {
    Fixture *f = *state;
    Draft draft;
    must_fail(f, ERR_STALE, draft_put(f->store, f->arena, f->learner, QUESTION, "", "x", 0, 3, &draft, &f->error));
    assert_true(draft.revision == 0); /* there is none */
    must(f, draft_put(f->store, f->arena, f->learner, QUESTION, "", "first", 0, 0, &draft, &f->error));
    must(f, draft_put(f->store, f->arena, f->learner, QUESTION, "", "second", 0, 1, &draft, &f->error));
    const int64_t stale[] = {0, 1, 3, -1, INT64_MAX};
    for (size_t i = 0; i < sizeof stale / sizeof *stale; i++) {
        must_fail(f, ERR_STALE, draft_put(f->store, f->arena, f->learner, QUESTION, "", "lost", 0, stale[i], &draft, &f->error));
        assert_true(draft.revision == 2);
        assert_string_equal(draft.code, "second");
    }
    must_fail(f, ERR_INVALID, draft_put(f->store, f->arena, f->learner, QUESTION, "", "\xFF", 0, 2, &draft, &f->error));
    assert_true(draft.revision == 0 && draft.code == NULL);
    must_fail(f, ERR_NOT_FOUND, draft_put(f->store, f->arena, "nobody", QUESTION, "", "x", 0, 0, &draft, &f->error));
}

static void the_latest_drafts_come_first(void **state) {
    Fixture *f = *state;
    Draft draft, *list;
    size_t count;
    must(f, draft_latest(f->store, f->arena, f->learner, 5, &list, &count, &f->error));
    assert_int_equal(count, 0);
    must(f, draft_put(f->store, f->arena, f->learner, QUESTION, "", "one", 1, 0, &draft, &f->error));
    must(f, draft_put(f->store, f->arena, f->learner, OTHER_QUESTION, "", "two", 2, 0, &draft, &f->error));
    must(f, draft_latest(f->store, f->arena, f->learner, 5, &list, &count, &f->error));
    assert_int_equal(count, 2);
    assert_string_equal(list[0].question_uuid, OTHER_QUESTION);
    assert_string_equal(list[0].code, "two");
    must(f, draft_put(f->store, f->arena, f->learner, QUESTION, "", "one more", 1, 1, &draft, &f->error));
    must(f, draft_latest(f->store, f->arena, f->learner, 1, &list, &count, &f->error));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].question_uuid, QUESTION);
    assert_true(list[0].revision == 2);
}

/* --- hints, giving up, probes -------------------------------------------------------------------------------------------- */

static void a_hint_is_opened_and_recorded_once(void **state) {
    Fixture *f = *state;
    int opened;
    must(f, hint_opened(f->store, f->learner, QUESTION, &opened, &f->error));
    assert_int_equal(opened, 0);
    const int order[] = {1, 1, 2, 1, 2};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        Event event = fixture_event(f, "hint-opened");
        must(f, hint_open(f->store, f->learner, QUESTION, order[i], &event, &f->error));
    }
    fixture_reopen(f);
    must(f, hint_opened(f->store, f->learner, QUESTION, &opened, &f->error));
    assert_int_equal(opened, 2);
    must(f, hint_opened(f->store, f->learner, OTHER_QUESTION, &opened, &f->error));
    assert_int_equal(opened, 0);
    assert_int_equal(fixture_events(f), 2);
    must_fail(f, ERR_INTERNAL, hint_open(f->store, f->learner, QUESTION, 3, NULL, &f->error));
    must(f, hint_opened(f->store, f->learner, QUESTION, &opened, &f->error));
    assert_int_equal(opened, 2);
}

static void giving_up_opens_the_explanation_and_is_recorded_once(void **state) {
    Fixture *f = *state;
    bool unlocked;
    must(f, unlock_get(f->store, f->learner, QUESTION, &unlocked, &f->error));
    assert_false(unlocked);
    for (int i = 0; i < 2; i++) {
        Event event = fixture_event(f, "gave-up");
        must(f, unlock_set(f->store, f->learner, QUESTION, &event, &f->error));
    }
    fixture_reopen(f);
    must(f, unlock_get(f->store, f->learner, QUESTION, &unlocked, &f->error));
    assert_true(unlocked);
    must(f, unlock_get(f->store, f->learner, OTHER_QUESTION, &unlocked, &f->error));
    assert_false(unlocked);
    assert_int_equal(fixture_events(f), 1);
}

static ReviewRow review_of(const char *probe, int32_t day, int grade) {
    static char id[8][UUID_SIZE];
    static int made;
    made++;
    return (ReviewRow){.id = uuid7(made, id[made % 8]),
                       .question_uuid = QUESTION,
                       .probe = probe,
                       .at = (int64_t)day * 1000,
                       .spent_ms = 4200,
                       .day = day,
                       .right = grade > 1,
                       .suggested = grade,
                       .grade = grade};
}

static bool answer_with_review(Fixture *f, const ProbeAnswer *answer) {
    Event event = fixture_event(f, "probe-answered");
    ReviewRow row = review_of(answer->probe, (int32_t)answer->at, answer->right ? 3 : 1);
    CardRow card = {.question_uuid = QUESTION,
                    .probe = answer->probe,
                    .stability = 2.5,
                    .difficulty = 5,
                    .day = row.day,
                    .due = row.day + 2,
                    .reviews = 1};
    return review_add(f->store, f->learner, answer, &row, &card, &event, &f->error);
}

static void reviews_and_cards_come_back_as_they_went_in_and_change_together(void **state) {
    Fixture *f = *state;
    const ProbeAnswer answer = {.probe = "cost", .answer = "2", .right = true, .at = 11};
    must(f, answer_with_review(f, &answer));
    ReviewRow *rows, row;
    CardRow *cards;
    size_t count;
    must(f, review_list(f->store, f->arena, f->learner, QUESTION, "cost", &rows, &count, &f->error));
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].day, 11);
    assert_int_equal(rows[0].spent_ms, 4200);
    assert_true(rows[0].right && !rows[0].undone && rows[0].grade == 3 && rows[0].suggested == 3);
    must(f, review_get(f->store, f->arena, f->learner, rows[0].id, &row, &f->error));
    must(f, card_list(f->store, f->arena, f->learner, &cards, &count, &f->error));
    assert_int_equal(count, 1);
    assert_true(cards[0].stability == 2.5 && cards[0].due == 13 && cards[0].reviews == 1);

    row.grade = 1;
    CardRow after = {
        .question_uuid = QUESTION, .probe = "cost", .stability = 0.2, .difficulty = 6, .day = 11, .due = 11, .reviews = 1};
    Event event = fixture_event(f, "review-graded");
    must(f, review_change(f->store, f->learner, &row, &after, &event, &f->error));
    fixture_reopen(f);
    must(f, review_get(f->store, f->arena, f->learner, rows[0].id, &row, &f->error));
    assert_true(row.grade == 1 && row.suggested == 3);

    row.undone = true;
    after.reviews = 0;
    event = fixture_event(f, "review-undone");
    must(f, review_change(f->store, f->learner, &row, &after, &event, &f->error));
    must(f, card_list(f->store, f->arena, f->learner, &cards, &count, &f->error));
    assert_int_equal(count, 0); /* no review, no card */
    assert_int_equal(fixture_events(f), 3);

    event = fixture_event(f, "review-graded");
    row.id = "00000000-0000-7000-8000-000000000000";
    must_fail(f, ERR_NOT_FOUND, review_change(f->store, f->learner, &row, &after, &event, &f->error));
    assert_int_equal(fixture_events(f), 3);
}

static void a_day_counts_its_reviews_and_knows_the_newest(void **state) {
    Fixture *f = *state;
    int done;
    const char *newest;
    must(f, review_day(f->store, f->arena, f->learner, 12, &done, &newest, &f->error));
    assert_true(done == 0 && !newest);
    for (int i = 0; i < 3; i++) {
        const ProbeAnswer answer = {.probe = i ? "ties" : "cost", .answer = "2", .right = true, .at = i ? 12 : 11};
        must(f, answer_with_review(f, &answer));
    }
    must(f, review_day(f->store, f->arena, f->learner, 12, &done, &newest, &f->error));
    assert_int_equal(done, 2);
    ReviewRow *rows;
    size_t count;
    must(f, review_list(f->store, f->arena, f->learner, QUESTION, "ties", &rows, &count, &f->error));
    assert_int_equal(count, 2);
    assert_string_equal(newest, rows[1].id);
    must(f, review_day(f->store, f->arena, f->learner, 30, &done, &newest, &f->error));
    assert_true(done == 0 && !newest); /* too long ago to be taken back by mistake */
}

static void memory_can_be_put_in_place_of_what_is_there(void **state) {
    Fixture *f = *state;
    bool missing;
    must(f, memory_missing(f->store, f->learner, &missing, &f->error));
    assert_false(missing);
    const ProbeAnswer answer = {.probe = "cost", .answer = "2", .right = true, .at = 11};
    must(f, answer_with_review(f, &answer));
    const ReviewRow reviews[] = {review_of("a", 1, 3), review_of("b", 2, 1)};
    const CardRow cards[] = {
        {.question_uuid = QUESTION, .probe = "a", .stability = 1, .difficulty = 2, .day = 1, .due = 3, .reviews = 1}};
    must(f, memory_replace(f->store, f->learner, reviews, 2, cards, 1, NULL, &f->error));
    ReviewRow *rows;
    CardRow *got;
    size_t count;
    must(f, review_list(f->store, f->arena, f->learner, QUESTION, "cost", &rows, &count, &f->error));
    assert_int_equal(count, 0);
    must(f, review_list(f->store, f->arena, f->learner, QUESTION, "b", &rows, &count, &f->error));
    assert_int_equal(count, 1);
    must(f, card_list(f->store, f->arena, f->learner, &got, &count, &f->error));
    assert_int_equal(count, 1);
    assert_string_equal(got[0].probe, "a");
    must(f, memory_replace(f->store, f->learner, NULL, 0, NULL, 0, NULL, &f->error));
    must(f, memory_missing(f->store, f->learner, &missing, &f->error));
    assert_true(missing); /* answers without reviews, as before reviews were kept */
}

static void answers_to_probes_are_kept_in_order(void **state) {
    Fixture *f = *state;
    const ProbeAnswer answers[] = {{.probe = "cost", .answer = "2", .draw = 0, .right = false, .at = 11},
                                   {.probe = "ties", .answer = "[0,\"ü\"]", .draw = 0, .right = true, .at = 12},
                                   {.probe = "cost", .answer = "1.5e3", .draw = 1, .right = true, .at = 13}};
    for (int i = 0; i < 3; i++) {
        must(f, answer_with_review(f, &answers[i]));
    }
    fixture_reopen(f);
    ProbeAnswer *got;
    size_t count;
    must(f, probe_answers(f->store, f->arena, f->learner, QUESTION, &got, &count, &f->error));
    assert_int_equal(count, 3);
    for (int i = 0; i < 3; i++) {
        assert_string_equal(got[i].probe, answers[i].probe);
        assert_string_equal(got[i].answer, answers[i].answer);
        assert_int_equal(got[i].draw, answers[i].draw);
        assert_int_equal(got[i].right, answers[i].right);
        assert_true(got[i].at == answers[i].at);
    }
    assert_int_equal(fixture_events(f), 3);
    must(f, probe_answers(f->store, f->arena, f->learner, OTHER_QUESTION, &got, &count, &f->error));
    assert_int_equal(count, 0);
    ReviewRow row = review_of("ties", 20, 3);
    CardRow card = {.question_uuid = QUESTION, .probe = "ties", .reviews = 1};
    must_fail(f, ERR_INTERNAL, review_add(f->store, f->learner, &answers[0], &row, &card, NULL, &f->error));
    must(f, probe_answers(f->store, f->arena, f->learner, QUESTION, &got, &count, &f->error));
    assert_int_equal(count, 3);
}

int main(int argc, char **argv) {
    fixture_choose(argc, argv);
    const struct CMUnitTest tests[] = {
        TEST_OF(the_local_learner_is_made_once),
        TEST_OF(settings_and_zone_are_kept),
        TEST_OF(an_unknown_learner_is_not_found),
        TEST_OF(a_session_lasts_until_it_expires_or_is_deleted),
        TEST_OF(the_database_never_holds_a_token),
        TEST_OF(a_session_needs_a_learner_that_exists),
        TEST_OF(an_event_comes_back_as_it_went_in),
        TEST_OF(events_are_paged_by_the_last_id),
        TEST_OF(the_log_refuses_what_is_incomplete_or_there_already),
        TEST_OF(a_submitted_attempt_is_there_with_its_event),
        TEST_OF(an_attempt_without_its_event_is_not_stored),
        TEST_OF(the_same_request_is_stored_once),
        TEST_OF(attempts_without_a_request_are_all_stored),
        TEST_OF(code_of_256_kb_survives),
        TEST_OF(what_is_not_text_or_too_large_is_refused_and_harms_nothing),
        TEST_OF(a_verdict_is_stored_with_the_events_it_implies),
        TEST_OF(an_attempt_is_judged_once),
        TEST_OF(a_verdict_whose_event_is_refused_is_not_stored),
        TEST_OF(pending_attempts_are_listed_oldest_first_with_their_code),
        TEST_OF(attempts_are_paged_newest_first),
        TEST_OF(a_learner_sees_only_their_own),
        TEST_OF(how_it_felt_is_stored_and_may_change),
        TEST_OF(statuses_tell_the_last_and_count_the_accepted),
        TEST_OF(a_draft_grows_by_revisions),
        TEST_OF(a_stale_draft_is_refused_and_the_stored_one_given),
        TEST_OF(the_latest_drafts_come_first),
        TEST_OF(a_hint_is_opened_and_recorded_once),
        TEST_OF(giving_up_opens_the_explanation_and_is_recorded_once),
        TEST_OF(answers_to_probes_are_kept_in_order),
        TEST_OF(reviews_and_cards_come_back_as_they_went_in_and_change_together),
        TEST_OF(a_day_counts_its_reviews_and_knows_the_newest),
        TEST_OF(memory_can_be_put_in_place_of_what_is_there),
    };
    return cmocka_run_group_tests_name(fixture_on_postgres() ? "store on PostgreSQL" : "store on SQLite", tests, NULL, NULL);
}
