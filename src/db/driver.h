/* driver.h - what a database has to bring along; private to this room.
 *
 * db.c keeps the pool, the transactions' state and the checks that must be the same everywhere; a driver talks to its library. A driver
 * never sees a connection from two threads at once. */
#ifndef VIVA_DB_DRIVER_H
#define VIVA_DB_DRIVER_H

#include "db/db.h"

#include <pthread.h>

/* The prepared statements of one connection: an open-addressed table from the literal's address to what the driver made of it. */
typedef struct {
    const char *sql;
    void *prepared;
} DbStatement;

typedef struct {
    DbStatement *slots;
    size_t count, room; /* room is 0 or a power of two */
} DbStatements;

typedef struct DbDriver {
    /* Looks at db->target once, fills db->name, makes the file. */
    bool (*prepare)(Db *db, Error *error);
    /* Opens conn->handle. */
    bool (*connect)(DbConn *conn, Error *error);
    /* Drops prepared statements and the connection. */
    void (*disconnect)(DbConn *conn);
    /* Is the connection still good after a failure? */
    bool (*alive)(const DbConn *conn);
    /* Begins a transaction that writes; for_schema: only one process at a time may be between this and the commit. */
    bool (*begin)(DbConn *conn, bool for_schema, Error *error);
    bool (*commit)(DbConn *conn, Error *error);
    void (*rollback)(DbConn *conn);
    /* Runs one statement; rows NULL: it answers nothing, and conn->changed is set. */
    bool (*run)(DbConn *conn, Arena *arena, DbRows *rows, Error *error, const char *sql, const DbValue *params, size_t count);
    /* Runs a migration: many statements, no parameters. */
    bool (*script)(DbConn *conn, const char *sql, Error *error);
    /* The names of the tables that are there: one TEXT column. */
    const char *tables;
    size_t connections; /* at most */
    bool one_writer;    /* writers of this process queue up on db->writer */
} DbDriver;

extern const DbDriver db_sqlite, db_postgres;

struct Db {
    const DbDriver *driver;
    char *target; /* a path or a URL, which may hold a password: never print it */
    char *name;
    pthread_mutex_t lock; /* over idle and open */
    pthread_cond_t given_back;
    DbConn *idle;
    size_t open;
    pthread_mutex_t writer;
};

struct DbConn {
    Db *db;
    DbConn *next;
    void *handle;
    DbStatements statements;
    bool writing; /* between begin and commit or rollback */
    bool failed;  /* a statement of this transaction has failed */
    int64_t changed;
};

/* What was made of the literal, or NULL. */
void *db_statement_find(const DbConn *conn, const char *sql);
void db_statement_keep(DbConn *conn, const char *sql, void *prepared);
/* Empties the table; `drop` is called for each entry. */
void db_statements_clear(DbConn *conn, void (*drop)(void *prepared));

/* Borrows a connection in a transaction for a change of the schema. */
DbConn *db_begin_schema(Db *db, Error *error);

#endif
