/* examine.h - one program against cases whose expected outputs are known: what became of each case. */
#ifndef VIVA_JUDGE_EXAMINE_H
#define VIVA_JUDGE_EXAMINE_H

#include "judge/inside.h"

typedef struct {
    /* given */
    const Question *question;
    const char *code, *file;
    const Case *cases;
    const Output *expected;
    size_t count;
    size_t apart;            /* as in a Trial */
    bool check;              /* cases.py has a check(): it judges instead of the comparison */
    int patience;            /* time or memory limits reached after which the other cases are not run */
    JudgeProgress *progress; /* may be NULL */
    void *self;
    /* found; all on the arena, `count` items each */
    CaseResult *results;
    Output *outputs;
    bool *failed;
    long memory_kb;
    JudgeSteps steps;
} Examination;

/* Fills the found part. False when viva could not judge. */
bool examine(Judge *judge, Arena *arena, Examination *examination, Error *error);

/* "solution.py", "solution.sql" or, where cases are written, "cases.py": the name under which the learner's own file appears in tracebacks. */
const char *learner_file(const Question *question);

/* The verdict on a call that came to this, before anything is compared; and what happened, in one line: "ValueError: k is 0". */
Verdict reply_verdict(const BoxReply *reply);
const char *reply_failure(Arena *arena, const BoxReply *reply);

#endif
