/* bench_table.h - a CSV file as a bench reads it: columns by name, in any order, others beside them. */
#ifndef VIVA_CLI_BENCH_TABLE_H
#define VIVA_CLI_BENCH_TABLE_H

#include "text/csv.h"

#include <stdint.h>

enum { BENCH_COLUMNS_MOST = 8 };

typedef struct {
    const char *path;
    Csv csv;
    size_t places[BENCH_COLUMNS_MOST];
} BenchTable;

/* Reads `path` (at most 256 MB), which must have a header with these columns (count <= BENCH_COLUMNS_MOST) and a row below it. On the arena. */
bool bench_table_read(Arena *arena, const char *path, const char *const *names, size_t count, BenchTable *out, Error *error);

/* Rows below the header. */
size_t bench_table_rows(const BenchTable *table);

/* A cell by its row (0: the first below the header) and the place of its column in `names`; "" when empty. */
const char *bench_table_cell(const BenchTable *table, size_t row, size_t column);

/* Says "FILE:LINE: message"; false. */
bool bench_table_tell(const BenchTable *table, size_t row, Error *error, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* How well chances were told: of `count` predictions `chance` (0..1) of what `happened` (0 or 1). The mean log loss in nats, chances bounded to 1e-4..1-1e-4. */
double bench_log_loss(const double *chance, const uint8_t *happened, size_t count);
/* The area under the ROC curve, ties by half; 0.5 when only one thing happened. */
double bench_auc(const double *chance, const uint8_t *happened, size_t count);

#endif
