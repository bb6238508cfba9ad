/* viva bench run: one submission with ten cases, cold, under bubblewrap, at the floor, in a pool without any isolation, and through the judge.
 *
 * The pool without isolation is a plain fork server: a child that was forked and warmed ahead (by the same warm.py) gets code and inputs through a pipe, runs
 * them, and sends the results back, pickled, to be compared there. What viva takes beyond it is what its walls, its limits and its fuller answer cost. */
#include "cli/bench.h"

#include "base/file.h"
#include "base/log.h"
#include "base/random.h"

#include <fcntl.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    COLD_ROUNDS = 5,
    WARM_ROUNDS = 100,
    FRESH_ROUNDS = 30,
    FLOOR_ROUNDS = 100,
    BURST_SECONDS = 4,
    BURST_THREADS = 4, /* submissions under way for each core, as behind a queue */
    WARM_UP_SECONDS = 180,
    MOST = 4096
};

/* Between two warm runs, and between two with fresh cases: nobody submits without a breath, and what the next one needs is made meanwhile. The burst takes none. */
enum { PAUSE_US = 100000, FRESH_PAUSE_US = 1000000 };

/* The program of the baselines: the imports, the inputs and the calls of the judged run, in one process. */
static const char program[] =
    "import sys, types, time, os\n"
    "class Case:\n"
    "    def __init__(self, name, visible=False, why='', **inputs):\n"
    "        self.name, self.visible, self.why, self.inputs = name, visible, why, inputs\n"
    "viva = types.ModuleType('viva'); viva.case = Case; sys.modules['viva'] = viva\n"
    "import numpy\n"
    "if 'sklearn' in sys.argv[1]: import pandas, scipy, sklearn, sklearn.linear_model\n"
    "else: import torch\n"
    "solution, cases = {}, {}\n"
    "exec(open(sys.argv[2]).read(), solution)\n"
    "exec(open(sys.argv[3]).read(), cases)\n"
    "made = list(cases['fixed']())\n"
    "def run():\n"
    "    for case in made: solution['fit_and_predict'](**case.inputs)\n"
    "def pool():\n"
    "    import pickle\n"
    "    warm, code = {}, open(sys.argv[2]).read()\n"
    "    exec(open(sys.argv[6]).read(), warm)\n"
    "    travel = lambda value: pickle.loads(pickle.dumps(value))\n"
    "    warm['warm_up'](sys.argv[1], travel)\n"
    "    expected = [numpy.asarray(solution['fit_and_predict'](**case.inputs)) for case in made]\n"
    "    for _ in range(int(sys.argv[5])):\n"
    "        (inward, ask), (answer, outward) = os.pipe(), os.pipe()\n"
    "        pid = os.fork()\n"
    "        if pid == 0:\n"
    "            warm['warm_up'](sys.argv[1], travel)\n"
    "            os.close(ask), os.write(outward, b'r')\n"
    "            with os.fdopen(inward, 'rb') as asked: code, inputs = pickle.load(asked)\n"
    "            module = {}\n"
    "            exec(compile(code, 'solution.py', 'exec'), module)\n"
    "            results = [module['fit_and_predict'](**given) for given in inputs]\n"
    "            with os.fdopen(outward, 'wb') as told: pickle.dump(results, told)\n"
    "            os._exit(0)\n"
    "        os.close(inward), os.close(outward), os.read(answer, 1)\n"
    "        time.sleep(0.1)\n"
    "        start = time.perf_counter()\n"
    "        with os.fdopen(ask, 'wb') as asking: pickle.dump((code, [case.inputs for case in made]), asking)\n"
    "        with os.fdopen(answer, 'rb') as told: results = pickle.load(told)\n"
    "        for one, other in zip(results, expected): assert numpy.allclose(numpy.asarray(one), other)\n"
    "        print((time.perf_counter() - start) * 1e3)\n"
    "        os.waitpid(pid, 0)\n"
    "if sys.argv[4] == 'once':\n"
    "    run()\n"
    "elif sys.argv[4] == 'pool':\n"
    "    pool()\n"
    "else:\n"
    "    for _ in range(int(sys.argv[5])):\n"
    "        start = time.perf_counter()\n"
    "        pid = os.fork()\n"
    "        if pid == 0:\n"
    "            if sys.argv[4] == 'runs': run()\n"
    "            os._exit(0)\n"
    "        os.waitpid(pid, 0)\n"
    "        print((time.perf_counter() - start) * 1e3)\n";

typedef struct {
    const House *house;
    const Question *question;
    const char *program, *solution, *cases, *warm; /* paths */
} Baseline;

/* Runs argv with one BLAS thread, its output into `out` (numbers, one a line) when that is not NULL. Milliseconds, or -1 when it failed. */
static double run_program(const char *const *argv, double *out, size_t *count) {
    int64_t start = clock_monotonic();
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return -1;
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], 1);
        setenv("OPENBLAS_NUM_THREADS", "1", 1);
        setenv("OMP_NUM_THREADS", "1", 1);
        setenv("MKL_NUM_THREADS", "1", 1);
        execvp(argv[0], (char *const *)(size_t)argv);
        _exit(127);
    }
    close(ends[1]);
    FILE *from = fdopen(ends[0], "r");
    double value;
    while (out && fscanf(from, "%lf", &value) == 1 && *count < MOST) out[(*count)++] = value;
    fclose(from);
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? (double)(clock_monotonic() - start) / 1e3 : -1;
}

static double cold(const Baseline *b) {
    const char *argv[] = {b->house->box.python, "-I",     b->program, stack_name(b->question->run.stack),
                          b->solution,          b->cases, "once",     NULL};
    return run_program(argv, NULL, NULL);
}

static double bwrapped(const Baseline *b) {
    const char *argv[] = {"bwrap",
                          "--unshare-all",
                          "--die-with-parent",
                          "--ro-bind",
                          "/",
                          "/",
                          "--dev",
                          "/dev",
                          "--proc",
                          "/proc",
                          b->house->box.python,
                          "-I",
                          b->program,
                          stack_name(b->question->run.stack),
                          b->solution,
                          b->cases,
                          "once",
                          NULL};
    return run_program(argv, NULL, NULL);
}

static size_t forks(const Baseline *b, const char *what, double *out) {
    char rounds[16];
    size_t count = 0;
    snprintf(rounds, sizeof rounds, "%d", FLOOR_ROUNDS);
    const char *argv[] = {b->house->box.python,
                          "-I",
                          b->program,
                          stack_name(b->question->run.stack),
                          b->solution,
                          b->cases,
                          what,
                          rounds,
                          b->warm,
                          NULL};
    return run_program(argv, out, &count) < 0 ? 0 : count;
}

/* A judgement's time, and where it went; milliseconds. */
typedef struct {
    double all;
    JudgeSteps steps;
} Timed;

static bool judge_once(Judge *judge, const Question *question, Timed *timed, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Judgement judgement;
    int64_t start = clock_monotonic();
    if (!judge_code(judge, arena, question, question->accepted[0].code, JUDGE_SUBMIT, NULL, NULL, &judgement, error)) return false;
    *timed = (Timed){(double)(clock_monotonic() - start) / 1e3, judgement.steps};
    Verdict verdict = judgement.verdict;
    judgement_free(&judgement);
    if (verdict == VERDICT_ACCEPTED) return true;
    return error_set(error, ERR_INTERNAL, question->slug, "the bench's own solution was not accepted: %s", verdict_name(verdict));
}

static bool warm(Judge *judge, const Question *question, int rounds, Timed *out, Error *error) {
    Timed ignored;
    for (int i = 0; i < 3; i++)
        if (!judge_once(judge, question, &ignored, error)) return false;
    for (int i = 0; i < rounds; i++) {
        usleep(PAUSE_US);
        if (!judge_once(judge, question, &out[i], error)) return false;
    }
    return true;
}

typedef struct {
    Judge *judge;
    const Question *question;
    int64_t until;
    int runs;
} Burst;

static void *burst(void *self) {
    Burst *b = self;
    Error error = {0};
    Timed ignored;
    while (clock_monotonic() < b->until && judge_once(b->judge, b->question, &ignored, &error)) b->runs++;
    return NULL;
}

static double runs_per_second_and_core(Judge *judge, const Question *question) {
    int cores = (int)sysconf(_SC_NPROCESSORS_ONLN), total = 0;
    enum { THREADS = 64 };
    int count = cores * BURST_THREADS < THREADS ? cores * BURST_THREADS : THREADS;
    pthread_t threads[THREADS];
    Burst bursts[THREADS];
    for (int i = 0; i < count; i++) {
        bursts[i] = (Burst){judge, question, clock_monotonic() + SECONDS(BURST_SECONDS), 0};
        if (pthread_create(&threads[i], NULL, burst, &bursts[i]) != 0) abort();
    }
    for (int i = 0; i < count; i++) {
        pthread_join(threads[i], NULL);
        total += bursts[i].runs;
    }
    return (double)total / BURST_SECONDS / cores;
}

static void set(json_t *figures, const char *prefix, const char *name, double value) {
    char key[64];
    snprintf(key, sizeof key, "%s%s", prefix, name);
    json_object_set_new(figures, key, json_real(value));
}

/* Cold and under bubblewrap, turn by turn. */
static bool measure_cold(const Baseline *b, const char *prefix, json_t *figures, double *cold_p50, Error *error) {
    double plain[COLD_ROUNDS], wrapped[COLD_ROUNDS];
    bool with_bwrap = true;
    for (int i = 0; i < COLD_ROUNDS; i++) {
        plain[i] = cold(b);
        if (plain[i] < 0)
            return error_set(error, ERR_UNAVAILABLE, b->program, "%s could not run the baseline of %s", b->house->box.python,
                             b->question->slug);
        wrapped[i] = with_bwrap ? bwrapped(b) : -1;
        with_bwrap = wrapped[i] >= 0;
    }
    *cold_p50 = percentile(plain, COLD_ROUNDS, 0.5);
    set(figures, prefix, "cold_ms_p50", *cold_p50);
    if (with_bwrap)
        set(figures, prefix, "bwrap_ms_p50", percentile(wrapped, COLD_ROUNDS, 0.5));
    else
        log_warning("bench: bwrap is missing or does not work here, its figures are left out (Debian: apt install bubblewrap)");
    return true;
}

static bool measure_floor(const Baseline *b, const char *prefix, json_t *figures, Error *error) {
    double *floor_ms = calloc(MOST, sizeof *floor_ms);
    if (!floor_ms) abort();
    size_t count = forks(b, "exit", floor_ms);
    if (count) set(figures, prefix, "floor_ms_p50", percentile(floor_ms, count, 0.5));
    size_t runs = forks(b, "runs", floor_ms);
    if (runs) set(figures, prefix, "floor_runs_per_s_core", 1e3 / percentile(floor_ms, runs, 0.5));
    size_t pooled = forks(b, "pool", floor_ms);
    if (pooled) set(figures, prefix, "unisolated_ms_p50", percentile(floor_ms, pooled, 0.5));
    free(floor_ms);
    return (count && runs && pooled) ||
           error_set(error, ERR_UNAVAILABLE, b->program, "the fork floor could not be measured with %s", b->house->box.python);
}

/* The times as a whole, into `ms`; their median. */
static double all_ms(const Timed *timed, size_t count, double *ms) {
    for (size_t i = 0; i < count; i++) ms[i] = timed[i].all;
    return percentile(ms, count, 0.5);
}

static void set_steps(json_t *figures, const char *prefix, const Timed *timed, double *ms) {
    static const struct {
        const char *name;
        size_t at;
    } steps[] = {{"step_pick_up_ms_p50", offsetof(JudgeSteps, pick_up)},
                 {"step_run_ms_p50", offsetof(JudgeSteps, run)},
                 {"step_compare_ms_p50", offsetof(JudgeSteps, compare)}};
    for (size_t step = 0; step < sizeof steps / sizeof *steps; step++) {
        for (size_t i = 0; i < WARM_ROUNDS; i++)
            ms[i] = *(const double *)(const void *)((const char *)&timed[i].steps + steps[step].at);
        set(figures, prefix, steps[step].name, percentile(ms, WARM_ROUNDS, 0.5));
    }
}

static bool measure_warm(Judge *judge, const Question *original, const char *prefix, double cold_p50, json_t *figures,
                         Error *error) {
    Timed timed[WARM_ROUNDS];
    double ms[WARM_ROUNDS];
    Question question = *original;
    question.run.fresh = 0;
    if (!warm(judge, &question, WARM_ROUNDS, timed, error)) return false;
    set_steps(figures, prefix, timed, ms);
    double p50 = all_ms(timed, WARM_ROUNDS, ms);
    set(figures, prefix, "warm_ms_p50", p50);
    set(figures, prefix, "warm_ms_p99", percentile(ms, WARM_ROUNDS, 0.99));
    set(figures, prefix, "cold_over_warm", cold_p50 / p50);
    set(figures, prefix, "runs_per_s_core", runs_per_second_and_core(judge, &question));
    return true;
}

static bool measure_fresh(Judge *judge, const Question *question, const char *prefix, double cold_p50, json_t *figures,
                          Error *error) {
    Timed timed[FRESH_ROUNDS];
    double ms[FRESH_ROUNDS];
    for (int i = 0; i < FRESH_ROUNDS; i++) {
        usleep(FRESH_PAUSE_US); /* meanwhile the next batch is made */
        if (!judge_once(judge, question, &timed[i], error)) return false;
    }
    double p50 = all_ms(timed, FRESH_ROUNDS, ms);
    set(figures, prefix, "fresh_warm_ms_p50", p50);
    set(figures, prefix, "fresh_warm_ms_p99", percentile(ms, FRESH_ROUNDS, 0.99));
    set(figures, prefix, "fresh_cold_over_warm", cold_p50 / p50);
    return true;
}

static int64_t now_utc(void) {
    Clock clock = clock_system();
    return clock_now(&clock);
}

/* One attempt from its submission to its stored judgement, without the judging; milliseconds, or -1. */
static double store_once(Store *store, const Learner *learner, const Question *question, const char *feedback, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    char id[UUID_SIZE];
    int64_t now = now_utc(), start = clock_monotonic();
    const char *existing = NULL;
    Attempt attempt = {.id = uuid7(now, id),
                       .learner = learner->id,
                       .question_uuid = question->uuid,
                       .question_slug = question->slug,
                       .question_hash = question->hash,
                       .question_type = question_type_name(question->type),
                       .status = "submitted",
                       .code = question->accepted[0].code,
                       .created = now};
    Event submitted = {.learner = learner->id, .kind = "attempt-submitted", .data = "{}", .zone = learner->zone, .at = now};
    Event judged = {.learner = learner->id, .kind = "attempt-judged", .data = "{}", .zone = learner->zone, .at = now};
    AttemptResult result = {
        .status = "judged", .verdict = verdict_name(VERDICT_ACCEPTED), .feedback = feedback, .score = 1, .at = now};
    bool stored = attempt_submit(store, arena, &attempt, NULL, &submitted, &existing, error) &&
                  attempt_judged(store, id, &result, &judged, 1, error);
    return stored ? (double)(clock_monotonic() - start) / 1e3 : -1;
}

/* What remembering an attempt costs, in a database of its own. */
static bool measure_store(Arena *arena, const House *house, Judge *judge, const Question *question, json_t *figures, Error *error) {
    Judgement judgement;
    double ms[WARM_ROUNDS];
    Learner learner;
    if (!judge_code(judge, arena, question, question->accepted[0].code, JUDGE_SUBMIT, NULL, NULL, &judgement, error)) return false;
    json_t *json = judgement_json(&judgement);
    char *feedback = json_dumps(json, JSON_COMPACT), *path = arena_printf(arena, "%s/bench-%d.db", house->data, (int)getpid());
    judgement_free(&judgement);
    Clock clock = clock_system();
    Store *store = store_open(path, &clock, error);
    bool fine = store && learner_local(store, arena, &learner, error);
    for (int i = 0; fine && i < WARM_ROUNDS; i++) fine = (ms[i] = store_once(store, &learner, question, feedback, error)) >= 0;
    if (fine) set(figures, "", "step_store_ms_p50", percentile(ms, WARM_ROUNDS, 0.5));
    if (store) store_close(store);
    static const char *const parts[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) unlink(arena_printf(arena, "%s%s", path, parts[i]));
    free(feedback);
    json_decref(json);
    return fine;
}

static bool measure(Arena *arena, const House *house, const Court *court, const char *slug, const char *prefix,
                    const char *program_path, json_t *figures, Error *error) {
    const Question *question = bank_find(court->bank, slug, error);
    if (!question || !box_wait_ready(judge_box(court->judge), stack_name(question->run.stack), WARM_UP_SECONDS, error))
        return false;
    Baseline baseline = {house,
                         question,
                         program_path,
                         question->accepted[0].path,
                         file_join(arena, question->folder, "cases.py"),
                         file_join(arena, house->box.runtime, "warm.py")};
    double cold_p50;
    return measure_cold(&baseline, prefix, figures, &cold_p50, error) && measure_floor(&baseline, prefix, figures, error) &&
           measure_warm(court->judge, question, prefix, cold_p50, figures, error) &&
           measure_fresh(court->judge, question, prefix, cold_p50, figures, error);
}

json_t *bench_run(Arena *arena, const House *house, Error *error) {
    if (!house->bench) {
        error_set(error, ERR_NOT_FOUND, NULL, "the benches' questions (the folder bench) are not near the program");
        return NULL;
    }
    House own = *house;
    Court court;
    own.bank = house->bench;
    char *path = file_join(arena, house->data, "bench-baseline.py");
    if (!file_write(path, program, strlen(program), 0600, error) || !court_open(&own, &court, error)) return NULL;
    json_t *figures = json_object();
    bool fine = measure(arena, &own, &court, "sklearn-regression", "", path, figures, error);
    const Question *question = fine ? bank_find(court.bank, "sklearn-regression", error) : NULL;
    fine = question && measure_store(arena, &own, court.judge, question, figures, error);
    const char *says;
    if (fine && box_stack_state(judge_box(court.judge), "torch", &says) != STACK_MISSING)
        fine = measure(arena, &own, &court, "torch-regression", "torch_", path, figures, error);
    else if (fine)
        log_warning("bench: torch is missing, its figures are left out");
    court_close(&court);
    unlink(path);
    if (fine) return figures;
    json_decref(figures);
    return NULL;
}
