/* The code and the slow solution take turns: a fresh child for the one, a fresh child for the other, and again, so that both meet the same machine
 * in the same mood. In a child the case is called CALLS times and the fastest counts, for whatever disturbs a program makes it slower. What is counted is processor
 * time. Each round gives one ratio; their median decides. Near the bar more rounds are run, up to MOST_ROUNDS.
 *
 * Never are two children held at once: a judgement that waits for a second slot while it keeps the first could wait for its like. */
#include "judge/speed.h"

#include "judge/batch.h"
#include "judge/examine.h"
#include "judge/trial.h"

#include <stdlib.h>
#include <string.h>

enum { CALLS = 2, FEWEST_ROUNDS = 3, MOST_ROUNDS = 9 };
static const double near_the_bar = 1.3, least_ms = 0.02; /* what the clock of a child can tell */

typedef struct {
    Judge *judge;
    Arena *arena;
    const Question *question;
    const Case *one;
    Error *error;
} Timing;

static const Submission *slow_solution(const Question *question) {
    for (size_t i = 0; i < question->accepted_count; i++)
        if (strcmp(question->accepted[i].file, question->run.speed_against) == 0) return &question->accepted[i];
    return NULL;
}

/* The fastest of CALLS calls in one child, ms; negative when one failed. False when viva could not try. */
static bool time_code(Timing *timing, const char *code, const char *file, double *ms) {
    Case cases[CALLS];
    Output outputs[CALLS] = {0};
    for (size_t i = 0; i < CALLS; i++) cases[i] = *timing->one;
    Trial trial = {.question = timing->question, .code = code, .file = file, .patience = 1};
    ARENA_SCOPED Arena *scratch = arena_new();
    if (!trial_outputs(timing->judge, scratch, &trial, cases, CALLS, outputs, timing->error)) return false;
    *ms = -1;
    for (size_t i = 0; i < CALLS; i++) {
        if (outputs[i].outcome != BOX_OK) return *ms = -1, true;
        if (*ms < 0 || outputs[i].cpu_ms < *ms) *ms = outputs[i].cpu_ms;
    }
    if (*ms < least_ms) *ms = least_ms;
    return true;
}

static int order_doubles(const void *one, const void *other) {
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

static double median(const double *values, size_t count) {
    double sorted[MOST_ROUNDS];
    memcpy(sorted, values, count * sizeof *values);
    qsort(sorted, count, sizeof *sorted, order_doubles);
    return count % 2 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

static bool is_near(double ratio, double asked) { return ratio < asked * near_the_bar && ratio > asked / near_the_bar; }

/* Rounds until the median is clear of the bar. */
static bool take_turns(Timing *timing, const char *code, const char *file, const Submission *slow, Speed *out) {
    double mine[MOST_ROUNDS], theirs[MOST_ROUNDS], ratios[MOST_ROUNDS];
    size_t rounds = 0;
    do {
        double *ms[] = {&mine[rounds], &theirs[rounds]};
        for (size_t turn = 0; turn < 2; turn++) {
            bool own = (turn + rounds) % 2 == 0; /* each goes first every other time */
            if (!time_code(timing, own ? code : slow->code, own ? file : slow->file, ms[own ? 0 : 1])) return false;
        }
        if (theirs[rounds] < 0)
            return error_set(timing->error, ERR_INTERNAL, slow->path, "%s of %s fails on the case for speed; run viva bank check",
                             slow->file, timing->question->slug);
        if (mine[rounds] < 0) return true; /* told by out->rounds */
        ratios[rounds] = theirs[rounds] / mine[rounds];
        rounds++;
        out->ratio = median(ratios, rounds);
    } while (rounds < FEWEST_ROUNDS || (rounds < MOST_ROUNDS && is_near(out->ratio, out->asked)));
    out->ms = median(mine, rounds);
    out->against_ms = median(theirs, rounds);
    out->rounds = (int)rounds;
    return true;
}

static const char *too_slow(Arena *arena, const Speed *speed) {
    return arena_printf(
        arena,
        "Your code takes %.3g ms, a plain solution %.3g ms: %.3g times as fast, and this question asks for %g times. What can be "
        "done for all items at once?",
        speed->ms, speed->against_ms, speed->ratio, speed->asked);
}

/* Whether the result on the case is right at all: as for any hidden case. */
static bool examine_once(Timing *timing, Batch *batch, bool check, const char *code, const char *file, CaseResult *result) {
    Examination examined = {.question = timing->question,
                            .code = code,
                            .file = file,
                            .cases = batch->cases,
                            .expected = batch->expected,
                            .count = 1,
                            .check = check,
                            .patience = 1};
    if (!examine(timing->judge, timing->arena, &examined, timing->error)) return false;
    *result = examined.results[0];
    result->name = arena_strdup(timing->arena, result->name);
    result->fresh = false; /* it goes by its name */
    return true;
}

bool speed_judge(Judge *judge, Arena *arena, const Question *question, const char *code, const char *file, Speed *out,
                 CaseResult *result, Error *error) {
    *out = (Speed){.asked = question->run.speed, .against = question->run.speed_against};
    const Submission *slow = slow_solution(question);
    Batch *batch = batch_speed(judge, question, error);
    if (!batch) return false;
    Timing timing = {judge, arena, question, &batch->cases[0], error};
    bool ok = examine_once(&timing, batch, batch->has_check, code, file, result);
    bool right = ok && result->verdict == VERDICT_ACCEPTED;
    if (right) ok = take_turns(&timing, code, file, slow, out);
    batch_free(batch);
    if (!ok || !right) return ok;
    if (out->rounds == 0) {
        result->verdict = VERDICT_NO_RESULT;
        result->message = "the program is right on this case once, but fails when it is called again";
        return true;
    }
    out->passed = out->ratio >= out->asked;
    result->ms = out->ms;
    result->reference_ms = 0;
    if (out->passed) return true;
    result->verdict = VERDICT_TIME_LIMIT;
    result->message = too_slow(arena, out);
    result->visible = true;
    return true;
}
