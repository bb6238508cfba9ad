/* Chances of a right answer, from ratings: who is stronger is foreseen, and how often is foreseen, too. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "learn/mastery.h"

#include <math.h>

#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))
#include <stdlib.h>

static uint64_t seed = 7;

static double draw(void) {
    uint64_t z = seed += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

static double normal(void) { return sqrt(-2 * log(1 - draw())) * cos(6.283185307179586 * draw()); }

typedef struct {
    Rating learner, skill, skill_items, item;
} One;

static MasteryCase case_of(One *one) {
    return (MasteryCase){.learner = &one->learner,
                         .skills = {&one->skill},
                         .skills_items = {&one->skill_items},
                         .skill_count = 1,
                         .item = &one->item};
}

static void right_answers_raise_the_chance_and_wrong_ones_lower_it(void **state) {
    (void)state;
    One up = {.learner = {0}}, down = {.learner = {0}};
    double start = 0;
    for (int i = 0; i < 8; i++) {
        MasteryCase a = case_of(&up), b = case_of(&down);
        if (i == 0) start = mastery_chance(&MASTERY_DEFAULT, &a);
        mastery_answered(&a, 1, false);
        mastery_answered(&b, 0, false);
    }
    MasteryCase a = case_of(&up), b = case_of(&down);
    assert_true(mastery_chance(&MASTERY_DEFAULT, &a) > start + 0.1);
    assert_true(mastery_chance(&MASTERY_DEFAULT, &b) < start - 0.1);
    assert_near(up.item.answers, 0, 0); /* items stay where they are */
}

static void a_hard_item_of_a_skill_does_not_make_its_learner_weak(void **state) {
    (void)state;
    One easy = {.learner = {0}}, hard = {.learner = {0}};
    hard.item.value = 3;
    MasteryCase a = case_of(&easy), b = case_of(&hard);
    mastery_answered(&a, 0, false);
    mastery_answered(&b, 0, false);
    assert_true(hard.learner.value > easy.learner.value + 0.2);
}

static void the_deviation_shrinks_with_what_is_known(void **state) {
    (void)state;
    One one = {.learner = {0}};
    double before = mastery_deviation(&one.learner, 1.2);
    assert_near(before, 1.2, 1e-12);
    for (int i = 0; i < 40; i++) {
        MasteryCase at = case_of(&one);
        mastery_answered(&at, i % 2, false);
        double now = mastery_deviation(&one.learner, 1.2);
        assert_true(now < before);
        before = now;
    }
    assert_true(before < 0.35);
}

enum { LEARNERS = 600, ITEMS = 60, EACH = 50 };

/* Learners of known strength answer items of known difficulty: the layer's chances come true in every tenth. */
static void chances_come_true(void **state) {
    (void)state;
    static Rating items[ITEMS], skill_items;
    static double difficulty[ITEMS], features[LEARNERS * EACH * MASTERY_WEIGHTS], right[LEARNERS * EACH];
    for (int i = 0; i < ITEMS; i++) difficulty[i] = normal();
    MasteryLayer layer = MASTERY_DEFAULT;
    double told[10] = {0}, came[10] = {0}, count[10] = {0};
    for (int round = 0; round < 2; round++) {
        size_t taught = 0;
        for (int l = 0; l < LEARNERS; l++) {
            Rating learner = {0}, skill = {0};
            double strength = 1.2 * normal();
            for (int k = 0; k < EACH; k++) {
                int i = (int)(draw() * ITEMS);
                MasteryCase at = {
                    .learner = &learner, .skills = {&skill}, .skills_items = {&skill_items}, .skill_count = 1, .item = &items[i]};
                double chance = mastery_chance(&layer, &at), outcome = draw() < 1 / (1 + exp(difficulty[i] - strength));
                if (round == 0) mastery_features(&at, features + taught * MASTERY_WEIGHTS);
                right[taught++] = outcome;
                if (round == 1) {
                    int bin = (int)fmin(9, chance * 10);
                    told[bin] += chance;
                    came[bin] += outcome;
                    count[bin]++;
                }
                mastery_answered(&at, outcome, round == 0);
            }
        }
        if (round == 0) layer = mastery_fit(features, right, taught);
    }
    for (int bin = 0; bin < 10; bin++)
        if (count[bin] > 500) assert_near(told[bin] / count[bin], came[bin] / count[bin], 0.035);
    assert_true(count[0] > 500 && count[9] > 500); /* it dares to be sure */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_answers_raise_the_chance_and_wrong_ones_lower_it),
        cmocka_unit_test(a_hard_item_of_a_skill_does_not_make_its_learner_weak),
        cmocka_unit_test(the_deviation_shrinks_with_what_is_known),
        cmocka_unit_test(chances_come_true),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
