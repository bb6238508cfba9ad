/* The probability that a point is made is logistic in what was measured (Cox 1958). Weights are fitted by Newton's method on labelled rows with a
 * Gaussian prior around weights set by hand, which are what stands where no row says otherwise; a weight never takes the other sign than its
 * prior, so that nothing that speaks for a point can be learned to speak against it; where the prior is 0 it may take any. */
#include "words/evidence.h"

#include <math.h>
#include <string.h>

#define PRIOR_PRECISION 2.0 /* of a weight */
#define FREE_PRECISION 1e-3 /* of the intercept */

enum { ROUNDS = 25 };

/* In the order of evidence_row. */
static const double by_hand[EVIDENCE_TERMS] = {
    -4.4,
    /* best second says cosine precision order exact margin mine polarity denial rare count pointed named bare needs echo size figure astray story staged elsewhere */
    2.0, 0.6, 1.0, 1.5, 0.6, 0.4, 0.6, 1.2, 0.6, -1.0, -2.0, 1.2, 1.2, 0.6, 0.8, -1.5, 1.0, -0.6, 0.2, 1.2, -1.0, 0, 0, 0.2,
    /* best*cosine best*needs exact*order best*size */
    1.0, 1.0, 0.3, 0.5};

static const double shipped[EVIDENCE_TERMS] = {
#include "words/evidence_weights.inc"
};

const char *evidence_name(EvidenceKind kind) {
    static const char *const names[] = {
#define X(name, says) #name,
        EVIDENCES(X)
#undef X
    };
    return names[kind];
}

const char *evidence_says(EvidenceKind kind) {
    static const char *const texts[] = {
#define X(name, says) says,
        EVIDENCES(X)
#undef X
    };
    return texts[kind];
}

const double *evidence_shipped(void) { return shipped; }

void evidence_row(const Evidence *e, double *row) {
    size_t n = 0;
    row[n++] = 1;
    for (size_t i = 0; i < EVIDENCE_COUNT; i++) row[n++] = e->of[i];
    row[n++] = e->of[EVIDENCE_best] * e->of[EVIDENCE_cosine];
    row[n++] = e->of[EVIDENCE_best] * e->of[EVIDENCE_needs];
    row[n++] = e->of[EVIDENCE_exact] * e->of[EVIDENCE_order];
    row[n++] = e->of[EVIDENCE_best] * e->of[EVIDENCE_size];
}

static double logistic(const double *weights, const double *row) {
    double sum = 0;
    for (size_t i = 0; i < EVIDENCE_TERMS; i++) sum += weights[i] * row[i];
    return 1 / (1 + exp(-sum));
}

double evidence_probability(const double *weights, const Evidence *e) {
    double row[EVIDENCE_TERMS];
    evidence_row(e, row);
    return logistic(weights ? weights : shipped, row);
}

/* ---- Fitting ---- */

typedef struct {
    double gradient[EVIDENCE_TERMS], hessian[EVIDENCE_TERMS][EVIDENCE_TERMS];
} Newton;

static void newton_prior(Newton *n, const double *weights) {
    memset(n, 0, sizeof *n);
    for (size_t i = 0; i < EVIDENCE_TERMS; i++) {
        double precision = i ? PRIOR_PRECISION : FREE_PRECISION;
        n->gradient[i] = precision * (weights[i] - by_hand[i]);
        n->hessian[i][i] = precision;
    }
}

static void newton_add(Newton *n, const double *weights, const EvidenceLabel *label) {
    double p = logistic(weights, label->row), curve = label->weight * p * (1 - p),
           off = label->weight * (p - (label->made ? 1 : 0));
    for (size_t i = 0; i < EVIDENCE_TERMS; i++) {
        n->gradient[i] += off * label->row[i];
        for (size_t j = 0; j <= i; j++) n->hessian[i][j] += curve * label->row[i] * label->row[j];
    }
}

/* A weight at 0 that would take the other sign stays out of the step. */
static void newton_hold(Newton *n, const double *weights) {
    for (size_t i = 1; i < EVIDENCE_TERMS; i++) {
        if (by_hand[i] == 0 || weights[i] != 0 || n->gradient[i] * by_hand[i] < 0) continue;
        for (size_t j = 0; j < EVIDENCE_TERMS; j++) n->hessian[i > j ? i : j][i > j ? j : i] = 0;
        n->hessian[i][i] = 1;
        n->gradient[i] = 0;
    }
}

/* The step by Cholesky's decomposition; the prior makes the matrix positive definite. */
static void newton_step(Newton *n, double *step) {
    double(*h)[EVIDENCE_TERMS] = n->hessian;
    for (size_t i = 0; i < EVIDENCE_TERMS; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = h[i][j];
            for (size_t k = 0; k < j; k++) sum -= h[i][k] * h[j][k];
            h[i][j] = i == j ? sqrt(sum > 1e-12 ? sum : 1e-12) : sum / h[j][j];
        }
    for (size_t i = 0; i < EVIDENCE_TERMS; i++) {
        step[i] = n->gradient[i];
        for (size_t k = 0; k < i; k++) step[i] -= h[i][k] * step[k];
        step[i] /= h[i][i];
    }
    for (size_t i = EVIDENCE_TERMS; i-- > 0;) {
        for (size_t k = i + 1; k < EVIDENCE_TERMS; k++) step[i] -= h[k][i] * step[k];
        step[i] /= h[i][i];
    }
}

/* What the fit makes small: minus the log of the likelihood and of the prior. */
static double loss(const EvidenceLabel *labels, size_t count, size_t without, const double *weights) {
    double sum = 0;
    for (size_t i = 0; i < EVIDENCE_TERMS; i++)
        sum += (i ? PRIOR_PRECISION : FREE_PRECISION) / 2 * (weights[i] - by_hand[i]) * (weights[i] - by_hand[i]);
    for (size_t i = 0; i < count; i++) {
        if (labels[i].group == without) continue;
        double p = logistic(weights, labels[i].row);
        sum -= labels[i].weight * log(fmax(labels[i].made ? p : 1 - p, 1e-12));
    }
    return sum;
}

static void take_step(const double *from, const double *step, double part, double *to) {
    for (size_t i = 0; i < EVIDENCE_TERMS; i++) {
        to[i] = from[i] - part * step[i];
        if (i && to[i] * by_hand[i] < 0) to[i] = 0;
    }
}

/* Newton's step, halved until it helps; where it never does, the weights are the best there are. */
static bool improve(const EvidenceLabel *labels, size_t count, size_t without, double *weights) {
    Newton n;
    double step[EVIDENCE_TERMS], next[EVIDENCE_TERMS], before = loss(labels, count, without, weights);
    newton_prior(&n, weights);
    for (size_t i = 0; i < count; i++)
        if (labels[i].group != without) newton_add(&n, weights, &labels[i]);
    newton_hold(&n, weights);
    newton_step(&n, step);
    for (double part = 1; part > 1e-4; part /= 2) {
        take_step(weights, step, part, next);
        if (loss(labels, count, without, next) >= before - 1e-9) continue;
        memcpy(weights, next, sizeof next);
        return true;
    }
    return false;
}

void evidence_fit(const EvidenceLabel *labels, size_t count, size_t without, double *weights) {
    memcpy(weights, by_hand, sizeof by_hand);
    for (int round = 0; round < ROUNDS && improve(labels, count, without, weights); round++) {
    }
}
