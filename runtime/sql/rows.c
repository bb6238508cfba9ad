/* The rows of a result as they travel: a DataFrame (tag 30004) whose columns hold NULL, integers, reals, texts and blobs as they come.
 *
 * Rows arrive one by one and columns are what travels, so each column grows in a buffer of its own. A result is bounded while it grows: by its bytes, and by
 * the number of its values. */
#include "sql.h"

#include "text/cbor.h"
#include "text/utf8.h"

#include <string.h>

enum { TAG_ARRAY = 30002, TAG_FRAME = 30004, TAG_OPAQUE = 30008, VALUES = 1 << 20 };

/* NULL is neither None nor NaN: it travels under its own name. */
static void put_null(Buf *out) {
    cbor_put_tag(out, TAG_OPAQUE);
    cbor_put_list(out, 2);
    cbor_put_text(out, "NULL");
    cbor_put_text(out, "NULL");
}

static void put_cell(Buf *out, sqlite3_stmt *statement, int at) {
    switch (sqlite3_column_type(statement, at)) {
    case SQLITE_INTEGER:
        return cbor_put_int(out, sqlite3_column_int64(statement, at));
    case SQLITE_FLOAT:
        return cbor_put_float(out, sqlite3_column_double(statement, at));
    case SQLITE_TEXT: {
        const char *text = (const char *)sqlite3_column_text(statement, at);
        size_t len = (size_t)sqlite3_column_bytes(statement, at);
        if (text && utf8_valid(text, len, NULL)) return cbor_put_text_n(out, text, len);
        return cbor_put_bytes(out, text, len);
    }
    case SQLITE_BLOB: {
        const void *blob = sqlite3_column_blob(statement, at);
        size_t len = (size_t)sqlite3_column_bytes(statement, at);
        return cbor_put_bytes(out, blob ? blob : "", len);
    }
    default:
        return put_null(out);
    }
}

static void put_name(Buf *out, sqlite3_stmt *statement, int at) {
    const char *name = sqlite3_column_name(statement, at);
    cbor_put_text(out, utf8_repair(out->arena, name ? name : "", name ? strlen(name) : 0));
}

static void put_frame(Buf *out, sqlite3_stmt *statement, const Buf *columns, int count, size_t rows) {
    cbor_put_tag(out, TAG_FRAME);
    cbor_put_list(out, 5);
    cbor_put_int(out, (int64_t)rows);
    cbor_put_list(out, (size_t)count);
    for (int i = 0; i < count; i++) put_name(out, statement, i);
    cbor_put_list(out, (size_t)count);
    for (int i = 0; i < count; i++) {
        cbor_put_tag(out, TAG_ARRAY);
        cbor_put_list(out, 3);
        cbor_put_text(out, "object");
        cbor_put_list(out, 1);
        cbor_put_int(out, (int64_t)rows);
        cbor_put_list(out, rows);
        buf_add(out, columns[i].data, columns[i].len);
    }
    cbor_put_null(out); /* no index: 0, 1, 2, ... */
    cbor_put_null(out);
}

int rows_collect(Arena *arena, sqlite3_stmt *statement, size_t limit, Buf *result) {
    int count = sqlite3_column_count(statement), code;
    Buf *columns = ARENA_MANY(arena, Buf, (size_t)count);
    size_t rows = 0;
    for (int i = 0; i < count; i++) columns[i] = buf_new(arena);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        size_t bytes = 0;
        for (int i = 0; i < count; i++) {
            put_cell(&columns[i], statement, i);
            bytes += columns[i].len;
        }
        if (bytes > limit || ++rows * (size_t)count > VALUES) return SQLITE_TOOBIG;
    }
    if (code == SQLITE_DONE) put_frame(result, statement, columns, count, rows);
    return code;
}
