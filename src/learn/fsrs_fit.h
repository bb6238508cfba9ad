/* fsrs_fit.h - the weights of memory that fit one learner.
 *
 * The fit finds the weights under which what happened at the learner's reviews was most probable, drawn back to the published weights by a Gaussian prior
 * whose widths are how much these weights differ between people. With few reviews it hardly moves; with thousands it is the learner's own. */
#ifndef VIVA_LEARN_FSRS_FIT_H
#define VIVA_LEARN_FSRS_FIT_H

#include "learn/fsrs.h"

#include <stddef.h>
#include <stdint.h>

/* One review. Those of a card stand together, in order of time. */
typedef struct {
    uint32_t card;
    int32_t days;  /* whole days since the card's review before, >= 0; 0 for the first */
    uint8_t grade; /* FsrsGrade */
    bool
        counted; /* whether its outcome counts; the state moves either way. A card's first review and those with days = 0 never count. */
} FsrsReview;

typedef struct {
    size_t counted;   /* reviews whose outcomes were used */
    int steps;        /* taken until nothing improved */
    double log_loss;  /* mean over these reviews with `weights`, nats */
    double published; /* ... with FSRS_DEFAULT */
    FsrsWeights weights;
} FsrsFit;

/* What each review was expected to do: recalled[i] = the chance of recall just before review i, NaN for a card's first review. */
void fsrs_predict(const FsrsWeights *weights, const FsrsReview *reviews, size_t count, double *recalled);

/* Fisher scoring (Levenberg's damping), difference quotients of the predictions, limits by projection; the same input gives the same weights. Without a counted
 * review the weights are the published ones. Takes some 25 passes over the reviews a step, about ten steps. */
FsrsFit fsrs_fit(const FsrsReview *reviews, size_t count);

#endif
