/* agree.h - whether two scalars, or two runs of array elements, count as the same by a question's rules.
 *
 * A number agrees if |got - expected| <= absolute + relative |expected|, or if it is at most `ulp` floats away; an infinity only with itself, NaN with NaN where the
 * question says so. Where only shapes count (ALIKE_SHAPE), kinds are looked at instead of values. Integers, floats and complex numbers stand for each other; a bool stands for nothing but a bool. */
#ifndef VIVA_JUDGE_AGREE_H
#define VIVA_JUDGE_AGREE_H

#include "bank/bank.h"
#include "text/value.h"

/* What may be compared with what. */
typedef enum { CLASS_NONE, CLASS_BOOL, CLASS_NUMBER, CLASS_TEXT, CLASS_BYTES, CLASS_TIME, CLASS_DURATION, CLASS_OTHER } ScalarClass;

ScalarClass scalar_class(const Value *value);
ScalarClass dtype_class(Dtype dtype); /* CLASS_OTHER for DTYPE_ITEMS */

/* Scalars only; containers never agree here. */
bool agree_scalars(const Compare *rules, const Value *expected, const Value *got);

/* NaN, NaT, pandas.NA, SQL's NULL or None. */
bool is_missing(const Value *value);

/* The first of `count` elements from `expected_at` and `got_at` on that does not agree, or `count`. The dtypes must be of one class and not
 * DTYPE_ITEMS. A few nanoseconds an element. */
size_t agree_run(const Compare *rules, const ValueArray *expected, size_t expected_at, const ValueArray *got, size_t got_at,
                 size_t count);

/* A total order over values: none, bools, numbers, text, bytes, times, durations, then sequences item by item; 0 for
 * what has no order (dicts, frames). Numbers of different types compare by value. For finding keys and sorting sets and rows. */
int value_order(const Value *one, const Value *other);

#endif
