/* One call: a database in memory, made of the question's schema and the case's tables, and one statement of the learner's over it.
 *
 * The database is open for reading only once the tables are in: an authorizer, asked while the statement is compiled, lets SELECT, the reading of columns,
 * functions and recursion through, and says no to everything else (writes, ATTACH, PRAGMA, load_extension). Time, memory and the size of the
 * result are bounded by the child's walls and by rows.c; a recursion without an end meets the time limit.
 *
 * A text in double quotes is a name, never a string: SQLite's old leniency would turn a misspelt column into a constant. */
#include "sql.h"

#include <string.h>

typedef struct {
    const char *denied; /* why the statement was refused; NULL: it was not */
} Guard;

static const char *refusal(int action) {
    switch (action) {
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        return "the tables can only be read here: answer with one SELECT";
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
        return "ATTACH is not available here: all tables of this question are in this one database";
    case SQLITE_PRAGMA:
        return "PRAGMA is not available here: the tables and their columns stand beside the question";
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
        return "there is nothing to commit here: answer with one SELECT";
    default:
        return "nothing can be created or changed here: name a step in between with WITH name AS (...)";
    }
}

static int authorise(void *self, int action, const char *one, const char *two, const char *schema, const char *trigger) {
    Guard *guard = self;
    (void)one, (void)schema, (void)trigger;
    bool extension = action == SQLITE_FUNCTION && two && sqlite3_stricmp(two, "load_extension") == 0;
    if (extension) {
        guard->denied = "load_extension is not available here";
        return SQLITE_DENY;
    }
    if (action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION || action == SQLITE_RECURSIVE)
        return SQLITE_OK;
    if (!guard->denied) guard->denied = refusal(action);
    return SQLITE_DENY;
}

static bool own_failure(Arena *arena, const Query *query, const char *message, Failure *failure) {
    failure_says(arena, query, NULL, message, failure);
    return false;
}

static bool build(Arena *arena, sqlite3 *db, const Query *query, const Value *inputs, Failure *failure) {
    const char *message = NULL;
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (sqlite3_exec(db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(db, query->schema, NULL, NULL, NULL) != SQLITE_OK)
        message = arena_printf(arena, "schema.sql: %s", sqlite3_errmsg(db));
    if (!message) tables_load(arena, db, inputs, &message);
    if (sqlite3_errcode(db) == SQLITE_NOMEM) {
        failure_of(arena, db, query, NULL, failure);
        return false;
    }
    return !message || own_failure(arena, query, message, failure);
}

/* Nothing but space and comments may follow the one statement. */
static bool is_last(sqlite3 *db, const char *tail) {
    sqlite3_stmt *next = NULL;
    const char *rest = tail;
    while (rest && *rest && !next && sqlite3_prepare_v2(db, rest, -1, &next, &tail) == SQLITE_OK && tail > rest) rest = tail;
    bool last = !next && (!rest || !*rest);
    sqlite3_finalize(next);
    return last;
}

static sqlite3_stmt *prepare(Arena *arena, sqlite3 *db, const Query *query, Failure *failure) {
    sqlite3_stmt *statement = NULL;
    const char *tail = query->code;
    Guard guard = {0};
    sqlite3_set_authorizer(db, authorise, &guard);
    while (*tail && !statement) { /* an empty statement is a comment, or a semicolon too many */
        const char *from = tail;
        if (sqlite3_prepare_v2(db, from, -1, &statement, &tail) != SQLITE_OK) {
            failure_of(arena, db, query, guard.denied, failure);
            return NULL;
        }
    }
    if (!statement)
        failure_says(arena, query, NULL, "there is no statement yet: write one SELECT", failure);
    else if (!is_last(db, tail))
        failure_says(arena, query, tail + strspn(tail, " \t\r\n;"),
                     "only one statement is wanted, and another begins here: join the two using WITH name AS (...)", failure);
    else if (sqlite3_column_count(statement) == 0)
        failure_says(arena, query, NULL, "this statement gives no rows: answer with one SELECT", failure);
    else
        return statement;
    sqlite3_finalize(statement);
    return NULL;
}

static bool answer(Arena *arena, sqlite3 *db, const Query *query, Buf *result, Failure *failure) {
    sqlite3_stmt *statement = prepare(arena, db, query, failure);
    if (!statement) return false;
    int code = rows_collect(arena, statement, query->limit, result);
    if (code == SQLITE_TOOBIG)
        *failure = (Failure){.status = RUNNER_TOO_LARGE,
                             .message = "the result has more rows than it may: is a join without its condition?"};
    else if (code != SQLITE_DONE)
        failure_of(arena, db, query, NULL, failure);
    sqlite3_finalize(statement);
    return code == SQLITE_DONE;
}

bool query_run(Arena *arena, const Query *query, const Value *inputs, Buf *result, Failure *failure) {
    sqlite3 *db = NULL;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK) {
        sqlite3_close(db);
        *failure = (Failure){.status = RUNNER_MEMORY, .message = "there is no memory left for a database"};
        return false;
    }
    bool ran = build(arena, db, query, inputs, failure) && answer(arena, db, query, result, failure);
    sqlite3_close(db);
    return ran;
}
