/* arena.h - memory that is freed all at once.
 *
 * A request, a loaded bank or one judged submission owns an arena; everything made on its behalf is allocated there and
 * released by one arena_free. Memory is zeroed. Exhausted memory aborts with a message: there is no NULL to check.
 * An arena is not thread-safe; give each thread its own. */
#ifndef VIVA_BASE_ARENA_H
#define VIVA_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

typedef struct Arena Arena;

/* A new empty arena. The caller owns it. */
Arena *arena_new(void);

/* Frees the arena and everything allocated from it. NULL is allowed. */
void arena_free(Arena *arena);

/* `size` zeroed bytes, aligned for any type. A size of 0 gives a unique pointer. */
void *arena_alloc(Arena *arena, size_t size);

/* `count` zeroed items of `size` bytes; a product that overflows aborts. */
void *arena_array(Arena *arena, size_t count, size_t size);

/* Copies of text on the arena; NULL stays NULL. arena_strndup takes at most `len` bytes and always terminates. */
char *arena_strdup(Arena *arena, const char *text);
char *arena_strndup(Arena *arena, const char *text, size_t len);
void *arena_memdup(Arena *arena, const void *bytes, size_t len);

/* Formatted text on the arena. */
char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(Arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* Bytes handed out so far (for benches and tests). */
size_t arena_used(const Arena *arena);

/* For `ARENA_SCOPED Arena *a = arena_new();`: freed when the name goes out of scope. */
void arena_cleanup(Arena **arena);
#define ARENA_SCOPED __attribute__((cleanup(arena_cleanup)))

#define ARENA_NEW(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define ARENA_MANY(arena, Type, count) ((Type *)arena_array((arena), (count), sizeof(Type)))

#endif
