/* figures.h - the numbers that a text states, as people state them, and whether they are the right ones.
 *
 * "7,200", "7 200", "7.2k", "eighty-four thousand", "0.6 million", "25%", "25 percent", "a quarter", "one in four", "3 out of 10", "three quarters", "19/999", "12 to 15". A percentage is
 * also the fraction that it is: 25% fits 25 and 0.25. "about", "just under" and their like make a figure rounded: it fits within 6%. */
#ifndef VIVA_WORDS_FIGURES_H
#define VIVA_WORDS_FIGURES_H

#include "words/rubric.h"
#include "words/tokens.h"

typedef struct {
    double value;         /* as it is meant: 7200 for "7.2k" */
    bool percent;         /* "%" or "percent" stands behind it; the value is as written: 25 */
    bool share;           /* a fraction: "a quarter", "1/4" is 0.25 */
    bool rounded;         /* "about", "nearly", "~" stands before it */
    bool within;          /* it belongs to a fraction or a range, and is no figure to be held against another */
    double upto;          /* the end of a range that begins with the value; otherwise the value */
    uint32_t first, last; /* tokens */
} Figure;

typedef struct {
    const Figure *items;
    size_t count;
} Figures;

/* The figures of a text in their order, on the arena. "one" counts only in "one in four" and its like. */
Figures figures_read(Arena *arena, const Tokens *tokens);

/* Whether the figure is one of those expected, within the tolerance. */
bool figure_fits(const PointValue *value, const Figure *figure);

/* Whether the figure could have been meant as one of those expected: it is no year, no ordinal of a list, and of a size within a factor of 30. */
bool figure_rivals(const PointValue *value, const Figure *figure);

#endif
