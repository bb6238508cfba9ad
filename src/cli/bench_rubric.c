/* viva bench rubric: how well the points of the bank's graded answers are found, and how easily the engine is fooled.
 *
 * Every answer is assessed with weights that were fitted on the answers to all other questions (evidence.h). Its author says which points it makes and
 * which band it is of: point_... compare with the first, band_... with the second. Then come the attacks, made of the answers of band strong at run
 * time and marked 0-5 (five times the score). `--fit FILE` writes the weights fitted on all questions, as src/words/evidence_weights.inc wants them; the
 * commands to do it anew are in docs/adding.md. `--rows FILE` writes what was measured of every point as CSV. */
#include "cli/bench.h"
#include "cli/bench_rubric_attacks.h"
#include "cli/bench_words.h"

#include "base/buf.h"
#include "base/file.h"
#include "judge/words.h"
#include "words/decoys.h"
#include "words/evidence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SPOILED_WEIGHT 0.3 /* of a row from an answer that was made from another */

enum { OTHERS = 6, SPEED_ROUNDS = 3 };

typedef struct {
    const Question *question;
    double weights[EVIDENCE_TERMS];       /* fitted on all others */
    const RubricReader *shipped, *fitted; /* with the shipped weights; with those above */
} Asked;

typedef struct {
    Arena *arena;
    Stemmer *stemmer;
    Asked *asked;
    size_t count;
    EvidenceLabel *labels;
    size_t label_count, label_room;
} Bench;

typedef struct {
    double sum, count;
} Mean;

static double mean_of(Mean mean) { return mean.count > 0 ? mean.sum / mean.count : 0; }

static void mean_add(Mean *mean, double value) {
    mean->sum += value;
    mean->count++;
}

static bool has(const char **ids, const char *id) {
    for (; ids && *ids; ids++)
        if (strcmp(*ids, id) == 0) return true;
    return false;
}

static Assessment assess(const Bench *bench, Arena *arena, const RubricReader *reader, Audience audience, const char *text) {
    return answer_assess(arena, bench->stemmer, reader, audience, ASSESS_ALL_STAGES, text, strlen(text));
}

/* ---- Fitting ---- */

/* Rows that a rule decides (evidence.h: needed, forbidden) teach the weights nothing. `makes` NULL: no point is made. */
static void add_labels(Bench *bench, size_t q, Audience audience, const char *text, const char **makes, double weight) {
    Assessment a = assess(bench, bench->arena, bench->asked[q].shipped, audience, text);
    for (size_t i = 0; i < a.point_count; i++) {
        const Evidence *evidence = a.points[i].evidence;
        if (!evidence || !evidence->any || !evidence->needed || evidence->forbidden) continue;
        if (bench->label_count == bench->label_room) {
            bench->label_room = bench->label_room ? 2 * bench->label_room : 1024;
            EvidenceLabel *more = ARENA_MANY(bench->arena, EvidenceLabel, bench->label_room);
            if (bench->label_count) memcpy(more, bench->labels, bench->label_count * sizeof *more);
            bench->labels = more;
        }
        EvidenceLabel *label = &bench->labels[bench->label_count++];
        evidence_row(evidence, label->row);
        label->made = has(makes, a.points[i].point->id);
        label->weight = weight;
        label->group = q;
    }
}

/* What the answers teach, and, with less weight, what is made of the strong ones: that a second language makes the same points, and that denials, bare words and
 * answers to other questions make none. */
static void learn_question(Bench *bench, size_t q) {
    const Question *question = bench->asked[q].question, *other = bench->asked[(q + 1) % bench->count].question;
    for (size_t i = 0; i < question->answer_count; i++) {
        const KnownAnswer *answer = &question->answers[i];
        add_labels(bench, q, answer->audience, answer->text, answer->makes, 1);
        if (answer->band != BAND_STRONG) continue;
        add_labels(bench, q, answer->audience, second_language(bench->arena, answer->text), answer->makes, SPOILED_WEIGHT);
        add_labels(bench, q, answer->audience, spoiled_truth(bench->arena, answer->text), NULL, SPOILED_WEIGHT);
        add_labels(bench, q, answer->audience, spoiled_grammar(bench->arena, answer->text), NULL, SPOILED_WEIGHT);
    }
    for (size_t i = 0; i < other->answer_count; i++)
        if (other->answers[i].band == BAND_STRONG && question->rubric->for_audience[other->answers[i].audience])
            add_labels(bench, q, other->answers[i].audience, other->answers[i].text, NULL, SPOILED_WEIGHT);
}

static void fit_all(Bench *bench) {
    for (size_t q = 0; q < bench->count; q++) learn_question(bench, q);
    for (size_t q = 0; q < bench->count; q++) {
        Asked *asked = &bench->asked[q];
        evidence_fit(bench->labels, bench->label_count, q, asked->weights);
        asked->fitted =
            rubric_read_with(bench->arena, bench->stemmer, asked->question->rubric, asked->question->statement, asked->weights);
    }
}

static bool write_weights(const Bench *bench, const char *path, Error *error) {
    double weights[EVIDENCE_TERMS];
    Buf out = buf_new(bench->arena);
    evidence_fit(bench->labels, bench->label_count, SIZE_MAX, weights);
    buf_printf(&out, "/* Made by `viva bench rubric --fit` from %zu windows of %zu questions; in the order of evidence_row. */\n",
               bench->label_count, bench->count);
    for (size_t i = 0; i < EVIDENCE_TERMS; i++) {
        const char *name = i == 0 ? "1" : i <= EVIDENCE_COUNT ? evidence_name((EvidenceKind)(i - 1)) : "product";
        buf_printf(&out, "%.4f, /* %s */\n", weights[i], name);
    }
    return file_write(path, out.data, out.len, 0644, error);
}

/* ---- Agreement with the authors ---- */

typedef struct {
    double probability;
    bool made;
} Ranked;

typedef struct {
    Ranked *ranked;
    size_t count;
    double found_made, found_not, missed, contradicted_made;
    double bands, band_right, band_near, pairs, pairs_right;
    double named, named_right, held;
    Mean calibration;
    Buf rows;
} Agreement;

static void compare_points(Agreement *agreement, const KnownAnswer *answer, const Assessment *a) {
    for (size_t i = 0; i < a->point_count; i++) {
        const PointFinding *f = &a->points[i];
        bool made = has(answer->makes, f->point->id), found = f->found == FOUND_YES || f->found == FOUND_PARTLY;
        agreement->ranked[agreement->count++] = (Ranked){f->probability, made};
        agreement->found_made += found && made;
        agreement->found_not += found && !made;
        agreement->missed += !found && made;
        agreement->contradicted_made += f->found == FOUND_CONTRADICTED && made;
        double off = f->probability - (made ? 1 : 0);
        mean_add(&agreement->calibration, off * off);
    }
    for (size_t m = 0; m < a->misconception_count; m++) {
        agreement->named++;
        agreement->named_right += has(answer->misconceptions, a->misconceptions[m].misconception->id);
    }
    for (const char **id = answer->misconceptions; id && *id; id++) agreement->held++;
}

static void compare_pairs(Agreement *agreement, const Question *question, const double *scores) {
    for (size_t i = 0; i < question->answer_count; i++)
        for (size_t j = 0; j < question->answer_count; j++) {
            const KnownAnswer *better = &question->answers[i], *worse = &question->answers[j];
            if (better->audience != worse->audience || better->band <= worse->band) continue;
            agreement->pairs++;
            agreement->pairs_right += scores[i] > scores[j];
        }
}

/* What was measured of each point, a line each, for whoever wants to see why. */
static void add_rows(Buf *rows, const Question *question, const KnownAnswer *answer, const Assessment *a) {
    for (size_t i = 0; i < a->point_count; i++) {
        const PointFinding *f = &a->points[i];
        buf_printf(rows, "%s,%s,%s,%d,%s,%.4f,%.4f", question->slug, answer->file, f->point->id, has(answer->makes, f->point->id),
                   found_name(f->found), f->probability, f->credit);
        buf_printf(rows, ",%d,%d,%d", f->evidence && f->evidence->needed, f->evidence && f->evidence->forbidden,
                   f->evidence && f->evidence->negated);
        for (size_t k = 0; k < EVIDENCE_COUNT; k++) buf_printf(rows, ",%.4f", f->evidence ? f->evidence->of[k] : 0);
        buf_char(rows, '\n');
    }
}

static void compare_question(const Bench *bench, const Asked *asked, Agreement *agreement) {
    const Question *question = asked->question;
    double *scores = ARENA_MANY(bench->arena, double, question->answer_count);
    for (size_t i = 0; i < question->answer_count; i++) {
        const KnownAnswer *answer = &question->answers[i];
        Assessment a = assess(bench, bench->arena, asked->fitted, answer->audience, answer->text);
        int off = (int)a.band - (int)answer->band;
        scores[i] = a.score;
        agreement->bands++;
        agreement->band_right += off == 0;
        agreement->band_near += off >= -1 && off <= 1;
        compare_points(agreement, answer, &a);
        add_rows(&agreement->rows, question, answer, &a);
    }
    compare_pairs(agreement, question, scores);
}

static int by_probability(const void *a, const void *b) {
    const Ranked *x = a, *y = b;
    return (x->probability > y->probability) - (x->probability < y->probability);
}

/* The share of pairs, one made and one not, in which the one made is the more probable (Mann and Whitney 1947); ties count half. */
static double area_under_roc(Ranked *ranked, size_t count) {
    double rank_sum = 0, made = 0;
    if (count > 1) qsort(ranked, count, sizeof *ranked, by_probability);
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && ranked[to].probability == ranked[from].probability;) to++;
        for (size_t i = from; i < to; i++) {
            if (!ranked[i].made) continue;
            rank_sum += ((double)from + (double)to + 1) / 2;
            made++;
        }
    }
    double others = (double)count - made;
    return made > 0 && others > 0 ? (rank_sum - made * (made + 1) / 2) / (made * others) : 0;
}

static double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

static void put(json_t *figures, const char *name, double value) { json_object_set_new(figures, name, json_real(value)); }

static bool put_agreement(const Bench *bench, const char *rows, json_t *figures, Error *error) {
    Agreement agreement = {.rows = buf_new(bench->arena)};
    buf_text(&agreement.rows, "question,answer,point,made,found,probability,credit,needed,forbidden,negated");
    for (size_t k = 0; k < EVIDENCE_COUNT; k++) buf_printf(&agreement.rows, ",%s", evidence_name((EvidenceKind)k));
    buf_char(&agreement.rows, '\n');
    size_t room = 0;
    for (size_t q = 0; q < bench->count; q++)
        room += bench->asked[q].question->answer_count * bench->asked[q].question->rubric->point_count;
    agreement.ranked = ARENA_MANY(bench->arena, Ranked, room);
    for (size_t q = 0; q < bench->count; q++) compare_question(bench, &bench->asked[q], &agreement);
    put(figures, "questions", (double)bench->count);
    put(figures, "answers", agreement.bands);
    put(figures, "points", (double)agreement.count);
    put(figures, "point_auc", area_under_roc(agreement.ranked, agreement.count));
    put(figures, "point_precision", share(agreement.found_made, agreement.found_made + agreement.found_not));
    put(figures, "point_recall", share(agreement.found_made, agreement.found_made + agreement.missed));
    put(figures, "point_brier", mean_of(agreement.calibration));
    put(figures, "point_contradicted_made", agreement.contradicted_made);
    put(figures, "band_accuracy", share(agreement.band_right, agreement.bands));
    put(figures, "band_within_one", share(agreement.band_near, agreement.bands));
    put(figures, "pairs_in_order", share(agreement.pairs_right, agreement.pairs));
    put(figures, "misconception_precision", share(agreement.named_right, agreement.named));
    put(figures, "misconception_recall", share(agreement.named_right, agreement.held));
    return !*rows || file_write(rows, agreement.rows.data, agreement.rows.len, 0644, error);
}

/* ---- Attacks ---- */

#define SPOILS(X)                         \
    X("attack_shuffled", spoiled_order)   \
    X("attack_negated", spoiled_truth)    \
    X("attack_keywords", spoiled_grammar) \
    X("second_language_mean", second_language)

static double mark(const Bench *bench, const Asked *asked, Audience audience, const char *text) {
    ARENA_SCOPED Arena *scratch = arena_new();
    return 5 * assess(bench, scratch, asked->fitted, audience, text).score;
}

/* The mean of `spoil`ed strong answers; NULL: as they are. */
static double mark_strong(const Bench *bench, const char *(*spoil)(Arena *arena, const char *answer)) {
    Mean mean = {0};
    for (size_t q = 0; q < bench->count; q++)
        for (size_t i = 0; i < bench->asked[q].question->answer_count; i++) {
            const KnownAnswer *answer = &bench->asked[q].question->answers[i];
            if (answer->band != BAND_STRONG) continue;
            ARENA_SCOPED Arena *scratch = arena_new();
            mean_add(&mean, mark(bench, &bench->asked[q], answer->audience, spoil ? spoil(scratch, answer->text) : answer->text));
        }
    return mean_of(mean);
}

/* Strong answers to other questions of the bank. */
static double mark_others(const Bench *bench) {
    Mean mean = {0};
    for (size_t q = 0; q < bench->count; q++)
        for (size_t step = 1; step <= OTHERS && step < bench->count; step++) {
            const Question *other = bench->asked[(q + step) % bench->count].question;
            for (size_t i = 0; i < other->answer_count; i++)
                if (other->answers[i].band == BAND_STRONG)
                    mean_add(&mean, mark(bench, &bench->asked[q], other->answers[i].audience, other->answers[i].text));
        }
    return mean_of(mean);
}

/* Strong stories that were told for another question. */
static double mark_other_stories(const Bench *bench) {
    Mean mean = {0};
    for (size_t q = 0; q < bench->count; q++)
        for (size_t o = 0; o < bench->count; o++) {
            const Question *other = bench->asked[o].question;
            if (o == q || !bench->asked[q].question->rubric->story || !other->rubric->story) continue;
            for (size_t i = 0; i < other->answer_count; i++)
                if (other->answers[i].band == BAND_STRONG)
                    mean_add(&mean, mark(bench, &bench->asked[q], other->answers[i].audience, other->answers[i].text));
        }
    return mean_of(mean);
}

static void put_nothing(const Bench *bench, json_t *figures) {
    Mean restated = {0}, nothing = {0}, loss = {0};
    double gain = 0;
    for (size_t q = 0; q < bench->count; q++) {
        const Asked *asked = &bench->asked[q];
        Audience audience = asked->question->rubric->for_audience[AUDIENCE_PEER] ? AUDIENCE_PEER : AUDIENCE_STAKEHOLDER;
        mean_add(&restated, mark(bench, asked, audience, asked->question->statement));
        for (size_t round = 0; no_answer(bench->arena, round); round++)
            mean_add(&nothing, mark(bench, asked, audience, no_answer(bench->arena, round)));
        for (size_t i = 0; i < asked->question->answer_count; i++) {
            const KnownAnswer *answer = &asked->question->answers[i];
            double before = mark(bench, asked, answer->audience, answer->text);
            double padded = mark(bench, asked, answer->audience, decoy_padded(bench->arena, answer->text, i));
            if (answer->band == BAND_STRONG) mean_add(&loss, before - padded);
            if (padded - before > gain) gain = padded - before;
        }
    }
    put(figures, "attack_restated", mean_of(restated));
    put(figures, "attack_gibberish", mean_of(nothing));
    put(figures, "attack_padding_loss", mean_of(loss));
    put(figures, "attack_padding_gain_most", gain);
}

/* What points with a figure keep of their credit, 0-5, when every figure is another one; of those that were found before. */
static void put_figures(const Bench *bench, json_t *figures) {
    Mean before = {0}, after = {0};
    for (size_t q = 0; q < bench->count; q++)
        for (size_t i = 0; i < bench->asked[q].question->answer_count; i++) {
            const KnownAnswer *answer = &bench->asked[q].question->answers[i];
            const Question *question = bench->asked[q].question;
            ARENA_SCOPED Arena *scratch = arena_new();
            Assessment a = assess(bench, scratch, bench->asked[q].fitted, answer->audience, answer->text);
            const char *spoiled = spoiled_figures(scratch, answer->text, question->rubric, question->statement);
            Assessment b = assess(bench, scratch, bench->asked[q].fitted, answer->audience, spoiled);
            for (size_t p = 0; p < a.point_count; p++) {
                if (!a.points[p].point->value.count || !has(answer->makes, a.points[p].point->id)) continue;
                mean_add(&before, 5 * a.points[p].credit);
                mean_add(&after, 5 * b.points[p].credit);
            }
        }
    put(figures, "figure_points", before.count);
    put(figures, "figure_points_mean", mean_of(before));
    put(figures, "attack_figures", mean_of(after));
}

static void put_attacks(const Bench *bench, json_t *figures) {
    double strong = mark_strong(bench, NULL);
    put(figures, "strong_mean", strong);
#define X(name, spoil) put(figures, name, mark_strong(bench, spoil));
    SPOILS(X)
#undef X
    put(figures, "second_language_loss", strong - json_real_value(json_object_get(figures, "second_language_mean")));
    put(figures, "attack_other", mark_others(bench));
    put(figures, "attack_other_story", mark_other_stories(bench));
    put_nothing(bench, figures);
    put_figures(bench, figures);
}

/* ---- Speed ---- */

/* Processor time, since the figure is for one core. */
static double answers_per_second(const Bench *bench) {
    size_t done = 0;
    clock_t start = clock();
    for (int round = 0; round < SPEED_ROUNDS; round++)
        for (size_t q = 0; q < bench->count; q++)
            for (size_t i = 0; i < bench->asked[q].question->answer_count; i++, done++) {
                const KnownAnswer *answer = &bench->asked[q].question->answers[i];
                mark(bench, &bench->asked[q], answer->audience, answer->text);
            }
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    return seconds > 0 ? (double)done / seconds : 0;
}

/* ---- The bench ---- */

static void take_questions(Bench *bench, const Bank *bank) {
    size_t count;
    const Question *const *questions = bank_questions(bank, &count);
    bench->asked = ARENA_MANY(bench->arena, Asked, count);
    for (size_t i = 0; i < count; i++)
        if (question_in_words(questions[i]))
            bench->asked[bench->count++] =
                (Asked){.question = questions[i], .shipped = words_reader(bench->arena, bench->stemmer, questions[i])};
}

static json_t *measure(Bench *bench, const char *fit, const char *rows, Error *error) {
    if (bench->count < 2)
        return error_set(error, ERR_INVALID, "--bank", "the bank has %zu questions in words; two or more are needed", bench->count),
               NULL;
    fit_all(bench);
    if (*fit && !write_weights(bench, fit, error)) return NULL;
    json_t *figures = json_object();
    if (!put_agreement(bench, rows, figures, error)) return json_decref(figures), NULL;
    put_attacks(bench, figures);
    put(figures, "answers_per_s", answers_per_second(bench));
    return figures;
}

json_t *bench_rubric(Arena *arena, const House *house, const char *fit, const char *rows, Error *error) {
    Bank *bank = bank_load(house->bank, error);
    if (!bank) return NULL;
    Bench bench = {.arena = arena, .stemmer = stemmer_new()};
    take_questions(&bench, bank);
    json_t *figures = measure(&bench, fit, rows, error);
    stemmer_free(bench.stemmer);
    bank_free(bank);
    return figures;
}
