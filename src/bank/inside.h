/* inside.h - what a loaded bank is made of. Private to this room. */
#ifndef VIVA_BANK_INSIDE_H
#define VIVA_BANK_INSIDE_H

#include "bank/lists.h"

typedef struct SearchIndex SearchIndex;

struct Bank {
    Arena *arena;
    Arena **arenas; /* of the threads that read */
    size_t arena_count;
    const char *folder;
    Lists lists;
    const Question **questions; /* in the bank's order */
    const Question **by_slug, **by_uuid;
    size_t count;
    const SearchIndex *index;
    const Finding *findings;
    size_t finding_count;
};

/* search.c: the index of the questions in `bank`, on the arena. */
const SearchIndex *search_index(const Bank *bank, Arena *arena);

#endif
