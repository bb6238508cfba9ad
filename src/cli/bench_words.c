/* viva bench words: how well the engine for answers in words marks, and how easily it is fooled.
 *
 * Every answer of a data set is predicted by a model that was fitted on the answers to all other questions; nothing of its own question has been
 * seen. The guard against answers to other questions knows the references of all questions of the set, as it knows those of a bank. Then come the
 * attacks, made from the data at run time and marked by the same models: none of their texts was there when a model was fitted. Marks are compared
 * on the scale of the file (rmse) or on 0-5 (qwk, full_marks_mean, attack_...); full marks are the largest score of the file, and an answer has them
 * from 95% of it on. Last, what each feature adds: Pearson's r with it less Pearson's r without, all models fitted anew. */
#include "cli/bench_words.h"

#include "base/clock.h"
#include "cli/bench.h"
#include "words/guards.h"
#include "words/model.h"

#include <math.h>
#include <string.h>

enum { OTHERS = 12, PADDED = 8, SHUFFLES = 4 }; /* attacks of a kind for a question, at most */

typedef enum {
    ATTACK_SHUFFLED,
    ATTACK_NEGATED,
    ATTACK_OTHER,
    ATTACK_RESTATED,
    ATTACK_GIBBERISH,
    ATTACK_PADDING_LOSS,
    ATTACKS
} Attack;

typedef struct {
    Arena *arena;
    Stemmer *stemmer;
    GradedSet set;
    const Prompt **prompts;
    const Rivals *rivals;
    Features *features; /* of each answer */
    double *scores;     /* of each answer, 0..1 */
    ModelSums all;
} Bench;

typedef struct {
    double sum, count;
} Mean;

static double mean_of(const Mean *mean) { return mean->count > 0 ? mean->sum / mean->count : 0; }

static void mean_add(Mean *mean, double value) {
    mean->sum += value;
    mean->count++;
}

/* ---- Reading and measuring ---- */

static void read_prompts(Bench *bench) {
    size_t count = bench->set.question_count;
    const Passage **references = ARENA_MANY(bench->arena, const Passage *, count);
    bench->prompts = ARENA_MANY(bench->arena, const Prompt *, count);
    for (size_t q = 0; q < count; q++) {
        const GradedQuestion *question = &bench->set.questions[q];
        bench->prompts[q] =
            prompt_read(bench->arena, bench->stemmer, question->question, question->references, question->reference_count);
        references[q] = prompt_references(bench->prompts[q]);
    }
    bench->rivals = rivals_new(bench->arena, references, count);
}

static Features measure_text(const Bench *bench, size_t question, const char *text) {
    ARENA_SCOPED Arena *scratch = arena_new();
    return features_measure(scratch, bench->stemmer, bench->prompts[question], bench->rivals, text, strlen(text));
}

static void measure_answers(Bench *bench) {
    const GradedSet *set = &bench->set;
    bench->features = ARENA_MANY(bench->arena, Features, set->answer_count);
    bench->scores = ARENA_MANY(bench->arena, double, set->answer_count);
    for (size_t i = 0; i < set->answer_count; i++) {
        bench->features[i] = measure_text(bench, set->answers[i].question, set->answers[i].text);
        bench->scores[i] = set->answers[i].score / set->full;
        model_learn(&bench->all, &bench->features[i], bench->scores[i]);
    }
}

/* ---- Predicting ---- */

/* The model of all questions but one. */
static bool fit_others(const Bench *bench, size_t question, Feature without, Model *model) {
    const GradedQuestion *own = &bench->set.questions[question];
    ModelSums sums = bench->all, its = {0};
    for (size_t i = own->first; i < own->first + own->count; i++) model_learn(&its, &bench->features[i], bench->scores[i]);
    model_combine(&sums, &its, -1);
    return model_fit(&sums, without, model);
}

static bool predict_answers(const Bench *bench, Feature without, bool guarded, double *predicted) {
    for (size_t q = 0; q < bench->set.question_count; q++) {
        const GradedQuestion *question = &bench->set.questions[q];
        Model model;
        if (!fit_others(bench, q, without, &model)) return false;
        for (size_t i = question->first; i < question->first + question->count; i++) {
            double score = model_predict(&model, &bench->features[i]);
            predicted[i] = guarded ? guards_score(score, &bench->features[i]) : score;
        }
    }
    return true;
}

/* ---- Comparing ---- */

static double pearson(const double *a, const double *b, size_t count) {
    double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0, n = (double)count;
    for (size_t i = 0; i < count; i++) {
        sa += a[i], sb += b[i];
        saa += a[i] * a[i], sbb += b[i] * b[i], sab += a[i] * b[i];
    }
    double below = (saa - sa * sa / n) * (sbb - sb * sb / n);
    return below > 0 ? (sab - sa * sb / n) / sqrt(below) : 0;
}

static double root_mean_square(const double *a, const double *b, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sqrt(sum / (double)count);
}

/* Pearson's r of what is left when the mean of its question is taken from each mark. */
static double within_questions(const Bench *bench, const double *predicted) {
    const GradedSet *set = &bench->set;
    double *a = ARENA_MANY(bench->arena, double, set->answer_count), *b = ARENA_MANY(bench->arena, double, set->answer_count);
    for (size_t q = 0; q < set->question_count; q++) {
        const GradedQuestion *question = &set->questions[q];
        Mean x = {0}, y = {0};
        for (size_t i = question->first; i < question->first + question->count; i++)
            mean_add(&x, predicted[i]), mean_add(&y, bench->scores[i]);
        for (size_t i = question->first; i < question->first + question->count; i++)
            a[i] = predicted[i] - mean_of(&x), b[i] = bench->scores[i] - mean_of(&y);
    }
    return pearson(a, b, set->answer_count);
}

/* Quadratic weighted kappa (Cohen 1968) of marks rounded to 0..5. */
static double weighted_kappa(const double *a, const double *b, size_t count) {
    double seen[6][6] = {{0}}, rows[6] = {0}, columns[6] = {0}, apart = 0, expected = 0;
    for (size_t i = 0; i < count; i++) {
        int x = (int)lround(a[i] * 5), y = (int)lround(b[i] * 5);
        seen[x][y]++, rows[x]++, columns[y]++;
    }
    for (int x = 0; x < 6; x++)
        for (int y = 0; y < 6; y++) {
            apart += (x - y) * (x - y) * seen[x][y];
            expected += (x - y) * (x - y) * rows[x] * columns[y] / (double)count;
        }
    return expected > 0 ? 1 - apart / expected : 0;
}

/* ---- Attacks ---- */

static double mark_text(const Bench *bench, const Model *model, size_t question, const char *text) {
    Features features = measure_text(bench, question, text);
    return 5 * guards_score(model_predict(model, &features), &features);
}

static bool has_full_marks(const Bench *bench, size_t answer) { return bench->scores[answer] >= 0.95; }

/* Full-mark answers to other questions, taken from all over the set. */
static void attack_with_others(const Bench *bench, const Model *model, size_t question, Mean *mean) {
    size_t count = bench->set.answer_count, at = question * 7919;
    for (size_t tried = 0, taken = 0; tried < count && taken < OTHERS; tried++) {
        at = (at + 6151) % count;
        if (bench->set.answers[at].question == question || !has_full_marks(bench, at)) continue;
        mean_add(mean, mark_text(bench, model, question, bench->set.answers[at].text));
        taken++;
    }
}

static void attack_with_padding(const Bench *bench, const Model *model, size_t question, Mean *mean) {
    const GradedQuestion *own = &bench->set.questions[question];
    for (size_t i = own->first, taken = 0; i < own->first + own->count && taken < PADDED; i++) {
        if (!has_full_marks(bench, i)) continue;
        double plain = mark_text(bench, model, question, bench->set.answers[i].text);
        mean_add(mean, plain - mark_text(bench, model, question, attack_padded(bench->arena, bench->set.answers[i].text, taken)));
        taken++;
    }
}

static void attack_with_references(const Bench *bench, const Model *model, size_t question, Mean *means) {
    const GradedQuestion *own = &bench->set.questions[question];
    for (size_t r = 0; r < own->reference_count; r++) {
        for (size_t round = 0; round < SHUFFLES; round++)
            mean_add(&means[ATTACK_SHUFFLED],
                     mark_text(bench, model, question, attack_shuffled(bench->arena, own->references[r], round)));
        for (size_t round = 0; round < 2; round++) {
            const char *negated = attack_negated(bench->arena, own->references[r], round);
            if (negated) mean_add(&means[ATTACK_NEGATED], mark_text(bench, model, question, negated));
        }
    }
}

static bool attack_all(const Bench *bench, Mean means[ATTACKS]) {
    for (size_t q = 0; q < bench->set.question_count; q++) {
        Model model;
        if (!fit_others(bench, q, FEATURE_COUNT, &model)) return false;
        attack_with_references(bench, &model, q, means);
        attack_with_others(bench, &model, q, &means[ATTACK_OTHER]);
        if (*bench->set.questions[q].question)
            mean_add(&means[ATTACK_RESTATED], mark_text(bench, &model, q, bench->set.questions[q].question));
        for (size_t round = 0; round < 3; round++)
            mean_add(&means[ATTACK_GIBBERISH], mark_text(bench, &model, q, attack_gibberish(bench->arena, q * 3 + round)));
        attack_with_padding(bench, &model, q, &means[ATTACK_PADDING_LOSS]);
    }
    return true;
}

/* ---- Figures ---- */

static void put(json_t *figures, const char *name, double value) { json_object_set_new(figures, name, json_real(value)); }

static double answers_per_second(const Bench *bench) {
    Model model;
    if (!fit_others(bench, 0, FEATURE_COUNT, &model)) return 0;
    int64_t start = clock_monotonic();
    double sum = 0;
    for (size_t i = 0; i < bench->set.answer_count; i++)
        sum += mark_text(bench, &model, bench->set.answers[i].question, bench->set.answers[i].text);
    double seconds = (double)(clock_monotonic() - start) / 1e6;
    return sum >= 0 && seconds > 0 ? (double)bench->set.answer_count / seconds : 0;
}

static void put_agreement(const Bench *bench, const double *predicted, json_t *figures) {
    size_t count = bench->set.answer_count;
    Mean full = {0};
    for (size_t i = 0; i < count; i++)
        if (has_full_marks(bench, i)) mean_add(&full, 5 * predicted[i]);
    put(figures, "answers", (double)count);
    put(figures, "questions", (double)bench->set.question_count);
    put(figures, "pearson_r", pearson(predicted, bench->scores, count));
    put(figures, "rmse", bench->set.full * root_mean_square(predicted, bench->scores, count));
    put(figures, "qwk", weighted_kappa(predicted, bench->scores, count));
    put(figures, "within_question_r", within_questions(bench, predicted));
    put(figures, "answers_per_s", answers_per_second(bench));
    put(figures, "full_marks_mean", mean_of(&full));
}

static bool put_attacks(const Bench *bench, json_t *figures) {
    static const char *const names[ATTACKS] = {"attack_shuffled", "attack_negated",   "attack_other",
                                               "attack_restated", "attack_gibberish", "attack_padding_loss"};
    Mean means[ATTACKS] = {{0}};
    if (!attack_all(bench, means)) return false;
    for (size_t i = 0; i < ATTACKS; i++) put(figures, names[i], mean_of(&means[i]));
    return true;
}

/* What the guards cost on answers that nobody made to fool anyone, and what each feature adds. */
static bool put_additions(const Bench *bench, double *predicted, json_t *figures) {
    size_t count = bench->set.answer_count;
    double guarded = pearson(predicted, bench->scores, count);
    if (!predict_answers(bench, FEATURE_COUNT, false, predicted)) return false;
    put(figures, "unguarded_pearson_r", pearson(predicted, bench->scores, count));
    put(figures, "unguarded_rmse", bench->set.full * root_mean_square(predicted, bench->scores, count));
    for (Feature feature = 0; feature < FEATURE_COUNT; feature++) {
        if (!predict_answers(bench, feature, true, predicted)) return false;
        put(figures, arena_printf(bench->arena, "adds_%s", feature_name(feature)),
            guarded - pearson(predicted, bench->scores, count));
    }
    return true;
}

static json_t *measure_bench(Bench *bench, const char *path, Error *error) {
    if (!graded_read(bench->arena, path, &bench->set, error)) return NULL;
    read_prompts(bench);
    measure_answers(bench);
    json_t *figures = json_object();
    double *predicted = ARENA_MANY(bench->arena, double, bench->set.answer_count);
    bool fitted = predict_answers(bench, FEATURE_COUNT, true, predicted);
    if (fitted) put_agreement(bench, predicted, figures);
    if (fitted && put_attacks(bench, figures) && put_additions(bench, predicted, figures)) return figures;
    json_decref(figures);
    return error_set(error, ERR_INVALID, path,
                     "one question has all the answers but one: there is nothing to fit a model on when it is set aside"),
           NULL;
}

json_t *bench_words(Arena *arena, const char *data, const char *leave_out, Error *error) {
    if (!*data)
        return error_set(error, ERR_INVALID, "--data",
                         "which graded answers? --data FILE.tsv with the columns qid, question, references, answer and score"),
               NULL;
    if (strcmp(leave_out, "qid") != 0)
        return error_set(error, ERR_INVALID, "--leave-out", "answers are left out by question: --leave-out qid"), NULL;
    Bench *bench = ARENA_NEW(arena, Bench);
    bench->arena = arena;
    bench->stemmer = stemmer_new();
    json_t *figures = measure_bench(bench, data, error);
    stemmer_free(bench->stemmer);
    return figures;
}
