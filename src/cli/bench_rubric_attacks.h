/* bench_rubric_attacks.h - what is made of a good answer to fool the engine, or to see whether it is fair. All on the arena, never NULL; the same text gives the
 * same result. */
#ifndef VIVA_CLI_BENCH_RUBRIC_ATTACKS_H
#define VIVA_CLI_BENCH_RUBRIC_ATTACKS_H

#include "base/arena.h"
#include "words/rubric.h"

#include <stddef.h>

/* The words in an order of chance; headings (`## id`) stay where they are. */
const char *spoiled_order(Arena *arena, const char *answer);

/* Every sentence says the opposite: "not" behind its first auxiliary, or "It is not true that" before it. */
const char *spoiled_truth(Arena *arena, const char *answer);

/* Every figure that can be read (figures.h), in digits or in words, is another one of its kind, mostly 1.7 times as large; none of them is one that a point of the rubric
 * allows, or the statement's. */
const char *spoiled_figures(Arena *arena, const char *answer, const Rubric *rubric, const char *statement);

/* Nothing but the words of content, between commas. */
const char *spoiled_grammar(Arena *arena, const char *answer);

/* As somebody writes in a second language: no articles, and one word in fifteen misspelled (two letters inside it swapped). */
const char *second_language(Arena *arena, const char *answer);

/* Texts that are no answer; `round` counts through them, NULL behind the last. */
const char *no_answer(Arena *arena, size_t round);

#endif
