/* Columns of the design, in order: 1, the features, the products of the core. Features are all in 0..1, so that nothing needs scaling, and no fold
 * sees a mean or a spread of another. Lambda and the core were chosen by leave-question-out error on Mohler's data: of
 * 0.3, 1, 3 and 10, the last two did best and alike. */
#include "words/model.h"

#include <math.h>
#include <string.h>

static const double lambda = 10;

static const Feature core[MODEL_CORE] = {
    FEATURE_new_recall, FEATURE_recall,  FEATURE_count_recall, FEATURE_precision,  FEATURE_new_precision,
    FEATURE_sequence,   FEATURE_spelled, FEATURE_spelled_back, FEATURE_key_recall, FEATURE_reference_size,
    FEATURE_size,       FEATURE_brevity, FEATURE_echo,
};

static void design_row(const Features *features, double row[MODEL_TERMS]) {
    size_t n = 0;
    row[n++] = 1;
    for (size_t i = 0; i < FEATURE_COUNT; i++) row[n++] = features->of[i];
    for (size_t i = 0; i < MODEL_CORE; i++)
        for (size_t j = 0; j <= i; j++) row[n++] = features->of[core[i]] * features->of[core[j]];
}

/* Whether each column is used. */
static void design_uses(Feature without, bool uses[MODEL_TERMS]) {
    size_t n = 0;
    uses[n++] = true;
    for (size_t i = 0; i < FEATURE_COUNT; i++) uses[n++] = i != without;
    for (size_t i = 0; i < MODEL_CORE; i++)
        for (size_t j = 0; j <= i; j++) uses[n++] = core[i] != without && core[j] != without;
}

void model_learn(ModelSums *sums, const Features *features, double score) {
    double row[MODEL_TERMS];
    design_row(features, row);
    for (size_t i = 0; i < MODEL_TERMS; i++) {
        for (size_t j = 0; j <= i; j++) sums->products[i][j] += row[i] * row[j];
        sums->scores[i] += row[i] * score;
    }
    sums->answers++;
}

void model_combine(ModelSums *sums, const ModelSums *other, int sign) {
    for (size_t i = 0; i < MODEL_TERMS; i++) {
        for (size_t j = 0; j <= i; j++) sums->products[i][j] += sign * other->products[i][j];
        sums->scores[i] += sign * other->scores[i];
    }
    sums->answers += sign * other->answers;
}

/* Solves A w = b in place, A symmetric and positive definite (its lower triangle is given): Cholesky, Golub and Van Loan, section 4.2. */
static void solve(double a[MODEL_TERMS][MODEL_TERMS], double *b) {
    for (size_t i = 0; i < MODEL_TERMS; i++) {
        for (size_t j = 0; j <= i; j++) {
            double sum = a[i][j];
            for (size_t k = 0; k < j; k++) sum -= a[i][k] * a[j][k];
            a[i][j] = i == j ? sqrt(sum) : sum / a[j][j];
        }
        for (size_t k = 0; k < i; k++) b[i] -= a[i][k] * b[k];
        b[i] /= a[i][i];
    }
    for (size_t i = MODEL_TERMS; i-- > 0;) {
        b[i] /= a[i][i];
        for (size_t k = 0; k < i; k++) b[k] -= a[i][k] * b[i];
    }
}

bool model_fit(const ModelSums *sums, Feature without, Model *model) {
    if (sums->answers < 2) return false;
    double a[MODEL_TERMS][MODEL_TERMS];
    bool uses[MODEL_TERMS];
    design_uses(without, uses);
    for (size_t i = 0; i < MODEL_TERMS; i++) {
        for (size_t j = 0; j <= i; j++) a[i][j] = uses[i] && uses[j] ? sums->products[i][j] : 0;
        a[i][i] += i ? lambda : 1e-6;
        model->weights[i] = uses[i] ? sums->scores[i] : 0;
    }
    solve(a, model->weights);
    return true;
}

double model_predict(const Model *model, const Features *features) {
    double row[MODEL_TERMS], score = 0;
    design_row(features, row);
    for (size_t i = 0; i < MODEL_TERMS; i++) score += model->weights[i] * row[i];
    return score < 0 ? 0 : score > 1 ? 1 : score;
}
