/* First every case is run, then, where the question has a check(), every result is checked in one more session. The two sessions are never
 * open at once: each holds one of few slots, and two judgements that each held one and waited for another would wait for good.
 *
 * What is told of a hidden case is composed here from fixed sentences. The learner's program knows the hidden input while it runs, and
 * whatever text it can choose (an exception's message, the name of its type, what it prints) could carry that input out; so only names of
 * exceptions that stand in the code or that everybody knows are repeated, and line numbers only where the code has such a line. */
#include "judge/examine.h"

#include "base/buf.h"
#include "judge/calls.h"
#include "judge/compare.h"
#include "judge/show.h"
#include "judge/trial.h"
#include "judge/view.h"
#include "text/cbor.h"

#include <stdio.h>
#include <string.h>

enum { CHECK_SECONDS = 10, CHECK_MEMORY = 1 << 30 };

typedef struct {
    Judge *judge;
    Arena *arena;
    Examination *of;
    size_t told;
} Examiner;

const char *learner_file(const Question *question) {
    if (question->run.mode == MODE_TESTS) return "cases.py";
    return question->schema ? "solution.sql" : "solution.py";
}

static const Verdict verdicts[] = {
    [BOX_OK] = VERDICT_ACCEPTED,
    [BOX_RUNTIME_ERROR] = VERDICT_RUNTIME_ERROR,
    [BOX_TIME_LIMIT] = VERDICT_TIME_LIMIT,
    [BOX_MEMORY_LIMIT] = VERDICT_MEMORY_LIMIT,
    [BOX_OUTPUT_LIMIT] = VERDICT_OUTPUT_LIMIT,
    [BOX_FORBIDDEN] = VERDICT_FORBIDDEN,
    [BOX_NO_RESULT] = VERDICT_NO_RESULT,
};

Verdict reply_verdict(const BoxReply *reply) { return verdicts[reply->outcome]; }

/* ---- what may be said of a hidden case ---- */

static const char *const hidden_messages[] = {
    [VERDICT_ACCEPTED] = "",
    [VERDICT_WRONG_ANSWER] = "the result is not what is expected",
    [VERDICT_RUNTIME_ERROR] = "the program stopped with an error",
    [VERDICT_TIME_LIMIT] = "the program took longer than it may",
    [VERDICT_MEMORY_LIMIT] = "the program needed more memory than it may",
    [VERDICT_OUTPUT_LIMIT] = "the program printed or returned more than it may",
    [VERDICT_FORBIDDEN] = "the program tried what code here may not do",
    [VERDICT_NO_RESULT] = "the program ended without a result",
};

static const char *const known_exceptions[] = {
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BufferError",
    "EOFError",
    "Exception",
    "FileNotFoundError",
    "FloatingPointError",
    "ImportError",
    "IndentationError",
    "IndexError",
    "KeyError",
    "KeyboardInterrupt",
    "LinAlgError",
    "LookupError",
    "MemoryError",
    "ModuleNotFoundError",
    "NameError",
    "NotFittedError",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "PermissionError",
    "RecursionError",
    "RuntimeError",
    "RuntimeWarning",
    "SQLError",
    "StopIteration",
    "SyntaxError",
    "SystemExit",
    "TabError",
    "TimeoutError",
    "TypeError",
    "UnboundLocalError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "ValueError",
    "ZeroDivisionError",
    "AxisError",
    "ParserError",
    "IntCastingNaNError",
};

static const char *public_exception(const char *name, const char *code) {
    if (!name || !*name) return NULL;
    for (size_t i = 0; i < sizeof known_exceptions / sizeof *known_exceptions; i++)
        if (strcmp(name, known_exceptions[i]) == 0) return known_exceptions[i];
    return strstr(code, name) ? name : NULL;
}

static int public_line(int line, const char *code) {
    int lines = 1;
    for (const char *c = code; *c; c++) lines += *c == '\n';
    return line > 0 && line <= lines ? line : 0;
}

/* ---- results ---- */

/* What a program wrote to standard error: its result, since what it prints is its output. */
static const char *errors_text(Arena *arena, const BoxReply *reply) {
    Error error;
    const Value *value = cbor_decode(arena, reply->result, reply->result_len, &error);
    const char *text = value ? value_string(arena, value) : NULL;
    return text ? text : "";
}

static void describe(Examiner *examiner, CaseResult *result, const Case *one, const BoxReply *reply) {
    Examination *of = examiner->of;
    result->line = public_line(reply->line, of->code);
    if (!one->visible) {
        result->exception = public_exception(reply->exception, of->code);
        return;
    }
    bool class = of->question->run.class_name != NULL;
    result->exception = reply->exception;
    result->traceback = reply->traceback;
    result->printed = reply->printed ? reply->printed : "";
    if (reply->printed_cut) result->printed = arena_printf(examiner->arena, "%s\n... the rest is cut\n", result->printed);
    result->input = class ? calls_inputs_view(one->inputs) : view_inputs(&of->question->run.compare, one->inputs);
    if (of->question->run.program && reply->outcome == BOX_OK) result->printed = errors_text(examiner->arena, reply);
}

const char *reply_failure(Arena *arena, const BoxReply *reply) {
    const char *message = reply->message ? reply->message : "";
    if (!reply->exception) return *message ? message : "the program ended without a result";
    return *message ? arena_printf(arena, "%s: %s", reply->exception, message) : reply->exception;
}

static void set_verdict(Examiner *examiner, size_t at, Verdict verdict, const char *message) {
    const Case *one = &examiner->of->cases[at];
    CaseResult *result = &examiner->of->results[at];
    result->verdict = verdict;
    result->message = one->visible || !*message ? message : hidden_messages[verdict];
    examiner->of->failed[at] = verdict != VERDICT_ACCEPTED;
    if (one->visible && verdict != VERDICT_ACCEPTED && *one->why) result->why = one->why;
}

/* A result as it is compared and drawn: of a class, by its calls. */
static const Value *presented(Examiner *examiner, size_t at, const Value *value) {
    const Examination *of = examiner->of;
    if (!of->question->run.class_name) return value;
    const Value *labelled = calls_labelled(examiner->arena, of->cases[at].inputs, of->expected[at].value, value);
    return labelled ? labelled : value;
}

static void draw_result(Examiner *examiner, size_t at, const Value *expected, const Value *got) {
    const Question *question = examiner->of->question;
    CaseResult *result = &examiner->of->results[at];
    if (!examiner->of->cases[at].visible) return;
    bool labels = question->run.class_name != NULL;
    result->expected = view_value(&question->run.compare, expected, got, labels);
    if (got) result->got = view_value(&question->run.compare, got, expected, labels);
}

static void compare_result(Examiner *examiner, size_t at) {
    Examination *of = examiner->of;
    const Value *expected = presented(examiner, at, of->expected[at].value), *got = presented(examiner, at, of->outputs[at].value);
    CompareNames names = of->question->run.class_name ? NAME_LABELS : NAME_KEYS;
    draw_result(examiner, at, expected, got);
    Comparison comparison;
    compare_values(examiner->arena, &of->question->run.compare, names, expected, got, &comparison);
    set_verdict(examiner, at, comparison.equal ? VERDICT_ACCEPTED : VERDICT_WRONG_ANSWER, comparison.message);
    if (of->cases[at].visible)
        of->results[at].differs = comparison.differs;
    else
        json_decref(comparison.differs);
}

static void tell(Examiner *examiner, size_t at) {
    Examination *of = examiner->of;
    if (of->progress) of->progress(of->self, &of->results[at], ++examiner->told, of->count);
}

/* Whether this case's verdict waits for the check. */
static bool to_be_checked(const Examination *of, size_t at) { return of->check && of->outputs[at].outcome == BOX_OK; }

static void note_reply(void *self, size_t at, const BoxReply *reply) {
    Examiner *examiner = self;
    Examination *of = examiner->of;
    const Case *one = &of->cases[at];
    CaseResult *result = &of->results[at];
    *result = (CaseResult){
        .name = one->name, .visible = one->visible, .fresh = one->fresh, .ms = reply->wall_ms, .reference_ms = of->expected[at].ms};
    result->message = "";
    of->outputs[at] = trial_output(examiner->arena, of->question, reply);
    if (reply->memory_kb > of->memory_kb) of->memory_kb = reply->memory_kb;
    describe(examiner, result, one, reply);
    if (reply->outcome != BOX_OK) {
        set_verdict(examiner, at, reply_verdict(reply), reply_failure(examiner->arena, reply));
        if (!trial_was_run(reply)) result->message = reply->message; /* our own words */
        draw_result(examiner, at, presented(examiner, at, of->expected[at].value), NULL);
    } else if (of->outputs[at].outcome != BOX_OK) {
        set_verdict(examiner, at, VERDICT_NO_RESULT, "the result cannot be read");
    } else if (!of->check) {
        compare_result(examiner, at);
    }
    if (!of->check) tell(examiner, at);
}

/* ---- the question's own check ---- */

static BoxSession *open_check(Examiner *examiner, Error *error) {
    const Question *question = examiner->of->question;
    BoxOpen open = {.stack = author_stack(question),
                    .mode = BOX_CHECK,
                    .code = question->cases,
                    .file = "cases.py",
                    .name = question->run.gradient_of,
                    .attributes = question->run.gradient_by,
                    .limits = {.seconds = CHECK_SECONDS, .memory_bytes = CHECK_MEMORY}};
    BoxReply reply;
    BoxSession *session = box_open(examiner->judge->box, examiner->arena, &open, &reply, error);
    if (!session || reply.outcome == BOX_OK) return session;
    box_close(session);
    error_set(error, ERR_INTERNAL, question->folder, "cases.py of %s failed: %s; run viva bank check", question->slug,
              reply_failure(examiner->arena, &reply));
    return NULL;
}

static Buf check_input(Examiner *examiner, size_t at) {
    const Examination *of = examiner->of;
    Buf input = buf_new(examiner->arena);
    cbor_put_map(&input, 3);
    cbor_put_text(&input, "case");
    cbor_put_map(&input, 4);
    cbor_put_text(&input, "name");
    cbor_put_text(&input, of->cases[at].name);
    cbor_put_text(&input, "visible");
    cbor_put_bool(&input, of->cases[at].visible);
    cbor_put_text(&input, "why");
    cbor_put_text(&input, of->cases[at].why);
    cbor_put_text(&input, "inputs");
    buf_add(&input, of->cases[at].bytes, of->cases[at].len);
    cbor_put_text(&input, "expected");
    cbor_encode(&input, of->expected[at].value);
    cbor_put_text(&input, "got");
    cbor_encode(&input, of->outputs[at].value);
    return input;
}

/* "" or what is wrong. A check that fails on a result has at least seen that it is not one; bank check sees to it that this is rare. */
static const char *check_says(Examiner *examiner, const BoxReply *reply) {
    Error error;
    if (reply->outcome == BOX_RUNTIME_ERROR && reply->exception)
        return arena_printf(examiner->arena, "the check of this question cannot read the result (%s)",
                            reply_failure(examiner->arena, reply));
    if (reply->outcome != BOX_OK) return "the check of this question does not get to an end with this result";
    const Value *says = cbor_decode(examiner->arena, reply->result, reply->result_len, &error);
    const char *text = says ? value_string(examiner->arena, says) : NULL;
    return text ? text : "the check of this question says nothing";
}

static bool call_check(Examiner *examiner, size_t at, BoxSession **session, const char **says, Error *error) {
    const Value *got = examiner->of->outputs[at].value;
    if (got->kind == VALUE_OPAQUE) {
        *says = arena_printf(examiner->arena, "got %s, which cannot be looked at", show_kind(examiner->arena, got));
        return true;
    }
    if (!*session) *session = open_check(examiner, error);
    if (!*session) return false;
    Buf input = check_input(examiner, at);
    BoxReply reply;
    if (!box_call(*session, examiner->arena, input.data, input.len, &reply, error)) return false;
    *says = check_says(examiner, &reply);
    if (!box_alive(*session)) {
        box_close(*session);
        *session = NULL;
    }
    return true;
}

static bool check_all(Examiner *examiner, Error *error) {
    Examination *of = examiner->of;
    BoxSession *session = NULL;
    bool ok = true;
    for (size_t i = 0; ok && i < of->count; i++) {
        const char *says = "";
        if (to_be_checked(of, i)) {
            ok = call_check(examiner, i, &session, &says, error);
            if (!ok) break;
            draw_result(examiner, i, presented(examiner, i, of->expected[i].value), presented(examiner, i, of->outputs[i].value));
            set_verdict(examiner, i, *says ? VERDICT_WRONG_ANSWER : VERDICT_ACCEPTED, says);
        }
        tell(examiner, i);
    }
    if (session) box_close(session);
    return ok;
}

bool examine(Judge *judge, Arena *arena, Examination *of, Error *error) {
    Examiner examiner = {.judge = judge, .arena = arena, .of = of};
    Trial trial = {.question = of->question,
                   .code = of->code,
                   .file = of->file,
                   .patience = of->patience,
                   .apart = of->apart,
                   .steps = &of->steps};
    of->results = ARENA_MANY(arena, CaseResult, of->count);
    of->outputs = ARENA_MANY(arena, Output, of->count);
    of->failed = ARENA_MANY(arena, bool, of->count);
    of->memory_kb = 0;
    if (!trial_run(judge, arena, &trial, of->cases, of->count, note_reply, &examiner, error)) return false;
    return !of->check || check_all(&examiner, error);
}
