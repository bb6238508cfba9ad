/* A card after its reviews: when it is due, and what an answer suggests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "learn/card.h"

#include <string.h>

static void without_a_review_there_is_no_card(void **state) {
    (void)state;
    Card card = card_after(&FSRS_DEFAULT, 0.9, NULL, 0);
    assert_true(card.reviews == 0 && card.due == 0 && card.memory.stability == 0);
}

static void known_answers_come_back_later_and_later(void **state) {
    (void)state;
    CardReview reviews[5] = {{100, FSRS_GOOD}};
    int32_t before = 0;
    for (size_t i = 1; i <= 5; i++) {
        Card card = card_after(&FSRS_DEFAULT, 0.9, reviews, i);
        assert_true(card.due - card.day > before);
        assert_int_equal(card.reviews, i);
        before = card.due - card.day;
        if (i < 5) reviews[i] = (CardReview){card.due, FSRS_GOOD};
    }
}

static void a_forgotten_card_is_due_on_the_same_day_and_counts_a_lapse(void **state) {
    (void)state;
    const CardReview reviews[] = {{10, FSRS_GOOD}, {13, FSRS_AGAIN}};
    Card card = card_after(&FSRS_DEFAULT, 0.9, reviews, 2);
    assert_true(card.due == 13 && card.lapses == 1);
    Card first = card_after(&FSRS_DEFAULT, 0.9, (const CardReview[]){{10, FSRS_AGAIN}}, 1);
    assert_true(first.due == 10 && first.lapses == 0); /* nothing was known yet that could be forgotten */
}

static void who_wishes_to_remember_more_is_asked_sooner(void **state) {
    (void)state;
    const CardReview reviews[] = {{10, FSRS_GOOD}, {13, FSRS_GOOD}, {20, FSRS_GOOD}};
    int32_t last = INT32_MAX;
    for (double wish = 0.7; wish < 0.98; wish += 0.09) {
        int32_t due = card_after(&FSRS_DEFAULT, wish, reviews, 3).due;
        assert_true(due < last);
        last = due;
    }
}

static void a_clock_that_was_set_back_does_no_harm(void **state) {
    (void)state;
    const CardReview reviews[] = {{50, FSRS_GOOD}, {40, FSRS_GOOD}};
    Card card = card_after(&FSRS_DEFAULT, 0.9, reviews, 2);
    assert_true(card.day == 40 && card.due > 40 && card.memory.stability > 0);
}

static void no_interval_is_longer_than_a_year(void **state) {
    (void)state;
    CardReview reviews[12];
    for (int i = 0; i < 12; i++) reviews[i] = (CardReview){i * 365, FSRS_EASY};
    Card card = card_after(&FSRS_DEFAULT, 0.9, reviews, 12);
    assert_int_equal(card.due - card.day, CARD_INTERVAL_MOST);
}

static void time_and_verdict_suggest_a_grade(void **state) {
    (void)state;
    assert_int_equal(card_suggest(false, 100, 30000), FSRS_AGAIN);
    assert_int_equal(card_suggest(true, 9000, 30000), FSRS_EASY);
    assert_int_equal(card_suggest(true, 30000, 30000), FSRS_GOOD);
    assert_int_equal(card_suggest(true, 61000, 30000), FSRS_HARD);
    assert_int_equal(card_suggest(true, 0, 30000), FSRS_GOOD);
}

static void how_a_whole_question_went_suggests_a_grade(void **state) {
    (void)state;
    static const struct {
        CardWhole how;
        FsrsGrade grade;
    } cases[] = {
        {{.bar = true}, FSRS_GOOD},
        {{.bar = true, .sure = 99, .spent_ms = 10, .expected_ms = 20}, FSRS_EASY},
        {{.bar = true, .sure = 70, .spent_ms = 10, .expected_ms = 20}, FSRS_GOOD},
        {{.bar = true, .sure = 99, .spent_ms = 11, .expected_ms = 20}, FSRS_GOOD},
        {{.bar = true, .sure = 99, .spent_ms = 41, .expected_ms = 20}, FSRS_HARD},
        {{.bar = true, .sure = 99, .hints = 1, .spent_ms = 1, .expected_ms = 20}, FSRS_HARD},
        {{.bar = true, .tries = 1}, FSRS_HARD},
        {{.nearly = true}, FSRS_HARD},
        {{.sure = 99}, FSRS_AGAIN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_int_equal(card_suggest_whole(&cases[i].how), cases[i].grade);
}

/* --- near an interview ------------------------------------------------------------------------------------------------------- */

enum { CARDS = 240, DAYS = 50, NEW = 8 };

static uint64_t seed;

static double uniform(void) { /* splitmix64 */
    uint64_t z = seed += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

typedef struct {
    double fresh;   /* mean chance of recall on the day of the interview */
    int last, busy; /* reviews in the last days, and on the busiest of them */
    int all;
} Outcome;

/* Eight new cards a day for a month, reviewed when they are due, by somebody whose memory is as FSRS says. */
static Outcome live(bool near) {
    CardReview reviews[CARDS][DAYS + 1];
    int counts[CARDS] = {0}, day_load[DAYS] = {0};
    Outcome out = {0};
    seed = 11;
    for (int32_t day = 0; day < DAYS; day++) {
        CardNear due[CARDS];
        int begun = day * NEW < CARDS ? day * NEW : CARDS;
        for (int c = 0; c < begun; c++) {
            Card card = card_after(&FSRS_DEFAULT, 0.9, reviews[c], (size_t)counts[c]);
            due[c] = (CardNear){card.memory.stability, card.day, card.due};
        }
        if (near) card_near(&FSRS_DEFAULT, day, DAYS, due, (size_t)begun);
        for (int c = 0; c < begun; c++) {
            if (due[c].due > day) continue;
            bool known = uniform() < fsrs_recall(&FSRS_DEFAULT, due[c].stability, day - due[c].day);
            reviews[c][counts[c]++] = (CardReview){day, known ? FSRS_GOOD : FSRS_HARD};
            day_load[day]++;
        }
        for (int c = begun; c < begun + NEW && c < CARDS; c++) reviews[c][counts[c]++] = (CardReview){day, FSRS_GOOD};
    }
    for (int c = 0; c < CARDS; c++) {
        Card card = card_after(&FSRS_DEFAULT, 0.9, reviews[c], (size_t)counts[c]);
        out.fresh += fsrs_recall(&FSRS_DEFAULT, card.memory.stability, DAYS - card.day) / CARDS;
    }
    for (int day = 0; day < DAYS; day++) {
        out.all += day_load[day];
        if (day < DAYS - CARD_NEAR_DAYS) continue;
        out.last += day_load[day];
        if (day_load[day] > out.busy) out.busy = day_load[day];
    }
    return out;
}

static void what_is_known_is_fresh_on_the_day_and_the_last_days_are_even(void **state) {
    (void)state;
    Outcome with = live(true), without = live(false);
    print_message(
        "known on the day: %.3f with the date, %.3f without; reviews in the last ten days %d and %d (busiest %d and %d), of %d "
        "and %d\n",
        with.fresh, without.fresh, with.last, without.last, with.busy, without.busy, with.all, without.all);
    assert_true(with.fresh > 0.95 && with.fresh > without.fresh + 0.015);
    assert_true(with.busy <= 2 * with.last / CARD_NEAR_DAYS);
}

static void the_date_changes_only_the_last_days(void **state) {
    (void)state;
    const CardNear before[] = {{5, 90, 95}, {40, 60, 104}, {3, 99, 102}, {300, 98, 398}, {2, 100, 100}, {12, 95, 125}};
    CardNear cards[6];
    memcpy(cards, before, sizeof cards);
    card_near(&FSRS_DEFAULT, 100, 200, cards, 6);
    assert_memory_equal(cards, before, sizeof cards); /* far away */
    card_near(&FSRS_DEFAULT, 100, 100, cards, 6);
    assert_memory_equal(cards, before, sizeof cards); /* today */
    card_near(&FSRS_DEFAULT, 100, 105, cards, 6);
    assert_int_equal(cards[0].due, 95);  /* overdue */
    assert_int_equal(cards[1].due, 100); /* the most stable of those that fade first... */
    assert_int_equal(cards[2].due, 103); /* ... the least last */
    assert_int_equal(cards[3].due, 398); /* is known anyhow */
    assert_int_equal(cards[4].due, 100); /* forgotten today: once more today */
    assert_int_equal(cards[5].due, 101); /* would have waited until after it */
    cards[3].due = 102;
    card_near(&FSRS_DEFAULT, 100, 105, cards, 6);
    assert_int_equal(cards[3].due, 105); /* known on the day: not before it */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_review_there_is_no_card),
        cmocka_unit_test(known_answers_come_back_later_and_later),
        cmocka_unit_test(a_forgotten_card_is_due_on_the_same_day_and_counts_a_lapse),
        cmocka_unit_test(who_wishes_to_remember_more_is_asked_sooner),
        cmocka_unit_test(a_clock_that_was_set_back_does_no_harm),
        cmocka_unit_test(no_interval_is_longer_than_a_year),
        cmocka_unit_test(time_and_verdict_suggest_a_grade),
        cmocka_unit_test(how_a_whole_question_went_suggests_a_grade),
        cmocka_unit_test(what_is_known_is_fresh_on_the_day_and_the_last_days_are_even),
        cmocka_unit_test(the_date_changes_only_the_last_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
