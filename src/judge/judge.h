/* judge.h - runs code against a question's cases and says what became of it.
 *
 * A judgement goes: cases (from cases.py, boxed, cached by content) -> expected outputs (from reference.py, boxed, cached by content) -> the learner's
 * outputs, one call a case -> comparison (here, or by the question's own check, boxed) -> verdict -> misconception. Expected outputs never enter the
 * learner's box. Fresh seeded cases are prepared off the path and used once. */
#ifndef VIVA_JUDGE_JUDGE_H
#define VIVA_JUDGE_JUDGE_H

#include "bank/bank.h"
#include "base/arena.h"
#include "base/error.h"
#include "judge/box_client.h"

#include <jansson.h>
#include <stdbool.h>

#define VERDICTS(X)                           \
    X(VERDICT_ACCEPTED, "accepted")           \
    X(VERDICT_WRONG_ANSWER, "wrong-answer")   \
    X(VERDICT_RUNTIME_ERROR, "runtime-error") \
    X(VERDICT_TIME_LIMIT, "time-limit")       \
    X(VERDICT_MEMORY_LIMIT, "memory-limit")   \
    X(VERDICT_OUTPUT_LIMIT, "output-limit")   \
    X(VERDICT_FORBIDDEN, "forbidden")         \
    X(VERDICT_NO_RESULT, "no-result")

typedef enum {
#define X(code, name) code,
    VERDICTS(X)
#undef X
} Verdict;

const char *verdict_name(Verdict verdict);

/* One case as told. For hidden cases everything but name, verdict, ms, exception and line is NULL or 0 (the message then names neither inputs nor expectations). */
typedef struct {
    const char *name;
    bool visible, fresh;
    Verdict verdict;
    double ms, reference_ms; /* wall of the call; reference_ms 0 when unknown */
    const char *message;     /* "row 3, column 'b': 0.42, expected 0.37"; "" when accepted */
    const char *why;         /* the author's `why`, for a visible case that fails; may be NULL */
    const char *printed;     /* what was printed during the case; may be "" */
    const char *exception;   /* type, or NULL */
    const char *traceback;   /* learner's lines, or NULL */
    int line;                /* learner's line, or 0 */
    json_t *input;           /* view: object of name -> view (judge/view.h); NULL when hidden */
    json_t *expected, *got;  /* views, NULL when hidden or absent */
    json_t *differs;         /* list of paths into got that differ: [[3,1],...]; NULL when none */
    const char *
        finding; /* MODE_TESTS: "right", "false-alarm", "not-allowed"; NULL when the case could not be looked at, and in other modes */
    uint64_t exposes; /* MODE_TESTS: bit i: the case exposes wrong file i */
} CaseResult;

typedef struct {
    const char *file; /* "leave_one_out.py" */
    const char *mistake, *says;
    bool resembles;   /* not named by the rule, only near: "this resembles ..." */
    double agreement; /* 0..1, share of telling failing cases it agrees on */
} NamedMistake;

/* Speed beside that of a slow solution, where the question asks for it. */
typedef struct {
    double asked, ratio;   /* times as fast; ratio is the median over the rounds */
    double ms, against_ms; /* processor time of a call, medians; 0 when it could not be timed */
    const char
        *against; /* file of the slow solution; NULL: not judged, since the question does not ask or the code is not right yet */
    int rounds;
    bool passed;
} Speed;

/* Where the time of a judgement went, ms of wall time. */
typedef struct {
    double pick_up; /* until a child had loaded the code */
    double run;     /* waiting for results */
    double compare; /* reading and comparing them, while the child is at the next cases already */
} JudgeSteps;

typedef struct {
    Verdict verdict; /* that of the first failing case */
    double score;    /* share of cases accepted, 0..1 */
    CaseResult *cases;
    size_t case_count;
    NamedMistake *mistakes;
    size_t mistake_count;
    const char *printed; /* of all visible cases together */
    double time_ms;      /* the learner's calls together */
    double reference_ms;
    long memory_kb;
    uint64_t seed; /* of the fresh batch that was used; 0 for a run */
    Speed speed;
    JudgeSteps steps; /* of the fixed and fresh cases; 0 in MODE_TESTS */
    /* MODE_TESTS, where the cases are the learner's own: the wrong files, and for each the first case that exposes it, or NULL */
    const char **exposed_by;
    size_t bug_count, to_expose; /* 0 in other modes; to_expose: how many are asked for */
} Judgement;

typedef struct Judge Judge;

typedef struct {
    BoxOptions box;
    const char *cache; /* folder for expected outputs, made 0700; NULL: in memory only */
} JudgeOptions;

/* Starts the judge and its box. */
Judge *judge_start(const JudgeOptions *options, Error *error);
void judge_stop(Judge *judge);
BoxClient *judge_box(Judge *judge);

/* Makes what the first run of these questions will need (cases, expected outputs, a fresh batch), in the background. The questions must live as
 * long as the judge. */
void judge_prepare(Judge *judge, const Question *const *questions, size_t count);

typedef enum {
    JUDGE_RUN,   /* visible fixed cases only */
    JUDGE_SUBMIT /* all fixed cases, and a batch of fresh ones */
} JudgeKind;

/* Told after each case, in order, on the thread of judge_code: `done` of `total`. */
typedef void JudgeProgress(void *self, const CaseResult *result, size_t done, size_t total);

/* Judges `code`; in MODE_TESTS the cases that it writes (expose.h). False only when viva itself could not judge (box down, stack missing, cases.py broken): nothing is said about the code then.
 * Cases are run in the author's order, but the visible ones first; the fresh ones come last. The judgement lies on the arena but for its views, which judgement_free releases; the question must live as long as the judge. */
bool judge_code(Judge *judge, Arena *arena, const Question *question, const char *code, JudgeKind kind, JudgeProgress *progress,
                void *self, Judgement *out, Error *error);

/* Releases the views of a judgement (input, expected, got, differs). What judgement_json and case_json gave out stays valid. */
void judgement_free(Judgement *judgement);

/* The judgement as JSON: {"verdict","score","cases":[...],"misconceptions":[{"file","mistake","says","resembles"}],"stdout","time_ms","reference_ms","memory_kb"}; each case
 * {"name","visible","fresh","verdict","ms","reference_ms","message","why","printed","exception","traceback","line","input","expected","got","differs"}; fields that are NULL are left out. */
json_t *judgement_json(const Judgement *judgement);
json_t *case_json(const CaseResult *result);

/* Readability of code that was accepted: list of {"line","says"}. Never part of a verdict. */
json_t *judge_notes(Judge *judge, Arena *arena, const Question *question, const char *code, Error *error);

/* Wall time of each accepted solution over the fixed cases, ms; -1 where it is not known yet. times has accepted_count items. */
void judge_solution_times(Judge *judge, const Question *question, double *times);

/* Proves one question: starter and nearly as they should, every accepted file accepted (fixed and fresh), every wrong file failing for its stated verdict, no two alike, check() robust.
 * Findings on the arena; false when it could not be tried. */
bool judge_prove(Judge *judge, Arena *arena, const Question *question, const Finding **findings, size_t *count, Error *error);

#endif
