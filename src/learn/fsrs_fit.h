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

/* Whether a learner's own weights foresee better what comes next: fitted on the earlier four fifths of the counted reviews, both are asked about the last fifth. */
typedef struct {
    bool better;     /* by a standard error at least; then `weights` are fitted on all reviews, else they are the published ones */
    size_t held_out; /* reviews of the last fifth */
    double fitted, published; /* mean log loss on them, nats */
    FsrsWeights weights;
} FsrsTrial;

/* `when[i]`: the place in time of review i, 0..count-1. `counted` of the reviews is changed and set back. */
FsrsTrial fsrs_fit_on_trial(FsrsReview *reviews, const size_t *when, size_t count);

#endif
