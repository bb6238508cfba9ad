/* The plan: made anew whenever it is looked at, from what is known now (learn/plan.h). So a missed day leaves nothing behind, and there is nothing to repair.
 *
 * What the learner sets (date, role, minutes, a question on another day) is in the log alone (profile.h). */
#include "learn/plan.h"
#include "base/zone.h"
#include "coach/inside.h"
#include "coach/memory.h"
#include "coach/planning.h"
#include "coach/profile.h"

#include <stdlib.h>
#include <string.h>

enum { MINUTES_A_DAY = 30, MINUTES_MOST = 600, FAR = 365, DRAFTS = 20 };

/* A whole question takes the minutes of many probes, so it is left to fade further before it is solved again. */
static const double WHOLE = 0.1;

/* Whose draft was left open, if anybody's. */
static const Question *begun_question(Coach *coach, const Statuses *statuses, const Draft *drafts, size_t count, int *spent) {
    for (size_t i = 0; i < count; i++) {
        const Question *question = bank_find_uuid(coach->bank, drafts[i].question_uuid);
        const QuestionStatus *status = question ? status_of(statuses, question) : NULL;
        if (!question || (status && (status->accepted || question_in_words(question)))) continue;
        if ((question->starter && strcmp(drafts[i].code, question->starter) == 0) ||
            (question->nearly && strcmp(drafts[i].code, question->nearly) == 0))
            continue;
        *spent = (int)(drafts[i].spent_ms / 60000);
        return question;
    }
    return NULL;
}

/* When it should be solved again, and how much of that was done since it was submitted last. */
static void set_again(const Planning *planning, const ProfileQuestion *done, const Draft *drafts, size_t count, PlanQuestion *out) {
    if (done->memory.stability <= 0) return;
    out->due = done->last_day + card_interval(&FSRS_DEFAULT, done->memory.stability, planning->retention - WHOLE);
    out->again = done->again_day;
    for (size_t i = 0; i < count && out->due <= planning->today; i++)
        if (strcmp(drafts[i].question_uuid, done->uuid) == 0 && drafts[i].spent_ms > done->spent_ms)
            out->spent = (int)((drafts[i].spent_ms - done->spent_ms) / 60000);
}

static PlanQuestion plan_question(const Planning *planning, const Statuses *statuses, const Question *question, const Draft *drafts,
                                  size_t count) {
    const ProfileQuestion *done = profile_question(planning->profile, question->uuid);
    const QuestionStatus *status = status_of(statuses, question);
    PlanQuestion out = {.minutes = question->minutes, .behavioural = question->type == TYPE_BEHAVIOURAL};
    bool fits = item_of(planning->coach->bank, question, false, &out.item) && question_usable(question) &&
                question_for_role(question, planning->profile->plan.role);
    out.solved = (done && done->solved_day) || (status && status->accepted);
    out.weight = fits ? 1 : 0;
    if (done && !out.solved && done->last_day && planning->today - done->last_day < 7 && question_in_words(question))
        out.weight *= 0.3;
    if (done && done->wished >= planning->today) out.day = done->wished;
    if (done && done->solved_day) set_again(planning, done, drafts, count, &out);
    return out;
}

static void set_topics(Planning *planning) {
    size_t count;
    const Topic *topics = bank_topics(planning->coach->bank, &count);
    planning->topics.topics = (int)(count < KNOWLEDGE_TOPICS ? count : KNOWLEDGE_TOPICS);
    for (int t = 0; t < planning->topics.topics; t++) {
        planning->topics.page[t] = topics[t].page && !planning->profile->read[t];
        for (const char **before = topics[t].prerequisites; *before; before++) {
            int at = topic_place(planning->coach->bank, *before);
            if (at >= 0) planning->topics.before[t] |= UINT64_C(1) << at;
        }
    }
}

static bool set_days(Planning *planning, Arena *arena, const char *learner, Error *error) {
    const Profile *profile = planning->profile;
    ReviewForecast reviews;
    if (!reviews_forecast(planning->coach, arena, learner, profile, PLAN_DAYS, &reviews, error)) return false;
    int *minutes = ARENA_MANY(arena, int, PLAN_DAYS);
    for (int i = 0; i < PLAN_DAYS; i++) minutes[i] = -1;
    for (size_t i = 0; i < profile->minute_count; i++) {
        int at = profile->minutes[i].day - planning->today;
        if (at >= 0 && at < PLAN_DAYS) minutes[at] = profile->minutes[i].minutes;
    }
    planning->days = (PlanDays){.today = planning->today,
                                .interview = profile->plan.interview >= planning->today ? profile->plan.interview : 0,
                                .minutes = minutes,
                                .minute_count = PLAN_DAYS,
                                .reviews = reviews.seconds,
                                .review_count = PLAN_DAYS,
                                .left = -1,
                                .diagnose = profile->plan.set && sitting_open(planning->coach, profile)};
    for (int i = 0; i < 7; i++) planning->days.week[i] = profile->plan.set ? profile->plan.week[i] : MINUTES_A_DAY;
    const ProfileDay *day = profile_day(profile, planning->today);
    int whole = plan_minutes(&planning->days, planning->today), used = day ? (int)(day->spent_ms / 60000) : 0;
    planning->used = used;
    planning->days.left = used < whole ? whole - used : 0;
    return true;
}

bool planning_of(Coach *coach, Arena *arena, const char *learner, const Profile *profile, Planning *out, Error *error) {
    Learner who;
    Statuses statuses;
    MemoryRules rules;
    Draft *drafts;
    size_t count, draft_count;
    *out = (Planning){.coach = coach, .profile = profile};
    if (!learner_get(coach->store, arena, learner, &who, error) || !statuses_of(coach, arena, learner, &statuses, error) ||
        !memory_rules(coach->store, &who, &rules, error) ||
        !draft_latest(coach->store, arena, learner, DRAFTS, &drafts, &draft_count, error))
        return false;
    out->retention = rules.retention;
    out->today = zone_day(who.zone, clock_now(&coach->clock));
    set_topics(out);
    if (!set_days(out, arena, learner, error)) return false;
    out->questions = bank_questions(coach->bank, &count);
    out->candidates = ARENA_MANY(arena, PlanQuestion, count);
    int spent = 0;
    const Question *begun = begun_question(coach, &statuses, drafts, draft_count, &spent);
    for (size_t q = 0; q < count; q++) {
        out->candidates[q] = plan_question(out, &statuses, out->questions[q], drafts, draft_count);
        if (out->questions[q] != begun) continue;
        out->candidates[q].begun = true;
        out->candidates[q].spent = spent;
    }
    out->entries = ARENA_MANY(arena, PlanEntry, PLAN_DAYS * PLAN_ENTRIES);
    out->count = plan_make(&profile->knowledge, &out->topics, &out->days, out->candidates, count, out->entries,
                           (size_t)PLAN_DAYS * PLAN_ENTRIES);
    out->statuses = statuses;
    return true;
}

/* --- why ------------------------------------------------------------------------------------------------------------------- */

static const char *why_reviews(Arena *arena, const Planning *planning, const PlanEntry *entry) {
    int at = entry->day - planning->today, seconds = planning->days.reviews[at];
    if (seconds > entry->minutes * 60 + 59)
        return arena_printf(arena,
                            "What you would soon forget. %d minutes are due; more than %d would leave too little for anything new.",
                            (seconds + 59) / 60, entry->minutes);
    return "What you would soon forget, half a minute each.";
}

static const char *why_topic(Arena *arena, const Planning *planning, const PlanEntry *entry) {
    size_t count;
    const char *title = bank_topics(planning->coach->bank, &count)[entry->topic].title;
    Level level = knowledge_topic(&planning->profile->knowledge, entry->topic);
    double chance = entry->question >= 0
                        ? knowledge_chance(&planning->profile->knowledge, &planning->candidates[entry->question].item)
                        : level.chance;
    switch (entry->why) {
    case WHY_BEGUN:
        return "You have begun it; it goes on where you left.";
    case WHY_WISHED:
        return "You put it on this day.";
    case WHY_FIRST:
        return arena_printf(arena, "%s is new to you%s.", title, planning->profile->plan.role ? " and asked of your role" : "");
    case WHY_DEEPER:
        return arena_printf(arena, "One step deeper into %s, while it is fresh.", title);
    case WHY_MIX:
        return arena_printf(arena, "Another kind beside the day's theme, so that you learn to tell them apart (%s).", title);
    case WHY_STORY:
        return "Stories are half of many interviews, and they need telling more than once.";
    case WHY_LIKELY:
        return arena_printf(arena, "Likely to be asked, and within reach: some %.0f in 100.", 100 * chance);
    case WHY_AGAIN:
        return "You solved it, and by now it fades. Once more from a blank page: that holds longer than reading it again.";
    case WHY_FRESH:
        return "You know it. Once more from a blank page, to have it at hand.";
    default:
        if (level.answers < LEVEL_NEEDS) return arena_printf(arena, "Little is known of you in %s yet.", title);
        return arena_printf(arena, "%s: you would get some %.0f in 100 of its questions, and it matters.", title,
                            100 * level.chance);
    }
}

const char *planning_why(Arena *arena, const Planning *planning, const PlanEntry *entry) {
    switch (entry->kind) {
    case PLAN_REVIEWS:
        return why_reviews(arena, planning, entry);
    case PLAN_DIAGNOSTIC:
        return "To know where to begin. It can be left at any time, and goes on where you left.";
    case PLAN_LIKELY:
        return "The fifteen probes most likely to matter in your rounds. Nothing long-term any more: only what helps on the day.";
    case PLAN_PROJECTS:
        return "Go through your past projects: the baseline, what you decided and why, what you would do otherwise.";
    case PLAN_STORIES:
        return "Tell your stories aloud once: the situation in two sentences, then what you did.";
    case PLAN_NEWS:
        return "Read what the company and the field have brought lately. Then stop early, and sleep.";
    default:
        return why_topic(arena, planning, entry);
    }
}

/* --- JSON ------------------------------------------------------------------------------------------------------------------ */

json_t *plan_entry_json(Arena *arena, const Planning *planning, const PlanEntry *entry) {
    json_t *json = json_pack("{s:s, s:s, s:i, s:i, s:i, s:b}", "kind", plan_kind_names[entry->kind], "why",
                             planning_why(arena, planning, entry), "minutes", entry->minutes, "part", entry->part, "parts",
                             entry->parts, "again", entry->why == WHY_AGAIN);
    json_object_set_new(json, "begun", json_boolean(entry->question >= 0 && planning->candidates[entry->question].spent > 0));
    json_object_set_new(json, "wished", json_boolean(entry->why == WHY_WISHED));
    const Question *question = entry->question >= 0 ? planning->questions[entry->question] : NULL;
    size_t count;
    const Topic *topics = bank_topics(planning->coach->bank, &count);
    json_object_set_new(json, "question",
                        question ? card_json(planning->coach, question, status_of(&planning->statuses, question)) : json_null());
    json_object_set_new(json, "topic",
                        entry->topic >= 0
                            ? json_pack("{s:s, s:s}", "key", topics[entry->topic].key, "title", topics[entry->topic].title)
                            : json_null());
    return json;
}

json_t *day_json(int32_t day) {
    char date[11];
    return day ? json_string(day_iso(day, date)) : json_null();
}

const char *planning_mode(const Planning *planning) {
    int32_t interview = planning->days.interview;
    if (!interview) return "open";
    if (interview - planning->today <= PLAN_SHORT) return "short";
    return "dated";
}

static json_t *days_json(Arena *arena, const Planning *planning) {
    json_t *days = json_array();
    size_t at = 0;
    for (int32_t day = planning->today; day <= plan_last_day(&planning->days); day++) {
        json_t *items = json_array();
        int planned = 0;
        for (; at < planning->count && planning->entries[at].day == day; at++) {
            planned += planning->entries[at].minutes;
            json_array_append_new(items, plan_entry_json(arena, planning, &planning->entries[at]));
        }
        PlanDays whole = planning->days;
        whole.left = -1;
        int own = day - planning->today < planning->days.minute_count ? planning->days.minutes[day - planning->today] : -1;
        json_array_append_new(days,
                              json_pack("{s:o, s:i, s:o, s:i, s:o}", "date", day_json(day), "minutes", plan_minutes(&whole, day),
                                        "own", own >= 0 ? json_integer(own) : json_null(), "planned", planned, "items", items));
    }
    return days;
}

static json_t *plan_json(Arena *arena, const Planning *planning) {
    const ProfilePlan *plan = &planning->profile->plan;
    int32_t interview = planning->days.interview;
    json_t *week = json_array();
    for (int i = 0; i < 7; i++) json_array_append_new(week, json_integer(planning->days.week[i]));
    return json_pack("{s:o, s:o, s:o, s:s?, s:o, s:b, s:s, s:i, s:o}", "today", day_json(planning->today), "interview",
                     day_json(interview), "days_left", interview ? json_integer(interview - planning->today) : json_null(), "role",
                     plan->role, "week", week, "set", plan->set, "mode", planning_mode(planning), "used", planning->used, "days",
                     days_json(arena, planning));
}

json_t *coach_plan(Coach *coach, const char *learner, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Profile *profile = profile_of(coach, learner, error);
    Planning planning;
    json_t *json = profile && planning_of(coach, arena, learner, profile, &planning, error) ? plan_json(arena, &planning) : NULL;
    profile_done(coach, profile);
    return json;
}

/* --- setting --------------------------------------------------------------------------------------------------------------- */

/* A date not before `today`, or null: 0. */
static bool read_day(const json_t *value, const char *where, int32_t today, int32_t *day, Error *error) {
    *day = 0;
    if (!value || json_is_null(value)) return true;
    if (!day_parse(json_string_value(value), day)) return error_set(error, ERR_INVALID, where, "a date is written like 2026-12-20");
    if (*day < today) return error_set(error, ERR_INVALID, where, "%s is past", json_string_value(value));
    return *day <= today + FAR ||
           error_set(error, ERR_INVALID, where, "%s is more than a year away; come back then", json_string_value(value));
}

static bool read_week(const json_t *week, Error *error) {
    for (size_t i = 0; i < 7; i++) {
        json_int_t minutes = json_integer_value(json_array_get(week, i));
        if (minutes < 0 || minutes > MINUTES_MOST)
            return error_set(error, ERR_INVALID, "/week", "a day has 0 to %d minutes", MINUTES_MOST);
    }
    return true;
}

const Role *planning_role(const Bank *bank, const char *key) {
    size_t count;
    const Role *roles = bank_roles(bank, &count);
    for (size_t i = 0; key && i < count; i++)
        if (strcmp(roles[i].key, key) == 0) return &roles[i];
    return NULL;
}

json_t *coach_plan_set(Coach *coach, const char *learner, const json_t *body, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Learner who;
    int32_t interview;
    if (!learner_get(coach->store, arena, learner, &who, error)) return NULL;
    int32_t today = zone_day(who.zone, clock_now(&coach->clock));
    const char *role = json_string_value(json_object_get(body, "role"));
    if (!read_day(json_object_get(body, "interview"), "/interview", today, &interview, error) ||
        !read_week(json_object_get(body, "week"), error))
        return NULL;
    if (role && !planning_role(coach->bank, role)) {
        error_set(error, ERR_INVALID, "/role", "there is no role '%.60s'", role);
        return NULL;
    }
    json_t *data = json_pack("{s:i, s:s?, s:O}", "interview", interview, "role", role, "week", json_object_get(body, "week"));
    return coach_log(coach, arena, &who, "plan-set", NULL, data, error) ? coach_plan(coach, learner, error) : NULL;
}

json_t *coach_plan_minutes(Coach *coach, const char *learner, const char *date, const json_t *body, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Learner who;
    int32_t day;
    if (!learner_get(coach->store, arena, learner, &who, error)) return NULL;
    if (!day_parse(date, &day)) {
        error_set(error, ERR_INVALID, "date", "a date is written like 2026-12-20");
        return NULL;
    }
    const json_t *value = json_object_get(body, "minutes");
    json_int_t minutes = json_is_null(value) ? -1 : json_integer_value(value);
    if (minutes < -1 || minutes > MINUTES_MOST) {
        error_set(error, ERR_INVALID, "/minutes", "a day has 0 to %d minutes", MINUTES_MOST);
        return NULL;
    }
    json_t *data = json_pack("{s:i, s:I}", "day", day, "minutes", minutes);
    return coach_log(coach, arena, &who, "plan-minutes", NULL, data, error) ? coach_plan(coach, learner, error) : NULL;
}

json_t *coach_plan_wish(Coach *coach, const char *learner, const char *slug, const json_t *body, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Learner who;
    int32_t day;
    const Question *question = question_of(coach, slug, false, error);
    if (!question || !learner_get(coach->store, arena, learner, &who, error) ||
        !read_day(json_object_get(body, "day"), "/day", zone_day(who.zone, clock_now(&coach->clock)), &day, error))
        return NULL;
    return coach_log(coach, arena, &who, "plan-wished", question, json_pack("{s:i}", "day", day), error)
               ? coach_plan(coach, learner, error)
               : NULL;
}
