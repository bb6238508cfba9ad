/* delivery.h - how an answer comes across: counted, never scored. Only what has evidence (ENGINE's sources): jargon before people of another field,
 * whether the first sentence answers, figures, reasons, sentence length, I and we, and the balance of a story. */
#ifndef VIVA_WORDS_DELIVERY_H
#define VIVA_WORDS_DELIVERY_H

#include "words/assess.h"
#include "words/figures.h"
#include "words/passage.h"

/* `made` tells whether a point's evidence, at least partly found, lies in tokens of the first sentence. */
Delivery delivery_read(Arena *arena, Stemmer *stemmer, const Passage *passage, Audience audience, bool story, bool made_first);

/* Terms of the field with plain words for them, from src/words/plain; found as aliases are (needs.h). At most 40. */
size_t jargon_find(Arena *arena, Stemmer *stemmer, const Passage *passage, const Jargon **out);

/* "I don't know", "I am not sure", "no idea"; and in *plan whether it goes on to say how to find out. len 0: it is not said. */
Span honesty_find(Arena *arena, const Passage *passage, bool *plan);

#endif
