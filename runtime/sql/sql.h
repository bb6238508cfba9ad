/* sql.h - what the parts of viva-sql share.
 *
 *   main.c     becomes the zygote of the stack `sql`, and the child's life of frames
 *   probe.c    what this program needs of the machine's files, for the root that viva-box builds
 *   query.c    one call: a database from schema and tables, one statement, its rows
 *   tables.c   the tables of a case as rows of the database
 *   rows.c     the rows of the result as a DataFrame of docs/wire.md
 *   failure.c  what went wrong, with its line and the name that was meant */
#ifndef VIVA_RUNTIME_SQL_H
#define VIVA_RUNTIME_SQL_H

#include "base/buf.h"
#include "child.h"
#include "text/value.h"

#include <sqlite3.h>

/* What an OPEN brings. Texts end in NUL and are owned by the session. */
typedef struct {
    char *code, *file, *schema;
    size_t limit; /* bytes of a result */
} Query;

/* Why there is no result; texts on the call's arena. */
typedef struct {
    RunnerStatus status;
    int line; /* of the learner's file; 0: none */
    const char *exception, *message, *shown;
} Failure;

/* What the learner may not do. */
typedef struct {
    const char *says; /* NULL: nothing was refused */
    const char *word; /* forbidden: the word of the query that stands for it */
    bool forbidden;   /* an attempt to leave the room, not a misunderstanding; then `says` names what was reached for */
} Refusal;

/* Runs the query over `inputs` (dict of table name -> DataFrame) and appends the result as CBOR. False with the failure filled. */
bool query_run(Arena *arena, const Query *query, const Value *inputs, Buf *result, Failure *failure);

/* Puts the rows of each table into the database. False with `*message` when one does not fit its table. */
bool tables_load(Arena *arena, sqlite3 *db, const Value *inputs, const char **message);

/* Steps the statement to its end and appends its rows as a DataFrame. SQLITE_DONE; SQLITE_TOOBIG when they weigh more than `limit`; else the error's code. */
int rows_collect(Arena *arena, sqlite3_stmt *statement, size_t limit, Buf *result);

/* Fills `failure` from the error that the database has now, about the statement that begins at `from` in the query's code. `refusal` (may be NULL) is what the
 * authorizer said no to. */
void failure_of(Arena *arena, sqlite3 *db, const Query *query, const char *from, const Refusal *refusal, Failure *failure);

/* The failure of a forbidden attempt, in the statements from `from` on. */
void failure_forbidden(Arena *arena, const Query *query, const char *from, const Refusal *refusal, Failure *failure);

/* Whether the first word of the code, behind comments and semicolons, is `word`. */
bool failure_begins(const char *code, const char *word);

/* A refusal when the function reaches for files or native code, whether this build of SQLite has it or not; else nothing. */
Refusal refusal_of_function(Arena *arena, const char *name);

/* The same for a text of our own; `at` is the place in the query's code that it is about, or NULL. */
void failure_says(Arena *arena, const Query *query, const char *at, const char *message, Failure *failure);

/* Prints a line for each file and link that this program needs, as viva-box reads them (src/box/root.c). Returns the exit code. */
int probe_print(void);

#endif
