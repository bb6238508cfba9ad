/* A tree is grown level by level: one pass over the rows sums the derivatives of each node by feature and bin, then each node takes its best cut. */
#include "words/trees.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RIDGE 0.01 /* added to the second derivatives of a leaf: so little that odds are as sure on few rows as on many */

typedef struct {
    double g, h, rows;
} Sums;

typedef struct {
    const Bins *bins;
    const float *targets, *weights;
    const BoostOptions *options;
    double *scores;  /* of each row, so far */
    uint32_t *drawn; /* rows of this tree */
    size_t drawn_count;
    uint8_t *node;   /* of each row in this tree */
    uint8_t *chosen; /* features of this tree */
    size_t chosen_count;
    Sums *sums; /* node, feature, bin */
    uint64_t state;
} Growth;

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

Bins bins_cut(Arena *arena, const double *values, size_t rows, size_t width) {
    Bins bins = {rows, width, ARENA_MANY(arena, uint8_t, rows * width), ARENA_MANY(arena, float, width *BINS)};
    double *column = ARENA_MANY(arena, double, rows);
    for (size_t f = 0; f < width; f++) {
        for (size_t r = 0; r < rows; r++) column[r] = values[r * width + f];
        qsort(column, rows, sizeof *column, by_value);
        for (size_t b = 0; b < BINS; b++)
            bins.edges[f * BINS + b] = (float)column[rows ? (b + 1) * rows / BINS - (b + 1 == BINS) : 0];
        for (size_t r = 0; r < rows; r++) {
            size_t b = 0;
            while (b + 1 < BINS && (float)values[r * width + f] > bins.edges[f * BINS + b]) b++;
            bins.bins[r * width + f] = (uint8_t)b;
        }
    }
    return bins;
}

static double chance(Growth *growth) { /* splitmix64 (Steele, Lea and Flood 2014) */
    uint64_t z = growth->state += 0x9E3779B97F4A7C15ULL;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
    return (double)((z ^ z >> 31) >> 11) / 9007199254740992.0;
}

static void draw(Growth *growth) {
    growth->drawn_count = growth->chosen_count = 0;
    for (size_t r = 0; r < growth->bins->rows; r++)
        if (growth->weights[r] > 0 && chance(growth) < growth->options->rows) growth->drawn[growth->drawn_count++] = (uint32_t)r;
    for (size_t f = 0; f < growth->bins->width; f++)
        if (chance(growth) < growth->options->features) growth->chosen[growth->chosen_count++] = (uint8_t)f;
    if (!growth->chosen_count) growth->chosen[growth->chosen_count++] = 0;
}

static Sums derivatives(const Growth *growth, size_t row) {
    double w = (double)growth->weights[row], y = (double)growth->targets[row], s = growth->scores[row];
    if (!growth->options->logistic) return (Sums){w * (s - y), w, 1};
    double p = 1 / (1 + exp(-s));
    return (Sums){w * (p - y), w * fmax(p * (1 - p), 1e-6), 1};
}

static void sums_add(Sums *sums, Sums more) {
    sums->g += more.g;
    sums->h += more.h;
    sums->rows += more.rows;
}

static double gain(Sums s) { return s.g * s.g / (s.h + RIDGE); }

/* The best cut of a node; false: none betters it. */
static bool best_cut(const Growth *growth, size_t node, uint8_t *feature, float *above) {
    const Sums *table = growth->sums + node * growth->chosen_count * BINS;
    double best = 1e-9;
    bool found = false;
    for (size_t c = 0; c < growth->chosen_count; c++) {
        Sums all = {0}, left = {0};
        for (size_t b = 0; b < BINS; b++) sums_add(&all, table[c * BINS + b]);
        for (size_t b = 0; b + 1 < BINS; b++) {
            sums_add(&left, table[c * BINS + b]);
            Sums right = {all.g - left.g, all.h - left.h, all.rows - left.rows};
            if (left.rows < growth->options->least || right.rows < growth->options->least) continue;
            double its = gain(left) + gain(right) - gain(all);
            if (its <= best) continue;
            best = its;
            found = true;
            *feature = growth->chosen[c];
            *above = growth->bins->edges[growth->chosen[c] * BINS + b];
        }
    }
    return found;
}

static void sum_level(Growth *growth, size_t first, size_t nodes) {
    size_t width = growth->chosen_count * BINS;
    memset(growth->sums, 0, nodes * width * sizeof *growth->sums);
    for (size_t i = 0; i < growth->drawn_count; i++) {
        size_t row = growth->drawn[i];
        Sums d = derivatives(growth, row), *table = growth->sums + (growth->node[row] - first) * width;
        const uint8_t *bins = growth->bins->bins + row * growth->bins->width;
        for (size_t c = 0; c < growth->chosen_count; c++) {
            sums_add(&table[c * BINS + bins[growth->chosen[c]]], d);
        }
    }
}

static size_t step(const Tree *tree, size_t node, const uint8_t *row_bins, const Bins *bins) {
    size_t feature = tree->feature[node];
    return 2 * node + 1 + (bins->edges[feature * BINS + row_bins[feature]] > tree->above[node]);
}

static Tree grow(Growth *growth) {
    Tree tree = {0};
    for (size_t i = 0; i < growth->drawn_count; i++) growth->node[growth->drawn[i]] = 0;
    for (size_t level = 0, first = 0; level < TREE_DEPTH; first = 2 * first + 1, level++) {
        size_t nodes = (size_t)1 << level;
        sum_level(growth, first, nodes);
        for (size_t n = 0; n < nodes; n++) {
            tree.above[first + n] = INFINITY; /* no cut: everything goes left */
            best_cut(growth, n, &tree.feature[first + n], &tree.above[first + n]);
        }
        for (size_t i = 0; i < growth->drawn_count; i++) {
            size_t row = growth->drawn[i];
            growth->node[row] =
                (uint8_t)step(&tree, growth->node[row], growth->bins->bins + row * growth->bins->width, growth->bins);
        }
    }
    Sums leaves[TREE_LEAVES] = {{0}};
    for (size_t i = 0; i < growth->drawn_count; i++) {
        Sums d = derivatives(growth, growth->drawn[i]);
        sums_add(&leaves[growth->node[growth->drawn[i]] - TREE_NODES], d);
    }
    for (size_t i = 0; i < TREE_LEAVES; i++) tree.leaf[i] = (float)(-growth->options->rate * leaves[i].g / (leaves[i].h + RIDGE));
    return tree;
}

static void apply(Growth *growth, const Tree *tree) {
    for (size_t row = 0; row < growth->bins->rows; row++) {
        if (growth->weights[row] <= 0) continue;
        size_t node = 0;
        while (node < TREE_NODES) node = step(tree, node, growth->bins->bins + row * growth->bins->width, growth->bins);
        growth->scores[row] += (double)tree->leaf[node - TREE_NODES];
    }
}

static double start_of(const Growth *growth) {
    double sum = 0, weight = 1e-9;
    for (size_t r = 0; r < growth->bins->rows; r++) {
        if (growth->weights[r] <= 0) continue;
        sum += (double)(growth->weights[r] * growth->targets[r]);
        weight += (double)growth->weights[r];
    }
    double mean = sum / weight;
    if (!growth->options->logistic) return mean;
    mean = mean < 1e-4 ? 1e-4 : mean > 1 - 1e-4 ? 1 - 1e-4 : mean;
    return log(mean / (1 - mean));
}

Forest forest_fit(Arena *arena, const Bins *bins, const float *targets, const float *weights, const BoostOptions *options) {
    ARENA_SCOPED Arena *scratch = arena_new();
    Growth growth = {.bins = bins, .targets = targets, .weights = weights, .options = options, .state = options->seed};
    growth.scores = ARENA_MANY(scratch, double, bins->rows);
    growth.drawn = ARENA_MANY(scratch, uint32_t, bins->rows);
    growth.node = ARENA_MANY(scratch, uint8_t, bins->rows);
    growth.chosen = ARENA_MANY(scratch, uint8_t, bins->width + 1);
    growth.sums = ARENA_MANY(scratch, Sums, TREE_LEAVES / 2 * (bins->width + 1) * BINS);
    Forest forest = {.trees = ARENA_MANY(arena, Tree, options->trees), .count = options->trees, .start = start_of(&growth)};
    for (size_t r = 0; r < bins->rows; r++) growth.scores[r] = forest.start;
    for (size_t t = 0; t < options->trees; t++) {
        draw(&growth);
        forest.trees[t] = grow(&growth);
        apply(&growth, &forest.trees[t]);
    }
    return forest;
}

double forest_predict(const Forest *forest, const double *values) {
    double sum = forest->start;
    for (size_t t = 0; t < forest->count; t++) {
        const Tree *tree = &forest->trees[t];
        size_t node = 0;
        while (node < TREE_NODES) node = 2 * node + 1 + ((float)values[tree->feature[node]] > tree->above[node]);
        sum += (double)tree->leaf[node - TREE_NODES];
    }
    return sum;
}
