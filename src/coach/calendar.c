/* The plan as a calendar: an event a day, titled by what takes most of it, with what to do and why as its text; and the interview.
 *
 * It is made anew at each look as the plan is (plan.c), so a program that subscribes to it follows the plan: a day keeps its uid and is replaced, and a day that has nothing to do any
 * more is gone. The interview has one uid whatever its date, so that it moves. */
#include "text/calendar.h"
#include "base/buf.h"
#include "base/zone.h"
#include "coach/planning.h"

/* What is neither a question nor a page: on a line of its own, and as the title of a day. */
static const struct {
    const char *title, *theme;
} kinds[PLAN_KIND_COUNT] = {
    [PLAN_REVIEWS] = {"Reviews", "reviews"},
    [PLAN_DIAGNOSTIC] = {"Diagnostic", "diagnostic"},
    [PLAN_LIKELY] = {"The fifteen likeliest probes", "likeliest probes"},
    [PLAN_PROJECTS] = {"Your past projects, once through", "past projects"},
    [PLAN_STORIES] = {"Your stories, aloud", "stories"},
    [PLAN_NEWS] = {"Latest developments, then an early stop", "latest developments"},
};

static const char *minutes_text(Arena *arena, int minutes) {
    return arena_printf(arena, "%d minute%s", minutes, minutes == 1 ? "" : "s");
}

static const char *topic_title(const Planning *planning, int topic) {
    size_t count;
    return bank_topics(planning->coach->bank, &count)[topic].title;
}

static const char *entry_title(Arena *arena, const Planning *planning, const PlanEntry *entry) {
    if (entry->question >= 0) return planning->questions[entry->question]->title;
    if (entry->kind == PLAN_PAGE) return arena_printf(arena, "Read: %s", topic_title(planning, entry->topic));
    return kinds[entry->kind].title;
}

/* "Ridge by hand, 20 minutes, part 1 of 2: You put it on this day." */
static void add_line(Arena *arena, const Planning *planning, const PlanEntry *entry, Buf *out) {
    if (out->len) buf_char(out, '\n');
    buf_printf(out, "%s, %s", entry_title(arena, planning, entry), minutes_text(arena, entry->minutes));
    if (entry->parts > 1) buf_printf(out, ", part %d of %d", entry->part, entry->parts);
    buf_printf(out, ": %s", planning_why(arena, planning, entry));
}

/* The topic that takes the most minutes of the day; where there is none, what comes first. */
static const char *theme(const Planning *planning, const PlanEntry *entries, size_t count) {
    int minutes[KNOWLEDGE_TOPICS] = {0}, most = -1;
    for (size_t i = 0; i < count; i++) {
        int topic = entries[i].topic;
        if (topic < 0) continue;
        minutes[topic] += entries[i].minutes;
        if (most < 0 || minutes[topic] > minutes[most]) most = topic;
    }
    return most >= 0 ? topic_title(planning, most) : kinds[entries[0].kind].theme;
}

static CalendarEntry day_event(Arena *arena, const Planning *planning, const char *learner, const PlanEntry *entries,
                               size_t count) {
    char date[11];
    int minutes = 0;
    Buf text = buf_new(arena);
    for (size_t i = 0; i < count; i++) {
        minutes += entries[i].minutes;
        add_line(arena, planning, &entries[i], &text);
    }
    return (CalendarEntry){.uid = arena_printf(arena, "plan-%s.%s@viva", day_iso(entries[0].day, date), learner),
                           .day = entries[0].day,
                           .days = 1,
                           .title =
                               arena_printf(arena, "viva: %s, %s", theme(planning, entries, count), minutes_text(arena, minutes)),
                           .text = text.data};
}

static CalendarEntry interview_event(Arena *arena, const Planning *planning, const char *learner) {
    const Role *role = planning_role(planning->coach->bank, planning->profile->plan.role);
    return (CalendarEntry){.uid = arena_printf(arena, "interview.%s@viva", learner),
                           .day = planning->days.interview,
                           .days = 1,
                           .title = role ? arena_printf(arena, "Interview: %s", role->title) : "Interview",
                           .text = "",
                           .busy = true};
}

static char *calendar_of(Arena *arena, const Planning *planning, const char *learner, Error *error) {
    CalendarEntry *events = ARENA_MANY(arena, CalendarEntry, planning->count + 1);
    Calendar calendar = {.name = "viva", .stamp = clock_now(&planning->coach->clock), .entries = events};
    for (size_t at = 0, next; at < planning->count; at = next) {
        const PlanEntry *entries = &planning->entries[at];
        for (next = at; next < planning->count && planning->entries[next].day == entries->day;) next++;
        if (entries->day >= planning->today) events[calendar.count++] = day_event(arena, planning, learner, entries, next - at);
    }
    if (planning->days.interview) events[calendar.count++] = interview_event(arena, planning, learner);
    return calendar_text(arena, &calendar, error);
}

char *coach_calendar(Coach *coach, Arena *arena, const char *learner, Error *error) {
    const Profile *profile = profile_of(coach, learner, error);
    Planning planning;
    char *text = profile && planning_of(coach, arena, learner, profile, &planning, error)
                     ? calendar_of(arena, &planning, learner, error)
                     : NULL;
    profile_done(coach, profile);
    return text;
}
