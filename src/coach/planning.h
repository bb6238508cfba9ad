/* planning.h - a plan while it is made and told: what Today, Plan and the calendar share. Private to this room. */
#ifndef VIVA_COACH_PLANNING_H
#define VIVA_COACH_PLANNING_H

#include "coach/inside.h"
#include "coach/profile.h"
#include "learn/plan.h"

typedef struct {
    Coach *coach;
    const Profile *profile;
    Statuses statuses;
    const Question *const *questions; /* of the bank */
    PlanQuestion *candidates;         /* one for each */
    PlanTopics topics;
    PlanDays days;
    int32_t today;
    double retention; /* that the learner wishes for */
    int used;         /* minutes of today that are done */
    PlanEntry *entries;
    size_t count;
} Planning;

/* The plan as of now, on the arena; the profile stays the caller's. */
bool planning_of(Coach *coach, Arena *arena, const char *learner, const Profile *profile, Planning *out, Error *error);
const char *planning_mode(const Planning *planning); /* "open" "dated" "short" */
/* Why an entry stands where it does, in a sentence or two; on the arena, or lasting. */
const char *planning_why(Arena *arena, const Planning *planning, const PlanEntry *entry);
/* The role of that key; NULL: there is none, or key is NULL. */
const Role *planning_role(const Bank *bank, const char *key);
json_t *plan_entry_json(Arena *arena, const Planning *planning, const PlanEntry *entry);

/* A day as a JSON string; 0 is null. */
json_t *day_json(int32_t day);

/* sittings.c: whether the diagnostic has more to ask. */
bool sitting_open(Coach *coach, const Profile *profile);
/* sittings.c: the change between the measurements: {"measures": [{"number", "date", "right", "count"}], "change": {"share", "low", "high"} or null, "next": a date or null}. */
json_t *gain_json(Coach *coach, const Profile *profile, int32_t today);

/* progress.c: readiness of each round and on the whole, and the last twelve weeks, as Today shows them. */
json_t *progress_readiness(Coach *coach, Arena *arena, const Profile *profile);
json_t *progress_days(Coach *coach, const Profile *profile, int32_t today);

/* reviews.c: the seconds of reviews due on each of `days` days from the learner's today on, what is new today among them; mean recall today of all cards, and how many there are. */
typedef struct {
    int *seconds, *probes;       /* of each day */
    double recall, recall_later; /* today; after these days without any review */
    size_t cards;
} ReviewForecast;
bool reviews_forecast(Coach *coach, Arena *arena, const char *learner, const Profile *profile, int days, ReviewForecast *out,
                      Error *error);
/* reviews.c: how many probes are due, how many are new today, and how many seconds both take. */
bool reviews_waiting(Coach *coach, Arena *arena, const char *learner, const Profile *profile, size_t *due, size_t *fresh,
                     int64_t *seconds, Error *error);

/* outcomes.c: the list of what was logged. */
json_t *outcomes_json(const Profile *profile);

#endif
