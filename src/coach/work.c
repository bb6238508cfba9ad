/* The workers: threads that judge, one turn after another (turns.h says whose).
 *
 * There are more workers than processors, because how many programs run at once is up to the box, where those that turn out to be slow step aside: a worker
 * who waits for one of these holds up nobody. Whoever is done looks for the next turn itself, and an end makes room for one turn at most; so others are woken
 * only by what is added, and by what goes back with a delay, since then all have a time at which to look again. That is what could not be judged for a passing
 * reason (a stack that still loads, a box that restarts); run_judge and attempt_judge decide what passing means. */
#include "coach/inside.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { RETRY_SECONDS = 2, WORKERS_BESIDE = 16 };

static void wait_for_more(Coach *coach, int64_t wake) {
    if (wake == 0) {
        pthread_cond_wait(&coach->more, &coach->lock);
        return;
    }
    struct timespec until = {.tv_sec = wake / 1000000, .tv_nsec = wake % 1000000 * 1000};
    pthread_cond_timedwait(&coach->more, &coach->lock, &until);
}

static void *work(void *self) {
    Coach *coach = self;
    pthread_mutex_lock(&coach->lock);
    while (!coach->stopping) {
        int64_t wake;
        const Turn *turn = turns_next(coach->turns, clock_monotonic(), &wake);
        if (!turn) {
            wait_for_more(coach, wake);
            continue;
        }
        places_change(coach);
        pthread_mutex_unlock(&coach->lock);
        bool done = turn->is_run ? run_judge(coach, turn->learner, turn->id) : attempt_judge(coach, turn->learner, turn->id);
        pthread_mutex_lock(&coach->lock);
        if (done) {
            turns_done(coach->turns, turn);
        } else {
            turns_put_back(coach->turns, turn, clock_monotonic() + SECONDS(RETRY_SECONDS));
            pthread_cond_broadcast(&coach->more);
        }
        places_change(coach);
    }
    pthread_mutex_unlock(&coach->lock);
    return NULL;
}

bool work_start(Coach *coach, int workers, Error *error) {
    if (workers <= 0) workers = (int)sysconf(_SC_NPROCESSORS_ONLN) + WORKERS_BESIDE;
    if (workers < 1) workers = 1;
    coach->threads = calloc((size_t)workers, sizeof *coach->threads);
    if (!coach->threads) abort();
    for (int i = 0; i < workers; i++) {
        if (pthread_create(&coach->threads[i], NULL, work, coach) != 0)
            return error_set(error, ERR_UNAVAILABLE, NULL, "cannot start a judging thread: the system has no more threads to give");
        coach->thread_count++;
    }
    return true;
}

void work_stop(Coach *coach) {
    pthread_mutex_lock(&coach->lock);
    coach->stopping = true;
    pthread_cond_broadcast(&coach->more);
    pthread_cond_broadcast(&coach->stopped);
    pthread_cond_broadcast(&coach->places);
    pthread_mutex_unlock(&coach->lock);
    for (int i = 0; i < coach->thread_count; i++) pthread_join(coach->threads[i], NULL);
    coach->thread_count = 0;
    free(coach->threads);
    coach->threads = NULL;
}

bool work_add(Coach *coach, const Turn *turn, Error *error) {
    pthread_mutex_lock(&coach->lock);
    bool added = turns_add(coach->turns, turn);
    if (added) {
        pthread_cond_signal(&coach->more);
        places_change(coach);
    }
    pthread_mutex_unlock(&coach->lock);
    return added ||
           error_set(error, ERR_TOO_MANY, NULL, "%d runs of yours are waiting already; wait for one of them to finish", TURNS_RUNS);
}

bool work_stack_usable(Coach *coach, const Question *question, Error *error) {
    if (!coach->judge) return error_set(error, ERR_UNAVAILABLE, NULL, "there is no judge here: no code can be run");
    const char *stack = stack_name(question->run.stack), *says = "";
    StackState state = box_stack_state(judge_box(coach->judge), stack, &says);
    if (state == STACK_READY || state == STACK_LOADING) return true;
    return error_set(error, ERR_UNAVAILABLE, NULL, "the %s stack cannot run code yet: %s", stack, says ? says : "it is missing");
}
