/* mastery.h - how likely somebody answers an item rightly, from all that was answered before.
 *
 * Elo ratings in logits, as in chess: of a learner, of a learner in each skill, of an item, and of a skill's items as a whole. Every answer moves them by what it
 * surprised, in steps that shrink with the number of answers. A layer of nine weights, fitted by logistic regression on the ratings as they stood before each answer, turns them
 * into a calibrated chance. Source of the ratings: R. Pelanek, Applications of the Elo rating system in adaptive educational systems, 2016; the steps were tuned
 * on the ASSISTments 2009 answers. */
#ifndef VIVA_LEARN_MASTERY_H
#define VIVA_LEARN_MASTERY_H

#include <stdbool.h>
#include <stddef.h>

enum { MASTERY_WEIGHTS = 9, MASTERY_SKILLS_MOST = 16 };

/* A rating that never answered is {0}. */
typedef struct {
    double value;       /* logits: strength, or difficulty */
    double answers;     /* that moved it */
    double surprise;    /* of late: an exponential mean of (right - expected), -1..1 */
    double information; /* sum of p (1 - p) over these answers */
} Rating;

/* Who answered what: ratings that live with the caller. */
typedef struct {
    Rating *learner;
    Rating *skills[MASTERY_SKILLS_MOST];       /* the learner's, in the item's skills */
    Rating *skills_items[MASTERY_SKILLS_MOST]; /* how hard the items of these skills are for everybody */
    size_t skill_count;                        /* 0..MASTERY_SKILLS_MOST */
    Rating *item;
} MasteryCase;

/* Weights of: 1, the learner, the skills, the difficulty, late surprise at the learner, at the skills, log(1 + answers in the skills), that times the skills,
 * log(1 + answers). */
typedef struct {
    double w[MASTERY_WEIGHTS];
} MasteryLayer;

/* Fitted on four fifths of the learners of ASSISTments 2009 (60% of the source); `viva bench mastery` fits its own. */
extern const MasteryLayer MASTERY_DEFAULT;

/* What the layer weighs. */
void mastery_features(const MasteryCase *at, double *features);

/* The calibrated chance of a right answer, 0..1. */
double mastery_chance(const MasteryLayer *layer, const MasteryCase *at);

/* After an answer, `right` 0..1 (a share for answers that are partly right): moves the learner's ratings, and with `items` those of the item and its skills. */
void mastery_answered(MasteryCase *at, double right, bool items);

/* The standard deviation of a rating's value, by the information in its answers and a prior of standard deviation `before` (logits). */
double mastery_deviation(const Rating *rating, double before);

/* The layer under which `right` (0..1) is most probable given `features` (count rows of MASTERY_WEIGHTS): Newton's method, ridge 1. */
MasteryLayer mastery_fit(const double *features, const double *right, size_t count);

#endif
