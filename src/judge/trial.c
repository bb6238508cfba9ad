/* A session is opened when a case needs one, so that after a crash the next case simply opens another. The cases behind it are sent without waiting for
 * answers, so that the child goes from one to the next while this side compares; hidden cases even ahead (box_client.h), for nothing that the
 * program prints while it is at one is ever shown. In the background they go one by one. Code that cannot even be
 * loaded (a syntax error, an endless loop at import) is not loaded again: every case gets that answer.
 *
 * The box itself may die under us; it restarts, and the case at hand is tried once more. In the background a session is given up as
 * soon as a learner waits, for it holds one of few slots. */
#include "judge/trial.h"

#include "judge/compare.h"
#include "text/cbor.h"

#include <stdio.h>
#include <string.h>

enum { READY_SECONDS = 60, RESTART_SECONDS = 30, SENT_BYTES = 8 << 20 };

#define PASSED_OVER "not run: "

typedef struct {
    Judge *judge;
    Arena *arena;
    const Trial *trial;
    BoxSession *session;
    bool opening;    /* its OPEN is not answered yet */
    size_t sent;     /* the cases before this one are with it, or done */
    BoxReply loaded; /* what opening came to */
    int limits_reached;
    bool retried;
    Error *error;
} Runner;

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

static void give_up_session(Runner *runner) {
    if (runner->session) box_close(runner->session);
    runner->session = NULL;
}

static bool begin_session(Runner *runner, size_t at) {
    if (runner->session) return true;
    BoxOpen open = opening(runner->trial);
    open.slow = runner->limits_reached > 0;
    runner->session = box_begin(runner->judge->box, runner->arena, &open, runner->error);
    runner->opening = true;
    runner->sent = at;
    return runner->session != NULL;
}

/* Sends the case at hand and, where nobody is to stand aside for, as many behind it as fit. */
static bool send_cases(Runner *runner, const Case *cases, size_t count, size_t at) {
    size_t bytes = 0, most = runner->trial->background ? 1 : BOX_SENT_MOST;
    for (size_t i = at; i < runner->sent; i++) bytes += cases[i].len;
    for (; runner->sent < count && runner->sent < at + most; runner->sent++) {
        const Case *next = &cases[runner->sent];
        bool ahead = !next->visible && !runner->trial->question->run.program; /* a program's printing is its result */
        bytes += next->len;
        if (runner->sent > at && bytes > SENT_BYTES) return true;
        if (!box_send(runner->session, next->bytes, next->len, ahead, runner->error)) return false;
    }
    return true;
}

/* The code is loaded, or the reason why it is not stands in runner->loaded. */
static bool await_loaded(Runner *runner) {
    if (runner->opening && !box_receive(runner->session, runner->arena, &runner->loaded, runner->error)) return false;
    runner->opening = false;
    return true;
}

/* After the box has died and come back. */
static bool try_again(Runner *runner) {
    give_up_session(runner);
    if (runner->error->code != ERR_UNAVAILABLE || runner->retried) return false;
    runner->retried = true;
    return box_wait_ready(runner->judge->box, stack_name(runner->trial->question->run.stack), RESTART_SECONDS, runner->error);
}

static bool call_case(Runner *runner, const Case *cases, size_t count, size_t at, BoxReply *reply) {
    for (;;) {
        if (begin_session(runner, at) && send_cases(runner, cases, count, at) && await_loaded(runner)) {
            *reply = runner->loaded;
            if (runner->loaded.outcome != BOX_OK) return true;
            if (box_receive(runner->session, runner->arena, reply, runner->error)) return true;
        }
        if (!try_again(runner)) return false;
    }
}

/* In the background: lets learners pass. False when the judge is stopping. */
static bool stand_aside(Runner *runner) {
    if (!runner->trial->background) return true;
    if (judge_busy(runner->judge)) give_up_session(runner);
    return judge_idle(runner->judge) || error_set(runner->error, ERR_UNAVAILABLE, NULL, "viva is stopping");
}

static bool is_limit(BoxOutcome outcome) { return outcome == BOX_TIME_LIMIT || outcome == BOX_MEMORY_LIMIT; }

/* The other cases are not run: for the reason that `reply` gives, said once. */
static void tell_rest(size_t from, size_t count, BoxReply reply, TrialTold *told, void *self) {
    reply.printed = "";
    reply.printed_cut = false;
    reply.wall_ms = reply.cpu_ms = 0;
    for (size_t i = from; i < count; i++) told(self, i, &reply);
}

static BoxReply not_run(Runner *runner, BoxOutcome outcome) {
    const char *limit = outcome == BOX_TIME_LIMIT ? "time limit" : "memory limit";
    const char *times = runner->trial->patience == 1 ? "an earlier case" : "several earlier cases";
    return (BoxReply){.outcome = BOX_NO_RESULT,
                      .printed = "",
                      .message = arena_printf(runner->arena, PASSED_OVER "%s reached the %s", times, limit)};
}

bool trial_run(Judge *judge, Arena *arena, const Trial *trial, const Case *cases, size_t count, TrialTold *told, void *self,
               Error *error) {
    Runner runner = {.judge = judge, .arena = arena, .trial = trial, .error = error};
    if (!trial_ready(judge, stack_name(trial->question->run.stack), error)) return false;
    for (size_t i = 0; i < count; i++) {
        BoxReply reply;
        if (!stand_aside(&runner) || !call_case(&runner, cases, count, i, &reply)) {
            give_up_session(&runner);
            return false;
        }
        told(self, i, &reply);
        bool loaded = runner.loaded.outcome == BOX_OK;
        if (!loaded || !box_alive(runner.session)) give_up_session(&runner);
        if (!loaded) {
            tell_rest(i + 1, count, reply, told, self);
            return true;
        }
        if (is_limit(reply.outcome) && ++runner.limits_reached == trial->patience) {
            give_up_session(&runner);
            tell_rest(i + 1, count, not_run(&runner, reply.outcome), told, self);
            return true;
        }
    }
    give_up_session(&runner);
    return true;
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
