/* Reviews and cards are derived: whatever happened one by one, the log alone gives the same rows. */
#include "fixture.h"

#include "base/zone.h"
#include "coach/memory.h"
#include "store/archive.h"

#include <stdio.h>
#include <string.h>

enum { HAPPENED = 1200, PROBES = 9 };

static MemoryRules rules; /* as published */

static uint64_t state_of_draws = 5;

static unsigned draw(unsigned below) { /* splitmix64 */
    uint64_t z = state_of_draws += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (unsigned)((z ^ (z >> 31)) % below);
}

static const char *probe_name(Fixture *f, unsigned n) { return arena_printf(f->arena, "probe_%u", n); }

/* The reviews of a card with `count` of them; one more may follow. */
static ReviewRow *reviews_of(Fixture *f, const char *question, const char *probe, size_t *count) {
    ReviewRow *rows, *more;
    must(f, review_list(f->store, f->arena, f->learner, question, probe, &rows, count, &f->error));
    more = ARENA_MANY(f->arena, ReviewRow, *count + 1);
    memcpy(more, rows, *count * sizeof *rows);
    return more;
}

static Event event_at(Fixture *f, const char *kind, const char *question, const char *data, int64_t at) {
    Event event = fixture_event(f, kind);
    event.id = fixture_id(f);
    event.question_uuid = question;
    event.data = data;
    event.zone = "Europe/Vienna";
    event.at = at;
    return event;
}

static void answer(Fixture *f, const char *question, const char *probe, int64_t at) {
    bool right = draw(4) > 0;
    int64_t spent = (int64_t)draw(90000);
    FsrsGrade suggested = card_suggest(right, spent, 30000);
    Event event = event_at(f, "probe-answered", question,
                           arena_printf(f->arena, "{\"probe\":\"%s\",\"right\":%s,\"spent_ms\":%d,\"suggested\":%d}", probe,
                                        right ? "true" : "false", (int)spent, (int)suggested),
                           at);
    size_t count;
    ReviewRow *rows = reviews_of(f, question, probe, &count);
    rows[count] = (ReviewRow){.id = event.id,
                              .question_uuid = question,
                              .probe = probe,
                              .at = at,
                              .spent_ms = spent,
                              .day = zone_day(event.zone, at),
                              .right = right,
                              .suggested = (int)suggested,
                              .grade = (int)suggested};
    CardRow card = memory_card(&rules, rows, count + 1).row;
    ProbeAnswer given = {.probe = probe, .answer = "1", .right = right, .at = at};
    must(f, review_add(f->store, f->learner, &given, &rows[count], &card, &event, &f->error));
}

static void change(Fixture *f, const char *question, const char *probe, int64_t at) {
    size_t count;
    ReviewRow *rows = reviews_of(f, question, probe, &count);
    if (!count) return;
    ReviewRow *row = &rows[draw((unsigned)count)];
    if (row->undone) return;
    bool undo = draw(3) == 0;
    if (undo)
        row->undone = true;
    else
        row->grade = 1 + (int)draw(4);
    CardRow card = memory_card(&rules, rows, count).row;
    Event event = event_at(f, undo ? "review-undone" : "review-graded", question,
                           undo ? arena_printf(f->arena, "{\"review\":\"%s\"}", row->id)
                                : arena_printf(f->arena, "{\"review\":\"%s\",\"grade\":%d}", row->id, row->grade),
                           at);
    must(f, review_change(f->store, f->learner, row, &card, &event, &f->error));
}

/* All rows as text. */
static const char *tables(Fixture *f) {
    static const char *const questions[] = {QUESTION, OTHER_QUESTION};
    CardRow *cards;
    size_t count;
    const char *all = "";
    must(f, card_list(f->store, f->arena, f->learner, &cards, &count, &f->error));
    for (size_t i = 0; i < count; i++)
        all = arena_printf(f->arena, "%s%s %s %.17g %.17g %d %d %d %d\n", all, cards[i].question_uuid, cards[i].probe,
                           cards[i].stability, cards[i].difficulty, cards[i].day, cards[i].due, cards[i].reviews, cards[i].lapses);
    for (int q = 0; q < 2; q++)
        for (unsigned p = 0; p < PROBES; p++) {
            ReviewRow *rows = reviews_of(f, questions[q], probe_name(f, p), &count);
            for (size_t i = 0; i < count; i++)
                all = arena_printf(f->arena, "%s%s %lld %d %d %d %d %lld %d\n", all, rows[i].id, (long long)rows[i].at, rows[i].day,
                                   rows[i].right, rows[i].suggested, rows[i].grade, (long long)rows[i].spent_ms, rows[i].undone);
        }
    return all;
}

static void live(Fixture *f) {
    Learner who;
    must(f, learner_get(f->store, f->arena, f->learner, &who, &f->error));
    must(f, memory_rules(f->store, &who, &rules, &f->error));
    assert_true(rules.delays && rules.retention == 0.9);
    int64_t at = SECONDS(1760000000);
    for (int i = 0; i < HAPPENED; i++) {
        const char *question = draw(2) ? QUESTION : OTHER_QUESTION, *probe = probe_name(f, draw(PROBES));
        at += SECONDS(draw(40000));
        if (draw(3))
            answer(f, question, probe, at);
        else
            change(f, question, probe, at);
    }
}

static void the_log_alone_gives_the_same_reviews_and_cards(void **state) {
    Fixture *f = *state;
    live(f);
    const char *before = tables(f);
    Rebuilt made;
    must(f, memory_rebuild(f->store, f->learner, &made, &f->error));
    assert_true(made.cards > 10 && made.reviews > 500 && made.events >= made.reviews);
    assert_string_equal(tables(f), before);
    must(f, memory_rebuild(f->store, f->learner, &made, &f->error)); /* and again */
    assert_string_equal(tables(f), before);
}

/* The cards, each after the same reviews by other rules. */
static void an_interval_in_ten_is_half_as_long_again_and_the_reviews_alone_say_which(void **state) {
    Fixture *f = *state;
    live(f);
    MemoryRules plain = rules;
    plain.delays = false;
    int delayed = 0, longer = 0, all = 0;
    for (int i = 0; i < 3000; i++) {
        ReviewRow row = {.id = fixture_id(f), .question_uuid = QUESTION, .probe = "p", .day = 100, .grade = 2 + (int)draw(3)};
        MemoryCard with = memory_card(&rules, &row, 1), without = memory_card(&plain, &row, 1),
                   again = memory_card(&rules, &row, 1);
        int interval = without.row.due - without.row.day;
        assert_int_equal(with.row.due, again.row.due);
        assert_int_equal(with.row.due - without.row.due, with.delayed ? (interval + 1) / 2 : 0);
        assert_false(without.delayed);
        all++;
        delayed += with.delayed;
        row.grade = FSRS_AGAIN; /* what was not known never waits */
        longer += memory_card(&rules, &row, 1).delayed;
    }
    assert_in_range(delayed, all / 10 - 60, all / 10 + 60); /* within 3.6 standard errors */
    assert_int_equal(longer, 0);
}

static void weights_are_fitted_from_the_log_kept_in_it_and_rebuilt_from_it(void **state) {
    Fixture *f = *state;
    live(f);
    bool due;
    FsrsTrial trial;
    size_t count;
    Rebuilt made;
    must(f, memory_fit_due(f->store, f->learner, &due, &f->error));
    assert_true(due);
    must(f, memory_fit(f->store, f->learner, &trial, &count, &f->error));
    assert_true(count >= MEMORY_FIT_FROM && trial.held_out > 50);
    trial.weights.w[2] = 11; /* whatever the outcome was: weights that differ */
    must(f, memory_use_fit(f->store, f->learner, &trial, count, f->now, &f->error));
    must(f, memory_fit_due(f->store, f->learner, &due, &f->error));
    assert_false(due);
    Learner who;
    MemoryRules then;
    must(f, learner_get(f->store, f->arena, f->learner, &who, &f->error));
    must(f, memory_rules(f->store, &who, &then, &f->error));
    assert_memory_equal(&then.weights, &trial.weights, sizeof trial.weights);
    const char *before = tables(f);
    must(f, memory_rebuild(f->store, f->learner, &made, &f->error));
    assert_string_equal(tables(f), before);
}

static json_t *archive_of(Fixture *f, Buf *text) {
    json_error_t parse;
    *text = buf_new(f->arena);
    must(f, archive_write(f->store, f->learner, text, &f->error));
    json_t *archive = json_loads(text->data, 0, &parse);
    assert_non_null(archive);
    return archive;
}

static void what_is_forgotten_comes_back_from_an_archive_byte_by_byte(void **state) {
    Fixture *f = *state;
    live(f);
    const Attempt attempt = fixture_attempt(f, "text with \"quotes\", a tab\t and \xc3\xbc");
    Event event = fixture_event(f, "attempt-submitted");
    const char *existing, *before = tables(f);
    must(f, attempt_submit(f->store, f->arena, &attempt, NULL, &event, &existing, &f->error));
    Buf first, second, nothing;
    json_t *archive = archive_of(f, &first);
    size_t rows;
    must_fail(f, ERR_STALE, archive_read(f->store, f->learner, archive, &rows, &f->error));
    must(f, learner_forget(f->store, f->learner, &f->error));
    assert_string_equal(tables(f), "");
    json_t *empty = archive_of(f, &nothing);
    assert_int_equal(json_array_size(json_object_get(empty, "events")), 0);
    must(f, archive_read(f->store, f->learner, archive, &rows, &f->error));
    assert_true(rows > HAPPENED);
    Rebuilt made;
    must(f, memory_rebuild(f->store, f->learner, &made, &f->error));
    assert_string_equal(tables(f), before);
    json_decref(archive_of(f, &second));
    assert_string_equal(second.data, first.data);
    json_decref(archive);
    json_decref(empty);
}

static void answers_from_before_reviews_were_kept_become_reviews(void **state) {
    Fixture *f = *state;
    Event old = event_at(f, "probe-answered", QUESTION, "{\"probe\":\"a\",\"draw\":0,\"answer\":1,\"right\":true}",
                         SECONDS(1760000000)),
          broken = event_at(f, "probe-answered", QUESTION, "{\"right\":true}", SECONDS(1760000001)),
          lost = event_at(f, "review-undone", QUESTION, "{\"review\":\"nobody\"}", SECONDS(1760000002));
    must(f, event_append(f->store, &old, &f->error));
    must(f, event_append(f->store, &broken, &f->error));
    must(f, event_append(f->store, &lost, &f->error));
    Rebuilt made;
    must(f, memory_rebuild(f->store, f->learner, &made, &f->error));
    assert_true(made.reviews == 1 && made.cards == 1 && made.events == 3);
    CardRow *cards;
    size_t count;
    must(f, card_list(f->store, f->arena, f->learner, &cards, &count, &f->error));
    assert_string_equal(cards[0].probe, "a");
    assert_true(cards[0].due > cards[0].day);
}

int main(int argc, char **argv) {
    fixture_choose(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_log_alone_gives_the_same_reviews_and_cards, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(what_is_forgotten_comes_back_from_an_archive_byte_by_byte, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(an_interval_in_ten_is_half_as_long_again_and_the_reviews_alone_say_which, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(weights_are_fitted_from_the_log_kept_in_it_and_rebuilt_from_it, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(answers_from_before_reviews_were_kept_become_reviews, fixture_setup, fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
