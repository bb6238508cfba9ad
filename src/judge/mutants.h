/* mutants.h - how much the cases of a question see: the reference with one small mistake at a time, and which of these nobody notices.
 *
 * A mutant that passes every case is a mistake that a learner could make without hearing of it, unless no input tells the two programs apart: such
 * a change is declared in submissions/equivalent.yaml, with the reason. */
#ifndef VIVA_JUDGE_MUTANTS_H
#define VIVA_JUDGE_MUTANTS_H

#include "judge/judge.h"

typedef enum { MUTANT_UNTRIED, MUTANT_KILLED, MUTANT_SURVIVED, MUTANT_EQUIVALENT } MutantFate;

typedef struct {
    int line;                   /* of reference.py */
    const char *says;           /* "`<` became `<=` in `a < b`" */
    const char *before, *after; /* the lines that differ */
    const char *code;           /* the whole program */
    const Equivalent *declared; /* the entry of equivalent.yaml that names it, or NULL */
    MutantFate fate;            /* MUTANT_EQUIVALENT: declared, and indeed never noticed */
    const char *killer;         /* MUTANT_KILLED: the case that it failed first */
    Verdict verdict;            /* MUTANT_KILLED: on that case */
} Mutant;

typedef struct {
    Mutant *mutants; /* in the order of the file */
    size_t count;    /* at most MUTANTS_MOST besides the declared ones */
    size_t made;     /* before they were sampled */
    size_t killed, survived, equivalent;
    double score;            /* killed / (killed + survived), 0..1; 1 when there is none of either */
    const Finding *findings; /* what is wrong with equivalent.yaml, or with the cases themselves */
    size_t finding_count;
} MutantReport;

/* More than this many are sampled evenly over the file. */
#define MUTANTS_MOST 200

/* The score that a question must reach. */
#define MUTANTS_ENOUGH 0.95

/* Told after each mutant, under a lock, on one of several threads. */
typedef void MutantProgress(void *self, size_t done, size_t total);

/* Whether the question is one whose reference can be mutated: Python that the learner writes or repairs. */
bool judge_can_mutate(const Question *question);

/* Tries every mutant of the question on its fixed cases and on fresh ones whose seeds depend on the question alone, so that a score repeats.
 * The report lies on the arena. False when viva could not try. */
bool judge_mutants(Judge *judge, Arena *arena, const Question *question, MutantProgress *progress, void *self, MutantReport *report,
                   Error *error);

#endif
