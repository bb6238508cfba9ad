/* viva bench fair: what ten endless loops cost everybody else.
 *
 * Many learners submit at the same moment, each on a thread of their own, and the time from that moment to each verdict is noted: once with nobody but them, once with
 * ten more whose programs never end. Rounds of both alternate, so that a noisy minute hits both. Only the verdicts of the others are counted. */
#include "cli/bench.h"

#include "base/clock.h"

#include <pthread.h>
#include <stdlib.h>

enum { LEARNERS = 190, LOOPS = 10, FAIR_ROUNDS = 2, WARM_UP_SECONDS = 180, THREAD_STACK = 1 << 20 };

static const char loop[] = "def fit_and_predict(X, y, new):\n    while True:\n        pass\n";

typedef struct {
    Judge *judge;
    const Question *question;
    const char *code;
    Verdict wanted;
    int64_t start;
    double ms; /* -1: no verdict, or another one */
    Error error;
} Submitted;

static void *submit(void *self) {
    Submitted *one = self;
    ARENA_SCOPED Arena *arena = arena_new();
    Judgement judgement;
    one->ms = -1;
    if (!judge_code(one->judge, arena, one->question, one->code, JUDGE_SUBMIT, NULL, NULL, &judgement, &one->error)) return NULL;
    if (judgement.verdict == one->wanted)
        one->ms = (double)(clock_monotonic() - one->start) / 1e3;
    else
        error_set(&one->error, ERR_INTERNAL, one->question->slug, "the verdict was %s where %s is right",
                  verdict_name(judgement.verdict), verdict_name(one->wanted));
    judgement_free(&judgement);
    return NULL;
}

/* One burst; the times of the learners whose programs end are added to `ms`. */
static bool burst(Judge *judge, const Question *question, int loops, double *ms, size_t *count, Error *error) {
    pthread_t threads[LOOPS + LEARNERS];
    Submitted *all = calloc(LOOPS + LEARNERS, sizeof *all);
    pthread_attr_t attributes;
    if (!all) abort();
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, THREAD_STACK);
    int total = loops + LEARNERS;
    int64_t start = clock_monotonic();
    for (int i = 0; i < total; i++) {
        bool endless = i < loops;
        all[i] = (Submitted){.judge = judge,
                             .question = question,
                             .code = endless ? loop : question->accepted[0].code,
                             .wanted = endless ? VERDICT_TIME_LIMIT : VERDICT_ACCEPTED,
                             .start = start};
        if (pthread_create(&threads[i], &attributes, submit, &all[i]) != 0) abort();
    }
    pthread_attr_destroy(&attributes);
    bool fine = true;
    for (int i = 0; i < total; i++) {
        pthread_join(threads[i], NULL);
        if (all[i].ms < 0 && fine) {
            *error = all[i].error;
            fine = false;
        }
        if (i >= loops && all[i].ms >= 0) ms[(*count)++] = all[i].ms;
    }
    free(all);
    return fine;
}

json_t *bench_fair(Arena *arena, const House *house, Error *error) {
    Court court;
    House own = *house;
    (void)arena;
    own.bank = house->bench;
    if (!house->bench) return error_set(error, ERR_NOT_FOUND, NULL, "the folder bench is not near the program"), NULL;
    if (!court_open(&own, &court, error)) return NULL;
    const Question *original = bank_find(court.bank, "sklearn-regression", error);
    double alone[FAIR_ROUNDS * LEARNERS], beside[FAIR_ROUNDS * LEARNERS], ignored[LEARNERS];
    size_t alone_count = 0, beside_count = 0, ignored_count = 0;
    bool fine = original && box_wait_ready(judge_box(court.judge), stack_name(original->run.stack), WARM_UP_SECONDS, error);
    if (fine) {
        Question question = *original;
        question.run.fresh = 0;
        fine = burst(court.judge, &question, 1, ignored, &ignored_count, error); /* fills the caches, those of mistakes too */
        for (int i = 0; fine && i < FAIR_ROUNDS; i++)
            fine = burst(court.judge, &question, 0, alone, &alone_count, error) &&
                   burst(court.judge, &question, LOOPS, beside, &beside_count, error);
    }
    court_close(&court);
    if (!fine) return NULL;
    double p99 = percentile(alone, alone_count, 0.99), p99_beside = percentile(beside, beside_count, 0.99);
    return json_pack("{s:i, s:i, s:f, s:f, s:f, s:f, s:f}", "learners", LEARNERS, "loops", LOOPS, "alone_ms_p50",
                     percentile(alone, alone_count, 0.5), "alone_ms_p99", p99, "beside_loops_ms_p50",
                     percentile(beside, beside_count, 0.5), "beside_loops_ms_p99", p99_beside, "p99_ratio", p99_beside / p99);
}
