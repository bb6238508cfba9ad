#include "learn/readiness.h"

#include <math.h>

static const double Z_80 = 1.2816, MORE = 0.5;

Readiness readiness_of(const Knowledge *knowledge, const Item *items, size_t count, double basis) {
    Readiness all = {.told = basis >= READINESS_NEEDS, .raise = -1};
    double slopes[KNOWLEDGE_TOPICS] = {0}, slope = 0, n = (double)count;
    if (count == 0) return (Readiness){.high = 1, .raise = -1};
    for (size_t i = 0; i < count; i++) {
        double chance = knowledge_chance(knowledge, &items[i]);
        all.share += chance / n;
        slope += chance * (1 - chance) / n;
        slopes[items[i].topic] += chance * (1 - chance) / n;
    }
    double learner = MASTERY_DEFAULT.w[1] * mastery_deviation(&knowledge->learner, 1) * slope, variance = learner * learner;
    double weight = MASTERY_DEFAULT.w[2] / 2; /* a topic is one of two skills */
    for (int t = 0; t < KNOWLEDGE_TOPICS; t++) {
        if (slopes[t] <= 0) continue;
        double topic = weight * mastery_deviation(&knowledge->topics[t], 1) * slopes[t];
        variance += topic * topic;
        if (all.raise < 0 || slopes[t] > slopes[all.raise]) all.raise = t;
    }
    if (all.raise >= 0) all.by = MORE * slopes[all.raise];
    double half = Z_80 * sqrt(variance);
    all.low = fmax(0, all.share - half);
    all.high = fmin(1, all.share + half);
    return all;
}
