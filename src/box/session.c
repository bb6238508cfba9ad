/* A session: what viva opened, from its OPEN to its CLOSE or to the end of its child.
 *
 *   SESSION_WAITS   for a spare cell of its stack, and for its turn
 *   SESSION_RUNS    the child has the floor: it runs the code, or a call
 *   SESSION_IDLE    it has answered
 *   SESSION_READY   viva has sent a call, which waits for its turn
 *
 * At most `slots` children run at once. A session that holds a child between two calls takes no slot, so that a judge may keep the
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
    QUEUED_AT_MOST = 20
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

static Session *find(Box *box, uint64_t id) {
    for (int i = 0; i < box->sessions_top; i++)
        if (box->sessions[i].state != SESSION_FREE && box->sessions[i].id == id) return &box->sessions[i];
    return NULL;
}

static void forget(Session *session) {
    if (session->state == SESSION_RUNS) session->box->running--;
    if (session->cell) cell_kill(session->cell);
    bytes_free(&session->inbox);
    bytes_free(&session->outbox);
    bytes_free(&session->printed);
    *session = (Session){.state = SESSION_FREE};
}

static void lose(Session *session, const char *why) {
    viva_send(session->box, session->id, BOX_MSG_LOST, why, strlen(why), NULL, 0);
    forget(session);
}

static void put_frame(Session *session, RunnerKind kind, const char *payload, size_t len) {
    RunnerHead head = {.kind = kind, .length = (uint32_t)len};
    session->inbox.len = session->sent = 0;
    bytes_add(&session->inbox, &head, sizeof head);
    bytes_add(&session->inbox, payload, len);
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
    *session = (Session){.box = box, .id = id, .state = SESSION_WAITS, .turn = box->turn++, .limits = head.limits};
    session->zygote = zygote_find(box, head.stack);
    if (!session->zygote) {
        lose(session, "no such stack: it is one of numpy, sklearn, torch");
        return;
    }
    put_frame(session, RUNNER_OPEN, payload + sizeof head, len - sizeof head);
    if (session->zygote->state == WIRE_MISSING || session->zygote->state == WIRE_FAILED) lose(session, session->zygote->says);
}

void session_call(Box *box, uint64_t id, const char *payload, size_t len) {
    Session *session = find(box, id);
    if (!session) {
        static const char gone[] = "the session has ended";
        viva_send(box, id, BOX_MSG_LOST, gone, sizeof gone - 1, NULL, 0);
        return;
    }
    if (session->state != SESSION_IDLE) {
        lose(session, "a call came before the one before it was answered");
        return;
    }
    put_frame(session, RUNNER_CALL, payload, len);
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

static void end_turn(Session *session, TurnEnd end) {
    watch_want(session->box, &session->cell->channel, 0);
    watch_want(session->box, &session->cell->printed, 0);
    if (!verdict_send(session, end)) {
        forget(session);
        return;
    }
    session->box->running--;
    session->state = SESSION_IDLE;
    session->outbox.len = session->printed.len = 0;
    session->printed_cut = false;
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
    if (session->sent == session->inbox.len) bytes_free(&session->inbox);
    if (!session->channel_closed) watch_want(session->box, &session->cell->channel, more ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

static int64_t wall_allowed(const Session *session) { return 3 * (int64_t)session->limits.cpu_us + 1000000; }

/* On a busy machine a child may have waited for a processor rather than for something of its own: that time is given back to it, up to a bound. */
static bool wall_passed(Session *session, int64_t now) {
    int64_t queued = watch_queued(session) - session->queued_start, bound = QUEUED_AT_MOST * wall_allowed(session);
    if (queued > bound) queued = bound;
    int64_t end = session->wall_start + wall_allowed(session) + (queued > 0 ? queued : 0);
    if (end > session->wall_end) session->wall_end = end;
    return now >= session->wall_end;
}

static void start_turn(Session *session) {
    session->box->running++;
    session->state = SESSION_RUNS;
    session->wall_start = box_now();
    session->wall_end = session->wall_start + wall_allowed(session);
    session->queued_start = watch_queued(session);
    session->cpu_start = watch_cpu(session);
    session->look_at = next_look(session, session->wall_start, (int64_t)session->limits.cpu_us);
    session->sent = 0;
    watch_want(session->box, &session->cell->printed, EPOLLIN);
    push_inbox(session);
}

static void take_cell(Session *session, Cell *cell) {
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

/* Reads on until the frame is whole (true: the turn has ended) or nothing more is there. */
static bool pull_frame(Session *session) {
    for (;;) {
        bool garbage = false;
        size_t whole = frame_length(session, &garbage);
        if (garbage || (whole > 0 && session->outbox.len == whole)) {
            end_turn(session, garbage ? END_GARBAGE : END_FRAME);
            return true;
        }
        size_t need = (whole ? whole : sizeof(RunnerFrame)) - session->outbox.len;
        ssize_t got = bytes_read(&session->outbox, session->cell->channel.fd, need);
        if (got > 0) continue;
        if (got == 0 || errno != EAGAIN) {
            session->channel_closed = true; /* it is about to end, or goes on without being heard until a limit ends it */
            watch_want(session->box, &session->cell->channel, 0);
        }
        return false;
    }
}

void session_channel_ready(Session *session, uint32_t events) {
    if (session->state != SESSION_RUNS) {
        watch_want(session->box, &session->cell->channel, 0);
        return;
    }
    if ((events & EPOLLOUT) && session->sent < session->inbox.len) push_inbox(session);
    if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) pull_frame(session);
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
    if (session->state != SESSION_RUNS)
        watch_want(session->box, &session->cell->printed, 0);
    else if (!session_drain(session))
        end_turn(session, END_PRINTED);
}

void session_child_ended(Session *session) {
    if (session->state == SESSION_RUNS) {
        if (!pull_frame(session)) end_turn(session, END_CHILD);
        return;
    }
    if (session->state == SESSION_READY) start_turn(session); /* so that there is an answer to the call */
    if (session->state == SESSION_RUNS) end_turn(session, END_CHILD);
}

void session_noticed(Session *session, const char *what) {
    if (!session->forbidden[0]) snprintf(session->forbidden, sizeof session->forbidden, "%s", what);
}

/* ---- turns and clocks ---- */

static Session *next_in_line(Box *box, SessionState state) {
    Session *first = NULL;
    for (int i = 0; i < box->sessions_top; i++) {
        Session *session = &box->sessions[i];
        if (session->state != state || (first && first->turn < session->turn)) continue;
        if (state == SESSION_WAITS && !cell_spare(session->zygote, session->limits.disk_bytes)) continue;
        first = session;
    }
    return first;
}

/* Cells with a disk of their own size are not kept in store. */
static void order_cells(Box *box) {
    for (int i = 0; i < box->sessions_top; i++) {
        Session *session = &box->sessions[i];
        if (session->state != SESSION_WAITS || session->limits.disk_bytes == 0) continue;
        Zygote *zygote = session->zygote;
        if (zygote->state == WIRE_READY && zygote->pid && !zygote->making && box_now() >= zygote->make_at &&
            !cell_spare(zygote, session->limits.disk_bytes))
            cell_make(zygote, session->limits.disk_bytes);
    }
}

static int busy_cells(const Box *box) {
    int count = 0;
    for (int i = 0; i < CELLS; i++) count += box->cells[i].state == CELL_BUSY;
    return count;
}

void sessions_schedule(Box *box) {
    order_cells(box);
    while (box->running < box->settings.slots) {
        Session *session = next_in_line(box, SESSION_READY);
        if (session) {
            if (session->cell->child_ended)
                session_child_ended(session);
            else
                start_turn(session);
            continue;
        }
        session = busy_cells(box) < BUSY_CELLS ? next_in_line(box, SESSION_WAITS) : NULL;
        if (!session) return;
        take_cell(session, cell_spare(session->zygote, session->limits.disk_bytes));
    }
}

static void look(Session *session, int64_t now) {
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
