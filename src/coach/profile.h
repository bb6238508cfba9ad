/* profile.h - all that the log says of a learner, beside memory (memory.h): a fold over their events.
 *
 * A profile lives in memory, kept up to date as the log grows, and can be made again at any time; nothing of it is stored. What it holds stays valid until profile_done. */
#ifndef VIVA_COACH_PROFILE_H
#define VIVA_COACH_PROFILE_H

#include "coach/coach.h"
#include "learn/card.h"
#include "learn/knowledge.h"
#include "learn/share.h"

typedef struct {
    int32_t day;
    int64_t spent_ms;
    int attempts, probes, solved;
    Rating learner, skills[SKILL_COUNT]; /* as they stood in the end */
} ProfileDay;

/* What was done of a question. */
typedef struct {
    const char *uuid;
    int32_t last_day, solved_day,
        opened_day; /* of the last judged attempt; of the last that was at the bar; when the explanation was opened. 0: never */
    int32_t wished; /* the day on which the plan shall have it; 0: none */
    int tries;      /* judged on last_day */
    int hints;      /* opened since the last judged attempt of another day */
    double answers; /* judged attempts, one a day, and a quarter for each probe */
    /* Solving it as a review of a card: one a day, by how the day ended or what the learner said of it. */
    FsrsState memory, before;      /* after the last, and before it */
    int32_t before_day, again_day; /* of the one before the last; of the last after it was solved once, 0: none */
    char attempt[37];              /* judged last */
    int64_t spent_ms;              /* on the clock at the last submission */
} ProfileQuestion;

/* A submission that was judged. */
typedef struct {
    char attempt[37];
    FsrsGrade suggested; /* how well it went, as a review of the whole question */
    int said;            /* percent, 0: nothing */
    double chance, right;
    Skill skill;
    int32_t day;
} ProfileForecast;

enum { SITTING_DIAGNOSTIC, SITTING_MEASURE };
typedef struct {
    int kind, number; /* of measures: 0, 1, 2; of diagnostics: how often it was begun */
    const char *uuid, *probe;
    Item item;
    int32_t day;
    int seconds;
    bool right;
} ProfileSitting;

typedef struct {
    int32_t interview; /* 0: no date */
    const char *role;  /* NULL: none chosen */
    int week[7];       /* minutes, from Monday on */
    bool set;
} ProfilePlan;

typedef struct {
    int32_t day;
    int minutes;
} ProfileMinutes;

typedef struct {
    const char *name; /* of the round */
    const char *outcome, *note;
    int32_t day;
    const char *id;
} ProfileOutcome;

/* Reviews that were due, by whether the wait before was drawn to be longer. */
typedef struct {
    int count, right;
} ProfileWaits;

/* The newest fit of the weights of memory (memory.h). */
typedef struct {
    int64_t reviews, held_out; /* reviews 0: there was none */
    double fitted, published;
    bool better;
} ProfileFit;

typedef struct Profile {
    Knowledge knowledge;
    ProfileDay *days; /* by day */
    size_t day_count, day_room;
    ProfileQuestion *questions;
    size_t question_count, question_room;
    ProfileForecast *forecasts;
    size_t forecast_count, forecast_room;
    ProfileSitting *sittings;
    size_t sitting_count, sitting_room;
    ProfileMinutes *minutes;
    size_t minute_count, minute_room;
    ProfileOutcome *outcomes;
    size_t outcome_count, outcome_room;
    ProfilePlan plan;
    ProfileWaits usual, delayed;
    ProfileFit fit;
    bool read[KNOWLEDGE_TOPICS]; /* a probe of the topic's page was answered */
    int begun;                   /* diagnostics that were begun */
    int32_t first_day;           /* of any answer; 0: none */
    size_t events;
} Profile;

/* The learner's profile as the log stands now; NULL with an error. The caller ends its use with profile_done. */
const Profile *profile_of(Coach *coach, const char *learner, Error *error);
void profile_done(Coach *coach, const Profile *profile);
/* Forgets what is kept of one learner, whose log was replaced. */
void profile_forget(Coach *coach, const char *learner);
/* Forgets what is kept of all learners. */
void profiles_free(Coach *coach);

const ProfileQuestion *profile_question(const Profile *profile, const char *uuid); /* NULL: never touched */
const ProfileDay *profile_day(const Profile *profile, int32_t day);                /* NULL: nothing was done */

/* What a question, or a probe of it, asks; false where its topic is not in the bank. */
bool item_of(const Bank *bank, const Question *question, bool probe, Item *out);
int topic_place(const Bank *bank, const char *key); /* -1: none */

#endif
