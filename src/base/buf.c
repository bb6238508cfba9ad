/* Doubles its capacity by a fresh allocation; the old bytes stay in the arena until it is freed, at most as much again. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Buf buf_new(Arena *arena) {
    Buf buf = {.arena = arena, .data = arena_alloc(arena, 64), .len = 0, .capacity = 64};
    return buf;
}

static void reserve(Buf *buf, size_t more) {
    size_t need;
    if (__builtin_add_overflow(buf->len, more, &need) || __builtin_add_overflow(need, 1, &need)) abort();
    if (need <= buf->capacity) return;
    size_t capacity = buf->capacity * 2 > need ? buf->capacity * 2 : need;
    char *data = arena_alloc(buf->arena, capacity);
    memcpy(data, buf->data, buf->len + 1);
    buf->data = data;
    buf->capacity = capacity;
}

void buf_add(Buf *buf, const void *bytes, size_t len) {
    if (!len) return;
    reserve(buf, len);
    memcpy(buf->data + buf->len, bytes, len);
    buf->len += len;
    buf->data[buf->len] = 0;
}

void buf_text(Buf *buf, const char *text) { buf_add(buf, text, strlen(text)); }

void buf_char(Buf *buf, char c) { buf_add(buf, &c, 1); }

void buf_printf(Buf *buf, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0) abort();
    reserve(buf, (size_t)n);
    vsnprintf(buf->data + buf->len, (size_t)n + 1, format, again);
    va_end(again);
    buf->len += (size_t)n;
}
