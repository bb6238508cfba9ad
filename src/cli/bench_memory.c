/* viva bench memory: how well reviews are foreseen, on a log of reviews.
 *
 * The reviews are put in order of time and cut into six equal parts. Five times, weights are fitted on the first parts and asked about the next one, of which they have
 * seen nothing; beside them the published weights and SM-2 are asked. What is foreseen is whether a card is recalled, at every review on a later day than the one
 * before it (days begin at 04:00 UTC). SM-2 knows intervals only; its chance of recall after t days of an interval I is 0.9^(t/I), the forgetting that its intervals
 * aim at. RMSE(bins) is the calibration error of the spaced-repetition benchmark (open-spaced-repetition/srs-benchmark): reviews are put in bins by lapses,
 * days and number of the review, and the bins' mean chance is held against the share recalled. */
#include "base/clock.h"
#include "cli/bench.h"
#include "cli/bench_table.h"
#include "learn/fsrs_fit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FOLDS = 5, DAY = 86400, DAY_BEGINS = 4 * 3600, MOST_CARDS = 1 << 24 };
enum { CARD, RATING, TIME, COLUMNS };
enum { SM2, PUBLISHED, FITTED, MODELS };

static const char *const columns[COLUMNS] = {"card_id", "review_rating", "review_time"};

typedef struct {
    const char *card;
    double at; /* seconds since 1970 */
    size_t order;
    uint8_t grade;
} Entry;

typedef struct {
    FsrsReview *reviews; /* card by card */
    size_t *when;        /* of each review: its place in time */
    size_t count;
    double *sm2; /* chances that SM-2 gives, NaN for a card's first review */
    int *bins;   /* of RMSE(bins) */
    size_t bin_count;
} Log;

/* "2024-03-29T20:32:32.250000+00:00", "...Z", or with a space for the T. */
static bool read_time(const char *text, double *out) {
    struct tm tm = {0};
    const char *rest = strptime(text, "%Y-%m-%d", &tm);
    if (!rest || (*rest != 'T' && *rest != ' ') || !(rest = strptime(rest + 1, "%H:%M:%S", &tm))) return false;
    double fraction = 0;
    if (*rest == '.') {
        char *end;
        fraction = strtod(rest, &end);
        rest = end;
    }
    int hours = 0, minutes = 0, used = 0;
    char sign = '+';
    if (*rest && strcmp(rest, "Z") != 0 &&
        (sscanf(rest, "%c%2d:%2d%n", &sign, &hours, &minutes, &used) != 3 || rest[used] || !strchr("+-", sign)))
        return false;
    *out = (double)timegm(&tm) + fraction - (sign == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
    return true;
}

static int by_time(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : (x->order > y->order) - (x->order < y->order);
}

static int by_card(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    int order = strcmp(x->card, y->card);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static Entry *read_entries(Arena *arena, const BenchTable *table, Error *error) {
    size_t count = bench_table_rows(table);
    Entry *entries = ARENA_MANY(arena, Entry, count);
    for (size_t i = 0; i < count; i++) {
        const char *grade = bench_table_cell(table, i, RATING), *time = bench_table_cell(table, i, TIME);
        entries[i].card = bench_table_cell(table, i, CARD);
        entries[i].order = i;
        if (!*entries[i].card) return bench_table_tell(table, i, error, "card_id is empty"), NULL;
        if (strlen(grade) != 1 || *grade < '1' || *grade > '4')
            return bench_table_tell(table, i, error, "'%.40s' is no review_rating: 1 (again), 2, 3 or 4 (easy) is wanted", grade),
                   NULL;
        if (!read_time(time, &entries[i].at))
            return bench_table_tell(table, i, error,
                                    "'%.40s' is no review_time: a time such as 2024-03-29T20:32:32+00:00 is wanted", time),
                   NULL;
        entries[i].grade = (uint8_t)(*grade - '0');
    }
    qsort(entries, count, sizeof *entries, by_time);
    for (size_t i = 0; i < count; i++) entries[i].order = i; /* from now on the place in time */
    qsort(entries, count, sizeof *entries, by_card);
    return entries;
}

/* SM-2 (P. A. Wozniak 1990): again, hard, good and easy are its qualities 1, 3, 4 and 5. */
typedef struct {
    double interval, ease;
    int repetitions;
} Sm2;

static void sm2_review(Sm2 *card, uint8_t grade) {
    static const int quality_of[] = {0, 1, 3, 4, 5};
    int quality = quality_of[grade];
    if (quality < 3) {
        card->repetitions = 0;
        card->interval = 1;
    } else {
        card->interval = card->repetitions == 0 ? 1 : card->repetitions == 1 ? 6 : ceil(card->interval * card->ease);
        card->repetitions++;
    }
    card->ease = fmax(1.3, card->ease + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02));
}

/* Bins grow geometrically: the floor of the logarithm to a base. */
static int step_of(double value, double base) { return value < 1 ? 0 : 1 + (int)floor(log(value) / log(base)); }

static Log log_of(Arena *arena, const Entry *entries, size_t count) {
    Log log = {ARENA_MANY(arena, FsrsReview, count), ARENA_MANY(arena, size_t, count), count,
               ARENA_MANY(arena, double, count),     ARENA_MANY(arena, int, count),    0};
    enum { LAPSES = 40, DAYS = 40, REVIEWS = 40 };
    log.bin_count = (size_t)LAPSES * DAYS * REVIEWS;
    Sm2 sm2 = {0};
    uint32_t card = 0;
    double lapses = 0, number = 0;
    for (size_t i = 0; i < count; i++) {
        bool first = i == 0 || strcmp(entries[i].card, entries[i - 1].card) != 0;
        double day = floor((entries[i].at - DAY_BEGINS) / DAY),
               before = first ? day : floor((entries[i - 1].at - DAY_BEGINS) / DAY);
        if (first) {
            sm2 = (Sm2){.ease = 2.5};
            card++;
            lapses = number = 0;
        }
        log.reviews[i] = (FsrsReview){
            .card = card, .days = (int32_t)fmin(day - before, FSRS_STABILITY_MAX), .grade = entries[i].grade, .counted = true};
        log.when[i] = entries[i].order;
        log.sm2[i] = first ? NAN : pow(0.9, (day - before) / sm2.interval);
        log.bins[i] = (step_of(lapses, 1.73) * DAYS + step_of(day - before, 3.62)) * REVIEWS + step_of(++number, 1.89);
        sm2_review(&sm2, entries[i].grade);
        lapses += entries[i].grade == FSRS_AGAIN;
    }
    return log;
}

typedef struct {
    double *chances[MODELS];
    uint8_t *recalled;
    int *bins;
    size_t count;
} Forecasts;

static double rmse_bins(Arena *arena, const Forecasts *told, const double *chances, size_t bin_count) {
    double *sums = ARENA_MANY(arena, double, 2 * bin_count), sum = 0;
    for (size_t i = 0; i < told->count; i++) {
        sums[2 * told->bins[i]] += chances[i] - told->recalled[i];
        sums[2 * told->bins[i] + 1]++;
    }
    for (size_t b = 0; b < bin_count; b++)
        if (sums[2 * b + 1] > 0) sum += sums[2 * b] * sums[2 * b] / sums[2 * b + 1];
    return told->count ? sqrt(sum / (double)told->count) : 0;
}

/* Fits on what came before `from` and asks about from..to. */
static void ask_fold(Arena *arena, const Log *log, size_t from, size_t to, Forecasts *told) {
    FsrsReview *before = ARENA_MANY(arena, FsrsReview, log->count);
    size_t seen = 0;
    for (size_t i = 0; i < log->count; i++)
        if (log->when[i] < from) before[seen++] = log->reviews[i];
    FsrsFit fit = fsrs_fit(before, seen);
    double *published = ARENA_MANY(arena, double, log->count), *fitted = ARENA_MANY(arena, double, log->count);
    fsrs_predict(&FSRS_DEFAULT, log->reviews, log->count, published);
    fsrs_predict(&fit.weights, log->reviews, log->count, fitted);
    for (size_t i = 0; i < log->count; i++) {
        if (log->when[i] < from || log->when[i] >= to || log->reviews[i].days == 0) continue;
        told->chances[SM2][told->count] = log->sm2[i];
        told->chances[PUBLISHED][told->count] = published[i];
        told->chances[FITTED][told->count] = fitted[i];
        told->bins[told->count] = log->bins[i];
        told->recalled[told->count++] = log->reviews[i].grade > FSRS_AGAIN;
    }
}

json_t *bench_memory(Arena *arena, const char *data, Error *error) {
    BenchTable table;
    if (!*data)
        return error_set(error, ERR_INVALID, "--data",
                         "bench memory wants --data FILE.csv with columns card_id, review_rating, review_time, review_duration"),
               NULL;
    if (!bench_table_read(arena, data, columns, COLUMNS, &table, error)) return NULL;
    Entry *entries = read_entries(arena, &table, error);
    if (!entries) return NULL;
    Log log = log_of(arena, entries, bench_table_rows(&table));
    Forecasts told = {.recalled = ARENA_MANY(arena, uint8_t, log.count), .bins = ARENA_MANY(arena, int, log.count)};
    for (int m = 0; m < MODELS; m++) told.chances[m] = ARENA_MANY(arena, double, log.count);
    for (size_t k = 1; k <= FOLDS; k++) {
        ARENA_SCOPED Arena *scratch = arena_new();
        ask_fold(scratch, &log, log.count * k / (FOLDS + 1), log.count * (k + 1) / (FOLDS + 1), &told);
    }
    if (told.count == 0)
        return error_set(error, ERR_INVALID, data, "%s: no card is reviewed on two days, so there is nothing to foresee", data),
               NULL;
    int64_t start = clock_monotonic();
    FsrsFit whole = fsrs_fit(log.reviews, log.count);
    double seconds = (double)(clock_monotonic() - start) / 1e6;
    json_t *figures = json_pack("{s:I, s:I, s:I}", "reviews", (json_int_t)log.count, "cards",
                                (json_int_t)log.reviews[log.count - 1].card, "foreseen", (json_int_t)told.count);
    static const char *const names[MODELS] = {"sm2", "default", "fitted"};
    for (int m = 0; m < MODELS; m++) {
        const char *name = names[m];
        json_object_set_new(figures, arena_printf(arena, "%s_log_loss", name),
                            json_real(bench_log_loss(told.chances[m], told.recalled, told.count)));
        json_object_set_new(figures, arena_printf(arena, "%s_rmse_bins", name),
                            json_real(rmse_bins(arena, &told, told.chances[m], log.bin_count)));
        json_object_set_new(figures, arena_printf(arena, "%s_auc", name),
                            json_real(bench_auc(told.chances[m], told.recalled, told.count)));
    }
    json_object_set_new(figures, "fit_seconds", json_real(seconds));
    json_object_set_new(figures, "fit_steps", json_integer(whole.steps));
    return figures;
}
