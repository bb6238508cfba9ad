/* Rows of tab-separated text, grouped by question. Quotes mean nothing: a field is what stands between two tabs. */
#include "base/file.h"
#include "cli/bench_words.h"
#include "text/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ANSWERS = 200000, MOST_BYTES = 64 << 20, MOST_COLUMNS = 64 };

enum { COLUMN_QID, COLUMN_QUESTION, COLUMN_REFERENCES, COLUMN_ANSWER, COLUMN_SCORE, COLUMNS };

static const char *const column_names[COLUMNS] = {"qid", "question", "references", "answer", "score"};

typedef struct {
    const char *fields[COLUMNS];
    size_t order, line, question;
    double score;
} Row;

typedef struct {
    Arena *arena;
    const char *path;
    Error *error;
    int places[COLUMNS]; /* of each column in a row */
    size_t width;
    Row *rows;
    size_t count;
} Reading;

static bool tell(const Reading *reading, size_t line, const char *message) {
    char where[200];
    snprintf(where, sizeof where, "%.180s:%zu", reading->path, line);
    return error_set(reading->error, ERR_INVALID, where, "%s: %s", where, message);
}

static char *next_line(char **rest) {
    char *line = strsep(rest, "\n");
    size_t len = line ? strlen(line) : 0;
    if (len && line[len - 1] == '\r') line[len - 1] = '\0';
    return line;
}

static bool read_names(Reading *reading, char *line) {
    for (size_t c = 0; c < COLUMNS; c++) reading->places[c] = -1;
    for (char *name; (name = strsep(&line, "\t")); reading->width++) {
        if (reading->width == MOST_COLUMNS) return tell(reading, 1, "there are more than 64 columns");
        for (size_t c = 0; c < COLUMNS; c++)
            if (strcmp(name, column_names[c]) == 0) reading->places[c] = (int)reading->width;
    }
    for (size_t c = 0; c < COLUMNS; c++)
        if (reading->places[c] < 0)
            return tell(reading, 1,
                        arena_printf(reading->arena,
                                     "there is no column '%s': the first line names qid, question, references, answer and score, "
                                     "with tabs between them",
                                     column_names[c]));
    return true;
}

static bool read_row(Reading *reading, char *text, size_t line, Row *row) {
    const char *fields[MOST_COLUMNS];
    size_t width = 0;
    for (char *field; (field = strsep(&text, "\t")); width++)
        if (width < MOST_COLUMNS) fields[width] = field;
    if (width != reading->width)
        return tell(reading, line,
                    arena_printf(reading->arena, "%zu fields where the first line names %zu", width, reading->width));
    for (size_t c = 0; c < COLUMNS; c++) row->fields[c] = fields[reading->places[c]];
    if (!*row->fields[COLUMN_QID] || !*row->fields[COLUMN_REFERENCES])
        return tell(reading, line, "qid and references must not be empty");
    char *end;
    row->score = strtod(row->fields[COLUMN_SCORE], &end);
    if (end == row->fields[COLUMN_SCORE] || *end || !isfinite(row->score) || row->score < 0)
        return tell(reading, line,
                    arena_printf(reading->arena, "'%.40s' is no score: a number from 0 on is wanted", row->fields[COLUMN_SCORE]));
    row->line = line;
    row->order = reading->count;
    return true;
}

static int by_qid(const void *a, const void *b) {
    const Row *x = a, *y = b;
    int names = strcmp(x->fields[COLUMN_QID], y->fields[COLUMN_QID]);
    return names ? names : (x->order > y->order) - (x->order < y->order);
}

static int by_question(const void *a, const void *b) {
    const Row *x = a, *y = b;
    if (x->question != y->question) return x->question < y->question ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* Gives each row its question: the order of the first row that names it. */
static void group_rows(Reading *reading) {
    qsort(reading->rows, reading->count, sizeof *reading->rows, by_qid);
    for (size_t i = 0; i < reading->count; i++) {
        Row *row = &reading->rows[i];
        bool same = i && strcmp(row[-1].fields[COLUMN_QID], row->fields[COLUMN_QID]) == 0;
        row->question = same ? row[-1].question : row->order;
    }
    qsort(reading->rows, reading->count, sizeof *reading->rows, by_question);
}

static void split_references(Arena *arena, const char *text, GradedQuestion *question) {
    char *rest = arena_strdup(arena, text);
    size_t room = 1;
    for (const char *bar = rest; (bar = strstr(bar, " ||| ")); bar += 5) room++;
    question->references = ARENA_MANY(arena, const char *, room);
    for (char *bar; rest; rest = bar) {
        bar = strstr(rest, " ||| ");
        if (bar) *bar = '\0', bar += 5;
        if (*rest) question->references[question->reference_count++] = rest;
    }
}

static bool fill_set(Reading *reading, GradedSet *set) {
    set->answers = ARENA_MANY(reading->arena, GradedAnswer, reading->count);
    set->questions = ARENA_MANY(reading->arena, GradedQuestion, reading->count);
    for (size_t i = 0; i < reading->count; i++) {
        const Row *row = &reading->rows[i];
        if (i == 0 || row->question != row[-1].question) {
            GradedQuestion *question = &set->questions[set->question_count++];
            *question = (GradedQuestion){.qid = row->fields[COLUMN_QID], .question = row->fields[COLUMN_QUESTION], .first = i};
            split_references(reading->arena, row->fields[COLUMN_REFERENCES], question);
            if (!question->reference_count) return tell(reading, row->line, "references must not be empty");
        }
        set->questions[set->question_count - 1].count++;
        set->answers[i] =
            (GradedAnswer){.text = row->fields[COLUMN_ANSWER], .question = set->question_count - 1, .score = row->score};
        if (row->score > set->full) set->full = row->score;
    }
    set->answer_count = reading->count;
    if (set->question_count < 3)
        return tell(reading, 1, "fewer than three questions: nothing is left to learn from when one is set aside");
    return set->full > 0 || tell(reading, 1, "every score is 0");
}

bool graded_read(Arena *arena, const char *path, GradedSet *set, Error *error) {
    Reading reading = {.arena = arena, .path = path, .error = error};
    size_t len, bad;
    char *rest = file_read(arena, path, MOST_BYTES, &len, error);
    if (!rest) return false;
    if (!utf8_valid(rest, len, &bad)) return tell(&reading, 1, arena_printf(arena, "byte %zu is not UTF-8", bad + 1));
    size_t line = 1, room = 1;
    for (const char *c = rest; *c; c++) room += *c == '\n';
    if (room > MOST_ANSWERS + 2) return tell(&reading, 1, "there are more than 200,000 answers");
    reading.rows = ARENA_MANY(arena, Row, room);
    if (!read_names(&reading, next_line(&rest))) return false;
    for (char *text; (text = next_line(&rest));) {
        line++;
        if (!*text) continue;
        if (!read_row(&reading, text, line, &reading.rows[reading.count])) return false;
        reading.count++;
    }
    group_rows(&reading);
    return fill_set(&reading, set);
}
