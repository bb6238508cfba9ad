/* A run is known by a hash of its words; the hashes are sorted and looked up by halves. */
#include "words/copies.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

struct Copies {
    uint64_t *runs; /* sorted */
    size_t count;
};

static uint64_t run_at(const Tokens *tokens, size_t at) {
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < COPY_RUN; i++) hash = hash_text(hash_text(hash, tokens->items[at + i].text), " ");
    return hash;
}

static int by_hash(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

const Copies *copies_of(Arena *arena, const char *text) {
    Tokens tokens = tokens_read(arena, text, strlen(text));
    Copies *copies = ARENA_NEW(arena, Copies);
    *copies = (Copies){ARENA_MANY(arena, uint64_t, tokens.count + 1), 0};
    for (size_t t = 0; t + COPY_RUN <= tokens.count; t++) copies->runs[copies->count++] = run_at(&tokens, t);
    qsort(copies->runs, copies->count, sizeof *copies->runs, by_hash);
    return copies;
}

bool *copies_find(Arena *arena, const Copies *copies, const Tokens *tokens) {
    bool *copied = ARENA_MANY(arena, bool, tokens->count + 1);
    for (size_t t = 0; t + COPY_RUN <= tokens->count; t++) {
        uint64_t run = run_at(tokens, t);
        if (!bsearch(&run, copies->runs, copies->count, sizeof run, by_hash)) continue;
        for (size_t i = 0; i < COPY_RUN; i++) copied[t + i] = true;
    }
    return copied;
}
