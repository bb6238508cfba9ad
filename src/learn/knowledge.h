/* knowledge.h - what one learner's answers say about them: ratings of the learner, of each topic and of six skills, and the chance of answering something. Pure.
 *
 * The ratings are those of learn/mastery.h. What is asked is as hard as its author says (1 to 5), and does not move: one learner's answers cannot tell a hard item from a weak
 * learner. Skills are the five dimensions and communication, which every answer in words exercises. Every answer and its date are needed to get here, nothing else. */
#ifndef VIVA_LEARN_KNOWLEDGE_H
#define VIVA_LEARN_KNOWLEDGE_H

#include "learn/mastery.h"

enum { KNOWLEDGE_TOPICS = 64 };

typedef enum {
    SKILL_FUNDAMENTALS,
    SKILL_MATHEMATICS,
    SKILL_CODING,
    SKILL_SCENARIOS,
    SKILL_EVALUATION,
    SKILL_COMMUNICATION,
    SKILL_COUNT
} Skill;
enum { DIMENSION_COUNT = SKILL_COMMUNICATION };

extern const char *const skill_names[SKILL_COUNT]; /* "fundamentals" ... "communication" */

/* What is asked. */
typedef struct {
    int topic;      /* 0..KNOWLEDGE_TOPICS-1 */
    Skill skill;    /* of its dimension */
    bool words;     /* communication too */
    bool probe;     /* half a minute, else a whole question */
    int difficulty; /* 1..5 */
} Item;

typedef struct {
    Rating learner, topics[KNOWLEDGE_TOPICS], skills[SKILL_COUNT];
} Knowledge; /* of somebody new: {0} */

/* How hard an item is, in logits above an average one: .7 a step of difficulty; a probe asks for a part. */
double item_hardness(const Item *item);

/* The chance of a right answer, 0..1. */
double knowledge_chance(const Knowledge *knowledge, const Item *item);

/* The standard deviation of that chance's logit, by how much was answered. */
double knowledge_doubt(const Knowledge *knowledge, const Item *item);

/* After an answer, right 0..1. */
void knowledge_answered(Knowledge *knowledge, const Item *item, double right);

/* Where a topic or a skill stands, as the chance for a whole question of middle difficulty there, whatever else it asks; and the ends of an 80% interval. */
typedef struct {
    double chance, low, high;
    double answers;
} Level;
Level knowledge_topic(const Knowledge *knowledge, int topic);
Level knowledge_skill(const Knowledge *knowledge, Skill skill);

/* Below so many answers nothing is said about a topic or a skill. */
enum { LEVEL_NEEDS = 3 };

#endif
