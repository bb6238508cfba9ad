/* The tables of a case. A table goes in by the names of its columns; SQLite's column types then make of each value what a table of that
 * type holds ('12' in an INTEGER column is 12). NULL comes as itself, and as what is missing in Python (None, NaN, NA). */
#include "sql.h"

static bool bind(sqlite3_stmt *insert, int at, const Value *value) {
    switch (value->kind) {
    case VALUE_NONE:
        return sqlite3_bind_null(insert, at) == SQLITE_OK;
    case VALUE_BOOL:
        return sqlite3_bind_int(insert, at, value->boolean) == SQLITE_OK;
    case VALUE_INT:
        return sqlite3_bind_int64(insert, at, value->integer) == SQLITE_OK;
    case VALUE_FLOAT:
        return sqlite3_bind_double(insert, at, value->number) == SQLITE_OK; /* NaN is NULL */
    case VALUE_TEXT:
        return sqlite3_bind_text64(insert, at, value->text.data, value->text.len, SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK;
    case VALUE_BYTES:
        return sqlite3_bind_blob64(insert, at, value->text.data, value->text.len, SQLITE_STATIC) == SQLITE_OK;
    case VALUE_OPAQUE:
        return sqlite3_bind_null(insert, at) == SQLITE_OK;
    default:
        return false;
    }
}

/* INSERT INTO "table" ("column", ...) VALUES (?, ...), with names quoted by SQLite's own rule. */
static sqlite3_stmt *prepare_insert(Arena *arena, sqlite3 *db, const char *table, const ValueFrame *frame) {
    sqlite3_str *text = sqlite3_str_new(db);
    sqlite3_str_appendf(text, "INSERT INTO \"%w\" (", table);
    for (size_t i = 0; i < frame->columns; i++) {
        const char *name = value_string(arena, &frame->names[i]);
        sqlite3_str_appendf(text, "%s\"%w\"", i ? ", " : "", name ? name : "");
    }
    sqlite3_str_appendall(text, ") VALUES (");
    for (size_t i = 0; i < frame->columns; i++) sqlite3_str_appendall(text, i ? ", ?" : "?");
    sqlite3_str_appendall(text, ")");
    char *made = sqlite3_str_finish(text);
    sqlite3_stmt *insert = NULL;
    if (made) sqlite3_prepare_v2(db, made, -1, &insert, NULL);
    sqlite3_free(made);
    return insert;
}

static bool insert_row(sqlite3_stmt *insert, const ValueFrame *frame, size_t row) {
    for (size_t i = 0; i < frame->columns; i++) {
        Value value = value_element(frame->data[i].array, row);
        if (!bind(insert, (int)i + 1, &value)) return false;
    }
    return sqlite3_step(insert) == SQLITE_DONE && sqlite3_reset(insert) == SQLITE_OK;
}

static bool load(Arena *arena, sqlite3 *db, const char *name, const Value *table, const char **message) {
    if (!name || table->kind != VALUE_FRAME) {
        *message = "an input of this question is no table";
        return false;
    }
    if (table->frame->columns == 0) return true;
    sqlite3_stmt *insert = prepare_insert(arena, db, name, table->frame);
    bool fits = insert != NULL;
    size_t row = 0;
    while (fits && row < table->frame->rows) fits = insert_row(insert, table->frame, row++);
    if (!fits)
        *message = arena_printf(arena, "the rows of table %s do not fit schema.sql (%s%s%zu)", name, sqlite3_errmsg(db),
                                row ? "), row " : "; columns: ", row ? row : table->frame->columns);
    sqlite3_finalize(insert);
    return fits;
}

bool tables_load(Arena *arena, sqlite3 *db, const Value *inputs, const char **message) {
    for (size_t i = 0; i < inputs->list.count; i++) {
        const Value *pair = &inputs->list.items[2 * i];
        if (!load(arena, db, value_string(arena, &pair[0]), &pair[1], message)) return false;
    }
    return true;
}
