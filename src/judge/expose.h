/* expose.h - questions in which the learner writes the cases: how many of the wrong files do they expose, and is each case right itself?
 *
 * What the learner writes runs in one box and gives inputs with what is expected; the right and the wrong files then run on these inputs in boxes of
 * their own. Neither their code nor what they return ever reaches a box with the learner's code in it. */
#ifndef VIVA_JUDGE_EXPOSE_H
#define VIVA_JUDGE_EXPOSE_H

#include "judge/inside.h"

/* Judges the cases in `code` (a file that defines `cases()`). A case counts when the statement allows its input and every accepted file does what it
 * expects; it exposes each wrong file that does anything else. Accepted: as many wrong files exposed as the question asks for, and no other
 * case. The score is exposed / (asked for + cases that do not count), at most 1. What happened to a case is in its `finding`; where
 * cases() itself failed, there is one result named "cases()" that says how. False when viva could not judge. */
bool expose(Judge *judge, Arena *arena, const Question *question, const char *code, JudgeProgress *progress, void *self,
            Judgement *out, Error *error);

/* The proof of such a question (judge_prove): each suite exposes what it says without a false alarm, one is accepted, all wrong files are exposed
 * and no two by the same cases, and the starter is not enough. */
bool prove_suites(Judge *judge, Arena *arena, const Question *question, const Finding **findings, size_t *count, Error *error);

#endif
