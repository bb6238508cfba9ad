/* Kill -9: `test_crash WRITER` starts the writer on one SQLite database a hundred times, kills it at a random moment, and after every kill
 * holds the database against all that was ever acknowledged:
 *   - an attempt whose submission was acknowledged is there, with its event;
 *   - one whose verdict was acknowledged is judged, with that verdict and its event;
 *   - every attempt is either judged or among the pending ones, and has exactly the events that it should have;
 *   - SQLite finds its file whole (looked at after every tenth kill, since that reads all of it).
 * At the end the writer is left alone and judges what is pending; then nothing is.
 *
 * A fifth of the kills count from the start of the process, so that they meet it while it opens and migrates; the others from its
 * first sign of life. The moments come from a seed, which is printed: VIVA_CRASH_SEED repeats them (as far as the machine does). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"
#include "db/db.h"
#include "store/store.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KILLS = 100, EARLY_MILLISECONDS = 40, LATE_MILLISECONDS = 50, FIRST_SIGN_MILLISECONDS = 20000 };

typedef struct {
    char id[UUID_SIZE];
    char verdict[20];
} Ack;

typedef struct {
    Ack *items;
    size_t count, room;
} Acks;

static const char *writer;
static char folder[] = "/tmp/viva-crash.XXXXXX", path[64], url[80];
static Acks submitted, judged;
static uint64_t dice;

/* splitmix64 */
static uint64_t roll(uint64_t below) {
    uint64_t z = dice += 0x9E3779B97F4A7C15ULL;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
    return (z ^ z >> 31) % below;
}

/* --- what was acknowledged ----------------------------------------------------------------------------------------------- */

static void keep(Acks *acks, const Ack *ack) {
    if (acks->count == acks->room) {
        acks->room = acks->room ? 2 * acks->room : 1024;
        acks->items = realloc(acks->items, acks->room * sizeof *acks->items);
        assert_non_null(acks->items);
    }
    acks->items[acks->count++] = *ack;
}

static void take_line(const char *line) {
    Ack ack = {0};
    if (sscanf(line, "S %36s", ack.id) == 1)
        keep(&submitted, &ack);
    else if (sscanf(line, "J %36s %19s", ack.id, ack.verdict) == 2)
        keep(&judged, &ack);
    else
        fail_msg("the writer said '%s'", line);
}

typedef struct {
    char text[8192];
    size_t len;
} Lines;

static void take_lines(Lines *lines) {
    char *at = lines->text, *end;
    while ((end = memchr(at, '\n', lines->len - (size_t)(at - lines->text)))) {
        *end = 0;
        take_line(at);
        at = end + 1;
    }
    lines->len -= (size_t)(at - lines->text);
    memmove(lines->text, at, lines->len);
}

/* Reads until `milliseconds` have passed (false: the writer lives), or the writer's end (true). */
static bool listen_to(int fd, Lines *lines, int64_t milliseconds, bool until_first) {
    int64_t deadline = clock_monotonic() + milliseconds * 1000;
    for (;;) {
        int64_t left = (deadline - clock_monotonic()) / 1000;
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        if (left <= 0 || poll(&ready, 1, (int)left) == 0) return false;
        ssize_t n = read(fd, lines->text + lines->len, sizeof lines->text - lines->len);
        assert_true(n >= 0);
        if (n == 0) return true;
        lines->len += (size_t)n;
        take_lines(lines);
        if (until_first) return false;
    }
}

/* --- one life of the writer ---------------------------------------------------------------------------------------------- */

static pid_t start_writer(const char *mode, int *out) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execl(writer, writer, url, mode, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    *out = ends[0];
    return pid;
}

static void live_and_die(int round) {
    Lines lines = {.len = 0};
    int fd, status;
    pid_t pid = start_writer(NULL, &fd);
    bool ended;
    if (round % 5 == 0) {
        ended = listen_to(fd, &lines, (int64_t)roll(EARLY_MILLISECONDS), false);
    } else {
        ended =
            listen_to(fd, &lines, FIRST_SIGN_MILLISECONDS, true) || listen_to(fd, &lines, (int64_t)roll(LATE_MILLISECONDS), false);
    }
    kill(pid, SIGKILL);
    if (!ended) assert_true(listen_to(fd, &lines, FIRST_SIGN_MILLISECONDS, false)); /* what it said before it died */
    close(fd);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL) fail_msg("round %d: the writer ended by itself: %d", round, status);
    assert_int_equal(lines.len, 0);
}

/* --- what the database holds --------------------------------------------------------------------------------------------- */

typedef struct {
    Store *store;
    Arena *arena;
    const char *learner;
    Attempt *attempts, *pending;
    char (*submitted_events)[UUID_SIZE], (*judged_events)[UUID_SIZE];
    size_t attempt_count, pending_count, submitted_count, judged_count;
} Held;

static int by_id(const void *a, const void *b) { return strcmp(a, b); }
static int by_attempt(const void *a, const void *b) { return strcmp(((const Attempt *)a)->id, ((const Attempt *)b)->id); }

static void sort(void *items, size_t count, size_t size, int (*order)(const void *, const void *)) {
    if (count > 1) qsort(items, count, size, order); /* an empty list may be NULL */
}

static const Attempt *find_attempt(const Attempt *list, size_t count, const char *id) {
    const Attempt key = {.id = id};
    return count ? bsearch(&key, list, count, sizeof *list, by_attempt) : NULL;
}

static void read_attempts(Held *held) {
    Error error;
    const char *before = NULL;
    size_t room = 0, count;
    do {
        Attempt *page;
        if (!attempt_list(held->store, held->arena, held->learner, NULL, before, STORE_PAGE_LIMIT, false, &page, &count, &error))
            fail_msg("attempts: %s", error.message);
        if (held->attempt_count + count > room) {
            room = 2 * (held->attempt_count + count);
            Attempt *larger = ARENA_MANY(held->arena, Attempt, room);
            if (held->attempt_count) memcpy(larger, held->attempts, held->attempt_count * sizeof *larger);
            held->attempts = larger;
        }
        for (size_t i = 0; i < count; i++) held->attempts[held->attempt_count++] = page[i];
        if (count) before = page[count - 1].id;
    } while (count > 0);
    sort(held->attempts, held->attempt_count, sizeof *held->attempts, by_attempt);
    if (!attempt_pending(held->store, held->arena, &held->pending, &held->pending_count, &error))
        fail_msg("pending: %s", error.message);
}

static void read_events(Held *held) {
    Error error;
    const char *after = NULL;
    size_t count, room = 2 * held->attempt_count + 1;
    held->submitted_events = arena_array(held->arena, room, UUID_SIZE);
    held->judged_events = arena_array(held->arena, room, UUID_SIZE);
    do {
        Event *page;
        if (!event_list(held->store, held->arena, held->learner, after, STORE_PAGE_LIMIT, &page, &count, &error))
            fail_msg("events: %s", error.message);
        for (size_t i = 0; i < count; i++) {
            bool is_judged = strcmp(page[i].kind, "attempt-judged") == 0;
            char *id = is_judged ? held->judged_events[held->judged_count++] : held->submitted_events[held->submitted_count++];
            assert_true(held->judged_count < room && held->submitted_count < room);
            assert_int_equal(sscanf(page[i].data, "{\"attempt\":\"%36s", id), 1);
        }
        if (count) after = page[count - 1].id;
    } while (count > 0);
    sort(held->submitted_events, held->submitted_count, UUID_SIZE, by_id);
    sort(held->judged_events, held->judged_count, UUID_SIZE, by_id);
}

static void check_file(void) {
    Error error;
    ARENA_SCOPED Arena *arena = arena_new();
    Db *db = db_open(url, &error);
    if (!db) fail_msg("%s", error.message);
    {
        DB_SCOPED DbConn *conn = db_read(db, &error);
        DbRows rows;
        if (!conn || !db_query(conn, arena, &rows, &error, "PRAGMA integrity_check")) fail_msg("%s", error.message);
        assert_string_equal(db_text(&rows, 0, 0), "ok");
    }
    db_close(db);
}

/* Every attempt has one event that it was submitted; one that it was judged if and only if it is; and is pending otherwise. */
static void check_whole(const Held *held) {
    size_t judged_attempts = 0;
    for (size_t i = 0; i < held->attempt_count; i++) {
        const char *id = held->attempts[i].id;
        bool is_judged = strcmp(held->attempts[i].status, "judged") == 0;
        judged_attempts += is_judged;
        if (!bsearch(id, held->submitted_events, held->submitted_count, UUID_SIZE, by_id))
            fail_msg("%s has no event of its submission", id);
        if (is_judged != (bsearch(id, held->judged_events, held->judged_count, UUID_SIZE, by_id) != NULL))
            fail_msg("%s is '%s', its events disagree", id, held->attempts[i].status);
        if (is_judged == (find_attempt(held->pending, held->pending_count, id) != NULL))
            fail_msg("%s is '%s', the list of pending ones disagrees", id, held->attempts[i].status);
    }
    assert_int_equal(held->submitted_count, held->attempt_count);
    assert_int_equal(held->judged_count, judged_attempts);
    assert_int_equal(held->pending_count, held->attempt_count - judged_attempts);
}

static void check_acknowledged(const Held *held) {
    for (size_t i = 0; i < submitted.count; i++)
        if (!find_attempt(held->attempts, held->attempt_count, submitted.items[i].id))
            fail_msg("attempt %s was acknowledged and is lost", submitted.items[i].id);
    for (size_t i = 0; i < judged.count; i++) {
        const Attempt *attempt = find_attempt(held->attempts, held->attempt_count, judged.items[i].id);
        if (!attempt || !attempt->verdict || strcmp(attempt->verdict, judged.items[i].verdict) != 0)
            fail_msg("the verdict of %s was acknowledged and is lost", judged.items[i].id);
    }
}

/* Returns how many attempts are pending. */
static size_t check_all(void) {
    Error error;
    Clock clock = clock_system();
    Learner learner;
    Held held = {.arena = arena_new(), .store = store_open(url, &clock, &error)};
    if (!held.store || !learner_local(held.store, held.arena, &learner, &error)) fail_msg("%s", error.message);
    held.learner = learner.id;
    read_attempts(&held);
    read_events(&held);
    check_whole(&held);
    check_acknowledged(&held);
    store_close(held.store);
    arena_free(held.arena);
    return held.pending_count;
}

/* --- the test ------------------------------------------------------------------------------------------------------------ */

static void no_acknowledged_attempt_is_lost_by_kill_9(void **state) {
    (void)state;
    size_t left_pending = 0, spoke = 0;
    for (int round = 0; round < KILLS; round++) {
        size_t before = submitted.count + judged.count;
        live_and_die(round);
        spoke += submitted.count + judged.count > before;
        left_pending += check_all() > 0;
        if (round % 10 == 9) check_file();
    }
    print_message("%d kills, %zu submissions and %zu verdicts acknowledged; the writer had spoken in %zu rounds\n", KILLS,
                  submitted.count, judged.count, spoke);
    assert_true(spoke >= KILLS * 3 / 4); /* otherwise this test has looked at nothing */
    assert_true(left_pending >= KILLS / 2);
}

static void what_was_pending_is_judged_after_a_restart(void **state) {
    (void)state;
    Lines lines = {.len = 0};
    int fd, status;
    for (int round = 1; check_all() == 0 && round < KILLS; round++) live_and_die(round); /* by chance nothing was */
    assert_true(check_all() > 0);
    pid_t pid = start_writer("finish", &fd);
    assert_true(listen_to(fd, &lines, FIRST_SIGN_MILLISECONDS, false));
    close(fd);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    assert_int_equal(check_all(), 0);
    check_file();
}

static int make_folder(void **state) {
    (void)state;
    if (!mkdtemp(folder)) return -1;
    snprintf(path, sizeof path, "%s/viva.db", folder);
    snprintf(url, sizeof url, "sqlite:%s", path);
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char file[80];
        snprintf(file, sizeof file, "%s%s", path, endings[i]);
        unlink(file);
    }
    free(submitted.items);
    free(judged.items);
    return rmdir(folder);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: %s WRITER\n", argv[0]);
        return 2;
    }
    writer = argv[1];
    const char *seed = getenv("VIVA_CRASH_SEED");
    dice = seed ? strtoull(seed, NULL, 10) : random_u64();
    print_message("VIVA_CRASH_SEED=%llu\n", (unsigned long long)dice);
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_acknowledged_attempt_is_lost_by_kill_9),
                                       cmocka_unit_test(what_was_pending_is_judged_after_a_restart)};
    return cmocka_run_group_tests_name("kill -9", tests, make_folder, remove_folder);
}
