/* viva's end of the box.
 *
 * One thread (`keeper`) starts viva-box, reads all that it sends, and starts it again when it dies; it is also the thread that viva-box's
 * life hangs on (PR_SET_PDEATHSIG follows the thread that forked), so it lives as long as the client. Callers write their own envelopes, one at a time, and then sleep
 * until the keeper has put the answer into their session. Every wait ends: viva-box answers each OPEN and each CALL within the limits that it enforces, or
 * says LOST, or dies, which loses all sessions at once.
 *
 * The lock covers the table of sessions and the states; the pen covers the descriptor while an envelope is written. */
#include "judge/box_client.h"

#include "base/buf.h"
#include "base/log.h"
#include "box/protocol.h"
#include "text/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

_Static_assert(BOX_OK == (int)WIRE_OK && BOX_RUNTIME_ERROR == (int)WIRE_RUNTIME_ERROR && BOX_TIME_LIMIT == (int)WIRE_TIME_LIMIT &&
                   BOX_MEMORY_LIMIT == (int)WIRE_MEMORY_LIMIT && BOX_OUTPUT_LIMIT == (int)WIRE_OUTPUT_LIMIT &&
                   BOX_FORBIDDEN == (int)WIRE_FORBIDDEN && BOX_NO_RESULT == (int)WIRE_NO_RESULT,
               "outcomes travel as numbers");
_Static_assert(STACK_MISSING == (int)WIRE_MISSING && STACK_LOADING == (int)WIRE_LOADING && STACK_READY == (int)WIRE_READY &&
                   STACK_FAILED == (int)WIRE_FAILED,
               "states travel as numbers");

enum { STACKS = 4, RESTART_AFTER_MS = 300, DOCTOR_LIMIT = 1 << 20 };
static const char *const stack_names[STACKS] = {"numpy", "sklearn", "torch", "sql"};

typedef struct {
    StackState state;
    const char *says;
} Stack;

/* A REPLY, or a LOST: then of the whole session. `message` is malloc'ed; NULL: viva-box is gone. */
typedef struct Answer Answer;
struct Answer {
    Answer *next;
    bool lost;
    char *message;
    size_t len;
};

struct BoxSession {
    BoxClient *client;
    BoxSession *next;
    uint64_t id;
    bool lost, alive;
    Answer *answers; /* that came and were not received, oldest first */
};

struct BoxClient {
    char *box, *runtime, *python;
    char slots[16], spares[16], recycle[16];
    pthread_t keeper;
    pthread_mutex_t lock, pen;
    pthread_cond_t changed;
    Arena *texts; /* what stacks said: kept to the end */
    Stack stacks[STACKS];
    BoxSession *sessions;
    uint64_t last_id;
    int fd; /* -1: viva-box is not there */
    pid_t pid;
    bool greeted, stopping, ever;
    char why[500]; /* why it would not start */
};

/* ---- starting and reading: the keeper ---- */

static bool spawn(BoxClient *client) {
    extern char **environ;
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return false;
    const char *const arguments[] = {client->box,   "--runtime", client->runtime, "--python",  client->python,  "--slots",
                                     client->slots, "--spares",  client->spares,  "--recycle", client->recycle, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    int moved = fcntl(ends[1], F_DUPFD_CLOEXEC, BOX_CLIENT_FD + 1); /* dup2 onto itself would leave close-on-exec set */
    posix_spawn_file_actions_adddup2(&actions, moved, BOX_CLIENT_FD);
    pid_t pid = 0;
    int failed = posix_spawn(&pid, client->box, &actions, &attributes, (char *const *)(uintptr_t)arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(ends[1]);
    close(moved);
    if (failed) {
        close(ends[0]);
        snprintf(client->why, sizeof client->why, "%s could not be started: %s", client->box, strerror(failed));
        return false;
    }
    pthread_mutex_lock(&client->lock);
    client->fd = ends[0];
    client->pid = pid;
    if (client->stopping) shutdown(client->fd, SHUT_RDWR);
    pthread_mutex_unlock(&client->lock);
    return true;
}

static bool read_whole(int fd, void *bytes, size_t len) {
    for (size_t at = 0; at < len;) {
        ssize_t got = read(fd, (char *)bytes + at, len - at);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        at += (size_t)got;
    }
    return true;
}

static void take_stack(BoxClient *client, const char *payload, size_t len) {
    BoxStack head;
    if (len < sizeof head) return;
    memcpy(&head, payload, sizeof head);
    if (head.says_len != len - sizeof head || head.state > WIRE_FAILED) return;
    for (int i = 0; i < STACKS; i++) {
        Stack *stack = &client->stacks[i];
        if (strncmp(stack_names[i], head.stack, sizeof head.stack) != 0) continue;
        stack->state = (StackState)head.state;
        char *says = utf8_repair(client->texts, payload + sizeof head, head.says_len);
        stack->says = says;
    }
}

static void put_answer(BoxSession *session, bool lost, char *message, size_t len) {
    Answer **last = &session->answers, *answer = malloc(sizeof *answer);
    if (!answer) abort();
    while (*last) last = &(*last)->next;
    *answer = (Answer){NULL, lost, message, len};
    *last = answer;
    session->lost |= lost;
}

/* Gives the payload to the session it is for; frees it when there is none. */
static void deliver(BoxClient *client, uint64_t id, bool lost, char *payload, size_t len) {
    for (BoxSession *session = client->sessions; session; session = session->next) {
        if (session->id != id || session->lost) continue;
        put_answer(session, lost, payload, len);
        return;
    }
    free(payload);
}

static void take(BoxClient *client, const BoxEnvelope *envelope, char *payload) {
    pthread_mutex_lock(&client->lock);
    switch (envelope->kind) {
    case BOX_MSG_HELLO:
        client->greeted = client->ever = true;
        break;
    case BOX_MSG_STACK:
        take_stack(client, payload, envelope->length);
        break;
    case BOX_MSG_REPLY:
        deliver(client, envelope->session, false, payload, envelope->length), payload = NULL;
        break;
    case BOX_MSG_LOST:
        if (envelope->session == 0)
            snprintf(client->why, sizeof client->why, "%.*s", (int)envelope->length, payload);
        else
            deliver(client, envelope->session, true, payload, envelope->length), payload = NULL;
        break;
    default:
        log_warning("viva-box sent a message of an unknown kind (%u)", envelope->kind);
    }
    pthread_cond_broadcast(&client->changed);
    pthread_mutex_unlock(&client->lock);
    free(payload);
}

static void read_all(BoxClient *client) {
    BoxEnvelope envelope;
    while (read_whole(client->fd, &envelope, sizeof envelope) && envelope.length <= WIRE_MESSAGE_CAP) {
        char *payload = malloc(envelope.length + 1U);
        if (!payload || !read_whole(client->fd, payload, envelope.length)) {
            free(payload);
            return;
        }
        take(client, &envelope, payload);
    }
}

/* Under the lock: no stack is ready until the next viva-box says so. */
static void expect_restart(BoxClient *client) {
    for (int i = 0; i < STACKS && !client->stopping; i++) client->stacks[i] = (Stack){STACK_LOADING, "the box is starting again"};
}

/* viva-box is gone: nobody may wait for it any longer. */
static void mourn(BoxClient *client) {
    pthread_mutex_lock(&client->pen);
    pthread_mutex_lock(&client->lock);
    close(client->fd);
    client->fd = -1;
    client->greeted = false;
    for (BoxSession *session = client->sessions; session; session = session->next) {
        session->alive = false;
        if (!session->lost) put_answer(session, true, NULL, 0);
    }
    expect_restart(client);
    pid_t pid = client->pid;
    pthread_cond_broadcast(&client->changed);
    pthread_mutex_unlock(&client->lock);
    pthread_mutex_unlock(&client->pen);
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
    if (!client->stopping && client->ever)
        log_warning("viva-box ended (%s %d); starting it again", WIFSIGNALED(status) ? "signal" : "exit",
                    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
}

static bool wait_to_restart(BoxClient *client) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += RESTART_AFTER_MS * 1000000L;
    if (until.tv_nsec >= 1000000000L) until.tv_sec++, until.tv_nsec -= 1000000000L;
    pthread_mutex_lock(&client->lock);
    if (!client->ever) client->stopping = true; /* it never came up: box_start gives up */
    pthread_cond_broadcast(&client->changed);
    int late = 0;
    while (!client->stopping && late == 0) late = pthread_cond_timedwait(&client->changed, &client->lock, &until);
    bool go_on = !client->stopping;
    pthread_mutex_unlock(&client->lock);
    return go_on;
}

static void *keep(void *self) {
    BoxClient *client = self;
    do {
        if (!spawn(client)) continue;
        read_all(client);
        mourn(client);
    } while (wait_to_restart(client));
    return NULL;
}

static void free_client(BoxClient *client) {
    pthread_mutex_destroy(&client->lock);
    pthread_mutex_destroy(&client->pen);
    pthread_cond_destroy(&client->changed);
    arena_free(client->texts);
    free(client->box);
    free(client->runtime);
    free(client->python);
    free(client);
}

BoxClient *box_start(const BoxOptions *options, Error *error) {
    BoxClient *client = calloc(1, sizeof *client);
    if (!client) abort();
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&client->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&client->lock, NULL);
    pthread_mutex_init(&client->pen, NULL);
    client->texts = arena_new();
    client->box = strdup(options->box);
    client->runtime = strdup(options->runtime);
    client->python = strdup(options->python);
    client->fd = -1;
    snprintf(client->slots, sizeof client->slots, "%d", options->slots);
    snprintf(client->spares, sizeof client->spares, "%d", options->spares);
    snprintf(client->recycle, sizeof client->recycle, "%d", options->recycle);
    for (int i = 0; i < STACKS; i++) client->stacks[i] = (Stack){STACK_LOADING, "the box is starting"};
    int failed = pthread_create(&client->keeper, NULL, keep, client);
    if (failed) {
        free_client(client);
        error_set(error, ERR_INTERNAL, "box", "no thread for the box: %s", strerror(failed));
        return NULL;
    }
    pthread_mutex_lock(&client->lock);
    while (!client->greeted && !client->stopping) pthread_cond_wait(&client->changed, &client->lock);
    bool up = client->greeted;
    pthread_mutex_unlock(&client->lock);
    if (up) return client;
    pthread_join(client->keeper, NULL);
    error_set(error, ERR_UNAVAILABLE, "box", "code cannot be run here: %s",
              client->why[0] ? client->why : "viva-box ended at once");
    free_client(client);
    return NULL;
}

void box_stop(BoxClient *client) {
    if (!client) return;
    pthread_mutex_lock(&client->lock);
    client->stopping = true;
    if (client->fd >= 0) shutdown(client->fd, SHUT_RDWR);
    pthread_cond_broadcast(&client->changed);
    pthread_mutex_unlock(&client->lock);
    pthread_join(client->keeper, NULL);
    free_client(client);
}

/* ---- stacks ---- */

static int find_stack(const char *name) {
    for (int i = 0; i < STACKS; i++)
        if (strcmp(stack_names[i], name) == 0) return i;
    return -1;
}

StackState box_stack_state(BoxClient *client, const char *stack, const char **says) {
    int at = find_stack(stack);
    if (says) *says = "no such stack";
    if (at < 0) return STACK_FAILED;
    pthread_mutex_lock(&client->lock);
    Stack found = client->stacks[at];
    pthread_mutex_unlock(&client->lock);
    if (says) *says = found.says;
    return found.state;
}

bool box_wait_ready(BoxClient *client, const char *stack, double seconds, Error *error) {
    int at = find_stack(stack), late = 0;
    if (at < 0) return error_set(error, ERR_INVALID, "stack", "no such stack: %s (it is one of numpy, sklearn, torch, sql)", stack);
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    int64_t nanoseconds = (int64_t)until.tv_nsec + (int64_t)((seconds - (double)(int64_t)seconds) * 1e9);
    until.tv_sec += (time_t)seconds + (time_t)(nanoseconds / 1000000000);
    until.tv_nsec = (long)(nanoseconds % 1000000000);
    pthread_mutex_lock(&client->lock);
    while (client->stacks[at].state != STACK_READY && late == 0 && !client->stopping)
        late = pthread_cond_timedwait(&client->changed, &client->lock, &until);
    Stack found = client->stacks[at];
    pthread_mutex_unlock(&client->lock);
    if (found.state == STACK_READY) return true;
    return error_set(error, ERR_UNAVAILABLE, stack, "the %s interpreter is not ready after %g s: %s", stack, seconds, found.says);
}

/* ---- sessions ---- */

static bool write_whole(int fd, const void *bytes, size_t len) {
    for (size_t at = 0; at < len;) {
        ssize_t wrote = send(fd, (const char *)bytes + at, len - at, MSG_NOSIGNAL);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return false;
        at += (size_t)wrote;
    }
    return true;
}

static bool send_envelope(BoxClient *client, uint64_t id, BoxMessageKind kind, const void *payload, size_t len) {
    BoxEnvelope envelope = {.session = id, .kind = kind, .length = (uint32_t)len};
    pthread_mutex_lock(&client->pen);
    bool sent = client->fd >= 0 && write_whole(client->fd, &envelope, sizeof envelope) && write_whole(client->fd, payload, len);
    if (!sent &&
        client->fd >= 0) { /* it has just died, and the keeper does not know yet: whoever tries again is to wait for the next */
        pthread_mutex_lock(&client->lock);
        expect_restart(client);
        pthread_mutex_unlock(&client->lock);
    }
    pthread_mutex_unlock(&client->pen);
    return sent;
}

/* Reads `len` bytes at `*at` as text on the arena, and moves on. */
static const char *cut_text(Arena *arena, const char **at, size_t len) {
    const char *text = utf8_repair(arena, *at, len);
    *at += len;
    return text;
}

static bool unpack(Arena *arena, const Answer *answer, bool *alive, BoxReply *reply, Error *error) {
    BoxReplyHead head;
    if (answer->len < sizeof head) return error_set(error, ERR_INTERNAL, "box", "viva-box sent a reply that ends early");
    memcpy(&head, answer->message, sizeof head);
    uint64_t parts = (uint64_t)head.exception_len + head.message_len + head.traceback_len + head.printed_len + head.result_len;
    if (parts != answer->len - sizeof head || head.outcome > WIRE_NO_RESULT)
        return error_set(error, ERR_INTERNAL, "box", "viva-box sent a reply whose parts do not add up");
    const char *at = answer->message + sizeof head;
    *reply = (BoxReply){.outcome = (BoxOutcome)head.outcome,
                        .printed_cut = head.printed_cut != 0,
                        .line = head.line,
                        .wall_ms = (double)head.wall_us / 1000,
                        .cpu_ms = (double)head.cpu_us / 1000,
                        .memory_kb = (long)head.memory_kb};
    const char *exception = cut_text(arena, &at, head.exception_len);
    reply->exception = head.exception_len ? exception : NULL;
    reply->message = cut_text(arena, &at, head.message_len);
    const char *traceback = cut_text(arena, &at, head.traceback_len);
    reply->traceback = head.traceback_len ? traceback : NULL;
    reply->printed = cut_text(arena, &at, head.printed_len);
    reply->result = head.result_len ? arena_memdup(arena, at, head.result_len) : NULL;
    reply->result_len = head.result_len;
    *alive = head.alive != 0;
    return true;
}

static bool put(BoxSession *session, BoxMessageKind kind, const void *payload, size_t len, Error *error) {
    if (len > WIRE_MESSAGE_CAP)
        return error_set(error, ERR_TOO_LARGE, "box", "an input of %zu bytes is larger than the box takes (%d)", len,
                         WIRE_MESSAGE_CAP);
    if (send_envelope(session->client, session->id, kind, payload, len)) return true;
    pthread_mutex_lock(&session->client->lock);
    session->alive = false;
    pthread_mutex_unlock(&session->client->lock);
    return error_set(error, ERR_UNAVAILABLE, "box", "the box is starting again: try once more in a moment");
}

/* Sleeps until the oldest answer is there, and takes it out. The last one, that says that all is lost, stays. */
static Answer take_answer(BoxSession *session) {
    BoxClient *client = session->client;
    pthread_mutex_lock(&client->lock);
    while (!session->answers) pthread_cond_wait(&client->changed, &client->lock);
    Answer *first = session->answers, answer = *first;
    if (!first->lost) {
        session->answers = first->next;
        free(first);
    }
    pthread_mutex_unlock(&client->lock);
    return answer;
}

bool box_receive(BoxSession *session, Arena *arena, BoxReply *reply, Error *error) {
    BoxClient *client = session->client;
    Answer answer = take_answer(session);
    bool alive = false, told;
    if (answer.lost)
        told = error_set(error, ERR_UNAVAILABLE, "box", "%s",
                         answer.message ? utf8_repair(arena, answer.message, answer.len)
                                        : "the box ended while the code ran: try once more in a moment");
    else
        told = unpack(arena, &answer, &alive, reply, error);
    if (!answer.lost) free(answer.message);
    pthread_mutex_lock(&client->lock);
    session->alive = alive && client->fd >= 0;
    pthread_mutex_unlock(&client->lock);
    return told;
}

static void put_open(Buf *out, const BoxOpen *open) {
    const BoxLimits *limits = &open->limits;
    BoxOpenHead head = {.limits = {.cpu_us = (uint64_t)(limits->seconds * 1e6),
                                   .memory_bytes = limits->memory_bytes,
                                   .output_bytes = limits->output_bytes,
                                   .result_bytes = limits->result_bytes,
                                   .disk_bytes = limits->disk_bytes,
                                   .processes = (uint32_t)limits->processes,
                                   .files = (uint32_t)limits->files},
                        .slow = open->slow,
                        .patient = open->patient};
    strncpy(head.stack, open->stack, sizeof head.stack - 1);
    Buf attributes = buf_new(out->arena);
    for (const char *const *name = open->attributes; name && *name; name++) buf_add(&attributes, *name, strlen(*name) + 1);
    for (const char *const *name = open->forbid; name && *name; name++) {
        buf_char(&attributes, '!');
        buf_add(&attributes, *name, strlen(*name) + 1);
    }
    const char *code = open->code ? open->code : "", *file = open->file ? open->file : "solution.py",
               *name = open->name ? open->name : "";
    uint64_t result_bytes = limits->result_bytes ? limits->result_bytes : 32U << 20;
    RunnerOpen runner = {.seed = open->seed,
                         .result_bytes = result_bytes < WIRE_RESULT_CAP ? result_bytes : WIRE_RESULT_CAP,
                         .mode = open->mode,
                         .code_len = (uint32_t)strlen(code),
                         .file_len = (uint32_t)strlen(file),
                         .name_len = (uint32_t)strlen(name),
                         .attributes_len = (uint32_t)attributes.len};
    buf_add(out, &head, sizeof head);
    buf_add(out, &runner, sizeof runner);
    buf_text(out, code);
    buf_text(out, file);
    buf_text(out, name);
    buf_add(out, attributes.data, attributes.len);
}

BoxSession *box_begin(BoxClient *client, Arena *arena, const BoxOpen *open, Error *error) {
    BoxSession *session = calloc(1, sizeof *session);
    if (!session) abort();
    Buf payload = buf_new(arena);
    put_open(&payload, open);
    pthread_mutex_lock(&client->lock);
    *session = (BoxSession){.client = client, .next = client->sessions, .id = ++client->last_id};
    client->sessions = session;
    pthread_mutex_unlock(&client->lock);
    if (put(session, BOX_MSG_OPEN, payload.data, payload.len, error)) return session;
    box_close(session);
    return NULL;
}

BoxSession *box_open(BoxClient *client, Arena *arena, const BoxOpen *open, BoxReply *reply, Error *error) {
    BoxSession *session = box_begin(client, arena, open, error);
    if (!session || box_receive(session, arena, reply, error)) return session;
    box_close(session);
    return NULL;
}

bool box_send(BoxSession *session, const void *input, size_t len, bool ahead, Error *error) {
    return put(session, ahead ? BOX_MSG_AHEAD : BOX_MSG_CALL, input, len, error);
}

bool box_call(BoxSession *session, Arena *arena, const void *input, size_t len, BoxReply *reply, Error *error) {
    if (!session->alive) return error_set(error, ERR_UNAVAILABLE, "box", "this session has ended: open another");
    return box_send(session, input, len, false, error) && box_receive(session, arena, reply, error);
}

bool box_alive(const BoxSession *session) {
    pthread_mutex_lock(&session->client->lock);
    bool alive = session->alive;
    pthread_mutex_unlock(&session->client->lock);
    return alive;
}

void box_close(BoxSession *session) {
    if (!session) return;
    BoxClient *client = session->client;
    send_envelope(client, session->id, BOX_MSG_CLOSE, "", 0); /* a box that is gone has closed it already */
    pthread_mutex_lock(&client->lock);
    for (BoxSession **at = &client->sessions; *at; at = &(*at)->next)
        if (*at == session) {
            *at = session->next;
            break;
        }
    pthread_mutex_unlock(&client->lock);
    for (Answer *answer = session->answers, *next; answer; answer = next) {
        next = answer->next;
        free(answer->message);
        free(answer);
    }
    free(session);
}

/* ---- the doctor ---- */

char *box_doctor(Arena *arena, const BoxOptions *options, Error *error) {
    extern char **environ;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return error_errno(error, ERR_INTERNAL, "doctor", "no pipe for %s", options->box), NULL;
    const char *const arguments[] = {options->box, "--runtime", options->runtime, "--python", options->python, "--doctor", NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    pid_t pid = 0;
    int failed = posix_spawn(&pid, options->box, &actions, NULL, (char *const *)(uintptr_t)arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    Buf text = buf_new(arena);
    char room[4096];
    for (ssize_t got; !failed && text.len < DOCTOR_LIMIT && (got = read(ends[0], room, sizeof room)) > 0;)
        buf_add(&text, room, (size_t)got);
    close(ends[0]);
    if (!failed) waitpid(pid, NULL, 0);
    if (text.len > 0) return text.data;
    error_set(error, ERR_UNAVAILABLE, "doctor", "%s --doctor said nothing%s%s", options->box, failed ? ": " : "",
              failed ? strerror(failed) : "");
    return NULL;
}
