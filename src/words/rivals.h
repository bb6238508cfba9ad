/* rivals.h - does this answer another question?
 *
 * An answer to another question of the same subject shares words with this one, and so does a good answer in words that no reference has: from the
 * overlap with this question alone the two cannot be told apart. What tells them apart is the other questions: words of the answer that neither this
 * question nor its references have, and that one other question's references do. */
#ifndef VIVA_WORDS_RIVALS_H
#define VIVA_WORDS_RIVALS_H

#include "words/passage.h"

/* The weights of the words of content of many references, by word; const, so that threads may share it. */
typedef struct Rivals Rivals;

/* `references`: of each question all its references as one passage. Must stay as long as the result, which is on the arena. */
const Rivals *rivals_new(Arena *arena, const Passage *const *references, size_t count);

/* How well the answer fits the other question that it fits best, 0..1: the harmonic mean of the weight of that question's references that is in the
 * answer, and of the answer that is in them; only by words whose flag in `own` (one for each kind of the answer) is not set, and but for the
 * references `self`. */
double rivals_fit(Arena *scratch, const Rivals *rivals, const Passage *answer, const bool *own, const Passage *self);

#endif
