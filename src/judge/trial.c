/* A session is opened when a case needs one, so that after a crash the next case simply opens another. The cases behind it are sent without waiting for
 * answers, so that the child goes from one to the next while this side compares; hidden cases even ahead (box_client.h), for nothing that the
 * program prints while it is at one is ever shown. But it counts: what is printed at one may be read while the case before it is still the one at hand, so a
 * case that seems to print too much is run again without company, and only then is that its verdict. In the background they go one by one. Code that cannot even be
 * loaded (a syntax error, an endless loop at import) is not loaded again: every case gets that answer.
 *
 * Where there are many cases they come in two parts, each with a child of its own, and both run at the same time where there are two processors: state
 * that the code keeps between calls does not pass from the one to the other, whether the machine is busy or not.
 *
 * The box itself may die under us; it restarts, and the case at hand is tried once more. In the background a session is given up as
 * soon as a learner waits, for it holds one of few slots. */
#include "judge/trial.h"

#include "base/clock.h"
#include "judge/compare.h"
#include "text/cbor.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { READY_SECONDS = 60, RESTART_SECONDS = 30, SENT_BYTES = 8 << 20 };

#define PASSED_OVER "not run: "

typedef struct {
    Judge *judge;
    Arena *arena;
    const Trial *trial;
    const Case *cases;
    size_t count;
    int limits_reached;
    int64_t mark; /* when the step at hand began */
    TrialTold *told;
    void *self;
    Error *error;
} Runner;

/* Cases that share children: those from `from` up to `end`. */
typedef struct {
    Runner *runner;
    size_t from, end;
    BoxSession *session;
    bool opening;    /* its OPEN is not answered yet */
    size_t sent;     /* the cases before this one are with it, or done */
    BoxReply loaded; /* what opening came to */
    bool retried;
    bool unaccompanied; /* nothing is sent ahead any more */
} Lane;

static bool is_stopping(Judge *judge) {
    pthread_mutex_lock(&judge->lock);
    bool stopping = judge->stopping;
    pthread_mutex_unlock(&judge->lock);
    return stopping;
}

bool trial_ready(Judge *judge, const char *stack, Error *error) {
    const char *says = "";
    for (int waited = 0; box_stack_state(judge->box, stack, &says) == STACK_LOADING && waited < READY_SECONDS; waited++) {
        if (is_stopping(judge)) return error_set(error, ERR_UNAVAILABLE, NULL, "viva is stopping");
        Error not_yet; /* no failure: it may be ready in a moment */
        if (box_wait_ready(judge->box, stack, 1, &not_yet)) return true;
    }
    if (box_stack_state(judge->box, stack, &says) == STACK_READY) return true;
    return error_set(error, ERR_UNAVAILABLE, stack, "the stack %s cannot run code yet: %s", stack, says ? says : "");
}

static uint64_t seed_of(const Question *question) {
    unsigned long long seed = 0;
    sscanf(question->hash, "%15llx", &seed);
    return seed;
}

static BoxOpen opening(const Trial *trial) {
    const Question *question = trial->question;
    return (BoxOpen){
        .stack = stack_name(question->run.stack),
        .mode = question->schema           ? BOX_QUERY
                : question->run.program    ? BOX_PROGRAM
                : question->run.class_name ? BOX_CLASS
                                           : BOX_FUNCTION,
        .code = trial->code,
        .file = trial->file,
        .name = question->schema           ? question->schema
                : question->run.class_name ? question->run.class_name
                                           : question->run.function,
        .attributes = question->run.class_name ? (const char *const *)question->run.attributes : NULL,
        .forbid = question->run.forbid,
        .seed = seed_of(question),
        .limits = {.seconds = trial->seconds > 0 ? trial->seconds : question->run.seconds,
                   .memory_bytes = (size_t)question->run.memory_mb << 20},
    };
}

/* Ends a step of the judgement: adds its time to `step` of the trial's steps. */
static void end_step(Runner *runner, size_t step) {
    int64_t now = clock_monotonic();
    if (runner->trial->steps) *(double *)((char *)runner->trial->steps + step) += (double)(now - runner->mark) / 1e3;
    runner->mark = now;
}

static void give_up_session(Lane *lane) {
    if (lane->session) box_close(lane->session);
    lane->session = NULL;
}

/* A program's printing is its result, so it is never sent ahead. */
static bool goes_ahead(const Lane *lane, size_t at) {
    const Runner *runner = lane->runner;
    return !lane->unaccompanied && !runner->cases[at].visible && !runner->trial->question->run.program;
}

static bool begin_session(Lane *lane, size_t at) {
    Runner *runner = lane->runner;
    if (lane->session) return true;
    BoxOpen open = opening(runner->trial);
    open.slow = runner->limits_reached > 0;
    open.patient = runner->trial->background;
    lane->session = box_begin(runner->judge->box, runner->arena, &open, runner->error);
    lane->opening = true;
    lane->sent = at;
    return lane->session != NULL;
}

/* Sends the case at hand and, where nobody is to stand aside for, as many behind it as fit. */
static bool send_cases(Lane *lane, size_t at) {
    const Runner *runner = lane->runner;
    size_t bytes = 0, most = runner->trial->background ? 1 : BOX_SENT_MOST;
    for (size_t i = at; i < lane->sent; i++) bytes += runner->cases[i].len;
    for (; lane->sent < lane->end && lane->sent < at + most; lane->sent++) {
        const Case *next = &runner->cases[lane->sent];
        bytes += next->len;
        if (lane->sent > at && bytes > SENT_BYTES) return true;
        if (!box_send(lane->session, next->bytes, next->len, goes_ahead(lane, lane->sent), runner->error)) return false;
    }
    return true;
}

/* The code is loaded, or the reason why it is not stands in lane->loaded. */
static bool await_loaded(Lane *lane) {
    Runner *runner = lane->runner;
    if (!lane->opening) return true;
    if (!box_receive(lane->session, runner->arena, &lane->loaded, runner->error)) return false;
    end_step(runner, offsetof(JudgeSteps, pick_up));
    lane->opening = false;
    return true;
}

/* After the box has died and come back. */
static bool try_again(Lane *lane) {
    Runner *runner = lane->runner;
    give_up_session(lane);
    if (runner->error->code != ERR_UNAVAILABLE || lane->retried) return false;
    lane->retried = true;
    return box_wait_ready(runner->judge->box, stack_name(runner->trial->question->run.stack), RESTART_SECONDS, runner->error);
}

/* It seems to have printed too much, and others were with the child: from now on nobody is. */
static bool run_alone(Lane *lane, size_t at, const BoxReply *reply) {
    if (reply->outcome != BOX_OUTPUT_LIMIT || !goes_ahead(lane, at)) return false;
    lane->unaccompanied = true;
    give_up_session(lane);
    return true;
}

static bool call_case(Lane *lane, size_t at, BoxReply *reply) {
    const Runner *runner = lane->runner;
    for (;;) {
        if (begin_session(lane, at) && send_cases(lane, at) && await_loaded(lane)) {
            *reply = lane->loaded;
            if (lane->loaded.outcome != BOX_OK) return true;
            bool received = box_receive(lane->session, runner->arena, reply, runner->error);
            if (received && run_alone(lane, at, reply)) continue;
            if (received) return true;
        }
        if (!try_again(lane)) return false;
    }
}

/* In the background: lets learners pass. False when the judge is stopping. */
static bool stand_aside(Lane *lane) {
    const Runner *runner = lane->runner;
    if (!runner->trial->background) return true;
    if (judge_busy(runner->judge)) give_up_session(lane);
    return judge_idle(runner->judge) || error_set(runner->error, ERR_UNAVAILABLE, NULL, "viva is stopping");
}

static bool is_limit(BoxOutcome outcome) { return outcome == BOX_TIME_LIMIT || outcome == BOX_MEMORY_LIMIT; }

/* The cases from `from` on are not run: for the reason that `reply` gives, said once. */
static void tell_rest(const Runner *runner, size_t from, BoxReply reply) {
    reply.printed = "";
    reply.printed_cut = false;
    reply.wall_ms = reply.cpu_ms = 0;
    for (size_t i = from; i < runner->count; i++) runner->told(runner->self, i, &reply);
}

static BoxReply not_run(const Runner *runner, BoxOutcome outcome) {
    const char *limit = outcome == BOX_TIME_LIMIT ? "time limit" : "memory limit";
    const char *times = runner->trial->patience == 1 ? "an earlier case" : "several earlier cases";
    return (BoxReply){.outcome = BOX_NO_RESULT,
                      .printed = "",
                      .message = arena_printf(runner->arena, PASSED_OVER "%s reached the %s", times, limit)};
}

typedef enum { LANE_FAILED, LANE_DONE, ALL_TOLD } LaneEnd;

/* Lets a lane run beside the one before it. What goes wrong here shows again when its first case is asked for. */
static void start_beside(Lane *lane) {
    if (lane->runner->trial->background || lane->from == lane->end) return;
    if (begin_session(lane, lane->from)) send_cases(lane, lane->from);
}

/* `next` is started when the first case has come to an end of its own: code that loops for ever or cannot be loaded gets one child, not two. */
static LaneEnd run_lane(Lane *lane, Lane *next) {
    Runner *runner = lane->runner;
    for (size_t i = lane->from; i < lane->end; i++) {
        BoxReply reply;
        if (!stand_aside(lane) || !call_case(lane, i, &reply)) return LANE_FAILED;
        end_step(runner, offsetof(JudgeSteps, run));
        if (next && i == lane->from && reply.outcome == BOX_OK) start_beside(next);
        runner->told(runner->self, i, &reply);
        end_step(runner, offsetof(JudgeSteps, compare));
        bool loaded = lane->loaded.outcome == BOX_OK;
        if (!loaded || !box_alive(lane->session)) give_up_session(lane);
        bool enough = is_limit(reply.outcome) && ++runner->limits_reached == runner->trial->patience;
        if (loaded && !enough) continue;
        tell_rest(runner, i + 1, loaded ? not_run(runner, reply.outcome) : reply);
        return ALL_TOLD;
    }
    return LANE_DONE;
}

bool trial_run(Judge *judge, Arena *arena, const Trial *trial, const Case *cases, size_t count, TrialTold *told, void *self,
               Error *error) {
    Runner runner = {
        .judge = judge, .arena = arena, .trial = trial, .cases = cases, .count = count, .told = told, .self = self, .error = error};
    size_t middle = trial->apart > 0 && trial->apart < count ? trial->apart : count;
    Lane lanes[2] = {{.runner = &runner, .end = middle}, {.runner = &runner, .from = middle, .end = count}};
    if (!trial_ready(judge, stack_name(trial->question->run.stack), error)) return false;
    runner.mark = clock_monotonic();
    LaneEnd end = run_lane(&lanes[0], &lanes[1]);
    if (end == LANE_DONE) end = run_lane(&lanes[1], NULL);
    for (int i = 0; i < 2; i++) give_up_session(&lanes[i]);
    return end != LANE_FAILED;
}

bool trial_was_run(const BoxReply *reply) {
    return reply->outcome != BOX_NO_RESULT || !reply->message || strncmp(reply->message, PASSED_OVER, strlen(PASSED_OVER)) != 0;
}

/* What a program is judged by. */
static const Value *printed_value(Arena *arena, const BoxReply *reply) {
    Value *text = ARENA_NEW(arena, Value);
    *text = value_text(arena_strdup(arena, reply->printed ? reply->printed : ""));
    return text;
}

Output trial_output(Arena *arena, const Question *question, const BoxReply *reply) {
    Output output = {.known = trial_was_run(reply),
                     .outcome = reply->outcome,
                     .exception = reply->exception,
                     .ms = reply->wall_ms,
                     .cpu_ms = reply->cpu_ms};
    Error error;
    if (output.outcome != BOX_OK) return output;
    output.value =
        question->run.program ? printed_value(arena, reply) : cbor_decode(arena, reply->result, reply->result_len, &error);
    if (!output.value) output.outcome = BOX_NO_RESULT;
    return output;
}

typedef struct {
    Arena *arena;
    const Question *question;
    Output *outputs;
} Collector;

static void collect(void *self, size_t at, const BoxReply *reply) {
    Collector *collector = self;
    collector->outputs[at] = trial_output(collector->arena, collector->question, reply);
}

bool trial_outputs(Judge *judge, Arena *arena, const Trial *trial, const Case *cases, size_t count, Output *outputs, Error *error) {
    Collector collector = {arena, trial->question, outputs};
    return trial_run(judge, arena, trial, cases, count, collect, &collector, error);
}

bool outputs_agree(const Compare *rules, const Output *one, const Output *other) {
    if (!one->known || !other->known || one->outcome != other->outcome) return false;
    if (one->outcome == BOX_OK) {
        Compare alike = *rules;
        alike.nan_equal =
            true; /* a NaN is never what is expected by accident, but two programs may well make it by the same mistake */
        return compare_equal(&alike, one->value, other->value);
    }
    if (one->outcome != BOX_RUNTIME_ERROR) return true;
    return strcmp(one->exception ? one->exception : "", other->exception ? other->exception : "") == 0;
}
