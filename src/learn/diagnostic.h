/* diagnostic.h - which probe to ask next, to learn most about somebody in little time. Pure.
 *
 * What is believed is a Gaussian over 1 + SKILL_COUNT + topics abilities: a general one, and what each skill and topic adds. An answer to an item is right with chance
 * logistic(general + skill + topic - hardness); it moves the belief by one step of the extended Kalman filter. The next item is the one that takes most variance from what the
 * learner will be told (the levels of the five dimensions, and of topics), a second of answering. Source of the step: R. Herbrich, T. Minka, T. Graepel,
 * TrueSkill, 2006 uses the same idea for a probit; here logistic(z) is linearised at the mean with the variance of z counted in. */
#ifndef VIVA_LEARN_DIAGNOSTIC_H
#define VIVA_LEARN_DIAGNOSTIC_H

#include "learn/knowledge.h"

enum { BELIEF_SIZE = 1 + DIMENSION_COUNT + KNOWLEDGE_TOPICS };

typedef struct {
    int topics;                                   /* those in use: 1..KNOWLEDGE_TOPICS */
    double mean[BELIEF_SIZE];                     /* general, dimensions, topics */
    double covariance[BELIEF_SIZE * BELIEF_SIZE]; /* row by row, the first 1 + DIMENSION_COUNT + topics of each */
} Belief;

/* Before any answer. */
void belief_start(Belief *belief, int topics);
void belief_answered(Belief *belief, const Item *item, double right);

/* How strong somebody is in a dimension or a topic, general ability included: the mean, and the standard deviation. */
double belief_dimension(const Belief *belief, int dimension, double *deviation);
double belief_topic(const Belief *belief, int topic, double *deviation);

typedef struct {
    Item item;
    int seconds;
    bool asked;
} Candidate;

/* The place of the candidate, not yet asked, that is worth most a second; -1 when all were asked or none would tell anything more: every dimension is known to
 * DIAGNOSTIC_ENOUGH. */
#define DIAGNOSTIC_ENOUGH 0.35 /* logits */
int diagnostic_next(const Belief *belief, const Candidate *candidates, size_t count);

#endif
