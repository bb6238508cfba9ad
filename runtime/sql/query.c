/* One call: a database in memory, made of the question's schema and the case's tables, and one statement of the learner's over it.
 *
 * The database is open for reading only once the tables are in: an authorizer, asked while the statement is compiled, lets SELECT, the reading of columns,
 * functions and recursion through, and says no to everything else. There are two kinds of no. Who writes to a table or creates one has misread what is wanted, and is
 * told what that is. Who reaches for files, other databases, native code or the engine's settings tries to leave the room: that is `forbidden`, with
 * what and where, in whichever statement it stands. Time, memory and the size of the
 * result are bounded by the child's walls and by rows.c; a recursion without an end meets the time limit.
 *
 * A text in double quotes is a name, never a string: SQLite's old leniency would turn a misspelt column into a constant. */
#include "sql.h"

#include <string.h>

typedef struct {
    Arena *arena;
    Refusal refusal; /* the first one */
} Guard;

/* Settings that only tell what is there: a habit, and no harm. */
static const char *const asking[] = {"table_info",    "table_xinfo",    "table_list",       "index_list",
                                     "index_info",    "index_xinfo",    "foreign_key_list", "database_list",
                                     "function_list", "collation_list", "compile_options"};

static bool only_asks(const char *pragma) {
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
        if (sqlite3_stricmp(pragma, asking[i]) == 0) return true;
    return false;
}

static Refusal refuse_pragma(Arena *arena, const char *pragma) {
    if (only_asks(pragma))
        return (Refusal){.says = "PRAGMA is not available here: the tables and their columns stand beside the question"};
    return (Refusal){
        .forbidden = true, .word = "PRAGMA", .says = arena_printf(arena, "settings of the database (PRAGMA %s)", pragma)};
}

static Refusal refuse_write(Arena *arena, const char *verb, const char *table) {
    if (sqlite3_strnicmp(table, "sqlite_", 7) == 0) /* the schema's own table: CREATE, DROP */
        return (Refusal){.says = "nothing can be created or changed here: name a step in between with WITH name AS (...)"};
    return (Refusal){.says = arena_printf(arena,
                                          "%s changes table %s, and the tables can only be read here: answer with one SELECT that "
                                          "gives the rows that are asked for",
                                          verb, table)};
}

static Refusal refusal(Arena *arena, int action, const char *name) {
    switch (action) {
    case SQLITE_INSERT:
        return refuse_write(arena, "INSERT", name);
    case SQLITE_UPDATE:
        return refuse_write(arena, "UPDATE", name);
    case SQLITE_DELETE:
        return refuse_write(arena, "DELETE", name);
    case SQLITE_ATTACH:
        return (Refusal){.forbidden = true, .word = "ATTACH", .says = "another database (ATTACH)"};
    case SQLITE_DETACH:
        return (Refusal){.forbidden = true, .word = "DETACH", .says = "another database (DETACH)"};
    case SQLITE_PRAGMA:
        return refuse_pragma(arena, name);
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
        return (Refusal){.says = "there is nothing to commit here: answer with one SELECT"};
    default:
        return (Refusal){.says = "nothing can be created or changed here: name a step in between with WITH name AS (...)"};
    }
}

static int authorise(void *self, int action, const char *one, const char *two, const char *schema, const char *trigger) {
    Guard *guard = self;
    (void)schema, (void)trigger;
    Refusal no = {0};
    if (action == SQLITE_FUNCTION)
        no = refusal_of_function(guard->arena, two ? two : "");
    else if (action != SQLITE_SELECT && action != SQLITE_READ && action != SQLITE_RECURSIVE)
        no = refusal(guard->arena, action, one ? one : "");
    if (!no.says) return SQLITE_OK;
    if (!guard->refusal.says || (no.forbidden && !guard->refusal.forbidden)) guard->refusal = no;
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
        failure_of(arena, db, query, query->code, NULL, failure);
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

/* A PRAGMA may be read as a table, pragma_NAME, too: then SQLite asks whether that table may be created, and does not say what for. */
static void name_pragma_table(Guard *guard, const char *statement) {
    static const char head[] = "pragma_", letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    for (const char *c = statement; guard->refusal.says && !guard->refusal.forbidden && *c; c++) {
        if (sqlite3_strnicmp(c, head, sizeof head - 1) != 0) continue;
        const char *name = c + sizeof head - 1;
        guard->refusal = refuse_pragma(guard->arena, arena_strndup(guard->arena, name, strspn(name, letters)));
        return;
    }
}

/* The first of the learner's statements; NULL with the failure when there is none that can be compiled. `*tail` is what stands behind it. */
static sqlite3_stmt *first_statement(sqlite3 *db, const Query *query, Guard *guard, const char **tail, Failure *failure) {
    sqlite3_stmt *statement = NULL;
    *tail = query->code;
    while (**tail && !statement) { /* an empty statement is a comment, or a semicolon too many */
        const char *from = *tail;
        if (sqlite3_prepare_v2(db, from, -1, &statement, tail) == SQLITE_OK) continue;
        name_pragma_table(guard, from);
        failure_of(guard->arena, db, query, from, &guard->refusal, failure);
        return NULL;
    }
    if (!statement) failure_says(guard->arena, query, NULL, "there is no statement yet: write one SELECT", failure);
    return statement;
}

static sqlite3_stmt *prepare(Arena *arena, sqlite3 *db, const Query *query, Failure *failure) {
    static const Refusal vacuum = {.forbidden = true, .word = "VACUUM", .says = "a file of its own (VACUUM)"};
    const char *tail;
    Guard guard = {.arena = arena};
    sqlite3_set_authorizer(db, authorise, &guard);
    sqlite3_stmt *statement = first_statement(db, query, &guard, &tail, failure);
    if (!statement) return NULL;
    bool last = is_last(db, tail), copies = failure_begins(query->code, "VACUUM"); /* the authorizer is not asked about that */
    if (guard.refusal.forbidden || copies || failure_begins(tail, "VACUUM"))
        failure_forbidden(arena, query, copies ? query->code : tail, guard.refusal.forbidden ? &guard.refusal : &vacuum, failure);
    else if (!last)
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
        failure_of(arena, db, query, query->code, NULL, failure);
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
