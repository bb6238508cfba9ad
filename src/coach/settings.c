/* Settings and the session: what the interface needs to know of who is there. One table says which settings there are. */
#include "coach/inside.h"

#include "coach/memory.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { SET_WORD, SET_NUMBER, SET_SWITCH } SettingKind;

static const struct {
    const char *name;
    SettingKind kind;
    const char *initial;  /* a word */
    const char *words[4]; /* the words allowed */
    int value, low, high; /* a number, or 0/1 */
} settings[] = {
    {"theme", SET_WORD, "system", {"system", "light", "dark"}, 0, 0, 0},
    {"keys", SET_WORD, "default", {"default", "vim", "emacs"}, 0, 0, 0},
    {"font_size", SET_NUMBER, NULL, {NULL}, 13, 11, 24},
    {"retention", SET_NUMBER, NULL, {NULL}, 90, 70, 97},
    {"delays", SET_SWITCH, NULL, {NULL}, 1, 0, 1},
    {"clock", SET_SWITCH, NULL, {NULL}, 1, 0, 1},
    {"welcomed", SET_SWITCH, NULL, {NULL}, 0, 0, 1},
};
enum { SETTINGS = sizeof settings / sizeof *settings };

static bool is_word(size_t i, const json_t *value) {
    for (size_t w = 0; w < 4 && settings[i].words[w]; w++)
        if (json_is_string(value) && strcmp(json_string_value(value), settings[i].words[w]) == 0) return true;
    return false;
}

static bool is_allowed(size_t i, const json_t *value) {
    if (settings[i].kind == SET_WORD) return is_word(i, value);
    if (settings[i].kind == SET_SWITCH) return json_is_boolean(value);
    return json_is_integer(value) && json_integer_value(value) >= settings[i].low && json_integer_value(value) <= settings[i].high;
}

static json_t *initial_value(size_t i) {
    if (settings[i].kind == SET_WORD) return json_string(settings[i].initial);
    return settings[i].kind == SET_SWITCH ? json_boolean(settings[i].value) : json_integer(settings[i].value);
}

static json_t *settings_json(const Learner *learner) {
    json_error_t parse;
    json_t *stored = json_loads(learner->settings ? learner->settings : "{}", 0, &parse), *json = json_object();
    for (size_t i = 0; i < SETTINGS; i++) {
        json_t *value = json_object_get(stored, settings[i].name);
        json_object_set_new(json, settings[i].name, value && is_allowed(i, value) ? json_incref(value) : initial_value(i));
    }
    json_object_set_new(json, "zone", json_string(learner->zone));
    json_decref(stored);
    return json;
}

json_t *coach_settings_get(Coach *coach, const char *learner, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Learner who;
    return learner_get(coach->store, arena, learner, &who, error) ? settings_json(&who) : NULL;
}

/* A zone is a file of the system's time zone database; the name may not lead out of it. */
bool zone_known(const char *zone) {
    if (!zone || !*zone || strlen(zone) > 64 || strstr(zone, "..") || zone[0] == '/') return false;
    if (strspn(zone, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") != strlen(zone)) return false;
    ARENA_SCOPED Arena *arena = arena_new();
    const char *folder = "/usr/share/zoneinfo";
    return strcmp(zone, "UTC") == 0 || !file_is_directory(folder) || file_exists(file_join(arena, folder, zone));
}

static bool merge(json_t *into, const json_t *body, const char **zone, Error *error) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)body, key, value) {
        size_t i = 0;
        while (i < SETTINGS && strcmp(settings[i].name, key) != 0) i++;
        if (strcmp(key, "zone") == 0) {
            *zone = json_string_value(value);
            if (!zone_known(*zone))
                return error_set(error, ERR_INVALID, "/zone", "'%.64s' is not a time zone; use a name like Europe/Vienna",
                                 *zone ? *zone : "");
        } else if (i == SETTINGS) {
            return error_set(error, ERR_INVALID, "/", "there is no setting '%.60s'", key);
        } else if (!is_allowed(i, value)) {
            char where[80];
            snprintf(where, sizeof where, "/%s", settings[i].name);
            if (settings[i].kind == SET_NUMBER)
                return error_set(error, ERR_INVALID, where, "%s is a whole number from %d to %d", settings[i].name, settings[i].low,
                                 settings[i].high);
            return error_set(error, ERR_INVALID, where, "%s is %s", settings[i].name,
                             settings[i].kind == SET_SWITCH ? "true or false" : "not one of the words it can be");
        } else {
            json_object_set(into, key, value);
        }
    }
    return true;
}

static bool change_settings(Coach *coach, const char *learner, const json_t *body, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Learner who;
    if (!learner_get(coach->store, arena, learner, &who, error)) return false;
    json_t *all = settings_json(&who);
    const char *zone = NULL;
    bool fine = merge(all, body, &zone, error);
    json_object_del(all, "zone");
    char *text = json_dumps(all, JSON_COMPACT);
    json_decref(all);
    fine = fine && learner_set_settings(coach->store, learner, text, error) &&
           (!zone || learner_set_zone(coach->store, learner, zone, error));
    free(text);
    Rebuilt rebuilt;
    if (fine && (json_object_get(body, "retention") || json_object_get(body, "delays"))) { /* all cards are due on other days now */
        pthread_mutex_lock(&coach->memory_lock);
        fine = memory_rebuild(coach->store, learner, &rebuilt, error);
        pthread_mutex_unlock(&coach->memory_lock);
    }
    return fine;
}

/* One change at a time: each reads all settings and writes them back. */
json_t *coach_settings_put(Coach *coach, const char *learner, const json_t *body, Error *error) {
    pthread_mutex_lock(&coach->settings_lock);
    bool fine = change_settings(coach, learner, body, error);
    pthread_mutex_unlock(&coach->settings_lock);
    return fine ? coach_settings_get(coach, learner, error) : NULL;
}

/* --- the session ------------------------------------------------------------------------------------------------------- */

static json_t *stacks_json(Coach *coach) {
    json_t *list = json_array();
    for (int i = 0; i < STACK_COUNT; i++) {
        const char *says = "";
        StackState state = box_stack_state(judge_box(coach->judge), stack_name((Stack)i), &says);
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "name", stack_name((Stack)i), "state", stack_state_names[state],
                                              "says", says ? says : ""));
    }
    return list;
}

json_t *coach_session(Coach *coach, const char *learner, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Learner who;
    Attempt *attempts = NULL;
    size_t count = 0;
    if (!learner_get(coach->store, arena, learner, &who, error) ||
        !attempt_list(coach->store, arena, learner, NULL, NULL, 1, false, &attempts, &count, error))
        return NULL;
    json_t *chosen = settings_json(&who);
    bool welcomed = json_is_true(json_object_get(chosen, "welcomed"));
    const Question *first = bank_first(coach->bank);
    return json_pack("{s:{s:s, s:s, s:s}, s:o, s:b, s:s?, s:o, s:o, s:s, s:s?, s:s?}", "learner", "id", who.id, "name", who.name,
                     "zone", who.zone, "now", json_time(clock_now(&coach->clock)), "first_visit", !welcomed && count == 0 && first,
                     "first_question", first ? first->slug : NULL, "settings", chosen, "stacks", stacks_json(coach), "version",
                     VIVA_VERSION, "opinion_host", opinion_host(coach), "speech_host", speech_host(coach));
}

/* Looked at once: a wall does not come or go while the program runs. */
static json_t *doctor_json(Coach *coach, Error *error) {
    pthread_mutex_lock(&coach->doctor_lock);
    if (!coach->doctor) {
        ARENA_SCOPED Arena *arena = arena_new();
        char *text = box_doctor(arena, &coach->box, error);
        json_error_t parse;
        coach->doctor = text ? json_loads(text, 0, &parse) : NULL;
        if (text && !coach->doctor)
            error_set(error, ERR_INTERNAL, NULL, "viva-box --doctor did not answer in JSON: %s", parse.text);
    }
    json_t *json = json_incref(coach->doctor);
    pthread_mutex_unlock(&coach->doctor_lock);
    return json;
}

json_t *coach_status(Coach *coach, Error *error) {
    json_t *box = doctor_json(coach, error);
    if (!box) return NULL;
    size_t questions, count;
    bank_questions(coach->bank, &questions);
    const Finding *findings = bank_findings(coach->bank, &count);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:b}", "where", findings[i].where, "message", findings[i].message,
                                              "warning", findings[i].warning));
    return json_pack("{s:s, s:o, s:o, s:{s:I, s:o}}", "version", VIVA_VERSION, "box", box, "stacks", stacks_json(coach), "bank",
                     "questions", (json_int_t)questions, "findings", list);
}
