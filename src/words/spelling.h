/* spelling.h - words compared letter by letter, where most differ in the first: the call of strcmp is spared then. */
#ifndef VIVA_WORDS_SPELLING_H
#define VIVA_WORDS_SPELLING_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static inline bool words_same(const char *a, const char *b) { return *a == *b && strcmp(a, b) == 0; }

/* The order of strcmp. */
static inline int words_order(const char *a, const char *b) {
    int first = (int)(unsigned char)*a - (int)(unsigned char)*b;
    return first ? first : strcmp(a, b);
}

/* Which letters a word has, a bit for each (some share one). An edit takes one letter away and adds one at most, so that words which are n edits apart differ in 2n bits
 * at most: what differs in more is no misspelling, and needs no edit_distance. */
static inline uint32_t letters_of(const char *word) {
    uint32_t letters = 0;
    for (; *word; word++) letters |= 1u << ((unsigned char)*word & 31);
    return letters;
}

static inline bool letters_within(uint32_t a, uint32_t b, int edits) { return __builtin_popcount(a ^ b) <= 2 * edits; }

#endif
