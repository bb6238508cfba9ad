/* Sittings: probes asked in a row to find out where somebody stands. Nothing is told of an answer until the end, and none of them comes back as a review.
 *
 * The diagnostic asks open probes, each chosen by what the answers so far leave in doubt (learn/diagnostic.h), in three parts of five minutes. A measurement asks sealed
 * probes, drawn at random for this learner and never used twice: three sets of the same size that nobody has practised, two weeks apart. Both are resumed from the log alone. */
#include "base/hash.h"
#include "base/zone.h"
#include "coach/mark.h"
#include "coach/planning.h"
#include "learn/diagnostic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS = 3, PART_SECONDS = 300, MEASURES = 3, MEASURE_PROBES = 12, MEASURE_EVERY = 14 };

typedef struct {
    const Question *question;
    const Probe *probe;
} Asked;

typedef struct {
    Coach *coach;
    Arena *arena;
    const char *learner;
    const Profile *profile;
    int32_t today;
    Belief *belief;
    Asked next; /* probe NULL: nothing more, or a pause */
    int answered, seconds, part, number, of;
    bool finished, waits; /* waits: the next measurement's day has not come */
    int32_t due;
} Sitting;

static bool was_asked(const Profile *profile, const char *uuid, const char *probe) {
    for (size_t i = 0; i < profile->sitting_count; i++)
        if (strcmp(profile->sittings[i].uuid, uuid) == 0 && strcmp(profile->sittings[i].probe, probe) == 0) return true;
    return false;
}

/* --- the diagnostic ---------------------------------------------------------------------------------------------------------- */

static size_t room_for(const Bank *bank) {
    size_t count, room = 0;
    const Question *const *all = bank_probed(bank, &count);
    for (size_t i = 0; i < count; i++) room += all[i]->probe_count;
    return room;
}

static void diagnostic_find(Sitting *s) {
    size_t count, n = 0, topics;
    const Question *const *all = bank_probed(s->coach->bank, &count);
    Candidate *candidates = ARENA_MANY(s->arena, Candidate, room_for(s->coach->bank));
    Asked *asked = ARENA_MANY(s->arena, Asked, room_for(s->coach->bank));
    bank_topics(s->coach->bank, &topics);
    belief_start(s->belief, (int)(topics < KNOWLEDGE_TOPICS ? topics : KNOWLEDGE_TOPICS));
    for (size_t i = 0; i < s->profile->sitting_count; i++) {
        const ProfileSitting *row = &s->profile->sittings[i];
        if (row->kind != SITTING_DIAGNOSTIC) continue;
        belief_answered(s->belief, &row->item, row->right);
        s->answered++;
        s->seconds += row->seconds;
    }
    for (size_t i = 0; i < count; i++)
        for (size_t p = 0; p < all[i]->probe_count; p++) {
            const Probe *probe = &all[i]->probes[p];
            Candidate candidate = {.seconds = probe->seconds};
            if (probe->sealed || !item_of(s->coach->bank, all[i], true, &candidate.item)) continue;
            candidate.asked = was_asked(s->profile, all[i]->uuid, probe->id);
            asked[n] = (Asked){all[i], probe};
            candidates[n++] = candidate;
        }
    s->of = PARTS;
    s->part = s->seconds / PART_SECONDS + 1;
    int best = s->part > PARTS ? -1 : diagnostic_next(s->belief, candidates, n);
    s->finished = best < 0;
    if (best >= 0) s->next = asked[best];
}

bool sitting_open(Coach *coach, const Profile *profile) {
    ARENA_SCOPED Arena *arena = arena_new();
    Sitting sitting = {.coach = coach, .arena = arena, .profile = profile, .belief = ARENA_NEW(arena, Belief)};
    diagnostic_find(&sitting);
    return !sitting.finished;
}

/* --- measurements ------------------------------------------------------------------------------------------------------------ */

typedef struct {
    uint64_t order;
    Asked asked;
    Skill skill;
} Drawn;

static int by_order(const void *a, const void *b) {
    const Drawn *x = a, *y = b;
    return (x->order > y->order) - (x->order < y->order);
}

/* Every sealed probe, shuffled for this learner; the order is the same whenever it is asked for. */
static Drawn *sealed_order(const Sitting *s, size_t *out) {
    size_t count, n = 0;
    const Question *const *all = bank_questions(s->coach->bank, &count);
    Drawn *drawn = ARENA_MANY(s->arena, Drawn, room_for(s->coach->bank));
    for (size_t i = 0; i < count; i++)
        for (size_t p = 0; p < all[i]->probe_count; p++) {
            Item item;
            if (!all[i]->probes[p].sealed || !item_of(s->coach->bank, all[i], true, &item)) continue;
            uint64_t order = hash_text(hash_text(hash_text(HASH_START, s->learner), all[i]->uuid), all[i]->probes[p].id);
            order ^= order >> 29; /* the low bits of the hash alone are alike for alike names */
            order *= UINT64_C(0xbf58476d1ce4e5b9);
            drawn[n++] = (Drawn){order ^ order >> 32, {all[i], &all[i]->probes[p]}, item.skill};
        }
    qsort(drawn, n, sizeof *drawn, by_order);
    *out = n;
    return drawn;
}

static const ProfileSitting *measured(const Profile *profile, int number, size_t at) {
    for (size_t i = 0; i < profile->sitting_count; i++)
        if (profile->sittings[i].kind == SITTING_MEASURE && profile->sittings[i].number == number && at-- == 0)
            return &profile->sittings[i];
    return NULL;
}

static int measured_count(const Profile *profile, int number) {
    int n = 0;
    while (measured(profile, number, (size_t)n)) n++;
    return n;
}

/* A dimension at a time, so that every set holds the same mix where the bank allows it. */
static void measure_find(Sitting *s) {
    s->of = MEASURE_PROBES;
    while (s->number < MEASURES && measured_count(s->profile, s->number) >= MEASURE_PROBES) s->number++;
    s->finished = s->number == MEASURES;
    if (s->finished) return;
    s->answered = measured_count(s->profile, s->number);
    const ProfileSitting *first = measured(s->profile, 0, 0);
    s->due = first ? first->day + s->number * MEASURE_EVERY : s->today;
    s->waits = s->today < s->due;
    if (s->waits) return;
    size_t count;
    Drawn *drawn = sealed_order(s, &count);
    for (int turn = 0; turn < DIMENSION_COUNT && !s->next.probe; turn++) {
        Skill wanted = (Skill)((s->answered + turn) % DIMENSION_COUNT);
        for (size_t i = 0; i < count && !s->next.probe; i++)
            if (drawn[i].skill == wanted && !was_asked(s->profile, drawn[i].asked.question->uuid, drawn[i].asked.probe->id))
                s->next = drawn[i].asked;
    }
    if (!s->next.probe) s->finished = true; /* the bank has no sealed probe left */
}

json_t *gain_json(Coach *coach, const Profile *profile, int32_t today) {
    json_t *list = json_array();
    double right[MEASURES] = {0}, count[MEASURES] = {0};
    int done = 0;
    (void)coach;
    for (int number = 0; number < MEASURES; number++) {
        int n = measured_count(profile, number);
        for (int i = 0; i < n; i++) right[number] += measured(profile, number, (size_t)i)->right;
        count[number] = n;
        if (n < MEASURE_PROBES) break;
        done++;
        json_array_append_new(list,
                              json_pack("{s:i, s:o, s:i, s:i}", "number", number, "date",
                                        day_json(measured(profile, number, 0)->day), "right", (int)right[number], "count", n));
    }
    const ProfileSitting *first = measured(profile, 0, 0);
    int32_t next = done == MEASURES ? 0 : first ? first->day + done * MEASURE_EVERY : today;
    json_t *change = json_null();
    if (done >= 2) {
        Share by = share_change(right[0], count[0], right[done - 1], count[done - 1]);
        change = json_pack("{s:f, s:f, s:f}", "share", by.share, "low", by.low, "high", by.high);
    }
    return json_pack("{s:o, s:o, s:o}", "measures", list, "change", change, "next", day_json(next));
}

/* --- both -------------------------------------------------------------------------------------------------------------------- */

static bool find(Sitting *s, Coach *coach, Arena *arena, const char *learner, const Profile *profile, const char *which,
                 Error *error) {
    Learner who;
    if (!learner_get(coach->store, arena, learner, &who, error)) return false;
    *s = (Sitting){.coach = coach, .arena = arena, .learner = learner, .profile = profile, .belief = ARENA_NEW(arena, Belief)};
    s->today = zone_day(who.zone, clock_now(&coach->clock));
    if (strcmp(which, "diagnostic") == 0)
        diagnostic_find(s);
    else if (strcmp(which, "measure") == 0)
        measure_find(s);
    else
        return error_set(error, ERR_NOT_FOUND, "which", "there is a diagnostic, and measure");
    return true;
}

static json_t *level_json(const char *key, const char *title, double mean, double deviation) {
    double low = mean - 1.2816 * deviation, high = mean + 1.2816 * deviation;
    return json_pack("{s:s, s:s, s:f, s:f, s:f}", "key", key, "title", title, "share", 1 / (1 + exp(-mean)), "low",
                     1 / (1 + exp(-low)), "high", 1 / (1 + exp(-high)));
}

/* What the diagnostic has found so far: every dimension, and the topics about which something is known. */
static json_t *levels_json(const Sitting *s) {
    json_t *dimensions = json_array(), *topics = json_array();
    size_t count;
    const Topic *all = bank_topics(s->coach->bank, &count);
    double deviation;
    for (int d = 0; d < DIMENSION_COUNT; d++) {
        double mean = belief_dimension(s->belief, d, &deviation);
        json_array_append_new(dimensions, level_json(skill_names[d], skill_names[d], mean, deviation));
    }
    bool touched[KNOWLEDGE_TOPICS] = {false};
    for (size_t i = 0; i < s->profile->sitting_count; i++)
        if (s->profile->sittings[i].kind == SITTING_DIAGNOSTIC) touched[s->profile->sittings[i].item.topic] = true;
    for (size_t t = 0; t < count && t < KNOWLEDGE_TOPICS; t++) {
        if (!touched[t]) continue;
        double mean = belief_topic(s->belief, (int)t, &deviation);
        json_array_append_new(topics, level_json(all[t].key, all[t].title, mean, deviation));
    }
    return json_pack("{s:o, s:o}", "dimensions", dimensions, "topics", topics);
}

static json_t *sitting_json(const Sitting *s, const char *which, Error *error) {
    bool diagnostic = strcmp(which, "diagnostic") == 0;
    json_t *probe = s->next.probe ? probe_view(s->arena, s->learner, s->next.probe, NULL, 0, error) : json_null();
    if (!probe) return NULL;
    json_t *json = json_pack("{s:s, s:i, s:i, s:b, s:s?, s:o, s:o}", "which", which, "answered", s->answered, "of",
                             diagnostic ? 0 : MEASURE_PROBES, "finished", s->finished, "question",
                             s->next.probe ? s->next.question->slug : NULL, "probe", probe, "due", day_json(s->waits ? s->due : 0));
    json_object_set_new(json, "part", diagnostic ? json_integer(s->part < PARTS ? s->part : PARTS) : json_integer(s->number + 1));
    json_object_set_new(json, "parts", json_integer(PARTS));
    json_object_set_new(
        json, "share",
        json_real(diagnostic ? (double)(s->seconds % PART_SECONDS) / PART_SECONDS : (double)s->answered / MEASURE_PROBES));
    json_object_set_new(json, "pause",
                        json_boolean(diagnostic && s->answered > 0 && !s->finished && s->profile->sitting_count &&
                                     s->seconds % PART_SECONDS < s->profile->sittings[s->profile->sitting_count - 1].seconds));
    json_object_set_new(json, "levels", diagnostic && s->answered ? levels_json(s) : json_null());
    json_object_set_new(json, "gain", diagnostic ? json_null() : gain_json(s->coach, s->profile, s->today));
    return json;
}

json_t *coach_sitting(Coach *coach, const char *learner, const char *which, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    const Profile *profile = profile_of(coach, learner, error);
    Sitting sitting;
    json_t *json =
        profile && find(&sitting, coach, arena, learner, profile, which, error) ? sitting_json(&sitting, which, error) : NULL;
    profile_done(coach, profile);
    return json;
}

static bool take(const Sitting *s, const char *which, const json_t *body, Error *error) {
    const char *slug = json_string_value(json_object_get(body, "question")),
               *id = json_string_value(json_object_get(body, "probe"));
    Learner who;
    if (!s->next.probe || !slug || !id || strcmp(s->next.question->slug, slug) != 0 || strcmp(s->next.probe->id, id) != 0)
        return error_set(error, ERR_STALE, "/probe",
                         "this is not what is asked now; it was answered already, in another window perhaps");
    json_int_t draw = json_integer_value(json_object_get(body, "draw"));
    if (draw < 0 || draw >= (json_int_t)(s->next.probe->draw_count ? s->next.probe->draw_count : 1))
        return error_set(error, ERR_INVALID, "/draw", "send back the draw that came with the probe");
    Mark mark = {0};
    const json_t *answer = json_object_get(body, "answer");
    bool unknown = json_is_null(answer); /* "I don't know" is an answer */
    if (!unknown && !mark_answer(s->arena, s->next.probe, mark_shuffle(s->arena, s->learner, s->next.probe), (size_t)draw, answer,
                                 &mark, error))
        return false;
    json_t *data = json_pack("{s:s, s:i, s:I, s:O, s:b, s:I, s:i}", "probe", id, "number", s->number, "draw", draw, "answer",
                             answer, "right", !unknown && mark.right, "spent_ms",
                             json_integer_value(json_object_get(body, "spent_ms")), "seconds", s->next.probe->seconds);
    json_decref(mark.expected);
    char *text = json_dumps(data, JSON_COMPACT | JSON_ENCODE_ANY);
    json_decref(data);
    bool fine = learner_get(s->coach->store, s->arena, s->learner, &who, error);
    if (fine) {
        Event event =
            coach_event(s->coach, s->arena, &who, strcmp(which, "measure") == 0 ? "measure-answered" : "diagnostic-answered",
                        s->next.question, text);
        fine = event_append(s->coach->store, &event, error);
    }
    free(text);
    return fine;
}

json_t *coach_sitting_answer(Coach *coach, const char *learner, const char *which, const json_t *body, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    pthread_mutex_lock(&coach->sitting_lock); /* an answer is taken once */
    const Profile *profile = profile_of(coach, learner, error);
    Sitting sitting;
    bool fine = profile && find(&sitting, coach, arena, learner, profile, which, error) && take(&sitting, which, body, error);
    profile_done(coach, profile);
    pthread_mutex_unlock(&coach->sitting_lock);
    return fine ? coach_sitting(coach, learner, which, error) : NULL;
}
