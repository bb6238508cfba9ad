/* The proof of a question: every file under submissions/ does what it says it does, and a learner who makes one of the mistakes is told so.
 *
 * Everything is made anew, nothing comes from the larder. The wrong files are examined on the fixed cases and on one batch of fresh ones, as a
 * learner's program would be; their outputs are then played through the naming of mistakes as if each were a learner's. Cases are shown
 * to the author whole, hidden or not. */
#include "judge/judge.h"

#include "judge/batch.h"
#include "judge/examine.h"
#include "judge/expose.h"
#include "judge/mistakes.h"
#include "judge/show.h"
#include "judge/speed.h"
#include "judge/trial.h"
#include "text/cbor.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FRESH_BATCHES = 2, CHECK_SECONDS = 10, PATIENCE = 1, LEAST_SLOW_MS = 10 };
static const double clearly = 1.5; /* by how much the fastest accepted file clears the bar */

typedef struct {
    Judge *judge;
    Arena *arena;
    const Question *question;
    Error *error;
    Finding *findings;
    size_t count, capacity;
    Batch *fixed, *fresh[FRESH_BATCHES];
    Examination *wrong; /* one a wrong file, over the fixed cases and the first fresh batch */
} Proof;

/* ---- findings ---- */

static void find(Proof *proof, bool warning, const char *path, int line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

static void find(Proof *proof, bool warning, const char *path, int line, const char *format, ...) {
    if (proof->count == proof->capacity) {
        size_t capacity = proof->capacity ? 2 * proof->capacity : 16;
        Finding *more = ARENA_MANY(proof->arena, Finding, capacity);
        if (proof->count) memcpy(more, proof->findings, proof->count * sizeof *more);
        proof->findings = more;
        proof->capacity = capacity;
    }
    va_list args;
    va_start(args, format);
    proof->findings[proof->count++] = (Finding){.warning = warning,
                                                .where = arena_printf(proof->arena, "%s:%d:1", path, line > 0 ? line : 1),
                                                .message = arena_vprintf(proof->arena, format, args)};
    va_end(args);
}

static char *path_in(const Proof *proof, const char *file) {
    return arena_printf(proof->arena, "%s/%s", proof->question->folder, file);
}

/* What the author has to mend is a finding; anything else means that the proof could not be tried. */
static bool author_error(Proof *proof) {
    if (proof->error->code != ERR_INTERNAL) return false;
    const char *where = proof->error->where, *colon = strrchr(where, ':');
    int line = colon ? atoi(colon + 1) : 0;
    char *path = colon ? arena_strndup(proof->arena, where, (size_t)(colon - where)) : arena_strdup(proof->arena, where);
    find(proof, false, *path ? path : path_in(proof, "cases.py"), line, "%s", proof->error->message);
    return true;
}

/* ---- examining ---- */

/* The batches' cases in a row, all of them visible to the author. */
static void gather(Proof *proof, size_t fresh_batches, Examination *out) {
    size_t count = proof->fixed->count, at = 0;
    for (size_t i = 0; i < fresh_batches; i++) count += proof->fresh[i] ? proof->fresh[i]->count : 0;
    Case *cases = ARENA_MANY(proof->arena, Case, count);
    Output *expected = ARENA_MANY(proof->arena, Output, count);
    for (size_t i = 0; i < 1 + fresh_batches; i++) {
        const Batch *batch = i == 0 ? proof->fixed : proof->fresh[i - 1];
        for (size_t k = 0; batch && k < batch->count; k++, at++) {
            cases[at] = batch->cases[k];
            cases[at].visible = true;
            expected[at] = batch->expected[k];
        }
    }
    out->cases = cases;
    out->expected = expected;
    out->count = count;
    out->apart = proof->fixed->count;
}

static bool examine_code(Proof *proof, const char *code, const char *file, size_t fresh_batches, int patience, Examination *out) {
    *out = (Examination){
        .question = proof->question, .code = code, .file = file, .check = proof->fixed->has_check, .patience = patience};
    gather(proof, fresh_batches, out);
    bool ok = examine(proof->judge, proof->arena, out, proof->error);
    for (size_t i = 0; out->results && i < out->count; i++) {
        CaseResult *result = &out->results[i];
        json_decref(result->input);
        json_decref(result->expected);
        json_decref(result->got);
        json_decref(result->differs);
        result->input = result->expected = result->got = result->differs = NULL;
    }
    return ok;
}

/* The first case that fails, or `count`. */
static size_t first_failure(const Examination *examined) {
    size_t at = 0;
    while (at < examined->count && !examined->failed[at]) at++;
    return at;
}

/* ---- the parts of the proof ---- */

static bool same_names(const Case *one, const Case *other) { return strcmp(one->name, other->name) == 0; }

static void prove_cases(Proof *proof) {
    const Batch *fixed = proof->fixed;
    const char *path = path_in(proof, "cases.py");
    const Question *question = proof->question;
    if (question->schema && fixed->has_check)
        find(proof, false, path, 1,
             "the result of SQL is compared row by row: remove check(), or ask for a result that is the same for all");
    if (fixed->visible == 0)
        find(proof, false, path, 1, "no case is visible, so that nobody can try their code: give one case visible=True");
    if (question->run.fresh > 0 && !fixed->has_fresh)
        find(proof, false, path, 1, "question.yaml asks for %d fresh cases, but there is no fresh(rng): write it, or say fresh: 0",
             question->run.fresh);
    if (question->run.fresh == 0 && fixed->has_fresh)
        find(proof, true, path, 1, "fresh(rng) is never used, since question.yaml says fresh: 0");
    for (size_t i = 0; i < fixed->count; i++)
        for (size_t k = 0; k < i; k++)
            if (same_names(&fixed->cases[i], &fixed->cases[k]))
                find(proof, false, path, 1, "two cases are named '%s': give each its own name", fixed->cases[i].name);
}

static void prove_times(Proof *proof, const Submission *accepted, const Examination *examined) {
    double half = proof->question->run.seconds * 500;
    for (size_t i = 0; i < examined->count; i++) {
        if (examined->outputs[i].cpu_ms <= half) continue;
        find(proof, true, accepted->path, 1,
             "case '%s' takes %.0f ms of the %g s that a learner has: make the case smaller or the limit wider",
             examined->cases[i].name, examined->outputs[i].cpu_ms, proof->question->run.seconds);
        return;
    }
}

static bool prove_accepted(Proof *proof) {
    for (size_t a = 0; a < proof->question->accepted_count; a++) {
        const Submission *accepted = &proof->question->accepted[a];
        Examination examined;
        if (!examine_code(proof, accepted->code, accepted->file, FRESH_BATCHES, PATIENCE, &examined)) return false;
        size_t at = first_failure(&examined);
        if (at < examined.count)
            find(proof, false, accepted->path, examined.results[at].line,
                 "%s on case '%s' (%s), but an accepted file must pass every case: mend the file or the case",
                 verdict_name(examined.results[at].verdict), examined.cases[at].name, examined.results[at].message);
        else
            prove_times(proof, accepted, &examined);
    }
    return true;
}

static void prove_verdict(Proof *proof, const Submission *wrong, const Examination *examined) {
    size_t at = first_failure(examined);
    if (at == examined->count) {
        find(proof, false, wrong->path, 1,
             "passes every case, so that nobody who makes this mistake hears of it: add a case that it fails");
        return;
    }
    const CaseResult *result = &examined->results[at];
    if (strcmp(verdict_name(result->verdict), wrong->verdict) != 0)
        find(proof, false, wrong->path, 3, "says verdict: %s, but case '%s' ends with %s (%s): correct the verdict or the file",
             wrong->verdict, examined->cases[at].name, verdict_name(result->verdict), result->message);
    if (at >= proof->fixed->count)
        find(proof, true, wrong->path, 1, "only fresh cases catch it: add a fixed case that it fails, or luck decides");
}

static bool alike(const Proof *proof, const Examination *one, const Examination *other) {
    for (size_t i = 0; i < one->count; i++) {
        if (!one->outputs[i].known && !other->outputs[i].known) continue;
        if (!outputs_agree(&proof->question->run.compare, &one->outputs[i], &other->outputs[i])) return false;
    }
    return true;
}

static void prove_no_two_alike(Proof *proof) {
    const Question *question = proof->question;
    for (size_t w = 0; w < question->wrong_count; w++)
        for (size_t v = 0; v < w; v++)
            if (alike(proof, &proof->wrong[w], &proof->wrong[v]))
                find(proof, false, question->wrong[w].path, 1,
                     "agrees with %s on every case, so that feedback cannot tell the two apart: add a case, or drop one of them",
                     question->wrong[v].file);
}

/* What a learner with these outputs would be told, going by the first `count` cases. */
static Suspicion suspect(const Proof *proof, const Examination *learner, size_t count) {
    const Question *question = proof->question;
    const Output **rows = ARENA_MANY(proof->arena, const Output *, question->wrong_count);
    for (size_t w = 0; w < question->wrong_count; w++) rows[w] = proof->wrong[w].outputs;
    Evidence evidence = {.rules = &question->run.compare,
                         .learner = learner->outputs,
                         .failed = learner->failed,
                         .wrong = rows,
                         .case_count = count,
                         .wrong_count = question->wrong_count};
    return mistakes_name(&evidence);
}

/* What is right but too slow or too large shows on the one large case only, and may be resembled. */
static bool is_about_limits(const Submission *wrong) {
    return strcmp(wrong->verdict, "time-limit") == 0 || strcmp(wrong->verdict, "memory-limit") == 0;
}

static void prove_nameable(Proof *proof) {
    const Question *question = proof->question;
    for (size_t w = 0; w < question->wrong_count; w++) {
        if (first_failure(&proof->wrong[w]) == proof->wrong[w].count) continue;
        Suspicion suspicion = suspect(proof, &proof->wrong[w], proof->wrong[w].count);
        if (suspicion.file == (int)w && (!suspicion.resembles || is_about_limits(&question->wrong[w]))) continue;
        if (suspicion.file == (int)w)
            find(proof, true, question->wrong[w].path, 1,
                 "only one case tells it from the other wrong files, so that it is at most resembled: add a second one");
        else
            find(proof, true, question->wrong[w].path, 1,
                 "a learner who makes this mistake is not told so%s%s: add cases on which it differs from the other wrong files",
                 suspicion.file >= 0 ? ", but hears of " : "", suspicion.file >= 0 ? question->wrong[suspicion.file].file : "");
    }
}

/* ---- speed ---- */

static bool time_file(Proof *proof, const Submission *submission, Speed *speed, CaseResult *result) {
    return speed_judge(proof->judge, proof->arena, proof->question, submission->code, submission->file, speed, result,
                       proof->error);
}

/* Every accepted file but the slow one clears the bar, and one of them by far, or luck would decide over learners. */
static bool prove_speed(Proof *proof) {
    const Question *question = proof->question;
    double best = 0, slow_ms = 0;
    if (question->run.speed == 0) return true;
    for (size_t a = 0; a < question->accepted_count; a++) {
        const Submission *accepted = &question->accepted[a];
        Speed speed;
        CaseResult result;
        if (strcmp(accepted->file, question->run.speed_against) == 0) continue;
        if (!time_file(proof, accepted, &speed, &result)) return false;
        if (result.verdict != VERDICT_ACCEPTED)
            find(proof, false, accepted->path, 1, "%s on the case for speed (%s): make it faster, or ask for less",
                 verdict_name(result.verdict), result.message);
        best = fmax(best, speed.ratio);
        slow_ms = fmax(slow_ms, speed.against_ms);
    }
    if (best < clearly * question->run.speed)
        find(proof, false, path_in(proof, "question.yaml"), 1,
             "asks for speed: %g, but the fastest accepted file is %.3g times as fast as %s: ask for at most %.3g",
             question->run.speed, best, question->run.speed_against, best / clearly);
    if (slow_ms > 0 && slow_ms < LEAST_SLOW_MS)
        find(proof, true, path_in(proof, "cases.py"), 1,
             "%s takes %.2g ms on the case for speed: make the case larger, so that the difference can be told from noise",
             question->run.speed_against, slow_ms);
    return true;
}

/* A wrong file that is right everywhere, and only too slow. */
static bool is_only_slow(const Proof *proof, size_t wrong) {
    const Submission *submission = &proof->question->wrong[wrong];
    return proof->question->run.speed > 0 && strcmp(submission->verdict, "time-limit") == 0 &&
           first_failure(&proof->wrong[wrong]) == proof->wrong[wrong].count;
}

static bool prove_only_slow(Proof *proof, const Submission *wrong) {
    Speed speed;
    CaseResult result;
    if (!time_file(proof, wrong, &speed, &result)) return false;
    if (result.verdict != VERDICT_TIME_LIMIT)
        find(proof, false, wrong->path, 3,
             "says verdict: time-limit, but passes every case and the case for speed ends with %s (%.3g times as fast)",
             verdict_name(result.verdict), speed.ratio);
    return true;
}

static bool prove_wrong(Proof *proof) {
    const Question *question = proof->question;
    proof->wrong = ARENA_MANY(proof->arena, Examination, question->wrong_count);
    for (size_t w = 0; w < question->wrong_count; w++) {
        if (!examine_code(proof, question->wrong[w].code, question->wrong[w].file, 1, PATIENCE, &proof->wrong[w])) return false;
        if (!is_only_slow(proof, w))
            prove_verdict(proof, &question->wrong[w], &proof->wrong[w]);
        else if (!prove_only_slow(proof, &question->wrong[w]))
            return false;
    }
    prove_no_two_alike(proof);
    prove_nameable(proof);
    return true;
}

static bool is_syntax_error(const CaseResult *result) {
    static const char *const names[] = {"SyntaxError", "IndentationError", "TabError"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (result->exception && strcmp(result->exception, names[i]) == 0) return true;
    return false;
}

static bool prove_starter(Proof *proof) {
    const Question *question = proof->question;
    const char *name = arena_printf(proof->arena, "starter%s", question_ending(question)), *path = path_in(proof, name);
    Examination examined;
    if (!question->starter) return true;
    if (!examine_code(proof, question->starter, name, 0, PATIENCE, &examined)) return false;
    const CaseResult *first = &examined.results[0];
    if (first->verdict == VERDICT_FORBIDDEN)
        find(proof, false, path, first->line, "%s: keep the starter clean of it", first->message);
    if (is_syntax_error(first)) find(proof, false, path, first->line, "is not Python: %s", first->message);
    if (first_failure(&examined) == examined.count)
        find(proof, false, path, 1,
             question->run.mode == MODE_REPAIR ? "passes every case, so that there is nothing to repair: break it"
                                               : "passes every case, so that there is nothing to write: take the solution out");
    return true;
}

static bool prove_nearly(Proof *proof) {
    const Question *question = proof->question;
    const char *name = arena_printf(proof->arena, "nearly%s", question_ending(question)), *path = path_in(proof, name);
    Examination examined;
    if (!question->nearly) return true;
    if (!examine_code(proof, question->nearly, name, 0, PATIENCE, &examined)) return false;
    size_t visible = proof->fixed->visible, at = first_failure(&examined);
    if (at >= visible) {
        find(proof, false, path, 1,
             "passes every visible case, so that a first run shows nothing to mend: add a visible case that it fails");
        return true;
    }
    if (examined.results[at].verdict != VERDICT_WRONG_ANSWER)
        find(proof, false, path, examined.results[at].line, "must get wrong-answer, but case '%s' ends with %s (%s)",
             examined.cases[at].name, verdict_name(examined.results[at].verdict), examined.results[at].message);
    Suspicion suspicion = suspect(proof, &examined, visible);
    if (suspicion.file < 0 || suspicion.resembles)
        find(proof, false, path, 1,
             "its mistake is not named on the visible cases: add two visible cases on which its file under submissions/wrong/ "
             "differs from the others");
    return true;
}

/* ---- check() ---- */

static void put_nan_array(Buf *out) {
    double numbers[2] = {NAN, NAN};
    size_t shape = 2;
    ValueArray array = {
        .dtype = DTYPE_FLOAT64, .name = "float64", .dimensions = 1, .shape = &shape, .count = 2, .data = (const uint8_t *)numbers};
    cbor_encode(out, &(Value){.kind = VALUE_ARRAY, .array = &array});
}

static void put_none(Buf *out) { cbor_put_null(out); }
static void put_one(Buf *out) { cbor_put_int(out, 1); }
static void put_text(Buf *out) { cbor_put_text(out, "x"); }
static void put_empty_list(Buf *out) { cbor_put_list(out, 0); }
static void put_empty_dict(Buf *out) { cbor_put_map(out, 0); }

static const struct {
    const char *name;
    void (*put)(Buf *out);
} odd_results[] = {
    {"None", put_none},     {"1", put_one},         {"'x'", put_text},
    {"[]", put_empty_list}, {"{}", put_empty_dict}, {"an array of NaN", put_nan_array},
};

static Buf check_input(Proof *proof, size_t odd) {
    const Case *one = &proof->fixed->cases[0];
    Buf input = buf_new(proof->arena);
    cbor_put_map(&input, 3);
    cbor_put_text(&input, "case");
    cbor_put_map(&input, 2);
    cbor_put_text(&input, "name");
    cbor_put_text(&input, one->name);
    cbor_put_text(&input, "inputs");
    buf_add(&input, one->bytes, one->len);
    cbor_put_text(&input, "expected");
    cbor_encode(&input, proof->fixed->expected[0].value);
    cbor_put_text(&input, "got");
    odd_results[odd].put(&input);
    return input;
}

static bool accepts(Proof *proof, const BoxReply *reply) {
    Error error;
    const Value *says = cbor_decode(proof->arena, reply->result, reply->result_len, &error);
    return says && says->kind == VALUE_TEXT && says->text.len == 0;
}

static bool prove_odd_result(Proof *proof, BoxSession *session, size_t odd) {
    Buf input = check_input(proof, odd);
    const char *path = path_in(proof, "cases.py");
    BoxReply reply;
    if (!box_call(session, proof->arena, input.data, input.len, &reply, proof->error)) return false;
    if (reply.outcome != BOX_OK)
        find(proof, false, path, reply.line, "check() fails when the result is %s (%s%s%s): return what is wrong instead",
             odd_results[odd].name, reply.exception ? reply.exception : "", reply.exception ? ": " : "",
             reply.message ? reply.message : "");
    else if (accepts(proof, &reply))
        find(proof, true, path, 1, "check() accepts %s for case '%s'", odd_results[odd].name, proof->fixed->cases[0].name);
    return true;
}

static bool prove_check(Proof *proof) {
    if (!proof->fixed->has_check) return true;
    bool ok = true;
    BoxOpen open = {.stack = author_stack(proof->question),
                    .mode = BOX_CHECK,
                    .code = proof->question->cases,
                    .file = "cases.py",
                    .name = proof->question->run.gradient_of,
                    .attributes = proof->question->run.gradient_by,
                    .limits = {.seconds = CHECK_SECONDS}};
    for (size_t odd = 0; ok && odd < sizeof odd_results / sizeof *odd_results; odd++) {
        BoxReply reply;
        BoxSession *session = box_open(proof->judge->box, proof->arena, &open, &reply, proof->error);
        ok = session && (reply.outcome != BOX_OK || prove_odd_result(proof, session, odd));
        if (session) box_close(session);
    }
    return ok;
}

/* ---- all of it ---- */

static bool make_batches(Proof *proof) {
    const Question *question = proof->question;
    proof->fixed = batch_fixed(proof->judge, question, false, proof->error);
    if (!proof->fixed) return false;
    for (size_t i = 0; i < FRESH_BATCHES && proof->fixed->has_fresh && question->run.fresh > 0; i++) {
        proof->fresh[i] = batch_fresh(proof->judge, question, false, proof->error);
        if (!proof->fresh[i]) return false;
    }
    return true;
}

static bool prove_all(Proof *proof) {
    if (!make_batches(proof)) return author_error(proof);
    prove_cases(proof);
    bool tried = prove_accepted(proof) && prove_speed(proof) && prove_wrong(proof) && prove_starter(proof) && prove_nearly(proof) &&
                 prove_check(proof);
    return tried || author_error(proof);
}

bool judge_prove(Judge *judge, Arena *arena, const Question *question, const Finding **findings, size_t *count, Error *error) {
    Proof proof = {.judge = judge, .arena = arena, .question = question, .error = error};
    *findings = NULL;
    *count = 0;
    if (question->type != TYPE_IMPLEMENTATION || !question->cases || question->accepted_count == 0) return true;
    if (question->run.mode == MODE_TESTS) return prove_suites(judge, arena, question, findings, count, error);
    judge_enter(judge);
    bool tried = prove_all(&proof);
    judge_leave(judge);
    batch_free(proof.fixed);
    for (size_t i = 0; i < FRESH_BATCHES; i++) batch_free(proof.fresh[i]);
    *findings = proof.findings;
    *count = proof.count;
    return tried;
}
