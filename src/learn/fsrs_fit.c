/* fsrs_fit.c: maximum a posteriori by Fisher scoring.
 *
 * Each counted review i is recalled (grade above again) with probability p_i(w). Minimised is -sum log p of what happened + 1/2 sum ((w_j - default_j) / width_j)^2. With
 * the derivatives J_ij = dp_i / dw_j and the variance v_i = p_i (1 - p_i), the gradient of the first term is -sum (y_i - p_i) / v_i J_ij and its expected
 * curvature sum J_ij J_ik / v_i; a step solves (curvature + prior + damping) step = -gradient. Damping grows until the step improves, and shrinks
 * after it did. Twenty-one weights are few, so the curvature costs little beside the passes that give J.
 *
 * PRIOR_WIDTH: the standard deviations of the weights over the users whose logs the project that published FSRS was fitted on (as in fsrs-rs). */
#include "learn/fsrs_fit.h"

#include "base/arena.h"
#include "learn/cholesky.h"

#include <math.h>
#include <string.h>

enum { STEPS = 40, TRIES = 12 };

static const double PRIOR_WIDTH[FSRS_WEIGHTS] = {6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6,  0.12, 0.39, 0.18, 0.33,
                                                 0.3,  0.09, 0.16,  0.57,  0.25, 1.03, 0.31, 0.32, 0.14, 0.27};
static const double SURE = 1e-4;   /* predictions stay this far from 0 and 1 */
static const double ENOUGH = 1e-7; /* of the objective, relative: an improvement below ends the fit */

typedef struct {
    const FsrsReview *reviews;
    size_t count, counted;
    double *recalled, *moved; /* predictions, and those with one weight moved */
    double *slopes;           /* counted x FSRS_WEIGHTS */
} Problem;

static bool first_of_card(const FsrsReview *reviews, size_t i) { return i == 0 || reviews[i].card != reviews[i - 1].card; }

static bool counts(const FsrsReview *reviews, size_t i) {
    return reviews[i].counted && reviews[i].days > 0 && !first_of_card(reviews, i);
}

void fsrs_predict(const FsrsWeights *weights, const FsrsReview *reviews, size_t count, double *recalled) {
    FsrsState state = {0};
    double factor = exp(-log(0.9) / weights->w[20]) - 1;
    for (size_t i = 0; i < count; i++) {
        bool first = first_of_card(reviews, i);
        if (first) state = (FsrsState){0};
        recalled[i] = first ? NAN : pow(1 + factor * reviews[i].days / state.stability, -weights->w[20]);
        state = fsrs_next_state_exact(weights, state, reviews[i].days, (FsrsGrade)reviews[i].grade);
    }
}

static double bounded(double p) { return p < SURE ? SURE : p > 1 - SURE ? 1 - SURE : p; }

static double data_loss(const Problem *problem, const double *recalled) {
    double sum = 0;
    for (size_t i = 0; i < problem->count; i++)
        if (counts(problem->reviews, i)) {
            double p = bounded(recalled[i]);
            sum -= problem->reviews[i].grade > FSRS_AGAIN ? log(p) : log(1 - p);
        }
    return sum;
}

static double prior_loss(const FsrsWeights *weights) {
    double sum = 0;
    for (int j = 0; j < FSRS_WEIGHTS; j++) {
        double away = (weights->w[j] - FSRS_DEFAULT.w[j]) / PRIOR_WIDTH[j];
        sum += away * away / 2;
    }
    return sum;
}

static double objective(const Problem *problem, const FsrsWeights *weights) {
    fsrs_predict(weights, problem->reviews, problem->count, problem->moved);
    return data_loss(problem, problem->moved) + prior_loss(weights);
}

/* slopes[counted i][j] = dp_i / dw_j, by a difference to the side on which there is room. */
static void measure_slopes(Problem *problem, const FsrsWeights *weights) {
    fsrs_predict(weights, problem->reviews, problem->count, problem->recalled);
    for (int j = 0; j < FSRS_WEIGHTS; j++) {
        FsrsWeights beside = *weights;
        double step = 1e-6 * fmax(fabs(weights->w[j]), 0.01);
        beside.w[j] += weights->w[j] + step > FSRS_MOST.w[j] ? -step : step;
        fsrs_predict(&beside, problem->reviews, problem->count, problem->moved);
        double *slope = problem->slopes + j;
        for (size_t i = 0; i < problem->count; i++)
            if (counts(problem->reviews, i)) {
                *slope = (problem->moved[i] - problem->recalled[i]) / (beside.w[j] - weights->w[j]);
                slope += FSRS_WEIGHTS;
            }
    }
}

static void gradient_and_curvature(const Problem *problem, const FsrsWeights *weights, double *gradient, double *curvature) {
    memset(gradient, 0, FSRS_WEIGHTS * sizeof *gradient);
    memset(curvature, 0, FSRS_WEIGHTS * FSRS_WEIGHTS * sizeof *curvature);
    const double *slope = problem->slopes;
    for (size_t i = 0; i < problem->count; i++) {
        if (!counts(problem->reviews, i)) continue;
        double p = bounded(problem->recalled[i]), variance = p * (1 - p), happened = problem->reviews[i].grade > FSRS_AGAIN;
        for (int j = 0; j < FSRS_WEIGHTS; j++) {
            gradient[j] -= (happened - p) / variance * slope[j];
            for (int k = 0; k <= j; k++) curvature[j * FSRS_WEIGHTS + k] += slope[j] * slope[k] / variance;
        }
        slope += FSRS_WEIGHTS;
    }
    for (int j = 0; j < FSRS_WEIGHTS; j++) {
        gradient[j] += (weights->w[j] - FSRS_DEFAULT.w[j]) / (PRIOR_WIDTH[j] * PRIOR_WIDTH[j]);
        curvature[j * FSRS_WEIGHTS + j] += 1 / (PRIOR_WIDTH[j] * PRIOR_WIDTH[j]);
    }
}

/* One step of the fit from *weights; false when none improves the objective enough. */
static bool improve(Problem *problem, FsrsWeights *weights, double *best, double *damping) {
    double gradient[FSRS_WEIGHTS], curvature[FSRS_WEIGHTS * FSRS_WEIGHTS], step[FSRS_WEIGHTS];
    measure_slopes(problem, weights);
    gradient_and_curvature(problem, weights, gradient, curvature);
    for (int i = 0; i < TRIES; i++) {
        cholesky_solve(curvature, FSRS_WEIGHTS, *damping, gradient, step);
        FsrsWeights tried = *weights;
        for (int j = 0; j < FSRS_WEIGHTS; j++) tried.w[j] -= step[j];
        fsrs_clip(&tried);
        double now = objective(problem, &tried);
        if (now < *best) {
            bool enough = *best - now > ENOUGH * *best;
            *weights = tried;
            *best = now;
            *damping /= 5;
            return enough;
        }
        *damping *= 4;
    }
    return false;
}

FsrsFit fsrs_fit(const FsrsReview *reviews, size_t count) {
    ARENA_SCOPED Arena *arena = arena_new();
    Problem problem = {.reviews = reviews,
                       .count = count,
                       .recalled = ARENA_MANY(arena, double, count),
                       .moved = ARENA_MANY(arena, double, count)};
    for (size_t i = 0; i < count; i++) problem.counted += counts(reviews, i);
    FsrsFit fit = {.counted = problem.counted, .weights = FSRS_DEFAULT};
    if (!problem.counted) return fit;
    problem.slopes = arena_array(arena, problem.counted, FSRS_WEIGHTS * sizeof(double));
    double best = objective(&problem, &fit.weights), damping = 1e-3;
    fit.published = data_loss(&problem, problem.moved) / (double)problem.counted;
    while (fit.steps < STEPS && improve(&problem, &fit.weights, &best, &damping)) fit.steps++;
    fit.log_loss = (best - prior_loss(&fit.weights)) / (double)problem.counted;
    return fit;
}

/* --- on trial -------------------------------------------------------------------------------------------------------------- */

static double loss_of(double recalled, uint8_t grade) {
    double p = bounded(recalled);
    return -log(grade > FSRS_AGAIN ? p : 1 - p);
}

/* The losses of both on the reviews that were kept for it. */
static void compare(const FsrsReview *reviews, const bool *kept, size_t count, const FsrsWeights *earlier, FsrsTrial *out) {
    ARENA_SCOPED Arena *arena = arena_new();
    double *own = arena_array(arena, count, sizeof *own), *published = arena_array(arena, count, sizeof *own), gain = 0,
           squares = 0;
    fsrs_predict(earlier, reviews, count, own);
    fsrs_predict(&FSRS_DEFAULT, reviews, count, published);
    for (size_t i = 0; i < count; i++) {
        if (!kept[i]) continue;
        double mine = loss_of(own[i], reviews[i].grade), theirs = loss_of(published[i], reviews[i].grade);
        out->fitted += mine;
        out->published += theirs;
        gain += theirs - mine;
        squares += (theirs - mine) * (theirs - mine);
    }
    double n = (double)out->held_out, mean = gain / n, variance = (squares - n * mean * mean) / (n - 1);
    out->fitted /= n;
    out->published /= n;
    out->better = mean > 0 && mean * mean * n >= variance;
}

/* Marks the last fifth in time of what counts. */
static size_t keep_last_fifth(const FsrsReview *reviews, const size_t *places, size_t count, bool *kept) {
    size_t counted = 0, seen = 0, held_out = 0;
    for (size_t i = 0; i < count; i++) counted += counts(reviews, i);
    for (size_t t = 0; t < count; t++) {
        if (!counts(reviews, places[t])) continue;
        kept[places[t]] = ++seen > counted - counted / 5;
        held_out += kept[places[t]];
    }
    return held_out;
}

FsrsTrial fsrs_fit_on_trial(FsrsReview *reviews, const size_t *when, size_t count) {
    ARENA_SCOPED Arena *arena = arena_new();
    FsrsTrial out = {.weights = FSRS_DEFAULT};
    size_t *places = arena_array(arena, count, sizeof *places);
    bool *kept = arena_array(arena, count, sizeof *kept);
    memset(kept, 0, count * sizeof *kept);
    for (size_t i = 0; i < count; i++) places[when[i]] = i;
    out.held_out = keep_last_fifth(reviews, places, count, kept);
    if (out.held_out < 2) return out;
    for (size_t i = 0; i < count; i++) reviews[i].counted &= !kept[i];
    FsrsWeights earlier = fsrs_fit(reviews, count).weights;
    for (size_t i = 0; i < count; i++) reviews[i].counted |= kept[i];
    compare(reviews, kept, count, &earlier, &out);
    if (out.better) out.weights = fsrs_fit(reviews, count).weights;
    return out;
}
