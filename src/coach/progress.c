/* Progress: where the learner stands, each number with its doubt. How they are made: docs/learning.md. */
#include "base/zone.h"
#include "coach/planning.h"
#include "learn/readiness.h"

#include <stdlib.h>
#include <string.h>

enum { WEEKS = 12, FORECAST_DAYS = 30, MONTH = 30, CURVE_NEEDS = 10, OVER_NEEDS = 8, DELAYS_NEED = 20 };

typedef struct {
    Coach *coach;
    Arena *arena;
    const Profile *profile;
    Statuses statuses;
    int32_t today;
} Making;

/* --- skills and topics -------------------------------------------------------------------------------------------------------- */

static json_t *level_json(Level level) {
    return json_pack("{s:f, s:f, s:f, s:f, s:b}", "chance", level.chance, "low", level.low, "high", level.high, "answers",
                     level.answers, "told", level.answers >= LEVEL_NEEDS);
}

/* The ratings as they stood a month ago; false where there was nothing yet. */
static bool month_ago(const Making *m, Knowledge *out) {
    for (size_t i = m->profile->day_count; i-- > 0;) {
        const ProfileDay *day = &m->profile->days[i];
        if (day->day > m->today - MONTH) continue;
        *out = (Knowledge){.learner = day->learner};
        memcpy(out->skills, day->skills, sizeof out->skills);
        return true;
    }
    return false;
}

static json_t *skills_json(const Making *m) {
    json_t *list = json_array();
    Knowledge before;
    bool was = month_ago(m, &before);
    for (int s = 0; s < SKILL_COUNT; s++) {
        Level then = was ? knowledge_skill(&before, (Skill)s) : (Level){0};
        json_array_append_new(list, json_pack("{s:s, s:o, s:o}", "key", skill_names[s], "level",
                                              level_json(knowledge_skill(&m->profile->knowledge, (Skill)s)), "before",
                                              then.answers >= LEVEL_NEEDS ? level_json(then) : json_null()));
    }
    return list;
}

static json_t *topics_json(const Making *m) {
    json_t *list = json_array();
    size_t count, questions;
    const Topic *topics = bank_topics(m->coach->bank, &count);
    const Question *const *all = bank_questions(m->coach->bank, &questions);
    for (size_t t = 0; t < count && t < KNOWLEDGE_TOPICS; t++) {
        json_int_t solved = 0, there = 0;
        for (size_t i = 0; i < questions; i++) {
            if (strcmp(all[i]->topic, topics[t].key) != 0) continue;
            const QuestionStatus *status = status_of(&m->statuses, all[i]);
            there++;
            solved += status && status->accepted > 0;
        }
        json_array_append_new(list,
                              json_pack("{s:s, s:s, s:s, s:o, s:I, s:I}", "key", topics[t].key, "title", topics[t].title, "track",
                                        topics[t].track, "level", level_json(knowledge_topic(&m->profile->knowledge, (int)t)),
                                        "questions", there, "solved", solved));
    }
    return list;
}

/* --- readiness --------------------------------------------------------------------------------------------------------------- */

static json_t *round_json(const Making *m, const Set *set) {
    const char *role = m->profile->plan.role;
    size_t n = 0, unseen = 0, count = 0, topics;
    double basis = 0;
    while (set->questions[count]) count++;
    Item *items = ARENA_MANY(m->arena, Item, count), *fresh = ARENA_MANY(m->arena, Item, count);
    for (size_t i = 0; i < count; i++) {
        Error ignored = {0};
        const Question *question = bank_find(m->coach->bank, set->questions[i], &ignored);
        if (!question || !question_for_role(question, role) || !item_of(m->coach->bank, question, false, &items[n])) continue;
        const ProfileQuestion *done = profile_question(m->profile, question->uuid);
        basis += done ? done->answers : 0;
        if (!done || !done->last_day) fresh[unseen++] = items[n];
        n++;
    }
    if (n == 0) return NULL;
    bool use_unseen = unseen >= 3; /* where all were seen, all stand for those that were not */
    Readiness ready = readiness_of(&m->profile->knowledge, use_unseen ? fresh : items, use_unseen ? unseen : n, basis);
    const Topic *topic = ready.raise >= 0 ? &bank_topics(m->coach->bank, &topics)[ready.raise] : NULL;
    return json_pack("{s:s, s:s, s:f, s:f, s:f, s:b, s:f, s:i, s:I, s:o}", "key", set->key, "title", set->title, "share",
                     ready.share, "low", ready.low, "high", ready.high, "told", ready.told, "basis", basis, "needs",
                     READINESS_NEEDS, "questions", (json_int_t)(use_unseen ? unseen : n), "raise",
                     topic && ready.told ? json_pack("{s:s, s:s, s:f}", "key", topic->key, "title", topic->title, "by", ready.by)
                                         : json_null());
}

static json_t *readiness_json(const Making *m) {
    json_t *rounds = json_array();
    size_t count, told = 0;
    const Set *sets = bank_sets(m->coach->bank, &count);
    double share = 0, low = 0, high = 0;
    for (size_t i = 0; i < count; i++) {
        json_t *row = sets[i].kind == SET_ROUND ? round_json(m, &sets[i]) : NULL;
        if (!row) continue;
        if (json_is_true(json_object_get(row, "told"))) {
            told++;
            share += json_number_value(json_object_get(row, "share"));
            low += json_number_value(json_object_get(row, "low"));
            high += json_number_value(json_object_get(row, "high"));
        }
        json_array_append_new(rounds, row);
    }
    double n = told ? (double)told : 1;
    return json_pack("{s:s?, s:b, s:f, s:f, s:f, s:I, s:o}", "role", m->profile->plan.role, "told", told > 0, "share", share / n,
                     "low", low / n, "high", high / n, "rounds_told", (json_int_t)told, "rounds", rounds);
}

json_t *progress_readiness(Coach *coach, Arena *arena, const Profile *profile) {
    return readiness_json(&(Making){.coach = coach, .arena = arena, .profile = profile});
}

static json_t *share_json(Share share) {
    return json_pack("{s:f, s:f, s:f}", "share", share.share, "low", share.low, "high", share.high);
}

/* --- memory, days ------------------------------------------------------------------------------------------------------------ */

static json_t *fit_json(const ProfileFit *fit) {
    if (!fit->reviews) return json_null();
    return json_pack("{s:I, s:I, s:f, s:f, s:b}", "reviews", (json_int_t)fit->reviews, "held_out", (json_int_t)fit->held_out,
                     "fitted", fit->fitted, "published", fit->published, "used", fit->better);
}

static json_t *waits_json(const ProfileWaits *waits) {
    return json_pack("{s:i, s:i}", "count", waits->count, "right", waits->right);
}

/* How much less is recalled after a longer wait. */
static json_t *delays_json(const Profile *p) {
    Share change = share_change(p->usual.right, p->usual.count, p->delayed.right, p->delayed.count);
    bool told = p->delayed.count >= DELAYS_NEED && p->usual.count >= DELAYS_NEED;
    return json_pack("{s:o, s:o, s:i, s:o}", "usual", waits_json(&p->usual), "delayed", waits_json(&p->delayed), "needs",
                     DELAYS_NEED, "change", told ? share_json(change) : json_null());
}

static json_t *memory_json(const Making *m, const char *learner, Error *error) {
    ReviewForecast forecast;
    if (!reviews_forecast(m->coach, m->arena, learner, m->profile, FORECAST_DAYS, &forecast, error)) return NULL;
    json_t *days = json_array();
    for (int i = 0; i < FORECAST_DAYS; i++)
        json_array_append_new(days, json_pack("{s:o, s:i, s:i}", "date", day_json(m->today + i), "probes", forecast.probes[i],
                                              "seconds", forecast.seconds[i]));
    return json_pack("{s:I, s:f, s:f, s:o, s:o, s:o}", "cards", (json_int_t)forecast.cards, "recall", forecast.recall,
                     "recall_unreviewed", forecast.recall_later, "days", days, "fit", fit_json(&m->profile->fit), "delays",
                     delays_json(m->profile));
}

static json_t *days_json(const Making *m) {
    json_t *list = json_array();
    int weekday = (int)((m->today + 3) % 7);
    for (int32_t day = m->today - weekday - 7 * (WEEKS - 1); day <= m->today; day++) {
        const ProfileDay *done = profile_day(m->profile, day);
        json_array_append_new(list, json_pack("{s:o, s:I, s:i, s:i, s:i}", "date", day_json(day), "minutes",
                                              (json_int_t)(done ? (done->spent_ms + 59999) / 60000 : 0), "attempts",
                                              done ? done->attempts : 0, "probes", done ? done->probes : 0, "solved",
                                              done ? done->solved : 0));
    }
    return list;
}

json_t *progress_days(Coach *coach, const Profile *profile, int32_t today) {
    return days_json(&(Making){.coach = coach, .profile = profile, .today = today});
}

/* --- calibration ------------------------------------------------------------------------------------------------------------- */

static json_t *curve_json(const Forecast *forecasts, size_t count, const double *edges, size_t bins) {
    CalibrationBin found[8];
    json_t *list = json_array();
    calibration_curve(forecasts, count, edges, bins, found);
    for (size_t b = 0; b < bins; b++)
        if (found[b].count)
            json_array_append_new(list, json_pack("{s:f, s:I, s:o}", "stated", found[b].stated, "count", (json_int_t)found[b].count,
                                                  "was", share_json(found[b].was)));
    return list;
}

static json_t *calibration_json(const Forecast *forecasts, size_t count, const double *edges, size_t bins) {
    Calibration all = calibration_of(forecasts, count, -1);
    return json_pack("{s:I, s:f, s:o, s:b, s:o}", "count", (json_int_t)all.count, "brier", all.brier, "over", share_json(all.over),
                     "told", all.count >= CURVE_NEEDS, "curve", curve_json(forecasts, count, edges, bins));
}

/* What to do about it, where the figures say that there is something. */
static const char *advice_of(const Calibration *all) {
    if (all->count < CURVE_NEEDS)
        return "Say before a submission how sure you are; after ten of them this shows whether you can rely on your own doubt.";
    if (all->over.low > 0.03)
        return "You are surer than you are right. Before you commit, name the one case that would prove you wrong and try it; if "
               "none comes to mind, say 70 and not 90.";
    if (all->over.high < -0.03)
        return "You know more than you claim. In an interview that sounds like guessing: say what you are sure of first, then "
               "where it ends.";
    return "What you say and what happens agree, as far as these answers can tell. \"I don't know\" from you means something; keep "
           "it so.";
}

static json_t *by_skill_json(const Forecast *forecasts, size_t count) {
    json_t *list = json_array();
    for (int s = 0; s < DIMENSION_COUNT; s++) {
        Calibration one = calibration_of(forecasts, count, s);
        if (one.count >= OVER_NEEDS)
            json_array_append_new(list, json_pack("{s:s, s:I, s:f, s:o}", "key", skill_names[s], "count", (json_int_t)one.count,
                                                  "brier", one.brier, "over", share_json(one.over)));
    }
    return list;
}

static json_t *both_json(const Making *m) {
    static const double said_edges[] = {0, 0.2, 0.4, 0.6, 0.8, 0.95, 1}, own_edges[] = {0, 0.2, 0.4, 0.6, 0.8, 1};
    const Profile *p = m->profile;
    Forecast *said = ARENA_MANY(m->arena, Forecast, p->forecast_count), *own = ARENA_MANY(m->arena, Forecast, p->forecast_count);
    size_t said_count = 0;
    for (size_t i = 0; i < p->forecast_count; i++) {
        own[i] = (Forecast){p->forecasts[i].chance, p->forecasts[i].right, (int)p->forecasts[i].skill};
        if (p->forecasts[i].said)
            said[said_count++] = (Forecast){p->forecasts[i].said / 100.0, p->forecasts[i].right, (int)p->forecasts[i].skill};
    }
    Calibration all = calibration_of(said, said_count, -1);
    /* Over time: each tenth of what was said. */
    json_t *trend = json_array();
    size_t step = said_count >= 40 ? said_count / 8 : 5;
    for (size_t i = 0; i + step <= said_count; i += step)
        json_array_append_new(trend, json_real(calibration_of(said + i, step, -1).brier));
    return json_pack("{s:o, s:o, s:o, s:o, s:s}", "said", calibration_json(said, said_count, said_edges, 6), "viva",
                     calibration_json(own, p->forecast_count, own_edges, 5), "skills", by_skill_json(said, said_count),
                     "brier_trend", trend, "advice", advice_of(&all));
}

json_t *coach_progress(Coach *coach, const char *learner, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Learner who;
    Making m = {.coach = coach, .arena = arena};
    json_t *memory = NULL, *json = NULL;
    if (!learner_get(coach->store, arena, learner, &who, error) || !statuses_of(coach, arena, learner, &m.statuses, error))
        return NULL;
    m.today = zone_day(who.zone, clock_now(&coach->clock));
    m.profile = profile_of(coach, learner, error);
    if (m.profile && (memory = memory_json(&m, learner, error))) {
        size_t solved = 0;
        for (size_t i = 0; i < m.statuses.count; i++) solved += m.statuses.items[i].accepted > 0;
        json = json_pack("{s:o, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "today", day_json(m.today), "solved",
                         (json_int_t)solved, "skills", skills_json(&m), "topics", topics_json(&m), "readiness", readiness_json(&m),
                         "memory", memory, "calibration", both_json(&m), "days", days_json(&m), "gain",
                         gain_json(coach, m.profile, m.today), "outcomes", outcomes_json(m.profile));
    }
    profile_done(coach, m.profile);
    return json;
}
