/* SQLite: one file, no server.
 *
 * Durability: WAL with synchronous=FULL, so that a commit has reached the disk when it returns, whatever happens to the process or the
 * machine afterwards. Foreign keys are on (SQLite has them off by default). Writers begin with BEGIN IMMEDIATE: the wait for another
 * process is at the beginning, under the busy timeout, and never in the middle where it would have to fail.
 *
 * The file is made 0600 before SQLite opens it, because SQLite gives its -wal and -shm files the mode of the database; a file of ours
 * that others may read is tightened. A folder that is not there is made 0700; one that is there is left as it is (it may be a home or
 * /tmp). Paths are never taken for URIs, and "..." is never a string (DQS off), so that a typing error in SQL is an error.
 *
 * Parameters are bound by name: SQLite gives $1, $2 the numbers of their first appearance, not those in their names. The order is looked
 * up once, when a statement is prepared.
 *
 * Each thread has a connection of its own for as long as it borrows one, so SQLite's mutexes are off (NOMUTEX). */
#include "db/driver.h"

#include "base/file.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUSY_MILLISECONDS = 10000, WAL_TRY_MILLISECONDS = 20 };

typedef struct {
    sqlite3_stmt *statement;
    int index[DB_PARAM_LIMIT]; /* where $1, $2, ... are; 0: not in this statement */
} Prepared;

/* --- errors -------------------------------------------------------------------------------------------------------------- */

static ErrorCode code_of(int result) {
    switch (result) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
        return ERR_STALE;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return ERR_NOT_FOUND;
    }
    switch (result & 0xFF) {
    case SQLITE_CONSTRAINT:
    case SQLITE_NOTADB:
        return ERR_INVALID;
    case SQLITE_TOOBIG:
        return ERR_TOO_LARGE;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
        return ERR_UNAVAILABLE;
    default:
        return ERR_INTERNAL;
    }
}

static const char *advice(int result) {
    switch (result & 0xFF) {
    case SQLITE_NOTADB:
        return ": it is not an SQLite database; move it away or choose another file with --db";
    case SQLITE_BUSY:
        return ": another program has held it for 10 s; close that program and try again";
    case SQLITE_FULL:
        return ": make room on the disk and try again";
    case SQLITE_READONLY:
        return ": the file or its folder may not be written; check who owns them";
    case SQLITE_CORRUPT:
        return ": the file is damaged; restore a copy, or rescue what is left with `sqlite3 FILE .recover`";
    default:
        return "";
    }
}

static bool failure(const DbConn *conn, Error *error, const char *what) {
    sqlite3 *sqlite = conn->handle;
    int result = sqlite3_extended_errcode(sqlite);
    return error_set(error, code_of(result), "database", "cannot %s the %s: %s%s", what, conn->db->name, sqlite3_errmsg(sqlite),
                     advice(result));
}

/* --- the file ------------------------------------------------------------------------------------------------------------ */

static bool make_folder(const char *path, Error *error) {
    char folder[PATH_MAX];
    size_t len = strlen(path);
    if (len >= sizeof folder) return error_set(error, ERR_INVALID, "--db", "the path of the database is too long: %s", path);
    memcpy(folder, path, len + 1);
    char *slash = strrchr(folder, '/');
    if (!slash || slash == folder) return true;
    *slash = 0;
    return file_is_directory(folder) || file_make_directories(folder, 0700, error);
}

static void sync_folder_of(const char *path) {
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash) slash[slash == folder] = 0;
    FD_SCOPED int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || fsync(fd) != 0) log_warning("cannot sync the folder of %s: %s", path, strerror(errno));
}

/* By name, never through a descriptor: closing one would drop the POSIX locks that another connection of this process may hold on the
 * file (sqlite.org/howtocorrupt.html, 2.2). */
static bool tighten(const char *path, Error *error) {
    struct stat st;
    if (stat(path, &st) != 0) return error_errno(error, ERR_UNAVAILABLE, "--db", "cannot look at the database %s", path);
    if (!S_ISREG(st.st_mode)) return error_set(error, ERR_INVALID, "--db", "the database %s is not a regular file", path);
    if ((st.st_mode & 077) == 0 || st.st_uid != geteuid()) return true;
    if (chmod(path, st.st_mode & 0700) != 0)
        return error_errno(error, ERR_UNAVAILABLE, "--db", "cannot make the database %s private", path);
    log_warning("other users could open the database %s: its mode is 0600 now", path);
    return true;
}

static bool make_file(const char *path, Error *error) {
    FD_SCOPED int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST) return tighten(path, error);
    if (fd < 0) return error_errno(error, ERR_UNAVAILABLE, "--db", "cannot make the database %s", path);
    sync_folder_of(path);
    return true;
}

static bool prepare(Db *db, Error *error) {
    if (asprintf(&db->name, "SQLite database %s", db->target) < 0) abort();
    return make_folder(db->target, error) && make_file(db->target, error);
}

/* --- connections --------------------------------------------------------------------------------------------------------- */

static void configure(sqlite3 *sqlite) {
    sqlite3_extended_result_codes(sqlite, 1);
    sqlite3_busy_timeout(sqlite, BUSY_MILLISECONDS);
    sqlite3_limit(sqlite, SQLITE_LIMIT_LENGTH, 4 * DB_VALUE_LIMIT); /* of a whole row too */
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
}

static int keep_mode(void *kept, int columns, char **values, char **names) {
    (void)names;
    if (columns > 0 && values[0]) snprintf(kept, 16, "%s", values[0]);
    return 0;
}

/* The first change to WAL needs the file for itself, and SQLite does not wait for that: two programs that make the same database at
 * once would meet here. */
static bool enter_wal(DbConn *conn, Error *error) {
    char mode[16] = "";
    int result = SQLITE_BUSY;
    for (int waited = 0; waited <= BUSY_MILLISECONDS && (result & 0xFF) == SQLITE_BUSY; waited += WAL_TRY_MILLISECONDS) {
        if (waited > 0) sqlite3_sleep(WAL_TRY_MILLISECONDS);
        result = sqlite3_exec(conn->handle, "PRAGMA journal_mode = WAL", keep_mode, mode, NULL);
    }
    if (result != SQLITE_OK) return failure(conn, error, "open");
    if (strcmp(mode, "wal") == 0) return true;
    return error_set(
        error, ERR_INVALID, "--db",
        "the %s cannot use a write-ahead log there (journal mode '%s'): put it on a local disk, not on a network share",
        conn->db->name, mode);
}

static bool connect_file(DbConn *conn, Error *error) {
    sqlite3 *sqlite = NULL;
    int result = sqlite3_open_v2(conn->db->target, &sqlite, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    conn->handle = sqlite;
    if (!sqlite) return error_set(error, ERR_UNAVAILABLE, "database", "no memory to open the %s", conn->db->name);
    bool opened = result == SQLITE_OK || failure(conn, error, "open");
    if (opened) {
        configure(sqlite);
        opened = enter_wal(conn, error);
    }
    if (opened &&
        sqlite3_exec(
            sqlite,
            "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 67108864",
            NULL, NULL, NULL) != SQLITE_OK)
        opened = failure(conn, error, "set up");
    if (!opened) {
        sqlite3_close(sqlite);
        conn->handle = NULL;
    }
    return opened;
}

static void drop_prepared(void *item) {
    Prepared *prepared = item;
    sqlite3_finalize(prepared->statement);
    free(prepared);
}

static void disconnect(DbConn *conn) {
    db_statements_clear(conn, drop_prepared);
    if (conn->handle && sqlite3_close(conn->handle) != SQLITE_OK)
        log_error("the %s was not closed cleanly: %s", conn->db->name, sqlite3_errmsg(conn->handle));
    conn->handle = NULL;
}

static bool alive(const DbConn *conn) { return conn->handle != NULL; }

/* --- transactions -------------------------------------------------------------------------------------------------------- */

static bool begin(DbConn *conn, bool for_schema, Error *error) {
    (void)for_schema; /* one writer at a time is enough */
    return sqlite3_exec(conn->handle, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK || failure(conn, error, "write to");
}

static bool commit(DbConn *conn, Error *error) {
    return sqlite3_exec(conn->handle, "COMMIT", NULL, NULL, NULL) == SQLITE_OK || failure(conn, error, "commit to");
}

/* Some failures (a full disk) have rolled back already. */
static void rollback(DbConn *conn) {
    if (sqlite3_get_autocommit(conn->handle)) return;
    if (sqlite3_exec(conn->handle, "ROLLBACK", NULL, NULL, NULL) == SQLITE_OK) return;
    log_error("cannot roll back on the %s: %s", conn->db->name, sqlite3_errmsg(conn->handle));
    disconnect(conn);
}

/* --- statements ---------------------------------------------------------------------------------------------------------- */

static Prepared *prepared_for(DbConn *conn, const char *sql, Error *error) {
    Prepared *prepared = db_statement_find(conn, sql);
    if (prepared) return prepared;
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(conn->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) {
        failure(conn, error, "ask");
        return NULL;
    }
    prepared = calloc(1, sizeof *prepared);
    if (!prepared) abort();
    prepared->statement = statement;
    for (int i = 0; i < DB_PARAM_LIMIT; i++) {
        char name[8];
        snprintf(name, sizeof name, "$%d", i + 1);
        prepared->index[i] = sqlite3_bind_parameter_index(statement, name);
    }
    db_statement_keep(conn, sql, prepared);
    return prepared;
}

static int bind_one(sqlite3_stmt *statement, int index, const DbValue *value) {
    switch (value->type) {
    case DB_INTEGER:
        return sqlite3_bind_int64(statement, index, value->integer);
    case DB_DOUBLE:
        return sqlite3_bind_double(statement, index, value->real);
    case DB_STRING:
        return sqlite3_bind_text(statement, index, value->string, (int)value->len, SQLITE_STATIC);
    case DB_BLOB:
        return sqlite3_bind_blob(statement, index, value->blob, (int)value->len, SQLITE_STATIC);
    default:
        return sqlite3_bind_null(statement, index);
    }
}

/* Every parameter that the statement names has its value, and the other way round; anything else is a slip in the source. */
static bool bind_all(DbConn *conn, const Prepared *prepared, const DbValue *params, size_t count, Error *error) {
    size_t bound = 0;
    for (size_t i = 0; i < count; i++) {
        if (prepared->index[i] == 0) break;
        if (bind_one(prepared->statement, prepared->index[i], &params[i]) != SQLITE_OK) return failure(conn, error, "ask");
        bound++;
    }
    if (bound == count && bound == (size_t)sqlite3_bind_parameter_count(prepared->statement)) return true;
    return error_set(error, ERR_INTERNAL, "database", "%zu parameters were given, the statement names others: %s", count,
                     sqlite3_sql(prepared->statement));
}

static DbValue column_text(Arena *arena, sqlite3_stmt *statement, int column) {
    const char *text = (const char *)sqlite3_column_text(statement, column);
    if (!text) abort(); /* NULL has a type of its own: this is exhausted memory */
    return DB_TEXT(arena_strdup(arena, text));
}

static DbValue column_value(Arena *arena, sqlite3_stmt *statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        return DB_INT(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
        return DB_REAL(sqlite3_column_double(statement, column));
    case SQLITE_TEXT:
        return column_text(arena, statement, column);
    case SQLITE_BLOB: {
        const void *bytes = sqlite3_column_blob(statement, column); /* NULL when there are none */
        size_t len = (size_t)sqlite3_column_bytes(statement, column);
        return DB_BYTES(arena_memdup(arena, bytes, len), len);
    }
    default:
        return (DbValue){.type = DB_NULL};
    }
}

typedef struct {
    DbValue *cells;
    size_t used, room;
} Cells;

static DbValue *cells_more(Arena *arena, Cells *cells, size_t columns) {
    if (cells->used + columns > cells->room) {
        size_t room = 2 * cells->room + 16 * columns;
        DbValue *larger = ARENA_MANY(arena, DbValue, room);
        if (cells->used) memcpy(larger, cells->cells, cells->used * sizeof *larger);
        cells->cells = larger;
        cells->room = room;
    }
    DbValue *row = cells->cells + cells->used;
    cells->used += columns;
    return row;
}

static int fetch(sqlite3_stmt *statement, Arena *arena, DbRows *rows) {
    size_t columns = (size_t)sqlite3_column_count(statement), count = 0;
    Cells cells = {0};
    int result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        DbValue *row = cells_more(arena, &cells, columns);
        for (size_t i = 0; i < columns; i++) row[i] = column_value(arena, statement, (int)i);
        count++;
    }
    *rows = (DbRows){.count = count, .columns = columns, .cells = cells.cells};
    return result;
}

/* A query may write (RETURNING), but only where it can be rolled back. */
static bool may_run(const DbConn *conn, sqlite3_stmt *statement, Error *error) {
    return conn->writing || sqlite3_stmt_readonly(statement) ||
           error_set(error, ERR_INTERNAL, "database", "a write outside of a transaction: %s", sqlite3_sql(statement));
}

static bool run(DbConn *conn, Arena *arena, DbRows *rows, Error *error, const char *sql, const DbValue *params, size_t count) {
    const Prepared *prepared = prepared_for(conn, sql, error);
    if (!prepared) return false;
    sqlite3_stmt *statement = prepared->statement;
    bool done = may_run(conn, statement, error) && bind_all(conn, prepared, params, count, error);
    if (done) {
        int result = rows ? fetch(statement, arena, rows) : sqlite3_step(statement);
        done = result == SQLITE_DONE || failure(conn, error, rows ? "read" : "write to");
        conn->changed = sqlite3_changes64(conn->handle);
    }
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return done;
}

static bool script(DbConn *conn, const char *sql, Error *error) {
    return sqlite3_exec(conn->handle, sql, NULL, NULL, NULL) == SQLITE_OK || failure(conn, error, "migrate");
}

const DbDriver db_sqlite = {
    .prepare = prepare,
    .connect = connect_file,
    .disconnect = disconnect,
    .alive = alive,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .run = run,
    .script = script,
    .tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'",
    .connections = 64,
    .one_writer = true,
};
