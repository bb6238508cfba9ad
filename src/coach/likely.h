/* likely.h - the probes that are likeliest to matter when an interview is near. Private to this room. */
#ifndef VIVA_COACH_LIKELY_H
#define VIVA_COACH_LIKELY_H

#include "coach/inside.h"
#include "coach/profile.h"

typedef struct {
    const Profile *profile;
    const FsrsWeights *weights;
    const CardRow *cards; /* by question and probe */
    size_t card_count;
    int32_t today, interview; /* interview: the day to be ready for; today where there is no date */
} LikelyWanted;

typedef struct {
    const Question *question;
    const Probe *probe;
    const CardRow *card; /* NULL: it was never asked */
    int topic;
    double worth; /* rounds that ask the question x chance of missing the probe then */
} LikelyProbe;

/* At most `most` of them, the likeliest first, without those that were known today; `out` has room. */
size_t likely_probes(Coach *coach, Arena *arena, const LikelyWanted *wanted, size_t most, LikelyProbe *out);

/* reviews.c: the learner's cards as stored, by question and probe, made first where an older viva has not kept them. */
bool cards_of(Coach *coach, Arena *arena, const char *learner, CardRow **out, size_t *count, Error *error);
/* reviews.c: the card of a probe among these, which are by question and probe; or NULL. */
const CardRow *card_of(const CardRow *cards, size_t count, const char *uuid, const char *probe);

#endif
