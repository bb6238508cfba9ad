/* plain_table.h - src/words/plain as a table; made by tools/plain. Private to delivery.c. */
#ifndef VIVA_WORDS_PLAIN_TABLE_H
#define VIVA_WORDS_PLAIN_TABLE_H

#include <stddef.h>

enum { PLAIN_WORDS = 5 };

typedef struct {
    const char *words[PLAIN_WORDS]; /* in lower case */
    size_t word_count;
    const char *plain;
} PlainTerm;

extern const PlainTerm plain_terms[];
extern const size_t plain_term_count;

#endif
