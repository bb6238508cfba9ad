/* Sixty days of simulated learners: who follows the plan ends readier than who goes through the bank in order, or at random.
 *
 * A simulated learner has a general ability, and one in each topic. Working a minute in a topic raises it, most where a question is neither hopeless nor trivial, less the more
 * was learned already, and by half while a prerequisite is far behind; all of it fades with a half-life of 45 days. There is less time than the bank would take. These are assumptions; what is compared is only the choice of what to do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "learn/plan.h"

#include <math.h>

enum { TOPICS = 12, QUESTIONS = 96, DAYS = 60, LEARNERS = 60, MINUTES = 20, ROOM = PLAN_DAYS * PLAN_ENTRIES, TODAY = 20780 };
typedef enum { BY_PLAN, IN_ORDER, AT_RANDOM, POLICIES } Policy;

static uint64_t state;

static double uniform(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (double)(state >> 11) / 9007199254740992.0;
}

static double normal(void) { return sqrt(-2 * log(1 - uniform())) * cos(2 * M_PI * uniform()); }

typedef struct {
    double general, topic[TOPICS], learned[TOPICS];
    Knowledge knowledge;
    PlanQuestion questions[QUESTIONS];
    PlanTopics topics;
    double done[QUESTIONS]; /* minutes */
} Person;

static double chance_of(const Person *person, const Item *item) {
    return 1 / (1 + exp(item_hardness(item) - person->general - person->topic[item->topic] - person->learned[item->topic]));
}

static Person person_new(uint64_t seed) {
    Person person = {.topics = {.topics = TOPICS}};
    state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    person.general = 0.8 * normal();
    for (int t = 0; t < TOPICS; t++) {
        person.topic[t] = normal() - 0.5;
        if (t >= 4) person.topics.before[t] = UINT64_C(1) << (t - 4);
    }
    for (int q = 0; q < QUESTIONS; q++) /* as in a bank: by topic, then by difficulty; some topics matter less to the role */
        person.questions[q] = (PlanQuestion){.item = {.topic = q / (QUESTIONS / TOPICS),
                                                      .skill = (Skill)(q % DIMENSION_COUNT),
                                                      .difficulty = 1 + q % (QUESTIONS / TOPICS) * 5 / 8},
                                             .minutes = 10 + 5 * (q % 4),
                                             .weight = q / (QUESTIONS / TOPICS) % 3 == 2 ? 0.3 : 1};
    return person;
}

/* By the role's weights. */
static double readiness(const Person *person) {
    double sum = 0, weight = 0;
    for (int q = 0; q < QUESTIONS; q++) {
        sum += person->questions[q].weight * chance_of(person, &person->questions[q].item);
        weight += person->questions[q].weight;
    }
    return sum / weight;
}

static void work(Person *person, int q, double minutes) {
    PlanQuestion *question = &person->questions[q];
    int topic = question->item.topic;
    double p = chance_of(person, &question->item), ready = 1;
    for (int t = 0; t < TOPICS; t++)
        if ((person->topics.before[topic] >> t & 1) && person->general + person->topic[t] + person->learned[t] < -1) ready = 0.5;
    person->learned[topic] += minutes * 0.03 * ready * 4 * p * (1 - p) * fmax(0, 1 - person->learned[topic] / 2.5);
    person->done[q] += minutes;
    question->begun = person->done[q] < question->minutes - 1;
    question->spent = (int)person->done[q];
    if (question->begun) return;
    question->spent = 0;
    person->done[q] = 0;
    knowledge_answered(&person->knowledge, &question->item, uniform() < p);
    question->solved = true;
}

static void follow_plan(Person *person, int day) {
    static PlanEntry out[ROOM];
    PlanDays days = {.today = TODAY + day, .interview = TODAY + DAYS, .left = -1};
    for (int i = 0; i < 7; i++) days.week[i] = MINUTES;
    size_t count = plan_make(&person->knowledge, &person->topics, &days, person->questions, QUESTIONS, out, ROOM);
    for (size_t i = 0; i < count && out[i].day == days.today; i++)
        if (out[i].kind == PLAN_QUESTION) work(person, out[i].question, out[i].minutes);
}

static void follow_list(Person *person, const int *order) {
    double left = MINUTES;
    for (int i = 0; i < QUESTIONS && left >= 1; i++) {
        int q = order[i];
        double rest = person->questions[q].minutes - person->done[q], now = rest < left ? rest : left;
        if ((person->questions[q].solved && i < QUESTIONS) || now <= 0) continue;
        work(person, q, now);
        left -= now;
    }
}

static double sixty_days(uint64_t seed, Policy policy) {
    Person person = person_new(seed);
    int order[QUESTIONS];
    for (int q = 0; q < QUESTIONS; q++) order[q] = q;
    for (int q = QUESTIONS - 1; q > 0 && policy == AT_RANDOM; q--) {
        int k = (int)(uniform() * (q + 1)), was = order[q];
        order[q] = order[k];
        order[k] = was;
    }
    for (int day = 0; day < DAYS; day++) {
        if (policy == BY_PLAN)
            follow_plan(&person, day);
        else
            follow_list(&person, order);
        for (int t = 0; t < TOPICS; t++) person.learned[t] *= exp2(-1.0 / 45);
    }
    return readiness(&person);
}

static void the_plan_leads_further_than_order_and_chance(void **unused) {
    (void)unused;
    double mean[POLICIES] = {0}, before = 0;
    for (uint64_t seed = 1; seed <= LEARNERS; seed++) {
        Person person = person_new(seed);
        before += readiness(&person) / LEARNERS;
        for (int policy = 0; policy < POLICIES; policy++) mean[policy] += sixty_days(seed, (Policy)policy) / LEARNERS;
    }
    print_message("readiness %.3f at first; after sixty days %.3f by the plan, %.3f in the bank's order, %.3f at random\n", before,
                  mean[BY_PLAN], mean[IN_ORDER], mean[AT_RANDOM]);
    assert_true(mean[BY_PLAN] > mean[IN_ORDER] + 0.01);
    assert_true(mean[BY_PLAN] > mean[AT_RANDOM] + 0.003);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_plan_leads_further_than_order_and_chance)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
