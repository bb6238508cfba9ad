/* crash_writer DATABASE [finish] - a house under load, to be killed by test_crash.
 *
 * Takes up what was pending (as the coach does at a start), then submits and judges from several threads until it is killed. Each line on
 * standard output acknowledges something that the store has committed, and is written only after that:
 *     S <attempt>             submitted
 *     J <attempt> <verdict>   judged
 * A line is one write(2) of less than PIPE_BUF bytes, so threads never mix theirs and a kill never cuts one. With `finish` it judges all that
 * is pending, closes the store and ends with 0. */
#include "base/random.h"
#include "store/store.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS = 3, LONGEST_CODE = 20000, LIFE_SECONDS = 30, RESUMED = 20 };

static Store *store;
static Clock system_clock;
static const char *learner;
static char code[LONGEST_CODE]; /* its last so many characters are submitted */

static void give_up(const char *what, const Error *error) {
    fprintf(stderr, "crash_writer: %s: %s\n", what, error->message);
    _exit(1);
}

static void acknowledge(const char *line) {
    size_t len = strlen(line);
    if (write(STDOUT_FILENO, line, len) != (ssize_t)len) _exit(1); /* the driver is gone */
}

static Event event_of(const char *kind, const char *attempt, char *data, size_t size) {
    snprintf(data, size, "{\"attempt\":\"%s\"}", attempt);
    return (Event){.learner = learner,
                   .kind = kind,
                   .question_uuid = "q",
                   .question_hash = "h",
                   .question_type = "implementation",
                   .topic = "t",
                   .dimension = "implement",
                   .difficulty = 1,
                   .data = data,
                   .zone = "UTC",
                   .at = clock_now(&system_clock)};
}

static void submit(Arena *arena, char id[UUID_SIZE]) {
    char data[100];
    const char *existing;
    Error error;
    uuid7(clock_now(&system_clock), id);
    Event event = event_of("attempt-submitted", id, data, sizeof data);
    const Attempt attempt = {.id = id,
                             .learner = learner,
                             .question_uuid = "q",
                             .question_slug = "q",
                             .question_hash = "h",
                             .question_type = "implementation",
                             .code = code + random_u64() % (sizeof code - 1),
                             .created = clock_now(&system_clock)};
    if (!attempt_submit(store, arena, &attempt, NULL, &event, &existing, &error)) give_up("submit", &error);
    char line[64];
    snprintf(line, sizeof line, "S %s\n", id);
    acknowledge(line);
}

static void judge(const char *id) {
    const char *verdict = random_u64() % 2 ? "accepted" : "wrong-answer";
    char data[100];
    Error error;
    Event event = event_of("attempt-judged", id, data, sizeof data);
    const AttemptResult result = {.status = "judged", .verdict = verdict, .feedback = "{}", .at = clock_now(&system_clock)};
    if (!attempt_begin(store, id, &error) || !attempt_judged(store, id, &result, &event, 1, &error)) give_up("judge", &error);
    char line[80];
    snprintf(line, sizeof line, "J %s %s\n", id, verdict);
    acknowledge(line);
}

/* Judges the oldest pending attempts, `most` of them; returns how many were left. */
static size_t resume(size_t most) {
    ARENA_SCOPED Arena *arena = arena_new();
    Attempt *pending;
    size_t count;
    Error error;
    if (!attempt_pending(store, arena, &pending, &count, &error)) give_up("pending", &error);
    for (size_t i = 0; i < count && i < most; i++) judge(pending[i].id);
    return count > most ? count - most : 0;
}

static void *work(void *nothing) {
    (void)nothing;
    for (;;) {
        ARENA_SCOPED Arena *arena = arena_new();
        char id[UUID_SIZE];
        submit(arena, id);
        if (random_u64() % 4 != 0) judge(id); /* the others stay pending */
    }
    return NULL;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    memset(code, 'x', sizeof code - 1);
    alarm(LIFE_SECONDS); /* never outlives a driver that was killed itself */
    system_clock = clock_system();
    ARENA_SCOPED Arena *arena = arena_new();
    Error error;
    Learner local;
    store = store_open(argv[1], &system_clock, &error);
    if (!store) give_up("open", &error);
    if (!learner_local(store, arena, &local, &error)) give_up("learner", &error);
    learner = local.id;
    if (argc > 2 && strcmp(argv[2], "finish") == 0) {
        resume(SIZE_MAX);
        store_close(store);
        return 0;
    }
    resume(RESUMED);
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, work, NULL) != 0) return 1;
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    return 1; /* not reached */
}
