/* evidence.h - what in an answer speaks for a point, and how strongly: windows of an answer held against phrasings.
 *
 * A window is a sentence, or two neighbours. Every word of the rubric is looked up once in the answer (same stem or alias, a synonym or kind by WordNet,
 * a misspelling), so that a window is held against all phrasings by adding up weights. What is measured of a window and a point is a row of features;
 * the probability that the point is made is logistic in them (Cox 1958), with weights fitted on the bank's graded answers (evidence_weights.inc,
 * made by `viva bench rubric --fit`). */
#ifndef VIVA_WORDS_EVIDENCE_H
#define VIVA_WORDS_EVIDENCE_H

#include "words/assess.h"
#include "words/figures.h"
#include "words/fluency.h"
#include "words/needs.h"

#define EVIDENCES(X)                                                                                \
    X(best, "weight of the best phrasing that is in the window")                                    \
    X(second, "the same of the second best")                                                        \
    X(says, "weight of the point's sentence that is in the window")                                 \
    X(cosine, "cosine between the window and all that the point's texts say")                       \
    X(precision, "weight of the window that the point's texts have")                                \
    X(order, "neighbours in the best phrasing that come in the same order in the window")           \
    X(exact, "weight of the best phrasing that is there in the same words")                         \
    X(margin, "best, less the best of the other points on the same window")                         \
    X(mine, "weight of the window that this point's texts have and no other point's")               \
    X(polarity, "weight of what the window says the other way round than any text of the point")    \
    X(denial, "share of what the answer says of the question that is negated, where the window is") \
    X(rare, "best, counting words by how few points have them")                                     \
    X(count, "words of content of the best phrasing that are there, n / (n + 2)")                   \
    X(pointed, "how far the names of `needs` stand in this window and in no other")                 \
    X(named, "how rare, in English, the names of `needs` are that stand in the window")             \
    X(bare, "how far the window has fewer words that hold sentences together than prose has")       \
    X(needs, "share of the groups of `needs` that are in the window itself")                        \
    X(echo, "weight of the window that is the statement's")                                         \
    X(size, "words of content of the window, n / (n + 8)")                                          \
    X(figure, "1: the figure is right, 0: none is asked for or there, -1: it is wrong")             \
    X(astray, "1: the window stands in another stage of the answer than the point's")               \
    X(story, "1: the question asks for a story")                                                    \
    X(staged, "1: the question has stages")                                                         \
    X(elsewhere, "best, in the rest of the answer")

typedef enum {
#define X(name, says) EVIDENCE_##name,
    EVIDENCES(X)
#undef X
        EVIDENCE_COUNT
} EvidenceKind;

const char *evidence_name(EvidenceKind kind);
const char *evidence_says(EvidenceKind kind);

enum { EVIDENCE_TERMS = 1 + EVIDENCE_COUNT + 4 }; /* columns of the model: 1, the features, a few products */

typedef struct Evidence {
    double of[EVIDENCE_COUNT];
    uint32_t first, last; /* tokens of the window */
    bool needed;          /* every group of needs occurs in the window or beside it */
    bool forbidden;       /* a name of `forbids` occurs there in earnest */
    bool figure_wrong, figure_right;
    double got;   /* a wrong figure's value */
    bool negated; /* most of what matches is negated in one of the two */
    bool any;     /* there is a window at all */
} Evidence;

/* A rubric and a statement, read for evidence; const. */
typedef struct EvidenceReader EvidenceReader;
const EvidenceReader *evidence_reader(Arena *arena, Stemmer *stemmer, const Rubric *rubric, const char *statement);

enum { STAGE_NONE = -1, STAGE_HEADING = -2 };

/* An answer (read with passage_read) held against them: `points` gets an item for each of the rubric's points, `misconceptions` for each misconception (only `best`, `order`, `exact`, `polarity`, `margin`,
 * `size` and the window are set there). `stage_of` (may be NULL) gives a token's stage, STAGE_NONE or, for a heading,
 * STAGE_HEADING. */
typedef struct {
    const Passage *passage;
    Fluency fluency;
    Evidence *points, *misconceptions;
    bool figure_right; /* some point's figure is there */
    double known;      /* share of the words of content that the rubric or the statement has */
    double copied;     /* share of the words that are the artefact's, in its order (copies.h) */
    double asked;      /* weight of the answer that is the statement's */
    double words;      /* share of the words that are words: known to WordNet, the rubric or the statement, or numbers */
} EvidenceFound;
EvidenceFound evidence_find(Arena *arena, const EvidenceReader *reader, const Passage *passage, const int *stage_of);

/* The probability that the point is made, 0..1, by EVIDENCE_TERMS weights; NULL: those that are shipped. */
double evidence_probability(const double *weights, const Evidence *evidence);
const double *evidence_shipped(void);

/* The model's row of a window: EVIDENCE_TERMS numbers. */
void evidence_row(const Evidence *evidence, double *row);

/* A window, and whether somebody says that it makes the point. */
typedef struct {
    double row[EVIDENCE_TERMS];
    bool made;
    double weight; /* how much it counts; 1 as a rule */
    size_t group;  /* its question */
} EvidenceLabel;

/* Fits the weights on all labels but those of the group `without` (SIZE_MAX: on all). Deterministic. */
void evidence_fit(const EvidenceLabel *labels, size_t count, size_t without, double *weights);

#endif
