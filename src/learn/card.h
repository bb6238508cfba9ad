/* card.h - one card: what its reviews make of it, when it is due, and which grade an answer suggests. Pure. */
#ifndef VIVA_LEARN_CARD_H
#define VIVA_LEARN_CARD_H

#include "learn/fsrs.h"

#include <stddef.h>
#include <stdint.h>

enum { CARD_INTERVAL_MOST = 365 }; /* days; an interview is nearer than a year */

typedef struct {
    int32_t day; /* the learner's day, a number */
    FsrsGrade grade;
} CardReview;

typedef struct {
    FsrsState memory;
    int32_t day; /* of the last review */
    int32_t due; /* the first day on which it should be asked again; the last day itself when it was forgotten then */
    int reviews, lapses;
} Card;

/* A card after its reviews, oldest first; days that go backwards (a clock was set) count as 0. `retention`: the chance of recall wished for when it is due, 0.7..0.97.
 * Without a review all is 0. */
Card card_after(const FsrsWeights *weights, double retention, const CardReview *reviews, size_t count);

/* What an answer suggests: wrong is again; right is easy within a third of the time that was expected, hard beyond twice of it, else good. Unknown times (0) are good. */
FsrsGrade card_suggest(bool right, int64_t spent_ms, int64_t expected_ms);

/* How a whole question went. */
typedef struct {
    bool bar;                      /* at the bar; */
    bool nearly;                   /* ... or half of it at least */
    int hints;                     /* opened before */
    int tries;                     /* failed on the same day before */
    int sure;                      /* percent, said before; 0: nothing */
    int64_t spent_ms, expected_ms; /* 0: unknown */
} CardWhole;

/* What solving a whole question suggests: below the bar again, or hard where half was there; with a hint, a failure or twice the time before it hard; easy who was sure (90% and
 * more) and took half the time at most; else good. */
FsrsGrade card_suggest_whole(const CardWhole *how);

/* Days until the chance of recall has fallen to `retention`, 1..CARD_INTERVAL_MOST. */
int32_t card_interval(const FsrsWeights *weights, double stability, double retention);

/* A card and the day of an interview. */
typedef struct {
    double stability;
    int32_t day, due; /* as in Card */
} CardNear;

enum { CARD_NEAR_DAYS = 10 };
#define CARD_NEAR_RECALL 0.95

/* Trades intervals against the date: what matters is what is fresh on the day. In the last CARD_NEAR_DAYS days before `interview` a card that would be known by fewer than
 * CARD_NEAR_RECALL on the day is due once more, and one that would be known waits until it is over. The load is spread evenly over these days, the most stable cards first, so
 * that what fades fastest comes last. What was due before these days stays so. Changes `due` alone; calling it again each day keeps what is left even. */
void card_near(const FsrsWeights *weights, int32_t today, int32_t interview, CardNear *cards, size_t count);

#endif
