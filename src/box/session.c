/* A session: what viva opened, from its OPEN to its CLOSE or to the end of its child.
 *
 *   SESSION_WAITS   for a spare cell of its stack, and for its turn
 *   SESSION_RUNS    the child has the floor: it runs the code, or a call
 *   SESSION_IDLE    it has answered all
 *   SESSION_READY   viva has sent calls, which wait for its turn
 *
 * Calls may be sent before those before them are answered; they wait here. A CALL goes to the child when that has answered all that it got. An AHEAD goes
 * while the child is at the AHEAD before it, a few at most, so that the child need not sleep between two cases: what the first of two such cases runs
 * could read the input of the second, so viva sends as AHEAD only what may not be told apart, and whose printing nobody reads. Each has its own limits: its
 * time starts when the answer before it is read. Code that prints, or that has run for long, gets no more in advance.
 *
 * At most `slots` children run at once; beside them run, at the lowest priority, a few that have used more processor time than a usual submission needs, so that
 * an endless loop costs others next to nothing and alone still has the whole machine. A session that holds a child between two calls takes no slot, so that a judge may keep the
 * learner's session while it asks another one: nobody can wait for ever for a slot that is held by somebody who waits. Calls go before opens, each in
 * the order they came.
 *
 * The limits of a session are set from outside, on a child that is confined already: prlimit above what the warm interpreter holds, the control
 * group's figures, and the clocks that sessions_tick looks at. */
#include "base/log.h"
#include "box/box.h"
#include "box/verdict.h"
#include "box/watch.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    LOOK_EVERY = 50000,
    LOOK_EVERY_UNGROUPED = 20000,
    LOOK_AT_LEAST = 1000,
    GROUP_SLACK = 24 << 20,
    STACK_BYTES = 64 << 20,
    QUEUED_AT_MOST = 20,
    HELD_AT_MOST = 4, /* requests in the child's hands */
    LONG = 90000,     /* microseconds of processor time after which a session no longer counts as short */
    CALLS_AT_MOST = 64,
    ASIDE_AT_MOST = 16 /* slow sessions beside the slots */
};

static const BoxWireLimits defaults = {.cpu_us = 2000000,
                                       .memory_bytes = 512ULL << 20,
                                       .output_bytes = 256 << 10,
                                       .result_bytes = 32 << 20,
                                       .disk_bytes = 0, /* as spares have it */
                                       .processes = 16,
                                       .files = 64};

static void fill_limits(BoxWireLimits *limits) {
    if (limits->cpu_us == 0) limits->cpu_us = defaults.cpu_us;
    if (limits->memory_bytes == 0) limits->memory_bytes = defaults.memory_bytes;
    if (limits->output_bytes == 0) limits->output_bytes = defaults.output_bytes;
    if (limits->result_bytes == 0) limits->result_bytes = defaults.result_bytes;
    if (limits->processes == 0) limits->processes = defaults.processes;
    if (limits->files == 0) limits->files = defaults.files;
    if (limits->cpu_us > 3600ULL * 1000000) limits->cpu_us = 3600ULL * 1000000;
    if (limits->memory_bytes > 1ULL << 40) limits->memory_bytes = 1ULL << 40;
    if (limits->output_bytes > WIRE_PRINTED_CAP) limits->output_bytes = WIRE_PRINTED_CAP;
    if (limits->result_bytes > WIRE_RESULT_CAP) limits->result_bytes = WIRE_RESULT_CAP;
    if (limits->processes > 1024) limits->processes = 1024;
    if (limits->files > 4096) limits->files = 4096;
}

static void leave_seat(Session *session);
static void feed(Session *session);
static bool pull_frames(Session *session);

static Session *find(Box *box, uint64_t id) {
    for (int i = 0; i < box->sessions_top; i++)
        if (box->sessions[i].state != SESSION_FREE && box->sessions[i].id == id) return &box->sessions[i];
    return NULL;
}

static void forget(Session *session) {
    leave_seat(session);
    if (session->cell) cell_kill(session->cell);
    for (Call *call = session->calls, *next; call; call = next) {
        next = call->next;
        bytes_free(&call->frame);
        free(call);
    }
    bytes_free(&session->inbox);
    bytes_free(&session->outbox);
    bytes_free(&session->printed);
    *session = (Session){.state = SESSION_FREE};
}

static void take_seat(Session *session) {
    session->aside = session->slow;
    session->box->running += !session->aside;
    session->box->aside += session->aside;
}

static void leave_seat(Session *session) {
    if (session->state != SESSION_RUNS) return;
    session->box->running -= !session->aside;
    session->box->aside -= session->aside;
    session->aside = false;
}

/* Whoever turns out to be slow goes on beside the slots, while there is room, and what is quick need not wait for it. */
static void step_aside(Session *session) {
    session->slow = true;
    if (!session->aside && session->box->aside >= ASIDE_AT_MOST) return;
    if (!session->aside) {
        leave_seat(session);
        take_seat(session);
    }
    watch_lower(session);
}

static void lose(Session *session, const char *why) {
    viva_send(session->box, session->id, BOX_MSG_LOST, why, strlen(why), NULL, 0);
    forget(session);
}

static void add_call(Session *session, RunnerKind kind, bool ahead, const char *payload, size_t len) {
    RunnerHead head = {.kind = kind, .length = (uint32_t)len};
    Call **last = &session->calls, *call = calloc(1, sizeof *call);
    if (!call) abort();
    while (*last) last = &(*last)->next;
    *last = call;
    call->ahead = ahead;
    bytes_add(&call->frame, &head, sizeof head);
    bytes_add(&call->frame, payload, len);
    session->call_count++;
    session->call_bytes += len;
}

void session_open(Box *box, uint64_t id, const char *payload, size_t len) {
    BoxOpenHead head;
    Session *session = NULL;
    for (int i = 0; i < SESSIONS && !session; i++)
        if (box->sessions[i].state == SESSION_FREE) {
            session = &box->sessions[i];
            if (i >= box->sessions_top) box->sessions_top = i + 1;
        }
    static const char full[] = "the box is full: too many sessions are open";
    static const char broken[] = "viva sent an OPEN that viva-box does not understand: are both of one version?";
    if (!session || len < sizeof head || find(box, id)) {
        const char *why = session ? broken : full;
        viva_send(box, id, BOX_MSG_LOST, why, strlen(why), NULL, 0);
        return;
    }
    memcpy(&head, payload, sizeof head);
    head.stack[sizeof head.stack - 1] = '\0';
    fill_limits(&head.limits);
    *session = (Session){.box = box,
                         .id = id,
                         .state = SESSION_WAITS,
                         .turn = box->turn++,
                         .limits = head.limits,
                         .slow = head.slow != 0,
                         .patient = head.patient != 0};
    session->zygote = zygote_find(box, head.stack);
    if (!session->zygote) {
        lose(session, "no such stack: it is one of numpy, sklearn, torch, sql");
        return;
    }
    add_call(session, RUNNER_OPEN, false, payload + sizeof head, len - sizeof head);
    if (session->zygote->state == WIRE_MISSING || session->zygote->state == WIRE_FAILED) lose(session, session->zygote->says);
}

void session_call(Box *box, uint64_t id, bool ahead, const char *payload, size_t len) {
    Session *session = find(box, id);
    if (!session) {
        static const char gone[] = "the session has ended";
        viva_send(box, id, BOX_MSG_LOST, gone, sizeof gone - 1, NULL, 0);
        return;
    }
    if (session->call_count >= CALLS_AT_MOST || session->call_bytes > WIRE_MESSAGE_CAP) {
        lose(session, "more calls came than may wait");
        return;
    }
    add_call(session, RUNNER_CALL, ahead, payload, len);
    if (session->state == SESSION_RUNS) feed(session);
    if (session->state != SESSION_IDLE) return;
    session->state = SESSION_READY;
    session->turn = box->turn++;
}

void session_close(Box *box, uint64_t id) {
    Session *session = find(box, id);
    if (session) forget(session);
}

void session_stack_lost(Zygote *zygote) {
    Box *box = zygote->box;
    for (int i = 0; i < box->sessions_top; i++) {
        Session *session = &box->sessions[i];
        if (session->state == SESSION_WAITS && session->zygote == zygote) lose(session, zygote->says);
    }
}

/* ---- a turn ---- */

static bool limit(pid_t pid, int what, uint64_t value) {
    struct rlimit both = {value, value};
    if (prlimit(pid, (__rlimit_resource_t)what, &both, NULL) == 0) return true;
    log_error("viva-box: prlimit %d of a child: %s", what, strerror(errno));
    return false;
}

static bool set_limits(const Session *session) {
    const Cell *cell = session->cell;
    const BoxWireLimits *limits = &session->limits;
    pid_t child = cell->child;
    const uint64_t thread_space =
        (uint64_t)limits->processes * (72ULL << 20); /* a stack and an arena that are reserved, not used */
    return limit(child, RLIMIT_DATA, cell->zygote->data_bytes + limits->memory_bytes) &&
           limit(child, RLIMIT_AS, cell->zygote->space_bytes + limits->memory_bytes + thread_space) &&
           limit(child, RLIMIT_STACK, STACK_BYTES) && limit(child, RLIMIT_NOFILE, limits->files) &&
           limit(child, RLIMIT_NPROC, limits->processes + 1) && limit(child, RLIMIT_FSIZE, cell->disk_bytes) &&
           group_limit(&cell->box->groups, &cell->group, limits->memory_bytes + session->base_kb * 1024 + GROUP_SLACK,
                       limits->processes + 1);
}

static int64_t next_look(const Session *session, int64_t now, int64_t cpu_left) {
    int64_t step = session->cell->group.made ? LOOK_EVERY : LOOK_EVERY_UNGROUPED;
    if (cpu_left < step) step = cpu_left < LOOK_AT_LEAST ? LOOK_AT_LEAST : cpu_left;
    int64_t at = now + step;
    return at < session->wall_end ? at : session->wall_end;
}

static int64_t wall_allowed(const Session *session) { return 3 * (int64_t)session->limits.cpu_us + 1000000; }

/* The clocks of the request that the child is at from now on. */
static void start_clocks(Session *session) {
    session->wall_start = box_now();
    session->wall_end = session->wall_start + wall_allowed(session);
    session->queued_start = watch_queued(session);
    session->cpu_start = watch_cpu(session);
    session->look_at = next_look(session, session->wall_start, (int64_t)session->limits.cpu_us);
}

static void end_turn(Session *session, TurnEnd end) {
    if (!verdict_send(session, end)) {
        forget(session);
        return;
    }
    session->held--;
    session->cpu_spent += watch_cpu(session) - session->cpu_start;
    session->chatty |= session->printed.len > 0;
    session->outbox.len = session->printed.len = 0;
    session->printed_cut = false;
    if (session->held > 0) {
        start_clocks(session);
        feed(session);
        return;
    }
    watch_want(session->box, &session->cell->channel, 0);
    watch_want(session->box, &session->cell->printed, 0);
    leave_seat(session);
    session->state = session->calls ? SESSION_READY : SESSION_IDLE;
    session->turn = session->box->turn++;
}

static void push_inbox(Session *session) {
    while (session->sent < session->inbox.len) {
        ssize_t wrote =
            send(session->cell->channel.fd, session->inbox.data + session->sent, session->inbox.len - session->sent, MSG_NOSIGNAL);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) break;
        session->sent += (size_t)wrote;
    }
    bool more = session->sent < session->inbox.len && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (session->sent == session->inbox.len) session->inbox.len = session->sent = 0;
    if (session->inbox.len == 0 && session->inbox.capacity > 1 << 20) bytes_free(&session->inbox);
    if (!session->channel_closed) watch_want(session->box, &session->cell->channel, more ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

static bool may_hold(const Session *session, const Call *call) {
    if (session->held == 0) return true;
    return call->ahead && !session->alone && !session->chatty && session->cpu_spent < LONG && session->held < HELD_AT_MOST;
}

/* Gives the child what it may hold. */
static void feed(Session *session) {
    while (session->calls && may_hold(session, session->calls)) {
        Call *call = session->calls;
        session->calls = call->next;
        session->call_count--;
        session->call_bytes -= call->frame.len - sizeof(RunnerHead);
        session->held++;
        session->alone = !call->ahead;
        bytes_add(&session->inbox, call->frame.data, call->frame.len);
        bytes_free(&call->frame);
        free(call);
    }
    push_inbox(session);
}

/* On a busy machine a child may have waited for a processor rather than for something of its own: that time is given back to it, up to a bound. */
static bool wall_passed(Session *session, int64_t now) {
    int64_t queued = watch_queued(session) - session->queued_start, bound = QUEUED_AT_MOST * wall_allowed(session);
    if (queued > bound) queued = bound;
    int64_t end = session->wall_start + wall_allowed(session) + (queued > 0 ? queued : 0);
    if (end > session->wall_end) session->wall_end = end;
    return now >= session->wall_end;
}

static void start_turn(Session *session) {
    if (session->slow) watch_lower(session);
    take_seat(session);
    session->state = SESSION_RUNS;
    start_clocks(session);
    watch_want(session->box, &session->cell->printed, EPOLLIN);
    feed(session);
}

static void take_cell(Session *session, Cell *cell) {
    pool_taken(session, cell, box_now());
    session->cell = cell;
    cell->session = session;
    cell->state = CELL_BUSY;
    int64_t held = group_peak(&cell->group);
    session->base_kb = held > 0 ? (uint64_t)held : 0;
    if (!set_limits(session)) {
        cell_kill(cell); /* never run without them; the session waits for another */
        session->cell = NULL;
        zygote_cell_failed(session->zygote, "its limits could not be set");
        return;
    }
    start_turn(session);
}

/* Whole length of the frame in the outbox once its head is there and sound, else 0; `*garbage` when it is not sound. */
static size_t frame_length(const Session *session, bool *garbage) {
    RunnerFrame frame;
    if (session->outbox.len < sizeof frame) return 0;
    memcpy(&frame, session->outbox.data, sizeof frame);
    *garbage = frame.magic != RUNNER_MAGIC || frame.status >= RUNNER_STATUSES || frame.exception_len > WIRE_TEXT_CAP ||
               frame.message_len > WIRE_TEXT_CAP || frame.traceback_len > WIRE_TEXT_CAP ||
               frame.value_len > session->limits.result_bytes;
    return *garbage ? 0 : sizeof frame + frame.exception_len + frame.message_len + frame.traceback_len + frame.value_len;
}

/* Reads on until nothing more is there; true when a turn has ended. */
static bool pull_frames(Session *session) {
    for (bool ended = false;;) {
        bool garbage = false;
        size_t whole = frame_length(session, &garbage);
        if (garbage || (whole > 0 && session->outbox.len == whole)) {
            end_turn(session, garbage ? END_GARBAGE : END_FRAME);
            if (session->state != SESSION_RUNS) return true;
            ended = true;
            continue;
        }
        size_t need = (whole ? whole : sizeof(RunnerFrame)) - session->outbox.len;
        ssize_t got = bytes_read(&session->outbox, session->cell->channel.fd, need);
        if (got > 0) continue;
        if (got == 0 || errno != EAGAIN) {
            session->channel_closed = true; /* it is about to end, or goes on without being heard until a limit ends it */
            watch_want(session->box, &session->cell->channel, 0);
        }
        return ended;
    }
}

void session_channel_ready(Session *session, uint32_t events) {
    if (session->state != SESSION_RUNS) {
        watch_want(session->box, &session->cell->channel, 0);
        return;
    }
    if ((events & EPOLLOUT) && session->sent < session->inbox.len) push_inbox(session);
    if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) pull_frames(session);
}

bool session_drain(Session *session) {
    const size_t most = session->limits.output_bytes;
    for (;;) {
        char room[1 << 14];
        ssize_t got = read(session->cell->printed.fd, room, sizeof room);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) {
            if (got == 0 || errno != EAGAIN) watch_want(session->box, &session->cell->printed, 0); /* the child closed it */
            return true;
        }
        size_t left = most - session->printed.len;
        bytes_add(&session->printed, room, (size_t)got < left ? (size_t)got : left);
        if ((size_t)got > left) {
            session->printed_cut = true;
            return false;
        }
    }
}

void session_printed_ready(Session *session) {
    if (session->state == SESSION_RUNS && session->held > 1 && pull_frames(session))
        return; /* what is printed belongs to the next then */
    if (session->state != SESSION_RUNS)
        watch_want(session->box, &session->cell->printed, 0);
    else if (!session_drain(session))
        end_turn(session, END_PRINTED);
}

void session_child_ended(Session *session) {
    if (session->state == SESSION_RUNS) {
        if (!pull_frames(session)) end_turn(session, END_CHILD);
        return;
    }
    if (session->state == SESSION_READY) start_turn(session); /* so that there is an answer to the call */
    if (session->state == SESSION_RUNS) end_turn(session, END_CHILD);
}

void session_noticed(Session *session, const char *what) {
    if (!session->forbidden[0]) snprintf(session->forbidden, sizeof session->forbidden, "%s", what);
}

/* ---- turns and clocks ---- */

static bool has_seat(const Session *session) {
    const Box *box = session->box;
    return session->slow ? box->aside < ASIDE_AT_MOST : box->running < box->settings.slots;
}

static bool comes_before(const Session *one, const Session *other) {
    if (one->slow != other->slow) return other->slow;
    return one->patient != other->patient ? other->patient : one->turn < other->turn;
}

static Session *next_in_line(Box *box, SessionState state) {
    Session *first = NULL;
    for (int i = 0; i < box->sessions_top; i++) {
        Session *session = &box->sessions[i];
        if (session->state != state || !has_seat(session) || (first && !comes_before(session, first))) continue;
        if (state == SESSION_WAITS && !pool_cell(session)) continue;
        first = session;
    }
    return first;
}

static int busy_cells(const Box *box) {
    int count = 0;
    for (int i = 0; i < CELLS; i++) count += box->cells[i].state == CELL_BUSY;
    return count;
}

void sessions_schedule(Box *box) {
    for (;;) {
        Session *session = next_in_line(box, SESSION_READY);
        if (session) {
            if (session->cell->child_ended)
                session_child_ended(session);
            else
                start_turn(session);
            continue;
        }
        session = busy_cells(box) < BUSY_CELLS ? next_in_line(box, SESSION_WAITS) : NULL;
        if (!session) break;
        take_cell(session, pool_cell(session));
    }
    pool_order(box);
}

static void look(Session *session, int64_t now) {
    if (session->held > 1 && pull_frames(session)) return; /* the clocks have just started anew */
    int64_t used = watch_cpu(session) - session->cpu_start;
    uint64_t kb = watch_memory(session);
    if (kb > session->watched_kb) session->watched_kb = kb;
    if (kb * 1024 > session->limits.memory_bytes + GROUP_SLACK || group_starved(&session->box->groups, &session->cell->group))
        end_turn(session, END_MEMORY);
    else if (used > (int64_t)session->limits.cpu_us)
        end_turn(session, END_CPU);
    else if (now >= session->wall_end && wall_passed(session, now))
        end_turn(session, END_WALL);
    else
        session->look_at = next_look(session, now, (int64_t)session->limits.cpu_us - used);
    if (session->state == SESSION_RUNS && used + session->cpu_spent > LONG) step_aside(session);
}

void sessions_tick(Box *box, int64_t now) {
    for (int i = 0; i < box->sessions_top; i++) {
        Session *session = &box->sessions[i];
        if (session->state == SESSION_RUNS && now >= session->look_at) look(session, now);
    }
}

int64_t sessions_next(const Box *box) {
    int64_t next = INT64_MAX;
    for (int i = 0; i < box->sessions_top; i++) {
        const Session *session = &box->sessions[i];
        if (session->state == SESSION_RUNS && session->look_at < next) next = session->look_at;
    }
    return next;
}
