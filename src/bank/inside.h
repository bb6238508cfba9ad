/* inside.h - what a loaded bank is made of. Private to this room. */
#ifndef VIVA_BANK_INSIDE_H
#define VIVA_BANK_INSIDE_H

#include "bank/lists.h"
struct Kin;

typedef struct SearchIndex SearchIndex;

struct Bank {
    Arena *arena;
    Arena **arenas; /* of the threads that read */
    size_t arena_count;
    const char *folder;
    Lists lists;
    const Question **questions;          /* in the bank's order */
    const Question **probed;             /* the questions, then the pages of the topics */
    const Question **by_slug, **by_uuid; /* the questions; what is probed */
    size_t count, probed_count;
    const SearchIndex *index;
    const Finding *findings;
    size_t finding_count;
    struct Kin *stories; /* NULL: too few to compare */
};

/* search.c: the index of the questions in `bank`, on the arena. */
const SearchIndex *search_index(const Bank *bank, Arena *arena);

/* kin.c: the behavioural ones among `questions` as kin, and their rubrics joined to it. NULL: they are too few. The texts stay theirs; the caller frees. */
struct Kin *kin_of_stories(Arena *arena, Question *const *questions, size_t count);

#endif
