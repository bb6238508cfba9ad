/* trees.h - gradient boosting of small trees (Friedman 2001; gains and leaves by first and second derivatives: Chen and Guestrin 2016), for squared and
 * for logistic loss.
 *
 * Features are cut into bins at quantiles once (Bins), and all fits on parts of the same rows share them. Trees are whole, of depth 3. Rows and features are
 * drawn anew for each tree, from a seed, so that a fit repeats exactly. */
#ifndef VIVA_WORDS_TREES_H
#define VIVA_WORDS_TREES_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TREE_DEPTH = 3, TREE_NODES = (1 << TREE_DEPTH) - 1, TREE_LEAVES = 1 << TREE_DEPTH, BINS = 128 };

typedef struct {
    uint8_t feature[TREE_NODES];
    float above[TREE_NODES]; /* to the right where the feature is above this */
    float leaf[TREE_LEAVES];
} Tree;

typedef struct {
    Tree *trees;
    size_t count;
    double start; /* what is predicted before any tree */
} Forest;

/* A table of rows, `width` features each, cut into bins. */
typedef struct {
    size_t rows, width;
    uint8_t *bins; /* rows * width */
    float *edges;  /* width * BINS: the largest value in a bin */
} Bins;

/* At most 255 features. */
Bins bins_cut(Arena *arena, const double *values, size_t rows, size_t width);

typedef struct {
    bool logistic; /* targets are 0 or 1, and the forest gives log odds; else squared loss */
    size_t trees;
    double rate;     /* shrinkage of each tree */
    double rows;     /* share of the rows that a tree sees */
    double features; /* share of the features that a tree sees */
    double least;    /* rows in a leaf, at least */
    uint64_t seed;
} BoostOptions;

/* Fits on the rows whose weight is above 0. On the arena. */
Forest forest_fit(Arena *arena, const Bins *bins, const float *targets, const float *weights, const BoostOptions *options);

/* The prediction, or the log odds. `values` has the width of the table. */
double forest_predict(const Forest *forest, const double *values);

#endif
