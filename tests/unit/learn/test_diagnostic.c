/* Shares and their intervals; and simulated learners: those who learn nothing show no gain, and the diagnostic ranks better than as many random probes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "learn/diagnostic.h"
#include "learn/readiness.h"
#include "learn/share.h"

#include <math.h>
#include <stdlib.h>

enum { TOPICS = 20, PROBES = 160, ASKED = 16, LEARNERS = 1000 };

static uint64_t state = 42;

static double uniform(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (double)(state >> 11) / 9007199254740992.0;
}

static double normal(void) { return sqrt(-2 * log(1 - uniform())) * cos(2 * M_PI * uniform()); }

static double logistic(double z) { return 1 / (1 + exp(-z)); }

static void near(double got, double wanted, double within) {
    if (fabs(got - wanted) > within) fail_msg("%.6f is not %.6f", got, wanted);
}

static void shares_have_the_intervals_of_the_literature(void **unused) {
    (void)unused;
    Share share =
        share_of(81, 263); /* R. Newcombe, Two-sided confidence intervals for the single proportion, 1998: .2553 to .3662 */
    near(share.low, 0.2553, 0.0001);
    near(share.high, 0.3662, 0.0001);
    near(share_of(0, 20).high, 0.1611, 0.0001); /* there too */
    near(share_of(0, 20).low, 0, 1e-9);
    near(share_of(0, 0).high, 1, 1e-9);
    Share change = share_change(56, 70, 48, 80); /* p1 = 57/72, p2 = 49/82 */
    near(change.share, 0.6 - 0.8, 1e-12);
    near((change.low + change.high) / 2, 49.0 / 82 - 57.0 / 72, 1e-9);
}

static void who_learns_nothing_shows_no_gain(void **unused) {
    (void)unused;
    int shown = 0;
    for (int learner = 0; learner < 20000; learner++) {
        double p = 0.1 + 0.8 * uniform(), right[2] = {0};
        for (int set = 0; set < 2; set++)
            for (int i = 0; i < 12; i++) right[set] += uniform() < p;
        Share change = share_change(right[0], 12, right[1], 12);
        shown += change.low > 0 || change.high < 0;
    }
    print_message("a change is seen in %.1f%% of learners who did not change\n", shown / 200.0);
    assert_true(shown <= 1000);
}

static void calibration_tells_who_is_too_sure(void **unused) {
    (void)unused;
    Forecast forecasts[100];
    for (int i = 0; i < 100; i++) forecasts[i] = (Forecast){0.9, i % 10 < 6, i % 2};
    Calibration all = calibration_of(forecasts, 100, -1);
    near(all.brier, 0.6 * 0.01 + 0.4 * 0.81, 1e-12);
    near(all.over.share, 0.3, 1e-12);
    assert_true(all.over.low > 0.15 && all.over.high < 0.45);
    assert_int_equal(calibration_of(forecasts, 100, 1).count, 50);
    assert_int_equal(calibration_of(forecasts, 0, -1).count, 0);
    static const double edges[] = {0, 0.5, 1};
    CalibrationBin bins[2];
    calibration_curve(forecasts, 100, edges, 2, bins);
    assert_int_equal(bins[0].count, 0);
    assert_int_equal(bins[1].count, 100);
    near(bins[1].was.share, 0.6, 1e-12);
}

/* The share of pairs in the right order. */
static double in_order(const double *truth, const double *found, int n) {
    double right = 0, pairs = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++) {
            pairs++;
            right += found[i] == found[j] ? 0.5 : (truth[i] > truth[j]) == (found[i] > found[j]);
        }
    return right / pairs;
}

static void one_learner(bool adaptive, const Candidate *bank, double *dimensions, double *topics) {
    static Belief belief;
    double general = normal(), dimension[DIMENSION_COUNT], topic[TOPICS], found[TOPICS];
    Candidate candidates[PROBES];
    memcpy(candidates, bank, sizeof candidates);
    for (int d = 0; d < DIMENSION_COUNT; d++) dimension[d] = 0.6 * normal();
    for (int t = 0; t < TOPICS; t++) topic[t] = 0.7 * normal();
    belief_start(&belief, TOPICS);
    for (int n = 0; n < ASKED; n++) {
        int next = adaptive ? diagnostic_next(&belief, candidates, PROBES) : -1;
        while (next < 0 || candidates[next].asked) next = (int)(uniform() * PROBES);
        candidates[next].asked = true;
        const Item *item = &candidates[next].item;
        belief_answered(&belief, item,
                        uniform() < logistic(general + dimension[item->skill] + topic[item->topic] - item_hardness(item)));
    }
    for (int d = 0; d < DIMENSION_COUNT; d++) found[d] = belief_dimension(&belief, d, NULL);
    *dimensions += in_order(dimension, found, DIMENSION_COUNT) / LEARNERS;
    for (int t = 0; t < TOPICS; t++) found[t] = belief_topic(&belief, t, NULL);
    *topics += in_order(topic, found, TOPICS) / LEARNERS;
}

static void the_diagnostic_ranks_better_than_random_probes(void **unused) {
    (void)unused;
    Candidate bank[PROBES] = {0};
    double adaptive[2] = {0}, chance[2] = {0};
    for (int i = 0; i < PROBES; i++) { /* as in a real bank, one dimension has most of the probes */
        Skill skill = uniform() < 0.5 ? SKILL_FUNDAMENTALS : (Skill)(uniform() * DIMENSION_COUNT);
        bank[i] = (Candidate){
            .item = {.topic = (int)(uniform() * TOPICS), .skill = skill, .probe = true, .difficulty = 1 + (int)(uniform() * 5)},
            .seconds = 60};
    }
    for (int i = 0; i < LEARNERS; i++) {
        one_learner(true, bank, &adaptive[0], &adaptive[1]);
        one_learner(false, bank, &chance[0], &chance[1]);
    }
    print_message("pairs in the right order: dimensions %.3f against %.3f at random, topics %.3f against %.3f\n", adaptive[0],
                  chance[0], adaptive[1], chance[1]);
    assert_true(adaptive[0] > chance[0] + 0.01);
    assert_true(adaptive[1] > chance[1]);
}

static void a_belief_grows_surer_with_every_answer(void **unused) {
    (void)unused;
    static Belief belief;
    belief_start(&belief, TOPICS);
    Item item = {.topic = 3, .skill = SKILL_CODING, .probe = true, .difficulty = 3};
    double before, after, other;
    belief_topic(&belief, 3, &before);
    double strong = belief_topic(&belief, 3, NULL);
    belief_answered(&belief, &item, 1);
    assert_true(belief_topic(&belief, 3, &after) > strong);
    assert_true(after < before);
    belief_topic(&belief, 4, &other);
    assert_true(other < before && other > after); /* what was learned of the learner in general */
}

static void readiness_is_told_only_with_a_basis_and_narrows(void **unused) {
    (void)unused;
    Knowledge knowledge = {0};
    Item items[10];
    for (int i = 0; i < 10; i++) items[i] = (Item){.topic = i % 3, .skill = SKILL_CODING, .difficulty = 3};
    Readiness none = readiness_of(&knowledge, items, 10, 0);
    assert_false(none.told);
    for (int i = 0; i < 40; i++) knowledge_answered(&knowledge, &items[i % 10], i % 3 != 0);
    Readiness some = readiness_of(&knowledge, items, 10, 40);
    assert_true(some.told);
    assert_true(some.high - some.low < none.high - none.low);
    assert_true(some.low <= some.share && some.share <= some.high);
    assert_in_range(some.raise, 0, 2);
    assert_true(some.by > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_have_the_intervals_of_the_literature),
        cmocka_unit_test(who_learns_nothing_shows_no_gain),
        cmocka_unit_test(calibration_tells_who_is_too_sure),
        cmocka_unit_test(a_belief_grows_surer_with_every_answer),
        cmocka_unit_test(the_diagnostic_ranks_better_than_random_probes),
        cmocka_unit_test(readiness_is_told_only_with_a_basis_and_narrows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
