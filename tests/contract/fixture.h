/* fixture.h - a fresh store for every test, on the database that the command line names.
 *
 * `test_x sqlite` and `test_x postgres` run the same tests. On SQLite each test has a new file in a new folder; on PostgreSQL a schema that
 * is dropped and made again, in the server of VIVA_TEST_POSTGRES (with-postgres.sh). Without that variable the tests fail: a contract that
 * was not looked at has not been kept. The clock is a fake one that moves a millisecond at each look. */
#ifndef VIVA_TESTS_CONTRACT_FIXTURE_H
#define VIVA_TESTS_CONTRACT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"
#include "db/db.h"
#include "store/store.h"

#include <stdatomic.h>

typedef struct {
    Store *store; /* NULL where a test opens its own */
    Arena *arena;
    Clock clock;
    atomic_int_least64_t now;
    char folder[64];
    char url[512];
    const char *learner; /* the local one */
    Error error;
} Fixture;

/* Reads the command line; exits with 2 where it or VIVA_TEST_POSTGRES is missing. */
void fixture_choose(int argc, char **argv);
bool fixture_on_postgres(void);

/* For cmocka: a fixture with an open store and its learner; one with an empty database only. */
int fixture_setup(void **state);
int fixture_setup_empty(void **state);
int fixture_teardown(void **state);

/* Closes the store and opens it again. */
void fixture_reopen(Fixture *f);

/* Fails the test with the error's message unless `ok`. */
#define must(f, ok) fixture_must((f), (ok), #ok, __FILE__, __LINE__)
void fixture_must(const Fixture *f, bool ok, const char *what, const char *file, int line);
/* Fails the test unless the call failed with this code, and with something to say. */
#define must_fail(f, code, ok) fixture_must_fail((f), (code), (ok), #ok, __FILE__, __LINE__)
void fixture_must_fail(const Fixture *f, ErrorCode code, bool ok, const char *what, const char *file, int line);

#define QUESTION "0190a5c2-0000-7000-8000-000000000001"
#define OTHER_QUESTION "0190a5c2-0000-7000-8000-000000000002"

/* A new id on the arena. */
const char *fixture_id(Fixture *f);
/* An event about QUESTION, and one about nothing. */
Event fixture_event(Fixture *f, const char *kind);
/* An attempt at QUESTION that is ready to be submitted. */
Attempt fixture_attempt(Fixture *f, const char *code);
/* Submits it with its event; returns its id. */
const char *fixture_submit(Fixture *f, const Attempt *attempt);
/* Judges it as `verdict`, without events. */
void fixture_judge(Fixture *f, const char *id, const char *verdict);
/* How many events the learner has. */
size_t fixture_events(Fixture *f);
/* A second learner, made behind the store's back; returns its id. */
const char *fixture_second_learner(Fixture *f);

#endif
