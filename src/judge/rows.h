/* rows.h - the rows that a statement gave against those that were expected: the result of SQL is a set of rows, or a list of them.
 *
 * Columns are found by name, in any case and order, as SQL does. Integers and reals stand for each other within the tolerance, NULL equals NULL, text is no
 * number. With `row_order` the rows are a list; without it every row must have its partner. Rows count from one. */
#ifndef VIVA_JUDGE_ROWS_H
#define VIVA_JUDGE_ROWS_H

#include "judge/compare.h"

/* Compares two results; both should be VALUE_FRAME (anything else is told apart as a whole). `differs` holds [row, column] into what was got. */
void rows_compare(Arena *arena, const Compare *rules, const Value *expected, const Value *got, Comparison *out);

#endif
