/* compare.h - what was expected against what was got: equal by the question's rules, or the first difference by its name.
 *
 * Lists, tuples, arrays, tensors and Series are sequences alike unless the rules are strict; a sequence of equal sequences
 * is the same as an array of two dimensions. Sets have no order, dicts go by key, DataFrames by column name. Recursion is bounded by the
 * depth that the decoder lets through. */
#ifndef VIVA_JUDGE_COMPARE_H
#define VIVA_JUDGE_COMPARE_H

#include "bank/bank.h"
#include "base/arena.h"
#include "text/value.h"

#include <jansson.h>

enum { COMPARE_PATHS = 200 };

typedef struct {
    bool equal;
    const char *message; /* "row 3, column 'b': 0.42, expected 0.37"; "" when equal; on the arena */
    json_t *
        differs; /* paths into what was got, at most COMPARE_PATHS: [[3,1],...], [[]] for the whole; NULL when equal; the caller owns it */
} Comparison;

/* How the keys of a dict at the top are named: "key 'b'", or for the calls of a class just "b". */
typedef enum { NAME_KEYS, NAME_LABELS } CompareNames;

void compare_values(Arena *arena, const Compare *rules, CompareNames names, const Value *expected, const Value *got,
                    Comparison *out);

/* Equal or not, and nothing else. Two values that cannot travel are equal here when their types are (their contents are not known). */
bool compare_equal(const Compare *rules, const Value *expected, const Value *got);

/* Shape of nested lists of scalars or of an array: true when regular, with at most ARRAY_DIMENSIONS in `shape`. */
bool compare_shape(const Value *value, size_t *shape, size_t *dimensions);

#endif
