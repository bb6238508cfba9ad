/* Runs: the visible cases of a question, judged at once and remembered in memory only.
 *
 * The newest runs are kept so that a page that missed the events can ask; older ones are forgotten. A run that is being judged is
 * never forgotten, since its worker finds it again by id, under the lock, each time it has something to tell. */
#include "coach/inside.h"

#include "base/random.h"

#include <stdlib.h>
#include <string.h>

enum { RUNS_KEPT = 200 };

LiveRun *run_find(Coach *coach, const char *learner, const char *id) {
    for (LiveRun *run = coach->runs; run; run = run->next)
        if (strcmp(run->id, id) == 0 && strcmp(run->learner, learner) == 0) return run;
    return NULL;
}

static bool is_over(const LiveRun *run) { return strcmp(run->status, "done") == 0 || strcmp(run->status, "failed") == 0; }

void run_free(LiveRun *run) {
    free(run->learner);
    free(run->code);
    json_decref(run->judgement);
    free(run);
}

/* Frees the runs that are over and are the learner's; NULL: those beyond RUNS_KEPT, whoever's. To be called with the lock held. */
static void forget_runs(Coach *coach, const char *learner) {
    int kept = 0;
    for (LiveRun **link = &coach->runs; *link;) {
        LiveRun *run = *link;
        bool goes = learner ? strcmp(run->learner, learner) == 0 : ++kept > RUNS_KEPT;
        if (!goes || !is_over(run)) {
            link = &run->next;
            continue;
        }
        *link = run->next;
        run_free(run);
    }
}

void runs_forget(Coach *coach, const char *learner) {
    pthread_mutex_lock(&coach->lock);
    forget_runs(coach, learner);
    pthread_mutex_unlock(&coach->lock);
}

static json_t *run_json(Coach *coach, const LiveRun *run) {
    json_t *json =
        json_pack("{s:s, s:s, s:s, s:I, s:I, s:O?}", "id", run->id, "question", run->question->slug, "status", run->status, "done",
                  (json_int_t)run->done, "total", (json_int_t)run->total, "judgement", run->judgement);
    places_add(coach, json, run->learner, run->id);
    if (strcmp(run->status, "failed") == 0)
        json_object_set_new(json, "error",
                            json_pack("{s:s, s:s, s:s}", "code", error_name(run->error.code), "message", run->error.message,
                                      "where", run->error.where));
    return json;
}

static void publish(Coach *coach, const LiveRun *run, const CaseResult *result) {
    json_t *event = json_pack("{s:s, s:s, s:I, s:I, s:o}", "id", run->id, "status", run->status, "done", (json_int_t)run->done,
                              "total", (json_int_t)run->total, "case", result ? case_json(result) : json_null());
    char *text = json_dumps(event, JSON_COMPACT | JSON_REAL_PRECISION(12));
    bus_publish(coach->bus, run->learner, "run", text);
    free(text);
    json_decref(event);
}

json_t *coach_run(Coach *coach, const char *learner, const char *slug, const char *code, Error *error) {
    const Question *question = question_of(coach, slug, true, error);
    if (!question || !work_stack_usable(coach, question, error)) return NULL;
    LiveRun *run = calloc(1, sizeof *run);
    if (!run || !(run->learner = strdup(learner)) || !(run->code = strdup(code))) abort();
    uuid7(clock_now(&coach->clock), run->id);
    run->question = question;
    run->status = "queued";
    char id[37];
    memcpy(id, run->id, sizeof id);
    pthread_mutex_lock(&coach->lock);
    run->next = coach->runs;
    coach->runs = run;
    pthread_mutex_unlock(&coach->lock);
    if (work_add(coach, &(Turn){learner, id, question->slug, true}, error)) return coach_run_get(coach, learner, id, error);
    pthread_mutex_lock(&coach->lock);
    run->status = "failed";
    run->error = *error;
    pthread_mutex_unlock(&coach->lock);
    return NULL;
}

json_t *coach_run_get(Coach *coach, const char *learner, const char *id, Error *error) {
    pthread_mutex_lock(&coach->lock);
    LiveRun *run = run_find(coach, learner, id);
    json_t *json = run ? run_json(coach, run) : NULL;
    pthread_mutex_unlock(&coach->lock);
    if (!json)
        error_set(error, ERR_NOT_FOUND, "id", "there is no run %.40s: only the newest %d are kept; run the code again", id,
                  RUNS_KEPT);
    return json;
}

typedef struct {
    Coach *coach;
    LiveRun *run;
} Telling;

static void tell(void *self, const CaseResult *result, size_t done, size_t total) {
    Telling *telling = self;
    pthread_mutex_lock(&telling->coach->lock);
    telling->run->done = done;
    telling->run->total = total;
    publish(telling->coach, telling->run, result);
    pthread_mutex_unlock(&telling->coach->lock);
}

static LiveRun *begin(Coach *coach, const char *learner, const char *id) {
    pthread_mutex_lock(&coach->lock);
    LiveRun *run = run_find(coach, learner, id);
    if (run) {
        run->status = "running";
        publish(coach, run, NULL);
    }
    pthread_mutex_unlock(&coach->lock);
    return run;
}

bool run_judge(Coach *coach, const char *learner, const char *id) {
    LiveRun *run = begin(coach, learner, id);
    if (!run) return true;
    ARENA_SCOPED Arena *arena = arena_new();
    Error error = {0};
    Judgement judgement = {0};
    Telling telling = {coach, run};
    bool judged = box_wait_ready(judge_box(coach->judge), stack_name(run->question->run.stack), 60, &error) &&
                  judge_code(coach->judge, arena, run->question, run->code, JUDGE_RUN, tell, &telling, &judgement, &error);
    json_t *json = judged ? judgement_json(&judgement) : NULL;
    if (judged) judgement_free(&judgement);
    pthread_mutex_lock(&coach->lock);
    run->status = judged ? "done" : "failed";
    run->judgement = json;
    run->error = error;
    publish(coach, run, NULL);
    forget_runs(coach, NULL);
    pthread_mutex_unlock(&coach->lock);
    return true;
}
