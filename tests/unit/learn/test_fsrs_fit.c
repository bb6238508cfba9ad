/* A learner's own weights: found again from reviews that were drawn by them, and not invented where there is little to learn from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "learn/fsrs_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint64_t seed = 1;

static double draw(void) { /* splitmix64 */
    uint64_t z = seed += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

enum { CARDS = 1500, EACH = 9, COUNT = CARDS * EACH };

/* Reviews of somebody whose memory follows `truth`. */
static FsrsReview *reviews_of(const FsrsWeights *truth) {
    FsrsReview *reviews = calloc(COUNT, sizeof *reviews);
    for (size_t i = 0; i < COUNT; i++) {
        static FsrsState card;
        bool first = i % EACH == 0;
        if (first) card = (FsrsState){0};
        int days = first ? 0 : 1 + (int)(card.stability * (0.3 + 2 * draw()));
        bool recalled = draw() < (first ? 0.7 : fsrs_recall(truth, card.stability, days));
        reviews[i] = (FsrsReview){(uint32_t)(i / EACH), days, recalled ? FSRS_GOOD : FSRS_AGAIN, true};
        card = fsrs_next_state(truth, card, days, (FsrsGrade)reviews[i].grade);
    }
    return reviews;
}

static double loss(const FsrsWeights *weights, const FsrsReview *reviews) {
    static double recalled[COUNT];
    double sum = 0, counted = 0;
    fsrs_predict(weights, reviews, COUNT, recalled);
    for (size_t i = 0; i < COUNT; i++)
        if (!isnan(recalled[i]) && reviews[i].days > 0) {
            double p = fmin(fmax(recalled[i], 1e-4), 1 - 1e-4);
            sum -= reviews[i].grade > FSRS_AGAIN ? log(p) : log(1 - p);
            counted++;
        }
    return sum / counted;
}

static void a_memory_unlike_the_published_one_is_found_again(void **state) {
    (void)state;
    FsrsWeights truth = FSRS_DEFAULT;
    truth.w[0] = 1.2; /* forgets less at first, grows less later, decays faster */
    truth.w[2] = 6;
    truth.w[8] = 1.2;
    truth.w[20] = 0.45;
    FsrsReview *taught = reviews_of(&truth), *later = reviews_of(&truth);
    FsrsFit fit = fsrs_fit(taught, COUNT);
    double best = loss(&truth, later), fitted = loss(&fit.weights, later), published = loss(&FSRS_DEFAULT, later);
    assert_true(published > best + 0.01);
    assert_true(fitted < best + 0.15 * (published - best));
    assert_true(fit.log_loss < fit.published);
    free(taught);
    free(later);
}

static void who_remembers_as_published_keeps_the_published_forecasts(void **state) {
    (void)state;
    FsrsReview *taught = reviews_of(&FSRS_DEFAULT), *later = reviews_of(&FSRS_DEFAULT);
    FsrsFit fit = fsrs_fit(taught, COUNT);
    assert_true(fabs(loss(&fit.weights, later) - loss(&FSRS_DEFAULT, later)) < 0.004);
    free(taught);
    free(later);
}

static void little_moves_little(void **state) {
    (void)state;
    FsrsReview *taught = reviews_of(&FSRS_DEFAULT);
    FsrsFit fit = fsrs_fit(taught, 4 * EACH);
    for (int j = 15; j < FSRS_WEIGHTS; j++) assert_true(fabs(fit.weights.w[j] - FSRS_DEFAULT.w[j]) < 0.35);
    FsrsFit none = fsrs_fit(NULL, 0);
    assert_memory_equal(&none.weights, &FSRS_DEFAULT, sizeof FSRS_DEFAULT);
    FsrsReview same_day[] = {{1, 0, 3, true}, {1, 0, 1, true}, {2, 0, 3, true}};
    assert_int_equal(fsrs_fit(same_day, 3).counted, 0);
    free(taught);
}

static void reviews_that_do_not_count_move_nothing_but_the_state(void **state) {
    (void)state;
    FsrsReview *taught = reviews_of(&FSRS_DEFAULT);
    size_t counted = 0;
    for (size_t i = 0; i < COUNT; i++) taught[i].counted = i < COUNT / 2;
    FsrsFit half = fsrs_fit(taught, COUNT), alone = fsrs_fit(taught, COUNT / 2);
    for (size_t i = 0; i < COUNT / 2; i++) counted += i % EACH != 0;
    assert_int_equal(half.counted, counted);
    assert_memory_equal(&half.weights, &alone.weights, sizeof half.weights);
    free(taught);
}

static void the_same_reviews_give_the_same_weights(void **state) {
    (void)state;
    FsrsReview *taught = reviews_of(&FSRS_DEFAULT);
    FsrsFit once = fsrs_fit(taught, 900), again = fsrs_fit(taught, 900);
    assert_memory_equal(&once.weights, &again.weights, sizeof once.weights);
    for (int j = 0; j < FSRS_WEIGHTS; j++) assert_true(once.weights.w[j] >= FSRS_LEAST.w[j] && once.weights.w[j] <= FSRS_MOST.w[j]);
    free(taught);
}

/* The place of each review in time, where every card's first reviews come before any card's later ones. */
static size_t *in_time(void) {
    size_t *when = calloc(COUNT, sizeof *when);
    for (size_t i = 0; i < COUNT; i++) when[i] = i % EACH * CARDS + i / EACH;
    return when;
}

static void own_weights_are_used_only_where_they_foresee_better(void **state) {
    (void)state;
    FsrsWeights truth = FSRS_DEFAULT;
    truth.w[2] = 8;
    truth.w[8] = 1.2;
    truth.w[20] = 0.45;
    size_t *when = in_time();
    FsrsReview *unlike = reviews_of(&truth), *like = reviews_of(&FSRS_DEFAULT), *kept = malloc(COUNT * sizeof *kept);
    memcpy(kept, unlike, COUNT * sizeof *kept);
    FsrsTrial found = fsrs_fit_on_trial(unlike, when, COUNT);
    assert_true(found.better && found.fitted < found.published - 0.005);
    assert_int_equal(found.held_out, CARDS * (EACH - 1) / 5);
    assert_memory_equal(unlike, kept, COUNT * sizeof *kept);
    FsrsWeights whole = fsrs_fit(unlike, COUNT).weights;
    assert_memory_equal(&found.weights, &whole, sizeof whole);
    /* Where the published weights are right, chance alone may seem to beat them, by next to nothing. */
    FsrsTrial same = fsrs_fit_on_trial(like, when, COUNT);
    assert_true(same.fitted > same.published - 0.003);
    if (!same.better) assert_memory_equal(&same.weights, &FSRS_DEFAULT, sizeof FSRS_DEFAULT);
    FsrsTrial none = fsrs_fit_on_trial(unlike, when, 0);
    assert_true(!none.better && none.held_out == 0);
    free(unlike);
    free(like);
    free(kept);
    free(when);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_memory_unlike_the_published_one_is_found_again),
        cmocka_unit_test(who_remembers_as_published_keeps_the_published_forecasts),
        cmocka_unit_test(little_moves_little),
        cmocka_unit_test(reviews_that_do_not_count_move_nothing_but_the_state),
        cmocka_unit_test(the_same_reviews_give_the_same_weights),
        cmocka_unit_test(own_weights_are_used_only_where_they_foresee_better),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
