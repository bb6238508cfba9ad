/* The state of the stacks, watched: a page that waits for scikit-learn to be installed is told when it is there. */
#include "coach/inside.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LOOK_EVERY_SECONDS = 1 };

const char *const stack_state_names[] = {
    [STACK_MISSING] = "missing", [STACK_LOADING] = "loading", [STACK_READY] = "ready", [STACK_FAILED] = "failed"};

static void tell(Coach *coach, Stack stack, StackState state, const char *says) {
    json_t *event =
        json_pack("{s:s, s:s, s:s}", "name", stack_name(stack), "state", stack_state_names[state], "says", says ? says : "");
    char *text = json_dumps(event, JSON_COMPACT);
    bus_publish(coach->bus, NULL, "stack", text);
    free(text);
    json_decref(event);
}

/* Sleeps, and says whether to go on. */
static bool sleep_a_while(Coach *coach) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += LOOK_EVERY_SECONDS;
    pthread_mutex_lock(&coach->lock);
    if (!coach->stopping) pthread_cond_timedwait(&coach->stopped, &coach->lock, &until);
    bool go_on = !coach->stopping;
    pthread_mutex_unlock(&coach->lock);
    return go_on;
}

static void *watch(void *self) {
    Coach *coach = self;
    StackState last[STACK_COUNT];
    for (int i = 0; i < STACK_COUNT; i++) last[i] = box_stack_state(judge_box(coach->judge), stack_name((Stack)i), NULL);
    while (sleep_a_while(coach)) {
        for (int i = 0; i < STACK_COUNT; i++) {
            const char *says = "";
            StackState state = box_stack_state(judge_box(coach->judge), stack_name((Stack)i), &says);
            if (state != last[i]) tell(coach, (Stack)i, state, says);
            last[i] = state;
        }
    }
    return NULL;
}

bool stacks_watch(Coach *coach, Error *error) {
    if (pthread_create(&coach->stack_watch, NULL, watch, coach) != 0)
        return error_set(error, ERR_UNAVAILABLE, NULL, "cannot start a thread: the system has no more threads to give");
    coach->watching = true;
    return true;
}

void stacks_unwatch(Coach *coach) {
    if (coach->watching) pthread_join(coach->stack_watch, NULL);
    coach->watching = false;
}
