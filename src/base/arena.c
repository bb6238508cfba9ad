/* A list of blocks, each twice as large as the last up to 1 MiB; what does not fit into the rest of a block gets a block of its
 * own behind the current one, so that a large request never wastes the space that is left. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Block Block;
struct Block {
    Block *next;
    size_t size, used;
    max_align_t data[];
};

struct Arena {
    Block *first;
    size_t next_size, handed_out;
};

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

static void out_of_memory(size_t size) {
    fprintf(stderr, "viva: out of memory (asked for %zu bytes)\n", size);
    abort();
}

static Block *block_new(size_t size) {
    if (size > SIZE_MAX / 2) out_of_memory(size);
    Block *block = calloc(1, sizeof *block + size);
    if (!block) out_of_memory(size);
    block->size = size;
    return block;
}

Arena *arena_new(void) {
    Arena *arena = calloc(1, sizeof *arena);
    if (!arena) out_of_memory(sizeof *arena);
    arena->next_size = FIRST_BLOCK;
    return arena;
}

void arena_free(Arena *arena) {
    if (!arena) return;
    for (Block *block = arena->first, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    free(arena);
}

void arena_cleanup(Arena **arena) { arena_free(*arena); }

void *arena_alloc(Arena *arena, size_t size) {
    size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX / 4) out_of_memory(size);
    size_t need = (size + align - 1) / align * align;
    if (need == 0) need = align;
    arena->handed_out += need;
    Block *block = arena->first;
    if (!block || block->size - block->used < need) {
        if (block && need > arena->next_size / 2) {
            Block *own = block_new(need);
            own->used = need;
            own->next = block->next;
            block->next = own;
            return own->data;
        }
        block = block_new(need > arena->next_size ? need : arena->next_size);
        if (arena->next_size < LARGEST_BLOCK) arena->next_size *= 2;
        block->next = arena->first;
        arena->first = block;
    }
    void *at = (char *)block->data + block->used;
    block->used += need;
    return at;
}

void *arena_array(Arena *arena, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) out_of_memory(SIZE_MAX);
    return arena_alloc(arena, bytes);
}

void *arena_memdup(Arena *arena, const void *bytes, size_t len) {
    void *copy = arena_alloc(arena, len);
    if (len) memcpy(copy, bytes, len);
    return copy;
}

char *arena_strndup(Arena *arena, const char *text, size_t len) {
    if (!text) return NULL;
    size_t n = strnlen(text, len);
    char *copy = arena_alloc(arena, n + 1);
    memcpy(copy, text, n);
    return copy;
}

char *arena_strdup(Arena *arena, const char *text) { return text ? arena_strndup(arena, text, strlen(text)) : NULL; }

char *arena_vprintf(Arena *arena, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n < 0) abort();
    char *text = arena_alloc(arena, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

char *arena_printf(Arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

size_t arena_used(const Arena *arena) { return arena->handed_out; }
