/* db.h - one small interface to SQLite and PostgreSQL.
 *
 * A Db is opened once and used from any thread. A thread borrows a connection (DbConn) for as long as a scope lasts: db_read for
 * queries, db_begin for a transaction that writes. SQL is a literal in the dialect that both databases share; the macros below do not
 * compile with anything else. Parameters are $1, $2, ... and always bound; the same one may stand in several places.
 *
 *     DB_SCOPED DbConn *conn = db_begin(db, error);
 *     if (!conn) return false;
 *     if (!db_exec(conn, error, "UPDATE drafts SET code = $1 WHERE id = $2", DB_TEXT(code), DB_TEXT(id))) return false;
 *     return db_commit(conn, error);
 *
 * The dialect: columns are TEXT, BIGINT, DOUBLE PRECISION or BYTEA; no AUTOINCREMENT, STRICT or FTS; sums are cast to BIGINT (PostgreSQL
 * makes them NUMERIC); INSERT ... ON CONFLICT (...) DO NOTHING and DO UPDATE work on both.
 *
 * Errors: ERR_STALE a value that must be unique is there already; ERR_NOT_FOUND a row that is referred to is not; ERR_INVALID text that is not
 * UTF-8, a constraint, a file that is not a database; ERR_TOO_LARGE a value above DB_VALUE_LIMIT; ERR_UNAVAILABLE no connection, locked for
 * too long, disk full (try again later); ERR_INTERNAL everything else. The message names the database without its password. */
#ifndef VIVA_DB_DB_H
#define VIVA_DB_DB_H

#include "base/arena.h"
#include "base/embedded.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Db Db;
typedef struct DbConn DbConn;

enum {
    DB_VALUE_LIMIT = 16 * 1024 * 1024, /* bytes in one bound value */
    DB_PARAM_LIMIT = 32,               /* parameters of one statement */
};

/* Opens "sqlite:PATH", a plain path, "postgres://..." or "postgresql://...", and makes one connection to see that it works. An SQLite
 * file is made if it is not there: 0600, in a folder of 0700 if that has to be made as well. NULL with an error otherwise. */
Db *db_open(const char *url, Error *error);

/* Closes all connections; none may be borrowed still (that aborts). NULL is allowed. */
void db_close(Db *db);

/* How messages call it: "SQLite database /home/a/viva.db", "PostgreSQL database 'viva' on db.example". */
const char *db_name(const Db *db);

/* --- values -------------------------------------------------------------------------------------------------------------- */
typedef enum { DB_NULL, DB_INTEGER, DB_DOUBLE, DB_STRING, DB_BLOB } DbType;

typedef struct {
    DbType type;
    size_t len; /* of a string or blob */
    union {
        int64_t integer;
        double real;
        const char *string; /* NULL is SQL's NULL */
        const void *blob;
    };
} DbValue;

/* Parameters. The type is that of the column; a NULL pointer binds NULL. Pointers must live until the call returns. */
DbValue db_text_value(const char *text);
#define DB_TEXT(text) db_text_value(text)
#define DB_INT(value) ((DbValue){.type = DB_INTEGER, .integer = (value)})
#define DB_REAL(value) ((DbValue){.type = DB_DOUBLE, .real = (value)})
#define DB_BYTES(bytes, size) ((DbValue){.type = DB_BLOB, .len = (size), .blob = (bytes)})

/* The answer to a query, all of it, on the arena that was passed. */
typedef struct {
    size_t count, columns;
    const DbValue *cells; /* row by row */
} DbRows;

/* One cell. NULL reads as 0 or a NULL pointer. A cell of another type, or outside, is a bug and aborts. */
int64_t db_int(const DbRows *rows, size_t row, size_t column);
double db_real(const DbRows *rows, size_t row, size_t column);
const char *db_text(const DbRows *rows, size_t row, size_t column);
const void *db_bytes(const DbRows *rows, size_t row, size_t column, size_t *len);

/* --- connections --------------------------------------------------------------------------------------------------------- */

/* Borrows a connection for queries. NULL with ERR_UNAVAILABLE if there is none. A thread holds one connection at a time. */
DbConn *db_read(Db *db, Error *error);

/* Borrows a connection and begins a transaction that may write (SQLite: BEGIN IMMEDIATE; writers of one process queue up, other processes
 * are waited for; PostgreSQL: READ COMMITTED). A connection that the server has dropped is made anew once. */
DbConn *db_begin(Db *db, Error *error);

/* Makes the transaction durable. False: nothing of it is stored, unless the message says that the outcome is unknown. After a statement
 * of the transaction has failed it cannot be committed. */
bool db_commit(DbConn *conn, Error *error);

/* For DB_SCOPED: rolls back what was not committed, gives the connection back. */
void db_end(DbConn **conn);
#define DB_SCOPED __attribute__((cleanup(db_end)))

/* --- statements ---------------------------------------------------------------------------------------------------------- */
#define DB_PARAMS(...) (const DbValue[]){__VA_ARGS__}, sizeof((const DbValue[]){__VA_ARGS__}) / sizeof(DbValue)

/* Runs a statement that answers nothing, inside a transaction. bool db_exec(DbConn *, Error *, "SQL", DB_TEXT(...), ...) */
#define db_exec(conn, error, sql, ...) db_run_literal((conn), NULL, NULL, (error), "" sql "", DB_PARAMS(__VA_ARGS__))

/* Runs a query; outside of a transaction it must not write (ERR_INTERNAL).
 * bool db_query(DbConn *, Arena *, DbRows *, Error *, "SQL", DB_TEXT(...), ...) */
#define db_query(conn, arena, rows, error, sql, ...) \
    db_run_literal((conn), (arena), (rows), (error), "" sql "", DB_PARAMS(__VA_ARGS__))

/* Rows that the last db_exec inserted, updated or deleted. */
int64_t db_changed(const DbConn *conn);

/* What the macros call. `sql` must be a literal: it is prepared once a connection and found again by its address. */
bool db_run_literal(DbConn *conn, Arena *arena, DbRows *rows, Error *error, const char *sql, const DbValue *params, size_t count);

/* --- the schema ---------------------------------------------------------------------------------------------------------- */

/* Applies the migrations ("001_first.sql", "002_...": sorted, numbered from 1 without a gap) that the database does not have yet, all in
 * one transaction. Refuses (ERR_INVALID) a database of a newer program, one whose applied migrations differ from ours, and one that
 * holds tables of another program. `now`: UTC microseconds, remembered beside each migration. */
bool db_migrate(Db *db, const EmbeddedFile *files, size_t count, int64_t now, Error *error);

#endif
