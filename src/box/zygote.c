/* The warm interpreters: started, listened to, asked for children, started again when they die.
 *
 * A zygote is viva-box's child in fresh mount, net, IPC and UTS namespaces: the network of a child is its zygote's, which has nothing but a
 * loopback that is down. It builds its own root (root.c), gives up every capability but those that letting a child into a cell takes
 * (joining namespaces, changing uid), and becomes the runtime of its stack (runtime.c): the interpreter with runtime/python/zygote.py, which imports the
 * packages, or viva-sql. That reports ZYGOTE_READY and then waits in C for ZYGOTE_CLONE. It never sees a byte of a learner's.
 *
 * A stack whose packages are not there is looked for again every few seconds, so that it turns ready when they arrive. A zygote that dies is
 * started again at once, and later each time it dies young. One that has made many children or is old is replaced: its heir starts beside it, in an entry of
 * its own, and when that is ready the two change places; so nobody waits for it. */
#include "base/log.h"
#include "box/box.h"
#include "box/root.h"
#include "box/runtime.h"
#include "box/sys.h"
#include "box/walls.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/capability.h>
#include <linux/sched.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RETRY_MISSING = 4000000, RETRY_DEAD = 500000, YOUNG = 10000000, GIVE_UP = 8, MAKE_PAUSE = 50000 };

/* When a zygote is replaced, and the pause after an heir that did not come up: microseconds. */
static const int64_t recycle_after = 12 * 3600 * 1000000LL, recycle_again = 600 * 1000000LL;

static const char *const stacks[] = {"numpy", "sklearn", "torch", "sql"};
_Static_assert(sizeof stacks / sizeof *stacks == STACK_COUNT_MAX, "a zygote a stack");

/* ---- inside the new process ---- */

static void report(uint32_t kind, const char *says) {
    char message[sizeof(ZygoteMessage) + ZYGOTE_TEXT];
    ZygoteMessage head = {.kind = kind};
    size_t len = strnlen(says, ZYGOTE_TEXT);
    memcpy(message, &head, sizeof head);
    memcpy(message + sizeof head, says, len);
    sys_send(ZYGOTE_FD, message, sizeof head + len, NULL, 0);
}

static void reset_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
}

/* Limits that no child needs told apart: it inherits them. */
static void lower_limits(void) {
    static const struct {
        int what;
        rlim_t value;
    } limits[] = {{RLIMIT_CORE, 0}, {RLIMIT_MSGQUEUE, 0}, {RLIMIT_MEMLOCK, 0}, {RLIMIT_SIGPENDING, 256}};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit limit = {limits[i].value, limits[i].value};
        if (setrlimit((__rlimit_resource_t)limits[i].what, &limit) != 0)
            log_warning("viva-box: setrlimit %d: %s", limits[i].what, strerror(errno));
    }
}

/* The list of what a child may read, where serve.c looks for it. */
static bool hand_over_reads(const Bytes *reads) {
    int fd = memfd_create("reads", 0);
    if (fd < 0 || write(fd, reads->data, reads->len) != (ssize_t)reads->len || lseek(fd, 0, SEEK_SET) != 0) return false;
    return fd == ZYGOTE_READS_FD || dup2(fd, ZYGOTE_READS_FD) == ZYGOTE_READS_FD;
}

/* Never returns. All but `control` is closed; stdin and stdout are nothing. */
__attribute__((noreturn)) static void become_zygote(const Box *box, const char *stack, int control) {
    static const char *const environment[] = {
        "PATH=/nowhere",
        "HOME=/desk",
        "USER=learner",
        "LOGNAME=learner",
        "TMPDIR=/tmp",
        "LANG=C.UTF-8",
        "LC_ALL=C.UTF-8",
        "OMP_NUM_THREADS=1",
        "OPENBLAS_NUM_THREADS=1",
        "MKL_NUM_THREADS=1",
        "NUMEXPR_NUM_THREADS=1",
        "BLIS_NUM_THREADS=1",
        "VECLIB_MAXIMUM_THREADS=1",
        "LOKY_MAX_CPU_COUNT=1",
        "JOBLIB_MULTIPROCESSING=0",
        "MALLOC_ARENA_MAX=2",
        "MPLBACKEND=Agg",
        NULL,
    };
    char says[ZYGOTE_TEXT] = "";
    static BoxRuntime runtime;
    const uint64_t keep = 1ULL << CAP_SYS_ADMIN | 1ULL << CAP_SETUID | 1ULL << CAP_SETGID | 1ULL << CAP_SYS_CHROOT |
                          1ULL << CAP_SYS_PTRACE | 1ULL << CAP_SETPCAP;
    reset_signals();
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    dup2(control, ZYGOTE_FD);
    dup2(box->null_fd, STDIN_FILENO);
    dup2(box->null_fd, STDOUT_FILENO);
    sys_close_from(ZYGOTE_FD + 1);
    lower_limits();
    Bytes reads = {0};
    if (!runtime_of(&runtime, stack, box->settings.runtime, box->settings.python, says, sizeof says) ||
        !root_enter(runtime.folder, runtime.probe, &reads, says, sizeof says)) {
        report(ZYGOTE_FAILED, says);
        _exit(1);
    }
    if (!hand_over_reads(&reads) || !sys_keep_capabilities(keep)) {
        report(ZYGOTE_FAILED, "could not give up capabilities");
        _exit(1);
    }
    execve(runtime.arguments[0], (char *const *)(uintptr_t)runtime.arguments, (char *const *)(uintptr_t)environment);
    snprintf(says, sizeof says, "could not start %s: %s", runtime.arguments[0], strerror(errno));
    report(ZYGOTE_FAILED, says);
    _exit(1);
}

/* ---- in viva-box ---- */

static void set_state(Zygote *zygote, WireState state, const char *says) {
    bool news = zygote->state != state || strcmp(zygote->says, says) != 0;
    zygote->state = state;
    snprintf(zygote->says, sizeof zygote->says, "%s", says);
    if (zygote->heir_of) return; /* nobody is served by it yet */
    if (news) viva_say_stack(zygote->box, zygote);
    if (state == WIRE_MISSING || state == WIRE_FAILED) session_stack_lost(zygote);
}

static void launch(Zygote *zygote) {
    Box *box = zygote->box;
    int ends[2];
    zygote->started = box_now();
    zygote->retry_at = 0;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        log_error("viva-box: socketpair: %s", strerror(errno));
        zygote->retry_at = zygote->started + RETRY_DEAD;
        return;
    }
    pid_t pid = sys_clone(wall_zygote_spaces(), &zygote->pidfd, -1);
    if (pid == 0) become_zygote(box, zygote->stack, ends[1]);
    close(ends[1]);
    if (pid < 0) {
        char says[200];
        snprintf(says, sizeof says, "could not start: %s", strerror(errno));
        close(ends[0]);
        set_state(zygote, WIRE_FAILED, says);
        zygote->retry_at = zygote->started + RETRY_MISSING;
        return;
    }
    zygote->pid = pid;
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    watch_open(box, &zygote->control, ends[0], EPOLLIN);
    watch_open(box, &zygote->life, zygote->pidfd, EPOLLIN);
    ZygoteMessage head = {.kind = ZYGOTE_FILTER};
    Bytes message = {0};
    bytes_add(&message, &head, sizeof head);
    bytes_add(&message, box->filter.data, box->filter.len);
    if (!sys_send(ends[0], message.data, message.len, NULL, 0))
        log_error("viva-box: the filter did not reach %s: %s", zygote->stack, strerror(errno));
    bytes_free(&message);
}

/* A number from /proc/PID/status, in its unit (kB, threads); -1 when it is not there. */
static int64_t status_number(const char *text, const char *key) {
    const char *at = strstr(text, key);
    return at ? (int64_t)strtoll(at + strlen(key), NULL, 10) : -1;
}

/* It is ready to serve when it has one thread only: a clone takes no other along, nor the locks that they hold. */
static void become_ready(Zygote *zygote, const char *says) {
    char path[64], text[8192];
    snprintf(path, sizeof path, "/proc/%d/status", (int)zygote->pid);
    if (!sys_read_at(AT_FDCWD, path, text, sizeof text)) {
        set_state(zygote, WIRE_FAILED, "viva-box could not read /proc: is it mounted?");
        return;
    }
    if (status_number(text, "\nThreads:") != 1) {
        set_state(zygote, WIRE_FAILED, "its libraries started threads while they were imported, so it cannot be cloned");
        return;
    }
    zygote->data_bytes = (uint64_t)status_number(text, "\nVmData:") * 1024;
    zygote->space_bytes = (uint64_t)status_number(text, "\nVmSize:") * 1024;
    zygote->private_kb = (uint64_t)status_number(text, "\nRssAnon:");
    zygote->failures = 0;
    set_state(zygote, WIRE_READY, says);
}

static void take_clone(Zygote *zygote, const ZygoteMessage *message, int pidfd) {
    Cell *cell = cell_of_ticket(zygote->box, message->ticket);
    zygote->clones++;
    if (cell && cell->state == CELL_CLONING && message->value > 0 && pidfd >= 0) {
        cell_cloned(cell, message->value, pidfd);
        return;
    }
    if (pidfd >= 0) close(pidfd);
    if (!cell || message->value > 0) return;
    char why[100];
    snprintf(why, sizeof why, "cloning failed: %s", strerror(-message->value));
    zygote_cell_failed(zygote, why);
    cell_kill(cell);
}

static void control_ready(void *self, uint32_t events) {
    Zygote *zygote = self;
    char message[sizeof(ZygoteMessage) + ZYGOTE_TEXT + 1];
    ZygoteMessage head;
    int fd = -1;
    ssize_t got = sys_receive(zygote->control.fd, message, sizeof message - 1, &fd, 1);
    if (got < 0 && errno == EAGAIN) return;
    if (got < (ssize_t)sizeof head) {
        if (fd >= 0) close(fd);
        watch_want(zygote->box, &zygote->control, 0); /* it ended: `life` sees to the rest */
        return;
    }
    (void)events;
    message[got] = '\0';
    memcpy(&head, message, sizeof head);
    const char *says = message + sizeof head;
    if (head.kind == ZYGOTE_READY) become_ready(zygote, says);
    if (head.kind == ZYGOTE_MISSING) set_state(zygote, WIRE_MISSING, says);
    if (head.kind == ZYGOTE_FAILED) set_state(zygote, WIRE_FAILED, says);
    if (head.kind == ZYGOTE_CLONED)
        take_clone(zygote, &head, fd);
    else if (fd >= 0)
        close(fd);
}

/* Its cells live on without it, but for those that it was to clone a child into. */
static void zygote_died(void *self, uint32_t events) {
    Zygote *zygote = self;
    Box *box = zygote->box;
    (void)events;
    control_ready(self, EPOLLIN); /* its last words */
    int status = 0;
    if (waitpid(zygote->pid, &status, WNOHANG) == 0) return;
    zygote->pid = 0;
    watch_close(box, &zygote->control);
    watch_close(box, &zygote->life);
    int64_t now = box_now();
    if (zygote->heir_of) {
        zygote->retry_at = zygote->retired ? 0 : now + recycle_again;
        zygote->retired = false;
        zygote->state = WIRE_LOADING;
        return;
    }
    cells_disown(zygote);
    if (zygote->state == WIRE_MISSING || zygote->state == WIRE_FAILED) {
        zygote->retry_at = now + RETRY_MISSING;
        return;
    }
    log_warning("viva-box: the %s interpreter died (%s %d); starting it again", zygote->stack,
                WIFSIGNALED(status) ? "signal" : "exit", WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    bool young = now - zygote->started < YOUNG;
    zygote->failures = young ? zygote->failures + 1 : 0;
    if (zygote->failures >= GIVE_UP)
        set_state(zygote, WIRE_FAILED, "it dies again and again");
    else
        set_state(zygote, WIRE_LOADING, "starting again");
    zygote->retry_at = now + (young ? RETRY_DEAD * zygote->failures : 0);
}

static void init(Zygote *zygote, Box *box, const char *stack, Zygote *heir_of) {
    *zygote = (Zygote){
        .box = box, .stack = stack, .heir_of = heir_of, .state = WIRE_LOADING, .says = "importing its packages", .pidfd = -1};
    watch_init(&zygote->control, zygote, control_ready);
    watch_init(&zygote->life, zygote, zygote_died);
}

void zygotes_init(Box *box) {
    for (int i = 0; i < STACK_COUNT_MAX; i++) {
        init(&box->zygotes[i], box, stacks[i], NULL);
        init(&box->heirs[i], box, stacks[i], &box->zygotes[i]);
        viva_say_stack(box, &box->zygotes[i]);
    }
    launch(&box->zygotes[0]);
}

/* The small stack first, so that a learner can start; the large ones share the machine behind it. */
static bool may_start(const Zygote *zygote) {
    const Zygote *first = &zygote->box->zygotes[0];
    return zygote->started == 0 && (first->state != WIRE_LOADING || box_now() - first->started > YOUNG);
}

Zygote *zygote_find(Box *box, const char *stack) {
    for (int i = 0; i < STACK_COUNT_MAX; i++)
        if (strcmp(box->zygotes[i].stack, stack) == 0) return &box->zygotes[i];
    return NULL;
}

/* ---- replacing ---- */

static bool is_due(const Zygote *zygote, int64_t now) {
    return zygote->state == WIRE_READY && zygote->pid != 0 &&
           (zygote->clones >= (uint64_t)zygote->box->settings.recycle || now - zygote->started >= recycle_after);
}

static void swap_watches(Box *box, Watch *one, Watch *other) {
    uint32_t events[2] = {one->events, other->events};
    int fd = one->fd;
    watch_want(box, one, 0);
    watch_want(box, other, 0);
    one->fd = other->fd;
    other->fd = fd;
    watch_want(box, one, events[1]);
    watch_want(box, other, events[0]);
}

/* The heir's process serves from now on, and the old one ends in the heir's entry. */
static void change_places(Zygote *zygote, Zygote *heir) {
    Zygote old = *zygote;
    zygote->pid = heir->pid;
    zygote->pidfd = heir->pidfd;
    zygote->started = heir->started;
    zygote->data_bytes = heir->data_bytes;
    zygote->space_bytes = heir->space_bytes;
    zygote->private_kb = heir->private_kb;
    zygote->clones = 0;
    heir->pid = old.pid;
    heir->pidfd = old.pidfd;
    heir->retired = true;
    swap_watches(zygote->box, &zygote->control, &heir->control);
    swap_watches(zygote->box, &zygote->life, &heir->life);
    set_state(zygote, WIRE_READY, heir->says);
    sys_pidfd_signal(heir->pidfd, SIGKILL);
}

static void replace(Zygote *zygote, Zygote *heir, int64_t now) {
    if (!is_due(zygote, now)) return;
    if (heir->pid == 0 && now >= heir->retry_at)
        launch(heir);
    else if (heir->pid != 0 && heir->state == WIRE_READY && !heir->retired) {
        cells_disown(zygote);
        change_places(zygote, heir);
    }
}

void zygotes_tick(Box *box, int64_t now) {
    for (int i = 0; i < STACK_COUNT_MAX; i++) {
        Zygote *zygote = &box->zygotes[i];
        if (zygote->pid == 0 && (may_start(zygote) || (zygote->retry_at != 0 && now >= zygote->retry_at))) launch(zygote);
        replace(zygote, &box->heirs[i], now);
    }
}

int64_t zygotes_next(const Box *box) {
    int64_t next = INT64_MAX;
    for (int i = 0; i < STACK_COUNT_MAX; i++) {
        const Zygote *zygote = &box->zygotes[i];
        if (zygote->pid == 0 && zygote->retry_at != 0 && zygote->retry_at < next) next = zygote->retry_at;
        if (may_start(zygote)) next = 0;
        if (zygote->started == 0 && box->zygotes[0].started + YOUNG + 1 < next) next = box->zygotes[0].started + YOUNG + 1;
    }
    return next;
}

/* A dead zygote explains the failure, and is about to be noticed and started again; a living one is given some tries, and a pause before each. */
void zygote_cell_failed(Zygote *zygote, const char *why) {
    struct pollfd life = {.fd = zygote->pidfd, .events = POLLIN};
    zygote->make_at = box_now() + MAKE_PAUSE;
    if (zygote->pid == 0 || poll(&life, 1, 0) != 0) return;
    log_warning("viva-box: a cell for %s did not come up: %s", zygote->stack, why);
    if (++zygote->failures < GIVE_UP) return;
    char says[300];
    snprintf(says, sizeof says, "code cannot be confined here: %s", why);
    set_state(zygote, WIRE_FAILED, says);
    sys_pidfd_signal(zygote->pidfd, SIGKILL); /* tried anew later, from the start */
}

bool zygote_clone(Zygote *zygote, Cell *cell) {
    ZygoteMessage head = {.kind = ZYGOTE_CLONE, .value = cell->warm, .ticket = cell->ticket};
    int fds[SYS_FDS] = {cell->init_fd, cell->channel_end, cell->printed_end};
    size_t count = 3;
    for (int i = 0; i < GROUP_CONTROLLERS; i++)
        if (cell->group.procs[i] >= 0) fds[count++] = cell->group.procs[i];
    return zygote->control.fd >= 0 && sys_send(zygote->control.fd, &head, sizeof head, fds, count);
}

void zygotes_stop(Box *box) {
    for (int i = 0; i < 2 * STACK_COUNT_MAX; i++) {
        Zygote *zygote = i < STACK_COUNT_MAX ? &box->zygotes[i] : &box->heirs[i - STACK_COUNT_MAX];
        if (zygote->pid == 0) continue;
        sys_pidfd_signal(zygote->pidfd, SIGKILL);
        waitpid(zygote->pid, NULL, 0);
        zygote->pid = 0;
    }
}
