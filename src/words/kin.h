/* kin.h - to which of several questions of one kind does a text speak?
 *
 * A story told for another question has a situation, an own decision, a figure and a lesson as well, and so makes most points of this one: what a rubric finds is its
 * form. Its subject shows beside the other questions of the kind: a text for this question shares more words, and pairs of words, with this question's texts than
 * with theirs. The fit is the cosine (retrieval.h, VIEW_PAIRS) with this question, in standard deviations above its mean over all of them; only what clearly fits another one is told to be about
 * something else. No author has to name the
 * subject, and nothing is fitted but the borders in kin.c. */
#ifndef VIVA_WORDS_KIN_H
#define VIVA_WORDS_KIN_H

#include "words/passage.h"

#define SUBJECT_ID "subject" /* what it is called among the points, none of which may have this id */

enum { KIN_FEWEST = 6 }; /* questions: beside fewer there is no telling */

/* A question as it is known by its words. All texts are the owner's and must stay. */
typedef struct {
    const char *slug, *title;
    const char *const *texts; /* what it asks, and what a full answer says */
    size_t count;
} KinQuestion;

/* Safe to be shared by threads. The texts are read when the first answer comes, so that a bank with hundreds of stories loads no slower. */
typedef struct Kin Kin;
Kin *kin_new(const KinQuestion *questions, size_t count);
void kin_free(Kin *kin); /* NULL is fine */

/* What a text speaks to. */
typedef struct {
    bool compared; /* false: it is too short, or there are fewer than KIN_FEWEST questions; all else is then 0 or NULL */
    double
        fit; /* standard deviations above the mean, and what its points speak for; 1.5 and more for most answers to the question itself */
    double factor; /* what is left of a score: 1 where it fits, LEFT (kin.c) where it does not, in between where it is open */
    const KinQuestion
        *nearest; /* the question it fits best, where that is another and the factor is below 1; NULL otherwise. The kin's */
} Subject;

/* Of an answer to the question at place `self` that makes the share `made` (0..1) of its points' weight: who makes nearly all of them more likely means this one. */
Subject kin_subject(Arena *scratch, Kin *kin, size_t self, const Passage *answer, double made);

#endif
