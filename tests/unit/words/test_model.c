/* Features, the model and its guards, on a question of our own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "words/guards.h"
#include "words/model.h"

#include <math.h>

static const char question[] = "Why does a random forest average many trees?";
static const char *const references[] = {"Each deep tree overfits its bootstrap sample, so its variance is high; the average of "
                                         "many decorrelated trees keeps the low bias and reduces variance."};
static const char other_reference[] =
    "Tokens that were read before keep their keys and values in memory, so that each new token is computed once.";

static Arena *arena;
static Stemmer *stemmer;
static const Prompt *prompt;
static const Rivals *rivals;

static int open_all(void **state) {
    (void)state;
    static const Passage *passages[2];
    arena = arena_new();
    stemmer = stemmer_new();
    prompt = prompt_read(arena, stemmer, question, references, 1);
    passages[0] = prompt_references(prompt);
    const char *const others[] = {other_reference};
    passages[1] = prompt_references(prompt_read(arena, stemmer, "What does a KV cache keep?", others, 1));
    rivals = rivals_new(arena, passages, 2);
    return 0;
}

static int close_all(void **state) {
    (void)state;
    stemmer_free(stemmer);
    arena_free(arena);
    return 0;
}

static Features measure(const char *answer) { return features_measure(arena, stemmer, prompt, rivals, answer, strlen(answer)); }

static double of(const char *answer, Feature feature) { return measure(answer).of[feature]; }

static double cap(const char *answer, Guard *which) {
    Features features = measure(answer);
    return guards_cap(&features, which);
}

static void every_feature_lies_between_0_and_1(void **state) {
    (void)state;
    const char *const answers[] = {
        "", "fine", "?", "-3.5 40%", question, references[0], "averaging trees lowers variance", "\xFF\xFE zz"};
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        Features features = measure(answers[i]);
        for (size_t f = 0; f < FEATURE_COUNT; f++) assert_true(features.of[f] >= 0 && features.of[f] <= 1.0001);
    }
}

static void better_answers_have_more_of_the_reference(void **state) {
    (void)state;
    double full = of(references[0], FEATURE_recall),
           half = of("averaging keeps bias low and cuts the variance of trees", FEATURE_recall);
    assert_true(full > 0.99 && half > 0.3 && half < full);
    assert_true(of("I like bread", FEATURE_recall) < half);
}

static void what_fools_a_count_of_words_is_capped(void **state) {
    (void)state;
    Guard guard;
    assert_true(cap(references[0], &guard) == 1 && guard == GUARD_none);
    assert_true(cap("averaging keeps the bias low and cuts the variance of deep trees", &guard) == 1);
    assert_true(cap("fine", &guard) < 0.06 && guard == GUARD_empty);
    assert_true(cap("qwpo zxmn asdlk vbnq", &guard) < 0.06 && guard == GUARD_gibberish);
    assert_true(cap(question, &guard) < 0.15 && guard == GUARD_echo);
    assert_true(cap(other_reference, &guard) < 0.2 && guard == GUARD_other_question);
    assert_true(cap("variance its of average bias so deep the keeps bootstrap many high decorrelated each sample low tree variance "
                    "trees the is and overfits reduces",
                    &guard) < 0.3 &&
                guard == GUARD_order);
    assert_true(cap("It is not true that each deep tree overfits its bootstrap sample and that the average of many decorrelated "
                    "trees reduces variance.",
                    &guard) < 0.3 &&
                guard == GUARD_negation);
}

static void padding_is_set_aside(void **state) {
    (void)state;
    const char *padded = arena_printf(
        arena, "%s %s", references[0],
        "My grandmother baked bread on Sundays before everybody walked down towards a river where cousins caught small fish and an "
        "uncle told stories about frozen winters, milk, soup, potatoes, leeks, songs and kitchen stoves.");
    assert_true(of(padded, FEATURE_strayed) > 0.3);
    assert_true(of(padded, FEATURE_recall) > 0.99);
}

static void a_model_finds_the_line_that_its_answers_lie_on(void **state) {
    (void)state;
    static ModelSums sums, part;
    Model model;
    assert_false(model_fit(&sums, FEATURE_COUNT, &model));
    for (int i = 0; i < 4000; i++) {
        Features features = {0};
        features.of[FEATURE_recall] = (i % 100) / 100.0;
        model_learn(&sums, &features, 0.2 + 0.6 * features.of[FEATURE_recall]);
    }
    assert_true(model_fit(&sums, FEATURE_COUNT, &model));
    Features features = {.of[FEATURE_recall] = 0.5};
    assert_true(fabs(model_predict(&model, &features) - 0.5) < 0.02);
    /* What is taken away leaves nothing behind. */
    Features strange = {.of[FEATURE_recall] = 0.1};
    for (int i = 0; i < 500; i++) model_learn(&part, &strange, 1);
    model_combine(&sums, &part, 1);
    Model bent;
    assert_true(model_fit(&sums, FEATURE_COUNT, &bent) &&
                fabs(model_predict(&bent, &strange) - model_predict(&model, &strange)) > 0.05);
    model_combine(&sums, &part, -1);
    assert_true(model_fit(&sums, FEATURE_COUNT, &bent) &&
                fabs(model_predict(&bent, &strange) - model_predict(&model, &strange)) < 1e-6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_feature_lies_between_0_and_1),
        cmocka_unit_test(better_answers_have_more_of_the_reference),
        cmocka_unit_test(what_fools_a_count_of_words_is_capped),
        cmocka_unit_test(padding_is_set_aside),
        cmocka_unit_test(a_model_finds_the_line_that_its_answers_lie_on),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
