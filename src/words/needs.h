/* needs.h - groups of names, and whether one of each occurs in a stretch of text.
 *
 * A name matches whole words in any case, by their stems ("leaks" matches "leaking"), with one letter wrong in a word of five letters and more that
 * no dictionary has. "@number" is any figure or number word, "@first-person" is I, me, my, mine, myself. */
#ifndef VIVA_WORDS_NEEDS_H
#define VIVA_WORDS_NEEDS_H

#include "words/passage.h"
#include "words/rubric.h"

/* Groups as they are looked for; const, so that threads may share them. */
typedef struct Needs Needs;

/* On the arena, where the texts must stay. */
const Needs *needs_read(Arena *arena, Stemmer *stemmer, const AliasGroup *groups, size_t count);

enum { NEEDS_SLOTS = 256 };

/* A text as names are looked for in it: the stem of each token, and whether it is a word that no dictionary has; and where to find a stem. Places of tokens are counted from
 * 1 here, 0 ends a chain. */
typedef struct {
    const Passage *passage;
    const uint64_t *stems;
    const bool *strange;
    const uint32_t *heads;     /* of each slot (a stem modulo NEEDS_SLOTS) a token */
    const uint32_t *next;      /* of each token another one of its slot */
    const uint32_t *strangers; /* the strange tokens, from 0 */
    size_t stranger_count;
} NeedsText;
NeedsText needs_text(Arena *arena, const Passage *passage);

/* Where the names of each group occur, looked up once for a text: how many begin before each token. */
typedef struct {
    const uint32_t *before;
    const float *weights; /* of the names that begin at each token; 0 where none does */
    size_t groups, tokens;
} NeedsFound;

/* On the arena. `plain`: a name under a negation does not count. */
NeedsFound needs_find(Arena *arena, const Needs *needs, const NeedsText *text, bool plain);

/* How many groups have a name that begins among the tokens first..last (inclusive). */
size_t needs_met(const NeedsFound *found, uint32_t first, uint32_t last);

/* How much the names say that begin there, 0..1: the idf of the weightiest of each group, their mean. */
double needs_weight(const NeedsFound *found, uint32_t first, uint32_t last);

#endif
