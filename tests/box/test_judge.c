/* The judge with the real box, over real questions: every file of the example question earns what it says, learners hear what they should, and
 * what is hidden stays hidden.
 *
 *   test_judge VIVA-BOX RUNTIME PYTHON BANK */
#include "judge/judge.h"

#include "base/file.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define EXAMPLE "out-of-fold-target-encoding"

enum { READY_SECONDS = 120, FRESH = 20 };

static char **paths;
static char cache[] = "/tmp/viva-test-judge-XXXXXX";
static Bank *bank;
static Judge *judge;
static const Question *example;
static Arena *arena;
static Error error;

static Judge *start(int slots, const char *folder) {
    JudgeOptions options = {.box = {.box = paths[1], .runtime = paths[2], .python = paths[3], .slots = slots}, .cache = folder};
    Judge *started = judge_start(&options, &error);
    if (!started) fail_msg("%s", error.message);
    if (!box_wait_ready(judge_box(started), "numpy", READY_SECONDS, &error)) fail_msg("%s", error.message);
    return started;
}

static const Question *question(const char *slug) {
    const Question *found = bank_find(bank, slug, &error);
    if (!found) fail_msg("%s", error.message);
    return found;
}

static int start_all(void **state) {
    (void)state;
    assert_non_null(mkdtemp(cache));
    bank = bank_load(paths[4], &error);
    if (!bank) fail_msg("%s", error.message);
    example = question(EXAMPLE);
    judge = start(0, cache);
    return 0;
}

static int stop_all(void **state) {
    (void)state;
    judge_stop(judge);
    bank_free(bank);
    ARENA_SCOPED Arena *names = arena_new();
    size_t count;
    char **files = file_list(names, cache, &count, &error);
    for (size_t i = 0; i < count; i++) unlink(file_join(names, cache, files[i]));
    return rmdir(cache);
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

static Judgement judged_by(Judge *by, const Question *of, const char *code, JudgeKind kind) {
    Judgement judgement;
    if (!judge_code(by, arena, of, code, kind, NULL, NULL, &judgement, &error)) fail_msg("%s: %s", of->slug, error.message);
    return judgement;
}

static Judgement judged(const char *code, JudgeKind kind) { return judged_by(judge, example, code, kind); }

static const CaseResult *first_failure(const Judgement *judgement) {
    for (size_t i = 0; i < judgement->case_count; i++)
        if (judgement->cases[i].verdict != VERDICT_ACCEPTED) return &judgement->cases[i];
    return NULL;
}

static void accepted_files_are_accepted_on_fixed_and_fresh_cases(void **state) {
    (void)state;
    for (size_t i = 0; i < example->accepted_count; i++) {
        Judgement judgement = judged(example->accepted[i].code, JUDGE_SUBMIT);
        const CaseResult *failure = first_failure(&judgement);
        if (failure) fail_msg("%s: %s: %s", example->accepted[i].file, failure->name, failure->message);
        assert_int_equal(judgement.verdict, VERDICT_ACCEPTED);
        assert_true(judgement.score == 1);
        assert_int_equal(judgement.case_count, 10 + FRESH);
        assert_int_equal(judgement.mistake_count, 0);
        assert_true(judgement.time_ms > 0 && judgement.reference_ms > 0);
        judgement_free(&judgement);
    }
}

static void wrong_files_earn_their_verdict_and_are_named(void **state) {
    (void)state;
    for (size_t i = 0; i < example->wrong_count; i++) {
        const Submission *wrong = &example->wrong[i];
        Judgement judgement = judged(wrong->code, JUDGE_SUBMIT);
        assert_string_equal(verdict_name(judgement.verdict), wrong->verdict);
        assert_int_equal(judgement.mistake_count, 1);
        assert_string_equal(judgement.mistakes[0].file, wrong->file);
        assert_string_equal(judgement.mistakes[0].says, wrong->says);
        bool slow = strcmp(wrong->verdict, "time-limit") == 0; /* it differs from the reference on one case only */
        assert_int_equal(judgement.mistakes[0].resembles, slow);
        judgement_free(&judgement);
    }
}

static void the_nearly_right_code_is_named_on_a_first_run(void **state) {
    (void)state;
    const Question *first = bank_first(bank);
    assert_non_null(first);
    assert_non_null(first->nearly);
    Judgement judgement = judged_by(judge, first, first->nearly, JUDGE_RUN);
    assert_int_equal(judgement.verdict, VERDICT_WRONG_ANSWER);
    assert_int_equal(judgement.mistake_count, 1);
    assert_false(judgement.mistakes[0].resembles);
    judgement_free(&judgement);
}

static void a_visible_case_shows_everything_and_a_hidden_one_next_to_nothing(void **state) {
    (void)state;
    Judgement judgement = judged("def target_encode(categories, y, folds, new_categories, smoothing):\n"
                                 "    print('rows', len(y), categories)\n"
                                 "    return y * 1.0, y[:len(new_categories)] * 2.0\n",
                                 JUDGE_SUBMIT);
    assert_int_equal(judgement.verdict, VERDICT_WRONG_ANSWER);
    const CaseResult *visible = &judgement.cases[0], *hidden = &judgement.cases[4];
    assert_true(visible->visible && !hidden->visible);
    assert_non_null(strstr(visible->message, "result[0], item 0: 1.0, expected 0.5"));
    assert_non_null(strstr(visible->printed, "rows 6"));
    assert_true(visible->input && visible->expected && visible->got && visible->differs);
    assert_int_equal(hidden->verdict, VERDICT_WRONG_ANSWER);
    assert_string_equal(hidden->message, "the result is not what is expected");
    assert_true(!hidden->input && !hidden->expected && !hidden->got && !hidden->differs && !hidden->printed && !hidden->why);
    assert_null(strstr(judgement.printed, "'', ' '"));
    judgement_free(&judgement);
}

/* Texts that a program chooses could carry the hidden input out. */
static void hidden_inputs_are_not_carried_out_by_errors(void **state) {
    (void)state;
    Judgement judgement =
        judged("def target_encode(categories, y, folds, new_categories, smoothing):\n"
               "    raise type('Leak' + ''.join(c for c in categories[0] if c.isalnum()), (Exception,), {})(repr(categories))\n",
               JUDGE_SUBMIT);
    for (size_t i = 0; i < judgement.case_count; i++) {
        const CaseResult *result = &judgement.cases[i];
        assert_int_equal(result->verdict, VERDICT_RUNTIME_ERROR);
        assert_int_equal(result->line, 2);
        if (result->visible) {
            assert_string_equal(result->exception, i == 1 ? "LeakP" : "LeakA");
            continue;
        }
        assert_true(!result->exception || strcmp(result->exception, "Leak") == 0);
        assert_string_equal(result->message, "the program stopped with an error");
        assert_null(result->traceback);
    }
    judgement_free(&judgement);
}

static void code_that_cannot_be_read_says_where(void **state) {
    (void)state;
    Judgement judgement = judged("import numpy as np\ndef target_encode(:\n", JUDGE_RUN);
    assert_int_equal(judgement.verdict, VERDICT_RUNTIME_ERROR);
    for (size_t i = 0; i < judgement.case_count; i++) {
        assert_string_equal(judgement.cases[i].exception, "SyntaxError");
        assert_int_equal(judgement.cases[i].line, 2);
    }
    judgement_free(&judgement);
}

static void a_function_that_is_missing_is_asked_for(void **state) {
    (void)state;
    Judgement judgement = judged("def encode(x):\n    return x\n", JUDGE_RUN);
    assert_int_equal(judgement.verdict, VERDICT_RUNTIME_ERROR);
    assert_non_null(strstr(judgement.cases[0].message, "target_encode"));
    judgement_free(&judgement);
}

/* The reference as `kept`, and code behind it that calls it. */
static char *wrapped(const char *wrapper) {
    return arena_printf(arena, "%s\nkept = target_encode\n%s", example->accepted[0].code, wrapper);
}

static void a_crash_ends_one_case_and_not_the_others(void **state) {
    (void)state;
    const char *wrapper = "import os\n"
                          "def target_encode(categories, y, folds, new_categories, smoothing):\n"
                          "    if len(y) == 4: os._exit(0)\n"
                          "    return kept(categories, y, folds, new_categories, smoothing)\n";
    Judgement judgement = judged(wrapped(wrapper), JUDGE_RUN);
    assert_int_equal(judgement.case_count, 3);
    assert_int_equal(judgement.cases[0].verdict, VERDICT_ACCEPTED);
    assert_int_equal(judgement.cases[1].verdict, VERDICT_NO_RESULT);
    assert_int_equal(judgement.cases[2].verdict, VERDICT_ACCEPTED);
    assert_int_equal(judgement.verdict, VERDICT_NO_RESULT);
    judgement_free(&judgement);
}

/* Counts its calls, and ends well as long as there are no more than `most` in one child. */
static char *counting(int most) {
    return arena_printf(arena,
                        "calls = 0\n%s\ninner = target_encode\ndef target_encode(*values, **named):\n"
                        "    global calls\n    calls += 1\n    if calls > %d: raise RuntimeError('call %d')\n"
                        "    return inner(*values, **named)\n",
                        example->accepted[0].code, most, most + 1);
}

static void a_submission_has_two_children_and_each_half_of_the_cases(void **state) {
    (void)state;
    int half = (10 + FRESH + 1) / 2;
    Judgement judgement = judged(counting(half), JUDGE_SUBMIT);
    assert_int_equal(judgement.verdict, VERDICT_ACCEPTED);
    judgement_free(&judgement);
    judgement = judged(counting(half - 1), JUDGE_SUBMIT);
    assert_int_equal(judgement.verdict, VERDICT_RUNTIME_ERROR);
    assert_string_equal(judgement.cases[half - 1].exception, "RuntimeError");
    assert_int_equal(judgement.cases[half].verdict, VERDICT_ACCEPTED); /* the other child has only begun to count */
    judgement_free(&judgement);
    judgement = judged(counting(1), JUDGE_RUN); /* a run has one */
    assert_int_equal(judgement.cases[0].verdict, VERDICT_ACCEPTED);
    assert_int_equal(judgement.cases[1].verdict, VERDICT_RUNTIME_ERROR);
    judgement_free(&judgement);
}

/* Hidden cases are with the child before it is asked for them, so that what is printed at one may be read at the one before it. */
static void what_is_printed_counts_for_its_own_case(void **state) {
    (void)state;
    static const char each[] =
        "%s\n_quiet = target_encode\ndef target_encode(**inputs):\n    print('x' * 200000)\n    return _quiet(**inputs)\n";
    Judgement judgement = judged(arena_printf(arena, each, example->accepted[0].code), JUDGE_SUBMIT);
    assert_int_equal(judgement.verdict, VERDICT_ACCEPTED); /* a case may print 256 KiB, and many cases more than that */
    judgement_free(&judgement);
    static const char some[] = "%s\n_quiet = target_encode\ndef target_encode(**inputs):\n    if len(inputs['y']) %% 2 == 0:\n"
                               "        %s\n    return _quiet(**inputs)\n";
    const char *code = example->accepted[0].code;
    Judgement raises = judged(arena_printf(arena, some, code, "raise ValueError"), JUDGE_SUBMIT),
              floods = judged(arena_printf(arena, some, code, "print('x' * 400000)"), JUDGE_SUBMIT);
    int failed = 0, passed = 0;
    for (size_t i = 0; i < 10; i++) { /* the fixed ones: the fresh ones are others each time */
        bool told = raises.cases[i].verdict == VERDICT_RUNTIME_ERROR;
        if (!raises.cases[i].visible) told ? failed++ : passed++;
        if (floods.cases[i].verdict != (told ? VERDICT_OUTPUT_LIMIT : VERDICT_ACCEPTED))
            fail_msg("%s: %s", floods.cases[i].name, verdict_name(floods.cases[i].verdict));
    }
    assert_true(failed > 0 && passed > 0);
    judgement_free(&raises);
    judgement_free(&floods);
}

static void an_endless_loop_is_waited_for_twice_and_no_more(void **state) {
    (void)state;
    Judgement judgement = judged("def target_encode(**inputs):\n    while True: pass\n", JUDGE_SUBMIT);
    assert_int_equal(judgement.verdict, VERDICT_TIME_LIMIT);
    for (size_t i = 0; i < judgement.case_count; i++) {
        assert_int_equal(judgement.cases[i].verdict, i < 2 ? VERDICT_TIME_LIMIT : VERDICT_NO_RESULT);
        if (i < 2) continue;
        assert_true(judgement.cases[i].ms == 0);
        assert_string_equal(judgement.cases[i].message, "not run: several earlier cases reached the time limit");
    }
    assert_true(judgement.score == 0);
    judgement_free(&judgement);
}

static void changed_inputs_do_not_reach_the_next_case(void **state) {
    (void)state;
    const char *wrapper = "def target_encode(categories, y, folds, new_categories, smoothing):\n"
                          "    result = kept(categories, y, folds, new_categories, smoothing)\n"
                          "    y[:] = 0; categories.clear()\n"
                          "    return result\n";
    Judgement judgement = judged(wrapped(wrapper), JUDGE_SUBMIT);
    assert_int_equal(judgement.verdict, VERDICT_ACCEPTED);
    judgement_free(&judgement);
}

typedef struct {
    size_t told, total;
} Told;

static void tell(void *self, const CaseResult *result, size_t done, size_t total) {
    Told *told = self;
    assert_int_equal(done, told->told + 1);
    assert_non_null(result->name);
    told->told = done;
    told->total = total;
}

static void progress_is_told_case_by_case(void **state) {
    (void)state;
    Told told = {0, 0};
    Judgement judgement;
    assert_true(judge_code(judge, arena, example, example->accepted[0].code, JUDGE_SUBMIT, tell, &told, &judgement, &error));
    assert_int_equal(told.told, judgement.case_count);
    assert_int_equal(told.total, judgement.case_count);
    judgement_free(&judgement);
}

static void a_class_is_compared_after_each_call(void **state) {
    (void)state;
    const Question *class = question("gaussian-naive-bayes");
    Judgement judgement = judged_by(judge, class, class->accepted[0].code, JUDGE_SUBMIT);
    assert_int_equal(judgement.verdict, VERDICT_ACCEPTED);
    judgement_free(&judgement);
    size_t calls_named = 0;
    for (size_t i = 0; i < class->wrong_count; i++) {
        judgement = judged_by(judge, class, class->wrong[i].code, JUDGE_RUN);
        const CaseResult *failure = first_failure(&judgement);
        calls_named += failure && failure->verdict == VERDICT_WRONG_ANSWER && strncmp(failure->message, "call ", 5) == 0;
        judgement_free(&judgement);
    }
    assert_true(calls_named > 0);
}

static void a_check_judges_where_many_answers_are_right(void **state) {
    (void)state;
    const Question *checked = question("k-means");
    Judgement judgement = judged_by(judge, checked, checked->accepted[1].code, JUDGE_RUN);
    assert_int_equal(judgement.verdict, VERDICT_ACCEPTED);
    judgement_free(&judgement);
    judgement = judged_by(judge, checked,
                          arena_printf(arena, "def %s(*a, **k):\n    return (x for x in [])\n", checked->run.function), JUDGE_RUN);
    assert_int_equal(judgement.verdict, VERDICT_WRONG_ANSWER);
    assert_non_null(strstr(judgement.cases[0].message, "generator"));
    judgement_free(&judgement);
}

/* Each judgement needs a second session for the check: with one slot a judge that kept the first would wait for good. */
static void one_slot_is_enough_for_many_at_once(void **state);

typedef struct {
    Judge *judge;
    const Question *question;
    Verdict verdict;
    bool ok;
} Client;

static void *submit(void *self) {
    Client *client = self;
    ARENA_SCOPED Arena *own = arena_new();
    Judgement judgement;
    Error failure;
    client->ok = judge_code(client->judge, own, client->question, client->question->accepted[0].code, JUDGE_RUN, NULL, NULL,
                            &judgement, &failure);
    if (!client->ok) return NULL;
    client->verdict = judgement.verdict;
    judgement_free(&judgement);
    return NULL;
}

static void one_slot_is_enough_for_many_at_once(void **state) {
    (void)state;
    enum { CLIENTS = 6 };
    Judge *small = start(1, NULL);
    pthread_t threads[CLIENTS];
    Client clients[CLIENTS];
    for (int i = 0; i < CLIENTS; i++) {
        clients[i] = (Client){small, i % 2 ? example : question("k-means"), VERDICT_NO_RESULT, false};
        assert_int_equal(pthread_create(&threads[i], NULL, submit, &clients[i]), 0);
    }
    for (int i = 0; i < CLIENTS; i++) {
        pthread_join(threads[i], NULL);
        assert_true(clients[i].ok);
        assert_int_equal(clients[i].verdict, VERDICT_ACCEPTED);
    }
    judge_stop(small);
}

/* The pid of viva-box under the judge that was started last. */
static pid_t newest_box(void) {
    char path[64], name[32] = "";
    pid_t newest = 0;
    for (pid_t pid = getpid() + 1; pid < getpid() + 20000; pid++) {
        int parent = 0;
        snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
        FILE *file = fopen(path, "r");
        if (!file) continue;
        int read = fscanf(file, "%*d (%31[^)]) %*c %d", name, &parent);
        fclose(file);
        if (read == 2 && parent == getpid() && strcmp(name, "viva-box") == 0) newest = pid;
    }
    return newest;
}

static void the_death_of_the_box_costs_a_learner_a_wait_and_nothing_else(void **state) {
    (void)state;
    Judge *small = start(0, NULL);
    Judgement judgement = judged_by(small, example, example->accepted[0].code, JUDGE_RUN);
    judgement_free(&judgement);
    pid_t box = newest_box();
    assert_true(box > 0);
    assert_int_equal(kill(box, SIGKILL), 0);
    judgement = judged_by(small, example, example->accepted[0].code, JUDGE_RUN);
    assert_int_equal(judgement.verdict, VERDICT_ACCEPTED);
    judgement_free(&judgement);
    judge_stop(small);
}

static void expected_outputs_are_kept_private_and_made_again_when_damaged(void **state) {
    (void)state;
    struct stat stat;
    assert_int_equal(lstat(cache, &stat), 0);
    assert_int_equal(stat.st_mode & 0777, 0700);
    char folder[] = "/tmp/viva-test-cache-XXXXXX";
    assert_non_null(mkdtemp(folder));
    for (int round = 0; round < 3; round++) {
        Judge *other = start(0, folder);
        Judgement judgement = judged_by(other, example, example->accepted[0].code, JUDGE_RUN);
        assert_int_equal(judgement.verdict, VERDICT_ACCEPTED);
        judgement_free(&judgement);
        judge_stop(other);
        size_t count;
        char **files = file_list(arena, folder, &count, &error);
        assert_int_equal(count, 1);
        char *path = file_join(arena, folder, files[0]);
        assert_int_equal(lstat(path, &stat), 0);
        assert_int_equal(stat.st_mode & 0777, 0600);
        assert_true(stat.st_size > 1000);
        if (round == 1) assert_int_equal(truncate(path, stat.st_size / 2), 0);
        if (round == 2) assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(rmdir(folder), 0);
}

static void notes_are_about_lines(void **state) {
    (void)state;
    json_t *notes = judge_notes(judge, arena, example, "import os\ndef f(x):\n    return x\n", &error);
    if (!notes) fail_msg("%s", error.message);
    assert_true(json_array_size(notes) >= 1);
    assert_int_equal(json_integer_value(json_object_get(json_array_get(notes, 0), "line")), 1);
    json_decref(notes);
}

static void the_background_measures_the_accepted_files(void **state) {
    (void)state;
    double times[8] = {-1};
    size_t last = example->accepted_count - 1;
    assert_true(last < 8);
    times[last] = -1;
    judge_prepare(judge, &example, 1);
    for (int i = 0; i < 2400 && times[last] < 0; i++) {
        usleep(50000);
        judge_solution_times(judge, example, times);
    }
    for (size_t i = 0; i <= last; i++) assert_true(times[i] > 0);
}

/* ---- the proof of a question ---- */

static size_t findings_of(const Question *of, const Finding **findings, bool warnings) {
    size_t count, wanted = 0;
    if (!judge_prove(judge, arena, of, findings, &count, &error)) fail_msg("%s", error.message);
    for (size_t i = 0; i < count; i++) {
        if ((*findings)[i].warning == warnings) wanted++;
        printf("             %s: %s\n", (*findings)[i].where, (*findings)[i].message);
    }
    return wanted;
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

/* The example with fewer wrong files, so that its proof takes no time. */
static Question smaller(size_t wrong_count) {
    Question copy = *example;
    copy.wrong_count = wrong_count;
    copy.wrong = arena_memdup(arena, example->wrong + 1, wrong_count * sizeof *copy.wrong);
    copy.accepted = arena_memdup(arena, example->accepted, example->accepted_count * sizeof *copy.accepted);
    copy.run.fresh = 2;
    return copy;
}

static void the_example_question_is_proven(void **state) {
    (void)state;
    const Finding *findings;
    assert_int_equal(findings_of(example, &findings, false), 0);
}

static void a_proof_finds_what_does_not_hold(void **state) {
    (void)state;
    Question copy = smaller(3);
    copy.wrong[0].verdict = "time-limit";
    found(&copy, copy.wrong[0].file, "says verdict: time-limit, but case");
    copy = smaller(3);
    copy.wrong[1].code = copy.wrong[2].code;
    found(&copy, copy.wrong[2].file, "agrees with");
    copy = smaller(3);
    copy.wrong[1].code = example->accepted[0].code;
    found(&copy, copy.wrong[1].file, "passes every case");
    copy = smaller(3);
    copy.accepted[1].code = copy.wrong[0].code;
    found(&copy, copy.accepted[1].file, "an accepted file must pass every case");
    copy = smaller(3);
    copy.nearly = example->accepted[0].code;
    found(&copy, "nearly.py", "passes every visible case");
    copy = smaller(3);
    copy.run.mode = MODE_REPAIR;
    copy.starter = example->accepted[0].code;
    found(&copy, "starter.py", "nothing to repair");
    copy = smaller(3);
    copy.starter = "def target_encode(:\n";
    found(&copy, "starter.py", "is not Python");
}

static void a_proof_finds_broken_cases_and_checks(void **state) {
    (void)state;
    Question copy = smaller(2);
    copy.cases = "from viva import case\ndef fixed():\n    yield case('a', visible=True, x=1 // 0)\n";
    found(&copy, "cases.py:3", "ZeroDivisionError");
    copy.cases = arena_printf(
        arena, "%s\ndef check(case, expected, got):\n    return '' if len(got) == 2 else 'two values, please'\n", example->cases);
    found(&copy, "cases.py", "check() fails when the result is None");
    copy.cases = arena_printf(arena, "%s\ndel fresh\n", example->cases);
    found(&copy, "cases.py", "there is no fresh(rng)");
    Submission reference = copy.accepted[0];
    copy.cases = example->cases;
    reference.code = "def target_encode(**inputs):\n    raise KeyError('x')\n";
    copy.accepted[0] = reference;
    found(&copy, "reference.py", "the reference of " EXAMPLE " fails on case");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        TEST(accepted_files_are_accepted_on_fixed_and_fresh_cases),
        TEST(wrong_files_earn_their_verdict_and_are_named),
        TEST(the_nearly_right_code_is_named_on_a_first_run),
        TEST(a_visible_case_shows_everything_and_a_hidden_one_next_to_nothing),
        TEST(hidden_inputs_are_not_carried_out_by_errors),
        TEST(code_that_cannot_be_read_says_where),
        TEST(a_function_that_is_missing_is_asked_for),
        TEST(a_crash_ends_one_case_and_not_the_others),
        TEST(a_submission_has_two_children_and_each_half_of_the_cases),
        TEST(what_is_printed_counts_for_its_own_case),
        TEST(an_endless_loop_is_waited_for_twice_and_no_more),
        TEST(changed_inputs_do_not_reach_the_next_case),
        TEST(progress_is_told_case_by_case),
        TEST(a_class_is_compared_after_each_call),
        TEST(a_check_judges_where_many_answers_are_right),
        TEST(one_slot_is_enough_for_many_at_once),
        TEST(the_death_of_the_box_costs_a_learner_a_wait_and_nothing_else),
        TEST(expected_outputs_are_kept_private_and_made_again_when_damaged),
        TEST(notes_are_about_lines),
        TEST(the_background_measures_the_accepted_files),
        TEST(the_example_question_is_proven),
        TEST(a_proof_finds_what_does_not_hold),
        TEST(a_proof_finds_broken_cases_and_checks),
    };
    if (count != 5) {
        fprintf(stderr, "usage: test_judge VIVA-BOX RUNTIME PYTHON BANK\n");
        return 2;
    }
    paths = arguments;
    return cmocka_run_group_tests_name("judge", tests, start_all, stop_all);
}
