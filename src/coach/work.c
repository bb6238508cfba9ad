/* The workers: threads that judge, and the queue they take from.
 *
 * Among the jobs whose time has come the learner goes first who has the fewest under judgement, then who came first; so nobody waits behind somebody's second
 * job. A learner may have a few jobs waiting, no more, and is judged once or twice at a time. There are more workers than processors, because how many
 * programs run at once is up to the box, where those that turn out to be slow step aside: a worker who waits for one of these holds up nobody. A job that could not be judged for a passing reason (a stack that still loads, a box that
 * restarts) goes back with a delay; run_judge and attempt_judge decide what passing means. */
#include "coach/inside.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { JOBS_A_LEARNER = 8, AT_ONCE = 2, RETRY_SECONDS = 2, WORKERS_BESIDE = 16 };

/* How many jobs of the same learner are being judged. */
static int busy_for(const Coach *coach, const Job *job) {
    int count = 0;
    for (const Job *other = coach->busy; other; other = other->next) count += strcmp(other->learner, job->learner) == 0;
    return count;
}

/* The job that is to start now, moved to `busy`; otherwise NULL and in *wake when to look again (0: when one is added or done). */
static Job *next_job(Coach *coach, int64_t now, int64_t *wake) {
    Job **best = NULL;
    int fewest = AT_ONCE;
    *wake = 0;
    for (Job **link = &coach->queue; *link && fewest > 0; link = &(*link)->next) {
        Job *job = *link;
        if (job->not_before > now) {
            if (*wake == 0 || job->not_before < *wake) *wake = job->not_before;
            continue;
        }
        int busy = busy_for(coach, job);
        if (busy >= fewest) continue;
        fewest = busy;
        best = link;
    }
    if (!best) return NULL;
    Job *job = *best;
    *best = job->next;
    job->next = coach->busy;
    coach->busy = job;
    return job;
}

static void unlink_busy(Coach *coach, Job *job) {
    Job **link = &coach->busy;
    while (*link != job) link = &(*link)->next;
    *link = job->next;
}

int work_position(const Coach *coach, const char *id) {
    int position = 1;
    for (const Job *job = coach->queue; job; job = job->next, position++)
        if (strcmp(job->id, id) == 0) return position;
    return 0;
}

static void wait_for_more(Coach *coach, int64_t wake) {
    if (wake == 0) {
        pthread_cond_wait(&coach->more, &coach->lock);
        return;
    }
    struct timespec until = {.tv_sec = wake / 1000000, .tv_nsec = wake % 1000000 * 1000};
    pthread_cond_timedwait(&coach->more, &coach->lock, &until);
}

static void put_back(Coach *coach, Job *job) {
    job->not_before = clock_monotonic() + SECONDS(RETRY_SECONDS);
    job->next = NULL;
    Job **link = &coach->queue;
    while (*link) link = &(*link)->next;
    *link = job;
}

static void *work(void *self) {
    Coach *coach = self;
    pthread_mutex_lock(&coach->lock);
    while (!coach->stopping) {
        int64_t wake;
        Job *job = next_job(coach, clock_monotonic(), &wake);
        if (!job) {
            wait_for_more(coach, wake);
            continue;
        }
        pthread_mutex_unlock(&coach->lock);
        bool done = job->is_run ? run_judge(coach, job->learner, job->id) : attempt_judge(coach, job->learner, job->id);
        pthread_mutex_lock(&coach->lock);
        unlink_busy(coach, job);
        pthread_cond_broadcast(&coach->more); /* another job of this learner may start */
        if (done) {
            free(job->learner);
            free(job);
        } else {
            put_back(coach, job);
        }
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
    pthread_mutex_unlock(&coach->lock);
    for (int i = 0; i < coach->thread_count; i++) pthread_join(coach->threads[i], NULL);
    coach->thread_count = 0;
    free(coach->threads);
    coach->threads = NULL;
}

bool work_add(Coach *coach, const char *learner, const char *id, bool is_run, int64_t delay, Error *error) {
    Job *job = calloc(1, sizeof *job);
    if (!job || !(job->learner = strdup(learner))) abort();
    strncpy(job->id, id, sizeof job->id - 1);
    job->is_run = is_run;
    job->not_before = clock_monotonic() + delay;
    pthread_mutex_lock(&coach->lock);
    int waiting = 0;
    Job **link = &coach->queue;
    for (; *link; link = &(*link)->next) waiting += (*link)->is_run && strcmp((*link)->learner, learner) == 0;
    bool room = !is_run || waiting < JOBS_A_LEARNER;
    if (room) {
        *link = job;
        pthread_cond_signal(&coach->more);
    }
    pthread_mutex_unlock(&coach->lock);
    if (room) return true;
    free(job->learner);
    free(job);
    return error_set(error, ERR_TOO_MANY, NULL, "%d runs of yours are waiting already; wait for one of them to finish",
                     JOBS_A_LEARNER);
}

bool work_stack_usable(Coach *coach, const Question *question, Error *error) {
    const char *stack = stack_name(question->run.stack), *says = "";
    StackState state = box_stack_state(judge_box(coach->judge), stack, &says);
    if (state == STACK_READY || state == STACK_LOADING) return true;
    return error_set(error, ERR_UNAVAILABLE, NULL, "the %s stack cannot run code yet: %s", stack, says ? says : "it is missing");
}
