/* profile.c: the fold. An event that is not known to it changes nothing.
 *
 * What counts as an answer: a probe; and of whole questions the first judged attempt, and one after a failure of the same day for .7 (who mends a bug in an interview has nearly passed).
 * Opened hints take .15 each; after the explanation was opened, or the question was solved, an attempt says little until two weeks have passed, and does not count. */
#include "coach/profile.h"

#include "base/random.h"
#include "base/zone.h"
#include "coach/inside.h"
#include "coach/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 10000, KEPT = 16, STALE_DAYS = 14 };
static const double SECOND_TRY = 0.7, HINT = 0.15, LEAST = 0.2, PROBE_COUNTS = 0.25;
static const int64_t LONGEST_MS = 3600 * 1000; /* whoever is away for an hour was not working */

typedef struct ProfileBox {
    Profile profile;
    Arena *arena;
    char *learner, last[UUID_SIZE];
    int users;
    bool stale; /* freed by its last user */
    int64_t used;
    struct ProfileBox *next;
} ProfileBox;

#define ROOM_FOR_ONE(arena, items, count, room)                                           \
    do {                                                                                  \
        if ((count) < (room)) break;                                                      \
        void *more_ = arena_alloc((arena), ((room) ? 2 * (room) : 64) * sizeof *(items)); \
        if (count) memcpy(more_, (items), (count) * sizeof *(items));                     \
        (items) = more_;                                                                  \
        (room) = (room) ? 2 * (room) : 64;                                                \
    } while (0)

int topic_place(const Bank *bank, const char *key) {
    size_t count;
    const Topic *topics = bank_topics(bank, &count);
    for (size_t i = 0; key && i < count && i < KNOWLEDGE_TOPICS; i++)
        if (strcmp(topics[i].key, key) == 0) return (int)i;
    return -1;
}

static Skill skill_named(const char *name) {
    for (int i = 0; name && i < DIMENSION_COUNT; i++)
        if (strcmp(skill_names[i], name) == 0) return (Skill)i;
    return SKILL_FUNDAMENTALS;
}

bool item_of(const Bank *bank, const Question *question, bool probe, Item *out) {
    *out = (Item){.topic = topic_place(bank, question->topic),
                  .skill = skill_named(question->dimension),
                  .words = !probe && question_in_words(question),
                  .probe = probe,
                  .difficulty = question->difficulty};
    return out->topic >= 0;
}

/* The same from the event alone: the bank may have changed since. */
static bool item_of_event(const Bank *bank, const Event *event, bool probe, Item *out) {
    const char *type = event->question_type ? event->question_type : "";
    *out = (Item){.topic = topic_place(bank, event->topic),
                  .skill = skill_named(event->dimension),
                  .words = !probe && (strcmp(type, "conceptual") == 0 || strcmp(type, "problem-solving") == 0 ||
                                      strcmp(type, "behavioural") == 0),
                  .probe = probe,
                  .difficulty = event->difficulty > 0 ? event->difficulty : 3};
    return out->topic >= 0;
}

const ProfileQuestion *profile_question(const Profile *profile, const char *uuid) {
    for (size_t i = 0; i < profile->question_count; i++)
        if (strcmp(profile->questions[i].uuid, uuid) == 0) return &profile->questions[i];
    return NULL;
}

const ProfileDay *profile_day(const Profile *profile, int32_t day) {
    for (size_t i = profile->day_count; i-- > 0 && profile->days[i].day >= day;)
        if (profile->days[i].day == day) return &profile->days[i];
    return NULL;
}

static ProfileQuestion *touch_question(ProfileBox *box, const char *uuid) {
    Profile *p = &box->profile;
    const ProfileQuestion *found = profile_question(p, uuid);
    if (found) return (ProfileQuestion *)found; /* ours to change */
    ROOM_FOR_ONE(box->arena, p->questions, p->question_count, p->question_room);
    p->questions[p->question_count] = (ProfileQuestion){.uuid = arena_strdup(box->arena, uuid)};
    return &p->questions[p->question_count++];
}

/* Days come in order, but for a clock that was set back. */
static ProfileDay *touch_day(ProfileBox *box, int32_t day) {
    Profile *p = &box->profile;
    size_t at = p->day_count;
    while (at > 0 && p->days[at - 1].day > day) at--;
    if (at > 0 && p->days[at - 1].day == day) return &p->days[at - 1];
    ROOM_FOR_ONE(box->arena, p->days, p->day_count, p->day_room);
    memmove(p->days + at + 1, p->days + at, (p->day_count - at) * sizeof *p->days);
    p->days[at] = (ProfileDay){.day = day};
    p->day_count++;
    if (!p->first_day || day < p->first_day) p->first_day = day;
    return &p->days[at];
}

static int64_t spent_of(const json_t *data) {
    json_int_t spent = json_integer_value(json_object_get(data, "spent_ms"));
    return spent < 0 ? 0 : spent > LONGEST_MS ? LONGEST_MS : spent;
}

typedef struct {
    Coach *coach;
    ProfileBox *box;
    const Event *event;
    const json_t *data;
    int32_t day;
} Step;

static void on_fit(const Step *step) {
    const json_t *data = step->data;
    step->box->profile.fit = (ProfileFit){.reviews = json_integer_value(json_object_get(data, "reviews")),
                                          .held_out = json_integer_value(json_object_get(data, "held_out")),
                                          .fitted = json_number_value(json_object_get(data, "fitted")),
                                          .published = json_number_value(json_object_get(data, "published")),
                                          .better = json_is_true(json_object_get(data, "better"))};
}

/* A review that came before it was due says nothing of the wait. */
static void count_wait(const Step *step) {
    Profile *p = &step->box->profile;
    const json_t *due = json_object_get(step->data, "due");
    if (!due || step->day < json_integer_value(due)) return;
    ProfileWaits *waits = json_is_true(json_object_get(step->data, "delayed")) ? &p->delayed : &p->usual;
    waits->count++;
    waits->right += json_is_true(json_object_get(step->data, "right"));
}

static void on_probe(const Step *step) {
    Profile *p = &step->box->profile;
    count_wait(step);
    Item item;
    ProfileDay *day = touch_day(step->box, step->day);
    day->probes++;
    day->spent_ms += spent_of(step->data);
    if (!step->event->question_uuid || !item_of_event(step->coach->bank, step->event, true, &item)) return;
    touch_question(step->box, step->event->question_uuid)->answers += PROBE_COUNTS;
    knowledge_answered(&p->knowledge, &item, json_is_true(json_object_get(step->data, "right")));
    if (step->event->question_type && strcmp(step->event->question_type, "page") == 0) p->read[item.topic] = true;
}

static void on_sitting(const Step *step, int kind) {
    Profile *p = &step->box->profile;
    Arena *arena = step->box->arena;
    const char *probe = json_string_value(json_object_get(step->data, "probe"));
    ProfileSitting row = {.kind = kind,
                          .number = (int)json_integer_value(json_object_get(step->data, "number")),
                          .day = step->day,
                          .seconds = (int)json_integer_value(json_object_get(step->data, "seconds")),
                          .right = json_is_true(json_object_get(step->data, "right"))};
    ProfileDay *day = touch_day(step->box, step->day);
    day->spent_ms += spent_of(step->data);
    if (!probe || !step->event->question_uuid || !item_of_event(step->coach->bank, step->event, true, &row.item)) return;
    row.uuid = arena_strdup(arena, step->event->question_uuid);
    row.probe = arena_strdup(arena, probe);
    knowledge_answered(&p->knowledge, &row.item, row.right);
    ROOM_FOR_ONE(arena, p->sittings, p->sitting_count, p->sitting_room);
    p->sittings[p->sitting_count++] = row;
    if (kind == SITTING_DIAGNOSTIC && row.number > p->begun) p->begun = row.number;
}

static bool at_the_bar(const char *verdict) {
    return verdict && (strcmp(verdict, "accepted") == 0 || strcmp(verdict, "strong") == 0);
}

static double credit_of(const ProfileQuestion *question, double score, bool bar, bool second) {
    double credit = (bar ? 1 : score) * (second ? SECOND_TRY : 1) - HINT * question->hints;
    return bar && credit < LEAST ? LEAST : credit < 0 ? 0 : credit;
}

/* The day's review of the whole question, again by how it stands now. */
static FsrsGrade review_whole(const Step *step, ProfileQuestion *question, bool bar, double score, bool again) {
    const Question *known = bank_find_uuid(step->coach->bank, question->uuid);
    CardWhole how = {.bar = bar,
                     .nearly = score >= 0.5,
                     .hints = question->hints,
                     .tries = again ? question->tries : 0,
                     .sure = (int)json_integer_value(json_object_get(step->data, "sure")),
                     .spent_ms = question->solved_day ? 0 : question->spent_ms, /* the clock of the first time runs on */
                     .expected_ms = known ? INT64_C(60000) * known->minutes : 0};
    FsrsGrade grade = card_suggest_whole(&how);
    if (!again) {
        question->before = question->memory;
        question->before_day = question->last_day;
        if (question->solved_day) question->again_day = step->day;
    }
    int days = question->before_day ? step->day - question->before_day : 0;
    question->memory = fsrs_next_state(&FSRS_DEFAULT, question->before, days > 0 ? days : 0, grade);
    return grade;
}

/* The learner's one key decides. */
static void on_felt(const Step *step) {
    const char *attempt = json_string_value(json_object_get(step->data, "attempt")),
               *felt = json_string_value(json_object_get(step->data, "felt"));
    if (!attempt || !felt || !step->event->question_uuid) return;
    ProfileQuestion *question = touch_question(step->box, step->event->question_uuid);
    int grade = FSRS_AGAIN, days = question->before_day ? question->last_day - question->before_day : 0;
    while (grade <= FSRS_EASY && strcmp(grade_names[grade], felt) != 0) grade++;
    if (grade > FSRS_EASY || strcmp(question->attempt, attempt) != 0) return;
    question->memory = fsrs_next_state(&FSRS_DEFAULT, question->before, days > 0 ? days : 0, (FsrsGrade)grade);
}

static void on_judged(const Step *step) {
    Profile *p = &step->box->profile;
    const char *verdict = json_string_value(json_object_get(step->data, "verdict")),
               *status = json_string_value(json_object_get(step->data, "status"));
    Item item;
    if (!step->event->question_uuid || !status || strcmp(status, "judged") != 0) return;
    ProfileQuestion *question = touch_question(step->box, step->event->question_uuid);
    ProfileDay *day = touch_day(step->box, step->day);
    bool bar = at_the_bar(verdict), again = question->last_day == step->day,
         known = item_of_event(step->coach->bank, step->event, false, &item);
    bool words = known && item.words;
    double score = words ? json_number_value(json_object_get(step->data, "score")) : 0;
    int32_t opened = question->opened_day > question->solved_day ? question->opened_day : question->solved_day;
    bool counts = !opened || step->day - opened >= STALE_DAYS;
    const char *attempt = json_string_value(json_object_get(step->data, "attempt"));
    FsrsGrade suggested = review_whole(step, question, bar, score, again);
    snprintf(question->attempt, sizeof question->attempt, "%s", attempt ? attempt : "");
    if (!again) question->tries = 0;
    if (known) {
        ROOM_FOR_ONE(step->box->arena, p->forecasts, p->forecast_count, p->forecast_room);
        p->forecasts[p->forecast_count++] = (ProfileForecast){.said = (int)json_integer_value(json_object_get(step->data, "sure")),
                                                              .chance = knowledge_chance(&p->knowledge, &item),
                                                              .suggested = suggested,
                                                              .right = bar,
                                                              .skill = item.skill,
                                                              .day = step->day};
        memcpy(p->forecasts[p->forecast_count - 1].attempt, question->attempt, sizeof question->attempt);
        if (counts && (question->tries == 0 || bar))
            knowledge_answered(&p->knowledge, &item, credit_of(question, score, bar, question->tries > 0));
    }
    question->answers += question->tries == 0;
    question->tries++;
    question->last_day = step->day;
    question->hints = 0;
    question->wished = 0;
    if (words) question->opened_day = step->day; /* its feedback names the points */
    if (bar) {
        day->solved += !question->solved_day;
        question->solved_day = step->day;
    }
}

static void on_submitted(const Step *step) {
    ProfileDay *day = touch_day(step->box, step->day);
    day->attempts++;
    day->spent_ms += spent_of(step->data);
    if (step->event->question_uuid)
        touch_question(step->box, step->event->question_uuid)->spent_ms =
            json_integer_value(json_object_get(step->data, "spent_ms"));
}

static void on_plan(const Step *step) {
    Profile *p = &step->box->profile;
    const json_t *week = json_object_get(step->data, "week");
    const char *role = json_string_value(json_object_get(step->data, "role"));
    p->plan = (ProfilePlan){.set = true,
                            .interview = (int32_t)json_integer_value(json_object_get(step->data, "interview")),
                            .role = role ? arena_strdup(step->box->arena, role) : NULL};
    for (size_t i = 0; i < 7; i++) p->plan.week[i] = (int)json_integer_value(json_array_get(week, i));
}

static void on_minutes(const Step *step) {
    Profile *p = &step->box->profile;
    ProfileMinutes row = {(int32_t)json_integer_value(json_object_get(step->data, "day")),
                          (int)json_integer_value(json_object_get(step->data, "minutes"))};
    for (size_t i = 0; i < p->minute_count; i++)
        if (p->minutes[i].day == row.day) {
            p->minutes[i] = row;
            return;
        }
    ROOM_FOR_ONE(step->box->arena, p->minutes, p->minute_count, p->minute_room);
    p->minutes[p->minute_count++] = row;
}

static void on_wish(const Step *step) {
    if (step->event->question_uuid)
        touch_question(step->box, step->event->question_uuid)->wished =
            (int32_t)json_integer_value(json_object_get(step->data, "day"));
}

static void on_outcome(const Step *step) {
    Profile *p = &step->box->profile;
    Arena *arena = step->box->arena;
    const char *name = json_string_value(json_object_get(step->data, "round")),
               *outcome = json_string_value(json_object_get(step->data, "outcome")),
               *note = json_string_value(json_object_get(step->data, "note"));
    if (!name || !outcome) return;
    ROOM_FOR_ONE(arena, p->outcomes, p->outcome_count, p->outcome_room);
    p->outcomes[p->outcome_count++] =
        (ProfileOutcome){arena_strdup(arena, name), arena_strdup(arena, outcome), arena_strdup(arena, note ? note : ""),
                         (int32_t)json_integer_value(json_object_get(step->data, "day")), arena_strdup(arena, step->event->id)};
}

static void on_outcome_removed(const Step *step) {
    Profile *p = &step->box->profile;
    const char *id = json_string_value(json_object_get(step->data, "outcome"));
    for (size_t i = 0; id && i < p->outcome_count; i++)
        if (strcmp(p->outcomes[i].id, id) == 0) {
            memmove(p->outcomes + i, p->outcomes + i + 1, (--p->outcome_count - i) * sizeof *p->outcomes);
            return;
        }
}

static void on_hint(const Step *step) {
    if (step->event->question_uuid) touch_question(step->box, step->event->question_uuid)->hints++;
}

static void on_opened(const Step *step) {
    if (step->event->question_uuid) touch_question(step->box, step->event->question_uuid)->opened_day = step->day;
}

static void on_diagnostic(const Step *step) { on_sitting(step, SITTING_DIAGNOSTIC); }
static void on_measure(const Step *step) { on_sitting(step, SITTING_MEASURE); }

static const struct {
    const char *kind;
    void (*take)(const Step *step);
} kinds[] = {
    {"probe-answered", on_probe},
    {"attempt-judged", on_judged},
    {"attempt-submitted", on_submitted},
    {"felt", on_felt},
    {"hint-opened", on_hint},
    {"gave-up", on_opened},
    {"points-opened", on_opened},
    {"diagnostic-answered", on_diagnostic},
    {"measure-answered", on_measure},
    {"plan-set", on_plan},
    {"plan-minutes", on_minutes},
    {"plan-wished", on_wish},
    {"outcome-logged", on_outcome},
    {"outcome-removed", on_outcome_removed},
    {"memory-fitted", on_fit},
};

static void take(Coach *coach, ProfileBox *box, const Event *event) {
    size_t k = 0;
    while (k < sizeof kinds / sizeof *kinds && strcmp(kinds[k].kind, event->kind) != 0) k++;
    box->profile.events++;
    if (k == sizeof kinds / sizeof *kinds) return;
    json_t *data = json_loads(event->data, 0, NULL);
    Step step = {coach, box, event, data, zone_day(event->zone, event->at)};
    kinds[k].take(&step);
    Profile *p = &box->profile;
    if (p->day_count && p->days[p->day_count - 1].day == step.day) {
        p->days[p->day_count - 1].learner = p->knowledge.learner;
        memcpy(p->days[p->day_count - 1].skills, p->knowledge.skills, sizeof p->knowledge.skills);
    }
    json_decref(data);
}

/* Which answers were taken back: they do not count, so they must be known before. */
typedef struct {
    const char **ids;
    size_t count, room;
} Undone;

static int by_text(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static bool gather_undone(Coach *coach, Arena *arena, const char *learner, Undone *out, Error *error) {
    const char *after = NULL;
    for (size_t count = PAGE; count == PAGE;) {
        Event *events;
        if (!event_list_kind(coach->store, arena, learner, "review-undone", after, PAGE, &events, &count, error)) return false;
        for (size_t i = 0; i < count; i++) {
            json_t *data = json_loads(events[i].data, 0, NULL);
            const char *id = json_string_value(json_object_get(data, "review"));
            ROOM_FOR_ONE(arena, out->ids, out->count, out->room);
            if (id) out->ids[out->count++] = arena_strdup(arena, id);
            json_decref(data);
            after = events[i].id;
        }
    }
    if (out->count) qsort(out->ids, out->count, sizeof *out->ids, by_text);
    return true;
}

/* Reads on from where the profile stands. *again: something was taken back that is in it already. */
static bool read_on(Coach *coach, ProfileBox *box, const Undone *undone, bool *again, Error *error) {
    for (size_t count = PAGE; count == PAGE;) {
        ARENA_SCOPED Arena *arena = arena_new();
        Event *events;
        if (!event_list(coach->store, arena, box->learner, *box->last ? box->last : NULL, PAGE, &events, &count, error))
            return false;
        for (size_t i = 0; i < count; i++) {
            const char *id = events[i].id;
            if (!undone && strcmp(events[i].kind, "review-undone") == 0) *again = true;
            if (undone && undone->count && bsearch(&id, undone->ids, undone->count, sizeof id, by_text))
                box->profile.events++;
            else
                take(coach, box, &events[i]);
        }
        if (count) memcpy(box->last, events[count - 1].id, sizeof box->last);
    }
    return true;
}

static void box_free(ProfileBox *box) {
    arena_free(box->arena);
    free(box->learner);
    free(box);
}

static ProfileBox *box_new(const char *learner) {
    ProfileBox *box = calloc(1, sizeof *box);
    if (!box || !(box->learner = strdup(learner))) abort();
    box->arena = arena_new();
    return box;
}

static ProfileBox *fold_all(Coach *coach, const char *learner, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    ProfileBox *box = box_new(learner);
    Undone undone = {0};
    bool again = false;
    if (gather_undone(coach, arena, learner, &undone, error) && read_on(coach, box, &undone, &again, error)) return box;
    box_free(box);
    return NULL;
}

static void drop(Coach *coach, ProfileBox *box) {
    ProfileBox **at = &coach->profiles;
    while (*at != box) at = &(*at)->next;
    *at = box->next;
    if (box->users)
        box->stale = true;
    else
        box_free(box);
}

/* The least lately used goes when there are too many. */
static void keep(Coach *coach, ProfileBox *box) {
    ProfileBox *oldest = NULL;
    size_t count = 0;
    for (ProfileBox *each = coach->profiles; each; each = each->next, count++)
        if (!oldest || each->used < oldest->used) oldest = each;
    if (count >= KEPT) drop(coach, oldest);
    box->next = coach->profiles;
    coach->profiles = box;
}

/* Up to date, with the lock held. What several writers have written may come late and out of order: then the number of events tells. */
static ProfileBox *current(Coach *coach, const char *learner, Error *error) {
    ProfileBox *box = coach->profiles;
    int64_t count;
    while (box && strcmp(box->learner, learner) != 0) box = box->next;
    if (!event_count(coach->store, learner, &count, error)) return NULL;
    if (box && (int64_t)box->profile.events == count) return box;
    if (box && box->users == 0 && (int64_t)box->profile.events < count) {
        bool again = false;
        if (!read_on(coach, box, NULL, &again, error)) return NULL;
        if (!again && (int64_t)box->profile.events >= count) return box;
    }
    if (box) drop(coach, box);
    if ((box = fold_all(coach, learner, error))) keep(coach, box);
    return box;
}

const Profile *profile_of(Coach *coach, const char *learner, Error *error) {
    pthread_mutex_lock(&coach->profile_lock);
    ProfileBox *box = current(coach, learner, error);
    if (box) {
        box->users++;
        box->used = clock_monotonic();
    }
    pthread_mutex_unlock(&coach->profile_lock);
    return box ? &box->profile : NULL;
}

void profile_done(Coach *coach, const Profile *profile) {
    if (!profile) return;
    ProfileBox *box = (ProfileBox *)profile; /* its first member */
    pthread_mutex_lock(&coach->profile_lock);
    if (--box->users == 0 && box->stale) box_free(box);
    pthread_mutex_unlock(&coach->profile_lock);
}

void profile_forget(Coach *coach, const char *learner) {
    pthread_mutex_lock(&coach->profile_lock);
    ProfileBox *box = coach->profiles;
    while (box && strcmp(box->learner, learner) != 0) box = box->next;
    if (box) drop(coach, box);
    pthread_mutex_unlock(&coach->profile_lock);
}

void profiles_free(Coach *coach) {
    while (coach->profiles) drop(coach, coach->profiles);
}
