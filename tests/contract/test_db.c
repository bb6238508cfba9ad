/* What the store may rely on in src/db: values keep every bit, parameters are bound by name, errors have the same codes on both databases,
 * transactions are all or nothing, and migrations refuse what they must not touch. */
#include "fixture.h"

#include <fcntl.h>
#include <float.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEST_OF(name) cmocka_unit_test_setup_teardown(name, fixture_setup_empty, fixture_teardown)

#define SQL_FILE(name, sql) \
    { (name), (const unsigned char *)(sql), sizeof(sql) - 1 }
#define FIRST                                                                                                     \
    SQL_FILE("001_first.sql",                                                                                     \
             "CREATE TABLE things (id TEXT PRIMARY KEY NOT NULL, n BIGINT, x DOUBLE PRECISION, b BYTEA, t TEXT);" \
             "CREATE TABLE parts (id TEXT PRIMARY KEY NOT NULL, thing TEXT REFERENCES things (id), n BIGINT CHECK (n > 0));")

static const EmbeddedFile one[] = {FIRST};

static bool migrate(Db *db, const EmbeddedFile *files, size_t count, Error *error) {
    return db_migrate(db, files, count, 42, error);
}

static Db *open_things(Fixture *f) {
    Db *db = db_open(f->url, &f->error);
    must(f, db != NULL);
    must(f, migrate(db, one, 1, &f->error));
    return db;
}

static bool add_thing(DbConn *conn, const char *id, Error *error) {
    return db_exec(conn, error, "INSERT INTO things (id) VALUES ($1)", DB_TEXT(id));
}

static size_t count_things(Fixture *f, Db *db) {
    DB_SCOPED DbConn *conn = db_read(db, &f->error);
    DbRows rows;
    must(f, conn && db_query(conn, f->arena, &rows, &f->error, "SELECT COUNT(*) FROM things"));
    return (size_t)db_int(&rows, 0, 0);
}

/* --- values -------------------------------------------------------------------------------------------------------------- */

static void values_keep_every_bit(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    static const struct {
        int64_t n;
        double x;
        const char *t, *b;
        size_t len;
    } cases[] = {
        {0, 0.0, "", "", 0},
        {INT64_MAX, DBL_MAX, "a", "\0\1\xFF\0", 4},
        {INT64_MIN, -DBL_MIN, "größe 🧠 'x' \\ %s", "x", 1},
        {-1, 0.1 + 0.2, "line\nline\ttab\r\x01\x7F", "\0", 1},
        {1LL << 53 | 1, 5e-324, " leading and trailing ", "'", 1},
        {7, INFINITY, "NULL", "\\x00", 4},
        {8, 3.0, "3", "3", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        DbRows rows;
        must(f, conn && db_exec(conn, &f->error, "INSERT INTO things (id, n, x, b, t) VALUES ($1, $2, $3, $4, $5)", DB_TEXT("id"),
                                DB_INT(cases[i].n), DB_REAL(cases[i].x), DB_BYTES(cases[i].b, cases[i].len), DB_TEXT(cases[i].t)));
        must(f, db_query(conn, f->arena, &rows, &f->error, "SELECT n, x, b, t FROM things WHERE id = $1", DB_TEXT("id")));
        assert_int_equal(rows.count, 1);
        assert_true(db_int(&rows, 0, 0) == cases[i].n);
        assert_true(db_real(&rows, 0, 1) == cases[i].x);
        size_t len;
        const void *bytes = db_bytes(&rows, 0, 2, &len);
        assert_int_equal(len, cases[i].len);
        assert_memory_equal(bytes, cases[i].b, len);
        assert_string_equal(db_text(&rows, 0, 3), cases[i].t);
    } /* rolled back, so that the id is free again */
    assert_int_equal(count_things(f, db), 0);
    db_close(db);
}

static void null_is_null_in_every_type(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        DbRows rows;
        must(f, conn && db_exec(conn, &f->error, "INSERT INTO things (id, t, b) VALUES ('x', $1, $2)", DB_TEXT(NULL),
                                DB_BYTES(NULL, 0)));
        must(f, db_query(conn, f->arena, &rows, &f->error,
                         "SELECT n, x, b, t FROM things WHERE t IS NULL AND b IS NULL AND n IS NULL AND x IS NULL"));
        assert_int_equal(rows.count, 1);
        size_t len = 9;
        assert_true(db_int(&rows, 0, 0) == 0 && db_real(&rows, 0, 1) == 0);
        assert_null(db_bytes(&rows, 0, 2, &len));
        assert_int_equal(len, 0);
        assert_null(db_text(&rows, 0, 3));
    }
    db_close(db);
}

/* SQLite on its own would number these parameters in the order in which they appear. */
static void parameters_are_bound_by_name(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    {
        DB_SCOPED DbConn *conn = db_read(db, &f->error);
        DbRows rows;
        must(f, conn && db_query(conn, f->arena, &rows, &f->error,
                                 "SELECT CAST($3 AS TEXT), CAST($1 AS TEXT), CAST($2 AS BIGINT), CAST($3 AS TEXT)", DB_TEXT("one"),
                                 DB_INT(2), DB_TEXT("three")));
        assert_string_equal(db_text(&rows, 0, 0), "three");
        assert_string_equal(db_text(&rows, 0, 1), "one");
        assert_true(db_int(&rows, 0, 2) == 2);
        assert_string_equal(db_text(&rows, 0, 3), "three");
    }
    db_close(db);
}

static void a_wrong_number_of_parameters_is_an_error(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    {
        DB_SCOPED DbConn *conn = db_read(db, &f->error);
        DbRows rows;
        assert_non_null(conn);
        assert_false(db_query(conn, f->arena, &rows, &f->error, "SELECT t FROM things WHERE id = $1 AND n = $2", DB_TEXT("a")));
        assert_false(db_query(conn, f->arena, &rows, &f->error, "SELECT t FROM things WHERE id = $1", DB_TEXT("a"), DB_INT(1)));
        must_fail(f, ERR_INTERNAL, db_query(conn, f->arena, &rows, &f->error, "SELECT nothing FROM things"));
        must(f, db_query(conn, f->arena, &rows, &f->error, "SELECT t FROM things WHERE id = $1", DB_TEXT("a")));
    }
    db_close(db);
}

/* --- transactions -------------------------------------------------------------------------------------------------------- */

static void errors_have_the_same_codes(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn && add_thing(conn, "a", &f->error) && db_commit(conn, &f->error));
    }
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must_fail(f, ERR_STALE, add_thing(conn, "a", &f->error));
    }
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must_fail(f, ERR_NOT_FOUND, db_exec(conn, &f->error, "INSERT INTO parts (id, thing, n) VALUES ('p', 'nothing', 1)"));
    }
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must_fail(f, ERR_INVALID, db_exec(conn, &f->error, "INSERT INTO parts (id, thing, n) VALUES ('p', 'a', 0)"));
    }
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must_fail(f, ERR_INVALID, add_thing(conn, NULL, &f->error));
    }
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must_fail(f, ERR_INVALID, add_thing(conn, "\xC3(", &f->error));
    }
    assert_int_equal(count_things(f, db), 1);
    db_close(db);
}

static void what_is_not_committed_is_gone(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn && add_thing(conn, "a", &f->error));
        assert_true(db_changed(conn) == 1);
    }
    assert_int_equal(count_things(f, db), 0);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn && add_thing(conn, "a", &f->error) && db_commit(conn, &f->error));
    }
    assert_int_equal(count_things(f, db), 1);
    db_close(db);
}

static void a_transaction_that_failed_cannot_be_committed(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn && add_thing(conn, "a", &f->error));
        must_fail(f, ERR_STALE, add_thing(conn, "a", &f->error));
        must_fail(f, ERR_INTERNAL, db_commit(conn, &f->error));
    }
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn && add_thing(conn, "a", &f->error));
        must_fail(f, ERR_INVALID, add_thing(conn, "\xFF", &f->error)); /* refused before it reached the database */
        must_fail(f, ERR_INTERNAL, db_commit(conn, &f->error));
    }
    assert_int_equal(count_things(f, db), 0);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn && add_thing(conn, "b", &f->error) && db_commit(conn, &f->error));
    }
    assert_int_equal(count_things(f, db), 1);
    db_close(db);
}

static void readers_do_not_wait_for_a_writer(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn && add_thing(conn, "a", &f->error));
        assert_int_equal(count_things(f, db), 0); /* on another connection */
        must(f, db_commit(conn, &f->error));
    }
    assert_int_equal(count_things(f, db), 1);
    db_close(db);
}

static void a_query_outside_of_a_transaction_cannot_write(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    {
        DB_SCOPED DbConn *conn = db_read(db, &f->error);
        DbRows rows;
        must_fail(f, ERR_INTERNAL,
                  conn && db_query(conn, f->arena, &rows, &f->error, "INSERT INTO things (id) VALUES ('x') RETURNING id"));
    }
    assert_int_equal(count_things(f, db), 0);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        DbRows rows;
        must(f, conn && db_query(conn, f->arena, &rows, &f->error, "INSERT INTO things (id) VALUES ('y') RETURNING id") &&
                    db_commit(conn, &f->error));
        assert_string_equal(db_text(&rows, 0, 0), "y");
    }
    assert_int_equal(count_things(f, db), 1);
    db_close(db);
}

/* --- migrations ---------------------------------------------------------------------------------------------------------- */

static const EmbeddedFile two[] = {
    FIRST, SQL_FILE("002_colour.sql", "ALTER TABLE things ADD COLUMN colour TEXT; UPDATE things SET colour = 'red';")};
static const EmbeddedFile broken[] = {
    FIRST, SQL_FILE("002_colour.sql", "CREATE TABLE half (id TEXT); ALTER TABLE nothing ADD COLUMN colour TEXT;")};
static const EmbeddedFile changed[] = {SQL_FILE("001_first.sql", "CREATE TABLE things (id TEXT);")};
static const EmbeddedFile misnumbered[] = {FIRST, SQL_FILE("003_colour.sql", "CREATE TABLE other (id TEXT);")};

static void a_database_with_data_is_migrated(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn && add_thing(conn, "kept", &f->error) && db_commit(conn, &f->error));
    }
    db_close(db);
    db = db_open(f->url, &f->error);
    must(f, db != NULL);
    for (int i = 0; i < 2; i++) must(f, migrate(db, two, 2, &f->error)); /* the second time does nothing */
    {
        DB_SCOPED DbConn *conn = db_read(db, &f->error);
        DbRows rows;
        must(f, conn && db_query(conn, f->arena, &rows, &f->error, "SELECT id, colour FROM things"));
        assert_int_equal(rows.count, 1);
        assert_string_equal(db_text(&rows, 0, 0), "kept");
        assert_string_equal(db_text(&rows, 0, 1), "red");
        must(f, db_query(conn, f->arena, &rows, &f->error, "SELECT version, name, applied FROM viva_schema ORDER BY version"));
        assert_int_equal(rows.count, 2);
        assert_string_equal(db_text(&rows, 1, 1), "002_colour.sql");
        assert_true(db_int(&rows, 1, 2) == 42);
    }
    db_close(db);
}

static void a_newer_database_is_refused(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    must(f, migrate(db, two, 2, &f->error));
    must_fail(f, ERR_INVALID, migrate(db, one, 1, &f->error));
    assert_non_null(strstr(f->error.message, "newer viva"));
    db_close(db);
}

static void a_changed_migration_is_refused(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    must_fail(f, ERR_INVALID, migrate(db, changed, 1, &f->error));
    assert_non_null(strstr(f->error.message, "001_first.sql"));
    must_fail(f, ERR_INTERNAL, migrate(db, misnumbered, 2, &f->error));
    db_close(db);
}

static void a_migration_that_fails_leaves_nothing_behind(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    assert_false(migrate(db, broken, 2, &f->error));
    assert_string_equal(f->error.where, "002_colour.sql");
    {
        DB_SCOPED DbConn *conn = db_read(db, &f->error);
        DbRows rows;
        must(f, conn && db_query(conn, f->arena, &rows, &f->error, "SELECT version FROM viva_schema"));
        assert_int_equal(rows.count, 1);
        assert_false(db_query(conn, f->arena, &rows, &f->error, "SELECT id FROM half"));
    }
    must(f, migrate(db, two, 2, &f->error));
    db_close(db);
}

static void a_database_of_another_program_is_not_touched(void **state) {
    Fixture *f = *state;
    Db *db = db_open(f->url, &f->error);
    must(f, db != NULL);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn && db_exec(conn, &f->error, "CREATE TABLE photos (id TEXT)") && db_commit(conn, &f->error));
    }
    must_fail(f, ERR_INVALID, migrate(db, one, 1, &f->error));
    assert_non_null(strstr(f->error.message, "photos"));
    db_close(db);
}

static void the_store_refuses_a_newer_database(void **state) {
    Fixture *f = *state;
    Store *store = store_open(f->url, &f->clock, &f->error);
    must(f, store != NULL);
    store_close(store);
    Db *db = db_open(f->url, &f->error);
    must(f, db != NULL);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn &&
                    db_exec(conn, &f->error,
                            "INSERT INTO viva_schema (version, name, checksum, applied)"
                            " SELECT MAX(version) + 1, 'future.sql', 'x', 0 FROM viva_schema") &&
                    db_commit(conn, &f->error));
    }
    db_close(db);
    must_fail(f, ERR_INVALID, store_open(f->url, &f->clock, &f->error) != NULL);
    assert_non_null(strstr(f->error.message, "newer viva"));
}

/* --- opening ------------------------------------------------------------------------------------------------------------- */

static void urls_that_name_no_database_are_refused(void **state) {
    Fixture *f = *state;
    const char *bad[] = {"", "sqlite:", ":memory:", "sqlite::memory:", "mysql://localhost/viva", "postgresql://viva@[bad/x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) must_fail(f, ERR_INVALID, db_open(bad[i], &f->error) != NULL);
}

static void a_password_is_never_told(void **state) {
    Fixture *f = *state;
    must_fail(f, ERR_UNAVAILABLE, db_open("postgresql://viva:geheim@/viva?host=/nowhere", &f->error) != NULL);
    assert_null(strstr(f->error.message, "geheim"));
    must_fail(f, ERR_INVALID, db_open("postgresql://viva:geheim@[bad/x", &f->error) != NULL);
    assert_null(strstr(f->error.message, "geheim"));
}

/* --- SQLite alone -------------------------------------------------------------------------------------------------------- */

static unsigned mode_of(const char *path) {
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 0777;
}

static char *below(Fixture *f, const char *name) { return arena_printf(f->arena, "%s/%s", f->folder, name); }

static void write_text(const char *path, const char *text, mode_t mode) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
    assert_true(fd >= 0);
    assert_int_equal(fchmod(fd, mode), 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

static void the_file_is_private(void **state) {
    Fixture *f = *state;
    mode_t mask = umask(0);
    Db *db = open_things(f);
    umask(mask);
    assert_int_equal(mode_of(below(f, "data")), 0700);
    assert_int_equal(mode_of(below(f, "data/viva.db")), 0600);
    assert_int_equal(mode_of(below(f, "data/viva.db-wal")), 0600);
    assert_int_equal(mode_of(below(f, "data/viva.db-shm")), 0600);
    db_close(db);
    assert_int_equal(chmod(below(f, "data/viva.db"), 0644), 0);
    db = open_things(f);
    assert_int_equal(mode_of(below(f, "data/viva.db")), 0600);
    db_close(db);
}

static void a_file_that_is_no_database_is_refused_and_kept(void **state) {
    Fixture *f = *state;
    const char *path = below(f, "notes.txt"),
               *text = "Not a database, but somebody's notes. They are longer than a header of 100 bytes, "
                       "so that nobody takes the file for an empty one.\n";
    write_text(path, text, 0600);
    must_fail(f, ERR_INVALID, db_open(path, &f->error) != NULL);
    assert_non_null(strstr(f->error.message, path));
    assert_non_null(strstr(f->error.message, "not an SQLite database"));
    char got[300] = {0};
    int fd = open(path, O_RDONLY);
    assert_int_equal(read(fd, got, sizeof got - 1), strlen(text));
    close(fd);
    assert_string_equal(got, text);
    must_fail(f, ERR_INVALID, db_open(f->folder, &f->error) != NULL);             /* a folder */
    must_fail(f, ERR_INTERNAL, db_open("/proc/viva/viva.db", &f->error) != NULL); /* where no folder can be made */
}

static void plain_paths_and_urls_name_the_same_file(void **state) {
    Fixture *f = *state;
    const char *path = below(f, "x.db");
    const char *urls[] = {path, arena_printf(f->arena, "sqlite:%s", path), arena_printf(f->arena, "sqlite://%s", path)};
    for (size_t i = 0; i < 3; i++) {
        Db *db = db_open(urls[i], &f->error);
        must(f, db != NULL);
        must(f, migrate(db, one, 1, &f->error));
        {
            DB_SCOPED DbConn *conn = db_begin(db, &f->error);
            must(f, conn && add_thing(conn, urls[i], &f->error) && db_commit(conn, &f->error));
        }
        assert_int_equal(count_things(f, db), i + 1);
        db_close(db);
    }
}

static void double_quotes_are_never_a_string(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    {
        DB_SCOPED DbConn *conn = db_read(db, &f->error);
        DbRows rows;
        must_fail(f, ERR_INTERNAL, conn && db_query(conn, f->arena, &rows, &f->error, "SELECT id FROM things WHERE t = \"typo\""));
    }
    db_close(db);
}

static void commits_reach_the_disk(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error); /* PRAGMA journal_mode counts as a write */
        DbRows rows;
        must(f, conn && db_query(conn, f->arena, &rows, &f->error, "PRAGMA synchronous"));
        assert_true(db_int(&rows, 0, 0) == 2); /* FULL */
        must(f, db_query(conn, f->arena, &rows, &f->error, "PRAGMA journal_mode"));
        assert_string_equal(db_text(&rows, 0, 0), "wal");
        must(f, db_query(conn, f->arena, &rows, &f->error, "PRAGMA foreign_keys"));
        assert_true(db_int(&rows, 0, 0) == 1);
    }
    db_close(db);
}

static bool count_up(Db *db, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    DB_SCOPED DbConn *conn = db_begin(db, error);
    DbRows rows;
    return conn && db_query(conn, arena, &rows, error, "SELECT n FROM things WHERE id = 'counter'") &&
           db_exec(conn, error, "UPDATE things SET n = $1 WHERE id = 'counter'", DB_INT(db_int(&rows, 0, 0) + 1)) &&
           db_commit(conn, error);
}

/* As another program would, with a Db of its own. Returns the error, or NULL. */
static void *count_to_fifty(void *url) {
    Error *error = calloc(1, sizeof *error);
    Db *db = db_open(url, error);
    bool ok = db != NULL;
    for (int i = 0; i < 50 && ok; i++) ok = count_up(db, error);
    db_close(db);
    if (!ok) return error;
    free(error);
    return NULL;
}

static void a_transaction_that_reads_first_can_still_write(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn && db_exec(conn, &f->error, "INSERT INTO things (id, n) VALUES ('counter', 0)") && db_commit(conn, &f->error));
    }
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) assert_int_equal(pthread_create(&threads[i], NULL, count_to_fifty, f->url), 0);
    for (int i = 0; i < 3; i++) {
        void *failed;
        assert_int_equal(pthread_join(threads[i], &failed), 0);
        if (failed) fail_msg("%s", ((Error *)failed)->message);
    }
    {
        DB_SCOPED DbConn *conn = db_read(db, &f->error);
        DbRows rows;
        must(f, conn && db_query(conn, f->arena, &rows, &f->error, "SELECT n FROM things WHERE id = 'counter'"));
        assert_true(db_int(&rows, 0, 0) == 150);
    }
    db_close(db);
}

/* The kernel refuses to let a file grow, as a full disk would. */
static void a_full_disk_is_told_and_loses_nothing(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    struct rlimit before, small = {.rlim_cur = 400 * 1024};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    char *large = arena_alloc(f->arena, 100001);
    memset(large, 'x', 100000);
    size_t stored = 0;
    bool ok = true;
    while (ok && stored < 100) {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        char id[UUID_SIZE];
        ok = conn &&
             db_exec(conn, &f->error, "INSERT INTO things (id, t) VALUES ($1, $2)", DB_TEXT(uuid7(1, id)), DB_TEXT(large)) &&
             db_commit(conn, &f->error);
        stored += ok;
    }
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_DFL);
    must_fail(f, ERR_UNAVAILABLE, ok);
    assert_true(stored > 0);
    assert_int_equal(count_things(f, db), stored);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn && add_thing(conn, "afterwards", &f->error) && db_commit(conn, &f->error));
    }
    db_close(db);
    db = open_things(f);
    assert_int_equal(count_things(f, db), stored + 1);
    db_close(db);
}

static void a_damaged_file_is_told(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    db_close(db);
    const char *path = below(f, "data/viva.db");
    int fd = open(path, O_WRONLY);
    static const char noise[4096] = "noise";
    for (off_t page = 1; page < 6; page++) assert_int_equal(pwrite(fd, noise, sizeof noise, page * 4096), sizeof noise);
    close(fd);
    db = db_open(f->url, &f->error);
    must_fail(f, ERR_INTERNAL, db && migrate(db, one, 1, &f->error));
    assert_non_null(strstr(f->error.message, "damaged"));
    db_close(db);
}

/* --- PostgreSQL alone ---------------------------------------------------------------------------------------------------- */

/* What a restart of the server does to us: every connection but the one that asks is gone. */
static void drop_connections(Fixture *f) {
    Db *db = db_open(getenv("VIVA_TEST_POSTGRES"), &f->error);
    must(f, db != NULL);
    {
        DB_SCOPED DbConn *conn = db_read(db, &f->error);
        DbRows rows;
        must(f, conn && db_query(conn, f->arena, &rows, &f->error,
                                 "SELECT COUNT(*) FROM (SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                                 " WHERE pid <> pg_backend_pid() AND application_name = 'viva') AS dropped"));
        assert_true(db_int(&rows, 0, 0) > 0);
    }
    db_close(db);
}

static void a_dropped_connection_is_made_anew(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    drop_connections(f);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn && add_thing(conn, "a", &f->error) && db_commit(conn, &f->error));
    }
    drop_connections(f);
    assert_int_equal(count_things(f, db), 1);
    db_close(db);
}

static void a_connection_lost_in_a_transaction_loses_the_transaction(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn && add_thing(conn, "a", &f->error));
        drop_connections(f);
        must_fail(f, ERR_UNAVAILABLE, add_thing(conn, "b", &f->error));
    }
    {
        DB_SCOPED DbConn *conn = db_begin(db, &f->error);
        must(f, conn && add_thing(conn, "c", &f->error));
        drop_connections(f);
        must_fail(f, ERR_UNAVAILABLE, db_commit(conn, &f->error));
        assert_non_null(strstr(f->error.message, "outcome is unknown"));
    }
    assert_int_equal(count_things(f, db), 0);
    db_close(db);
}

static void a_type_outside_the_dialect_is_an_error(void **state) {
    Fixture *f = *state;
    Db *db = open_things(f);
    {
        DB_SCOPED DbConn *conn = db_read(db, &f->error);
        DbRows rows;
        must_fail(f, ERR_INTERNAL, conn && db_query(conn, f->arena, &rows, &f->error, "SELECT SUM(n) IS NULL FROM things"));
        assert_non_null(strstr(f->error.message, "cast it"));
    }
    db_close(db);
}

static void commits_are_synchronous_whatever_the_server_says(void **state) {
    Fixture *f = *state;
    snprintf(f->url + strlen(f->url), sizeof f->url - strlen(f->url), "%s", "%20-csynchronous_commit%3Doff");
    Db *db = open_things(f);
    {
        DB_SCOPED DbConn *conn = db_read(db, &f->error);
        DbRows rows;
        must(f, conn && db_query(conn, f->arena, &rows, &f->error, "SELECT current_setting('synchronous_commit')"));
        assert_string_equal(db_text(&rows, 0, 0), "on");
    }
    db_close(db);
}

static const struct CMUnitTest everywhere[] = {
    TEST_OF(values_keep_every_bit),
    TEST_OF(null_is_null_in_every_type),
    TEST_OF(parameters_are_bound_by_name),
    TEST_OF(a_wrong_number_of_parameters_is_an_error),
    TEST_OF(errors_have_the_same_codes),
    TEST_OF(what_is_not_committed_is_gone),
    TEST_OF(a_transaction_that_failed_cannot_be_committed),
    TEST_OF(readers_do_not_wait_for_a_writer),
    TEST_OF(a_query_outside_of_a_transaction_cannot_write),
    TEST_OF(a_database_with_data_is_migrated),
    TEST_OF(a_newer_database_is_refused),
    TEST_OF(a_changed_migration_is_refused),
    TEST_OF(a_migration_that_fails_leaves_nothing_behind),
    TEST_OF(a_database_of_another_program_is_not_touched),
    TEST_OF(the_store_refuses_a_newer_database),
    TEST_OF(urls_that_name_no_database_are_refused),
    TEST_OF(a_password_is_never_told),
};

static const struct CMUnitTest on_sqlite[] = {
    TEST_OF(the_file_is_private),
    TEST_OF(a_file_that_is_no_database_is_refused_and_kept),
    TEST_OF(plain_paths_and_urls_name_the_same_file),
    TEST_OF(double_quotes_are_never_a_string),
    TEST_OF(commits_reach_the_disk),
    TEST_OF(a_transaction_that_reads_first_can_still_write),
    TEST_OF(a_full_disk_is_told_and_loses_nothing),
    TEST_OF(a_damaged_file_is_told),
};

static const struct CMUnitTest on_postgres[] = {
    TEST_OF(a_dropped_connection_is_made_anew),
    TEST_OF(a_connection_lost_in_a_transaction_loses_the_transaction),
    TEST_OF(a_type_outside_the_dialect_is_an_error),
    TEST_OF(commits_are_synchronous_whatever_the_server_says),
};

int main(int argc, char **argv) {
    fixture_choose(argc, argv);
    if (fixture_on_postgres())
        return cmocka_run_group_tests_name("db on PostgreSQL", everywhere, NULL, NULL) +
               cmocka_run_group_tests_name("db on PostgreSQL alone", on_postgres, NULL, NULL);
    return cmocka_run_group_tests_name("db on SQLite", everywhere, NULL, NULL) +
           cmocka_run_group_tests_name("db on SQLite alone", on_sqlite, NULL, NULL);
}
