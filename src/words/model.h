/* model.h - from features to a score: fitted on graded answers, and on texts that nobody should get marks for.
 *
 * What an answer is worth is the mean of two predictions: ridge regression on the features and the products of those that matter most,
 *
 *     w = (Z'Z + lambda I)^-1 Z'y        (Hoerl and Kennard 1970; the intercept is not penalised)
 *
 * and boosted trees (trees.h). Both are easily fooled by words of the reference in any order, by their denial, by an answer to another question and by the
 * question itself. So for each kind of such text there is a forest that tells it from graded answers, with the odds o that it is one; the score that
 * stands is
 *
 *     max(0, worth - 0.08 * strayed - sum over the kinds of cost * o)
 *
 * where `strayed` is the share that is beside the subject, so that padding does not pay. The rest is how much an expected cost, linear in the marks that are
 * given for nothing, takes from a squared error. Costs are constants: a text loses all marks when it is some two hundred times
 * (another question's answer) to some ten thousand times (shuffled words) likelier to be a decoy than an answer: shuffled words are told
 * from sentences much more surely. Decoys and graded answers weigh the same in a fit.
 *
 * A model that marks other people's questions than those it was fitted on is told so (`abroad`): answers look stranger there than they are, so that doubts cost a seventh, and
 * what is worth w to those who marked strictly, point by point, is worth w^0.6 to most who mark a whole answer. Deterministic; no clock, no files. */
#ifndef VIVA_WORDS_MODEL_H
#define VIVA_WORDS_MODEL_H

#include "words/measure.h"
#include "words/trees.h"

enum {
    MODEL_CORE = 15, /* features that are multiplied with each other */
    MODEL_TERMS = 1 + FEATURE_COUNT + MODEL_CORE * (MODEL_CORE + 1) / 2
};

/* name, cost, says */
#define DECOYS(X)                                                                       \
    X(none, 0, "nothing speaks against the score")                                      \
    X(other, 0.006, "it reads like an answer to another question")                      \
    X(shuffled, 0.0001, "it has the expected words in an order that makes no sentence") \
    X(negated, 0.0005, "it denies what is expected")                                    \
    X(restated, 0.001, "it says little more than the question")                         \
    X(empty, 0.0025, "there is nothing in it that could answer a question")

typedef enum {
#define X(name, cost, says) DECOY_##name,
    DECOYS(X)
#undef X
        DECOY_COUNT
} Decoy;

const char *decoy_name(Decoy decoy);
const char *decoy_says(Decoy decoy);

/* A graded answer, or a decoy. */
typedef struct {
    Features features;
    double score;              /* 0..1, of a graded answer */
    uint32_t question, source; /* which question it is held against, and which it was taken from */
    Decoy decoy;               /* DECOY_none: a graded answer */
} ModelRow;

/* Rows made ready for any number of fits. On the arena; the rows must stay. */
typedef struct ModelData ModelData;
const ModelData *model_data(Arena *arena, const ModelRow *rows, size_t count);

typedef struct {
    double weights[MODEL_TERMS];
    Forest worth, doubts[DECOY_COUNT]; /* a forest of no trees: there were no such decoys */
    bool abroad;                       /* false after a fit; the caller sets it */
} Model;

/* Fits on the rows of the questions that are not left out (a flag a question, by number; NULL: none is); a row counts as its question's and its source's.
 * On the arena. False when there are fewer than two graded answers. */
bool model_fit(Arena *arena, const ModelData *data, const bool *left_out, Model *model);

/* The score, 0..1; in *suspected (may be NULL) what takes most from it, DECOY_none where it takes less than a tenth. */
double model_predict(const Model *model, const Features *features, Decoy *suspected);

/* What it would be worth if nobody ever tried to fool anyone, 0..1. */
double model_worth(const Model *model, const Features *features);

#endif
