#include "learn/diagnostic.h"

#include <math.h>
#include <string.h>

/* Standard deviations among learners: of the general ability, of what a dimension adds, of what a topic adds. */
static const double GENERAL = 1.0, DIMENSION = 0.6, TOPIC = 0.7;
/* What is told of a topic counts so much beside what is told of a dimension. */
static const double TOPIC_WORTH = 0.3;

enum { FIRST_DIMENSION = 1, FIRST_TOPIC = 1 + DIMENSION_COUNT };

static double logistic(double z) { return 1 / (1 + exp(-z)); }

static int size_of(const Belief *belief) { return FIRST_TOPIC + belief->topics; }

void belief_start(Belief *belief, int topics) {
    memset(belief, 0, sizeof *belief);
    belief->topics = topics;
    int n = size_of(belief);
    for (int i = 0; i < n; i++) {
        double deviation = i == 0 ? GENERAL : i < FIRST_TOPIC ? DIMENSION : TOPIC;
        belief->covariance[i * BELIEF_SIZE + i] = deviation * deviation;
    }
}

/* The covariance of every ability with general + dimension + topic. */
static void column_of(const Belief *belief, int dimension, int topic, double *out) {
    int n = size_of(belief);
    for (int i = 0; i < n; i++) {
        const double *row = belief->covariance + (size_t)i * BELIEF_SIZE;
        out[i] = row[0] + (dimension >= 0 ? row[FIRST_DIMENSION + dimension] : 0) + (topic >= 0 ? row[FIRST_TOPIC + topic] : 0);
    }
}

static double sum_at(const double *values, int dimension, int topic) {
    return values[0] + (dimension >= 0 ? values[FIRST_DIMENSION + dimension] : 0) + (topic >= 0 ? values[FIRST_TOPIC + topic] : 0);
}

void belief_answered(Belief *belief, const Item *item, double right) {
    int n = size_of(belief);
    double column[BELIEF_SIZE] = {0};
    column_of(belief, (int)item->skill, item->topic, column);
    double variance = sum_at(column, (int)item->skill, item->topic),
           z = sum_at(belief->mean, (int)item->skill, item->topic) - item_hardness(item);
    double p = logistic(z / sqrt(1 + M_PI * variance / 8)),
           slope = fmax(p * (1 - p), 0.02); /* MacKay's mean of a logistic under a Gaussian */
    double scale = 1 / (1 / slope + variance);
    for (int i = 0; i < n; i++) {
        belief->mean[i] += column[i] * scale * (right - p) / slope;
        for (int j = 0; j < n; j++) belief->covariance[i * BELIEF_SIZE + j] -= column[i] * column[j] * scale;
    }
}

static double told(const Belief *belief, int dimension, int topic, double *deviation) {
    double column[BELIEF_SIZE] = {0};
    column_of(belief, dimension, topic, column);
    if (deviation) *deviation = sqrt(fmax(0, sum_at(column, dimension, topic)));
    return sum_at(belief->mean, dimension, topic);
}

double belief_dimension(const Belief *belief, int dimension, double *deviation) { return told(belief, dimension, -1, deviation); }

double belief_topic(const Belief *belief, int topic, double *deviation) { return told(belief, -1, topic, deviation); }

/* How much variance an answer would take from what is told. */
static double worth_of(const Belief *belief, const Item *item) {
    double column[BELIEF_SIZE] = {0};
    column_of(belief, (int)item->skill, item->topic, column);
    double variance = sum_at(column, (int)item->skill, item->topic),
           z = sum_at(belief->mean, (int)item->skill, item->topic) - item_hardness(item);
    double p = logistic(z / sqrt(1 + M_PI * variance / 8)), slope = fmax(p * (1 - p), 0.02), scale = 1 / (1 / slope + variance),
           worth = 0;
    for (int d = 0; d < DIMENSION_COUNT; d++) {
        double shared = column[0] + column[FIRST_DIMENSION + d];
        worth += shared * shared * scale;
    }
    for (int t = 0; t < belief->topics; t++) {
        double shared = column[0] + column[FIRST_TOPIC + t];
        worth += TOPIC_WORTH * shared * shared * scale;
    }
    return worth;
}

int diagnostic_next(const Belief *belief, const Candidate *candidates, size_t count) {
    int best = -1;
    double most = 0, deviation = 0, widest = 0;
    for (int d = 0; d < DIMENSION_COUNT; d++) {
        belief_dimension(belief, d, &deviation);
        widest = fmax(widest, deviation);
    }
    if (widest <= DIAGNOSTIC_ENOUGH) return -1;
    for (size_t i = 0; i < count; i++) {
        if (candidates[i].asked) continue;
        double worth = worth_of(belief, &candidates[i].item) / candidates[i].seconds;
        if (worth <= most) continue;
        most = worth;
        best = (int)i;
    }
    return best;
}
