/* inside.h - what the files of this room share. Nothing outside src/coach includes it. */
#ifndef VIVA_COACH_INSIDE_H
#define VIVA_COACH_INSIDE_H

#include "coach/coach.h"
#include "coach/turns.h"
#include "learn/fsrs.h"

#include <pthread.h>

/* A run of the visible cases: lives in memory only, the newest of them are kept. */
typedef struct LiveRun LiveRun;
struct LiveRun {
    char id[37];
    char *learner, *code;
    const Question *question;
    const char *status; /* "queued" "running" "done" "failed" */
    size_t done, total;
    json_t *judgement; /* NULL until done */
    Error error;       /* when failed */
    LiveRun *next;     /* older */
};

struct Coach {
    const Bank *bank;
    Store *store;
    Judge *judge;
    Bus *bus;
    Clock clock;
    BoxOptions box;
    OpinionOptions opinion;
    const char *opinion_host;
    Remote speech;
    const char *speech_host;
    pthread_mutex_t settings_lock, doctor_lock;
    pthread_mutex_t words_lock;   /* held while the standing of an answer is read, computed and written */
    pthread_mutex_t memory_lock;  /* held while a card is read, computed and written */
    pthread_mutex_t sitting_lock; /* held while an answer of a sitting is taken */
    pthread_mutex_t profile_lock; /* guards `profiles` */
    struct ProfileBox *profiles;  /* what is known of learners, kept (profile.c) */
    struct {
        pthread_mutex_t lock;
        pthread_t thread;
        char *learner;
        bool begun, done;
    } fitting;      /* fitting.c */
    json_t *doctor; /* what coach_status found, once */
    pthread_t *threads;
    int thread_count;
    pthread_mutex_t lock;                 /* guards all below */
    pthread_cond_t more, places, stopped; /* there is something to judge; places have changed; the end was asked for */
    Turns *turns;
    bool places_changed;
    LiveRun *runs; /* newest first */
    bool stopping;
    int opinions, speeches; /* asked for at the moment */
    pthread_t stack_watch, places_watch;
    bool watching, telling;
};

/* work.c */
bool work_start(Coach *coach, int workers, Error *error);
void work_stop(Coach *coach);
/* ERR_TOO_MANY when too many runs of this learner wait. */
bool work_add(Coach *coach, const Turn *turn, Error *error);
/* The stack of a question can run now or in a moment; else ERR_UNAVAILABLE that says what is missing. */
bool work_stack_usable(Coach *coach, const Question *question, Error *error);

/* stacks.c: tells everybody when a stack becomes ready or is lost */
extern const char *const stack_state_names[];
bool stacks_watch(Coach *coach, Error *error);
void stacks_unwatch(Coach *coach); /* after work_stop */

/* places.c: tells those who wait how far they have come. To be called with the lock held: places may have changed, and... */
void places_change(Coach *coach);
/* ... "position" goes into the JSON of a run or an attempt while it waits. */
void places_add(Coach *coach, json_t *json, const char *learner, const char *id);
bool places_watch(Coach *coach, Error *error);
void places_unwatch(Coach *coach); /* after work_stop */

/* runs.c: to be called with the lock held */
LiveRun *run_find(Coach *coach, const char *learner, const char *id);
/* runs.c, attempts.c: judge one job; false: try again later */
bool run_judge(Coach *coach, const char *learner, const char *id);
bool attempt_judge(Coach *coach, const char *learner, const char *id);

/* opinions.c: where answers go for a second opinion; NULL: nowhere */
const char *opinion_host(const Coach *coach);
/* speech.c: where recordings go to be written down; NULL: nowhere */
const char *speech_host(const Coach *coach);

/* schema.c: the tables of a SQL question: list of {"name", "says", "columns": [{"name", "type", "says"}], "rows": the first ones, "row_count"}. */
json_t *tables_json(Arena *arena, const Question *question);

/* catalogue.c */
typedef struct {
    QuestionStatus *items; /* sorted by uuid */
    size_t count;
} Statuses;
bool statuses_of(Coach *coach, Arena *arena, const char *learner, Statuses *out, Error *error);
const QuestionStatus *status_of(const Statuses *statuses, const Question *question);
json_t *card_json(Coach *coach, const Question *question, const QuestionStatus *status);
/* What to read: list of {"title", "by", "year", "url", "read_for"}. */
json_t *sources_json(const Question *question);
/* The question by name; implementation questions only when `runnable`. */
const Question *question_of(Coach *coach, const char *slug, bool runnable, Error *error);
/* settings.c: a name of the system's time zone database. */
bool zone_known(const char *zone);
void run_free(LiveRun *run);
/* coach.c: queues the attempts that are owed a judgement; learner NULL: everybody's. */
bool take_up_pending(Coach *coach, const char *learner, Error *error);
/* runs.c: frees the runs of a learner that are over. */
void runs_forget(Coach *coach, const char *learner);
/* A draft, or null where there is none. */
json_t *draft_json(const Draft *draft);
/* Whether it is asked of a role; NULL: of anybody. */
bool question_for_role(const Question *question, const char *role);
/* viva can judge it: it is run, or answered in words. */
bool question_usable(const Question *question);
/* Accepted once (in words: answered once), or given up: explanation and solutions are open. */
bool question_unlocked(Coach *coach, Arena *arena, const char *learner, const Question *question, bool *unlocked, Error *error);

/* attempts.c */
/* What an attempt counts, into the JSON of it: "cases_passed" and "cases_total"; in mode tests these are 0 and "bugs" counts, once judged. question NULL: it is gone. */
void count_json(json_t *json, const Question *question, int passed, int total);
json_t *attempt_json(Coach *coach, const Attempt *attempt, bool whole);
/* Stores the end of an attempt, after so many cases, and tells it; true when there is nothing left to do for it. `more`: what the event says beside,
 * ",\"key\":value..." or "". */
bool attempt_finish(Coach *coach, Arena *arena, const Attempt *attempt, const AttemptResult *result, size_t cases,
                    const Question *question, const char *more);

/* probes.c: a probe as it is shown, without what is right; `answers` are the learner's to the question. */
json_t *probe_view(Arena *arena, const char *learner, const Probe *probe, const ProbeAnswer *answers, size_t count, Error *error);
/* reviews.c: an answer becomes a review with the grade that it suggests, and an event with `data`, to which is added how long it has waited; how it stands, or NULL. */
json_t *review_answer(Coach *coach, Arena *arena, const Learner *who, const Question *question, ProbeAnswer *answer,
                      int64_t spent_ms, FsrsGrade suggested, json_t *data, Error *error);
/* fitting.c: looks for weights of memory of the learner's own, in the background, when that is due. */
void fitting_ask(Coach *coach, const char *learner);
void fitting_stop(Coach *coach); /* waits for it */

/* An event about a question, with its id made and its time set. `data` is JSON text and stays the caller's. */
Event coach_event(Coach *coach, Arena *arena, const Learner *learner, const char *kind, const Question *question, const char *data);

/* Appends an event of that kind to the log; `data` is taken over. */
bool coach_log(Coach *coach, Arena *arena, const Learner *learner, const char *kind, const Question *question, json_t *data,
               Error *error);

/* "2026-11-22T19:20:00.123456Z" as a JSON string; 0 is null. */
json_t *json_time(int64_t micros);
json_t *json_texts(const char *const *texts); /* a NULL-terminated list */
/* Markdown rendered, as a JSON string; what cannot be rendered is an internal error. */
json_t *json_html(Arena *arena, const char *markdown, Error *error);
json_t *json_inline(Arena *arena, const char *markdown, Error *error); /* the same for one line */

#endif
