/* guards.h - what an answer cannot be worth, whatever its words are: caps on the score for what would fool a count of words.
 *
 * A model that counts words in common gives nearly full marks to the reference's words in any order and to the reference negated, and more than half
 * to another question's answer and to the question itself. Each guard looks at one such way, and says how much may be given at most; the least
 * counts. */
#ifndef VIVA_WORDS_GUARDS_H
#define VIVA_WORDS_GUARDS_H

#include "words/measure.h"

#define GUARDS(X)                                                                   \
    X(none, "nothing speaks against the score")                                     \
    X(empty, "there is nothing in it that could answer a question")                 \
    X(gibberish, "most of its words are no words")                                  \
    X(unrelated, "it has no word in common with the question and what is expected") \
    X(other_question, "it reads like an answer to another question")                \
    X(echo, "it says little more than the question")                                \
    X(negation, "it negates what is expected, or the other way round")              \
    X(order, "it has the expected words in an order that makes no sentence")

typedef enum {
#define X(name, says) GUARD_##name,
    GUARDS(X)
#undef X
        GUARD_COUNT
} Guard;

const char *guard_name(Guard guard);
const char *guard_says(Guard guard);

/* The most that the answer may get, 0..1, and in *which (may be NULL) the guard that says so; 1 and GUARD_none when none does. */
double guards_cap(const Features *features, Guard *which);

/* The score that stands: what the model predicts, less up to a tenth for what strayed, and at most the cap. */
double guards_score(double predicted, const Features *features);

#endif
