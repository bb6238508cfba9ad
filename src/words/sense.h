/* sense.h - whether there is an answer at all, before any point is looked for. */
#ifndef VIVA_WORDS_SENSE_H
#define VIVA_WORDS_SENSE_H

#include "words/evidence.h"

/* What the answer is. `made`: the sum of the probabilities of its points. */
Sense sense_of(const EvidenceFound *found, double made);

/* How far the words of tokens first..last stand in an order that sentences have, 0..1: 1 for running text, 0 for shuffled words; see fluency.h. */
double sense_order(const Fluency *fluency, uint32_t first, uint32_t last);

#endif
