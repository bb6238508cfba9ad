/* The pool, transactions, and the checks that must be the same on every database.
 *
 * Connections that are not borrowed wait in a list, the last used in front, so that a quiet house uses one with warm caches. When all
 * are borrowed a thread waits for one, at most POOL_SECONDS.
 *
 * SQLite lets one connection write at a time, and makes others poll for their turn. Writers of one process therefore queue up on a mutex
 * before they begin; SQLite's own busy timeout is left for other processes. The mutex checks for errors: a thread that begins a second
 * transaction inside its first would wait for itself for ever, so that is a bug that aborts.
 *
 * A transaction in which a statement has failed can only be rolled back: PostgreSQL insists on that, and SQLite behaves the same here. */
#include "db/driver.h"

#include "text/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { POOL_SECONDS = 30, FIRST_STATEMENTS = 64 };

__attribute__((noreturn, format(printf, 1, 2))) static void bug(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("viva: bug: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    abort();
}

static void *have(void *memory) {
    if (!memory) bug("out of memory in db");
    return memory;
}

/* --- opening ------------------------------------------------------------------------------------------------------------- */

static bool begins(const char *text, const char *with) { return strncmp(text, with, strlen(with)) == 0; }

static bool choose_driver(Db *db, const char *url, Error *error) {
    if (begins(url, "postgres://") || begins(url, "postgresql://")) {
        db->driver = &db_postgres;
        db->target = have(strdup(url));
        return true;
    }
    const char *path = begins(url, "sqlite:") ? url + strlen("sqlite:") : url;
    if (path != url && begins(path, "//")) path += 2; /* sqlite:///folder/file */
    if (strstr(path, "://"))
        return error_set(error, ERR_INVALID, "--db", "unknown kind of database: use sqlite:PATH or postgresql://USER@HOST/NAME");
    if (*path == 0 || strcmp(path, ":memory:") == 0)
        return error_set(error, ERR_INVALID, "--db", "the SQLite database needs a file: use sqlite:PATH");
    db->driver = &db_sqlite;
    db->target = have(strdup(path));
    return true;
}

static void locks_init(Db *db) {
    pthread_mutexattr_t checked;
    pthread_mutexattr_init(&checked);
    pthread_mutexattr_settype(&checked, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&db->writer, &checked);
    pthread_mutexattr_destroy(&checked);
    pthread_mutex_init(&db->lock, NULL);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&db->given_back, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

static bool try_connection(Db *db, Error *error) {
    DbConn *conn = db_read(db, error);
    db_end(&conn);
    return conn != NULL;
}

Db *db_open(const char *url, Error *error) {
    Db *db = have(calloc(1, sizeof *db));
    locks_init(db);
    if (choose_driver(db, url, error) && db->driver->prepare(db, error) && try_connection(db, error)) return db;
    db_close(db);
    return NULL;
}

void db_close(Db *db) {
    if (!db) return;
    for (DbConn *conn = db->idle, *next; conn; conn = next) {
        next = conn->next;
        db->driver->disconnect(conn);
        free(conn);
        db->open--;
    }
    if (db->open != 0) bug("%s is closed while %zu connections are in use", db->name, db->open);
    pthread_cond_destroy(&db->given_back);
    pthread_mutex_destroy(&db->lock);
    pthread_mutex_destroy(&db->writer);
    free(db->name);
    free(db->target);
    free(db);
}

const char *db_name(const Db *db) { return db->name; }

/* --- the pool ------------------------------------------------------------------------------------------------------------ */

/* Takes an idle connection, or the right to open one (NULL, *may_open). Both false: none came free in time. */
static DbConn *wait_for_connection(Db *db, bool *may_open) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += POOL_SECONDS;
    pthread_mutex_lock(&db->lock);
    int waited = 0;
    while (!db->idle && db->open >= db->driver->connections && waited == 0)
        waited = pthread_cond_timedwait(&db->given_back, &db->lock, &until);
    DbConn *conn = db->idle;
    *may_open = !conn && db->open < db->driver->connections;
    if (conn) db->idle = conn->next;
    if (*may_open) db->open++;
    pthread_mutex_unlock(&db->lock);
    return conn;
}

static void forget_connection(DbConn *conn) {
    Db *db = conn->db;
    free(conn);
    pthread_mutex_lock(&db->lock);
    db->open--;
    pthread_cond_signal(&db->given_back);
    pthread_mutex_unlock(&db->lock);
}

static void give_back(DbConn *conn) {
    Db *db = conn->db;
    pthread_mutex_lock(&db->lock);
    conn->next = db->idle;
    db->idle = conn;
    pthread_cond_signal(&db->given_back);
    pthread_mutex_unlock(&db->lock);
}

DbConn *db_read(Db *db, Error *error) {
    bool may_open;
    DbConn *conn = wait_for_connection(db, &may_open);
    if (conn) return conn;
    if (!may_open) {
        error_set(error, ERR_UNAVAILABLE, "database", "all %zu connections to the %s have been in use for %d s: try again",
                  db->driver->connections, db->name, POOL_SECONDS);
        return NULL;
    }
    conn = have(calloc(1, sizeof *conn));
    conn->db = db;
    if (db->driver->connect(conn, error)) return conn;
    forget_connection(conn);
    return NULL;
}

/* --- transactions -------------------------------------------------------------------------------------------------------- */

static void writer_lock(Db *db) {
    if (!db->driver->one_writer) return;
    int failed = pthread_mutex_lock(&db->writer);
    if (failed) bug("a thread began a transaction inside its own transaction (%s)", strerror(failed));
}

static void writer_unlock(Db *db) {
    if (db->driver->one_writer) pthread_mutex_unlock(&db->writer);
}

/* A dropped connection is noticed here, where nothing is lost by making it anew. */
static bool reconnected(DbConn *conn, Error *error) {
    const DbDriver *driver = conn->db->driver;
    if (driver->alive(conn)) return false;
    driver->disconnect(conn);
    return driver->connect(conn, error);
}

static DbConn *begin(Db *db, bool for_schema, Error *error) {
    writer_lock(db);
    DbConn *conn = db_read(db, error);
    if (!conn) {
        writer_unlock(db);
        return NULL;
    }
    conn->failed = false;
    conn->writing =
        db->driver->begin(conn, for_schema, error) || (reconnected(conn, error) && db->driver->begin(conn, for_schema, error));
    if (conn->writing) return conn;
    if (db->driver->alive(conn)) db->driver->rollback(conn); /* the lock on the schema may have failed after BEGIN */
    writer_unlock(db);
    db_end(&conn);
    return NULL;
}

DbConn *db_begin(Db *db, Error *error) { return begin(db, false, error); }
DbConn *db_begin_schema(Db *db, Error *error) { return begin(db, true, error); }

bool db_commit(DbConn *conn, Error *error) {
    if (!conn->writing) bug("commit without a transaction");
    if (conn->failed)
        return error_set(error, ERR_INTERNAL, "database", "a transaction on the %s failed before its commit", conn->db->name);
    if (!conn->db->driver->commit(conn, error)) return false;
    conn->writing = false;
    writer_unlock(conn->db);
    return true;
}

void db_end(DbConn **borrowed) {
    DbConn *conn = *borrowed;
    if (!conn) return;
    const DbDriver *driver = conn->db->driver;
    if (conn->writing) {
        driver->rollback(conn);
        conn->writing = false;
        writer_unlock(conn->db);
    }
    if (driver->alive(conn)) {
        give_back(conn);
    } else {
        driver->disconnect(conn);
        forget_connection(conn);
    }
}

/* --- statements ---------------------------------------------------------------------------------------------------------- */

static size_t slot_of(const DbStatements *table, const char *sql) {
    size_t at = (size_t)((uintptr_t)sql * 0x9E3779B97F4A7C15ULL >> 20) & (table->room - 1);
    while (table->slots[at].sql && table->slots[at].sql != sql) at = (at + 1) & (table->room - 1);
    return at;
}

void *db_statement_find(const DbConn *conn, const char *sql) {
    const DbStatements *table = &conn->statements;
    return table->room ? table->slots[slot_of(table, sql)].prepared : NULL;
}

static void statements_grow(DbStatements *table) {
    DbStatements larger = {.room = table->room ? 2 * table->room : FIRST_STATEMENTS, .count = table->count};
    larger.slots = have(calloc(larger.room, sizeof *larger.slots));
    for (size_t i = 0; i < table->room; i++)
        if (table->slots[i].sql) larger.slots[slot_of(&larger, table->slots[i].sql)] = table->slots[i];
    free(table->slots);
    *table = larger;
}

void db_statement_keep(DbConn *conn, const char *sql, void *prepared) {
    DbStatements *table = &conn->statements;
    if (2 * (table->count + 1) > table->room) statements_grow(table);
    table->slots[slot_of(table, sql)] = (DbStatement){sql, prepared};
    table->count++;
}

void db_statements_clear(DbConn *conn, void (*drop)(void *prepared)) {
    for (size_t i = 0; i < conn->statements.room; i++)
        if (conn->statements.slots[i].sql) drop(conn->statements.slots[i].prepared);
    free(conn->statements.slots);
    conn->statements = (DbStatements){0};
}

DbValue db_text_value(const char *text) { return (DbValue){.type = DB_STRING, .len = text ? strlen(text) : 0, .string = text}; }

static bool param_is_fine(const DbValue *param, size_t n, Error *error) {
    if (param->len > DB_VALUE_LIMIT)
        return error_set(error, ERR_TOO_LARGE, "database", "a value of %zu bytes is too large to store; at most %d are", param->len,
                         DB_VALUE_LIMIT);
    size_t bad;
    if (param->type == DB_STRING && param->string && !utf8_valid(param->string, param->len, &bad))
        return error_set(error, ERR_INVALID, "database", "text that is not UTF-8 cannot be stored (value %zu, byte %zu)", n, bad);
    return true;
}

static bool params_are_fine(const DbValue *params, size_t count, Error *error) {
    if (count > DB_PARAM_LIMIT) bug("%zu parameters for one statement; at most %d", count, DB_PARAM_LIMIT);
    for (size_t i = 0; i < count; i++)
        if (!param_is_fine(&params[i], i + 1, error)) return false;
    return true;
}

bool db_run_literal(DbConn *conn, Arena *arena, DbRows *rows, Error *error, const char *sql, const DbValue *params, size_t count) {
    const DbDriver *driver = conn->db->driver;
    if (!rows && !conn->writing) bug("a write outside of a transaction: %s", sql);
    if (!params_are_fine(params, count, error)) {
        conn->failed = true;
        return false;
    }
    if (driver->run(conn, arena, rows, error, sql, params, count)) return true;
    conn->failed = true;
    return !conn->writing && reconnected(conn, error) && driver->run(conn, arena, rows, error, sql, params, count);
}

int64_t db_changed(const DbConn *conn) { return conn->changed; }

static const DbValue *cell(const DbRows *rows, size_t row, size_t column, DbType type) {
    if (row >= rows->count || column >= rows->columns)
        bug("cell %zu, %zu of a table of %zu x %zu", row, column, rows->count, rows->columns);
    const DbValue *value = &rows->cells[row * rows->columns + column];
    if (value->type == DB_NULL) return NULL;
    if (value->type != type) bug("column %zu has type %d, read as %d", column, (int)value->type, (int)type);
    return value;
}

int64_t db_int(const DbRows *rows, size_t row, size_t column) {
    const DbValue *value = cell(rows, row, column, DB_INTEGER);
    return value ? value->integer : 0;
}

double db_real(const DbRows *rows, size_t row, size_t column) {
    const DbValue *value = cell(rows, row, column, DB_DOUBLE);
    return value ? value->real : 0;
}

const char *db_text(const DbRows *rows, size_t row, size_t column) {
    const DbValue *value = cell(rows, row, column, DB_STRING);
    return value ? value->string : NULL;
}

const void *db_bytes(const DbRows *rows, size_t row, size_t column, size_t *len) {
    const DbValue *value = cell(rows, row, column, DB_BLOB);
    *len = value ? value->len : 0;
    return value ? value->blob : NULL;
}
