/* decoys.h - texts that nobody should get marks for, made of a question's own or of nothing: what a model is fitted against, and what it is tried with.
 *
 * `round` varies a text. Rounds below DECOY_TRIED are for fitting, those from there on for trying, and the two share no way of negating and no empty
 * text, so that a trial shows what was learned and not what was kept. All on the arena, never NULL but for decoy_negated. */
#ifndef VIVA_WORDS_DECOYS_H
#define VIVA_WORDS_DECOYS_H

#include "base/arena.h"

#include <stddef.h>

enum { DECOY_TRIED = 1000 };

/* The reference's words in an order of chance. */
const char *decoy_shuffled(Arena *arena, const char *reference, size_t round);

/* The reference denied; NULL where this round's way does not fit it. There are three ways for fitting and three for trying. */
const char *decoy_negated(Arena *arena, const char *reference, size_t round);

/* One word, keys at random, lorem ipsum, praise, words out of a dictionary, a sentence about something else. */
const char *decoy_empty(Arena *arena, size_t round);

/* An answer with 60 words about something else behind it, or before it. */
const char *decoy_padded(Arena *arena, const char *answer, size_t round);

#endif
