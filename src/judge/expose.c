/* Four steps, each with a box of its own, one after another (two at once could wait for each other's slot):
 *
 *   write     the learner's cases() runs and gives inputs with what is expected
 *   allow     the question's valid() says of each input whether the statement promises it
 *   confirm   every accepted file runs on the allowed inputs; a case that one of them contradicts is a false alarm
 *   expose    every wrong file runs on the cases that are left
 *
 * All outputs stay here. The learner is told what a right file returns where their case is a false alarm, and of a wrong file only whether
 * they found it: what it returned and how it reads would be the answer. Work is bounded by the number of cases (harness.py), the limits of
 * a call, the first limit that a file reaches (it is run no further), and by the time that all right answers together may take. */
#include "judge/expose.h"

#include "base/buf.h"
#include "judge/compare.h"
#include "judge/examine.h"
#include "judge/trial.h"
#include "judge/view.h"
#include "text/cbor.h"

#include <string.h>

enum { WRITE_SECONDS = 5, VALID_SECONDS = 5, SUITE_SECONDS = 10, PATIENCE = 1 };

typedef struct {
    const Value *expected; /* NULL: an exception is */
    const char *raises;
    bool counts; /* allowed, and confirmed by every accepted file */
    CaseResult *result;
} Test;

typedef struct {
    Judge *judge;
    Arena *arena;
    const Question *question;
    Error *error;
    Case *cases; /* `count` of each */
    Test *tests;
    CaseResult *results;
    size_t count;
    Judgement *out;
} Suite;

static BoxSession *open_author(Suite *suite, const char *code, double seconds, BoxReply *reply) {
    const Question *question = suite->question;
    BoxOpen open = {.stack = stack_name(question->run.stack),
                    .mode = BOX_CASES,
                    .code = code,
                    .file = "cases.py",
                    .limits = {.seconds = seconds, .memory_bytes = (size_t)question->run.memory_mb << 20}};
    return box_open(suite->judge->box, suite->arena, &open, reply, suite->error);
}

/* ---- write ---- */

/* The inputs without the two names that say what should come of them. */
static bool take_test(Suite *suite, size_t at, const Value *written) {
    Arena *arena = suite->arena;
    const Value *given = value_get(written, "inputs");
    const char *name = value_string(arena, value_get(written, "name"));
    if (!given || given->kind != VALUE_DICT || !name) return false;
    Value *pairs = ARENA_MANY(arena, Value, 2 * given->list.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < given->list.count; i++) {
        const Value *pair = &given->list.items[2 * i];
        const char *input = value_string(arena, &pair[0]);
        if (!input || strcmp(input, "expected") == 0 || strcmp(input, "raises") == 0) continue;
        memcpy(&pairs[2 * count++], pair, 2 * sizeof *pair);
    }
    Value *inputs = ARENA_NEW(arena, Value);
    *inputs = value_dict(pairs, count);
    Buf bytes = buf_new(arena);
    cbor_encode(&bytes, inputs);
    suite->cases[at] = (Case){.name = name, .why = "", .visible = true, .inputs = inputs, .bytes = bytes.data, .len = bytes.len};
    suite->tests[at] = (Test){.expected = value_get(given, "expected"),
                              .raises = value_string(arena, value_get(given, "raises")),
                              .result = &suite->results[at]};
    suite->results[at] =
        (CaseResult){.name = name, .visible = true, .message = "", .printed = "", .input = view_inputs(NULL, inputs)};
    return suite->tests[at].expected || suite->tests[at].raises;
}

static bool take_tests(Suite *suite, const Value *written) {
    if (!written || written->kind != VALUE_LIST || written->list.count > (size_t)suite->question->run.most_cases) return false;
    suite->count = written->list.count;
    suite->cases = ARENA_MANY(suite->arena, Case, suite->count);
    suite->tests = ARENA_MANY(suite->arena, Test, suite->count);
    suite->results = ARENA_MANY(suite->arena, CaseResult, suite->count);
    for (size_t i = 0; i < suite->count; i++)
        if (!take_test(suite, i, &written->list.items[i])) return false;
    return true;
}

/* cases() itself came to nothing. */
static void tell_failure(Suite *suite, const BoxReply *reply) {
    Judgement *out = suite->out;
    suite->count = 0;
    out->cases = ARENA_NEW(suite->arena, CaseResult);
    out->case_count = 1;
    out->verdict = reply->outcome == BOX_OK ? VERDICT_NO_RESULT : reply_verdict(reply);
    *out->cases =
        (CaseResult){.name = "cases()",
                     .visible = true,
                     .verdict = out->verdict,
                     .ms = reply->wall_ms,
                     .message = reply->outcome == BOX_OK ? "what cases() gives cannot be read" : reply_failure(suite->arena, reply),
                     .printed = reply->printed ? reply->printed : "",
                     .exception = reply->exception,
                     .traceback = reply->traceback,
                     .line = reply->line};
}

static Buf ask_written(Suite *suite) {
    Buf ask = buf_new(suite->arena);
    cbor_put_map(&ask, 2);
    cbor_put_text(&ask, "op");
    cbor_put_text(&ask, "written");
    cbor_put_text(&ask, "most");
    cbor_put_int(&ask, suite->question->run.most_cases);
    return ask;
}

/* False when viva could not; a failure of the learner's is told, and leaves no case. */
static bool write_cases(Suite *suite, const char *code) {
    Error unreadable;
    BoxReply reply;
    BoxSession *session = open_author(suite, code, WRITE_SECONDS, &reply);
    if (!session) return false;
    Buf ask = ask_written(suite);
    const char *opening = arena_strdup(suite->arena, reply.printed ? reply.printed : "");
    bool ok = reply.outcome != BOX_OK || box_call(session, suite->arena, ask.data, ask.len, &reply, suite->error);
    box_close(session);
    if (!ok) return false;
    suite->out->time_ms = reply.wall_ms;
    suite->out->memory_kb = reply.memory_kb;
    suite->out->printed = reply.printed && *reply.printed ? reply.printed : opening;
    if (reply.outcome != BOX_OK || !take_tests(suite, cbor_decode(suite->arena, reply.result, reply.result_len, &unreadable)))
        tell_failure(suite, &reply);
    return true;
}

/* ---- allow ---- */

static void refuse(Test *test, const char *finding, const char *message) {
    test->counts = false;
    test->result->verdict = VERDICT_WRONG_ANSWER;
    test->result->finding = finding;
    test->result->message = message;
}

static Buf ask_valid(Suite *suite, size_t at) {
    Buf ask = buf_new(suite->arena);
    cbor_put_map(&ask, 3);
    cbor_put_text(&ask, "op");
    cbor_put_text(&ask, "valid");
    cbor_put_text(&ask, "name");
    cbor_put_text(&ask, suite->cases[at].name);
    cbor_put_text(&ask, "inputs");
    buf_add(&ask, suite->cases[at].bytes, suite->cases[at].len);
    return ask;
}

/* An input on which valid() itself stumbles is none that the statement describes. */
static void take_valid(Suite *suite, size_t at, const BoxReply *reply) {
    Error error;
    Test *test = &suite->tests[at];
    const Value *said = reply->outcome == BOX_OK ? cbor_decode(suite->arena, reply->result, reply->result_len, &error) : NULL;
    const char *says = said ? value_string(suite->arena, said) : NULL;
    test->counts = says && !*says;
    if (test->counts) return;
    refuse(test, "not-allowed",
           says ? arena_printf(suite->arena, "the statement does not allow this input: %s", says)
                : arena_printf(suite->arena, "these are not the inputs that the statement describes (%s)",
                               reply_failure(suite->arena, reply)));
}

static bool author_failed(Suite *suite, const BoxReply *reply) {
    return error_set(suite->error, ERR_INTERNAL, suite->question->folder, "cases.py of %s failed: %s; run viva bank check",
                     suite->question->slug, reply_failure(suite->arena, reply));
}

static bool allow_cases(Suite *suite) {
    BoxSession *session = NULL;
    bool ok = true;
    for (size_t i = 0; ok && i < suite->count; i++) {
        BoxReply reply;
        if (!session) {
            session = open_author(suite, suite->question->cases, VALID_SECONDS, &reply);
            ok = session && (reply.outcome == BOX_OK || author_failed(suite, &reply));
        }
        Buf ask = ask_valid(suite, i);
        ok = ok && box_call(session, suite->arena, ask.data, ask.len, &reply, suite->error);
        if (ok) take_valid(suite, i, &reply);
        if (ok && !box_alive(session)) {
            box_close(session);
            session = NULL;
        }
    }
    if (session) box_close(session);
    return ok;
}

/* ---- running the files of the question ---- */

/* Whether a file does what the case expects. */
static bool does_as_expected(const Suite *suite, const Test *test, const Output *output) {
    if (output->outcome == BOX_OK)
        return test->expected && compare_equal(&suite->question->run.compare, test->expected, output->value);
    return output->outcome == BOX_RUNTIME_ERROR && test->raises && output->exception &&
           strcmp(output->exception, test->raises) == 0;
}

/* The outputs on the cases that count, at their places; the others stay unknown. */
static Output *run_file(Suite *suite, const Submission *file) {
    Output *outputs = ARENA_MANY(suite->arena, Output, suite->count), *ran = ARENA_MANY(suite->arena, Output, suite->count);
    Case *cases = ARENA_MANY(suite->arena, Case, suite->count);
    size_t count = 0, at = 0;
    for (size_t i = 0; i < suite->count; i++)
        if (suite->tests[i].counts) cases[count++] = suite->cases[i];
    Trial trial = {.question = suite->question, .code = file->code, .file = file->file, .patience = PATIENCE};
    if (count > 0 && !trial_outputs(suite->judge, suite->arena, &trial, cases, count, ran, suite->error)) return NULL;
    for (size_t i = 0; i < suite->count; i++)
        if (suite->tests[i].counts) outputs[i] = ran[at++];
    return outputs;
}

/* ---- confirm ---- */

static json_t *raises_view(Arena *arena, const char *exception) {
    return json_pack("{s:s, s:s}", "kind", "text", "text",
                     arena_printf(arena, "raises %s", exception ? exception : "an exception"));
}

/* What the case expects beside what a right file did. */
static void draw(Suite *suite, Test *test, const Output *output) {
    const Compare *rules = &suite->question->run.compare;
    CaseResult *result = test->result;
    if (result->expected) return;
    const Value *got = output->outcome == BOX_OK ? output->value : NULL;
    result->expected = test->expected ? view_value(rules, test->expected, got, false) : raises_view(suite->arena, test->raises);
    if (got)
        result->got = view_value(rules, got, test->expected, false);
    else if (output->outcome == BOX_RUNTIME_ERROR)
        result->got = raises_view(suite->arena, output->exception);
}

/* How a right file differs from what the case expects. */
static const char *difference(Suite *suite, Test *test, const Output *output) {
    if (output->outcome == BOX_RUNTIME_ERROR)
        return arena_printf(suite->arena, "raises %s, expected %s", output->exception ? output->exception : "an exception",
                            test->raises ? test->raises : "a value");
    if (!test->expected) return arena_printf(suite->arena, "returns a value, expected %s", test->raises);
    Comparison comparison;
    compare_values(suite->arena, &suite->question->run.compare, NAME_KEYS, test->expected, output->value, &comparison);
    json_decref(test->result->differs);
    test->result->differs = comparison.differs;
    return comparison.message;
}

static void confirm_test(Suite *suite, Test *test, const Output *output, bool reference) {
    if (!output->known || (output->outcome != BOX_OK && output->outcome != BOX_RUNTIME_ERROR)) {
        refuse(test, "not-allowed", "this input takes more time or memory than a case may: make it smaller");
        return;
    }
    if (reference) test->result->reference_ms = test->result->ms = output->ms;
    if (does_as_expected(suite, test, output)) {
        if (reference) draw(suite, test, output);
        return;
    }
    json_decref(test->result->expected);
    json_decref(test->result->got);
    test->result->expected = test->result->got = NULL;
    draw(suite, test, output);
    refuse(test, "false-alarm",
           arena_printf(suite->arena, "%s: %s",
                        reference ? "the case is wrong, not the program. A right implementation does this instead"
                                  : "the statement leaves this open, and another right implementation does this instead",
                        difference(suite, test, output)));
}

/* What is left once the right answers have taken their time is not run. */
static void spend_time(Suite *suite) {
    double ms = 0;
    for (size_t i = 0; i < suite->count; i++) {
        ms += suite->tests[i].result->ms;
        if (suite->tests[i].counts && ms > SUITE_SECONDS * 1000)
            refuse(&suite->tests[i], "not-allowed", "the cases before it have used up the time: make them smaller");
    }
}

static bool confirm_cases(Suite *suite) {
    for (size_t a = 0; a < suite->question->accepted_count; a++) {
        const Output *outputs = run_file(suite, &suite->question->accepted[a]);
        if (!outputs) return false;
        for (size_t i = 0; i < suite->count; i++)
            if (suite->tests[i].counts) confirm_test(suite, &suite->tests[i], &outputs[i], a == 0);
        if (a == 0) spend_time(suite);
    }
    for (size_t i = 0; i < suite->count; i++)
        if (suite->tests[i].counts) suite->tests[i].result->finding = "right";
    return true;
}

/* ---- expose ---- */

static bool expose_bugs(Suite *suite) {
    Judgement *out = suite->out;
    for (size_t w = 0; w < suite->question->wrong_count; w++) {
        const Output *outputs = run_file(suite, &suite->question->wrong[w]);
        if (!outputs) return false;
        for (size_t i = 0; i < suite->count; i++) {
            const Test *test = &suite->tests[i];
            if (!test->counts || !outputs[i].known || does_as_expected(suite, test, &outputs[i])) continue;
            test->result->exposes |= (uint64_t)1 << w;
            if (!out->exposed_by[w]) out->exposed_by[w] = test->result->name;
        }
    }
    return true;
}

static void sum_up(Suite *suite) {
    Judgement *out = suite->out;
    size_t exposed = 0, false_alarms = 0;
    for (size_t w = 0; w < out->bug_count; w++) exposed += out->exposed_by[w] != NULL;
    for (size_t i = 0; i < suite->count; i++) false_alarms += !suite->tests[i].counts;
    if (exposed > out->to_expose) exposed = out->to_expose;
    out->cases = suite->results;
    out->case_count = suite->count;
    out->score = (double)exposed / (double)(out->to_expose + false_alarms);
    out->verdict = exposed == out->to_expose && false_alarms == 0 ? VERDICT_ACCEPTED : VERDICT_WRONG_ANSWER;
}

static bool judge_suite(Suite *suite, const char *code, JudgeProgress *progress, void *self) {
    Judgement *out = suite->out;
    if (!trial_ready(suite->judge, stack_name(suite->question->run.stack), suite->error)) return false;
    if (!write_cases(suite, code)) return false;
    if (out->case_count == 0) {
        bool ok = allow_cases(suite) && confirm_cases(suite);
        for (size_t i = 0; ok && progress && i < suite->count; i++) progress(self, &suite->results[i], i + 1, suite->count);
        sum_up(suite);
        return ok && expose_bugs(suite) && (sum_up(suite), true);
    }
    if (progress) progress(self, out->cases, 1, 1);
    return true;
}

bool expose(Judge *judge, Arena *arena, const Question *question, const char *code, JudgeProgress *progress, void *self,
            Judgement *out, Error *error) {
    *out = (Judgement){.printed = "",
                       .bug_count = question->wrong_count,
                       .to_expose = question_to_expose(question),
                       .exposed_by = ARENA_MANY(arena, const char *, question->wrong_count)};
    Suite suite = {.judge = judge, .arena = arena, .question = question, .error = error, .out = out};
    judge_enter(judge);
    bool ok = judge_suite(&suite, code, progress, self);
    judge_leave(judge);
    if (!ok) judgement_free(out);
    return ok;
}
