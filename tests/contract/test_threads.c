/* What holds when many write at once: nothing is lost, nothing is stored twice, and of two who want the same thing one is told. */
#include "fixture.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { THREADS = 4, ROUNDS = 25 };

#define TEST_OF(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

/* One thread's view: its own arena and error; cmocka's assertions belong to the main thread, so a thread only counts. */
typedef struct {
    Fixture *f;
    Store *store;
    Arena *arena;
    int number;
    int done, stale, other;
    Error error; /* the last that was not expected */
    const char *shared;
    const char *ids[ROUNDS];
    pthread_t thread;
} Worker;

static void count_result(Worker *w, bool ok, const Error *error) {
    if (ok) {
        w->done++;
    } else if (error->code == ERR_STALE) {
        w->stale++;
    } else {
        w->other++;
        w->error = *error;
    }
}

static void run_workers(Fixture *f, Worker workers[THREADS], void *(*work)(void *), const char *shared) {
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (Worker){.f = f, .store = f->store, .arena = arena_new(), .number = i, .shared = shared};
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
    for (int i = 0; i < THREADS; i++)
        if (workers[i].other) fail_msg("thread %d: %d unexpected errors: %s", i, workers[i].other, workers[i].error.message);
}

static int sum_done(const Worker workers[THREADS]) {
    int sum = 0;
    for (int i = 0; i < THREADS; i++) sum += workers[i].done;
    return sum;
}

static int sum_stale(const Worker workers[THREADS]) {
    int sum = 0;
    for (int i = 0; i < THREADS; i++) sum += workers[i].stale;
    return sum;
}

static void free_workers(Worker workers[THREADS]) {
    for (int i = 0; i < THREADS; i++) arena_free(workers[i].arena);
}

/* The fixture's makers use its arena; threads have their own. */
static const char *worker_id(Worker *w) {
    char id[UUID_SIZE];
    return arena_strdup(w->arena, uuid7(clock_now(&w->f->clock), id));
}

static Event worker_event(Worker *w, const char *kind) {
    return (Event){.learner = w->f->learner, .kind = kind, .data = "{}", .zone = "UTC", .at = clock_now(&w->f->clock)};
}

static bool worker_submit(Worker *w, const char *id, const char *request, const char **existing, Error *error) {
    const Attempt attempt = {.id = id,
                             .learner = w->f->learner,
                             .question_uuid = w->number % 2 ? QUESTION : OTHER_QUESTION,
                             .question_slug = "slug",
                             .question_hash = "hash",
                             .question_type = "implementation",
                             .code = "x",
                             .created = clock_now(&w->f->clock)};
    Event event = worker_event(w, "attempt-submitted");
    return attempt_submit(w->store, w->arena, &attempt, request, &event, existing, error);
}

/* --- attempts and drafts at once ----------------------------------------------------------------------------------------- */

static void *submit_and_draft(void *self) {
    Worker *w = self;
    const char *question = arena_printf(w->arena, "question-%d", w->number), *existing;
    Draft draft = {0};
    for (int i = 0; i < ROUNDS; i++) {
        Error error;
        w->ids[i] = worker_id(w);
        bool ok = worker_submit(w, w->ids[i], NULL, &existing, &error) && !existing;
        ok = ok && draft_put(w->store, w->arena, w->f->learner, question, "", "draft", i, draft.revision, &draft, &error);
        Attempt got;
        ok = ok && attempt_get(w->store, w->arena, w->f->learner, w->ids[i], &got, &error);
        count_result(w, ok && draft.revision == i + 1, &error);
    }
    return NULL;
}

static void attempts_and_drafts_of_four_threads_are_all_stored(void **state) {
    Fixture *f = *state;
    Worker workers[THREADS];
    run_workers(f, workers, submit_and_draft, NULL);
    assert_int_equal(sum_done(workers), THREADS * ROUNDS);
    fixture_reopen(f);
    assert_int_equal(fixture_events(f), THREADS * ROUNDS);
    for (int t = 0; t < THREADS; t++) {
        for (int i = 0; i < ROUNDS; i++) {
            Attempt got;
            must(f, attempt_get(f->store, f->arena, f->learner, workers[t].ids[i], &got, &f->error));
        }
        Draft draft;
        must(f, draft_get(f->store, f->arena, f->learner, arena_printf(f->arena, "question-%d", t), "", &draft, &f->error));
        assert_true(draft.revision == ROUNDS);
    }
    free_workers(workers);
}

/* --- one wins ------------------------------------------------------------------------------------------------------------ */

static void *submit_same_requests(void *self) {
    Worker *w = self;
    for (int i = 0; i < ROUNDS; i++) {
        Error error;
        const char *existing = NULL, *id = worker_id(w);
        bool ok = worker_submit(w, id, arena_printf(w->arena, "request-%d", i), &existing, &error);
        w->ids[i] = existing ? existing : id;
        if (ok && existing)
            w->stale++; /* somebody was first */
        else
            count_result(w, ok, &error);
    }
    return NULL;
}

static void a_request_of_four_threads_makes_one_attempt(void **state) {
    Fixture *f = *state;
    Worker workers[THREADS];
    run_workers(f, workers, submit_same_requests, NULL);
    assert_int_equal(sum_done(workers), ROUNDS);
    assert_int_equal(sum_stale(workers), (THREADS - 1) * ROUNDS);
    for (int t = 1; t < THREADS; t++)
        for (int i = 0; i < ROUNDS; i++) assert_string_equal(workers[t].ids[i], workers[0].ids[i]);
    assert_int_equal(fixture_events(f), ROUNDS);
    free_workers(workers);
}

static void *judge_shared(void *self) {
    Worker *w = self;
    Error error;
    Event event = worker_event(w, "attempt-judged");
    const AttemptResult result = {.status = "judged", .verdict = "accepted", .feedback = "{}", .at = 1};
    count_result(w, attempt_judged(w->store, w->shared, &result, &event, 1, &error), &error);
    return NULL;
}

static void an_attempt_that_four_threads_judge_is_judged_once(void **state) {
    Fixture *f = *state;
    for (int round = 1; round <= 10; round++) {
        Attempt attempt = fixture_attempt(f, "x");
        fixture_submit(f, &attempt);
        Worker workers[THREADS];
        run_workers(f, workers, judge_shared, attempt.id);
        assert_int_equal(sum_done(workers), 1);
        assert_int_equal(sum_stale(workers), THREADS - 1);
        assert_int_equal(fixture_events(f), 2 * round);
        free_workers(workers);
    }
}

static void *save_shared_draft(void *self) {
    Worker *w = self;
    Draft draft = {0};
    while (w->done < ROUNDS && w->other == 0) {
        Error error;
        count_result(w, draft_put(w->store, w->arena, w->f->learner, QUESTION, "", "x", 0, draft.revision, &draft, &error), &error);
    }
    return NULL;
}

static void every_save_of_a_shared_draft_counts_once(void **state) {
    Fixture *f = *state;
    Worker workers[THREADS];
    run_workers(f, workers, save_shared_draft, NULL);
    Draft draft;
    must(f, draft_get(f->store, f->arena, f->learner, QUESTION, "", &draft, &f->error));
    assert_true(draft.revision == THREADS * ROUNDS);
    free_workers(workers);
}

static void *open_the_same_hints(void *self) {
    Worker *w = self;
    for (int n = 1; n <= ROUNDS; n++) {
        Error error;
        Event event = worker_event(w, "hint-opened");
        count_result(w, hint_open(w->store, w->f->learner, QUESTION, n, &event, &error), &error);
    }
    return NULL;
}

static void a_hint_that_four_threads_open_is_recorded_once(void **state) {
    Fixture *f = *state;
    Worker workers[THREADS];
    run_workers(f, workers, open_the_same_hints, NULL);
    assert_int_equal(sum_done(workers), THREADS * ROUNDS);
    assert_int_equal(fixture_events(f), ROUNDS);
    free_workers(workers);
}

/* --- opening ------------------------------------------------------------------------------------------------------------- */

/* As separate programs do it: each opens the database for itself, then asks for the learner. */
static void *open_own(void *self) {
    Worker *w = self;
    Error error;
    Store *store = store_open(w->f->url, &w->f->clock, &error);
    Learner learner = {0};
    bool ok = store && learner_local(store, w->arena, &learner, &error);
    w->ids[0] = learner.id;
    count_result(w, ok, &error);
    store_close(store);
    return NULL;
}

static void four_who_open_an_empty_database_make_one_schema_and_one_learner(void **state) {
    Fixture *f = *state;
    Worker workers[THREADS];
    run_workers(f, workers, open_own, NULL);
    assert_int_equal(sum_done(workers), THREADS);
    for (int i = 1; i < THREADS; i++) assert_string_equal(workers[i].ids[0], workers[0].ids[0]);
    free_workers(workers);
}

/* As the command line does it while the server runs: no lock in common but the database's own. */
static void *submit_from_own(void *self) {
    Worker *w = self;
    Error error;
    w->store = store_open(w->f->url, &w->f->clock, &error);
    if (!w->store) {
        count_result(w, false, &error);
        return NULL;
    }
    for (int i = 0; i < ROUNDS; i++) {
        const char *existing;
        w->ids[i] = worker_id(w);
        count_result(w, worker_submit(w, w->ids[i], NULL, &existing, &error), &error);
    }
    store_close(w->store);
    return NULL;
}

static void four_programs_share_a_database(void **state) {
    Fixture *f = *state;
    Worker workers[THREADS];
    run_workers(f, workers, submit_from_own, NULL);
    assert_int_equal(sum_done(workers), THREADS * ROUNDS);
    assert_int_equal(fixture_events(f), THREADS * ROUNDS);
    for (int t = 0; t < THREADS; t++)
        for (int i = 0; i < ROUNDS; i++) {
            Attempt got;
            must(f, attempt_get(f->store, f->arena, f->learner, workers[t].ids[i], &got, &f->error));
        }
    free_workers(workers);
}

int main(int argc, char **argv) {
    fixture_choose(argc, argv);
    const struct CMUnitTest tests[] = {
        TEST_OF(attempts_and_drafts_of_four_threads_are_all_stored),
        TEST_OF(a_request_of_four_threads_makes_one_attempt),
        TEST_OF(an_attempt_that_four_threads_judge_is_judged_once),
        TEST_OF(every_save_of_a_shared_draft_counts_once),
        TEST_OF(a_hint_that_four_threads_open_is_recorded_once),
        TEST_OF(four_programs_share_a_database),
        cmocka_unit_test_setup_teardown(four_who_open_an_empty_database_make_one_schema_and_one_learner, fixture_setup_empty,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests_name(fixture_on_postgres() ? "threads on PostgreSQL" : "threads on SQLite", tests, NULL, NULL);
}
