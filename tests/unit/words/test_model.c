/* Features, trees, the model and what it doubts, on questions of our own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "words/decoys.h"
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
static const Retrieval *others;

static int open_all(void **state) {
    (void)state;
    static RetrievalText texts[2];
    arena = arena_new();
    stemmer = stemmer_new();
    prompt = prompt_read(arena, stemmer, question, references, 1);
    texts[0] = prompt_text(prompt);
    const char *const its[] = {other_reference};
    texts[1] = prompt_text(prompt_read(arena, stemmer, "What does a KV cache keep?", its, 1));
    others = retrieval_new(arena, texts, 2, RETRIEVAL_MATCHED);
    return 0;
}

static int close_all(void **state) {
    (void)state;
    stemmer_free(stemmer);
    arena_free(arena);
    return 0;
}

static Features measure(const char *answer) { return features_measure(arena, stemmer, prompt, others, answer, strlen(answer)); }

static double of(const char *answer, Feature feature) { return measure(answer).of[feature]; }

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

static void an_answer_fits_its_own_question_best(void **state) {
    (void)state;
    assert_true(of("averaging keeps the bias low and cuts the variance of deep trees", FEATURE_fits_margin) > 0.55);
    assert_true(of(other_reference, FEATURE_fits_margin) < 0.3);
    assert_true(of(other_reference, FEATURE_fits_rank) == 0.5 && of(references[0], FEATURE_fits_rank) == 1);
    assert_true(of("", FEATURE_fits) == 0 && of("?!", FEATURE_meets) == 0);
}

static void shuffled_words_are_less_fluent(void **state) {
    (void)state;
    for (size_t round = 0; round < 20; round++)
        assert_true(of(decoy_shuffled(arena, references[0], round), FEATURE_fluency) < of(references[0], FEATURE_fluency));
}

static void denial_is_seen(void **state) {
    (void)state;
    for (size_t round = 0; round < 3; round++)
        for (size_t tried = 0; tried < 2; tried++) {
            const char *denied = decoy_negated(arena, references[0], round + (tried ? DECOY_TRIED + 2 : 0));
            if (denied) assert_true(of(denied, FEATURE_polarity) > of(references[0], FEATURE_polarity));
        }
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

/* Rows of a world in which recall is what counts, and shuffled texts have recall without fluency. */
static ModelRow *rows_of_a_world(size_t count) {
    ModelRow *rows = ARENA_MANY(arena, ModelRow, count);
    for (size_t i = 0; i < count; i++) {
        double recall = (double)(i % 97) / 97;
        rows[i].question = rows[i].source = (uint32_t)(i % 5);
        rows[i].features.of[FEATURE_size] = 0.5;
        rows[i].features.of[FEATURE_recall] = i % 4 == 3 ? 1 : recall;
        rows[i].features.of[FEATURE_fluency] = i % 4 == 3 ? 0.3 : 0.6;
        rows[i].features.of[FEATURE_pairs] = rows[i].features.of[FEATURE_phrase] = rows[i].features.of[FEATURE_order] =
            i % 4 == 3 ? 0.1 : recall;
        rows[i].decoy = i % 4 == 3 ? DECOY_shuffled : DECOY_none;
        rows[i].score = 0.2 + 0.6 * recall;
    }
    return rows;
}

static void a_model_finds_the_line_that_its_answers_lie_on_and_doubts_decoys(void **state) {
    (void)state;
    const ModelData *data = model_data(arena, rows_of_a_world(2000), 2000);
    Model model;
    assert_true(model_fit(arena, data, NULL, &model));
    Decoy suspected;
    for (int i = 1; i < 10; i++) {
        double recall = i / 10.0;
        Features features = {.of[FEATURE_recall] = recall,
                             .of[FEATURE_fluency] = 0.6,
                             .of[FEATURE_size] = 0.5,
                             .of[FEATURE_pairs] = recall,
                             .of[FEATURE_phrase] = recall,
                             .of[FEATURE_order] = recall};
        assert_true(fabs(model_predict(&model, &features, &suspected) - (0.2 + 0.06 * i)) < 0.04);
        assert_int_equal(suspected, DECOY_none);
    }
    Features shuffled = {.of[FEATURE_recall] = 1,
                         .of[FEATURE_fluency] = 0.3,
                         .of[FEATURE_size] = 0.5,
                         .of[FEATURE_pairs] = 0.1,
                         .of[FEATURE_phrase] = 0.1,
                         .of[FEATURE_order] = 0.1};
    double worth = model_worth(&model, &shuffled);
    assert_true(model_predict(&model, &shuffled, &suspected) < 0.5 * worth);
    assert_int_equal(suspected, DECOY_shuffled);
    assert_true(model_predict(&model, &(Features){.of[FEATURE_recall] = 1}, NULL) == 0); /* no word of content */
}

static void what_is_left_out_leaves_no_trace(void **state) {
    (void)state;
    ModelRow *rows = rows_of_a_world(2000);
    bool left_out[5] = {[2] = true};
    Model without, again;
    assert_true(model_fit(arena, model_data(arena, rows, 2000), left_out, &without));
    for (size_t i = 0; i < 2000; i++)
        if (rows[i].question == 2) rows[i].score = 1 - rows[i].score;
    assert_true(model_fit(arena, model_data(arena, rows, 2000), left_out, &again));
    for (int i = 0; i <= 10; i++) {
        Features features = {.of[FEATURE_recall] = i / 10.0, .of[FEATURE_fluency] = 0.6, .of[FEATURE_size] = 0.5};
        assert_true(model_predict(&without, &features, NULL) == model_predict(&again, &features, NULL));
    }
    bool all[5] = {true, true, true, true, true};
    assert_false(model_fit(arena, model_data(arena, rows, 2000), all, &again));
}

static void where_nothing_is_about_the_subject_nothing_is_set_aside(void **state) {
    (void)state;
    static const char story[] =
        "The museum on the hill shows old maps, coins, clocks, ships and painted doors that sailors brought home from islands.";
    Features features = measure(story);
    assert_true(features.of[FEATURE_strayed] == 1 && features.of[FEATURE_size] > 0.4);
}

static void one_tie_to_a_long_reference_ties_nothing(void **state) {
    (void)state;
    static const char *const reference[] = {"Split the rows by customer and by day, so that no customer and no later day reaches "
                                            "the training part; fit scaling, encoding and imputation on that "
                                            "part alone; choose thresholds and hyperparameters on a validation part; keep the test "
                                            "part for one last look. Leakage shows as a score that "
                                            "production never repeats: compare offline figures with shadow traffic, watch features "
                                            "that know the outcome, recompute labels as of the time of "
                                            "prediction, ask who writes each column and when. A river of late events, duplicates "
                                            "and backfilled tables makes joins look better than they are."};
    const Prompt *wide = prompt_read(arena, stemmer, "How do you keep a validation honest?", reference, 1);
    RetrievalText text = prompt_text(wide);
    const Retrieval *alone = retrieval_new(arena, &text, 1, RETRIEVAL_MATCHED);
    static const char padded[] =
        "Split the rows by customer, fit scaling and imputation on the training part, choose thresholds on the validation part, "
        "keep the test part for one "
        "look. My grandmother baked bread every morning before breakfast, then everybody walked down to the river with baskets, "
        "dogs and cousins, caught "
        "small fish under the wooden bridge and sang old songs around the kitchen stove until they fell asleep.";
    Features features = features_measure(arena, stemmer, wide, alone, padded, strlen(padded));
    assert_true(features.of[FEATURE_strayed] > 0.35);
    assert_true(features.of[FEATURE_precision] > 0.6);
}

static void doubts_are_as_sure_on_few_answers_as_on_many(void **state) {
    (void)state;
    static const size_t counts[] = {60, 2000};
    for (size_t i = 0; i < 2; i++) {
        ModelRow *rows = rows_of_a_world(counts[i]);
        Model model;
        assert_true(model_fit(arena, model_data(arena, rows, counts[i]), NULL, &model));
        assert_int_equal(rows[3].decoy, DECOY_shuffled);
        assert_true(model_predict(&model, &rows[3].features, NULL) < 0.2 * model_worth(&model, &rows[3].features));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_feature_lies_between_0_and_1),
        cmocka_unit_test(better_answers_have_more_of_the_reference),
        cmocka_unit_test(an_answer_fits_its_own_question_best),
        cmocka_unit_test(shuffled_words_are_less_fluent),
        cmocka_unit_test(denial_is_seen),
        cmocka_unit_test(padding_is_set_aside),
        cmocka_unit_test(a_model_finds_the_line_that_its_answers_lie_on_and_doubts_decoys),
        cmocka_unit_test(what_is_left_out_leaves_no_trace),
        cmocka_unit_test(where_nothing_is_about_the_subject_nothing_is_set_aside),
        cmocka_unit_test(one_tie_to_a_long_reference_ties_nothing),
        cmocka_unit_test(doubts_are_as_sure_on_few_answers_as_on_many),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
