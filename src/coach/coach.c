/* The use cases, wired: bank, store, judge and bus under one roof.
 *
 * A use case reads what it needs, checks the rule, writes once, and only then tells the bus. Judging happens on worker threads
 * (work.c): a run lives in memory (runs.c), an attempt is committed before it is queued (attempts.c), so that after a crash the
 * store still says what is owed, and coach_start takes it up again. */
#include "coach/inside.h"
#include "coach/profile.h"

#include "base/log.h"
#include "base/random.h"
#include "text/markdown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Bus *coach_bus(Coach *coach) { return coach->bus; }
Store *coach_store(Coach *coach) { return coach->store; }

json_t *json_time(int64_t micros) {
    char text[40];
    return micros ? json_string(clock_iso(micros, text)) : json_null();
}

json_t *json_texts(const char *const *texts) {
    json_t *list = json_array();
    for (size_t i = 0; texts && texts[i]; i++) json_array_append_new(list, json_string(texts[i]));
    return list;
}

json_t *json_html(Arena *arena, const char *markdown, Error *error) {
    const char *html = markdown_html(arena, markdown, strlen(markdown), error);
    return html ? json_string(html) : NULL;
}

json_t *json_inline(Arena *arena, const char *markdown, Error *error) {
    const char *html = markdown_inline(arena, markdown, strlen(markdown), error);
    return html ? json_string(html) : NULL;
}

Event coach_event(Coach *coach, Arena *arena, const Learner *learner, const char *kind, const Question *question,
                  const char *data) {
    char id[UUID_SIZE];
    int64_t now = clock_now(&coach->clock);
    Event event = {.id = arena_strdup(arena, uuid7(now, id)),
                   .learner = learner->id,
                   .kind = kind,
                   .data = data,
                   .zone = learner->zone,
                   .at = now};
    if (question) {
        event.question_uuid = question->uuid;
        event.question_hash = question->hash;
        event.question_type = question_type_name(question->type);
        event.topic = question->topic;
        event.dimension = question->dimension;
        event.difficulty = question->difficulty;
    }
    return event;
}

bool coach_log(Coach *coach, Arena *arena, const Learner *learner, const char *kind, const Question *question, json_t *data,
               Error *error) {
    char *text = json_dumps(data, JSON_COMPACT);
    Event event = coach_event(coach, arena, learner, kind, question, text);
    bool fine = event_append(coach->store, &event, error);
    free(text);
    json_decref(data);
    return fine;
}

/* What was acknowledged before the last stop and not judged. */
bool take_up_pending(Coach *coach, const char *learner, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Attempt *pending = NULL;
    size_t count = 0;
    if (!attempt_pending(coach->store, arena, &pending, &count, error)) return false;
    size_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        if (learner && strcmp(pending[i].learner, learner) != 0) continue;
        if (!work_add(coach, &(Turn){pending[i].learner, pending[i].id, pending[i].question_slug, false}, error)) return false;
        taken++;
    }
    if (taken) log_info("judging %zu attempt%s that waited from last time", taken, taken == 1 ? "" : "s");
    return true;
}

Coach *coach_start(const CoachOptions *options, Error *error) {
    Coach *coach = calloc(1, sizeof *coach);
    if (!coach) abort();
    coach->bank = options->bank;
    coach->opinion = options->opinion;
    coach->opinion_host = options->opinion_host;
    coach->speech = options->speech;
    coach->speech_host = options->speech_host;
    coach->store = options->store;
    coach->judge = options->judge;
    coach->bus = options->bus;
    coach->clock = options->clock;
    coach->box = options->box;
    pthread_mutex_init(&coach->settings_lock, NULL);
    pthread_mutex_init(&coach->doctor_lock, NULL);
    pthread_mutex_init(&coach->words_lock, NULL);
    pthread_mutex_init(&coach->memory_lock, NULL);
    pthread_mutex_init(&coach->profile_lock, NULL);
    pthread_mutex_init(&coach->sitting_lock, NULL);
    pthread_mutex_init(&coach->fitting.lock, NULL);
    pthread_mutex_init(&coach->lock, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&coach->more, &attributes);
    pthread_cond_init(&coach->places, &attributes);
    pthread_cond_init(&coach->stopped, &attributes);
    pthread_condattr_destroy(&attributes);
    coach->turns = turns_new();
    if (options->judge && (!take_up_pending(coach, NULL, error) || !work_start(coach, options->workers, error) ||
                           !stacks_watch(coach, error) || !places_watch(coach, error))) {
        coach_stop(coach);
        return NULL;
    }
    return coach;
}

void coach_stop(Coach *coach) {
    if (!coach) return;
    work_stop(coach);
    stacks_unwatch(coach);
    places_unwatch(coach);
    fitting_stop(coach);
    turns_free(coach->turns);
    for (LiveRun *run = coach->runs, *next; run; run = next) {
        next = run->next;
        run_free(run);
    }
    json_decref(coach->doctor);
    pthread_mutex_destroy(&coach->doctor_lock);
    pthread_mutex_destroy(&coach->settings_lock);
    pthread_mutex_destroy(&coach->words_lock);
    pthread_mutex_destroy(&coach->memory_lock);
    profiles_free(coach);
    pthread_mutex_destroy(&coach->profile_lock);
    pthread_mutex_destroy(&coach->sitting_lock);
    pthread_cond_destroy(&coach->stopped);
    pthread_cond_destroy(&coach->places);
    pthread_cond_destroy(&coach->more);
    pthread_mutex_destroy(&coach->lock);
    free(coach);
}
