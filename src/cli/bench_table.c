/* bench_table.c: tables for benches, and the two measures of a forecast that both learner benches print. */
#include "cli/bench_table.h"

#include "base/file.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 256 << 20 };

static bool find_columns(Arena *arena, const char *const *names, size_t count, BenchTable *table, Error *error) {
    for (size_t i = 0; i < count; i++) {
        table->places[i] = table->csv.columns;
        for (size_t c = 0; c < table->csv.columns; c++)
            if (table->csv.cells[c] && strcmp(table->csv.cells[c], names[i]) == 0) table->places[i] = c;
        if (table->places[i] == table->csv.columns) {
            const char *all = names[0];
            for (size_t n = 1; n < count; n++) all = arena_printf(arena, "%s, %s", all, names[n]);
            return error_set(error, ERR_INVALID, table->path, "%s:1: there is no column '%s'; the first line names %s", table->path,
                             names[i], all);
        }
    }
    return true;
}

bool bench_table_read(Arena *arena, const char *path, const char *const *names, size_t count, BenchTable *out, Error *error) {
    *out = (BenchTable){.path = path};
    char *text = file_read(arena, path, MOST_BYTES, NULL, error);
    if (!text) return false;
    Error inner = {0};
    if (!csv_parse(arena, text, &out->csv, &inner))
        return error_set(error, ERR_INVALID, path, "%s: %s: %s", path, inner.where, inner.message);
    if (!find_columns(arena, names, count, out, error)) return false;
    return bench_table_rows(out) > 0 || error_set(error, ERR_INVALID, path, "%s: there is a header and no row below it", path);
}

size_t bench_table_rows(const BenchTable *table) { return table->csv.rows ? table->csv.rows - 1 : 0; }

const char *bench_table_cell(const BenchTable *table, size_t row, size_t column) {
    const char *cell = table->csv.cells[(row + 1) * table->csv.columns + table->places[column]];
    return cell ? cell : "";
}

bool bench_table_tell(const BenchTable *table, size_t row, Error *error, const char *format, ...) {
    char message[300], where[300];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    snprintf(where, sizeof where, "%.250s:%zu", table->path, row + 2);
    return error_set(error, ERR_INVALID, where, "%s: %s", where, message);
}

double bench_log_loss(const double *chance, const uint8_t *happened, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double p = fmin(fmax(chance[i], 1e-4), 1 - 1e-4);
        sum -= happened[i] ? log(p) : log(1 - p);
    }
    return count ? sum / (double)count : 0;
}

typedef struct {
    double chance;
    uint8_t happened;
} Forecast;

static int by_chance(const void *a, const void *b) {
    double x = ((const Forecast *)a)->chance, y = ((const Forecast *)b)->chance;
    return (x > y) - (x < y);
}

/* By the sum of ranks (Mann and Whitney). */
double bench_auc(const double *chance, const uint8_t *happened, size_t count) {
    ARENA_SCOPED Arena *arena = arena_new();
    Forecast *sorted = ARENA_MANY(arena, Forecast, count);
    for (size_t i = 0; i < count; i++) sorted[i] = (Forecast){chance[i], happened[i]};
    qsort(sorted, count, sizeof *sorted, by_chance);
    double ranks = 0, yes = 0;
    for (size_t i = 0, end; i < count; i = end) {
        double hits = 0;
        for (end = i; end < count && sorted[end].chance == sorted[i].chance; end++) hits += sorted[end].happened;
        ranks += hits * ((double)(i + 1 + end) / 2);
        yes += hits;
    }
    double no = (double)count - yes;
    return yes > 0 && no > 0 ? (ranks - yes * (yes + 1) / 2) / (yes * no) : 0.5;
}
