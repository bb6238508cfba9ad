/* likeness.h - which words of one passage stand for which of another, and how well. */
#ifndef VIVA_WORDS_LIKENESS_H
#define VIVA_WORDS_LIKENESS_H

#include "words/passage.h"

/* How well two terms stand for each other, 0..1: 1 for the same stem, alias or number; 0.95 for what is a misspelling of the other (the unknown one of
 * the two, of five letters or more, one edit away, two from eight letters on); else by WordNet, see lexicon_likeness. Numbers are alike when equal. */
double terms_likeness(const WordTerm *a, const WordTerm *b);

/* The best partner of each kind of `from` among those of `to`. */
typedef struct {
    float *likeness;  /* of each kind of `from`, 0..1 */
    int32_t *partner; /* its place among the kinds of `to`; -1: none */
    double weight;    /* sum of idf * likeness */
} Alignment;

/* *back (may be NULL) gets the same from the other side. On the arena. */
Alignment passages_align(Arena *arena, const Passage *from, const Passage *to, Alignment *back);

#endif
