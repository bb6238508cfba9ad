/* The zygote's loop: a request comes with the descriptors of a furnished cell, a clone of this process goes into it.
 *
 * The clone is made by clone3 itself, because libc's fork knows neither CLONE_PARENT (viva-box is to be the one that waits for it) nor a
 * pidfd. What libc's fork does besides is done here: the thread's cached id is written by the kernel (CLONE_CHILD_SETTID at the address libc registered), and the
 * runtime's own hooks run on both sides. There is one thread and no lock is held: the runtime saw to that, and viva-box has counted.
 *
 * This process reads fixed headers from viva-box, which made them itself, and nothing else, ever. */
#include "child.h"

#include "box/walls.h"

#include <errno.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { REQUEST_FDS = 8, FILTER_LIMIT = 1 << 16, READS_LIMIT = 1 << 18 };

static ssize_t receive(void *bytes, size_t size, int *fds, size_t *count) {
    struct iovec part = {bytes, size};
    union {
        char room[CMSG_SPACE(REQUEST_FDS * sizeof(int))];
        struct cmsghdr align;
    } control;
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room};
    ssize_t got;
    do got = recvmsg(ZYGOTE_FD, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    *count = 0;
    struct cmsghdr *head = got > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (!head || head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) return got;
    *count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    memcpy(fds, CMSG_DATA(head), *count * sizeof(int));
    return got;
}

static void answer(uint64_t ticket, int value, int pidfd) {
    ZygoteMessage reply = {.kind = ZYGOTE_CLONED, .value = value, .ticket = ticket};
    struct iovec part = {&reply, sizeof reply};
    union {
        char room[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } control = {0};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (pidfd >= 0) {
        message.msg_control = control.room;
        message.msg_controllen = sizeof control.room;
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(head), &pidfd, sizeof pidfd);
    }
    if (sendmsg(ZYGOTE_FD, &message, MSG_NOSIGNAL) < 0) _exit(1); /* viva-box is gone */
}

/* Where libc keeps this thread's id; abort(), raise() and mutexes of the child use it. The kernel knows the address; where it does not
 * tell (no CONFIG_CHECKPOINT_RESTORE), the id is looked for in libc's thread structure. NULL: not found. */
static pid_t *thread_id(void) {
    pid_t *address = NULL, own = (pid_t)syscall(SYS_gettid);
    if (prctl(PR_GET_TID_ADDRESS, &address, 0, 0, 0) == 0 && address && *address == own) return address;
    pid_t *words = (pid_t *)(uintptr_t)pthread_self();
    for (size_t i = 0; i < 512; i++)
        if (words[i] == own) return &words[i];
    return NULL;
}

static pid_t clone_child(pid_t *id, int *pidfd) {
    struct clone_args args = {.flags = CLONE_PARENT | CLONE_PIDFD | CLONE_CHILD_SETTID,
                              .pidfd = (uint64_t)(uintptr_t)pidfd,
                              .child_tid = (uint64_t)(uintptr_t)id};
    return (pid_t)syscall(SYS_clone3, &args, sizeof args);
}

/* One request: in the child this does not return. */
static void serve_one(const Walls *walls, pid_t *id, const ZygoteMessage *request, const int *fds, size_t count,
                      const Runtime *runtime) {
    int pidfd = -1;
    if (wall_stands(WALL_NAMESPACES) &&
        setns(fds[0], CLONE_NEWPID) != 0) { /* for children: the next clone is the cell's second process */
        answer(request->ticket, -errno, -1);
        return;
    }
    runtime->before_clone(runtime->self);
    pid_t pid = clone_child(id, &pidfd);
    int error = errno;
    if (pid == 0) {
        runtime->in_child(runtime->self);
        int listener = confine(walls, fds[0], fds[1], fds[2], fds + 3, count - 3);
        runtime->prepare(runtime->self, request->value);
        confine_announce(listener);
        runtime->run(runtime->self);
        _exit(0);
    }
    runtime->in_parent(runtime->self);
    answer(request->ticket, pid > 0 ? (int)pid : -error, pidfd);
    if (pidfd >= 0) close(pidfd);
}

static bool take_filter(Walls *walls) {
    static char room[FILTER_LIMIT]; /* stays: each child loads it from here */
    ZygoteMessage head;
    int fds[REQUEST_FDS];
    size_t count;
    ssize_t got = receive(room, sizeof room, fds, &count);
    if (got <= (ssize_t)sizeof head) return false;
    memcpy(&head, room, sizeof head);
    walls->filter = room + sizeof head;
    walls->filter_len = (size_t)got - sizeof head;
    return head.kind == ZYGOTE_FILTER;
}

/* The paths that viva-box's half of this process left for us before it became the runtime (root.c). */
static bool take_reads(Walls *walls) {
    static char room[READS_LIMIT]; /* stays, too */
    ssize_t got;
    while (walls->reads_len < sizeof room &&
           (got = read(ZYGOTE_READS_FD, room + walls->reads_len, sizeof room - walls->reads_len)) > 0)
        walls->reads_len += (size_t)got;
    walls->reads = room;
    close(ZYGOTE_READS_FD);
    return walls->reads_len > 0 && walls->reads_len < sizeof room && room[walls->reads_len - 1] == '\0';
}

const char *zygote_serve(const Runtime *runtime) {
    Walls walls = {0};
    pid_t *id = thread_id();
    if (!id) return "this libc keeps its thread id where it cannot be found";
    if (!take_filter(&walls)) return "viva-box sent no filter";
    if (!take_reads(&walls)) return "viva-box left no list of what may be read";
    for (;;) {
        ZygoteMessage request;
        int fds[REQUEST_FDS];
        size_t count;
        ssize_t got = receive(&request, sizeof request, fds, &count);
        if (got != (ssize_t)sizeof request) return NULL; /* viva-box is gone */
        if (request.kind == ZYGOTE_CLONE && count >= 3) serve_one(&walls, id, &request, fds, count, runtime);
        for (size_t i = 0; i < count; i++) close(fds[i]);
    }
}
