/* Thin and checked. clone3 is called raw because libc's fork cannot make namespaces or a pidfd in one step; all that its child does in
 * viva-box is system calls, until it ends or calls execve. */
#include "box/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

pid_t sys_clone(uint64_t flags, int *pidfd, int cgroup) {
    struct clone_args args = {.flags = flags | CLONE_PIDFD, .pidfd = (uint64_t)(uintptr_t)pidfd, .exit_signal = SIGCHLD};
    if (cgroup >= 0) {
        args.flags |= CLONE_INTO_CGROUP;
        args.cgroup = (uint64_t)cgroup;
    }
    return (pid_t)syscall(SYS_clone3, &args, sizeof args);
}

int sys_pidfd_signal(int pidfd, int signal) { return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0); }

bool sys_enter_mounts(int pidfd) { return setns(pidfd, CLONE_NEWNS) == 0; }

void sys_close_from(int from) {
    if (syscall(SYS_close_range, from, ~0U, 0) == 0) return;
    for (int fd = from; fd < 65536; fd++) close(fd); /* a kernel before 5.9 */
}

bool sys_send(int socket, const void *bytes, size_t len, const int *fds, size_t count) {
    struct iovec part = {.iov_base = (void *)(uintptr_t)bytes, .iov_len = len};
    union {
        char room[CMSG_SPACE(SYS_FDS * sizeof(int))];
        struct cmsghdr align;
    } control = {0};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (count > 0) {
        message.msg_control = control.room;
        message.msg_controllen = CMSG_SPACE(count * sizeof(int));
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(count * sizeof(int));
        memcpy(CMSG_DATA(head), fds, count * sizeof(int));
    }
    ssize_t sent;
    do sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == (ssize_t)len;
}

/* Keeps the first `count` descriptors of a control message, closes the others. */
static void take_descriptors(struct msghdr *message, int *fds, size_t count) {
    size_t taken = 0;
    for (struct cmsghdr *head = CMSG_FIRSTHDR(message); head; head = CMSG_NXTHDR(message, head)) {
        if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) continue;
        size_t here = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < here; i++) {
            int fd;
            memcpy(&fd, CMSG_DATA(head) + i * sizeof(int), sizeof fd);
            if (taken < count)
                fds[taken++] = fd;
            else
                close(fd);
        }
    }
}

ssize_t sys_receive(int socket, void *bytes, size_t size, int *fds, size_t count) {
    struct iovec part = {.iov_base = bytes, .iov_len = size};
    union {
        char room[CMSG_SPACE(SYS_FDS * sizeof(int))];
        struct cmsghdr align;
    } control;
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room};
    for (size_t i = 0; i < count; i++) fds[i] = -1;
    ssize_t got;
    do got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got >= 0) take_descriptors(&message, fds, count);
    return got;
}

bool sys_write_at(int at, const char *path, const char *text) {
    int fd = openat(at, path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return false;
    ssize_t wrote = write(fd, text, strlen(text));
    int error = errno;
    close(fd);
    errno = error;
    return wrote == (ssize_t)strlen(text);
}

bool sys_read_at(int at, const char *path, char *out, size_t size) {
    int fd = openat(at, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    size_t used = 0;
    ssize_t got = 1;
    while (used + 1 < size && (got = read(fd, out + used, size - 1 - used)) > 0) used += (size_t)got;
    out[used] = '\0';
    close(fd);
    return got >= 0;
}

int sys_last_capability(void) {
    int last = 0;
    while (last < 63 && prctl(PR_CAPBSET_READ, last + 1, 0, 0, 0) >= 0) last++;
    return last;
}

bool sys_keep_capabilities(uint64_t keep) {
    for (int cap = 0, last = sys_last_capability(); cap <= last; cap++) {
        if (keep >> cap & 1) continue;
        if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) != 0) return false;
    }
    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0) return false;
    struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct data[2] = {0};
    for (int half = 0; half < 2; half++) {
        uint32_t bits = (uint32_t)(keep >> (32 * half));
        data[half] = (struct __user_cap_data_struct){.effective = bits, .permitted = bits};
    }
    return syscall(SYS_capset, &head, data) == 0;
}
