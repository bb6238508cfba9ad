/* What went wrong, as somebody at the next desk would say it: the line, the line's text with a mark under the place, and for a name that is not there the one
 * that was probably meant.
 *
 * SQLite tells the place as a byte offset into the statement (sqlite3_error_offset); names are looked up in the schema that the statement ran
 * against, and in SQLite's own lists of functions and keywords. */
#include "sql.h"

#include "text/nearest.h"
#include "text/utf8.h"

#include <string.h>

enum { NAMES = 1000, SHOWN = 200 };

/* Functions of SQLite, of its shell and of its usual extensions that leave the database. */
static const struct {
    const char *name, *reaches_for;
} outward[] = {{"load_extension", "native code"},
               {"readfile", "files"},
               {"writefile", "files"},
               {"fsdir", "files"},
               {"edit", "another program"}};

Refusal refusal_of_function(Arena *arena, const char *name) {
    for (size_t i = 0; i < sizeof outward / sizeof *outward; i++)
        if (sqlite3_stricmp(name, outward[i].name) == 0)
            return (Refusal){.forbidden = true,
                             .word = outward[i].name,
                             .says = arena_printf(arena, "%s (%s)", outward[i].reaches_for, outward[i].name)};
    return (Refusal){0};
}

/* Where names come from, by the words that SQLite begins its message with. */
static const struct {
    const char *begins, *names;
} lookups[] = {
    {"no such column: ", "SELECT DISTINCT p.name FROM sqlite_master AS m, pragma_table_info(m.name) AS p WHERE m.type = 'table'"},
    {"no such table: ", "SELECT name FROM sqlite_master WHERE type = 'table'"},
    {"no such function: ", "SELECT DISTINCT name FROM pragma_function_list"},
};

static size_t names_of(Arena *arena, sqlite3 *db, const char *select, const char **names) {
    sqlite3_stmt *statement = NULL;
    size_t count = 0;
    sqlite3_set_authorizer(db, NULL, NULL); /* this is our own question */
    if (sqlite3_prepare_v2(db, select, -1, &statement, NULL) != SQLITE_OK) return 0;
    while (count < NAMES && sqlite3_step(statement) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(statement, 0);
        if (name) names[count++] = arena_strdup(arena, name);
    }
    sqlite3_finalize(statement);
    return count;
}

static size_t keywords(Arena *arena, const char **names) {
    size_t count = 0;
    for (int i = 0; i < sqlite3_keyword_count() && count < NAMES; i++) {
        const char *name;
        int len;
        if (sqlite3_keyword_name(i, &name, &len) == SQLITE_OK) names[count++] = arena_strndup(arena, name, (size_t)len);
    }
    return count;
}

/* The word of a message of the form `near "FORM": syntax error`, or NULL. */
static const char *near_word(Arena *arena, const char *message) {
    const char *end = strstr(message, "\": syntax error");
    if (strncmp(message, "near \"", 6) != 0 || !end || end <= message + 6) return NULL;
    return arena_strndup(arena, message + 6, (size_t)(end - message - 6));
}

/* "amount" for "no such column: o.amout"; NULL when nothing is near. */
static const char *meant(Arena *arena, sqlite3 *db, const char *message) {
    const char **names = ARENA_MANY(arena, const char *, NAMES);
    for (size_t i = 0; i < sizeof lookups / sizeof *lookups; i++) {
        size_t len = strlen(lookups[i].begins);
        if (strncmp(message, lookups[i].begins, len) != 0) continue;
        const char *name = message + len, *dot = strrchr(name, '.');
        return nearest_name(dot ? dot + 1 : name, names, names_of(arena, db, lookups[i].names, names));
    }
    const char *word = near_word(arena, message);
    const char *found = word ? nearest_name(word, names, keywords(arena, names)) : NULL;
    return found && sqlite3_stricmp(found, word) != 0 ? found : NULL;
}

/* The number of the line that holds `at`, and the line as text with a mark below. */
static int show_line(Arena *arena, const Query *query, const char *at, const char **shown) {
    const char *start = query->code;
    int line = 1;
    for (const char *c = query->code; c < at; c++)
        if (*c == '\n') line++, start = c + 1;
    size_t len = strcspn(start, "\r\n"), before = 0, indent = strspn(start, " \t");
    for (const char *c = start; c < at; c++) before += ((unsigned char)*c & 0xC0) != 0x80;
    if (len > SHOWN) len = utf8_cut(start, len, SHOWN);
    if (indent > len || indent > before) indent = 0;
    *shown = arena_printf(arena, "  File \"%s\", line %d\n    %.*s\n    %*s^\n", query->file, line, (int)(len - indent),
                          start + indent, (int)(before - indent < SHOWN ? before - indent : 0), "");
    return line;
}

void failure_says(Arena *arena, const Query *query, const char *at, const char *message, Failure *failure) {
    const char *shown = "";
    int line = at ? show_line(arena, query, at, &shown) : 0;
    *failure = (Failure){.status = RUNNER_RAISED, .line = line, .exception = "SQLError", .message = message};
    failure->shown = line ? arena_printf(arena, "%sSQLError: %s\n", shown, message) : "";
}

/* The statement's first word: what an error without a place is about. */
static const char *first_word(const char *code) {
    for (;;) {
        code += strspn(code, " \t\r\n;");
        if (strncmp(code, "--", 2) == 0)
            code += strcspn(code, "\n");
        else if (strncmp(code, "/*", 2) == 0 && strstr(code, "*/"))
            code = strstr(code, "*/") + 2;
        else
            return code;
    }
}

bool failure_begins(const char *code, const char *word) {
    size_t len = strlen(word);
    code = first_word(code);
    bool ends = len == strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
    return ends && sqlite3_strnicmp(code, word, (int)len) == 0;
}

void failure_forbidden(Arena *arena, const Query *query, const char *from, const Refusal *refusal, Failure *failure) {
    const char *shown, *at = first_word(from);
    size_t len = strlen(refusal->word);
    for (const char *c = at; *c; c++)
        if (sqlite3_strnicmp(c, refusal->word, (int)len) == 0) {
            at = c;
            break;
        }
    int line = show_line(arena, query, at, &shown);
    *failure =
        (Failure){.status = RUNNER_FORBIDDEN,
                  .line = line,
                  .shown = shown,
                  .message = arena_printf(arena, "it tried what a query here may not do: %s, in line %d", refusal->says, line)};
}

/* SQLite's own message, with its place and the name that was probably meant. */
static void failure_of_database(Arena *arena, sqlite3 *db, const Query *query, const char *from, Failure *failure) {
    int offset = sqlite3_error_offset(db);
    const char *message = arena_strdup(arena, sqlite3_errmsg(db)), *name = meant(arena, db, message);
    const char *at = offset >= 0 && (size_t)offset <= strlen(from) ? from + offset : NULL;
    const char *ignored;
    if (at) message = arena_printf(arena, "%s, line %d", message, show_line(arena, query, at, &ignored));
    if (name) message = arena_printf(arena, "%s; did you mean %s?", message, name);
    failure_says(arena, query, at, message, failure);
}

void failure_of(Arena *arena, sqlite3 *db, const Query *query, const char *from, const Refusal *refusal, Failure *failure) {
    static const char missing[] = "no such function: ";
    int code = sqlite3_errcode(db);
    const char *message = sqlite3_errmsg(db);
    Refusal function = {0};
    if (strncmp(message, missing, sizeof missing - 1) == 0) function = refusal_of_function(arena, message + sizeof missing - 1);
    if (code == SQLITE_NOMEM)
        *failure = (Failure){.status = RUNNER_MEMORY, .message = "it needed more memory than it may"};
    else if (function.forbidden || (refusal && refusal->forbidden))
        failure_forbidden(arena, query, from, function.forbidden ? &function : refusal, failure);
    else if (refusal && refusal->says && (code == SQLITE_AUTH || strcmp(message, "not authorized") == 0))
        failure_says(arena, query, first_word(from), refusal->says, failure);
    else
        failure_of_database(arena, db, query, from, failure);
}
