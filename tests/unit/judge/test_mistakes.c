/* When a known mistake is named, when it is only resembled, and when nothing is said. */
#include "judge/mistakes.h"

#include "values.h"

static const Compare rules = {.absolute = 1e-9, .row_order = true};

enum { MOST = 8 };

/* A program's outputs, a letter a case: a digit is that number, 'E' a ValueError, 'K' a KeyError, 'T' the time limit, '?' not known. */
static Output *outputs_of(const char *letters) {
    Output *outputs = ARENA_MANY(arena, Output, MOST);
    for (size_t i = 0; letters[i]; i++) {
        Value *value = ARENA_NEW(arena, Value);
        *value = I(letters[i] - '0');
        outputs[i] = (Output){.known = letters[i] != '?', .outcome = BOX_OK, .value = value};
        if (letters[i] == 'T') outputs[i] = (Output){.known = true, .outcome = BOX_TIME_LIMIT};
        if (letters[i] == 'E') outputs[i] = (Output){.known = true, .outcome = BOX_RUNTIME_ERROR, .exception = "ValueError"};
        if (letters[i] == 'K') outputs[i] = (Output){.known = true, .outcome = BOX_RUNTIME_ERROR, .exception = "KeyError"};
    }
    return outputs;
}

/* What is said to a learner; the reference gives 0 everywhere. */
static Suspicion said(const char *learner, size_t wrong_count, const char *const *wrong) {
    const Output *rows[MOST];
    bool failed[MOST];
    for (size_t w = 0; w < wrong_count; w++) rows[w] = outputs_of(wrong[w]);
    for (size_t i = 0; learner[i]; i++) failed[i] = learner[i] != '0';
    Evidence evidence = {&rules, outputs_of(learner), failed, rows, strlen(learner), wrong_count};
    return mistakes_name(&evidence);
}

#define SAID(learner, ...) said(learner, COUNT_OF(const char *, __VA_ARGS__), (const char *const[]){__VA_ARGS__})

static void the_one_file_that_explains_every_failing_case_is_named(void **state) {
    (void)state;
    Suspicion suspicion = SAID("1100", "1100", "2200", "0033");
    assert_int_equal(suspicion.file, 0);
    assert_false(suspicion.resembles);
    assert_true(suspicion.agreement == 1);
    assert_int_equal(SAID("0033", "1100", "2200", "0033").file, 2);
}

static void other_mistakes_that_share_some_cases_do_not_hide_it(void **state) {
    (void)state;
    Suspicion suspicion = SAID("11110", "11110", "11000", "00110");
    assert_int_equal(suspicion.file, 0);
    assert_false(suspicion.resembles);
}

static void cases_on_which_all_wrong_files_agree_tell_nothing(void **state) {
    (void)state;
    assert_int_equal(SAID("1100", "1100", "1100").file, -1);
    Suspicion suspicion = SAID("1120", "1120", "1130");
    assert_int_equal(suspicion.file, 0);
    assert_true(suspicion.resembles); /* one telling case is not enough */
}

static void of_several_explanations_the_one_that_fits_the_passing_cases_too(void **state) {
    (void)state;
    Suspicion suspicion = SAID("1100", "1100", "1140", "0000");
    assert_int_equal(suspicion.file, 0);
    assert_false(suspicion.resembles);
    assert_int_equal(SAID("1100", "1150", "1140", "0000").file, -1);
}

static void what_explains_most_is_resembled_and_what_explains_little_is_not_mentioned(void **state) {
    (void)state;
    Suspicion suspicion = SAID("11190", "11110", "22220");
    assert_int_equal(suspicion.file, 0);
    assert_true(suspicion.resembles);
    assert_true(suspicion.agreement == 0.75);
    assert_int_equal(SAID("11990", "11110", "22220").file, -1);
    assert_int_equal(SAID("99990", "11110", "22220").file, -1);
}

static void two_that_explain_equally_much_are_not_mentioned(void **state) {
    (void)state;
    assert_int_equal(SAID("11229", "11200", "10220").file, -1);
}

static void exceptions_agree_by_type_and_limits_by_kind(void **state) {
    (void)state;
    assert_int_equal(SAID("EE0", "EE0", "KK0", "TT0").file, 0);
    assert_int_equal(SAID("KK0", "EE0", "KK0", "TT0").file, 1);
    assert_int_equal(SAID("TT0", "EE0", "KK0", "TT0").file, 2);
}

static void what_was_not_run_is_no_evidence(void **state) {
    (void)state;
    assert_int_equal(SAID("11??", "11T?", "2200").file, 0);
    assert_int_equal(SAID("0011", "00T?", "00T?").file, -1);
    assert_int_equal(SAID("0011", "00??", "0012").file, -1);
}

static void the_same_nan_is_the_same_mistake(void **state) {
    (void)state;
    Value nan = F(__builtin_nan(""));
    Output learner[2], *wrong = outputs_of("00"), *other = outputs_of("12");
    for (int i = 0; i < 2; i++) learner[i] = wrong[i] = (Output){.known = true, .outcome = BOX_OK, .value = &nan};
    Evidence evidence = {&rules, learner, (bool[]){true, true}, (const Output *const[]){wrong, other}, 2, 2};
    assert_int_equal(mistakes_name(&evidence).file, 0);
}

static void a_question_with_one_wrong_file_can_name_it(void **state) {
    (void)state;
    assert_int_equal(SAID("110", "110").file, 0);
    assert_int_equal(SAID("220", "110").file, -1);
}

static void nothing_is_said_where_nothing_fails_or_nothing_is_known(void **state) {
    (void)state;
    assert_int_equal(SAID("000", "110", "220").file, -1);
    Evidence none = {&rules, outputs_of("11"), (bool[]){true, true}, NULL, 2, 0};
    assert_int_equal(mistakes_name(&none).file, -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_one_file_that_explains_every_failing_case_is_named),
        TEST(other_mistakes_that_share_some_cases_do_not_hide_it),
        TEST(cases_on_which_all_wrong_files_agree_tell_nothing),
        TEST(of_several_explanations_the_one_that_fits_the_passing_cases_too),
        TEST(what_explains_most_is_resembled_and_what_explains_little_is_not_mentioned),
        TEST(two_that_explain_equally_much_are_not_mentioned),
        TEST(exceptions_agree_by_type_and_limits_by_kind),
        TEST(what_was_not_run_is_no_evidence),
        TEST(the_same_nan_is_the_same_mistake),
        TEST(a_question_with_one_wrong_file_can_name_it),
        TEST(nothing_is_said_where_nothing_fails_or_nothing_is_known),
    };
    return cmocka_run_group_tests_name("mistakes", tests, NULL, NULL);
}
