/* viva bench soak: whether anything is lost or left behind when the judge works for long.
 *
 * Some learners submit one program after another, each on a thread of their own, from one deck that all draw from: on every stack right answers, wrong ones, and what
 * harms: endless loops, hoards of memory, fork bombs, exits, crashes, deep recursion, floods of output. Of each the verdict is known before. A run is
 * lost when the judge gives none, and misjudged when it gives another.
 *
 * Now and then everybody rests, and when what viva and its box hold no longer changes it is counted (bench_gauge.h): then the same spare children are there each
 * time, and what a run has left behind shows. The first minute, or tenth of the time, is not judged: caches fill and the allocator finds
 * its size. Growth is the median of the last quarter over the median of the first. */
#include "cli/bench.h"

#include "base/log.h"
#include "cli/bench_gauge.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    LEARNERS = 4,
    WARM_UP_SECONDS = 180,
    THREAD_STACK = 1 << 20,
    DECK = 128,
    SAMPLE_SECONDS = 60, /* between two rests, at most */
    SPARES = 3,          /* of each stack: as many at each rest */
    QUIET_US = 700000,   /* that two samples are apart to show that nothing changes any more */
    QUIET_TRIES = 30,
    TOLD_SECONDS = 30,
    MOST_MINUTES = 1440
};

/* What harms needs no more than this to be found out. */
#define HARM_SECONDS 1.0
#define HARM_MB 96

#define GROWTH_PERCENT 5.0

/* What memory may grow by whatever its size: a MB is what the allocator's arenas are granular to. */
static const double slack[GAUGE_COUNT] = {[GAUGE_RSS] = 1, [GAUGE_BOX_RSS] = 1, [GAUGE_ZYGOTE_RSS] = 1};

typedef struct {
    const char *code; /* the body of the function that is asked for; of SQL the statement */
    Verdict wanted;
} Harm;

static const Harm python_harms[] = {
    {"    while True:\n        pass\n", VERDICT_TIME_LIMIT},
    {"    hoard = []\n    while True:\n        hoard.append(b'x' * (1 << 22))\n", VERDICT_MEMORY_LIMIT},
    {"    import os, time\n    while True:\n        if os.fork() == 0:\n            time.sleep(20)\n            os._exit(0)\n",
     VERDICT_RUNTIME_ERROR},
    {"    import os\n    os._exit(0)\n", VERDICT_NO_RESULT},
    {"    import os\n    os.abort()\n", VERDICT_NO_RESULT},
    {"    def deeper(n):\n        return deeper(n + 1)\n    return deeper(0)\n", VERDICT_RUNTIME_ERROR},
    {"    while True:\n        print('x' * 1000)\n", VERDICT_OUTPUT_LIMIT},
};
static const Harm sql_harms[] = {
    {"-- never ends\nWITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS c FROM n",
     VERDICT_TIME_LIMIT},
    {"-- hoards\nSELECT length(hex(zeroblob(300000000))) AS n", VERDICT_MEMORY_LIMIT},
    {"-- floods\nWITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 900000) SELECT i, i AS j FROM n",
     VERDICT_OUTPUT_LIMIT},
    {"-- guesses\nSELECT nothing FROM nowhere", VERDICT_RUNTIME_ERROR},
};

typedef struct {
    const Question *question;
    const char *code, *wanted; /* wanted: name of the verdict */
} Card;

typedef struct {
    Court court;
    Bank *bench;                  /* where the questions on sklearn and torch are */
    Question harmed[STACK_COUNT]; /* the questions with less time and memory, without names for mistakes */
    Card deck[DECK];
    size_t cards;
    int64_t start, end;
    atomic_size_t next;
    atomic_int runs, lost, misjudged;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool resting; /* nobody begins anything; under the lock */
    int busy;     /* learners at a card; under the lock */
} Soak;

/* ---- the deck ---- */

static bool suits(const Question *question, Stack stack) {
    const Run *run = &question->run;
    return question->type == TYPE_IMPLEMENTATION && run->stack == stack && run->mode == MODE_WRITE && run->speed == 0 &&
           (run->function || stack == STACK_SQL) && question->accepted_count > 0 && question->wrong_count > 0;
}

static const Question *first_on(const Bank *bank, Stack stack) {
    size_t count;
    const Question *const *questions = bank_questions(bank, &count);
    for (size_t i = 0; i < count; i++)
        if (suits(questions[i], stack)) return questions[i];
    return NULL;
}

static void put_card(Soak *soak, const Question *question, const char *code, const char *wanted) {
    if (soak->cards < DECK) soak->deck[soak->cards++] = (Card){question, code, wanted};
}

/* One right answer, one wrong and one that harms, the `round`th of each. */
static void put_cards(Soak *soak, Arena *arena, const Question *question, size_t round) {
    bool sql = question->run.stack == STACK_SQL;
    Question *harmed = &soak->harmed[question->run.stack];
    const Harm *harm = sql ? &sql_harms[round % (sizeof sql_harms / sizeof *sql_harms)] : &python_harms[round];
    const Submission *wrong = &question->wrong[round % question->wrong_count];
    *harmed = *question;
    harmed->run.seconds = HARM_SECONDS;
    harmed->run.memory_mb = HARM_MB;
    harmed->run.fresh = 0;
    harmed->wrong_count = 0;
    put_card(soak, question, question->accepted[round % question->accepted_count].code, verdict_name(VERDICT_ACCEPTED));
    put_card(soak, question, wrong->code, wrong->verdict);
    put_card(soak, harmed,
             sql ? harm->code : arena_printf(arena, "def %s(*values, **named):\n%s", question->run.function, harm->code),
             verdict_name(harm->wanted));
}

static bool judge_card(Soak *soak, const Card *card, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Judgement judgement;
    if (!judge_code(soak->court.judge, arena, card->question, card->code, JUDGE_SUBMIT, NULL, NULL, &judgement, error)) {
        atomic_fetch_add(&soak->lost, 1);
        return false;
    }
    const char *verdict = verdict_name(judgement.verdict);
    judgement_free(&judgement);
    if (strcmp(verdict, card->wanted) == 0) return true;
    atomic_fetch_add(&soak->misjudged, 1);
    return error_set(error, ERR_INTERNAL, card->question->slug, "the verdict was %s where %s is right, on:\n%s", verdict,
                     card->wanted, card->code);
}

/* Stacks that are missing on this machine are left out. The first right and the first wrong answer of each question fill the caches. */
static bool make_deck(Soak *soak, Arena *arena, Error *error) {
    const Question *questions[STACK_COUNT];
    size_t count = 0;
    for (Stack stack = 0; stack < STACK_COUNT; stack++) {
        BoxClient *box = judge_box(soak->court.judge);
        const Question *question = first_on(soak->bench, stack);
        if (!question) question = first_on(soak->court.bank, stack);
        if (question && box_stack_state(box, stack_name(stack), NULL) != STACK_MISSING) {
            if (!box_wait_ready(box, stack_name(stack), WARM_UP_SECONDS, error)) return false;
            questions[count++] = question;
        } else
            log_warning("bench: %s is missing, or the bank has no question on it: it is left out", stack_name(stack));
    }
    for (size_t round = 0; round < sizeof python_harms / sizeof *python_harms; round++)
        for (size_t i = 0; i < count; i++) put_cards(soak, arena, questions[i], round);
    for (size_t i = 0; i < 3 * count; i++)
        if (!judge_card(soak, &soak->deck[i], error)) return false;
    return count > 0 || error_set(error, ERR_UNAVAILABLE, NULL, "no stack is there to run anything on; see viva doctor");
}

/* ---- the load ---- */

/* Begins or ends a card; begins none while all rest. */
static void change_busy(Soak *soak, int by) {
    pthread_mutex_lock(&soak->lock);
    while (by > 0 && soak->resting) pthread_cond_wait(&soak->changed, &soak->lock);
    soak->busy += by;
    pthread_cond_broadcast(&soak->changed);
    pthread_mutex_unlock(&soak->lock);
}

static void *learn(void *self) {
    Soak *soak = self;
    while (clock_monotonic() < soak->end) {
        Error error = {0};
        change_busy(soak, 1);
        const Card *card = &soak->deck[atomic_fetch_add(&soak->next, 1) % soak->cards];
        if (!judge_card(soak, card, &error)) log_warning("bench: soak: %s", error.message);
        atomic_fetch_add(&soak->runs, 1);
        change_busy(soak, -1);
    }
    return NULL;
}

static void tell_progress(Soak *soak, const Sample *sample, int64_t now) {
    int left = now < soak->end ? (int)((soak->end - now) / SECONDS(1)) : 0;
    fprintf(
        stderr,
        "soak: %d:%02d left, %d runs, %d lost, %d misjudged; viva %.1f MB, %.0f descriptors, %.0f control groups, %.0f processes\n",
        left / 60, left % 60, atomic_load(&soak->runs), atomic_load(&soak->lost), atomic_load(&soak->misjudged),
        sample->value[GAUGE_RSS], sample->value[GAUGE_FDS], sample->value[GAUGE_CGROUPS], sample->value[GAUGE_PROCESSES]);
}

typedef struct {
    Sample *samples;
    double *values;        /* room for as many, to sort in */
    size_t count, skipped; /* skipped: those of the warm-up, at the front */
    int restarts;          /* of viva-box */
    bool judged;           /* there is enough to judge growth by */
} Series;

static bool is_same(const Sample *one, const Sample *other) {
    static const Gauge counts[] = {GAUGE_FDS, GAUGE_CGROUPS, GAUGE_PROCESSES};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (one->value[counts[i]] != other->value[counts[i]]) return false;
    return true;
}

static void set_resting(Soak *soak, bool resting) {
    pthread_mutex_lock(&soak->lock);
    soak->resting = resting;
    while (resting && soak->busy > 0) pthread_cond_wait(&soak->changed, &soak->lock);
    pthread_cond_broadcast(&soak->changed);
    pthread_mutex_unlock(&soak->lock);
}

/* Once everybody rests and nothing changes any more; what still does after some tries is counted as it is. */
static void sample_at_rest(Soak *soak, const char *folder, Sample *sample) {
    Sample before;
    set_resting(soak, true);
    gauge_read(folder, sample);
    for (int same = 0, tries = 0; same < 3 && tries < QUIET_TRIES;
         tries++) { /* unchanged for longer than viva-box keeps what nobody wants any more */
        before = *sample;
        usleep(QUIET_US);
        gauge_read(folder, sample);
        same = is_same(&before, sample) ? same + 1 : 0;
    }
    set_resting(soak, false);
}

static void sample_until_end(Soak *soak, const char *folder, int64_t every, int64_t warm_until, size_t most, Series *series) {
    int64_t told = 0, now;
    pid_t box = 0;
    for (int64_t due = soak->start; (now = clock_monotonic()) < soak->end && series->count < most; due += every) {
        if (due > now) usleep((useconds_t)(due - now));
        Sample *sample = &series->samples[series->count++];
        sample_at_rest(soak, folder, sample);
        now = clock_monotonic();
        if (now < warm_until) series->skipped++;
        series->restarts += box && sample->box && sample->box != box;
        if (sample->box) box = sample->box;
        if (now - told < SECONDS(TOLD_SECONDS) && now < soak->end) continue;
        tell_progress(soak, sample, now);
        told = now;
    }
}

static void run_load(Soak *soak, Arena *arena, const char *folder, double minutes, Series *series) {
    pthread_t threads[LEARNERS];
    pthread_attr_t attributes;
    int64_t length = (int64_t)(minutes * 60e6),
            every = length / 20 < SECONDS(SAMPLE_SECONDS) ? length / 20 : SECONDS(SAMPLE_SECONDS);
    int64_t warm = length / 10 > SECONDS(60) ? length / 10 : SECONDS(60);
    size_t most = (size_t)(length / every) + 8;
    *series = (Series){
        .samples = ARENA_MANY(arena, Sample, most), .values = ARENA_MANY(arena, double, most), .judged = length >= 2 * warm};
    soak->start = clock_monotonic();
    soak->end = soak->start + length;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, THREAD_STACK);
    for (int i = 0; i < LEARNERS; i++)
        if (pthread_create(&threads[i], &attributes, learn, soak) != 0) abort();
    pthread_attr_destroy(&attributes);
    sample_until_end(soak, folder, every, series->judged ? soak->start + warm : soak->start, most, series);
    for (int i = 0; i < LEARNERS; i++) pthread_join(threads[i], NULL);
}

/* ---- the judgement ---- */

static double median(const Series *series, size_t from, size_t to, Gauge gauge) {
    for (size_t i = from; i < to; i++) series->values[i - from] = series->samples[i].value[gauge];
    return percentile(series->values, to - from, 0.5);
}

/* Adds "fds_start", "fds_end" and "fds_growth_percent"; false when that is too much. */
static bool add_gauge(json_t *figures, const Series *series, Gauge gauge) {
    size_t count = series->count - series->skipped, quarter = count < 4 ? 1 : count / 4;
    double start = median(series, series->skipped, series->skipped + quarter, gauge);
    double end = median(series, series->count - quarter, series->count, gauge);
    double growth = start > 0 ? 100 * (end - start) / start : 0;
    char key[64];
    snprintf(key, sizeof key, "%s_start%s", gauge_name(gauge), gauge_unit(gauge));
    json_object_set_new(figures, key, json_real(start));
    snprintf(key, sizeof key, "%s_end%s", gauge_name(gauge), gauge_unit(gauge));
    json_object_set_new(figures, key, json_real(end));
    snprintf(key, sizeof key, "%s_growth_percent", gauge_name(gauge));
    json_object_set_new(figures, key, json_real(growth));
    bool fine = !series->judged || end - start <= slack[gauge] || (start > 0 && growth <= GROWTH_PERCENT);
    if (!fine) log_error("bench: soak: %s grew from %.1f to %.1f", gauge_name(gauge), start, end);
    return fine;
}

static json_t *sum_up(const Soak *soak, const Series *series, double minutes, bool *held) {
    int runs = atomic_load(&soak->runs), lost = atomic_load(&soak->lost), misjudged = atomic_load(&soak->misjudged);
    json_t *figures = json_pack("{s:f, s:i, s:i, s:i, s:i, s:i, s:i, s:i}", "minutes", minutes, "learners", LEARNERS, "runs", runs,
                                "lost", lost, "misjudged", misjudged, "box_restarts", series->restarts, "samples",
                                (int)series->count, "growth_judged", (int)series->judged);
    *held = lost == 0 && misjudged == 0 && series->restarts == 0;
    for (Gauge gauge = 0; gauge < GAUGE_COUNT; gauge++) *held &= add_gauge(figures, series, gauge);
    return figures;
}

json_t *bench_soak(Arena *arena, const House *house, double minutes, bool *held, Error *error) {
    if (!(minutes >= 0.05 && minutes <= MOST_MINUTES))
        return error_set(error, ERR_INVALID, "--minutes", "--minutes is a number from 0.05 to %d", MOST_MINUTES), NULL;
    if (!house->bench) return error_set(error, ERR_NOT_FOUND, NULL, "the folder bench is not near the program"), NULL;
    Soak *soak = ARENA_NEW(arena, Soak);
    House own = *house;
    Series series;
    json_t *figures = NULL;
    own.box.spares = SPARES;
    pthread_mutex_init(&soak->lock, NULL);
    pthread_cond_init(&soak->changed, NULL);
    if (!court_open(&own, &soak->court, error)) return NULL;
    soak->bench = bank_load(house->bench, error);
    if (soak->bench && make_deck(soak, arena, error)) {
        run_load(soak, arena, house->data, minutes, &series);
        figures = sum_up(soak, &series, minutes, held);
    }
    court_close(&soak->court);
    bank_free(soak->bench);
    return figures;
}
