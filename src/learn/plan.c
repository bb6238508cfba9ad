/* plan.c: a day at a time, greedily. What is chosen is taken from what is left, so no question stands twice. */
#include "learn/plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const plan_kind_names[PLAN_KIND_COUNT] = {"reviews", "question", "page",    "diagnostic",
                                                      "likely",  "projects", "stories", "news"};

static const double PRACTISED = 0.4;

typedef struct {
    const Knowledge *knowledge;
    const PlanTopics *topics;
    const PlanDays *days;
    const PlanQuestion *questions;
    size_t count;
    int *left;                                           /* minutes of each question that are not planned yet; 0: done with */
    int *parts;                                          /* days on which it stands */
    double *chance, *worth;                              /* of each question, as things stand */
    bool seen[KNOWLEDGE_TOPICS], page[KNOWLEDGE_TOPICS]; /* topics that were begun; pages still to read */
    int planned[KNOWLEDGE_TOPICS];                       /* questions of each topic */
    int theme, run;                                      /* of the day before, and how many days in a row */
    int32_t themed[KNOWLEDGE_TOPICS];                    /* the last day on which it was the theme */
    int carried, again;                                  /* a question that goes on, and one that is solved again; -1: none */
    int32_t again_days[KNOWLEDGE_TOPICS][PLAN_AGAIN];    /* the last days on which questions of each topic were solved again */
    PlanEntry *out;
    size_t used, room;
} Plan;

/* 1970-01-01, day 0, was a Thursday: 3 from Monday. */
static int weekday_of(int32_t day) { return (int)(((day % 7) + 7 + 3) % 7); }

int plan_minutes(const PlanDays *days, int32_t day) {
    int at = day - days->today, minutes = days->week[weekday_of(day)];
    if (at >= 0 && at < days->minute_count && days->minutes[at] >= 0) minutes = days->minutes[at];
    if (days->interview && day == days->interview - 1) minutes /= 2; /* the eve */
    if (at == 0 && days->left >= 0 && days->left < minutes) minutes = days->left;
    return minutes;
}

int32_t plan_last_day(const PlanDays *days) {
    int32_t far = days->today + PLAN_DAYS - 1;
    if (!days->interview || days->interview < days->today) return days->today + PLAN_DAYS_OPEN - 1;
    return days->interview - 1 < far ? days->interview - 1 : far;
}

double plan_worth(const Knowledge *knowledge, const PlanQuestion *question) {
    double off = fabs(knowledge_chance(knowledge, &question->item) - 0.75);
    return question->weight * fmax(0.1, 1 - off / 0.6);
}

static void add(Plan *plan, PlanEntry entry) {
    if (plan->used < plan->room) plan->out[plan->used++] = entry;
}

static PlanEntry entry_of(int32_t day, PlanKind kind, PlanWhy why, int minutes) {
    return (PlanEntry){
        .day = day, .kind = kind, .why = why, .question = -1, .topic = -1, .minutes = minutes, .part = 1, .parts = 1};
}

/* As much of the question as fits; what is left goes on the next day. */
static int place(Plan *plan, int32_t day, int question, PlanWhy why, int budget) {
    int minutes = plan->left[question] < budget ? plan->left[question] : budget, rest = plan->left[question] - minutes;
    if (rest > 0 && rest < PLAN_LEAST) rest = 0; /* a few minutes more are not worth another day */
    PlanEntry entry = entry_of(day, PLAN_QUESTION, why, minutes);
    entry.question = question;
    entry.topic = plan->questions[question].item.topic;
    entry.part = ++plan->parts[question];
    plan->left[question] = rest;
    plan->carried = rest > 0 ? question : -1;
    plan->seen[entry.topic] = true;
    plan->planned[entry.topic] += entry.part == 1;
    add(plan, entry);
    return minutes;
}

static bool prepared(const Plan *plan, int topic) {
    for (int t = 0; t < plan->topics->topics; t++)
        if ((plan->topics->before[topic] >> t & 1) && !plan->seen[t] && plan->knowledge->topics[t].answers < LEVEL_NEEDS)
            return false;
    return true;
}

static bool open_to(const Plan *plan, int q, bool solved_too) {
    const PlanQuestion *question = &plan->questions[q];
    return plan->left[q] > 0 && question->weight > 0 && (solved_too || !question->solved) && question->day == 0;
}

/* What practice in a topic would add to readiness: how far the chances of the role's questions would move with the topic (weight p (1 - p), summed), times how much the best
 * question that is left teaches, less the more was practised there already. */
static double need_of(const Plan *plan, int topic, int32_t day) {
    double moves = 0, teaches = 0;
    for (size_t q = 0; q < plan->count; q++) {
        const PlanQuestion *question = &plan->questions[q];
        if (question->item.topic != topic || question->behavioural) continue;
        double p = plan->chance[q];
        moves += question->weight * p * (1 - p);
        if (open_to(plan, (int)q, false) && plan->worth[q] > teaches) teaches = plan->worth[q];
    }
    double need = moves * teaches / (1 + PRACTISED * (plan->knowledge->topics[topic].answers + plan->planned[topic]));
    if (!prepared(plan, topic)) need *= 0.4;
    if (topic == plan->theme) return plan->run < 2 ? need * 1.6 : need * 0.2;
    int32_t since = plan->themed[topic] ? day - plan->themed[topic] : 99;
    return since < 5 ? need * 0.15 * (double)since : need;
}

static int choose_theme(const Plan *plan, int32_t day) {
    int best = -1;
    double most = 0;
    for (int t = 0; t < plan->topics->topics; t++) {
        double need = need_of(plan, t, day);
        if (need > most) {
            most = need;
            best = t;
        }
    }
    return best;
}

/* topic -1: any but `not`. */
static int choose_question(const Plan *plan, int topic, int not_topic, int not_skill, bool behavioural, int budget) {
    int best = -1;
    double most = 0;
    for (size_t q = 0; q < plan->count; q++) {
        const PlanQuestion *question = &plan->questions[q];
        if (!open_to(plan, (int)q, false) || question->behavioural != behavioural) continue;
        if (topic >= 0 ? question->item.topic != topic
                       : question->item.topic == not_topic || (int)question->item.skill == not_skill)
            continue;
        double worth = plan->worth[q] * (plan->left[q] <= budget ? 1 : 0.7) * (prepared(plan, question->item.topic) ? 1 : 0.4);
        if (worth > most) {
            most = worth;
            best = (int)q;
        }
    }
    return best;
}

static int reviews_on(const Plan *plan, int32_t day, int budget) {
    int at = day - plan->days->today, seconds = at < plan->days->review_count ? plan->days->reviews[at] : 0;
    int minutes = (seconds + 59) / 60, most = (int)(PLAN_REVIEW_SHARE * budget);
    return minutes < most ? minutes : most;
}

static int add_reviews(Plan *plan, int32_t day, int budget) {
    int minutes = reviews_on(plan, day, budget);
    if (minutes > 0) add(plan, entry_of(day, PLAN_REVIEWS, WHY_DUE, minutes));
    return minutes;
}

static bool again_allowed(const Plan *plan, int topic, int32_t day) {
    for (int i = 0; i < PLAN_AGAIN; i++)
        if (!plan->again_days[topic][i] || day - plan->again_days[topic][i] >= 7) return true;
    return false;
}

static void note_again(Plan *plan, int topic, int32_t day) {
    int32_t *days = plan->again_days[topic];
    int oldest = 0;
    for (int i = 1; i < PLAN_AGAIN; i++)
        if (days[i] < days[oldest]) oldest = i;
    if (day > days[oldest]) days[oldest] = day;
}

/* The whole question that has waited longest to be solved again; -1: none. */
static int choose_again(const Plan *plan, int32_t day) {
    int best = -1;
    for (size_t q = 0; q < plan->count; q++) {
        const PlanQuestion *question = &plan->questions[q];
        if (!question->due || question->due > day || !open_to(plan, (int)q, true) || plan->parts[q]) continue;
        if (!again_allowed(plan, question->item.topic, day)) continue;
        if (best < 0 || question->due < plan->questions[best].due) best = (int)q;
    }
    return best;
}

/* Within what the day's probes leave of its reviews; longer ones go on the next day. */
static int add_again(Plan *plan, int32_t day, int budget) {
    int carried = plan->carried, q = plan->again >= 0 && plan->left[plan->again] > 0 ? plan->again : -1;
    if (budget < PLAN_LEAST) return 0;
    plan->again = -1;
    if (q < 0 && (q = choose_again(plan, day)) >= 0) note_again(plan, plan->questions[q].item.topic, day);
    if (q < 0) return 0;
    int minutes = place(plan, day, q, WHY_AGAIN, budget);
    if (plan->left[q] > 0) plan->again = q;
    plan->carried = carried;
    return minutes;
}

/* What was wished for this day, and what goes on from before. Returns the minutes; counts the problems. */
static int add_fixed(Plan *plan, int32_t day, int budget, int *problems) {
    int used = 0, carried = plan->carried;
    plan->carried = -1;
    if (carried >= 0 && budget >= PLAN_LEAST) {
        used += place(plan, day, carried, WHY_BEGUN, budget);
        ++*problems;
    } else {
        plan->carried = carried;
    }
    for (size_t q = 0; q < plan->count && budget - used >= PLAN_LEAST && *problems < PLAN_PROBLEMS + 1; q++) {
        if (plan->questions[q].day != day || plan->left[q] <= 0) continue;
        used += place(plan, day, (int)q, WHY_WISHED, budget - used);
        ++*problems;
    }
    return used;
}

/* One that is known, of a weight, once more: not to learn, to have it at hand. */
static int choose_known(const Plan *plan, int budget) {
    int best = -1;
    double most = 0;
    for (size_t q = 0; q < plan->count; q++) {
        if (!open_to(plan, (int)q, true) || plan->left[q] > budget || plan->questions[q].behavioural) continue;
        double worth = plan->questions[q].weight * plan->chance[q];
        if (worth > most) {
            most = worth;
            best = (int)q;
        }
    }
    return best;
}

static void plan_day(Plan *plan, int32_t day, int budget) {
    int problems = 0;
    if (plan->days->diagnose && day == plan->days->today) { /* five minutes at a time; it can be left and resumed */
        add(plan, entry_of(day, PLAN_DIAGNOSTIC, WHY_KNOW, 5));
        budget -= 5;
    }
    int reviews = add_reviews(plan, day, budget);
    budget -= reviews + add_again(plan, day, (int)(PLAN_REVIEW_SHARE * budget) - reviews);
    budget -= add_fixed(plan, day, budget, &problems);
    bool story = weekday_of(day) == 5 || (day - plan->days->today) % 7 == 4; /* once or twice a week */
    int theme = choose_theme(plan, day);
    if (theme >= 0 && budget >= PLAN_LEAST && problems < PLAN_PROBLEMS) {
        bool deeper = theme == plan->theme, first = !plan->seen[theme] && plan->knowledge->topics[theme].answers < LEVEL_NEEDS;
        plan->run = deeper ? plan->run + 1 : 1;
        plan->theme = theme;
        plan->themed[theme] = day;
        if (plan->page[theme] && budget >= PLAN_PAGE_MINUTES) {
            PlanEntry page = entry_of(day, PLAN_PAGE, first ? WHY_FIRST : WHY_WEAK, PLAN_PAGE_MINUTES);
            page.topic = theme;
            add(plan, page);
            plan->page[theme] = false;
            budget -= PLAN_PAGE_MINUTES;
        }
        int q = budget >= PLAN_LEAST ? choose_question(plan, theme, -1, -1, false, budget) : -1;
        if (q >= 0) {
            budget -= place(plan, day, q, deeper ? WHY_DEEPER : first ? WHY_FIRST : WHY_WEAK, budget);
            problems++;
        }
        int skill = q >= 0 ? (int)plan->questions[q].item.skill : -1;
        q = story && budget >= PLAN_LEAST ? choose_question(plan, -1, -1, -1, true, budget) : -1;
        if (q >= 0 && plan->carried < 0) {
            budget -= place(plan, day, q, WHY_STORY, budget);
            problems++;
        }
        while (problems < PLAN_PROBLEMS && budget >= 2 * PLAN_LEAST && plan->carried < 0) {
            bool mix = problems > 0 && day % 2 == 0;
            q = choose_question(plan, mix ? -1 : theme, theme, skill, false, budget);
            if (q < 0) q = choose_question(plan, -1, -1, -1, false, budget);
            if (q < 0) break;
            bool same = plan->questions[q].item.topic == theme;
            budget -= place(plan, day, q, same ? WHY_DEEPER : WHY_MIX, budget);
            problems++;
        }
    }
    int known = problems == 0 && plan->carried < 0 && budget >= PLAN_LEAST ? choose_known(plan, budget) : -1;
    if (known >= 0) place(plan, day, known, WHY_FRESH, budget); /* all is solved: what faded is worth another look */
}

static void plan_taper(Plan *plan, int32_t day, int budget) {
    static const PlanKind checks[] = {PLAN_NEWS, PLAN_STORIES, PLAN_PROJECTS}; /* the eve, two and three days before */
    int problems = 0, before = plan->days->interview - 1 - day;
    budget -= add_reviews(plan, day, budget);
    if (budget >= PLAN_LEAST) {
        int minutes = budget < PLAN_CHECK_MINUTES ? budget : PLAN_CHECK_MINUTES;
        add(plan, entry_of(day, checks[before], WHY_FRESH, minutes));
        budget -= minutes;
    }
    budget -= add_fixed(plan, day, budget, &problems);
    int q = before > 0 && !problems ? choose_known(plan, budget) : -1;
    if (q >= 0) place(plan, day, q, WHY_FRESH, budget);
}

static void plan_short(Plan *plan, int32_t day, int budget) {
    bool eve = day == plan->days->interview - 1, first = day == plan->days->today;
    int problems = 0, probes = budget < PLAN_PROBES_MINUTES ? budget : PLAN_PROBES_MINUTES;
    if (eve && budget >= 2 * PLAN_LEAST && 2 * probes > budget) probes = budget / 2; /* the other half is for the past projects */
    add(plan, entry_of(day, PLAN_LIKELY, WHY_LIKELY, probes));
    budget -= probes;
    if (eve && budget >= PLAN_LEAST) {
        int minutes = budget < PLAN_CHECK_MINUTES ? budget : PLAN_CHECK_MINUTES;
        add(plan, entry_of(day, PLAN_PROJECTS, WHY_FRESH, minutes));
        budget -= minutes;
    }
    budget -= add_fixed(plan, day, budget, &problems);
    for (int n = 0; n < 2 && (first || eve) && problems < 2 && budget >= PLAN_LEAST; n++) {
        int q = first || plan->days->today == plan->days->interview - 1 ? choose_question(plan, -1, -1, -1, true, budget) : -1;
        if (q < 0) break;
        budget -= place(plan, day, q, WHY_STORY, budget);
        problems++;
    }
    if (!eve && budget >= PLAN_LEAST) {
        int q = choose_known(plan, budget);
        if (q >= 0) place(plan, day, q, WHY_LIKELY, budget);
    }
    plan->carried = -1; /* nothing is left over for a day that may not come */
}

/* Each entry of a question says of how many parts it is one. */
static void count_parts(Plan *plan) {
    for (size_t i = 0; i < plan->used; i++)
        if (plan->out[i].kind == PLAN_QUESTION) plan->out[i].parts = plan->parts[plan->out[i].question];
}

size_t plan_make(const Knowledge *knowledge, const PlanTopics *topics, const PlanDays *days, const PlanQuestion *questions,
                 size_t count, PlanEntry *out, size_t room) {
    Plan plan = {.knowledge = knowledge,
                 .topics = topics,
                 .days = days,
                 .questions = questions,
                 .count = count,
                 .theme = -1,
                 .carried = -1,
                 .again = -1,
                 .out = out,
                 .room = room};
    plan.left = calloc(count + 1, sizeof *plan.left);
    plan.parts = calloc(count + 1, sizeof *plan.parts);
    plan.chance = calloc(count + 1, sizeof *plan.chance);
    plan.worth = calloc(count + 1, sizeof *plan.worth);
    if (!plan.left || !plan.parts || !plan.chance || !plan.worth) abort();
    memcpy(plan.page, topics->page, sizeof plan.page);
    for (size_t q = 0; q < count; q++) {
        plan.chance[q] = knowledge_chance(knowledge, &questions[q].item);
        plan.worth[q] = plan_worth(knowledge, &questions[q]);
        plan.left[q] = questions[q].minutes - questions[q].spent;
        if (plan.left[q] < PLAN_LEAST) plan.left[q] = PLAN_LEAST;
        if (questions[q].again && questions[q].item.topic >= 0) note_again(&plan, questions[q].item.topic, questions[q].again);
        if (questions[q].begun && questions[q].day == 0 && plan.carried < 0) plan.carried = (int)q;
    }
    bool interview = days->interview >= days->today && days->interview > 0,
         soon = interview && days->interview - days->today <= PLAN_SHORT;
    for (int32_t day = days->today; day <= plan_last_day(days); day++) {
        int budget = plan_minutes(days, day);
        if (budget < PLAN_LEAST) continue;
        if (soon)
            plan_short(&plan, day, budget);
        else if (interview && days->interview - day <= PLAN_TAPER)
            plan_taper(&plan, day, budget);
        else
            plan_day(&plan, day, budget);
    }
    count_parts(&plan);
    free(plan.left);
    free(plan.parts);
    free(plan.chance);
    free(plan.worth);
    return plan.used;
}
