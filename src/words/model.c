/* Columns of the ridge's design, in order: 1, the features, the products of the core. Features are all in 0..1, so that nothing needs scaling. Lambda, the
 * core, the size of the forests and the costs were chosen by leave-question-out error on Mohler's data. */
#include "words/model.h"

#include <math.h>
#include <string.h>

static const double lambda = 3;
/* A longer answer is often a better one: what is beside the subject takes back what its length would pay. */
static const double stray_cost = 0.08;
static const double lenience_abroad = 0.6, cost_abroad = 0.15;
static const BoostOptions worth_options = {.trees = 200, .rate = 0.05, .rows = 0.6, .features = 0.3, .least = 15, .seed = 1};
static const BoostOptions doubt_options = {
    .logistic = true, .trees = 120, .rate = 0.1, .rows = 0.8, .features = 0.5, .least = 10, .seed = 2};

static const Feature core[MODEL_CORE] = {
    FEATURE_new_recall, FEATURE_recall,  FEATURE_count_recall, FEATURE_precision,  FEATURE_new_precision,
    FEATURE_sequence,   FEATURE_spelled, FEATURE_spelled_back, FEATURE_key_recall, FEATURE_reference_size,
    FEATURE_size,       FEATURE_brevity, FEATURE_echo,         FEATURE_fits,       FEATURE_meets,
};

struct ModelData {
    const ModelRow *rows;
    size_t count;
    Bins bins;
};

const char *decoy_name(Decoy decoy) {
    static const char *const names[] = {
#define X(name, cost, says) #name,
        DECOYS(X)
#undef X
    };
    return names[decoy];
}

const char *decoy_says(Decoy decoy) {
    static const char *const texts[] = {
#define X(name, cost, says) says,
        DECOYS(X)
#undef X
    };
    return texts[decoy];
}

const ModelData *model_data(Arena *arena, const ModelRow *rows, size_t count) {
    ModelData *data = ARENA_NEW(arena, ModelData);
    double *values = ARENA_MANY(arena, double, count *FEATURE_COUNT);
    for (size_t i = 0; i < count; i++) memcpy(values + i * FEATURE_COUNT, rows[i].features.of, sizeof rows[i].features.of);
    *data = (ModelData){rows, count, bins_cut(arena, values, count, FEATURE_COUNT)};
    return data;
}

/* ---- Ridge ---- */

static void design_row(const Features *features, double row[MODEL_TERMS]) {
    size_t n = 0;
    row[n++] = 1;
    for (size_t i = 0; i < FEATURE_COUNT; i++) row[n++] = features->of[i];
    for (size_t i = 0; i < MODEL_CORE; i++)
        for (size_t j = 0; j <= i; j++) row[n++] = features->of[core[i]] * features->of[core[j]];
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

static void fit_ridge(const ModelData *data, const float *weights, Model *model) {
    static _Thread_local double products[MODEL_TERMS][MODEL_TERMS];
    memset(products, 0, sizeof products);
    memset(model->weights, 0, sizeof model->weights);
    for (size_t r = 0; r < data->count; r++) {
        double row[MODEL_TERMS];
        if (weights[r] <= 0) continue;
        design_row(&data->rows[r].features, row);
        for (size_t i = 0; i < MODEL_TERMS; i++) {
            for (size_t j = 0; j <= i; j++) products[i][j] += row[i] * row[j];
            model->weights[i] += row[i] * data->rows[r].score;
        }
    }
    for (size_t i = 0; i < MODEL_TERMS; i++) products[i][i] += i ? lambda : 1e-6;
    solve(products, model->weights);
}

/* ---- Fitting ---- */

static bool is_left_out(const ModelRow *row, const bool *left_out) {
    return left_out && (left_out[row->question] || left_out[row->source]);
}

/* Weights of the rows of one kind of decoy beside the graded answers, so that both sides weigh the same; false: there are none of the kind. */
static bool weigh(const ModelData *data, const bool *left_out, Decoy decoy, float *weights, float *targets) {
    double answers = 0, decoys = 0;
    for (size_t r = 0; r < data->count; r++) {
        const ModelRow *row = &data->rows[r];
        weights[r] = 0;
        if (is_left_out(row, left_out) || (row->decoy != DECOY_none && row->decoy != decoy)) continue;
        weights[r] = 1;
        *(row->decoy == DECOY_none ? &answers : &decoys) += 1;
        targets[r] = row->decoy != DECOY_none;
    }
    for (size_t r = 0; r < data->count && decoys > 0; r++)
        if (weights[r] > 0 && data->rows[r].decoy == decoy) weights[r] = (float)(answers / decoys);
    return decoys > 0;
}

bool model_fit(Arena *arena, const ModelData *data, const bool *left_out, Model *model) {
    ARENA_SCOPED Arena *scratch = arena_new();
    float *weights = ARENA_MANY(scratch, float, data->count), *targets = ARENA_MANY(scratch, float, data->count);
    size_t answers = 0;
    *model = (Model){0};
    for (size_t r = 0; r < data->count; r++) {
        const ModelRow *row = &data->rows[r];
        weights[r] = row->decoy == DECOY_none && !is_left_out(row, left_out);
        targets[r] = (float)row->score;
        answers += weights[r] > 0;
    }
    if (answers < 2) return false;
    fit_ridge(data, weights, model);
    model->worth = forest_fit(arena, &data->bins, targets, weights, &worth_options);
    for (int decoy = DECOY_none + 1; decoy < DECOY_COUNT; decoy++)
        if (weigh(data, left_out, (Decoy)decoy, weights, targets))
            model->doubts[decoy] = forest_fit(arena, &data->bins, targets, weights, &doubt_options);
    return true;
}

/* ---- Predicting ---- */

double model_worth(const Model *model, const Features *features) {
    double row[MODEL_TERMS], ridge = 0;
    design_row(features, row);
    for (size_t i = 0; i < MODEL_TERMS; i++) ridge += model->weights[i] * row[i];
    double worth = (ridge + forest_predict(&model->worth, features->of)) / 2;
    worth = worth < 0 ? 0 : worth > 1 ? 1 : worth;
    return model->abroad ? pow(worth, lenience_abroad) : worth;
}

double model_predict(const Model *model, const Features *features, Decoy *suspected) {
    static const double costs[DECOY_COUNT] = {
#define X(name, cost, says) cost,
        DECOYS(X)
#undef X
    };
    double score = model_worth(model, features) - stray_cost * features->of[FEATURE_strayed], most = 0.1;
    Decoy which = DECOY_none;
    for (int decoy = DECOY_none + 1; decoy < DECOY_COUNT; decoy++) {
        if (!model->doubts[decoy].count) continue;
        double odds = forest_predict(&model->doubts[decoy], features->of),
               cost = costs[decoy] * exp(odds < 30 ? odds : 30) * (model->abroad ? cost_abroad : 1);
        if (cost > most) {
            most = cost;
            which = (Decoy)decoy;
        }
        score -= cost;
    }
    if (features->of[FEATURE_size] <= 0) {
        score = 0;
        which = DECOY_empty;
    }
    if (suspected) *suspected = which;
    return score < 0 ? 0 : score;
}
