/* tokens.h - text as words and numbers, each with its place in the text, its sentence and its clause.
 *
 * A word is a run of letters and digits of any script that begins with a letter; an apostrophe inside belongs to it ("don't"), a hyphen or a slash
 * ends it. A number keeps its value, its sign and what is written to it: "-3.5", "1,200", "40%", "10ms"; "two" to "twelve" are numbers too. */
#ifndef VIVA_WORDS_TOKENS_H
#define VIVA_WORDS_TOKENS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    TOKENS_CHARACTERS = 20000, /* of a text; what lies behind is not read */
    TOKEN_BYTES = 64           /* of a word; a longer one is cut there */
};

typedef struct {
    const char *text;  /* in lower case, terminated, never empty; at most TOKEN_BYTES bytes */
    uint32_t at, len;  /* the bytes of the original that it stands for */
    uint32_t sentence; /* from 0 */
    uint32_t item;     /* of a list ("1. ", "- " at the beginning of a line), from 1; 0 before the first */
    uint32_t clause;   /* from 0, over the whole text: counts commas, brackets, colons and ends of sentences */
    bool is_number;
    bool percent; /* a number with % (or "percent") behind it; the value is as written: 40 */
    double value; /* finite */
    char link; /* '/' or '-' where nothing but this sign stands between a number and the number before it: 19/999, 12-15; else 0 */
    const char *unit; /* what is written to the number, in lower case: "ms"; "" */
} Token;

typedef struct {
    const Token *items;
    size_t count, sentences;
    size_t bytes; /* of the text that were read */
    bool whole;   /* nothing was left unread */
} Tokens;

/* The tokens of `len` bytes, on the arena, with spans into `text`. Any bytes will do: what is not UTF-8 separates words. */
Tokens tokens_read(Arena *arena, const char *text, size_t len);

#endif
