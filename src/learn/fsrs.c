/* fsrs.c: the formulas of FSRS-6, one a function.
 *
 * All steps take a `round` flag instead of standing here twice: rounding to 8 decimals is what the reference implementation stores and hands on, but it
 * makes a staircase of every function, on which a difference quotient is noise. Powers of negative numbers cannot occur: stability and difficulty are clamped
 * to positive ranges after each step, and weights to the ranges for which the formulas were made. */
#include "learn/fsrs.h"

#include <math.h>

const FsrsWeights FSRS_DEFAULT = {{0.212,  1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001,  1.8722, 0.1666, 0.796,
                                   1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542}};
const FsrsWeights FSRS_LEAST = {
    {0.001, 0.001, 0.001, 0.001, 1, 0.001, 0.001, 0.001, 0, 0, 0.001, 0.001, 0.001, 0.001, 0, 0, 1, 0, 0, 0.01, 0.1}};
const FsrsWeights FSRS_MOST = {{100, 100, 100, 100, 10, 4, 4, 0.75, 4.5, 0.8, 3.5, 5, 0.25, 0.9, 4, 1, 6, 2, 2, 0.8, 0.8}};

static const double FIRST_STABILITY_MIN = 0.1; /* days */

static double clamp(double value, double least, double most) { return value < least ? least : value > most ? most : value; }

static double to_8_decimals(double value, bool round) { return round ? floor(value * 1e8 + 0.5) / 1e8 : value; }

void fsrs_clip(FsrsWeights *weights) {
    for (int i = 0; i < FSRS_WEIGHTS; i++)
        weights->w[i] = isfinite(weights->w[i]) ? clamp(weights->w[i], FSRS_LEAST.w[i], FSRS_MOST.w[i]) : FSRS_DEFAULT.w[i];
}

static double decay_factor(const FsrsWeights *weights, bool round) {
    return to_8_decimals(exp(-log(0.9) / weights->w[20]) - 1, round);
}

static double recall(const FsrsWeights *weights, double stability, double days, bool round) {
    return to_8_decimals(pow(1 + decay_factor(weights, round) * days / stability, -weights->w[20]), round);
}

double fsrs_recall(const FsrsWeights *weights, double stability, double days) { return recall(weights, stability, days, true); }

double fsrs_interval(const FsrsWeights *weights, double stability, double retention) {
    return stability * (pow(retention, -1 / weights->w[20]) - 1) / decay_factor(weights, true);
}

/* D0(G) = w4 - e^(w5 (G - 1)) + 1, before it is clamped. */
static double first_difficulty(const double *w, int grade, bool round) {
    return to_8_decimals(w[4] - exp(w[5] * (grade - 1)) + 1, round);
}

/* D' = w7 D0(4) + (1 - w7) (D - w6 (G - 3) (10 - D) / 9): a step that shrinks near 10, and a pull back to the ease of an easy card. */
static double next_difficulty(const double *w, double difficulty, int grade, bool round) {
    double moved = difficulty + to_8_decimals(-w[6] * (grade - 3) * (10 - difficulty) / 9, round);
    return clamp(to_8_decimals(w[7] * first_difficulty(w, FSRS_EASY, round) + (1 - w[7]) * moved, round), 1, 10);
}

/* A second review on one day: S' = S S^-w19 e^(w17 (G - 3 + w18)), never less than S unless forgotten. */
static double same_day(const double *w, double stability, int grade, bool round) {
    double growth = pow(stability, -w[19]) * exp(w[17] * (grade - 3 + w[18]));
    if (grade >= FSRS_HARD && growth < 1) growth = 1;
    return to_8_decimals(clamp(stability * growth, FSRS_STABILITY_MIN, FSRS_STABILITY_MAX), round);
}

/* S' = w11 D^-w12 ((S + 1)^w13 - 1) e^(w14 (1 - R)), at most S / e^(w17 w18). */
static double after_forgetting(const double *w, FsrsState state, double recalled, bool round) {
    double left = w[11] * pow(state.difficulty, -w[12]) * (pow(state.stability + 1, w[13]) - 1) * exp(w[14] * (1 - recalled));
    left = to_8_decimals(clamp(left, FSRS_STABILITY_MIN, FSRS_STABILITY_MAX), round);
    return clamp(to_8_decimals(state.stability / exp(w[17] * w[18]), round), FSRS_STABILITY_MIN, left);
}

/* S' = S (1 + e^w8 (11 - D) S^-w9 (e^(w10 (1 - R)) - 1) [w15 if hard] [w16 if easy]). */
static double after_recall(const double *w, FsrsState state, double recalled, int grade, bool round) {
    double growth = exp(w[8]) * (11 - state.difficulty) * pow(state.stability, -w[9]) * (exp(w[10] * (1 - recalled)) - 1);
    growth *= grade == FSRS_HARD ? w[15] : grade == FSRS_EASY ? w[16] : 1;
    return to_8_decimals(clamp(state.stability * (1 + growth), FSRS_STABILITY_MIN, FSRS_STABILITY_MAX), round);
}

static FsrsState next_state(const FsrsWeights *weights, FsrsState state, int days, int grade, bool round) {
    const double *w = weights->w;
    if (state.stability <= 0)
        return (FsrsState){fmax(w[grade - 1], FIRST_STABILITY_MIN), clamp(first_difficulty(w, grade, round), 1, 10)};
    FsrsState next = {.difficulty = next_difficulty(w, state.difficulty, grade, round)};
    if (days == 0) {
        next.stability = same_day(w, state.stability, grade, round);
    } else {
        double recalled = recall(weights, state.stability, days, round);
        next.stability =
            grade == FSRS_AGAIN ? after_forgetting(w, state, recalled, round) : after_recall(w, state, recalled, grade, round);
    }
    return next;
}

FsrsState fsrs_next_state(const FsrsWeights *weights, FsrsState state, int days, FsrsGrade grade) {
    return next_state(weights, state, days, (int)grade, true);
}

FsrsState fsrs_next_state_exact(const FsrsWeights *weights, FsrsState state, int days, FsrsGrade grade) {
    return next_state(weights, state, days, (int)grade, false);
}
