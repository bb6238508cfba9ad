/* The proof of a question in which the learner writes the cases. The suites of known quality are judged as a learner's would be; what they expose, case
 * by case, then shows whether the question is fair: every wrong file can be found, and no two are found by the same cases only. */
#include "judge/expose.h"

#include "judge/trial.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    Judge *judge;
    Arena *arena;
    const Question *question;
    Error *error;
    Finding *findings;
    size_t count, capacity;
    uint64_t *rows; /* what each right case exposes, over all suites */
    size_t row_count;
    bool one_accepted;
} Proof;

static void find(Proof *proof, const char *path, int line, const char *format, ...) __attribute__((format(printf, 4, 5)));

static void find(Proof *proof, const char *path, int line, const char *format, ...) {
    if (proof->count == proof->capacity) {
        size_t capacity = proof->capacity ? 2 * proof->capacity : 16;
        Finding *more = ARENA_MANY(proof->arena, Finding, capacity);
        if (proof->count) memcpy(more, proof->findings, proof->count * sizeof *more);
        proof->findings = more;
        proof->capacity = capacity;
    }
    va_list args;
    va_start(args, format);
    proof->findings[proof->count++] = (Finding){.where = arena_printf(proof->arena, "%s:%d:1", path, line > 0 ? line : 1),
                                                .message = arena_vprintf(proof->arena, format, args)};
    va_end(args);
}

/* ---- suites ---- */

static void prove_cases(Proof *proof, const Submission *suite, const Judgement *judged) {
    for (size_t i = 0; i < judged->case_count; i++) {
        const CaseResult *result = &judged->cases[i];
        if (result->verdict != VERDICT_ACCEPTED)
            find(proof, suite->path, result->line, "case '%s': %s", result->name, result->message);
        else
            proof->rows[proof->row_count++] = result->exposes;
    }
}

static bool prove_suite(Proof *proof, const Submission *suite) {
    Judgement judged;
    int exposed = 0;
    if (!expose(proof->judge, proof->arena, proof->question, suite->code, NULL, NULL, &judged, proof->error)) return false;
    for (size_t w = 0; w < judged.bug_count; w++) exposed += judged.exposed_by[w] != NULL;
    prove_cases(proof, suite, &judged);
    if (exposed != suite->exposes)
        find(proof, suite->path, 1, "says exposes: %d, but exposes %d of the %zu files under submissions/wrong/", suite->exposes,
             exposed, judged.bug_count);
    proof->one_accepted |= judged.verdict == VERDICT_ACCEPTED;
    judgement_free(&judged);
    return true;
}

static bool prove_starter(Proof *proof) {
    const Question *question = proof->question;
    const char *path = arena_printf(proof->arena, "%s/starter.py", question->folder);
    Judgement judged;
    if (!expose(proof->judge, proof->arena, question, question->starter, NULL, NULL, &judged, proof->error)) return false;
    for (size_t i = 0; i < judged.case_count; i++)
        if (judged.cases[i].verdict != VERDICT_ACCEPTED)
            find(proof, path, judged.cases[i].line, "case '%s': %s; what the learner begins with must be right",
                 judged.cases[i].name, judged.cases[i].message);
    if (judged.verdict == VERDICT_ACCEPTED)
        find(proof, path, 1, "exposes enough already, so that there is nothing to write: take cases out");
    judgement_free(&judged);
    return true;
}

/* ---- wrong files ---- */

static bool is_exposed(const Proof *proof, size_t w) {
    for (size_t i = 0; i < proof->row_count; i++)
        if (proof->rows[i] >> w & 1) return true;
    return false;
}

static bool told_apart(const Proof *proof, size_t w, size_t v) {
    for (size_t i = 0; i < proof->row_count; i++)
        if ((proof->rows[i] >> w & 1) != (proof->rows[i] >> v & 1)) return true;
    return false;
}

static void prove_wrong(Proof *proof) {
    const Question *question = proof->question;
    for (size_t w = 0; w < question->wrong_count; w++) {
        if (!is_exposed(proof, w)) {
            find(proof, question->wrong[w].path, 1,
                 "no case of any suite exposes it: add one, or nobody can say that it can be found");
            continue;
        }
        for (size_t v = 0; v < w; v++)
            if (!told_apart(proof, w, v))
                find(proof, question->wrong[w].path, 1,
                     "every case that exposes it exposes %s too, and the other way round: add a case that finds one of them alone, "
                     "or drop one",
                     question->wrong[v].file);
    }
}

static bool prove_all(Proof *proof) {
    const Question *question = proof->question;
    for (size_t i = 0; i < question->suite_count; i++)
        if (!prove_suite(proof, &question->suites[i])) return false;
    if (!proof->one_accepted)
        find(proof, arena_printf(proof->arena, "%s/suites", question->folder), 0,
             "no suite is accepted: write one that exposes %zu of the files under submissions/wrong/ without a false alarm",
             question_to_expose(question));
    prove_wrong(proof);
    return prove_starter(proof);
}

bool prove_suites(Judge *judge, Arena *arena, const Question *question, const Finding **findings, size_t *count, Error *error) {
    Proof proof = {.judge = judge, .arena = arena, .question = question, .error = error};
    proof.rows = ARENA_MANY(arena, uint64_t, question->suite_count * (size_t)question->run.most_cases + 1);
    bool tried = prove_all(&proof);
    if (!tried && error->code == ERR_INTERNAL) {
        find(&proof, *error->where ? error->where : question->folder, 0, "%s", error->message);
        tried = true;
    }
    *findings = proof.findings;
    *count = proof.count;
    return tried;
}
