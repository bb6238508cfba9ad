#include "learn/knowledge.h"

#include <math.h>

const char *const skill_names[SKILL_COUNT] = {"fundamentals", "mathematics", "coding", "scenarios", "evaluation", "communication"};

/* Standard deviations among learners before an answer, in logits. */
static const double LEARNERS = 1, SKILLS = 1;
static const double STEP = 0.7, PROBE = -0.9;
static const double Z_80 = 1.2816;

static double logistic(double z) { return 1 / (1 + exp(-z)); }

double item_hardness(const Item *item) { return STEP * (item->difficulty - 3) + (item->probe ? PROBE : 0); }

/* The case of mastery.h, on ratings that live with the caller. */
static MasteryCase case_of(Knowledge *knowledge, const Item *item, Rating *fixed, Rating *none) {
    *fixed = (Rating){.value = item_hardness(item)};
    *none = (Rating){0};
    MasteryCase at = {.learner = &knowledge->learner, .item = fixed, .skill_count = item->words ? 3 : 2};
    at.skills[0] = &knowledge->topics[item->topic];
    at.skills[1] = &knowledge->skills[item->skill];
    at.skills[2] = &knowledge->skills[SKILL_COMMUNICATION];
    for (size_t i = 0; i < at.skill_count; i++) at.skills_items[i] = none;
    return at;
}

double knowledge_chance(const Knowledge *knowledge, const Item *item) {
    Rating fixed, none;
    MasteryCase at = case_of((Knowledge *)knowledge, item, &fixed, &none); /* only read here */
    return mastery_chance(&MASTERY_DEFAULT, &at);
}

/* Of the layer's sum: the learner's doubt and the mean of the skills', by their weights. */
static double doubt_of(double learner, double skills) {
    double l = MASTERY_DEFAULT.w[1] * learner, s = MASTERY_DEFAULT.w[2] * skills;
    return sqrt(l * l + s * s);
}

double knowledge_doubt(const Knowledge *knowledge, const Item *item) {
    double topic = mastery_deviation(&knowledge->topics[item->topic], SKILLS),
           skill = mastery_deviation(&knowledge->skills[item->skill], SKILLS);
    return doubt_of(mastery_deviation(&knowledge->learner, LEARNERS), sqrt(topic * topic + skill * skill) / 2);
}

void knowledge_answered(Knowledge *knowledge, const Item *item, double right) {
    Rating fixed, none;
    MasteryCase at = case_of(knowledge, item, &fixed, &none);
    mastery_answered(&at, right, false);
}

static Level level_of(const Knowledge *knowledge, const Rating *own) {
    Rating learner = knowledge->learner, rating = *own, middle = {0}, none = {0};
    MasteryCase at = {.learner = &learner, .skills = {&rating}, .skills_items = {&none}, .skill_count = 1, .item = &middle};
    double chance = mastery_chance(&MASTERY_DEFAULT, &at), z = log(chance / (1 - chance));
    double doubt = Z_80 * doubt_of(mastery_deviation(&learner, LEARNERS), mastery_deviation(own, SKILLS));
    return (Level){chance, logistic(z - doubt), logistic(z + doubt), own->answers};
}

Level knowledge_topic(const Knowledge *knowledge, int topic) { return level_of(knowledge, &knowledge->topics[topic]); }

Level knowledge_skill(const Knowledge *knowledge, Skill skill) { return level_of(knowledge, &knowledge->skills[skill]); }
