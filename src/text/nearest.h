/* nearest.h - "did you mean ...?": how far two words are apart, and which of several is near enough to be meant. */
#ifndef VIVA_TEXT_NEAREST_H
#define VIVA_TEXT_NEAREST_H

#include <stddef.h>

/* Damerau-Levenshtein distance in its restricted form ("optimal string alignment": insert, delete, replace, swap two neighbours,
 * no part edited twice), in bytes, upper and lower case alike. Anything above `limit`, and words of more than 64 bytes, give
 * limit + 1. */
int edit_distance(const char *a, size_t a_len, const char *b, size_t b_len, int limit);

/* The nearest of the names, or NULL when none is within a third of the word's length (at least 1, for one letter 0, at most 4
 * edits). Of equally near ones the first. */
const char *nearest_name(const char *name, const char *const *names, size_t count);

#endif
