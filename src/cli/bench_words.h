/* bench_words.h - the pieces of viva bench words: graded answers from a file, and what is made of them to fool the engine. */
#ifndef VIVA_CLI_BENCH_WORDS_H
#define VIVA_CLI_BENCH_WORDS_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

typedef struct {
    const char *qid, *question;
    const char **references;
    size_t reference_count;
    size_t first, count; /* its answers */
} GradedQuestion;

typedef struct {
    const char *text;
    size_t question;
    double score; /* as in the file */
} GradedAnswer;

/* Answers are in the order of their questions, and these in the order in which the file names them first. */
typedef struct {
    GradedQuestion *questions;
    size_t question_count;
    GradedAnswer *answers;
    size_t answer_count;
    double full; /* the largest score: full marks */
} GradedSet;

/* Reads tab-separated text: a first row with names, among them qid, question, references, answer and score; in `references` " ||| " joins several.
 * False with what is wrong, and "FILE:line". At most 64 MB and 200,000 answers; scores from 0. */
bool graded_read(Arena *arena, const char *path, GradedSet *set, Error *error);

/* Text that is made of the data at run time; `round` varies it. All on the arena, never NULL but for attack_negated. */
const char *attack_shuffled(Arena *arena, const char *reference, size_t round);
const char *attack_negated(Arena *arena, const char *reference,
                           size_t round);                 /* round 0: by its first auxiliary, NULL without one; 1: as a whole */
const char *attack_gibberish(Arena *arena, size_t round); /* "fine", keys at random, lorem ipsum */
const char *attack_padded(Arena *arena, const char *answer,
                          size_t round); /* with 60 words about something else behind it, or before it */

#endif
