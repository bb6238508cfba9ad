/* measure_store [URL] - what the store costs on this machine: attempts committed a second by one and by four threads (each attempt is a
 * transaction with its event that has reached the disk), and milliseconds a query where a learner has 5,000 attempts at 500 questions.
 * Without a URL it uses an SQLite file in a new folder under TMPDIR. */
#include "base/random.h"
#include "store/store.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MANY = 5000, QUESTIONS = 500, THREADS = 4, REPEATS = 50 };

static Store *store;
static Clock wall;
static const char *learner;
static const char code[] =
    "import numpy as np\n\ndef predict(x, y, queries, k):\n    d = ((queries[:, None] - x[None]) ** 2).sum(-1)\n"
    "    nearest = np.argsort(d, axis=1, kind='stable')[:, :k]\n    return y[nearest].mean(axis=1)\n";

static void check(bool ok, const Error *error) {
    if (ok) return;
    fprintf(stderr, "measure_store: %s\n", error->message);
    exit(1);
}

static void submit(Arena *arena, int n) {
    char id[UUID_SIZE];
    const char *existing;
    Error error;
    const Event event = {.learner = learner, .kind = "attempt-submitted", .data = "{}", .zone = "UTC", .at = clock_now(&wall)};
    const Attempt attempt = {.id = uuid7(clock_now(&wall), id),
                             .learner = learner,
                             .question_uuid = arena_printf(arena, "question-%03d", n % QUESTIONS),
                             .question_slug = "slug",
                             .question_hash = "hash",
                             .question_type = "implementation",
                             .code = code,
                             .created = clock_now(&wall)};
    check(attempt_submit(store, arena, &attempt, NULL, &event, &existing, &error), &error);
    const AttemptResult result = {.status = "judged", .verdict = n % 3 ? "accepted" : "wrong-answer", .feedback = "{}", .at = 1};
    if (n % 10 == 0) check(attempt_judged(store, id, &result, NULL, 0, &error), &error);
}

static void *submit_share(void *number) {
    ARENA_SCOPED Arena *arena = arena_new();
    for (int i = 0; i < MANY / 2 / THREADS; i++) submit(arena, i * THREADS + *(int *)number);
    return NULL;
}

static double seconds_since(int64_t start) { return (double)(clock_monotonic() - start) / 1e6; }

static void measure_writes(void) {
    ARENA_SCOPED Arena *arena = arena_new();
    int64_t start = clock_monotonic();
    for (int i = 0; i < MANY / 2; i++) submit(arena, i);
    printf("attempts_per_s_1_thread %.0f\n", MANY / 2 / seconds_since(start));
    pthread_t threads[THREADS];
    int numbers[THREADS];
    start = clock_monotonic();
    for (int i = 0; i < THREADS; i++) {
        numbers[i] = i;
        if (pthread_create(&threads[i], NULL, submit_share, &numbers[i]) != 0) abort();
    }
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    printf("attempts_per_s_%d_threads %.0f\n", THREADS, MANY / 2 / seconds_since(start));
}

static void query_statuses(Arena *arena, Error *error) {
    QuestionStatus *statuses;
    size_t count;
    check(attempt_statuses(store, arena, learner, &statuses, &count, error), error);
    if (count != QUESTIONS) abort();
}

static void query_page(Arena *arena, Error *error) {
    Attempt *list;
    size_t count;
    check(attempt_list(store, arena, learner, NULL, NULL, 50, false, &list, &count, error), error);
    if (count != 50) abort();
}

static void query_question(Arena *arena, Error *error) {
    Attempt *list;
    size_t count;
    check(attempt_list(store, arena, learner, "question-007", NULL, 50, true, &list, &count, error), error);
    if (count != MANY / QUESTIONS) abort();
}

static void query_pending(Arena *arena, Error *error) {
    Attempt *list;
    size_t count;
    check(attempt_pending(store, arena, &list, &count, error), error);
    if (count == 0) abort();
}

static void query_log(Arena *arena, Error *error) {
    Event *events;
    size_t count;
    check(event_list(store, arena, learner, NULL, MANY, &events, &count, error), error);
    if (count != MANY) abort();
}

static void measure_reads(void) {
    static const struct {
        const char *name;
        void (*query)(Arena *, Error *);
    } queries[] = {{"statuses_ms", query_statuses},
                   {"page_of_50_ms", query_page},
                   {"question_whole_ms", query_question},
                   {"pending_ms", query_pending},
                   {"log_of_5000_ms", query_log}};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        int64_t start = clock_monotonic();
        for (int n = 0; n < REPEATS; n++) {
            ARENA_SCOPED Arena *arena = arena_new();
            Error error;
            queries[i].query(arena, &error);
        }
        printf("%s %.3f\n", queries[i].name, seconds_since(start) * 1e3 / REPEATS);
    }
}

static void remove_file(const char *path, const char *ending) {
    char name[600];
    snprintf(name, sizeof name, "%s%s", path, ending);
    unlink(name);
}

int main(int argc, char **argv) {
    ARENA_SCOPED Arena *arena = arena_new();
    const char *tmp = getenv("TMPDIR");
    char *folder = arena_printf(arena, "%s/viva-measure.XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(folder)) return 1;
    char *path = arena_printf(arena, "%s/viva.db", folder);
    Error error;
    Learner local;
    wall = clock_system();
    int64_t start = clock_monotonic();
    store = store_open(argc > 1 ? argv[1] : path, &wall, &error);
    check(store != NULL, &error);
    printf("open_empty_ms %.1f\n", seconds_since(start) * 1e3);
    check(learner_local(store, arena, &local, &error), &error);
    learner = local.id;
    measure_writes();
    measure_reads();
    store_close(store);
    remove_file(path, "");
    remove_file(path, "-wal");
    remove_file(path, "-shm");
    return rmdir(folder);
}
