/* How real interviews went, as the learner says. */
#include "base/zone.h"
#include "coach/planning.h"

#include <stdlib.h>
#include <string.h>

enum { NOTE_MOST = 2000 };

json_t *outcomes_json(const Profile *profile) {
    json_t *list = json_array();
    for (size_t i = 0; i < profile->outcome_count; i++) {
        const ProfileOutcome *row = &profile->outcomes[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:o, s:s}", "id", row->id, "round", row->name, "outcome",
                                              row->outcome, "date", day_json(row->day), "note", row->note));
    }
    return list;
}

static json_t *answer(Coach *coach, const char *learner, Error *error) {
    const Profile *profile = profile_of(coach, learner, error);
    json_t *json = profile ? json_pack("{s:o}", "outcomes", outcomes_json(profile)) : NULL;
    profile_done(coach, profile);
    return json;
}

static bool round_known(Coach *coach, const char *key) {
    size_t count;
    const Set *sets = bank_sets(coach->bank, &count);
    for (size_t i = 0; i < count; i++)
        if (sets[i].kind == SET_ROUND && strcmp(sets[i].key, key) == 0) return true;
    return false;
}

json_t *coach_outcome_add(Coach *coach, const char *learner, const json_t *body, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Learner who;
    int32_t day;
    const char *name = json_string_value(json_object_get(body, "round")), *note = json_string_value(json_object_get(body, "note"));
    if (!day_parse(json_string_value(json_object_get(body, "date")), &day)) {
        error_set(error, ERR_INVALID, "/date", "a date is written like 2026-12-20");
        return NULL;
    }
    if (note && strlen(note) > NOTE_MOST) {
        error_set(error, ERR_TOO_LARGE, "/note", "a note has at most %d bytes", NOTE_MOST);
        return NULL;
    }
    if (!round_known(coach, name ? name : "")) {
        error_set(error, ERR_INVALID, "/round", "there is no round '%.60s'", name ? name : "");
        return NULL;
    }
    json_t *data = json_pack("{s:s, s:O, s:i, s:s}", "round", name, "outcome", json_object_get(body, "outcome"), "day", day, "note",
                             note ? note : "");
    if (!learner_get(coach->store, arena, learner, &who, error)) {
        json_decref(data);
        return NULL;
    }
    return coach_log(coach, arena, &who, "outcome-logged", NULL, data, error) ? answer(coach, learner, error) : NULL;
}

json_t *coach_outcome_remove(Coach *coach, const char *learner, const char *id, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Learner who;
    const Profile *profile = profile_of(coach, learner, error);
    bool there = false;
    for (size_t i = 0; profile && i < profile->outcome_count; i++) there |= strcmp(profile->outcomes[i].id, id) == 0;
    bool known = profile != NULL;
    profile_done(coach, profile);
    if (!known) return NULL;
    if (!there) {
        error_set(error, ERR_NOT_FOUND, "id", "there is no such outcome");
        return NULL;
    }
    if (!learner_get(coach->store, arena, learner, &who, error)) return NULL;
    return coach_log(coach, arena, &who, "outcome-removed", NULL, json_pack("{s:s}", "outcome", id), error)
               ? answer(coach, learner, error)
               : NULL;
}
