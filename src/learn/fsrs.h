/* fsrs.h - how memory fades and grows: the Free Spaced Repetition Scheduler, version 6.
 *
 * Two numbers describe the memory of a card. Stability S (days): after S days without a review, 9 of 10 such cards are still recalled. Difficulty D (1..10): how
 * little a successful review adds to S. Each review has a grade and a distance t in whole days from the one before; it turns (S, D) into the next (S, D).
 * 21 weights say how; FSRS_DEFAULT are the published ones, fsrs_fit.h fits a learner's own.
 *
 * Source: the FSRS-6 formulas of the open-spaced-repetition project (J. Ye and others) as its reference implementation ts-fsrs 5 computes them, with its
 * rounding of every stored number to 8 decimals and its limits of the weights, so that a history gives the same numbers here and there. */
#ifndef VIVA_LEARN_FSRS_H
#define VIVA_LEARN_FSRS_H

#include <stdbool.h>

enum { FSRS_WEIGHTS = 21 };

#define FSRS_STABILITY_MIN 0.001  /* days */
#define FSRS_STABILITY_MAX 36500. /* days */

typedef enum { FSRS_AGAIN = 1, FSRS_HARD, FSRS_GOOD, FSRS_EASY } FsrsGrade;

/* w[0..3] first stabilities by grade, [4..7] difficulty, [8..10] growth, [11..14] after forgetting, [15] hard, [16] easy, [17..19] the same day, [20] decay. */
typedef struct {
    double w[FSRS_WEIGHTS];
} FsrsWeights;

/* A card that was never reviewed is {0, 0}. */
typedef struct {
    double stability;  /* days, FSRS_STABILITY_MIN..FSRS_STABILITY_MAX */
    double difficulty; /* 1..10 */
} FsrsState;

extern const FsrsWeights FSRS_DEFAULT;

/* The least and the largest value of each weight. */
extern const FsrsWeights FSRS_LEAST, FSRS_MOST;

/* Moves each weight to the nearest allowed value; one that is not finite becomes the default. */
void fsrs_clip(FsrsWeights *weights);

/* The chance of recall `days` (>= 0) after the last review: R = (1 + F t / S)^(-w20), F = 0.9^(-1 / w20) - 1. 0..1. */
double fsrs_recall(const FsrsWeights *weights, double stability, double days);

/* Days until the chance of recall falls to `retention` (0 < retention < 1): S / F (retention^(-1 / w20) - 1). Not rounded, not limited. */
double fsrs_interval(const FsrsWeights *weights, double stability, double retention);

/* The state after a review with `grade`, `days` (whole, >= 0) after the one before; for a card that was never reviewed, `days` is ignored. */
FsrsState fsrs_next_state(const FsrsWeights *weights, FsrsState state, int days, FsrsGrade grade);

/* ... without rounding, for whoever needs derivatives. */
FsrsState fsrs_next_state_exact(const FsrsWeights *weights, FsrsState state, int days, FsrsGrade grade);

#endif
