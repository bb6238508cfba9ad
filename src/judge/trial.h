/* trial.h - one program, case after case, in the box. */
#ifndef VIVA_JUDGE_TRIAL_H
#define VIVA_JUDGE_TRIAL_H

#include "judge/inside.h"

typedef struct {
    const Question *question;
    const char *code, *file;
    double seconds;    /* CPU a call; 0: the question's own */
    int patience;      /* time and memory limits reached after which the other cases are not run */
    size_t apart;      /* the cases from this one on have a child of their own; 0: all share one */
    bool background;   /* stands aside for learners */
    JudgeSteps *steps; /* added to; NULL: not wanted */
} Trial;

/* Told after each case, in order. What the reply points to is on the trial's arena. A case that was not run has BOX_NO_RESULT and a message that
 * says why. */
typedef void TrialTold(void *self, size_t at, const BoxReply *reply);

/* Opens a session with the code and calls it once a case; after the death of the child a fresh session for the cases that are left. False when viva
 * could not try (or, in the background, is stopping); the code's own failures are in the replies. */
bool trial_run(Judge *judge, Arena *arena, const Trial *trial, const Case *cases, size_t count, TrialTold *told, void *self,
               Error *error);

/* The same, kept as outputs; `outputs` has `count` items. Cases that were not run stay unknown. */
bool trial_outputs(Judge *judge, Arena *arena, const Trial *trial, const Case *cases, size_t count, Output *outputs, Error *error);

/* False for the reply of a case that was passed over. */
bool trial_was_run(const BoxReply *reply);

/* One case's reply as an output (of a program: what it printed); unknown when it was passed over. */
Output trial_output(Arena *arena, const Question *question, const BoxReply *reply);

/* Whether two outputs are the same: equal values (NaN as NaN, whatever the rules say), the same type of exception, or the same limit. */
bool outputs_agree(const Compare *rules, const Output *one, const Output *other);

/* The stack must be ready before a session is opened; waits for it a while when it is loading. */
bool trial_ready(Judge *judge, const char *stack, Error *error);

#endif
