/* One pass over the text, a field at a time. The cells grow in one array whose width the first row decides. Lines end in LF or CR LF; a CR alone,
 * which some programs mean as a line's end and others as a character, is refused outside quotes. */
#include "text/csv.h"

#include "base/buf.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    Arena *arena;
    const char *at;
    const char **cells;
    size_t count, room;
    int line;
    Error *error;
} Reading;

static bool refuse(Reading *r, const char *what) {
    char where[40];
    snprintf(where, sizeof where, "line %d", r->line);
    return error_set(r->error, ERR_INVALID, where, "%s", what);
}

static void add(Reading *r, const char *cell) {
    if (r->count == r->room) {
        r->room = r->room ? 2 * r->room : 64;
        const char **more = ARENA_MANY(r->arena, const char *, r->room);
        if (r->count) memcpy(more, r->cells, r->count * sizeof *more);
        r->cells = more;
    }
    r->cells[r->count++] = cell;
}

/* From behind the opening quote to behind the closing one. */
static bool quoted(Reading *r, const char **cell) {
    Buf text = buf_new(r->arena);
    for (;; r->at++) {
        if (!*r->at) return refuse(r, "a quote is not closed");
        if (*r->at == '"' && *++r->at != '"') break;
        if (*r->at == '\n') r->line++;
        buf_char(&text, *r->at);
    }
    *cell = text.data;
    return strchr(",\r\n", *r->at) || refuse(r, "something stands behind a closing quote"); /* NUL counts as found */
}

static bool field(Reading *r) {
    const char *cell = NULL;
    if (*r->at == '"') {
        r->at++;
        if (!quoted(r, &cell)) return false;
    } else {
        size_t len = strcspn(r->at, ",\r\n");
        if (len) cell = arena_strndup(r->arena, r->at, len);
        r->at += len;
    }
    add(r, cell);
    return true;
}

static bool row(Reading *r) {
    for (;;) {
        if (!field(r)) return false;
        if (*r->at != ',') break;
        r->at++;
    }
    if (*r->at == '\r' && *++r->at != '\n') return refuse(r, "a carriage return stands alone; lines end in LF or CR LF");
    if (*r->at == '\n') r->at++;
    return true;
}

static bool is_empty_end(const char *at) { return strcmp(at, "\n") == 0 || strcmp(at, "\r\n") == 0; }

bool csv_parse(Arena *arena, const char *text, Csv *out, Error *error) {
    static const char byte_order_mark[] = "\xEF\xBB\xBF"; /* spreadsheets put it first */
    Reading r = {.arena = arena, .at = text, .line = 1, .error = error};
    *out = (Csv){0};
    if (strncmp(r.at, byte_order_mark, sizeof byte_order_mark - 1) == 0) r.at += sizeof byte_order_mark - 1;
    for (; *r.at && !is_empty_end(r.at); r.line++) {
        size_t before = r.count;
        if (!row(&r)) return false;
        if (out->rows++ == 0) out->columns = r.count;
        if (r.count - before != out->columns) return refuse(&r, "this row has another number of fields than the first");
    }
    out->cells = r.cells;
    return true;
}

void csv_field(Buf *out, const char *text) {
    if (*text && !strpbrk(text, ",\"\r\n")) {
        buf_text(out, text);
        return;
    }
    buf_char(out, '"');
    for (; *text; text++) {
        if (*text == '"') buf_char(out, '"');
        buf_char(out, *text);
    }
    buf_char(out, '"');
}
