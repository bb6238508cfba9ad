/* A card after its reviews: when it is due, and what an answer suggests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "learn/card.h"

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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_review_there_is_no_card),
        cmocka_unit_test(known_answers_come_back_later_and_later),
        cmocka_unit_test(a_forgotten_card_is_due_on_the_same_day_and_counts_a_lapse),
        cmocka_unit_test(who_wishes_to_remember_more_is_asked_sooner),
        cmocka_unit_test(a_clock_that_was_set_back_does_no_harm),
        cmocka_unit_test(no_interval_is_longer_than_a_year),
        cmocka_unit_test(time_and_verdict_suggest_a_grade),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
