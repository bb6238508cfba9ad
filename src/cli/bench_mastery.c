/* viva bench mastery: how well the next answer of somebody new is foreseen, on a log of answers.
 *
 * Students are dealt into five folds by the hash of their name. Five times, the answers of four folds teach how hard items and skills are, and the layer above the ratings
 * (learn/mastery.h) is fitted on what the ratings said before each of these answers. The students of the fifth fold then begin at nothing: each of their answers
 * is foreseen, then told, and moves their own ratings, while items stay as they are. Calibration error (ECE) is over ten equal bins of the chance. */
#include "base/clock.h"
#include "base/hash.h"
#include "cli/bench.h"
#include "cli/bench_table.h"
#include "learn/mastery.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDS = 5, BINS = 10 };
enum { STUDENT, ITEM, SKILL, CORRECT, COLUMNS };

static const char *const columns[COLUMNS] = {"student", "item", "skill", "correct"};

typedef struct {
    uint32_t student, item, first_skill; /* of skills, own_skills */
    uint8_t skill_count, correct, fold;
} Answer;

typedef struct {
    Answer *answers;
    size_t count, student_count, item_count, skill_count, own_count;
    uint32_t *skills, *own_skills; /* of each answer: the skills, and the pairs of student and skill */
} Log;

typedef struct {
    const char *name;
    size_t at;
} Named;

static int by_name(const void *a, const void *b) {
    const Named *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* Numbers equal names alike: ids[i] for names[i], 0 to what is returned. Sorts names. */
static size_t number_names(Named *names, size_t count, uint32_t *ids) {
    size_t distinct = 0;
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        distinct += i == 0 || strcmp(names[i].name, names[i - 1].name) != 0;
        ids[names[i].at] = (uint32_t)(distinct - 1);
    }
    return distinct;
}

static uint32_t *number_column(Arena *arena, const BenchTable *table, size_t column, size_t *distinct) {
    size_t count = bench_table_rows(table);
    Named *names = ARENA_MANY(arena, Named, count);
    uint32_t *ids = ARENA_MANY(arena, uint32_t, count);
    for (size_t i = 0; i < count; i++) names[i] = (Named){bench_table_cell(table, i, column), i};
    *distinct = number_names(names, count, ids);
    return ids;
}

/* Skills stand in one cell, joined by +; a cell may be empty. */
static bool split_skills(Arena *arena, const BenchTable *table, Log *log, Named **out, size_t *total, Error *error) {
    size_t room = 0;
    *total = 0;
    for (size_t i = 0; i < log->count; i++) {
        room++;
        for (const char *c = bench_table_cell(table, i, SKILL); *c; c++) room += *c == '+';
    }
    Named *names = *out = ARENA_MANY(arena, Named, room);
    for (size_t i = 0; i < log->count; i++) {
        char *rest = arena_strdup(arena, bench_table_cell(table, i, SKILL)), *name;
        log->answers[i].first_skill = (uint32_t)*total;
        while ((name = strsep(&rest, "+"))) {
            if (!*name) continue;
            if (log->answers[i].skill_count == MASTERY_SKILLS_MOST)
                return bench_table_tell(table, i, error, "more than %d skills", MASTERY_SKILLS_MOST);
            log->answers[i].skill_count++;
            names[*total] = (Named){name, *total};
            ++*total;
        }
    }
    return true;
}

static bool read_log(Arena *arena, const BenchTable *table, Log *log, Error *error) {
    *log = (Log){.count = bench_table_rows(table)};
    log->answers = ARENA_MANY(arena, Answer, log->count);
    uint32_t *students = number_column(arena, table, STUDENT, &log->student_count),
             *items = number_column(arena, table, ITEM, &log->item_count);
    Named *names, *pairs;
    size_t total;
    if (!split_skills(arena, table, log, &names, &total, error)) return false;
    log->skills = ARENA_MANY(arena, uint32_t, total);
    log->own_skills = ARENA_MANY(arena, uint32_t, total);
    log->skill_count = number_names(names, total, log->skills);
    pairs = ARENA_MANY(arena, Named, total);
    for (size_t i = 0; i < log->count; i++) {
        Answer *answer = &log->answers[i];
        const char *correct = bench_table_cell(table, i, CORRECT), *student = bench_table_cell(table, i, STUDENT);
        if (strcmp(correct, "0") != 0 && strcmp(correct, "1") != 0)
            return bench_table_tell(table, i, error, "'%.40s' is not correct: 0 or 1 is wanted", correct);
        if (!*student || !*bench_table_cell(table, i, ITEM))
            return bench_table_tell(table, i, error, "student and item must not be empty");
        answer->correct = *correct == '1';
        answer->student = students[i];
        answer->item = items[i];
        answer->fold = (uint8_t)(hash_text(HASH_START, student) % FOLDS);
        for (size_t s = answer->first_skill; s < answer->first_skill + answer->skill_count; s++)
            pairs[s] = (Named){arena_printf(arena, "%u %u", students[i], log->skills[s]), s};
    }
    log->own_count = number_names(pairs, total, log->own_skills);
    return true;
}

typedef struct {
    Rating *learners, *own_skills, *skills, *items;
} Ratings;

static Ratings ratings_new(Arena *arena, const Log *log) {
    return (Ratings){ARENA_MANY(arena, Rating, log->student_count), ARENA_MANY(arena, Rating, log->own_count),
                     ARENA_MANY(arena, Rating, log->skill_count), ARENA_MANY(arena, Rating, log->item_count)};
}

static MasteryCase case_of(const Log *log, const Answer *answer, const Ratings *ratings) {
    MasteryCase at = {
        .learner = &ratings->learners[answer->student], .item = &ratings->items[answer->item], .skill_count = answer->skill_count};
    for (size_t s = 0; s < answer->skill_count; s++) {
        at.skills[s] = &ratings->own_skills[log->own_skills[answer->first_skill + s]];
        at.skills_items[s] = &ratings->skills[log->skills[answer->first_skill + s]];
    }
    return at;
}

static void ask_fold(Arena *arena, const Log *log, int fold, double *chances) {
    Ratings ratings = ratings_new(arena, log);
    double *features = ARENA_MANY(arena, double, log->count *MASTERY_WEIGHTS), *right = ARENA_MANY(arena, double, log->count);
    size_t taught = 0;
    for (size_t i = 0; i < log->count; i++) {
        if (log->answers[i].fold == fold) continue;
        MasteryCase at = case_of(log, &log->answers[i], &ratings);
        mastery_features(&at, features + taught * MASTERY_WEIGHTS);
        right[taught++] = log->answers[i].correct;
        mastery_answered(&at, log->answers[i].correct, true);
    }
    MasteryLayer layer = mastery_fit(features, right, taught);
    for (size_t i = 0; i < log->count; i++) {
        if (log->answers[i].fold != fold) continue;
        MasteryCase at = case_of(log, &log->answers[i], &ratings);
        chances[i] = mastery_chance(&layer, &at);
        mastery_answered(&at, log->answers[i].correct, false);
    }
}

/* Answers foreseen and told in a second, by the default layer. */
static double speed(Arena *arena, const Log *log) {
    Ratings ratings = ratings_new(arena, log);
    double sum = 0;
    size_t told = 0;
    int64_t start = clock_monotonic(), took;
    do {
        for (size_t i = 0; i < log->count; i++, told++) {
            MasteryCase at = case_of(log, &log->answers[i], &ratings);
            sum += mastery_chance(&MASTERY_DEFAULT, &at);
            mastery_answered(&at, log->answers[i].correct, true);
        }
        took = clock_monotonic() - start;
    } while (took < SECONDS(1) / 2);
    return sum > 0 ? (double)told / ((double)took / 1e6) : 0;
}

static double calibration_error(const double *chances, const uint8_t *right, size_t count) {
    double sums[BINS] = {0}, error = 0;
    for (size_t i = 0; i < count; i++) {
        int bin = (int)(chances[i] * BINS);
        sums[bin < BINS ? bin : BINS - 1] += chances[i] - right[i];
    }
    for (int b = 0; b < BINS; b++) error += fabs(sums[b]);
    return error / (double)count;
}

json_t *bench_mastery(Arena *arena, const char *data, Error *error) {
    BenchTable table;
    Log log;
    if (!*data)
        return error_set(error, ERR_INVALID, "--data",
                         "bench mastery wants --data FILE.csv with columns student, item, skill (several joined by +), correct"),
               NULL;
    if (!bench_table_read(arena, data, columns, COLUMNS, &table, error) || !read_log(arena, &table, &log, error)) return NULL;
    if (log.student_count < FOLDS)
        return error_set(error, ERR_INVALID, data, "%s: %zu students are too few to hold some back: %d at least", data,
                         log.student_count, FOLDS),
               NULL;
    double *chances = ARENA_MANY(arena, double, log.count), hits = 0;
    uint8_t *right = ARENA_MANY(arena, uint8_t, log.count);
    for (int fold = 0; fold < FOLDS; fold++) {
        ARENA_SCOPED Arena *scratch = arena_new();
        ask_fold(scratch, &log, fold, chances);
    }
    for (size_t i = 0; i < log.count; i++) {
        right[i] = log.answers[i].correct;
        hits += (chances[i] >= 0.5) == right[i];
    }
    return json_pack("{s:I, s:I, s:I, s:I, s:f, s:f, s:f, s:f, s:f}", "answers", (json_int_t)log.count, "students",
                     (json_int_t)log.student_count, "items", (json_int_t)log.item_count, "skills", (json_int_t)log.skill_count,
                     "auc", bench_auc(chances, right, log.count), "log_loss", bench_log_loss(chances, right, log.count), "accuracy",
                     hits / (double)log.count, "ece", calibration_error(chances, right, log.count), "answers_per_s",
                     speed(arena, &log));
}
