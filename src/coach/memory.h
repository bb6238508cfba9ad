/* memory.h - what follows from answers to probes: reviews and cards. Needs the store alone, so that they can be made again without a running coach. */
#ifndef VIVA_COACH_MEMORY_H
#define VIVA_COACH_MEMORY_H

#include "learn/card.h"
#include "learn/fsrs_fit.h"
#include "store/store.h"

extern const char *const grade_names[]; /* [FSRS_AGAIN..FSRS_EASY]; [0] is NULL */

/* By what a learner's reviews become cards. */
typedef struct {
    FsrsWeights weights;
    double retention; /* the chance of recall that is wished for when a card is due, by the settings: 0.7..0.97 */
    bool
        delays; /* one in MEMORY_DELAYED intervals, drawn at random, is half as long again: what comes of it tells what reviews are good for */
} MemoryRules;
enum { MEMORY_DELAYED = 10, MEMORY_FIT_FROM = 400, MEMORY_FIT_EVERY = 100 };

/* The settings of the learner, and the newest event "memory-fitted". */
bool memory_rules(Store *store, const Learner *learner, MemoryRules *out, Error *error);

typedef struct {
    CardRow row;
    bool delayed; /* its interval was drawn to be longer; `row.due` says how much */
} MemoryCard;

/* The card after these reviews, without those that were taken back. All are of one card, oldest first. Which intervals are longer hangs on the id of the last review alone. */
MemoryCard memory_card(const MemoryRules *rules, const ReviewRow *reviews, size_t count);

/* Whether weights of the learner's own should be looked for: there are MEMORY_FIT_FROM reviews, and MEMORY_FIT_EVERY more than at the last fit. */
bool memory_fit_due(Store *store, const char *learner, bool *due, Error *error);
/* Fits them to the `*count` reviews of the log, on trial; changes nothing. Takes up to a second. */
bool memory_fit(Store *store, const char *learner, FsrsTrial *out, size_t *count, Error *error);
/* Keeps the outcome as an event, also when the published weights stay, and makes all cards again by it. No review may come in meanwhile. */
bool memory_use_fit(Store *store, const char *learner, const FsrsTrial *trial, size_t count, int64_t now, Error *error);

typedef struct {
    size_t events, reviews, cards;
} Rebuilt;

/* Makes reviews and cards again from the whole log of the learner, in place of what is there. */
bool memory_rebuild(Store *store, const char *learner, Rebuilt *out, Error *error);

#endif
