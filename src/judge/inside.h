/* inside.h - what the files of this room share and nobody else sees: the judge itself, cases, and what a call came to. */
#ifndef VIVA_JUDGE_INSIDE_H
#define VIVA_JUDGE_INSIDE_H

#include "judge/judge.h"
#include "text/value.h"

#include <pthread.h>

typedef struct {
    const char *name, *why; /* why: "" when there is nothing to say */
    bool visible, fresh;
    const Value *inputs;
    const void *bytes; /* the inputs as the box gets them */
    size_t len;
} Case;

/* What one program made of one case. */
typedef struct {
    bool known; /* false: it was not run on this case */
    BoxOutcome outcome;
    const Value *value;    /* BOX_OK */
    const char *exception; /* BOX_RUNTIME_ERROR; may be NULL */
    double ms, cpu_ms;     /* of the wall, and of the processor; the latter is not kept on disk */
} Output;

typedef struct Larder Larder;

struct Judge {
    BoxClient *box;
    Larder *larder;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int learners; /* judgements for somebody who waits */
    bool stopping;
};

/* The stack that cases.py of the question runs in: the learner's own, but for SQL, whose cases are made by Python too. */
const char *author_stack(const Question *question);

/* While a learner waits, background work stands aside. */
void judge_enter(Judge *judge);
void judge_leave(Judge *judge);

/* Whether background work should stand aside now. */
bool judge_busy(Judge *judge);

/* Waits until no learner waits; false when the judge is stopping. */
bool judge_idle(Judge *judge);

#endif
