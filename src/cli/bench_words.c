/* viva bench words: how well the engine for answers in words marks, and how easily it is fooled.
 *
 * The questions are dealt into folds (one a question, 20 at most), and every answer of a data set is predicted by a model that was fitted on the questions of the other
 * folds; no mark of its own question has been seen. Which question a text fits best is asked of the questions and references of the whole set, as it
 * is of a bank, and of the answers to other questions without their marks: never of those to its own question, nor of the same text elsewhere, and for a
 * fit never of those to the questions of the fold (words/neighbours.h). With --shipped there is one model, fitted on the bank's graded answers alone (bench_words_bank.c). Only how rare a word is comes from all texts. Then come the attacks, made from the data at run time and marked by the same models: none of their texts was there when a model was
 * fitted, and negations and empty texts are of other kinds than those it was fitted against (words/decoys.h). Marks are compared on the scale of the file
 * (rmse) or on 0-5 (qwk, full_marks_mean, attack_...); full marks are the largest score of the file, and an answer has them from 95% of it on. With
 * --ablate, last, what each feature adds: Pearson's r with it less Pearson's r without, all models fitted anew. `--rows FILE` writes of each answer what it got,
 * what was predicted and what was measured, as CSV. */
#include "cli/bench_words.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "cli/bench.h"
#include "words/decoys.h"
#include "words/model.h"
#include "words/neighbours.h"

#include <math.h>
#include <string.h>

enum {
    FOLDS = NEIGHBOUR_GROUPS, /* at most */
    OTHERS = 12,
    PADDED = 8,
    SHUFFLES = 4,
    EMPTIES = 11, /* attacks of a kind for a question, at most */
    FIT_OTHERS = 40,
    FIT_SHUFFLES = 3,
    FIT_NEGATIONS = 3,
    FIT_EMPTIES = 41, /* decoys for fitting, a question */
    FIT_REFERENCES = 3,
    MANY = 200 /* questions */
};

typedef enum {
    ATTACK_SHUFFLED,
    ATTACK_NEGATED,
    ATTACK_OTHER,
    ATTACK_RESTATED,
    ATTACK_GIBBERISH,
    ATTACK_PADDING_LOSS,
    SECOND_LANGUAGE_LOSS,
    ATTACKS
} Attack;

typedef struct {
    Arena *arena;
    Stemmer *stemmer;
    GradedSet set;
    const Prompt **prompts;
    const Retrieval *others;
    const Neighbours *neighbours;
    ModelRow *rows;       /* the answers in their order, then decoys */
    Neighbourhood *found; /* of each row */
    size_t row_count;
    Model *models; /* a fold each */
    size_t folds;
    Feature dropped; /* set to 0 everywhere, which no tree and no weight can use; FEATURE_COUNT: none */
    double *scores;  /* of each answer, 0..1 */
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

/* What is known are the answers of the file, without their marks. */
static void read_answers(Bench *bench, const RetrievalText *texts) {
    ARENA_SCOPED Arena *scratch = arena_new();
    size_t count = bench->set.answer_count;
    NeighbourAnswer *known = ARENA_MANY(scratch, NeighbourAnswer, count);
    for (size_t i = 0; i < count; i++) {
        const GradedAnswer *answer = &bench->set.answers[i];
        Passage *passage = ARENA_NEW(scratch, Passage);
        *passage = passage_read(scratch, bench->stemmer, answer->text, strlen(answer->text));
        known[i] = (NeighbourAnswer){passage, (uint32_t)answer->question};
    }
    bench->neighbours = neighbours_new(bench->arena, texts, bench->set.question_count, known, count);
}

static void read_prompts(Bench *bench) {
    size_t count = bench->set.question_count;
    RetrievalText *texts = ARENA_MANY(bench->arena, RetrievalText, count);
    bench->prompts = ARENA_MANY(bench->arena, const Prompt *, count);
    for (size_t q = 0; q < count; q++) {
        const GradedQuestion *question = &bench->set.questions[q];
        bench->prompts[q] =
            prompt_read(bench->arena, bench->stemmer, question->question, question->references, question->reference_count);
        texts[q] = prompt_text(bench->prompts[q]);
    }
    bench->others = retrieval_new(bench->arena, texts, count, RETRIEVAL_MATCHED);
    read_answers(bench, texts);
}

static Features measure_text(const Bench *bench, size_t question, const char *text, Neighbourhood *found) {
    ARENA_SCOPED Arena *scratch = arena_new();
    Passage answer = passage_read(scratch, bench->stemmer, text, strlen(text));
    *found = neighbours_find(scratch, bench->neighbours, (uint32_t)question, &answer);
    return features_measure(scratch, bench->stemmer, bench->prompts[question], bench->others, text, strlen(text));
}

static bool has_full_marks(const Bench *bench, size_t answer) { return bench->scores[answer] >= 0.95; }

static void add_row(Bench *bench, size_t question, size_t source, Decoy decoy, double score, const char *text) {
    if (!text || !*text) return;
    ModelRow *row = &bench->rows[bench->row_count];
    *row = (ModelRow){.score = score, .question = (uint32_t)question, .source = (uint32_t)source, .decoy = decoy};
    row->features = measure_text(bench, question, text, &bench->found[bench->row_count++]);
}

/* The next full-mark answer to another question, all over the set; the number of answers when there is none. */
static size_t next_other(const Bench *bench, size_t question, size_t *at) {
    size_t count = bench->set.answer_count;
    for (size_t tried = 0; tried < count; tried++) {
        *at = (*at + 6151) % count;
        if (bench->set.answers[*at].question != question && has_full_marks(bench, *at)) return *at;
    }
    return count;
}

/* So many decoys of a kind for a question: in a set of many questions fewer do. */
static size_t decoys_of(const Bench *bench, size_t most) {
    size_t questions = bench->set.question_count, count = questions > MANY ? most * MANY / questions : most;
    return count ? count : 1;
}

static void add_decoys(Bench *bench, size_t q) {
    const GradedQuestion *own = &bench->set.questions[q];
    Arena *arena = bench->arena;
    for (size_t r = 0; r < own->reference_count && r < FIT_REFERENCES; r++) {
        for (size_t k = 0; k < decoys_of(bench, FIT_SHUFFLES); k++)
            add_row(bench, q, q, DECOY_shuffled, 0, decoy_shuffled(arena, own->references[r], k));
        for (size_t k = 0; k < FIT_NEGATIONS; k++)
            add_row(bench, q, q, DECOY_negated, 0, decoy_negated(arena, own->references[r], k));
    }
    size_t at = q * 104729 + 17;
    for (size_t k = 0; k < decoys_of(bench, FIT_OTHERS); k++) {
        size_t other = next_other(bench, q, &at);
        if (other < bench->set.answer_count)
            add_row(bench, q, bench->set.answers[other].question, DECOY_other, 0, bench->set.answers[other].text);
    }
    add_row(bench, q, q, DECOY_restated, 0, own->question);
    for (size_t k = 0; k < decoys_of(bench, FIT_EMPTIES); k++)
        add_row(bench, q, q, DECOY_empty, 0, decoy_empty(arena, q * FIT_EMPTIES + k));
}

/* The graded answers, and, where a model is fitted on them, decoys. */
static void measure_rows(Bench *bench, bool fitted) {
    const GradedSet *set = &bench->set;
    size_t decoys = fitted ? FIT_REFERENCES * (FIT_SHUFFLES + FIT_NEGATIONS) + FIT_OTHERS + 1 + FIT_EMPTIES : 0;
    bench->rows = ARENA_MANY(bench->arena, ModelRow, set->answer_count + set->question_count * decoys);
    bench->found = ARENA_MANY(bench->arena, Neighbourhood, set->answer_count + set->question_count * decoys);
    bench->scores = ARENA_MANY(bench->arena, double, set->answer_count);
    for (size_t i = 0; i < set->answer_count; i++) {
        bench->scores[i] = set->answers[i].score / set->full;
        const char *text = *set->answers[i].text ? set->answers[i].text : " ";
        add_row(bench, set->answers[i].question, set->answers[i].question, DECOY_none, bench->scores[i], text);
    }
    for (size_t q = 0; fitted && q < set->question_count; q++) add_decoys(bench, q);
}

/* ---- Fitting and predicting ---- */

static size_t fold_of(const Bench *bench, size_t question) { return question % bench->folds; }

/* What was measured of a text while the answers to a fold's questions are not known; NEIGHBOURS_ALL: all others' are. */
static Features features_without(const Bench *bench, const Features *measured, const Neighbourhood *found, size_t fold) {
    Features features = *measured;
    neighbours_measure(bench->neighbours, found, (uint32_t)fold, &features);
    if (bench->dropped < FEATURE_COUNT) features.of[bench->dropped] = 0;
    return features;
}

/* A model of the questions that are not left out (NULL: of all), with the answers to a fold's questions unknown. */
static bool fit_without(Bench *bench, const bool *left_out, size_t fold, Model *model) {
    ARENA_SCOPED Arena *scratch = arena_new();
    ModelRow *rows = ARENA_MANY(scratch, ModelRow, bench->row_count);
    for (size_t r = 0; r < bench->row_count; r++) {
        rows[r] = bench->rows[r];
        rows[r].features = features_without(bench, &bench->rows[r].features, &bench->found[r], fold);
    }
    return model_fit(bench->arena, model_data(scratch, rows, bench->row_count), left_out, model);
}

static bool fit_folds(Bench *bench) {
    size_t questions = bench->set.question_count;
    bench->folds = questions < FOLDS ? questions : FOLDS;
    bench->models = ARENA_MANY(bench->arena, Model, bench->folds);
    bool *left_out = ARENA_MANY(bench->arena, bool, questions);
    for (size_t fold = 0; fold < bench->folds; fold++) {
        for (size_t q = 0; q < questions; q++) left_out[q] = fold_of(bench, q) == fold;
        if (!fit_without(bench, left_out, fold, &bench->models[fold])) return false;
    }
    return true;
}

/* One model, fitted on the bank's graded answers, for all answers of the file. */
static bool fit_shipped(Bench *bench, const char *folder, Error *error) {
    Bank *bank = bank_load(folder, error);
    if (!bank) return false;
    Bench *own = ARENA_NEW(bench->arena, Bench);
    *own = (Bench){.arena = bench->arena, .stemmer = bench->stemmer, .dropped = FEATURE_COUNT};
    graded_from_bank(own->arena, own->stemmer, bank, &own->set);
    bool fine = own->set.question_count > 0;
    if (fine) {
        read_prompts(own);
        measure_rows(own, true);
        own->folds = 1;
        own->models = ARENA_NEW(own->arena, Model);
        fine = fit_without(own, NULL, NEIGHBOURS_ALL, own->models);
    }
    bank_free(bank);
    if (!fine) return error_set(error, ERR_INVALID, folder, "there are no graded answers in this bank to fit a model on");
    bench->folds = own->folds;
    bench->models = own->models;
    bench->models->abroad = true;
    return true;
}

static const Model *model_for(const Bench *bench, size_t question) { return &bench->models[fold_of(bench, question)]; }

static Features features_of_answer(const Bench *bench, size_t i) {
    return features_without(bench, &bench->rows[i].features, &bench->found[i], NEIGHBOURS_ALL);
}

static void predict_answers(const Bench *bench, bool worth, double *predicted) {
    for (size_t i = 0; i < bench->set.answer_count; i++) {
        const Model *model = model_for(bench, bench->set.answers[i].question);
        Features features = features_of_answer(bench, i);
        predicted[i] = worth ? model_worth(model, &features) : model_predict(model, &features, NULL);
    }
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

/* The text as somebody writes it who learns English: no articles, and in every fifteenth word two letters changed places. */
static const char *text_of_a_learner(Arena *arena, const char *text) {
    char *copy = arena_strdup(arena, text), *rest = copy;
    Buf out = buf_new(arena);
    size_t words = 0;
    for (char *word; (word = strsep(&rest, " "));) {
        if (strcmp(word, "a") == 0 || strcmp(word, "an") == 0 || strcmp(word, "the") == 0) continue;
        size_t len = strlen(word);
        if (++words % 15 == 7 && len >= 4) {
            char swapped = word[len / 2];
            word[len / 2] = word[len / 2 - 1];
            word[len / 2 - 1] = swapped;
        }
        buf_printf(&out, "%s%s", out.len ? " " : "", word);
    }
    return out.data;
}

static double mark_text(const Bench *bench, size_t question, const char *text) {
    Neighbourhood found;
    Features measured = measure_text(bench, question, text, &found),
             features = features_without(bench, &measured, &found, NEIGHBOURS_ALL);
    return 5 * model_predict(model_for(bench, question), &features, NULL);
}

static void attack_with_others(const Bench *bench, size_t question, Mean *mean) {
    size_t at = question * 7919;
    for (size_t taken = 0; taken < OTHERS; taken++) {
        size_t other = next_other(bench, question, &at);
        if (other == bench->set.answer_count) return;
        mean_add(mean, mark_text(bench, question, bench->set.answers[other].text));
    }
}

/* What full-mark answers lose when they are padded, and when somebody writes them who learns English. */
static void attack_full_marks(const Bench *bench, size_t question, Mean *means) {
    const GradedQuestion *own = &bench->set.questions[question];
    for (size_t i = own->first, taken = 0; i < own->first + own->count && taken < PADDED; i++) {
        if (!has_full_marks(bench, i)) continue;
        const char *text = bench->set.answers[i].text;
        double plain = mark_text(bench, question, text);
        mean_add(&means[ATTACK_PADDING_LOSS], plain - mark_text(bench, question, decoy_padded(bench->arena, text, taken)));
        mean_add(&means[SECOND_LANGUAGE_LOSS], plain - mark_text(bench, question, text_of_a_learner(bench->arena, text)));
        taken++;
    }
}

static void attack_with_references(const Bench *bench, size_t question, Mean *means) {
    const GradedQuestion *own = &bench->set.questions[question];
    for (size_t r = 0; r < own->reference_count; r++) {
        for (size_t round = 0; round < SHUFFLES; round++)
            mean_add(&means[ATTACK_SHUFFLED],
                     mark_text(bench, question, decoy_shuffled(bench->arena, own->references[r], DECOY_TRIED + round)));
        for (size_t round = DECOY_TRIED + 2; round < DECOY_TRIED + 5; round++) { /* the first is a multiple of three */
            const char *negated = decoy_negated(bench->arena, own->references[r], round);
            if (negated) mean_add(&means[ATTACK_NEGATED], mark_text(bench, question, negated));
        }
    }
}

static void attack_all(const Bench *bench, Mean means[ATTACKS]) {
    for (size_t q = 0; q < bench->set.question_count; q++) {
        attack_with_references(bench, q, means);
        attack_with_others(bench, q, &means[ATTACK_OTHER]);
        if (*bench->set.questions[q].question)
            mean_add(&means[ATTACK_RESTATED], mark_text(bench, q, bench->set.questions[q].question));
        for (size_t round = 0; round < EMPTIES; round++)
            mean_add(&means[ATTACK_GIBBERISH], mark_text(bench, q, decoy_empty(bench->arena, DECOY_TRIED + q * EMPTIES + round)));
        attack_full_marks(bench, q, means);
    }
}

/* ---- Figures ---- */

static void put(json_t *figures, const char *name, double value) { json_object_set_new(figures, name, json_real(value)); }

static double answers_per_second(const Bench *bench) {
    int64_t start = clock_monotonic();
    double sum = 0;
    for (size_t i = 0; i < bench->set.answer_count; i++)
        sum += mark_text(bench, bench->set.answers[i].question, bench->set.answers[i].text);
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

static void put_attacks(const Bench *bench, json_t *figures) {
    static const char *const names[ATTACKS] = {"attack_shuffled",  "attack_negated",      "attack_other",        "attack_restated",
                                               "attack_gibberish", "attack_padding_loss", "second_language_loss"};
    Mean means[ATTACKS] = {{0}};
    attack_all(bench, means);
    for (size_t i = 0; i < ATTACKS; i++) put(figures, names[i], mean_of(&means[i]));
}

/* What each feature adds: r with it less r without. */
static void put_additions(const Bench *bench, double *predicted, json_t *figures) {
    size_t count = bench->set.answer_count;
    double with = pearson(predicted, bench->scores, count);
    for (Feature feature = 0; feature < FEATURE_COUNT; feature++) {
        ARENA_SCOPED Arena *scratch = arena_new();
        Bench without = *bench;
        without.arena = scratch;
        without.dropped = feature;
        if (fit_folds(&without)) predict_answers(&without, false, predicted);
        put(figures, arena_printf(bench->arena, "adds_%s", feature_name(feature)), with - pearson(predicted, bench->scores, count));
    }
}

static void add_row_of(const Bench *bench, size_t i, Buf *out) {
    const GradedAnswer *answer = &bench->set.answers[i];
    const Model *model = model_for(bench, answer->question);
    const Features features = features_of_answer(bench, i);
    Decoy suspected;
    double predicted = model_predict(model, &features, &suspected);
    buf_char(out, '"'); /* a qid may hold anything: RFC 4180 */
    for (const char *c = bench->set.questions[answer->question].qid; *c; c++) {
        if (*c == '"') buf_char(out, '"');
        buf_char(out, *c);
    }
    buf_printf(out, "\",%g,%.6f,%.6f,%s", answer->score, bench->set.full * predicted,
               bench->set.full * model_worth(model, &features), decoy_name(suspected));
    for (Feature feature = 0; feature < FEATURE_COUNT; feature++) buf_printf(out, ",%.6f", features.of[feature]);
    buf_char(out, '\n');
}

static bool write_rows(const Bench *bench, const char *path, Error *error) {
    Buf out = buf_new(bench->arena);
    buf_text(&out, "qid,score,predicted,unguarded,suspected");
    for (Feature feature = 0; feature < FEATURE_COUNT; feature++) buf_printf(&out, ",%s", feature_name(feature));
    buf_char(&out, '\n');
    for (size_t i = 0; i < bench->set.answer_count; i++) add_row_of(bench, i, &out);
    return file_write(path, out.data, out.len, 0644, error);
}

static json_t *measure_bench(Bench *bench, const char *path, const char *bank, const char *rows, bool ablate, Error *error) {
    if (!graded_read(bench->arena, path, &bench->set, error)) return NULL;
    read_prompts(bench);
    measure_rows(bench, !bank);
    if (bank) {
        if (!fit_shipped(bench, bank, error)) return NULL;
    } else if (!fit_folds(bench)) {
        error_set(error, ERR_INVALID, path,
                  "one question has all the answers but one: there is nothing to fit a model on when it is set aside");
        return NULL;
    }
    if (*rows && !write_rows(bench, rows, error)) return NULL;
    json_t *figures = json_object();
    size_t count = bench->set.answer_count;
    double *predicted = ARENA_MANY(bench->arena, double, count);
    predict_answers(bench, true, predicted);
    put(figures, "unguarded_pearson_r", pearson(predicted, bench->scores, count));
    put(figures, "unguarded_rmse", bench->set.full * root_mean_square(predicted, bench->scores, count));
    predict_answers(bench, false, predicted);
    put_agreement(bench, predicted, figures);
    put_attacks(bench, figures);
    if (ablate) put_additions(bench, predicted, figures);
    return figures;
}

json_t *bench_words(Arena *arena, const char *data, const char *leave_out, const char *bank, const char *rows, bool ablate,
                    Error *error) {
    if (!*data)
        return error_set(error, ERR_INVALID, "--data",
                         "which graded answers? --data FILE.tsv with the columns qid, question, references, answer and score"),
               NULL;
    if (strcmp(leave_out, "qid") != 0)
        return error_set(error, ERR_INVALID, "--leave-out", "answers are left out by question: --leave-out qid"), NULL;
    if (bank && ablate)
        return error_set(error, ERR_INVALID, "--ablate",
                         "what a feature adds is told of models fitted on the file: leave out --shipped"),
               NULL;
    Bench *bench = ARENA_NEW(arena, Bench);
    bench->arena = arena;
    bench->dropped = FEATURE_COUNT;
    bench->stemmer = stemmer_new();
    json_t *figures = measure_bench(bench, data, bank, rows, ablate, error);
    stemmer_free(bench->stemmer);
    return figures;
}
