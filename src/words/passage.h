/* passage.h - a text as it is compared: terms with stems and weights, aliases as one term each, negation marked. */
#ifndef VIVA_WORDS_PASSAGE_H
#define VIVA_WORDS_PASSAGE_H

#include "words/lexicon.h"
#include "words/tokens.h"

/* A word, a number, or a phrase that has aliases. */
typedef struct {
    const char *text;      /* the word in lower case; of a phrase its first */
    const char *stem;      /* of a phrase its stems */
    uint64_t key;          /* equal for what means the same: a stem, a group of aliases, a value */
    WordSense sense;       /* of a phrase and a number: known, without concepts */
    float idf;             /* 0..1; 0 for a function word */
    bool content, negated; /* negated: inside the scope of an odd number of negators */
    bool is_negator;
    uint32_t first, last; /* tokens */
    uint32_t kind;        /* its place among the kinds below; only of content */
} WordTerm;

/* What is different among the content: each stem, alias or number once. */
typedef struct {
    const WordTerm *term;      /* the first of them */
    uint32_t count;            /* how often */
    bool plain, under_negator; /* it stands outside, inside of a negation */
} TermKind;

typedef struct {
    const char *text;
    Tokens tokens;
    WordTerm *terms;
    size_t count;
    TermKind *kinds;
    size_t kind_count;
    double weight; /* sum of the kinds' idf */
} Passage;

enum { PASSAGE_KINDS = 1200 }; /* at most; terms beyond are no content */

/* Reads a text onto the arena, where the text itself must stay. */
Passage passage_read(Arena *arena, Stemmer *stemmer, const char *text, size_t len);

/* The part of a passage whose terms are kept (a flag each); kinds and weight are those of the part. */
Passage passage_part(Arena *arena, const Passage *whole, const bool *keep);

#endif
