/* A question that asks for a gradient is judged by the loss in its cases.py, and not by the reference's numbers.
 *
 *   test_gradient VIVA-BOX RUNTIME PYTHON */
#include "judge/judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { READY_SECONDS = 120 };

static char **paths;
static Judge *judge;
static Error error;

static int start_all(void **state) {
    (void)state;
    JudgeOptions options = {.box = {.box = paths[1], .runtime = paths[2], .python = paths[3]}};
    judge = judge_start(&options, &error);
    if (!judge) fail_msg("%s", error.message);
    if (!box_wait_ready(judge_box(judge), "numpy", READY_SECONDS, &error)) fail_msg("%s", error.message);
    return 0;
}

static int stop_all(void **state) {
    (void)state;
    judge_stop(judge);
    return 0;
}

/* The reference's own numbers are wrong on purpose: they must not matter. */
static const char cases[] = "import numpy as np\nfrom viva import case\n"
                            "def loss(w, b):\n    return (w ** 2).sum() + 3 * w.sum() * b\n"
                            "def fixed():\n    yield case('one', visible=True, w=np.array([1.0, 2.0]), b=0.5)\n"
                            "    yield case('two', w=np.array([-1.0, 0.5]), b=2.0)\n";
static Submission reference = {
    .file = "reference.py", .path = "reference.py", .code = "def slope(w, b):\n    return {'w': w * 0, 'b': 0}\n"};
static const char *by[] = {"w", "b", NULL}, *none[] = {NULL};

static const Question question = {.slug = "slope",
                                  .folder = "slope",
                                  .hash = "00c0ffee",
                                  .type = TYPE_IMPLEMENTATION,
                                  .cases = cases,
                                  .run = {.function = "slope",
                                          .stack = STACK_NUMPY,
                                          .seconds = 5,
                                          .memory_mb = 256,
                                          .attributes = none,
                                          .gradient_of = "loss",
                                          .gradient_by = by,
                                          .compare = {.relative = 1e-9}},
                                  .accepted = &reference,
                                  .accepted_count = 1};

/* The verdict on the code, and what the first case says. */
static void judged(const char *code, Verdict verdict, const char *says) {
    ARENA_SCOPED Arena *arena = arena_new();
    Judgement judgement;
    if (!judge_code(judge, arena, &question, code, JUDGE_SUBMIT, NULL, NULL, &judgement, &error)) fail_msg("%s", error.message);
    if (judgement.verdict != verdict) fail_msg("%s: %s", verdict_name(judgement.verdict), judgement.cases[0].message);
    assert_string_equal(judgement.cases[0].message, says);
    judgement_free(&judgement);
}

static void a_right_gradient_passes_in_each_form(void **state) {
    (void)state;
    judged("def slope(w, b):\n    return {'w': 2 * w + 3 * b, 'b': 3 * w.sum()}\n", VERDICT_ACCEPTED, "");
    judged("def slope(w, b):\n    return 2 * w + 3 * b, 3 * w.sum()\n", VERDICT_ACCEPTED, "");
}

static void a_wrong_one_is_told_by_its_component_and_factor(void **state) {
    (void)state;
    judged("def slope(w, b):\n    return 2 * w + 3, 3 * w.sum()\n", VERDICT_WRONG_ANSWER,
           "the derivative by w[0] is 5, but the loss changes by 3.5 (2 of 3 components are off)");
    judged("def slope(w, b):\n    return w + 1.5 * b, 1.5 * w.sum()\n", VERDICT_WRONG_ANSWER,
           "the derivative by w[0] is 1.75, but the loss changes by 3.5 (3 of 3 components are off): every component is 0.5 times "
           "what it "
           "should be");
    judged("def slope(w, b):\n    return None\n", VERDICT_WRONG_ANSWER, "return 2 gradients, by w, b; this is NoneType");
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_right_gradient_passes_in_each_form),
        cmocka_unit_test(a_wrong_one_is_told_by_its_component_and_factor),
    };
    if (count != 4) {
        fprintf(stderr, "usage: test_gradient VIVA-BOX RUNTIME PYTHON\n");
        return 2;
    }
    paths = arguments;
    return cmocka_run_group_tests_name("gradient", tests, start_all, stop_all);
}
