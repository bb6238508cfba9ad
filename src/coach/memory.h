/* memory.h - what follows from answers to probes: reviews and cards. Needs the store alone, so that they can be made again without a running coach. */
#ifndef VIVA_COACH_MEMORY_H
#define VIVA_COACH_MEMORY_H

#include "learn/card.h"
#include "store/store.h"

extern const char *const grade_names[]; /* [FSRS_AGAIN..FSRS_EASY]; [0] is NULL */

/* The chance of recall that a learner wishes for when a card is due, by the settings: 0.7..0.97. */
double memory_retention(const Learner *learner);

/* The card after these reviews, without those that were taken back. All are of one card, oldest first. */
CardRow memory_card(double retention, const ReviewRow *reviews, size_t count);

typedef struct {
    size_t events, reviews, cards;
} Rebuilt;

/* Makes reviews and cards again from the whole log of the learner, in place of what is there. */
bool memory_rebuild(Store *store, const char *learner, Rebuilt *out, Error *error);

#endif
