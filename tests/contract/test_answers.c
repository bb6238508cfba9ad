/* What every caller may rely on of answers in words: their range, drafts by audience, follow-ups, the learner's own view, opened stages. */
#include "fixture.h"

#include "base/embedded.h"

#include <string.h>

#define TEST_OF(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

/* --- helpers ------------------------------------------------------------------------------------------------------------ */

static const char *submit(Fixture *f, const char *text) {
    Attempt attempt = fixture_attempt(f, text);
    attempt.audience = "stakeholder";
    attempt.question_type = "conceptual";
    return fixture_submit(f, &attempt);
}

static void judge(Fixture *f, const char *id, const char *band, double score) {
    const AttemptResult result = {.status = "judged",
                                  .verdict = band,
                                  .feedback = "{\"points\":[]}",
                                  .score = score,
                                  .passed = 3,
                                  .total = 7,
                                  .low = score - 0.125,
                                  .high = score + 0.125,
                                  .band_sure = true,
                                  .at = clock_now(&f->clock)};
    must(f, attempt_judged(f->store, id, &result, NULL, 0, &f->error));
}

static Attempt get(Fixture *f, const char *id) {
    Attempt attempt;
    must(f, attempt_get(f->store, f->arena, f->learner, id, &attempt, &f->error));
    return attempt;
}

static Followup reply_to(Fixture *f, const char *attempt, int round, const char *point) {
    return (Followup){.attempt = attempt,
                      .round = round,
                      .point = point,
                      .ask = "What would one percentage point of recall be worth?",
                      .reply = "about 6,000 euros a day",
                      .found = "yes",
                      .finding = "{}",
                      .at = clock_now(&f->clock)};
}

static Claim claim_of(Fixture *f, const char *attempt, const char *point, const char *found) {
    return (Claim){.attempt = attempt,
                   .point = point,
                   .engine = "no",
                   .found = found,
                   .why = "it is in my second sentence",
                   .at = clock_now(&f->clock)};
}

static bool put(Fixture *f, const Claim *claim, const Standing *claimed) {
    Event event = fixture_event(f, "point-disputed");
    return claim_put(f->store, f->learner, claim, claimed, &event, &f->error);
}

/* --- attempts ----------------------------------------------------------------------------------------------------------- */

static void an_answer_keeps_its_audience_and_range(void **state) {
    Fixture *f = *state;
    const char *id = submit(f, "an answer");
    Attempt pending = get(f, id);
    assert_string_equal(pending.audience, "stakeholder");
    assert_true(pending.low == 0 && pending.high == 0 && !pending.band_sure && !pending.verdict);
    judge(f, id, "partial", 0.5);
    fixture_reopen(f);
    Attempt *list;
    size_t count;
    must(f, attempt_list(f->store, f->arena, f->learner, NULL, NULL, 5, false, &list, &count, &f->error));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].verdict, "partial");
    assert_string_equal(list[0].audience, "stakeholder");
    assert_true(list[0].low == 0.375 && list[0].high == 0.625 && list[0].band_sure);
    assert_true(list[0].passed == 3 && list[0].total == 7);
    assert_true(!list[0].followed.band && !list[0].claimed.band && !list[0].code);
}

static void code_has_no_audience(void **state) {
    Fixture *f = *state;
    Attempt attempt = fixture_attempt(f, "code");
    const char *id = fixture_submit(f, &attempt);
    fixture_judge(f, id, "accepted");
    assert_null(get(f, id).audience);
}

static void only_a_strong_answer_solves(void **state) {
    Fixture *f = *state;
    QuestionStatus *statuses;
    size_t count;
    static const char *const bands[] = {"wrong", "weak", "partial"};
    for (size_t i = 0; i < 3; i++) judge(f, submit(f, "x"), bands[i], 0.25);
    must(f, attempt_statuses(f->store, f->arena, f->learner, &statuses, &count, &f->error));
    assert_true(count == 1 && statuses[0].attempts == 3 && statuses[0].accepted == 0);
    judge(f, submit(f, "y"), "strong", 0.875);
    must(f, attempt_statuses(f->store, f->arena, f->learner, &statuses, &count, &f->error));
    assert_true(statuses[0].attempts == 4 && statuses[0].accepted == 1 && statuses[0].last_score == 0.875);
    assert_string_equal(statuses[0].last_verdict, "strong");
}

/* Nothing is known of it but what the learner ticked; the same `request` is the same attempt. */
static const char *self_assess(Fixture *f, const char *request) {
    Attempt attempt = fixture_attempt(f, "");
    attempt.audience = "peer";
    attempt.question_type = "conceptual";
    attempt.self_assessed = true;
    attempt.feedback = "{\"points\":[]}";
    attempt.passed = 7;
    attempt.total = 7;
    attempt.claimed = (Standing){"strong", 1};
    Event event = fixture_event(f, "self-assessed");
    const char *existing;
    must(f, attempt_submit(f->store, f->arena, &attempt, request, &event, &existing, &f->error));
    return existing ? existing : attempt.id;
}

static void what_a_learner_ticked_is_an_attempt_that_solves_nothing(void **state) {
    Fixture *f = *state;
    size_t before = fixture_events(f);
    const char *id = self_assess(f, fixture_id(f));
    fixture_reopen(f);
    Attempt attempt = get(f, id), *pending;
    assert_true(attempt.self_assessed && !attempt.verdict && attempt.score == 0 && attempt.judged == attempt.created);
    assert_string_equal(attempt.claimed.band, "strong");
    assert_string_equal(attempt.feedback, "{\"points\":[]}");
    assert_true(attempt.claimed.score == 1 && attempt.passed == 7 && attempt.total == 7);
    assert_int_equal(fixture_events(f), before + 1);
    size_t count;
    must(f, attempt_pending(f->store, f->arena, &pending, &count, &f->error));
    assert_int_equal(count, 0);
    const AttemptResult result = {
        .status = "judged", .verdict = "strong", .feedback = "{}", .score = 1, .at = clock_now(&f->clock)};
    must_fail(f, ERR_STALE, attempt_judged(f->store, id, &result, NULL, 0, &f->error));
    QuestionStatus *statuses;
    must(f, attempt_statuses(f->store, f->arena, f->learner, &statuses, &count, &f->error));
    assert_true(count == 1 && statuses[0].attempts == 1 && statuses[0].accepted == 0 && !statuses[0].last_verdict);
    assert_true(statuses[0].last_self_assessed && statuses[0].last_claimed.score == 1 && statuses[0].last_passed == 7);
    judge(f, submit(f, "written"), "weak", 0.25);
    must(f, attempt_statuses(f->store, f->arena, f->learner, &statuses, &count, &f->error));
    assert_true(!statuses[0].last_self_assessed && statuses[0].attempts == 2);
}

static void ticks_sent_twice_are_kept_once(void **state) {
    Fixture *f = *state;
    const char *request = fixture_id(f), *first = self_assess(f, request), *second = self_assess(f, request);
    assert_string_equal(first, second);
}

/* --- drafts ------------------------------------------------------------------------------------------------------------- */

static void each_audience_has_a_draft_of_its_own(void **state) {
    Fixture *f = *state;
    Draft draft;
    must(f, draft_put(f->store, f->arena, f->learner, QUESTION, "peer", "to a peer", 1, 0, &draft, &f->error));
    must(f, draft_put(f->store, f->arena, f->learner, QUESTION, "stakeholder", "to the head", 2, 0, &draft, &f->error));
    must(f, draft_put(f->store, f->arena, f->learner, QUESTION, "peer", "to a peer, again", 3, 1, &draft, &f->error));
    fixture_reopen(f);
    must(f, draft_get(f->store, f->arena, f->learner, QUESTION, "peer", &draft, &f->error));
    assert_true(draft.revision == 2);
    assert_string_equal(draft.code, "to a peer, again");
    must(f, draft_get(f->store, f->arena, f->learner, QUESTION, "stakeholder", &draft, &f->error));
    assert_true(draft.revision == 1 && draft.spent_ms == 2);
    assert_string_equal(draft.code, "to the head");
    assert_string_equal(draft.part, "stakeholder");
    must(f, draft_get(f->store, f->arena, f->learner, QUESTION, "", &draft, &f->error));
    assert_true(draft.revision == 0);
    Draft *list;
    size_t count;
    must(f, draft_latest(f->store, f->arena, f->learner, 5, &list, &count, &f->error));
    assert_int_equal(count, 2);
    assert_string_equal(list[0].part, "peer");
}

EMBEDDED_FILES(sql_files); /* as the store has them */

static void drafts_of_a_viva_before_there_were_audiences_are_kept(void **state) {
    Fixture *f = *state;
    const char *learner = fixture_id(f);
    Db *db = db_open(f->url, &f->error);
    must(f, db != NULL);
    must(f, db_migrate(db, sql_files, 1, clock_now(&f->clock), &f->error));
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn &&
                    db_exec(conn, &f->error,
                            "INSERT INTO learners (id, name, zone, settings, created) VALUES ($1, 'Before', 'UTC', '{}', 1)",
                            DB_TEXT(learner)) &&
                    db_exec(conn, &f->error,
                            "INSERT INTO drafts (learner_id, question_uuid, revision, saved, spent_ms, code) VALUES ($1, $2, 7, 8, "
                            "9, 'old')",
                            DB_TEXT(learner), DB_TEXT(QUESTION)) &&
                    db_commit(conn, &f->error));
    }
    db_close(db);
    f->store = store_open(f->url, &f->clock, &f->error);
    must(f, f->store != NULL);
    Draft draft;
    must(f, draft_get(f->store, f->arena, learner, QUESTION, "", &draft, &f->error));
    assert_true(draft.revision == 7 && draft.saved == 8 && draft.spent_ms == 9);
    assert_string_equal(draft.code, "old");
    must(f, draft_put(f->store, f->arena, learner, QUESTION, "", "new", 10, 7, &draft, &f->error));
}

/* --- follow-ups --------------------------------------------------------------------------------------------------------- */

static void replies_are_kept_in_order_and_each_round_once(void **state) {
    Fixture *f = *state;
    const char *id = submit(f, "x");
    judge(f, id, "weak", 0.25);
    size_t before = fixture_events(f), count;
    Followup first = reply_to(f, id, 1, "money"), second = reply_to(f, id, 2, "two_sided"), *list;
    Event event = fixture_event(f, "followup-answered"), other = fixture_event(f, "followup-answered");
    Event again = fixture_event(f, "followup-answered");
    must(f, followup_add(f->store, f->learner, &first, &(Standing){"partial", 0.5}, &event, &f->error));
    must(f, followup_add(f->store, f->learner, &second, &(Standing){"strong", 0.75}, &other, &f->error));
    must_fail(f, ERR_STALE, followup_add(f->store, f->learner, &second, &(Standing){"weak", 0.125}, &again, &f->error));
    fixture_reopen(f);
    must(f, followup_list(f->store, f->arena, f->learner, id, &list, &count, &f->error));
    assert_int_equal(count, 2);
    assert_string_equal(list[0].point, "money");
    assert_string_equal(list[1].point, "two_sided");
    assert_string_equal(list[0].reply, first.reply);
    assert_string_equal(list[0].ask, first.ask);
    assert_string_equal(list[0].found, "yes");
    assert_int_equal(fixture_events(f), before + 2);
    Attempt attempt = get(f, id);
    assert_string_equal(attempt.followed.band, "strong");
    assert_true(attempt.followed.score == 0.75 && attempt.score == 0.25);
}

static void nobody_replies_to_anothers_attempt(void **state) {
    Fixture *f = *state;
    const char *id = submit(f, "x"), *second = fixture_second_learner(f);
    Followup reply = reply_to(f, id, 1, "money"), *list;
    Event event = fixture_event(f, "followup-answered");
    event.learner = second;
    size_t count;
    must_fail(f, ERR_NOT_FOUND, followup_add(f->store, second, &reply, &(Standing){"weak", 0.25}, &event, &f->error));
    must(f, followup_list(f->store, f->arena, f->learner, id, &list, &count, &f->error));
    assert_int_equal(count, 0);
    Claim claim = claim_of(f, id, "money", "yes");
    must_fail(f, ERR_NOT_FOUND, claim_put(f->store, second, &claim, &(Standing){"weak", 0.25}, &event, &f->error));
}

/* --- the learner's own view ---------------------------------------------------------------------------------------------- */

static void a_view_is_put_changed_and_taken_back(void **state) {
    Fixture *f = *state;
    const char *id = submit(f, "x");
    judge(f, id, "weak", 0.25);
    Claim claim = claim_of(f, id, "money", "yes"), *list;
    size_t count;
    must(f, put(f, &claim, &(Standing){"partial", 0.5}));
    claim.found = "partly";
    claim.why = "";
    must(f, put(f, &claim, &(Standing){"weak", 0.375}));
    must(f, claim_list(f->store, f->arena, f->learner, id, &list, &count, &f->error));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].found, "partly");
    assert_string_equal(list[0].engine, "no");
    assert_string_equal(list[0].why, "");
    Attempt attempt = get(f, id);
    assert_string_equal(attempt.claimed.band, "weak");
    assert_true(attempt.claimed.score == 0.375 && attempt.score == 0.25);
    fixture_reopen(f); /* PostgreSQL has not seen a number there yet */
    Event event = fixture_event(f, "dispute-withdrawn"), again = fixture_event(f, "dispute-withdrawn");
    must(f, claim_remove(f->store, f->learner, id, "money", &(Standing){0}, &event, &f->error));
    assert_null(get(f, id).claimed.band);
    must(f, claim_list(f->store, f->arena, f->learner, id, &list, &count, &f->error));
    assert_int_equal(count, 0);
    must_fail(f, ERR_NOT_FOUND, claim_remove(f->store, f->learner, id, "money", &(Standing){0}, &again, &f->error));
}

static void a_view_is_yes_partly_or_no(void **state) {
    Fixture *f = *state;
    const char *id = submit(f, "x");
    Claim claim = claim_of(f, id, "money", "contradicted"), *list;
    size_t count;
    must_fail(f, ERR_INVALID, put(f, &claim, &(Standing){"partial", 0.5}));
    must(f, claim_list(f->store, f->arena, f->learner, id, &list, &count, &f->error));
    assert_int_equal(count, 0);
    assert_null(get(f, id).claimed.band);
}

static void all_views_are_listed_for_authors_with_the_answer(void **state) {
    Fixture *f = *state;
    const char *one = submit(f, "the first"), *two = submit(f, "the second");
    judge(f, one, "weak", 0.25);
    Claim first = claim_of(f, one, "money", "yes"), second = claim_of(f, two, "money", "no"), *list;
    size_t count;
    must(f, put(f, &first, &(Standing){"partial", 0.5}));
    must(f, put(f, &second, &(Standing){"weak", 0.25}));
    must(f, claim_all(f->store, f->arena, &list, &count, &f->error));
    assert_int_equal(count, 2);
    assert_string_equal(list[0].text, "the second");
    assert_null(list[0].feedback);
    assert_string_equal(list[1].text, "the first");
    assert_string_equal(list[1].question_slug, "k-nearest-neighbours");
    assert_string_equal(list[1].question_uuid, QUESTION);
    assert_string_equal(list[1].feedback, "{\"points\":[]}");
}

/* --- stages ------------------------------------------------------------------------------------------------------------- */

static void a_stage_opens_once(void **state) {
    Fixture *f = *state;
    const char **list;
    size_t count, before = fixture_events(f);
    Event event = fixture_event(f, "stage-opened"), again = fixture_event(f, "stage-opened");
    must(f, stage_open(f->store, f->learner, QUESTION, "data", &event, &f->error));
    must(f, stage_open(f->store, f->learner, QUESTION, "data", &again, &f->error));
    must(f, stage_list(f->store, f->arena, f->learner, QUESTION, &list, &count, &f->error));
    assert_int_equal(count, 1);
    assert_string_equal(list[0], "data");
    assert_int_equal(fixture_events(f), before + 1);
    must(f, stage_list(f->store, f->arena, f->learner, OTHER_QUESTION, &list, &count, &f->error));
    assert_int_equal(count, 0);
}

/* --- stories ----------------------------------------------------------------------------------------------------------------- */

static bool keep(Fixture *f, const char *learner, const char *id, const char *title) {
    Event event = fixture_event(f, "story-saved");
    event.learner = learner;
    Story story = {.id = id, .title = title, .text = "I did.", .created = event.at, .changed = event.at};
    return story_put(f->store, learner, &story, &event, &f->error);
}

static bool drop(Fixture *f, const char *learner, const char *id) {
    Event event = fixture_event(f, "story-removed");
    event.learner = learner;
    return story_remove(f->store, learner, id, &event, &f->error);
}

static size_t stories_of(Fixture *f, const char *learner, Story **list) {
    size_t count;
    must(f, story_list(f->store, f->arena, learner, list, &count, &f->error));
    return count;
}

static void a_story_is_kept_changed_and_removed_by_its_learner_alone(void **state) {
    Fixture *f = *state;
    const char *second = fixture_second_learner(f), *one = "11111111-1111-4111-8111-111111111111",
               *two = "22222222-2222-4222-8222-222222222222";
    Story *list;
    must(f, keep(f, f->learner, one, "first"));
    must(f, keep(f, f->learner, two, "second"));
    assert_int_equal(stories_of(f, f->learner, &list), 2);
    int64_t created = list[0].created;
    must(f, keep(f, f->learner, one, "anew"));
    must_fail(f, ERR_NOT_FOUND, keep(f, second, one, "stolen"));
    assert_int_equal(stories_of(f, f->learner, &list), 2);
    assert_string_equal(list[0].title, "anew");
    assert_true(list[0].created == created);
    assert_int_equal(stories_of(f, second, &list), 0);
    must_fail(f, ERR_NOT_FOUND, drop(f, second, two));
    must(f, drop(f, f->learner, two));
    must_fail(f, ERR_NOT_FOUND, drop(f, f->learner, two));
    assert_int_equal(stories_of(f, f->learner, &list), 1);
}

static void stories_are_bounded(void **state) {
    Fixture *f = *state;
    Story *list;
    for (int i = 0; i < STORIES_MOST; i++)
        must(f, keep(f, f->learner, arena_printf(f->arena, "00000000-0000-4000-8000-%012d", i), "one of many"));
    must_fail(f, ERR_TOO_LARGE, keep(f, f->learner, "99999999-9999-4999-8999-999999999999", "one too many"));
    must(f, keep(f, f->learner, "00000000-0000-4000-8000-000000000007", "changed")); /* what is kept can still be changed */
    assert_int_equal(stories_of(f, f->learner, &list), STORIES_MOST);
}

int main(int argc, char **argv) {
    fixture_choose(argc, argv);
    const struct CMUnitTest tests[] = {
        TEST_OF(an_answer_keeps_its_audience_and_range),
        TEST_OF(code_has_no_audience),
        TEST_OF(only_a_strong_answer_solves),
        TEST_OF(what_a_learner_ticked_is_an_attempt_that_solves_nothing),
        TEST_OF(ticks_sent_twice_are_kept_once),
        TEST_OF(each_audience_has_a_draft_of_its_own),
        cmocka_unit_test_setup_teardown(drafts_of_a_viva_before_there_were_audiences_are_kept, fixture_setup_empty,
                                        fixture_teardown),
        TEST_OF(replies_are_kept_in_order_and_each_round_once),
        TEST_OF(nobody_replies_to_anothers_attempt),
        TEST_OF(a_story_is_kept_changed_and_removed_by_its_learner_alone),
        TEST_OF(stories_are_bounded),
        TEST_OF(a_view_is_put_changed_and_taken_back),
        TEST_OF(a_view_is_yes_partly_or_no),
        TEST_OF(all_views_are_listed_for_authors_with_the_answer),
        TEST_OF(a_stage_opens_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
