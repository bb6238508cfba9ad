/* fluency.h - whether words stand in an order that sentences have, without knowing what they are about.
 *
 * Each pair of neighbours is weighed by how much more often such classes of words (wordclass.h) follow each other in the definitions and examples of WordNet than
 * chance would have it: the pointwise mutual information log p(b|a)/p(b) (Church and Hanks 1990), smoothed, in -3..3. The mean over a text is the
 * fluency: about 0.2 for what people write, also in a hurry and in a second language, and below -0.4 for shuffled words. */
#ifndef VIVA_WORDS_FLUENCY_H
#define VIVA_WORDS_FLUENCY_H

#include "words/tokens.h"

/* The mean over the neighbours among the tokens first..last (inclusive), sentence by sentence; 0 where there are none. */
double fluency_of(const Tokens *tokens, uint32_t first, uint32_t last);

/* The same for many stretches of one text: the sums up to each token, made once. On the arena. */
typedef struct {
    const double *sums;    /* of the pairs that end before the token; one more than tokens */
    const double *ends;    /* what ending a sentence at the token adds */
    const double *begins;  /* what beginning one there adds */
    const uint32_t *pairs; /* how many pairs the sums have */
    size_t count;
} Fluency;
Fluency fluency_read(Arena *arena, const Tokens *tokens);
double fluency_between(const Fluency *fluency, uint32_t first, uint32_t last);

/* How far a fluency speaks for sentences, 0..1, given how many words it was measured on: 0 below -0.55, 1 above -0.25; few words say little, so that
 * the thresholds sink with 1/sqrt(words). */
double fluency_trust(double fluency, uint32_t words);

#endif
