/* csv.h - tables as text (RFC 4180): fields between commas, in double quotes where they hold a comma, a quote or a line's end. */
#ifndef VIVA_TEXT_CSV_H
#define VIVA_TEXT_CSV_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

#include <stddef.h>

typedef struct {
    size_t columns, rows; /* the header is row 0 */
    const char **cells;   /* rows * columns, row by row; NULL: an empty field without quotes */
} Csv;

/* Reads UTF-8 text into cells on the arena. An empty line at the end counts for nothing, nor does a byte order mark at the start. False with ERR_INVALID and
 * "line N" when a quote is not closed, something follows a closing quote, a carriage return ends a line alone, or a row is not as wide as the first. */
bool csv_parse(Arena *arena, const char *text, Csv *out, Error *error);

/* Adds a field: in quotes where it needs them, and where it is empty, so that it reads as "" and not as NULL. */
void csv_field(Buf *out, const char *text);

#endif
