/* readiness.h - what share of a round's unseen questions would be answered at the bar. Pure.
 *
 * The expected share is the mean of the chances; its interval is that of the ratings behind them, of which the learner's own is shared by all questions and each topic's by its own. It is a
 * forecast about questions, never one about being hired. */
#ifndef VIVA_LEARN_READINESS_H
#define VIVA_LEARN_READINESS_H

#include "learn/knowledge.h"

typedef struct {
    double share, low, high; /* 0..1; the ends of an 80% interval */
    bool told;               /* false: too early to tell, share and ends mean little */
    int raise;               /* the topic in which half a logit more would raise the share most; -1: none */
    double by;               /* by so much */
} Readiness;

/* Of the questions of a round (count > 0). `basis`: answers that bear on it; below READINESS_NEEDS nothing is told. */
enum { READINESS_NEEDS = 5 };
Readiness readiness_of(const Knowledge *knowledge, const Item *items, size_t count, double basis);

#endif
