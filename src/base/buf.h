/* buf.h - text or bytes that grow, on an arena. `data` is always terminated by a NUL that `len` does not count. */
#ifndef VIVA_BASE_BUF_H
#define VIVA_BASE_BUF_H

#include "base/arena.h"

typedef struct {
    Arena *arena;
    char *data;
    size_t len, capacity;
} Buf;

/* An empty buffer on the arena; `data` is "" from the start. */
Buf buf_new(Arena *arena);

void buf_add(Buf *buf, const void *bytes, size_t len);
void buf_text(Buf *buf, const char *text);
void buf_char(Buf *buf, char c);
void buf_printf(Buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
