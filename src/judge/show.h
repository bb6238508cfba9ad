/* show.h - values as text: how a Python programmer would write them, short enough to read.
 *
 * Numbers are shown with at most `digits` significant digits (the digits before the point are never rounded away), and with fewer
 * where fewer give the same double. Text from outside is escaped, so that what is returned is one line of valid UTF-8. */
#ifndef VIVA_JUDGE_SHOW_H
#define VIVA_JUDGE_SHOW_H

#include "base/arena.h"
#include "text/value.h"

enum {
    SHOW_DIGITS = 6,      /* of a number, unless a difference would be hidden */
    SHOW_ALL_DIGITS = 17, /* every double reads back the same */
    SHOW_CHARACTERS = 2000
};

/* "0.333333", "1e-07", "2.0", "nan". */
char *show_float(Arena *arena, double number, int digits);

/* A scalar as Python's repr would show it, cut to `characters` (the last one is then "..."); `*cut`, may be NULL, says whether it was.
 * A container is shown by show_kind. */
char *show_value(Arena *arena, const Value *value, int digits, size_t characters, bool *cut);

/* Both values, with as many digits as it takes to tell them apart when `differ`. */
void show_pair(Arena *arena, const Value *one, const Value *other, bool differ, size_t characters, char **one_text,
               char **other_text);

/* What it is: "None", "a float", "a list of 3", "an array of shape (3, 1)", "a DataFrame of 3 rows and 2 columns", "a Pipeline". */
char *show_kind(Arena *arena, const Value *value);

/* "(3, 1)", "(3,)", "()". */
char *show_shape(Arena *arena, const size_t *shape, size_t dimensions);

#endif
