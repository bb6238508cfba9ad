/* copies.h - which words of an answer are copied, in their order, from a text that the learner was shown.
 *
 * A word is copied where it belongs to a run of six that stands in the text as well. Whoever quotes a line and says what is wrong with it has words of their own around it; whoever
 * pastes a page has none. */
#ifndef VIVA_WORDS_COPIES_H
#define VIVA_WORDS_COPIES_H

#include "base/arena.h"
#include "words/tokens.h"

enum { COPY_RUN = 6 };

/* The runs of a text, hashed; const. On the arena. */
typedef struct Copies Copies;
const Copies *copies_of(Arena *arena, const char *text);

/* A flag for each token. On the arena. */
bool *copies_find(Arena *arena, const Copies *copies, const Tokens *tokens);

#endif
