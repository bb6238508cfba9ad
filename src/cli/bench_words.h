/* bench_words.h - graded answers from a file, for viva bench words. */
#ifndef VIVA_CLI_BENCH_WORDS_H
#define VIVA_CLI_BENCH_WORDS_H

#include "bank/bank.h"
#include "base/arena.h"
#include "base/error.h"
#include "words/lexicon.h"

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

/* The bank's graded answers, point by point, as such a set (bench_words_bank.c); all scores are 0 or 1. On the arena, where the bank must stay. */
void graded_from_bank(Arena *arena, Stemmer *stemmer, const Bank *bank, GradedSet *set);

#endif
