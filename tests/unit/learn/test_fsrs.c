/* Memory by FSRS-6: the numbers that its authors publish, and what holds of any weights. The oracle beside this file compares 20,000 histories. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "learn/fsrs.h"

#include <math.h>

#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

static FsrsState after(const int *days, const int *grades, int count) {
    FsrsState card = {0};
    for (int i = 0; i < count; i++) card = fsrs_next_state(&FSRS_DEFAULT, card, days[i], (FsrsGrade)grades[i]);
    return card;
}

static void a_known_history_gives_the_published_state(void **state) {
    (void)state;
    FsrsState card = after((const int[]){0, 0, 1, 3, 8, 21}, (const int[]){1, 3, 3, 3, 3, 3}, 6);
    assert_near(card.stability, 53.62691, 1e-5);
    assert_near(card.difficulty, 6.3574867, 1e-6);
}

static void the_first_difficulty_falls_with_the_grade(void **state) {
    (void)state;
    const double published[] = {6.4133, 5.11217071, 2.11810397, 1};
    for (int grade = 1; grade <= 4; grade++)
        assert_near(fsrs_next_state(&FSRS_DEFAULT, (FsrsState){0}, 0, (FsrsGrade)grade).difficulty, published[grade - 1], 1e-7);
}

static void intervals_follow_the_published_sequence(void **state) {
    (void)state;
    const int grades[] = {3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3}, published[] = {0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21};
    FsrsState card = {0};
    int days = 0;
    for (int i = 0; i < 13; i++) {
        card = fsrs_next_state(&FSRS_DEFAULT, card, days, (FsrsGrade)grades[i]);
        int interval = (int)fmax(1, floor(fsrs_interval(&FSRS_DEFAULT, card.stability, 0.9) + 0.5));
        if (published[i] > 0) assert_int_equal(interval, published[i]);
        days = published[i]; /* 0: a learning step asks again on the same day */
    }
}

static void after_s_days_nine_of_ten_are_recalled(void **state) {
    (void)state;
    for (double stability = 0.01; stability < 10000; stability *= 3)
        assert_near(fsrs_recall(&FSRS_DEFAULT, stability, stability), 0.9, 1e-6);
    assert_near(fsrs_recall(&FSRS_DEFAULT, 7, 0), 1, 0);
}

static void an_interval_ends_where_recall_has_fallen_to_what_was_wished(void **state) {
    (void)state;
    for (double wish = 0.7; wish < 0.98; wish += 0.03)
        assert_near(fsrs_recall(&FSRS_DEFAULT, 12.5, fsrs_interval(&FSRS_DEFAULT, 12.5, wish)), wish, 1e-6);
}

static void a_better_grade_is_never_asked_sooner(void **state) {
    (void)state;
    for (double stability = 0.01; stability < 5000; stability *= 4)
        for (int days = 0; days < 200; days = days * 2 + 1)
            for (int grade = 1; grade < 4; grade++) {
                FsrsState card = {stability, 5};
                double worse = fsrs_next_state(&FSRS_DEFAULT, card, days, (FsrsGrade)grade).stability;
                assert_true(fsrs_next_state(&FSRS_DEFAULT, card, days, (FsrsGrade)(grade + 1)).stability >= worse);
            }
}

static void states_stay_in_their_ranges_under_any_allowed_weights(void **state) {
    (void)state;
    const FsrsWeights *extremes[] = {&FSRS_LEAST, &FSRS_MOST};
    for (int e = 0; e < 2; e++) {
        FsrsState card = {0};
        for (int i = 0; i < 200; i++) {
            card = fsrs_next_state(extremes[e], card, i * i % 97 * (i % 3), (FsrsGrade)(1 + i * 7 % 4));
            assert_true(card.stability >= FSRS_STABILITY_MIN && card.stability <= FSRS_STABILITY_MAX);
            assert_true(card.difficulty >= 1 && card.difficulty <= 10);
        }
    }
}

static void weights_from_outside_are_moved_into_their_ranges(void **state) {
    (void)state;
    FsrsWeights weights = FSRS_DEFAULT;
    weights.w[0] = -4;
    weights.w[4] = 1e300;
    weights.w[20] = NAN;
    fsrs_clip(&weights);
    assert_near(weights.w[0], FSRS_LEAST.w[0], 0);
    assert_near(weights.w[4], FSRS_MOST.w[4], 0);
    assert_near(weights.w[20], FSRS_DEFAULT.w[20], 0);
    assert_near(weights.w[1], FSRS_DEFAULT.w[1], 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_known_history_gives_the_published_state),
        cmocka_unit_test(the_first_difficulty_falls_with_the_grade),
        cmocka_unit_test(intervals_follow_the_published_sequence),
        cmocka_unit_test(after_s_days_nine_of_ten_are_recalled),
        cmocka_unit_test(an_interval_ends_where_recall_has_fallen_to_what_was_wished),
        cmocka_unit_test(a_better_grade_is_never_asked_sooner),
        cmocka_unit_test(states_stay_in_their_ranges_under_any_allowed_weights),
        cmocka_unit_test(weights_from_outside_are_moved_into_their_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
