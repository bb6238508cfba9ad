/* The tables of a SQL question: schema.sql, and for each table the rows of data/NAME.csv.
 *
 * SQLite itself reads the schema when a case is run; here it is read for what is shown beside the question and for the columns that rows are given in. So
 * the reader knows CREATE TABLE and no more: names, types, and the comments that explain them. A comment line above a table says what
 * the table is; a comment behind a column says what the column is. */
#include "bank/reader.h"

#include "text/csv.h"
#include "text/utf8.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { MOST_TABLES = 20, MOST_COLUMNS = 40, TOKEN = 80 };

typedef struct {
    Reader *r;
    const File *file;
    const char *at;
    const char *comment; /* the last one that was passed over; NULL: none since it was taken */
    char token[TOKEN]; /* a word, a quoted name without its quotes, a string's first quote, or one other character; "" at the end */
    bool quoted;       /* a name or a string: it means nothing to the reader, whatever it spells */
    bool cut;          /* the token is longer than a name may be */
} Scan;

static int line_at(const Scan *scan) {
    int line = 1;
    for (const char *c = scan->file->text; c < scan->at; c++) line += *c == '\n';
    return line;
}

static bool refuse(Scan *scan, const char *what) {
    notes_error(scan->r->notes, scan->file->path, line_at(scan),
                "%s; schema.sql holds CREATE TABLE name (column TYPE, ...); and comments", what);
    return false;
}

static const char *trimmed(Arena *arena, const char *text, size_t len) {
    while (len && isspace((unsigned char)*text)) text++, len--;
    while (len && isspace((unsigned char)text[len - 1])) len--;
    return arena_strndup(arena, text, len);
}

/* Passes space; comments are kept, several lines of them joined. */
static void skip(Scan *scan) {
    for (;;) {
        scan->at += strspn(scan->at, " \t\r\n");
        if (strncmp(scan->at, "--", 2) != 0) return;
        size_t len = strcspn(scan->at, "\n");
        const char *text = trimmed(scan->r->arena, scan->at + 2, len - 2);
        scan->comment = scan->comment ? arena_printf(scan->r->arena, "%s %s", scan->comment, text) : text;
        scan->at += len;
    }
}

static bool is_word(char c) { return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80; }

/* From behind the opening quote to behind the closing one, where a doubled one stands for itself. */
static const char *behind_quote(const char *at, char quote) {
    for (; *at; at++)
        if (*at == quote && *++at != quote) break;
    return at;
}

static void next(Scan *scan) {
    skip(scan);
    const char *from = scan->at;
    size_t len = 0;
    scan->quoted = *from == '"' || *from == '\'';
    if (*from == '"') {
        from++;
        len = strcspn(from, "\"");
        scan->at = from + len + (from[len] == '"');
    } else if (*from == '\'') {
        len = 1;
        scan->at = behind_quote(from + 1, '\'');
    } else {
        while (is_word(from[len])) len++;
        if (len == 0 && *from) len = 1;
        scan->at = from + len;
    }
    scan->cut = len >= TOKEN;
    if (scan->cut) len = utf8_cut(from, len, TOKEN - 1);
    memcpy(scan->token, from, len);
    scan->token[len] = '\0';
}

static bool is(const Scan *scan, const char *word) { return !scan->quoted && strcasecmp(scan->token, word) == 0; }

static bool is_name(const Scan *scan) { return scan->quoted ? scan->token[0] && scan->token[0] != '\'' : is_word(scan->token[0]); }

static const char *take_comment(Scan *scan) {
    const char *comment = scan->comment ? scan->comment : "";
    scan->comment = NULL;
    return comment;
}

/* To the comma or bracket that ends this column or constraint; the words up to the first one that is no part of a type are its type. */
static const char *pass_definition(Scan *scan, bool column) {
    static const char *const ends[] = {"PRIMARY", "NOT",        "NULL",       "UNIQUE", "CHECK",
                                       "DEFAULT", "REFERENCES", "CONSTRAINT", "COLLATE"};
    const char *type = "";
    bool typed = !column;
    for (int depth = 0; scan->token[0] && (depth > 0 || (!is(scan, ",") && !is(scan, ")"))); next(scan)) {
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) typed |= is(scan, ends[i]);
        bool two_words = *type && is_word(type[strlen(type) - 1]) && is_word(scan->token[0]);
        if (!typed) type = arena_printf(scan->r->arena, "%s%s%s", type, two_words ? " " : "", scan->token);
        depth += is(scan, "(") - is(scan, ")");
    }
    return type;
}

/* What stands behind the comma on the column's own line is still said of the column. */
static const char *comment_behind(Scan *scan) {
    const char *c = scan->at + strspn(scan->at, " \t");
    if (strncmp(c, "--", 2) != 0) return "";
    size_t len = strcspn(c, "\n");
    scan->at = c + len;
    return trimmed(scan->r->arena, c + 2, len - 2);
}

static bool read_columns(Scan *scan, Table *table) {
    static const char *const constraints[] = {"PRIMARY", "FOREIGN", "UNIQUE", "CHECK", "CONSTRAINT"};
    table->columns = ARENA_MANY(scan->r->arena, TableColumn, MOST_COLUMNS);
    do {
        next(scan);
        bool constraint = false;
        for (size_t i = 0; i < sizeof constraints / sizeof *constraints; i++) constraint |= is(scan, constraints[i]);
        if (!constraint && !is_name(scan)) return refuse(scan, "no column stands here");
        if (!constraint && scan->cut) return refuse(scan, "this name is too long");
        if (!constraint && table->column_count == MOST_COLUMNS) return refuse(scan, "a table has at most 40 columns here");
        TableColumn *column = constraint ? NULL : &table->columns[table->column_count++];
        if (column) column->name = arena_strdup(scan->r->arena, scan->token);
        take_comment(scan);
        next(scan);
        const char *type = pass_definition(scan, column != NULL), *says = take_comment(scan);
        if (is(scan, ",") && !*says) says = comment_behind(scan);
        if (column) column->type = type, column->says = says;
    } while (is(scan, ","));
    return is(scan, ")") || refuse(scan, "the bracket of a table is not closed");
}

static bool read_table(Scan *scan, Table *table) {
    table->says = take_comment(scan);
    next(scan);
    if (!is(scan, "TABLE")) return refuse(scan, "TABLE is missing behind CREATE");
    next(scan);
    table->name = arena_strdup(scan->r->arena, scan->token);
    bool named = is_name(scan);
    if (scan->cut) return refuse(scan, "this name is too long");
    next(scan);
    if (!named || !is(scan, "(")) return refuse(scan, "a table needs a name and its columns");
    if (!read_columns(scan, table)) return false;
    next(scan);
    return is(scan, ";") || refuse(scan, "a table ends with ';'");
}

/* ---- rows ---- */

static bool has_columns(const Table *table, const Csv *csv) {
    if (csv->columns != table->column_count) return false;
    for (size_t i = 0; i < csv->columns; i++)
        if (!csv->cells[i] || strcmp(csv->cells[i], table->columns[i].name) != 0) return false;
    return true;
}

static void read_rows(Reader *r, Table *table) {
    const File *file = folder_file(&r->folder, arena_printf(r->arena, "data/%s.csv", table->name));
    Error error = {0};
    Csv csv;
    if (!file) return;
    if (!file->text) return notes_error(r->notes, file->path, 0, "not valid UTF-8 text; save it as UTF-8");
    if (!csv_parse(r->arena, file->text, &csv, &error))
        return notes_error(r->notes, file->path, 0, "%s: %s", error.where, error.message);
    if (csv.rows == 0 || !has_columns(table, &csv))
        return notes_error(r->notes, file->path, 1,
                           "the first line must name the columns of table %s as schema.sql has them, in that order", table->name);
    table->cells = csv.cells + csv.columns;
    table->row_count = csv.rows - 1;
}

static void check_data_files(Reader *r) {
    for (size_t i = 0; i < r->folder.count; i++) {
        const File *file = &r->folder.files[i];
        if (strncmp(file->name, "data/", 5) != 0) continue;
        bool known = false;
        for (size_t t = 0; t < r->question->table_count && !known; t++)
            known = strcmp(file->name + 5, arena_printf(r->arena, "%s.csv", r->question->tables[t].name)) == 0;
        if (!known) notes_warning(r->notes, file->path, 0, "nobody reads this file: schema.sql has no such table");
    }
}

void read_schema(Reader *r) {
    Question *q = r->question;
    const File *file = reader_need(r, "schema.sql");
    if (!file) return;
    Scan scan = {.r = r, .file = file, .at = file->text};
    q->schema = file->text;
    q->tables = ARENA_MANY(r->arena, Table, MOST_TABLES);
    for (next(&scan); is(&scan, "CREATE") && q->table_count < MOST_TABLES; next(&scan)) {
        Table *table = &q->tables[q->table_count++];
        if (!read_table(&scan, table)) return;
        take_comment(&scan);
        read_rows(r, table);
    }
    if (is(&scan, "CREATE"))
        refuse(&scan, "a question has at most 20 tables");
    else if (scan.token[0] || q->table_count == 0)
        refuse(&scan, "no CREATE TABLE stands here");
    check_data_files(r);
}
