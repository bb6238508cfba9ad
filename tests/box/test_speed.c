/* "30 times as fast as the loop" holds: for what is, against what is not, and nobody is timed whose code is wrong.
 *
 *   test_speed VIVA-BOX RUNTIME PYTHON BANK */
#include "judge/judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TIMED "vwap-of-a-trade-tape"

enum { READY_SECONDS = 120 };

static char **paths;
static Bank *bank;
static Judge *judge;
static const Question *timed;
static Arena *arena;
static Error error;

static int start_all(void **state) {
    (void)state;
    bank = bank_load(paths[4], &error);
    timed = bank ? bank_find(bank, TIMED, &error) : NULL;
    JudgeOptions options = {.box = {.box = paths[1], .runtime = paths[2], .python = paths[3], .slots = 1}};
    judge = timed ? judge_start(&options, &error) : NULL;
    if (!judge) fail_msg("%s", error.message);
    if (!box_wait_ready(judge_box(judge), "numpy", READY_SECONDS, &error)) fail_msg("%s", error.message);
    return 0;
}

static int stop_all(void **state) {
    (void)state;
    judge_stop(judge);
    bank_free(bank);
    return 0;
}

static int setup(void **state) {
    (void)state;
    arena = arena_new();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

static const Submission *file(const Submission *files, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(files[i].file, name) == 0) return &files[i];
    fail_msg("no file %s", name);
    return NULL;
}

static const Submission *accepted(const char *name) { return file(timed->accepted, timed->accepted_count, name); }
static const Submission *wrong(const char *name) { return file(timed->wrong, timed->wrong_count, name); }

static Judgement judged(const char *code, JudgeKind kind) {
    Judgement judgement;
    if (!judge_code(judge, arena, timed, code, kind, NULL, NULL, &judgement, &error)) fail_msg("%s", error.message);
    return judgement;
}

static void fast_code_is_accepted_with_its_figures(void **state) {
    (void)state;
    Judgement judgement = judged(accepted("reference.py")->code, JUDGE_SUBMIT);
    assert_int_equal(judgement.verdict, VERDICT_ACCEPTED);
    assert_true(judgement.speed.passed);
    assert_true(judgement.speed.ratio >= judgement.speed.asked);
    assert_true(judgement.speed.ms > 0 && judgement.speed.against_ms > judgement.speed.ms);
    json_t *json = judgement_json(&judgement);
    assert_string_equal(json_string_value(json_object_get(json_object_get(json, "speed"), "against")), "loop.py");
    json_decref(json);
    judgement_free(&judgement);
}

static void right_code_that_is_too_slow_hears_both_figures(void **state) {
    (void)state;
    const char *const codes[] = {accepted("loop.py")->code, wrong("two_pointers_in_python.py")->code};
    for (size_t i = 0; i < 2; i++) {
        Judgement judgement = judged(codes[i], JUDGE_SUBMIT);
        const CaseResult *last = &judgement.cases[judgement.case_count - 1];
        assert_int_equal(judgement.verdict, VERDICT_TIME_LIMIT);
        assert_int_equal(last->verdict, VERDICT_TIME_LIMIT);
        assert_false(judgement.speed.passed);
        assert_true(judgement.speed.ratio < judgement.speed.asked);
        assert_non_null(strstr(last->message, "a plain solution"));
        assert_true(judgement.score < 1);
        judgement_free(&judgement);
    }
}

static void only_right_code_is_timed_and_only_when_it_is_handed_in(void **state) {
    (void)state;
    Judgement judgement = judged(wrong("counts_the_far_end.py")->code, JUDGE_SUBMIT);
    assert_int_equal(judgement.verdict, VERDICT_WRONG_ANSWER);
    assert_int_equal(judgement.speed.rounds, 0);
    judgement_free(&judgement);
    judgement = judged(accepted("loop.py")->code, JUDGE_RUN);
    assert_int_equal(judgement.verdict, VERDICT_ACCEPTED);
    assert_int_equal(judgement.speed.rounds, 0);
    json_t *json = judgement_json(&judgement);
    assert_null(json_object_get(json, "speed"));
    json_decref(json);
    judgement_free(&judgement);
}

static void a_result_that_is_wrong_on_the_large_case_is_no_matter_of_speed(void **state) {
    (void)state;
    Judgement judgement = judged(arena_printf(arena,
                                              "%s\n\nright = tape_vwap\n\n\ndef tape_vwap(time, price, size, window):\n"
                                              "    return right(time, price, size, window) + (len(time) > 5000)\n",
                                              accepted("reference.py")->code),
                                 JUDGE_SUBMIT);
    assert_int_equal(judgement.verdict, VERDICT_WRONG_ANSWER);
    assert_int_equal(judgement.speed.rounds, 0);
    assert_false(judgement.cases[judgement.case_count - 1].visible);
    judgement_free(&judgement);
}

static void found(const Question *of, const char *where, const char *message) {
    const Finding *findings;
    size_t count;
    if (!judge_prove(judge, arena, of, &findings, &count, &error)) fail_msg("%s", error.message);
    for (size_t i = 0; i < count; i++)
        if (strstr(findings[i].where, where) && strstr(findings[i].message, message)) return;
    for (size_t i = 0; i < count; i++) printf("             %s: %s\n", findings[i].where, findings[i].message);
    fail_msg("no finding at %s that says \"%s\"", where, message);
}

/* The question with one wrong file, so that its proof takes no time. */
static Question smaller(void) {
    Question copy = *timed;
    copy.wrong = arena_memdup(arena, wrong("two_pointers_in_python.py"), sizeof *copy.wrong);
    copy.wrong_count = 1;
    copy.accepted = arena_memdup(arena, timed->accepted, timed->accepted_count * sizeof *copy.accepted);
    copy.run.fresh = 2;
    return copy;
}

static void a_proof_asks_for_a_bar_that_noise_cannot_decide(void **state) {
    (void)state;
    Question copy = smaller();
    copy.run.speed = 5000;
    found(&copy, "question.yaml", "asks for speed: 5000, but the fastest accepted file is");
    copy = smaller();
    for (size_t i = 1; i < copy.accepted_count; i++)
        if (strcmp(copy.accepted[i].file, "loop.py") != 0) copy.accepted[i].code = wrong("two_pointers_in_python.py")->code;
    found(&copy, "sums_of_slices.py", "time-limit on the case for speed");
    copy = smaller();
    copy.wrong[0].code = accepted("reference.py")->code;
    found(&copy, "two_pointers_in_python.py", "says verdict: time-limit, but passes every case");
}

static void a_starter_keeps_clear_of_what_is_forbidden(void **state) {
    (void)state;
    Question copy = smaller();
    copy.starter = "import pandas as pd\n\n\ndef tape_vwap(time, price, size, window):\n    pass\n";
    found(&copy, "starter.py:1", "this question asks to do without pandas, but line 1 imports pandas");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        TEST(fast_code_is_accepted_with_its_figures),
        TEST(right_code_that_is_too_slow_hears_both_figures),
        TEST(only_right_code_is_timed_and_only_when_it_is_handed_in),
        TEST(a_result_that_is_wrong_on_the_large_case_is_no_matter_of_speed),
        TEST(a_proof_asks_for_a_bar_that_noise_cannot_decide),
        TEST(a_starter_keeps_clear_of_what_is_forbidden),
    };
    if (count != 5) {
        fprintf(stderr, "usage: test_speed VIVA-BOX RUNTIME PYTHON BANK\n");
        return 2;
    }
    paths = arguments;
    return cmocka_run_group_tests_name("speed", tests, start_all, stop_all);
}
