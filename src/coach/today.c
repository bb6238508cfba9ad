/* Today: what to do now. Three honest things: the work that was left open, one next question with the reason for it, and what was done last. */
#include "base/zone.h"
#include "coach/planning.h"
#include "coach/words.h"

#include <stdio.h>
#include <string.h>

enum { RECENT = 6, DRAFTS_LOOKED_AT = 20 };

static bool is_solved(const QuestionStatus *status) { return status && status->accepted > 0; }

/* The newest draft of a question that is not solved and holds more than what it started from. */
static json_t *resume_json(Coach *coach, Arena *arena, const char *learner, const Statuses *statuses, const Question **resumed,
                           Error *error) {
    Draft *drafts = NULL;
    size_t count = 0;
    *resumed = NULL;
    if (!draft_latest(coach->store, arena, learner, DRAFTS_LOOKED_AT, &drafts, &count, error)) return NULL;
    for (size_t i = 0; i < count; i++) {
        const Question *question = bank_find_uuid(coach->bank, drafts[i].question_uuid);
        if (!question || is_solved(status_of(statuses, question))) continue;
        bool begun = !(question->starter && strcmp(drafts[i].code, question->starter) == 0) &&
                     !(question->nearly && strcmp(drafts[i].code, question->nearly) == 0);
        if (!begun) continue;
        *resumed = question;
        return json_pack("{s:o, s:o, s:I}", "question", card_json(coach, question, status_of(statuses, question)), "saved",
                         json_time(drafts[i].saved), "spent_ms", (json_int_t)drafts[i].spent_ms);
    }
    return json_null();
}

static bool topic_tried(Coach *coach, const Statuses *statuses, const char *topic) {
    size_t count;
    const Question *const *all = bank_questions(coach->bank, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i]->topic, topic) == 0 && status_of(statuses, all[i])) return true;
    return false;
}

/* Lower is better: what was tried without success first, then topics not yet touched, then the easier question. */
static int rank_of(Coach *coach, const Statuses *statuses, const Question *question) {
    const QuestionStatus *status = status_of(statuses, question);
    int base = status ? 0 : topic_tried(coach, statuses, question->topic) ? 20 : 10;
    return base + question->difficulty;
}

static const Question *next_question(Coach *coach, const Statuses *statuses, const Question *resumed) {
    size_t count;
    const Question *const *all = bank_questions(coach->bank, &count), *best = NULL, *first = bank_first(coach->bank);
    if (first && statuses->count == 0 && first != resumed) return first;
    for (size_t i = 0; i < count; i++) {
        if (!question_usable(all[i]) || all[i] == resumed || is_solved(status_of(statuses, all[i]))) continue;
        if (!best || rank_of(coach, statuses, all[i]) < rank_of(coach, statuses, best)) best = all[i];
    }
    return best;
}

/* The cases exposed something and were not accepted: too little, or some of them are false alarms. */
static const char *why_suite(Arena *arena, const QuestionStatus *status, const Question *question) {
    bool enough = (size_t)status->last_passed >= question_to_expose(question);
    return arena_printf(arena, "Your cases exposed %d of %d bugs last time. %s", status->last_passed, status->last_total,
                        enough ? "Some of them fail for programs that are right; mend these, and it is done."
                               : "Which claim of the contract does none of them touch yet?");
}

static const char *why_answer(Arena *arena, const QuestionStatus *status) {
    if (status->last_self_assessed)
        return arena_printf(arena, "You ticked %d of %d points after listening to yourself. Now write it, and have it read.",
                            status->last_passed, status->last_total);
    if (!status->last_verdict) return "Your last answer to this one is still to be read.";
    return arena_printf(arena, "Your last answer was %s: %d of %d points. Now that you know which are missing, tell it again.",
                        status->last_verdict, status->last_passed, status->last_total);
}

static const char *why_next(Coach *coach, Arena *arena, const Statuses *statuses, const Question *question) {
    const QuestionStatus *status = status_of(statuses, question);
    if (status && question_in_words(question)) return why_answer(arena, status);
    if (status && status->last_passed > 0 && question->run.mode == MODE_TESTS) return why_suite(arena, status, question);
    if (status && status->last_total > 0 && status->last_passed > 0)
        return arena_printf(arena, "You got %d of %d cases last time. With the feedback fresh, it is worth finishing.",
                            status->last_passed, status->last_total);
    if (status) return "You began this one and it did not pass yet. Its hints lead there step by step.";
    if (statuses->count == 0)
        return question->nearly ? "A good first question: the code is nearly right, and you find out why it is not."
                                : "A good first question.";
    if (!topic_tried(coach, statuses, question->topic)) {
        const Topic *topic = bank_topic(coach->bank, question->topic);
        return arena_printf(arena, "A topic that is new to you: %s.", topic ? topic->title : question->topic);
    }
    return "The easiest question that you have not solved in a topic you know.";
}

static json_t *recent_json(Coach *coach, Arena *arena, const char *learner, Error *error) {
    Attempt *attempts = NULL;
    size_t count = 0;
    if (!attempt_list(coach->store, arena, learner, NULL, NULL, RECENT, false, &attempts, &count, error)) return NULL;
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) json_array_append_new(list, attempt_json(coach, &attempts[i], false));
    return list;
}

static json_int_t count_questions(Coach *coach, const Statuses *statuses, bool solved_only) {
    size_t count;
    const Question *const *all = bank_questions(coach->bank, &count);
    json_int_t n = 0;
    for (size_t i = 0; i < count; i++) n += question_usable(all[i]) && (!solved_only || is_solved(status_of(statuses, all[i])));
    return n;
}

/* What the plan has for today, and how far it is. */
static json_t *plan_today_json(Coach *coach, Arena *arena, const Planning *planning) {
    int32_t interview = planning->days.interview;
    PlanDays whole = planning->days;
    whole.left = -1;
    json_t *items = json_array(), *gain = gain_json(coach, planning->profile, planning->today);
    char today[11];
    const char *next = json_string_value(json_object_get(gain, "next"));
    bool soon = strcmp(planning_mode(planning), "short") == 0; /* nothing long-term any more */
    bool due = planning->profile->plan.set && !soon && next && strcmp(next, day_iso(planning->today, today)) <= 0;
    json_decref(gain);
    for (size_t i = 0; i < planning->count && planning->entries[i].day == planning->today; i++)
        json_array_append_new(items, plan_entry_json(arena, planning, &planning->entries[i]));
    return json_pack("{s:b, s:s, s:o, s:o, s:i, s:i, s:o, s:b, s:b}", "set", planning->profile->plan.set, "mode",
                     planning_mode(planning), "interview", day_json(interview), "days_left",
                     interview ? json_integer(interview - planning->today) : json_null(), "minutes",
                     plan_minutes(&whole, planning->today), "used", planning->used, "items", items, "measure_due", due,
                     "diagnostic", sitting_open(coach, planning->profile));
}

/* Plan, reviews, readiness and the last weeks. */
static bool add_plan(Coach *coach, Arena *arena, const char *learner, json_t *json, Error *error) {
    const Profile *profile = profile_of(coach, learner, error);
    Planning planning;
    size_t due, fresh;
    int64_t seconds;
    bool fine = profile && planning_of(coach, arena, learner, profile, &planning, error) &&
                reviews_waiting(coach, arena, learner, profile, &due, &fresh, &seconds, error);
    if (fine) {
        json_object_set_new(
            json, "reviews",
            json_pack("{s:I, s:I, s:I}", "due", (json_int_t)due, "new", (json_int_t)fresh, "seconds", (json_int_t)seconds));
        json_object_set_new(json, "plan", plan_today_json(coach, arena, &planning));
        json_object_set_new(json, "readiness", progress_readiness(coach, arena, profile));
        json_object_set_new(json, "days", progress_days(coach, profile, planning.today));
    }
    profile_done(coach, profile);
    return fine;
}

json_t *coach_today(Coach *coach, const char *learner, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Statuses statuses;
    const Question *resumed;
    if (!statuses_of(coach, arena, learner, &statuses, error)) return NULL;
    json_t *resume = resume_json(coach, arena, learner, &statuses, &resumed, error);
    json_t *recent = resume ? recent_json(coach, arena, learner, error) : NULL;
    if (!recent) {
        json_decref(resume);
        return NULL;
    }
    const Question *next = next_question(coach, &statuses, resumed);
    json_t *next_json = next ? json_pack("{s:o, s:s}", "question", card_json(coach, next, status_of(&statuses, next)), "why",
                                         why_next(coach, arena, &statuses, next))
                             : json_null();
    json_t *json = json_pack("{s:o, s:o, s:o, s:o, s:I, s:I}", "now", json_time(clock_now(&coach->clock)), "resume", resume, "next",
                             next_json, "recent", recent, "solved", count_questions(coach, &statuses, true), "total",
                             count_questions(coach, &statuses, false));
    if (add_plan(coach, arena, learner, json, error)) return json;
    json_decref(json);
    return NULL;
}
