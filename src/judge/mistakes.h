/* mistakes.h - which known mistake explains what a program does. Pure: outputs in, a name out.
 *
 * A case is telling when the files under submissions/wrong/ do not all make the same of it. A file explains a learner's program when it agrees with it on
 * every telling case that the program fails, and these are two or more. If exactly one file does, its mistake is named; if several do, the
 * one that also agrees on all the other cases, if it is only one. Otherwise the one file that agrees on most of the telling
 * failing cases, 70% at least, is something that this "resembles". */
#ifndef VIVA_JUDGE_MISTAKES_H
#define VIVA_JUDGE_MISTAKES_H

#include "judge/inside.h"

typedef struct {
    const Compare *rules;
    const Output *learner;      /* a case each */
    const bool *failed;         /* whether the learner's program failed the case */
    const Output *const *wrong; /* a row each wrong file, a case each */
    size_t case_count, wrong_count;
} Evidence;

typedef struct {
    int file;         /* index of the wrong file, or -1: nothing is known about this program */
    bool resembles;   /* near, but not named by the rule */
    double agreement; /* share of the telling failing cases that the nearest file agrees on, even where none is near enough */
    size_t telling;   /* failing cases that tell something */
} Suspicion;

#define RESEMBLES_FROM 0.7

Suspicion mistakes_name(const Evidence *evidence);

/* Whether the wrong files, as far as known, do not all make the same of this case. */
bool mistakes_telling(const Evidence *evidence, size_t at);

#endif
