/* What explains the end of a turn, strongest first: a forbidden attempt (even one whose error was caught), a limit, what the child
 * itself says in its frame, and last that it ended without a word. Only a whole frame is ever a result. */
#include "box/verdict.h"

#include "box/watch.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

typedef struct {
    WireOutcome outcome;
    const char *message; /* NULL: the frame's own */
} Judged;

static Judged judge_limit(const Session *session, TurnEnd end, char *room, size_t size) {
    const BoxWireLimits *limits = &session->limits;
    switch (end) {
    case END_CPU:
        snprintf(room, size, "it used more than %g s of processor time", (double)limits->cpu_us / 1e6);
        return (Judged){WIRE_TIME_LIMIT, room};
    case END_WALL:
        snprintf(room, size, "it took longer than %g s: does it wait for something?", (double)(3 * limits->cpu_us + 1000000) / 1e6);
        return (Judged){WIRE_TIME_LIMIT, room};
    case END_PRINTED:
        snprintf(room, size, "it printed more than %llu kB", (unsigned long long)limits->output_bytes >> 10);
        return (Judged){WIRE_OUTPUT_LIMIT, room};
    default:
        snprintf(room, size, "it needed more than %llu MB of memory", (unsigned long long)limits->memory_bytes >> 20);
        return (Judged){WIRE_MEMORY_LIMIT, room};
    }
}

/* What ends a program, and where that usually comes from. */
static const struct {
    int number;
    const char *says;
} signals[] = {
    {SIGSEGV, "it crashed with a segmentation fault (SIGSEGV): recursion without an end, or a broken call into C"},
    {SIGABRT, "it was aborted (SIGABRT): by os.abort(), or by a library in C that found something impossible"},
    {SIGBUS, "it crashed with a bus error (SIGBUS): it used memory that is mapped behind the end of a file"},
    {SIGFPE, "it crashed with an arithmetic error (SIGFPE): a whole number divided by zero, in C"},
    {SIGILL, "it crashed with an illegal instruction (SIGILL): it ran what is no machine code for this processor"},
    {SIGKILL, "it was killed (SIGKILL): by its own code, or by this machine when that ran out of memory"},
    {SIGALRM, "an alarm ended it (SIGALRM): signal.alarm() or setitimer() without a handler"},
};

static Judged judge_signal(int number, int line, char *room, size_t size) {
    char where[32] = "";
    if (line > 0) snprintf(where, sizeof where, ", in line %d", line);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (signals[i].number == number) {
            snprintf(room, size, "%s%s", signals[i].says, where);
            return (Judged){WIRE_NO_RESULT, room};
        }
    snprintf(room, size, "a signal ended it that its own code sent or asked for (%s)%s", strsignal(number), where);
    return (Judged){WIRE_NO_RESULT, room};
}

/* The child says it: any byte. */
static int frame_signal(const Session *session, const RunnerFrame *frame) {
    size_t texts = (size_t)frame->exception_len + frame->message_len + frame->traceback_len;
    return frame->value_len > 0 ? (unsigned char)session->outbox.data[sizeof *frame + texts] : 0;
}

static Judged judge_frame(const Session *session, const RunnerFrame *frame, char *room, size_t size) {
    static const WireOutcome outcomes[RUNNER_STATUSES] = {
        [RUNNER_VALUE] = WIRE_OK,
        [RUNNER_RAISED] = WIRE_RUNTIME_ERROR,
        [RUNNER_MEMORY] = WIRE_MEMORY_LIMIT,
        [RUNNER_TOO_LARGE] = WIRE_OUTPUT_LIMIT,
        [RUNNER_TOO_DEEP] = WIRE_RUNTIME_ERROR,
        [RUNNER_FORBIDDEN] = WIRE_FORBIDDEN,
        [RUNNER_CRASHED] = WIRE_NO_RESULT,
    };
    if (frame->status == RUNNER_CRASHED) return judge_signal(frame_signal(session, frame), frame->line, room, size);
    if (frame->status == RUNNER_MEMORY) return judge_limit(session, END_MEMORY, room, size);
    return (Judged){outcomes[frame->status], NULL};
}

/* A child that ended without a frame. */
static Judged judge_death(const Cell *cell, char *room, size_t size) {
    int status = cell->child_status;
    if (cell->child_ended && WIFEXITED(status)) {
        snprintf(room, size, "it ended with exit code %d and without a result (os._exit?)", WEXITSTATUS(status));
        return (Judged){WIRE_NO_RESULT, room};
    }
    return judge_signal(cell->child_ended && WIFSIGNALED(status) ? WTERMSIG(status) : SIGKILL, 0, room, size);
}

static bool starved(const Session *session, int64_t peak_kb) {
    const Cell *cell = session->cell;
    if (!cell->group.made) return session->watched_kb * 1024 > session->limits.memory_bytes;
    bool near = peak_kb < 0 || (uint64_t)peak_kb * 1024 + (1 << 20) >= session->limits.memory_bytes;
    return near && group_starved(&cell->box->groups, &cell->group);
}

static Judged judge(Session *session, TurnEnd end, int64_t cpu, int64_t peak_kb, const RunnerFrame *frame, char *room,
                    size_t size) {
    if (session->forbidden[0]) {
        int used = snprintf(room, size, "it tried what code here may not do: %s", session->forbidden);
        if (frame->line > 0 && used < (int)size) snprintf(room + used, size - (size_t)used, ", in line %d", frame->line);
        return (Judged){WIRE_FORBIDDEN, room};
    }
    if (end == END_CPU || end == END_WALL || end == END_PRINTED || end == END_MEMORY) return judge_limit(session, end, room, size);
    bool of_the_next = end == END_FRAME && frame->status != RUNNER_CRASHED &&
                       session->held > 1; /* the child is at its next request: what has become of it is told then */
    if (!of_the_next && starved(session, peak_kb)) return judge_limit(session, END_MEMORY, room, size);
    if (session->printed_cut) return judge_limit(session, END_PRINTED, room, size);
    if (cpu > (int64_t)session->limits.cpu_us) return judge_limit(session, END_CPU, room, size);
    if (end == END_FRAME) return judge_frame(session, frame, room, size);
    if (end == END_CHILD) return judge_death(session->cell, room, size);
    return (Judged){WIRE_NO_RESULT, "it wrote to the descriptor that results travel on"};
}

bool verdict_send(Session *session, TurnEnd end) {
    Cell *cell = session->cell;
    RunnerFrame frame = {0};
    char room[200];
    int64_t cpu = watch_cpu(session) - session->cpu_start, peak = group_peak(&cell->group);
    if (peak < 0) {
        uint64_t kb = watch_memory(session);
        if (kb > session->watched_kb) session->watched_kb = kb;
        peak = (int64_t)session->watched_kb;
    }
    if (end == END_FRAME) memcpy(&frame, session->outbox.data, sizeof frame);
    session_drain(session);
    Judged judged = judge(session, end, cpu, peak, &frame, room, sizeof room);
    bool talks = judged.outcome == WIRE_OK || (judged.outcome == WIRE_RUNTIME_ERROR && session->opened);
    if (judged.outcome == WIRE_OK) session->opened = true;
    BoxReplyHead head = {.outcome = judged.outcome,
                         .alive = talks && !cell->child_ended && !session->channel_closed,
                         .line = frame.line,
                         .printed_cut = session->printed_cut,
                         .wall_us = (uint64_t)(box_now() - session->wall_start),
                         .cpu_us = (uint64_t)(cpu > 0 ? cpu : 0),
                         .memory_kb = (uint64_t)peak > session->base_kb ? (uint64_t)peak - session->base_kb : 0,
                         .exception_len = frame.exception_len,
                         .message_len = judged.message ? (uint32_t)strlen(judged.message) : frame.message_len,
                         .traceback_len = frame.traceback_len,
                         .printed_len = (uint32_t)session->printed.len,
                         .result_len = judged.outcome == WIRE_OK ? (uint32_t)frame.value_len : 0};
    const char *part = session->outbox.data + sizeof frame;
    Bytes reply = {0};
    bytes_add(&reply, &head, sizeof head);
    bytes_add(&reply, part, frame.exception_len);
    bytes_add(&reply, judged.message ? judged.message : part + frame.exception_len, head.message_len);
    bytes_add(&reply, part + frame.exception_len + frame.message_len, frame.traceback_len);
    bytes_add(&reply, session->printed.data, session->printed.len);
    const char *value = part + frame.exception_len + frame.message_len + frame.traceback_len;
    viva_send(session->box, session->id, BOX_MSG_REPLY, reply.data, reply.len, value, head.result_len);
    bytes_free(&reply);
    return head.alive;
}
