/* Places: those who wait to be judged are told how far they have come.
 *
 * A thread of its own sleeps until places have changed while somebody waits. It lets things settle for a moment first, so that what is taken up at once is never
 * said to wait, and a queue that moves fast costs no more than one that moves slowly; then it tells each turn whose place is another than was told last, as
 * `run` and `attempt` events. Nothing is read or written but memory: a pass is one count of all who wait, and an event for each who moved. After many events it
 * rests longer, so that the lock is free nearly always.
 *
 * Events go out with the lock held. A turn that waits is under that lock, so that "running" is never followed by a place. */
#include "coach/inside.h"

#include <stdlib.h>
#include <time.h>

enum { SETTLE_MICROS = 150000, REST_MICROS_AN_EVENT = 200 };

void places_change(Coach *coach) {
    if (turns_waiting(coach->turns) == 0) return;
    coach->places_changed = true;
    pthread_cond_signal(&coach->places);
}

void places_add(Coach *coach, json_t *json, const char *learner, const char *id) {
    size_t place = turns_place(coach->turns, learner, id);
    if (place) json_object_set_new(json, "position", json_integer((json_int_t)place));
}

static void tell(void *self, const Turn *turn, size_t place) {
    Coach *coach = self;
    json_t *event = json_pack("{s:s, s:s, s:i, s:i, s:n, s:I}", "id", turn->id, "status", turn->is_run ? "queued" : "submitted",
                              "done", 0, "total", 0, "case", "position", (json_int_t)place);
    if (!turn->is_run) json_object_set_new(event, "question", json_string(turn->question));
    char *text = json_dumps(event, JSON_COMPACT);
    bus_publish(coach->bus, turn->learner, turn->is_run ? "run" : "attempt", text);
    free(text);
    json_decref(event);
}

/* Sleeps with the lock given up; cut short by the end. */
static void rest(Coach *coach, int64_t micros) {
    int64_t end = clock_monotonic() + micros;
    struct timespec until = {.tv_sec = end / 1000000, .tv_nsec = end % 1000000 * 1000};
    while (!coach->stopping && clock_monotonic() < end) pthread_cond_timedwait(&coach->stopped, &coach->lock, &until);
}

static void *watch(void *self) {
    Coach *coach = self;
    size_t told = 0;
    pthread_mutex_lock(&coach->lock);
    while (!coach->stopping) {
        if (!coach->places_changed) {
            pthread_cond_wait(&coach->places, &coach->lock);
            continue;
        }
        rest(coach, SETTLE_MICROS + (int64_t)told * REST_MICROS_AN_EVENT);
        coach->places_changed = false;
        told = turns_tell(coach->turns, tell, coach);
    }
    pthread_mutex_unlock(&coach->lock);
    return NULL;
}

bool places_watch(Coach *coach, Error *error) {
    if (pthread_create(&coach->places_watch, NULL, watch, coach) != 0)
        return error_set(error, ERR_UNAVAILABLE, NULL, "cannot start a thread: the system has no more threads to give");
    coach->telling = true;
    return true;
}

void places_unwatch(Coach *coach) {
    if (coach->telling) pthread_join(coach->places_watch, NULL);
    coach->telling = false;
}
