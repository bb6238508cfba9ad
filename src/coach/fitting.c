/* Weights of memory of the learner's own, in the background: every hundred reviews a thread looks for them, one learner at a time. Who is not served now will be at a later review. */
#include "coach/inside.h"
#include "coach/memory.h"

#include "base/log.h"

#include <stdlib.h>
#include <string.h>

static void fit(Coach *coach, const char *learner) {
    Error error = {0};
    FsrsTrial trial;
    size_t count;
    bool fine = memory_fit(coach->store, learner, &trial, &count, &error);
    if (fine) {
        pthread_mutex_lock(&coach->memory_lock);
        fine = memory_use_fit(coach->store, learner, &trial, count, clock_now(&coach->clock), &error);
        pthread_mutex_unlock(&coach->memory_lock);
    }
    if (!fine)
        log_warning("weights of memory could not be fitted, trying again later: %s", error.message);
    else
        log_info("weights of memory, on %zu reviews of %zu: log loss %.4f of their own, %.4f as published; %s", trial.held_out,
                 count, trial.fitted, trial.published, trial.better ? "their own are used" : "the published ones stay");
}

static void *run(void *self) {
    Coach *coach = self;
    fit(coach, coach->fitting.learner);
    pthread_mutex_lock(&coach->fitting.lock);
    coach->fitting.done = true;
    pthread_mutex_unlock(&coach->fitting.lock);
    return NULL;
}

/* With the lock held. */
static void join(Coach *coach) {
    if (!coach->fitting.begun) return;
    pthread_join(coach->fitting.thread, NULL);
    free(coach->fitting.learner);
    coach->fitting.begun = coach->fitting.done = false;
}

void fitting_ask(Coach *coach, const char *learner) {
    Error error = {0};
    bool due = false;
    pthread_mutex_lock(&coach->fitting.lock);
    if (coach->fitting.begun && coach->fitting.done) join(coach);
    if (!coach->fitting.begun && memory_fit_due(coach->store, learner, &due, &error) && due) {
        coach->fitting.learner = strdup(learner);
        if (!coach->fitting.learner) abort();
        coach->fitting.begun = pthread_create(&coach->fitting.thread, NULL, run, coach) == 0;
        if (!coach->fitting.begun) free(coach->fitting.learner);
    }
    pthread_mutex_unlock(&coach->fitting.lock);
}

void fitting_stop(Coach *coach) {
    if (coach->fitting.begun) join(coach);
    pthread_mutex_destroy(&coach->fitting.lock);
}
