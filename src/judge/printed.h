/* printed.h - the text that a program printed against the text that was expected: word by word, numbers within the tolerance, or line by line. */
#ifndef VIVA_JUDGE_PRINTED_H
#define VIVA_JUDGE_PRINTED_H

#include "judge/compare.h"

/* Both should be VALUE_TEXT. COMPARE_TOKENS: words between white space, however they are laid out; two that are numbers agree by the rules.
 * COMPARE_LINES: every character, but for white space at the end of a line and empty lines at the end. The message names line and column, counted from one;
 * `differs` holds [line, from, to] into what was got, from zero, in characters. */
void printed_compare(Arena *arena, const Compare *rules, const Value *expected, const Value *got, Comparison *out);

#endif
