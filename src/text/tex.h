/* tex.h - mathematics taken out of a text before Markdown sees it. Private to this room.
 *
 * Markdown would read TeX as its own: x_1 y_1 as emphasis, [X](t) as a link, \{ as an escape, | as the end of a table's cell. So
 * each $...$ and $$...$$ is replaced by a mark, a byte 0x02, its number and a byte 0x03, which Markdown carries along as if it
 * were a word; the renderer puts the mathematics back. */
#ifndef VIVA_TEXT_TEX_H
#define VIVA_TEXT_TEX_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

#define TEX_OPEN '\x02'
#define TEX_CLOSE '\x03'

typedef struct {
    const char *source; /* with its dollars; not terminated */
    size_t len;
    bool display;      /* $$...$$ */
    int lines;         /* newlines inside */
    size_t mark, next; /* where its mark begins and ends in `text` */
} TexSpan;

typedef struct {
    char *text; /* with marks; control characters other than tab and newline are gone */
    size_t len;
    TexSpan *spans;
    size_t count;
    size_t *loose; /* where, in `text`, a '$' stands that opens nothing */
    size_t loose_count;
} TexText;

/* The text with marks. `text` must be valid UTF-8 and outlive the result. */
TexText tex_extract(Arena *arena, const char *text, size_t len);

/* The span whose mark begins at `at`, and in `*mark_len` how long the mark is; NULL when no mark begins there. */
const TexSpan *tex_at(const TexText *math, const char *at, size_t len, size_t *mark_len);

/* The line, from 1, of the original text at an offset into `text`. */
int tex_line(const TexText *math, size_t offset);

#endif
