/* wordclass.h - the class of a word, by what can stand beside it: a word that holds sentences together is a class of its own, all others go by their
 * ending. Shared by the tables' maker (tools/lexicon.c) and fluency.c. */
#ifndef VIVA_WORDS_WORDCLASS_H
#define VIVA_WORDS_WORDCLASS_H

#include <stddef.h>

enum {
    CLASS_START, /* before the first word of a sentence, and behind the last */
    CLASS_END,
    CLASS_NUMBER,
    CLASS_ENDINGS, /* from here on: one for each ending, then one for each word of the list */
    CLASS_ENDING_COUNT = 15,
    CLASS_WORDS = CLASS_ENDINGS + CLASS_ENDING_COUNT,
    CLASS_COUNT = CLASS_WORDS + 207
};

/* The class of a word in lower case. */
int wordclass_of(const char *word);

#endif
