#include "fixture.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *postgres; /* the server's URL, or NULL on SQLite */

void fixture_choose(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "sqlite") == 0) return;
    if (argc == 2 && strcmp(argv[1], "postgres") == 0) {
        postgres = getenv("VIVA_TEST_POSTGRES");
        if (postgres && *postgres) return;
        fprintf(stderr, "VIVA_TEST_POSTGRES is not set: run this test with tests/contract/with-postgres.sh\n");
        exit(2);
    }
    fprintf(stderr, "usage: %s sqlite|postgres\n", argv[0]);
    exit(2);
}

bool fixture_on_postgres(void) { return postgres != NULL; }

void fixture_must(const Fixture *f, bool ok, const char *what, const char *file, int line) {
    if (ok) return;
    print_error("%s:%d: %s failed: %s: %s\n", file, line, what, error_name(f->error.code), f->error.message);
    _fail(file, line);
}

void fixture_must_fail(const Fixture *f, ErrorCode code, bool ok, const char *what, const char *file, int line) {
    if (!ok && f->error.code == code && strlen(f->error.message) > 10) return;
    print_error("%s:%d: %s should fail with %s; it gave %s: %s\n", file, line, what, error_name(code),
                ok ? "success" : error_name(f->error.code), ok ? "" : f->error.message);
    _fail(file, line);
}

/* --- the database -------------------------------------------------------------------------------------------------------- */

static int64_t fake_now(void *self) {
    Fixture *f = self;
    return atomic_fetch_add(&f->now, 1000);
}

static void empty_folder(const char *folder) {
    DIR *dir = opendir(folder);
    if (!dir) return;
    for (struct dirent *entry; (entry = readdir(dir));) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] == '.') continue;
        if (unlink(path) != 0) {
            empty_folder(path);
            rmdir(path);
        }
    }
    closedir(dir);
}

static void empty_schema(Fixture *f) {
    Db *db = db_open(postgres, &f->error);
    must(f, db != NULL);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn && db_exec(conn, &f->error, "DROP SCHEMA IF EXISTS contract CASCADE") &&
                    db_exec(conn, &f->error, "CREATE SCHEMA contract") && db_commit(conn, &f->error));
    }
    db_close(db);
}

static Fixture *fixture_new(void) {
    Fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->arena = arena_new();
    f->clock = (Clock){.now = fake_now, .self = f};
    atomic_store(&f->now, SECONDS(1700000000));
    snprintf(f->folder, sizeof f->folder, "/tmp/viva-contract.XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    if (postgres) {
        empty_schema(f);
        snprintf(f->url, sizeof f->url, "%s%coptions=-csearch_path%%3Dcontract", postgres, strchr(postgres, '?') ? '&' : '?');
    } else {
        snprintf(f->url, sizeof f->url, "sqlite:%s/data/viva.db", f->folder);
    }
    return f;
}

int fixture_setup_empty(void **state) {
    *state = fixture_new();
    return 0;
}

static void open_store(Fixture *f) {
    f->store = store_open(f->url, &f->clock, &f->error);
    must(f, f->store != NULL);
}

int fixture_setup(void **state) {
    Fixture *f = fixture_new();
    *state = f;
    open_store(f);
    Learner learner;
    must(f, learner_local(f->store, f->arena, &learner, &f->error));
    f->learner = learner.id;
    return 0;
}

int fixture_teardown(void **state) {
    Fixture *f = *state;
    store_close(f->store);
    arena_free(f->arena);
    empty_folder(f->folder);
    rmdir(f->folder);
    free(f);
    return 0;
}

void fixture_reopen(Fixture *f) {
    store_close(f->store);
    open_store(f);
}

/* --- what the tests store ------------------------------------------------------------------------------------------------ */

const char *fixture_id(Fixture *f) {
    char id[UUID_SIZE];
    return arena_strdup(f->arena, uuid7(clock_now(&f->clock), id));
}

Event fixture_event(Fixture *f, const char *kind) {
    return (Event){.id = fixture_id(f),
                   .learner = f->learner,
                   .kind = kind,
                   .question_uuid = QUESTION,
                   .question_hash = "hash",
                   .question_type = "implementation",
                   .topic = "nearest-neighbours",
                   .dimension = "implement",
                   .difficulty = 2,
                   .data = "{\"seed\":7}",
                   .zone = "Europe/Vienna",
                   .at = clock_now(&f->clock)};
}

Attempt fixture_attempt(Fixture *f, const char *code) {
    return (Attempt){.id = fixture_id(f),
                     .learner = f->learner,
                     .question_uuid = QUESTION,
                     .question_slug = "k-nearest-neighbours",
                     .question_hash = "hash",
                     .question_type = "implementation",
                     .code = code,
                     .sure = 70,
                     .spent_ms = 90000,
                     .created = clock_now(&f->clock)};
}

const char *fixture_submit(Fixture *f, const Attempt *attempt) {
    Event event = fixture_event(f, "attempt-submitted");
    event.learner = attempt->learner;
    const char *existing;
    must(f, attempt_submit(f->store, f->arena, attempt, NULL, &event, &existing, &f->error));
    assert_null(existing);
    return attempt->id;
}

void fixture_judge(Fixture *f, const char *id, const char *verdict) {
    const AttemptResult result = {.status = "judged", .verdict = verdict, .feedback = "{}", .at = clock_now(&f->clock)};
    must(f, attempt_judged(f->store, id, &result, NULL, 0, &f->error));
}

size_t fixture_events(Fixture *f) {
    Event *events;
    size_t count;
    must(f, event_list(f->store, f->arena, f->learner, NULL, STORE_PAGE_LIMIT, &events, &count, &f->error));
    return count;
}

const char *fixture_second_learner(Fixture *f) {
    const char *id = fixture_id(f);
    Db *db = db_open(f->url, &f->error);
    must(f, db != NULL);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn &&
                    db_exec(conn, &f->error,
                            "INSERT INTO learners (id, name, zone, settings, created) VALUES ($1, 'Second', 'UTC', '{}', 1)",
                            DB_TEXT(id)) &&
                    db_commit(conn, &f->error));
    }
    db_close(db);
    return id;
}
