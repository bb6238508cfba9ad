/* plan.h - what to do on which day until the interview. Pure: the same input gives the same plan.
 *
 * A day belongs to one theme (a topic), which the next day may deepen; it holds the reviews that are due (probes first, then a whole question to solve again), at most two new problems, and at a first visit the page of the topic. What does
 * not fit a day is split and goes on the next. What was missed is not added to the days that remain: every plan begins today, from what is known now. The last three
 * days bring nothing new; an interview within four days makes a plan of its own: the likeliest probes, two stories, an early stop on the eve. */
#ifndef VIVA_LEARN_PLAN_H
#define VIVA_LEARN_PLAN_H

#include "learn/knowledge.h"

#include <stdint.h>

enum {
    PLAN_DAYS = 84,      /* at most, from today */
    PLAN_DAYS_OPEN = 28, /* without an interview */
    PLAN_SHORT = 4,      /* days to the interview: a plan of its own */
    PLAN_TAPER = 3,      /* last days without anything new */
    PLAN_PROBLEMS = 2,   /* a day */
    PLAN_AGAIN = 2,      /* whole questions a week and topic that are solved again */
    PLAN_ENTRIES = 8,    /* a day, at most */
    PLAN_PAGE_MINUTES = 10,
    PLAN_CHECK_MINUTES = 10,
    PLAN_PROBES = 15, /* of a short plan, a day */
    PLAN_PROBES_MINUTES = 12,
    PLAN_LEAST = 5 /* minutes: less is not begun */
};
#define PLAN_REVIEW_SHARE 0.4 /* of a day's minutes, at most; probes and whole questions that are solved again together */

typedef struct {
    Item item;
    int minutes;
    double weight; /* how much it matters for the role, > 0; 0: not asked of it */
    bool behavioural;
    bool solved;   /* at the bar: planned only when it is due again, and in the last days */
    int32_t due;   /* the day from which on it should be solved again, before it is forgotten; 0: none */
    int32_t again; /* the last day on which it was; 0: none */
    bool begun;    /* goes on first */
    int spent;     /* minutes of it that are done */
    int32_t day;   /* the learner wants it on that day; 0: no wish */
} PlanQuestion;

typedef struct {
    int topics;
    bool page[KNOWLEDGE_TOPICS];       /* there is one that was not read */
    uint64_t before[KNOWLEDGE_TOPICS]; /* prerequisites, a bit a topic */
} PlanTopics;

typedef struct {
    int32_t today, interview; /* days (base/zone.h); interview 0: none, or past */
    int week[7];              /* minutes from Monday on, 0..600 */
    const int *minutes;       /* of the first `minute_count` days from today where they differ; -1: as the week says */
    int minute_count;
    const int *reviews; /* seconds of reviews due on the first `review_count` days from today */
    int review_count;
    int left;      /* minutes of today that are not used up; -1: all */
    bool diagnose; /* the diagnostic is not finished */
} PlanDays;

typedef enum {
    PLAN_REVIEWS,
    PLAN_QUESTION,
    PLAN_PAGE,
    PLAN_DIAGNOSTIC,
    PLAN_LIKELY,
    PLAN_PROJECTS,
    PLAN_STORIES,
    PLAN_NEWS,
    PLAN_KIND_COUNT
} PlanKind;
extern const char *const plan_kind_names[PLAN_KIND_COUNT];

typedef enum {
    WHY_DUE,    /* would be forgotten */
    WHY_BEGUN,  /* goes on */
    WHY_WISHED, /* the learner put it there */
    WHY_FIRST,  /* the first of its topic */
    WHY_WEAK,   /* the topic is weak and matters */
    WHY_DEEPER, /* the theme of the day before, one step on */
    WHY_MIX,    /* another kind beside the theme */
    WHY_STORY,  /* stories are half of many interviews */
    WHY_LIKELY, /* likely to be asked, and within reach */
    WHY_FRESH,  /* known; to have it at hand */
    WHY_AGAIN,  /* known, and would be forgotten: once more from a blank page */
    WHY_KNOW,   /* to know where to begin */
    WHY_COUNT
} PlanWhy;

typedef struct {
    int32_t day;
    PlanKind kind;
    PlanWhy why;
    int question;    /* PLAN_QUESTION: its place; else -1 */
    int topic;       /* of a question or page; else -1 */
    int minutes;     /* on this day */
    int part, parts; /* 1 of 1, or a part of what is split */
} PlanEntry;

/* The entries by day, in the order of doing; at most `room` (PLAN_DAYS * PLAN_ENTRIES always suffices). */
size_t plan_make(const Knowledge *knowledge, const PlanTopics *topics, const PlanDays *days, const PlanQuestion *questions,
                 size_t count, PlanEntry *out, size_t room);

/* The minutes of a day of that plan, and the last day that it can hold. */
int plan_minutes(const PlanDays *days, int32_t day);
int32_t plan_last_day(const PlanDays *days);

/* How much a question is worth on its own: weight, and how near its chance is to three in four. What is planned first of one topic. */
double plan_worth(const Knowledge *knowledge, const PlanQuestion *question);

#endif
