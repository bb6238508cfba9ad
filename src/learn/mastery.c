/* mastery.c: ratings that move by surprise, and the layer above them.
 *
 * Before an answer p = 1 / (1 + e^-z), z = learner + HALF mean(skills) - item - sum-of-means(skills' items). After it, each rating moves by its step times (right - p); steps fall as
 * K / (1 + d n). Item and skill difficulties are split in two ratings so that a new item of a hard skill starts hard. What the layer is fitted on must be
 * the ratings before the answer: fitted on items that have seen the answers already, it trusts them too much (calibration error .05 instead of .004). */
#include "learn/mastery.h"

#include "learn/cholesky.h"

#include <math.h>
#include <string.h>

typedef struct {
    double start, decay;
} Step;

static const Step LEARNER = {0.6, 0.02}, SKILL = {0.6, 0.02}, ITEM = {0.6, 0.08}, SKILL_ITEMS = {0.2, 0.02};
static const double HALF = 0.5, KEPT_LEARNER = 0.9, KEPT_SKILL = 0.7;

const MasteryLayer MASTERY_DEFAULT = {{0.3, 0.92, 0.38, 0.99, -0.55, 0.94, 0.16, 0, -0.11}};

static double logistic(double z) { return 1 / (1 + exp(-z)); }

typedef struct {
    double skill, surprise, answers, skill_items;
} SkillMeans;

static SkillMeans means_of(const MasteryCase *at) {
    SkillMeans means = {0};
    for (size_t i = 0; i < at->skill_count; i++) {
        means.skill += at->skills[i]->value / (double)at->skill_count;
        means.surprise += at->skills[i]->surprise / (double)at->skill_count;
        means.answers += at->skills[i]->answers / (double)at->skill_count;
        means.skill_items += at->skills_items[i]->value;
    }
    return means;
}

void mastery_features(const MasteryCase *at, double *features) {
    SkillMeans means = means_of(at);
    double practised = log1p(means.answers);
    const double all[MASTERY_WEIGHTS] = {1,
                                         at->learner->value,
                                         means.skill,
                                         -at->item->value - means.skill_items,
                                         at->learner->surprise,
                                         means.surprise,
                                         practised,
                                         practised * means.skill,
                                         log1p(at->learner->answers)};
    memcpy(features, all, sizeof all);
}

static double weighed(const MasteryLayer *layer, const double *features) {
    double z = 0;
    for (int j = 0; j < MASTERY_WEIGHTS; j++) z += layer->w[j] * features[j];
    return logistic(z);
}

double mastery_chance(const MasteryLayer *layer, const MasteryCase *at) {
    double features[MASTERY_WEIGHTS];
    mastery_features(at, features);
    return weighed(layer, features);
}

static void move(Rating *rating, Step step, double by, double kept, double surprise, double information) {
    rating->value += step.start / (1 + step.decay * rating->answers) * by;
    rating->answers++;
    rating->surprise = kept * rating->surprise + (1 - kept) * surprise;
    rating->information += information;
}

void mastery_answered(MasteryCase *at, double right, bool items) {
    SkillMeans means = means_of(at);
    double expected = logistic(at->learner->value + HALF * means.skill - at->item->value - means.skill_items);
    double surprise = right - expected, information = expected * (1 - expected);
    move(at->learner, LEARNER, surprise, KEPT_LEARNER, surprise, information);
    for (size_t i = 0; i < at->skill_count; i++) {
        move(at->skills[i], SKILL, surprise, KEPT_SKILL, surprise, HALF * HALF * information);
        if (items) move(at->skills_items[i], SKILL_ITEMS, -surprise / (double)at->skill_count, KEPT_LEARNER, surprise, information);
    }
    if (items) move(at->item, ITEM, -surprise, KEPT_LEARNER, surprise, information);
}

double mastery_deviation(const Rating *rating, double before) { return 1 / sqrt(1 / (before * before) + rating->information); }

MasteryLayer mastery_fit(const double *features, const double *right, size_t count) {
    enum { N = MASTERY_WEIGHTS, STEPS = 12 };
    MasteryLayer layer = {{0}};
    for (int step = 0; step < STEPS; step++) {
        double gradient[N], curvature[N * N] = {0}, by[N];
        for (int j = 0; j < N; j++) {
            gradient[j] = -layer.w[j];
            curvature[j * N + j] = 1;
        }
        for (size_t i = 0; i < count; i++) {
            const double *x = features + i * N;
            double p = weighed(&layer, x), variance = p * (1 - p);
            for (int j = 0; j < N; j++) {
                gradient[j] += (right[i] - p) * x[j];
                for (int k = 0; k <= j; k++) curvature[j * N + k] += variance * x[j] * x[k];
            }
        }
        cholesky_solve(curvature, N, 0, gradient, by);
        for (int j = 0; j < N; j++) layer.w[j] += by[j];
    }
    return layer;
}
