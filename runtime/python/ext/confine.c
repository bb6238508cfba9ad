/* Every wall around a child, in the order in which privilege is dropped. confine() is the list; it runs in the fresh clone, before a
 * byte of a learner's has been read, and a wall that does not stand ends the child with its name.
 *
 * Before it the child is a copy of the zygote: root in viva-box's user namespace, with the three capabilities that entering a cell takes. After it: an
 * unprivileged user of a namespace with nothing in it, process 2 under the cell's init, in a root of libraries and two private folders, with a filter on
 * its system calls. Its limits are set from outside, when a session takes it. */
#include "child.h"

#include "box/walls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { LEARNER = 1000, CHILD_PID = 2 };

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif
#ifndef SYS_close_range
#define SYS_close_range 436
#endif

/* linux/landlock.h as of ABI 6, so that a build on older headers knows the newer rights. */
typedef struct {
    uint64_t files, network, scoped;
} LandlockRules;
typedef struct {
    uint64_t allowed;
    int32_t folder;
} __attribute__((packed)) LandlockFolder;
#define LANDLOCK_READ 0x0cULL     /* read files and folders */
#define LANDLOCK_EXECUTE 0x01ULL  /* never granted */
#define LANDLOCK_DEVICES 0x840ULL /* make devices: never granted */
#define LANDLOCK_WRITE_FILE 0x02ULL
#define LANDLOCK_FILE 0x07ULL /* of these, what a rule on a file may grant */

static bool send_hello(const char *step, int error, int listener) {
    RunnerHello hello = {.magic = RUNNER_MAGIC, .error = error};
    strncpy(hello.step, step, sizeof hello.step - 1);
    struct iovec part = {&hello, sizeof hello};
    union {
        char room[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } control = {0};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (listener >= 0) {
        message.msg_control = control.room;
        message.msg_controllen = sizeof control.room;
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(head), &listener, sizeof listener);
    }
    return sendmsg(RUNNER_FD, &message, MSG_NOSIGNAL) == (ssize_t)sizeof hello;
}

static void must(bool stands, const char *step) {
    if (stands) return;
    send_hello(step, errno ? errno : EINVAL, -1);
    _exit(1);
}

static bool take_descriptors(int channel, int printed) {
    return dup2(channel, RUNNER_FD) == RUNNER_FD && dup2(printed, STDOUT_FILENO) == STDOUT_FILENO &&
           dup2(printed, STDERR_FILENO) == STDERR_FILENO;
}

/* "0" moves the writer; the descriptors were opened by viva-box, and its rights count. */
static bool join_groups(const int *procs, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (write(procs[i], "0", 1) != 1) return false;
    return true;
}

static bool enter_cell(int pidfd) {
    const int own = CLONE_NEWUSER | CLONE_NEWNS, all = own | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;
    bool walled = wall_stands(WALL_NAMESPACES);
    return (!walled || getpid() == CHILD_PID) && setns(pidfd, walled ? all : own) == 0 && chdir("/desk") == 0;
}

static bool close_all(void) { return syscall(SYS_close_range, RUNNER_FD + 1, ~0U, 0) == 0; }

/* The raw calls: there is one thread. */
static bool become_learner(void) {
    return syscall(SYS_setresgid, LEARNER, LEARNER, LEARNER) == 0 && syscall(SYS_setresuid, LEARNER, LEARNER, LEARNER) == 0;
}

static bool die_with_box(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0; }

static bool drop_capabilities(void) {
    for (int cap = 0; cap < 64 && prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
        if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) != 0) return false;
    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0) return false;
    struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0}};
    return syscall(SYS_capset, &head, none) == 0;
}

/* A folder with all below it, or a file. */
static bool allow_below(int rules, const char *path, uint64_t rights) {
    LandlockFolder folder = {.allowed = rights, .folder = open(path, O_PATH | O_CLOEXEC)};
    struct stat info;
    if (folder.folder < 0 || fstat(folder.folder, &info) != 0) return false;
    if (!S_ISDIR(info.st_mode)) folder.allowed &= LANDLOCK_FILE;
    bool done = syscall(SYS_landlock_add_rule, rules, 1 /* LANDLOCK_RULE_PATH_BENEATH */, &folder, 0) == 0;
    close(folder.folder);
    return done;
}

static bool allow_reads(int rules, const Walls *walls) {
    for (const char *path = walls->reads; path < walls->reads + walls->reads_len; path += strlen(path) + 1)
        if (!allow_below(rules, path, LANDLOCK_READ)) return false;
    return true;
}

/* Read what the runtime consists of, write in the two folders that are ours, run nothing, list no other folder: where the root that namespaces give is no
 * more, this still holds. A kernel without landlock has the namespaces and the filter; the doctor says so. */
static bool enter_landlock(const Walls *walls) {
    if (!wall_stands(WALL_LANDLOCK)) return true;
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1 /* LANDLOCK_CREATE_RULESET_VERSION */);
    if (version < 0) return errno == ENOSYS || errno == EOPNOTSUPP;
    LandlockRules rules = {.files = version >= 5   ? 0xffff
                                    : version >= 3 ? 0x7fff
                                    : version == 2 ? 0x3fff
                                                   : 0x1fff,
                           .network = version >= 4 ? 3 : 0,
                           .scoped = version >= 6 ? 3 : 0};
    size_t size = version >= 6 ? sizeof rules : version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
    int fd = (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
    if (fd < 0) return false;
    uint64_t own = rules.files & ~(LANDLOCK_EXECUTE | LANDLOCK_DEVICES);
    bool done = allow_reads(fd, walls) && allow_below(fd, "/desk", own) && allow_below(fd, "/tmp", own) &&
                allow_below(fd, "/dev/null", LANDLOCK_WRITE_FILE) && syscall(SYS_landlock_restrict_self, fd, 0) == 0;
    close(fd);
    return done;
}

static int load_filter(const Walls *walls) {
    struct sock_fprog program = {.len = (unsigned short)(walls->filter_len / sizeof(struct sock_filter)),
                                 .filter = (struct sock_filter *)(uintptr_t)walls->filter};
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
}

int confine(const Walls *walls, int pidfd, int channel, int printed, const int *procs, size_t proc_count) {
    must(take_descriptors(channel, printed), "descriptors");
    must(join_groups(procs, proc_count), "control group");
    must(enter_cell(pidfd), "namespaces");
    must(close_all(), "closing descriptors");
    must(become_learner(), "user");
    must(die_with_box(), "parent");
    must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no new privileges");
    must(enter_landlock(walls), "landlock");
    must(drop_capabilities(), "capabilities");
    int listener = load_filter(walls);
    must(listener >= 0, "seccomp");
    return listener;
}

void confine_announce(int listener) {
    must(send_hello("", 0, listener), "hello");
    close(listener);
}
