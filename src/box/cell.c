/* A cell from its making to its end.
 *
 *   CELL_INIT       cell_make clones init into fresh user, PID, mount, IPC, UTS and cgroup namespaces, in the mounts of the zygote, writes its
 *                   uid maps, puts it into its control group, and lets it furnish the cell
 *   CELL_CLONING    the zygote is asked to clone a child into it; the child is viva-box's own (CLONE_PARENT), so that it can be waited for
 *   CELL_CONFINING  the child enters the namespaces, gives up what it has and puts the filter on, all before it has read a byte; then says
 *                   so, and hands over the listener of its filter
 *   CELL_SPARE      it waits in read(); whatever a session's limits are is set from outside (session.c)
 *   CELL_BUSY       a session has it
 *   CELL_ENDING     init was killed, and with it all that lives there; when both are reaped and the group is removed the entry is free again
 *
 * All of this happens off the path of a session: spares are made ahead. */
#include "base/log.h"
#include "box/box.h"
#include "box/filter.h"
#include "box/init.h"
#include "box/sys.h"
#include "box/walls.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DISK_DEFAULT = 64 << 20, TAKES_TOO_LONG = 20000000, SWEEP_EVERY = 2000, STRANGER_AFTER = 100000 };

bool cell_room(const Box *box) {
    for (int i = 0; i < CELLS; i++)
        if (box->cells[i].state == CELL_FREE) return true;
    return false;
}

static Cell *find_free(Box *box) {
    for (int i = 0; i < CELLS; i++)
        if (box->cells[i].state == CELL_FREE) return &box->cells[i];
    return NULL;
}

static bool is_making(const Cell *cell) {
    return cell->state == CELL_INIT || cell->state == CELL_CLONING || cell->state == CELL_CONFINING;
}

static bool is_alike(const Cell *cell, const Zygote *zygote, uint64_t disk_bytes, bool warm) {
    return cell->zygote == zygote && cell->disk_bytes == (disk_bytes ? disk_bytes : DISK_DEFAULT) && cell->warm == warm;
}

Cell *cell_find(const Zygote *zygote, uint64_t disk_bytes, bool warm) {
    for (int i = 0; i < CELLS; i++) {
        Cell *cell = &zygote->box->cells[i];
        if (cell->state == CELL_SPARE && is_alike(cell, zygote, disk_bytes, warm)) return cell;
    }
    return NULL;
}

int cell_count(const Zygote *zygote, uint64_t disk_bytes, bool warm) {
    int count = 0;
    for (int i = 0; i < CELLS; i++) {
        const Cell *cell = &zygote->box->cells[i];
        count += (cell->state == CELL_SPARE || is_making(cell)) && is_alike(cell, zygote, disk_bytes, warm);
    }
    return count;
}

int cell_spares(const Zygote *zygote) {
    int count = 0;
    for (int i = 0; i < CELLS; i++) {
        const Cell *cell = &zygote->box->cells[i];
        count += cell->state == CELL_SPARE && is_alike(cell, zygote, 0, true);
    }
    return count;
}

Cell *cell_of_ticket(Box *box, uint64_t ticket) {
    for (int i = 0; i < CELLS; i++)
        if (box->cells[i].state != CELL_FREE && box->cells[i].ticket == ticket) return &box->cells[i];
    return NULL;
}

void cells_disown(const Zygote *zygote) {
    for (int i = 0; i < CELLS; i++) {
        Cell *cell = &zygote->box->cells[i];
        if (cell->zygote == zygote && (cell->state == CELL_INIT || cell->state == CELL_CLONING)) cell_kill(cell);
    }
}

static void close_fd(int *fd) {
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

static void failed(Cell *cell, const char *why) {
    zygote_cell_failed(cell->zygote, why);
    cell_kill(cell);
}

/* ---- descriptors of a cell ---- */

static void line_ready(void *self, uint32_t events) {
    Cell *cell = self;
    char word = 0;
    (void)events;
    ssize_t got = read(cell->line.fd, &word, 1);
    if (got < 0 && errno == EAGAIN) return;
    watch_want(cell->box, &cell->line, 0);
    if (cell->state != CELL_INIT) return;
    if (got != 1 || word != INIT_STANDS) {
        char why[100];
        snprintf(why, sizeof why, "init could not furnish it: %s", got == 1 ? strerror(word) : "it ended");
        failed(cell, why);
        return;
    }
    cell->state = CELL_CLONING;
    if (!zygote_clone(cell->zygote, cell)) {
        failed(cell, "the interpreter does not listen");
        return;
    }
    close_fd(&cell->channel_end);
    close_fd(&cell->printed_end);
}

static void become_spare(Cell *cell) {
    if (cell->state != CELL_CONFINING || !cell->helloed || !cell->listed) return;
    cell->state = CELL_SPARE;
    cell->zygote->failures = 0;
    watch_want(cell->box, &cell->channel, 0);
}

/* The child's first and only message that carries a descriptor. */
static void take_hello(Cell *cell) {
    RunnerHello hello;
    int listener = -1;
    ssize_t got = sys_receive(cell->channel.fd, &hello, sizeof hello, &listener, 1);
    if (got < 0 && errno == EAGAIN) return;
    if (got != (ssize_t)sizeof hello || hello.magic != RUNNER_MAGIC || hello.error != 0 || listener < 0) {
        char why[120] = "the child ended";
        if (got == (ssize_t)sizeof hello && hello.error != 0) {
            hello.step[sizeof hello.step - 1] = '\0';
            snprintf(why, sizeof why, "%s: %s", hello.step, strerror(hello.error));
        }
        if (listener >= 0) close(listener);
        failed(cell, why);
        return;
    }
    watch_open(cell->box, &cell->listener, listener, EPOLLIN);
    cell->helloed = true;
    become_spare(cell);
}

static void channel_ready(void *self, uint32_t events) {
    Cell *cell = self;
    if (cell->state == CELL_BUSY)
        session_channel_ready(cell->session, events);
    else if (!cell->helloed && cell->state != CELL_ENDING)
        take_hello(cell);
    else
        watch_want(cell->box, &cell->channel, 0);
}

static void printed_ready(void *self, uint32_t events) {
    Cell *cell = self;
    (void)events;
    if (cell->state == CELL_BUSY)
        session_printed_ready(cell->session);
    else
        watch_want(cell->box, &cell->printed, 0);
}

static void listener_ready(void *self, uint32_t events) {
    Cell *cell = self;
    char room[100];
    if (!(events & EPOLLIN)) {
        watch_want(cell->box, &cell->listener, 0); /* nobody is left who could be noticed */
        return;
    }
    pid_t asked = cell->session && !cell->session->forbidden[0] ? cell->child : 0; /* the first attempt is the one that is told */
    const char *what = filter_answer(cell->listener.fd, asked, room, sizeof room);
    if (what && cell->session) session_noticed(cell->session, what);
}

static void release(Cell *cell) {
    if (cell->init || cell->child || !group_remove(&cell->box->groups, &cell->group)) return;
    cell->state = CELL_FREE;
}

static void init_ended(void *self, uint32_t events) {
    Cell *cell = self;
    (void)events;
    if (waitpid(cell->init, NULL, WNOHANG | __WALL) == 0) return;
    cell->init = 0;
    watch_close(cell->box, &cell->init_life);
    cell->init_fd = -1;
    if (cell->state != CELL_ENDING) {
        if (is_making(cell)) zygote_cell_failed(cell->zygote, "its init ended");
        cell_kill(cell);
    }
    release(cell);
}

static void child_ended(void *self, uint32_t events) {
    Cell *cell = self;
    (void)events;
    if (waitpid(cell->child, &cell->child_status, WNOHANG | __WALL) == 0) return;
    cell->child = 0;
    cell->child_ended = true;
    watch_close(cell->box, &cell->child_life);
    cell->child_fd = -1;
    if (cell->state == CELL_CONFINING) take_hello(cell); /* its last words tell which wall did not stand */
    if (cell->session)
        session_child_ended(cell->session);
    else if (cell->state == CELL_SPARE || cell->state == CELL_CONFINING)
        cell_kill(cell);
    release(cell);
}

/* ---- making and ending ---- */

static void watches_init(Cell *cell) {
    watch_init(&cell->line, cell, line_ready);
    watch_init(&cell->channel, cell, channel_ready);
    watch_init(&cell->printed, cell, printed_ready);
    watch_init(&cell->listener, cell, listener_ready);
    watch_init(&cell->init_life, cell, init_ended);
    watch_init(&cell->child_life, cell, child_ended);
}

/* Uids of a cell: as root two of our range, else our own. In the learner's there is no uid 0 at all. */
static bool write_maps(Cell *cell) {
    char path[64], map[96];
    Box *box = cell->box;
    unsigned base = box->uid_base + 2U * (unsigned)cell->number;
    if (box->root)
        snprintf(map, sizeof map, "%d %u 1\n%d %u 1\n", INSIDE_INIT, base, INSIDE_CHILD, base + 1);
    else
        snprintf(map, sizeof map, "%d 0 1\n", INSIDE_CHILD);
    snprintf(path, sizeof path, "/proc/%d/setgroups", (int)cell->init);
    if (!box->root && !sys_write_at(AT_FDCWD, path, "deny")) return false;
    snprintf(path, sizeof path, "/proc/%d/uid_map", (int)cell->init);
    if (!sys_write_at(AT_FDCWD, path, map)) return false;
    snprintf(path, sizeof path, "/proc/%d/gid_map", (int)cell->init);
    return sys_write_at(AT_FDCWD, path, map);
}

/* Init is cloned in the mounts of the zygote, so that it starts from the template. */
static bool clone_init(Cell *cell, int line) {
    Box *box = cell->box;
    if (!sys_enter_mounts(cell->zygote->pidfd)) return false;
    pid_t pid = sys_clone(wall_cell_spaces() /* init makes the cgroup namespace */, &cell->init_fd, -1);
    if (pid == 0) init_run(line, cell->disk_bytes, box->root, cell->group.procs);
    int error = errno;
    if (setns(box->own_mounts, CLONE_NEWNS) != 0) {
        log_error("viva-box: could not return to its own mounts: %s", strerror(errno));
        _exit(1); /* never serve from the wrong root */
    }
    errno = error;
    if (pid < 0) return false;
    cell->init = pid;
    watch_open(box, &cell->init_life, cell->init_fd, EPOLLIN);
    return true;
}

static bool open_ends(Cell *cell, int *line) {
    int lines[2], channel[2], printed[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, lines) != 0) return false;
    *line = lines[1];
    fcntl(lines[0], F_SETFL, O_NONBLOCK);
    watch_open(cell->box, &cell->line, lines[0], EPOLLIN);
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel) != 0) return false;
    fcntl(channel[0], F_SETFL, O_NONBLOCK);
    watch_open(cell->box, &cell->channel, channel[0], EPOLLIN);
    cell->channel_end = channel[1];
    if (pipe2(printed, O_CLOEXEC) != 0) return false;
    fcntl(printed[0], F_SETFL, O_NONBLOCK);
    watch_open(cell->box, &cell->printed, printed[0], 0);
    cell->printed_end = printed[1];
    return true;
}

bool cell_make(Zygote *zygote, uint64_t disk_bytes, bool warm) {
    Box *box = zygote->box;
    Cell *cell = find_free(box);
    int line = -1;
    if (!cell) return false;
    *cell = (Cell){.box = box,
                   .zygote = zygote,
                   .state = CELL_INIT,
                   .number = (int)(cell - box->cells),
                   .ticket = ++box->tickets,
                   .warm = warm,
                   .since = box_now(),
                   .disk_bytes = disk_bytes ? disk_bytes : DISK_DEFAULT,
                   .init_fd = -1,
                   .child_fd = -1,
                   .schedstat = -1,
                   .channel_end = -1,
                   .printed_end = -1};
    watches_init(cell);
    bool made = group_make(&box->groups, &cell->group, cell->number) && open_ends(cell, &line) && clone_init(cell, line) &&
                write_maps(cell) && write(cell->line.fd, &(char){INIT_GO}, 1) == 1;
    int error = errno;
    close_fd(&line);
    if (made) return true;
    failed(cell, strerror(error));
    return false;
}

void cell_cloned(Cell *cell, pid_t pid, int pidfd) {
    cell->child = pid;
    cell->child_fd = pidfd;
    cell->state = CELL_CONFINING;
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/schedstat", (int)pid);
    cell->schedstat = open(path, O_RDONLY | O_CLOEXEC);
    watch_open(cell->box, &cell->child_life, pidfd, EPOLLIN);
    cell->listed = true;
    become_spare(cell);
}

void cell_kill(Cell *cell) {
    if (cell->state == CELL_FREE || cell->state == CELL_ENDING) return;
    Box *box = cell->box;
    cell->state = CELL_ENDING;
    cell->since = box_now();
    cell->session = NULL;
    if (cell->child) sys_pidfd_signal(cell->child_fd, SIGKILL);
    if (cell->init) sys_pidfd_signal(cell->init_fd, SIGKILL);
    watch_close(box, &cell->line);
    watch_close(box, &cell->channel);
    watch_close(box, &cell->printed);
    watch_close(box, &cell->listener);
    close_fd(&cell->channel_end);
    close_fd(&cell->printed_end);
    close_fd(&cell->schedstat);
    release(cell);
}

static bool is_known(const Box *box, pid_t pid) {
    for (int i = 0; i < STACK_COUNT_MAX; i++)
        if (box->zygotes[i].pid == pid || box->heirs[i].pid == pid) return true;
    for (int i = 0; i < CELLS; i++)
        if (box->cells[i].init == pid || box->cells[i].child == pid) return true;
    return false;
}

/* A child whose zygote died before it could say that it was there, or whose cell was killed meanwhile: dead by now, but process 1
 * of its cell cannot end before somebody has waited for it. */
static void reap_strangers(Box *box) {
    for (siginfo_t info = {0}; waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL) == 0 && info.si_pid != 0;
         info.si_pid = 0) {
        if (is_known(box, info.si_pid)) return; /* its own watch sees to it; then the next is seen */
        waitpid(info.si_pid, NULL, WNOHANG | __WALL);
    }
}

void cells_tick(Box *box, int64_t now) {
    for (int i = 0; i < CELLS; i++) {
        Cell *cell = &box->cells[i];
        if (cell->state == CELL_ENDING && !cell->init && !cell->child) release(cell);
        if (cell->state == CELL_ENDING && now - cell->since > STRANGER_AFTER) {
            cell->since = now;
            reap_strangers(box);
        }
        if (is_making(cell) && now - cell->since > TAKES_TOO_LONG) failed(cell, "it took too long");
    }
}

int64_t cells_next(const Box *box) {
    int64_t next = INT64_MAX;
    for (int i = 0; i < CELLS; i++) {
        const Cell *cell = &box->cells[i];
        int64_t at = INT64_MAX;
        if (cell->state == CELL_ENDING) at = cell->init || cell->child ? cell->since + STRANGER_AFTER : box_now() + SWEEP_EVERY;
        if (is_making(cell)) at = cell->since + TAKES_TOO_LONG;
        if (at < next) next = at;
    }
    return next;
}

void cells_stop(Box *box) {
    for (int i = 0; i < CELLS; i++) cell_kill(&box->cells[i]);
    while (waitpid(-1, NULL, __WALL) > 0 || errno == EINTR) continue; /* the zygotes are dead: nobody is added */
    for (int i = 0; i < CELLS; i++) {
        Cell *cell = &box->cells[i];
        cell->child = cell->init = 0;
        if (cell->state != CELL_FREE) release(cell);
    }
}
