/* model.h - from features to a score: fitted by ridge regression on graded answers, with squares and products of the features that matter most.
 *
 * The model is linear in 1, each feature, and the products of the core features (each with itself and each other):
 *
 *     w = (Z'Z + lambda I)^-1 Z'y        (Hoerl and Kennard 1970; the intercept is not penalised)
 *
 * All it needs of the answers is Z'Z and Z'y, which are sums. So sums are kept: those of a question can be taken away from those of all, and the
 * model "fitted on other questions only" is exact and costs one Cholesky decomposition of some hundred columns. Deterministic; no clock, no files. */
#ifndef VIVA_WORDS_MODEL_H
#define VIVA_WORDS_MODEL_H

#include "words/measure.h"

enum {
    MODEL_CORE = 13, /* features that are multiplied with each other */
    MODEL_TERMS = 1 + FEATURE_COUNT + MODEL_CORE * (MODEL_CORE + 1) / 2
};

/* The sums over graded answers. All zero: none. */
typedef struct {
    double products[MODEL_TERMS][MODEL_TERMS]; /* Z'Z, the lower triangle */
    double scores[MODEL_TERMS];                /* Z'y */
    double answers;
} ModelSums;

typedef struct {
    double weights[MODEL_TERMS];
} Model;

/* Adds an answer with its score, 0..1. */
void model_learn(ModelSums *sums, const Features *features, double score);

/* sums += sign * other; sign 1 or -1. */
void model_combine(ModelSums *sums, const ModelSums *other, int sign);

/* Fits the weights; `without` is a feature to do without, FEATURE_COUNT for none. False when there are fewer than two answers. */
bool model_fit(const ModelSums *sums, Feature without, Model *model);

/* The score that the features predict, 0..1, before any guard. */
double model_predict(const Model *model, const Features *features);

#endif
