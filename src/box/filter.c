/* The allow-list, and what is said of the rest.
 *
 * Built by libseccomp once, when viva-box starts, exported as BPF, and loaded raw by each child (runtime/python/ext/confine.c), which
 * needs no library for it. What stands in none of the tables is ENOSYS: glibc falls back from a call that it takes for missing.
 * Calls of another architecture (int 0x80, x32) are noticed like the worst of our own: no honest program makes them. Their numbers mean something else, so
 * none of them is ever let through.
 *
 * Sending signals is noticed too but let through when it is aimed at a process of the child's own namespace: abort() and raise() are
 * tgkill. The arguments of a notice are registers, not memory, so nothing can change between the look and the answer.
 *
 * A caller may swallow the error, so that no traceback ever tells where it came from. It is asked before it is answered: a signal whose
 * handler, in C, writes the stack of the interpreter to a file of the child's (harness.py). The signal is delivered no later than the system call
 * returns, so the stack is the one that made the call. Who has no handler (another program's fork, which resets them; a learner's code that took it
 * away) is not asked, and nothing waits for what is asked. */
#include "box/filter.h"

#include "box/protocol.h"
#include "box/sys.h"
#include "box/walls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Memory, files of its own, threads, time, pipes. */
static const char *const allowed[] = {
    "read",
    "write",
    "readv",
    "writev",
    "pread64",
    "pwrite64",
    "preadv",
    "pwritev",
    "preadv2",
    "pwritev2",
    "close",
    "close_range",
    "open",
    "openat",
    "openat2",
    "creat",
    "lseek",
    "_llseek",
    "ftruncate",
    "ftruncate64",
    "truncate",
    "truncate64",
    "fallocate",
    "stat",
    "stat64",
    "fstat",
    "fstat64",
    "lstat",
    "lstat64",
    "newfstatat",
    "fstatat64",
    "statx",
    "statfs",
    "fstatfs",
    "access",
    "faccessat",
    "faccessat2",
    "readlink",
    "readlinkat",
    "getcwd",
    "chdir",
    "fchdir",
    "getdents",
    "getdents64",
    "mkdir",
    "mkdirat",
    "rmdir",
    "unlink",
    "unlinkat",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
    "chmod",
    "fchmod",
    "fchmodat",
    "fchmodat2",
    "utime",
    "utimes",
    "utimensat",
    "futimesat",
    "umask",
    "fsync",
    "fdatasync",
    "sync_file_range",
    "dup",
    "dup2",
    "dup3",
    "pipe",
    "pipe2",
    "poll",
    "ppoll",
    "select",
    "_newselect",
    "pselect6",
    "epoll_create",
    "epoll_create1",
    "epoll_ctl",
    "epoll_wait",
    "epoll_pwait",
    "epoll_pwait2",
    "eventfd",
    "eventfd2",
    "signalfd",
    "signalfd4",
    "timerfd_create",
    "timerfd_settime",
    "timerfd_gettime",
    "sendfile",
    "sendfile64",
    "copy_file_range",
    "fadvise64",
    "fadvise64_64",
    "readahead",
    "mmap",
    "mmap2",
    "munmap",
    "mprotect",
    "mremap",
    "madvise",
    "msync",
    "mincore",
    "brk",
    "futex",
    "futex_waitv",
    "set_robust_list",
    "get_robust_list",
    "set_tid_address",
    "rseq",
    "membarrier",
    "arch_prctl",
    "set_thread_area",
    "get_thread_area",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "rt_sigsuspend",
    "rt_sigpending",
    "rt_sigtimedwait",
    "sigaltstack",
    "sigreturn",
    "pause",
    "restart_syscall",
    "alarm",
    "getitimer",
    "setitimer",
    "timer_create",
    "timer_settime",
    "timer_gettime",
    "timer_getoverrun",
    "timer_delete",
    "nanosleep",
    "clock_nanosleep",
    "clock_gettime",
    "clock_gettime64",
    "clock_getres",
    "clock_getres_time64",
    "gettimeofday",
    "time",
    "times",
    "fork",
    "vfork",
    "exit",
    "exit_group",
    "wait4",
    "waitpid",
    "waitid",
    "getpid",
    "getppid",
    "gettid",
    "getpgid",
    "getpgrp",
    "getsid",
    "setsid",
    "setpgid",
    "getuid",
    "getgid",
    "geteuid",
    "getegid",
    "getresuid",
    "getresgid",
    "getgroups",
    "capget",
    "getrusage",
    "getrlimit",
    "ugetrlimit",
    "setrlimit",
    "getpriority",
    "sched_yield",
    "sched_getaffinity",
    "sched_getparam",
    "sched_getscheduler",
    "sched_get_priority_max",
    "sched_get_priority_min",
    "sched_rr_get_interval",
    "uname",
    "sysinfo",
    "getrandom",
    "getcpu",
    "mknod",
    "mknodat",
    "sendmsg",
    "recvmsg",
    "sendto",
    "recvfrom",
    "shutdown",
    "getsockname",
    "getpeername",
    "getsockopt",
    "setsockopt",
};

/* Refused in silence: what libraries try on their own, locks on files that other children see, and what would hold kernel memory. */
static const struct {
    const char *name;
    int error;
} refused[] = {
    {"flock", EPERM},          {"chown", EPERM},
    {"fchown", EPERM},         {"lchown", EPERM},
    {"fchownat", EPERM},       {"setxattr", ENOTSUP},
    {"lsetxattr", ENOTSUP},    {"fsetxattr", ENOTSUP},
    {"getxattr", ENOTSUP},     {"lgetxattr", ENOTSUP},
    {"fgetxattr", ENOTSUP},    {"listxattr", ENOTSUP},
    {"llistxattr", ENOTSUP},   {"flistxattr", ENOTSUP},
    {"removexattr", ENOTSUP},  {"lremovexattr", ENOTSUP},
    {"fremovexattr", ENOTSUP}, {"mlock", EPERM},
    {"mlock2", EPERM},         {"mlockall", EPERM},
    {"munlock", EPERM},        {"munlockall", EPERM},
    {"mbind", EPERM},          {"set_mempolicy", EPERM},
    {"get_mempolicy", EPERM},  {"migrate_pages", EPERM},
    {"move_pages", EPERM},     {"sched_setaffinity", EPERM},
    {"sched_setparam", EPERM}, {"sched_setscheduler", EPERM},
    {"sched_setattr", EPERM},  {"setpriority", EPERM},
    {"ioprio_set", EPERM},     {"bind", EACCES},
    {"listen", EACCES},        {"accept", EACCES},
    {"accept4", EACCES},       {"mq_open", EACCES},
    {"adjtimex", EPERM},       {"clock_adjtime", EPERM},
};

/* Noticed: nobody makes these by accident. */
static const struct {
    const char *name, *says;
} noticed[] = {
    {"connect", "the network"},
    {"sendmmsg", "the network"},
    {"recvmmsg", "the network"},
    {"execve", "starting another program"},
    {"execveat", "starting another program"},
    {"kill", "a signal to another process"},
    {"tkill", "a signal to another process"},
    {"tgkill", "a signal to another process"},
    {"rt_sigqueueinfo", "a signal to another process"},
    {"rt_tgsigqueueinfo", "a signal to another process"},
    {"pidfd_send_signal", "a signal to another process"},
    {"pidfd_open", "another process"},
    {"pidfd_getfd", "another process"},
    {"ptrace", "another process"},
    {"process_vm_readv", "another process's memory"},
    {"process_vm_writev", "another process's memory"},
    {"process_madvise", "another process's memory"},
    {"kcmp", "another process"},
    {"unshare", "namespaces"},
    {"setns", "namespaces"},
    {"mount", "mounting"},
    {"umount", "mounting"},
    {"umount2", "mounting"},
    {"pivot_root", "another root folder"},
    {"chroot", "another root folder"},
    {"open_tree", "mounting"},
    {"move_mount", "mounting"},
    {"fsopen", "mounting"},
    {"fsconfig", "mounting"},
    {"fsmount", "mounting"},
    {"fspick", "mounting"},
    {"mount_setattr", "mounting"},
    {"open_by_handle_at", "files by handle"},
    {"name_to_handle_at", "files by handle"},
    {"fanotify_init", "watching files"},
    {"fanotify_mark", "watching files"},
    {"setuid", "another user"},
    {"setgid", "another user"},
    {"setreuid", "another user"},
    {"setregid", "another user"},
    {"setresuid", "another user"},
    {"setresgid", "another user"},
    {"setfsuid", "another user"},
    {"setfsgid", "another user"},
    {"setgroups", "another user"},
    {"capset", "privileges"},
    {"keyctl", "kernel keyrings"},
    {"add_key", "kernel keyrings"},
    {"request_key", "kernel keyrings"},
    {"bpf", "kernel programs"},
    {"perf_event_open", "kernel profiling"},
    {"userfaultfd", "page faults"},
    {"io_uring_setup", "io_uring"},
    {"io_uring_enter", "io_uring"},
    {"io_uring_register", "io_uring"},
    {"seccomp", "system call filters"},
    {"init_module", "kernel modules"},
    {"finit_module", "kernel modules"},
    {"delete_module", "kernel modules"},
    {"kexec_load", "the kernel"},
    {"kexec_file_load", "the kernel"},
    {"reboot", "the kernel"},
    {"syslog", "the kernel's log"},
    {"swapon", "the kernel"},
    {"swapoff", "the kernel"},
    {"acct", "the kernel"},
    {"quotactl", "the kernel"},
    {"settimeofday", "the clock"},
    {"clock_settime", "the clock"},
    {"sethostname", "the host's name"},
    {"setdomainname", "the host's name"},
    {"ioperm", "hardware"},
    {"iopl", "hardware"},
    {"modify_ldt", "hardware"},
    {"personality", "another personality"},
    {"vhangup", "terminals"},
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const int namespace_flags[] = {CLONE_NEWNS,  CLONE_NEWUTS, CLONE_NEWIPC,   CLONE_NEWUSER,
                                      CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWCGROUP};

static const int fcntl_commands[] = {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETPIPE_SZ, F_GET_SEALS};
static const unsigned long ioctl_requests[] = {0x5401 /* TCGETS */,  0x5413 /* TIOCGWINSZ */, 0x541B /* FIONREAD */,
                                               0x5421 /* FIONBIO */, 0x5450 /* FIONCLEX */,   0x5451 /* FIOCLEX */};
static const unsigned long ioctl_noticed[] = {0x5412 /* TIOCSTI */, 0x541C /* TIOCLINUX */};
static const int prctl_options[] = {PR_SET_NAME,     PR_GET_NAME,         PR_GET_DUMPABLE, PR_GET_PDEATHSIG,
                                    PR_CAPBSET_READ, PR_GET_NO_NEW_PRIVS, PR_GET_SECCOMP,  PR_GET_TIMERSLACK};

static int add_tables(scmp_filter_ctx filter) {
    int failed = 0;
    for (size_t i = 0; i < COUNT(allowed); i++) {
        int number = seccomp_syscall_resolve_name(allowed[i]);
        if (number >= 0) failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0);
    }
    for (size_t i = 0; i < COUNT(refused); i++) {
        int number = seccomp_syscall_resolve_name(refused[i].name);
        if (number >= 0) failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO((uint32_t)refused[i].error), number, 0);
    }
    for (size_t i = 0; i < COUNT(noticed); i++) {
        int number = seccomp_syscall_resolve_name(noticed[i].name);
        if (number >= 0) failed |= seccomp_rule_add(filter, SCMP_ACT_NOTIFY, number, 0);
    }
    return failed;
}

/* Argument `at` is `value` in its lower half, which is all that the kernel reads of an int. */
static struct scmp_arg_cmp is(unsigned at, uint32_t value) {
    return (struct scmp_arg_cmp){.arg = at, .op = SCMP_CMP_MASKED_EQ, .datum_a = UINT32_MAX, .datum_b = value};
}

static struct scmp_arg_cmp has(unsigned at, uint64_t mask, uint64_t value) {
    return (struct scmp_arg_cmp){.arg = at, .op = SCMP_CMP_MASKED_EQ, .datum_a = mask, .datum_b = value};
}

/* Calls that are right or wrong by their arguments. */
static int add_arguments(scmp_filter_ctx filter) {
    int failed = 0;
    uint64_t spaces = 0;
    for (size_t i = 0; i < COUNT(namespace_flags); i++) {
        uint64_t flag = (uint64_t)(uint32_t)namespace_flags[i];
        spaces |= flag;
        failed |= seccomp_rule_add(filter, SCMP_ACT_NOTIFY, SCMP_SYS(clone), 1, has(0, flag, flag));
    }
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, has(0, spaces, 0));
    for (size_t i = 0; i < COUNT(fcntl_commands); i++)
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, is(1, (uint32_t)fcntl_commands[i]));
    for (size_t i = 0; i < COUNT(ioctl_requests); i++)
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, is(1, (uint32_t)ioctl_requests[i]));
    for (size_t i = 0; i < COUNT(ioctl_noticed); i++)
        failed |= seccomp_rule_add(filter, SCMP_ACT_NOTIFY, SCMP_SYS(ioctl), 1, is(1, (uint32_t)ioctl_noticed[i]));
    for (size_t i = 0; i < COUNT(prctl_options); i++)
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, is(0, (uint32_t)prctl_options[i]));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, is(0, 0));
    /* glibc asks the name service cache over a Unix socket for any user name: refused in silence. Every other family is the network. */
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1, is(0, AF_UNIX));
    failed |= seccomp_rule_add(filter, SCMP_ACT_NOTIFY, SCMP_SYS(socket), 1,
                               ((struct scmp_arg_cmp){.arg = 0, .op = SCMP_CMP_NE, .datum_a = AF_UNIX, .datum_b = 0}));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socketpair), 1, is(0, AF_UNIX));
    return failed;
}

static bool export_program(scmp_filter_ctx filter, Bytes *program, Error *error) {
    int fd = memfd_create("filter", MFD_CLOEXEC);
    if (fd < 0) return error_errno(error, ERR_INTERNAL, "viva-box", "no memory file for the system call filter");
    int failed = seccomp_export_bpf(filter, fd);
    if (failed == 0 && lseek(fd, 0, SEEK_SET) == 0)
        while (bytes_read(program, fd, 1 << 16) > 0) continue;
    close(fd);
    if (failed == 0 && program->len > 0) return true;
    return error_set(error, ERR_INTERNAL, "viva-box", "libseccomp could not export the system call filter: %s", strerror(-failed));
}

bool filter_build(Bytes *program, Error *error) {
    const bool stands = wall_stands(WALL_SECCOMP);
    scmp_filter_ctx filter = seccomp_init(stands ? SCMP_ACT_ERRNO(ENOSYS) : SCMP_ACT_ALLOW);
    if (!filter) return error_set(error, ERR_INTERNAL, "viva-box", "libseccomp could not start a filter");
    int failed = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, stands ? SCMP_ACT_NOTIFY : SCMP_ACT_ALLOW);
    failed |= seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a binary tree instead of a list: every call pays for it */
    if (stands) failed |= add_tables(filter) | add_arguments(filter);
    bool built = failed == 0 ? export_program(filter, program, error)
                             : error_set(error, ERR_INTERNAL, "viva-box", "libseccomp refused a rule of the system call filter");
    seccomp_release(filter);
    return built;
}

/* x32 has the native architecture's name, and a bit of its own in the number. */
static bool is_foreign(const struct seccomp_data *data) {
    enum { X32 = 0x40000000 };
    return data->arch != seccomp_arch_native() || (data->arch == SCMP_ARCH_X86_64 && (data->nr & X32));
}

/* Signals stay inside the child's process namespace anyway; only those to init, to a group or to everybody are worth a word. */
static bool is_signal_within(const struct seccomp_data *data) {
    if (data->nr != SCMP_SYS(kill) && data->nr != SCMP_SYS(tkill) && data->nr != SCMP_SYS(tgkill)) return false;
    return (int)data->args[0] > 1;
}

static bool is_harmless(const struct seccomp_data *data) {
    if (is_foreign(data)) return false;
    return is_signal_within(data) || (data->nr == SCMP_SYS(personality) && (uint32_t)data->args[0] == 0xffffffffU);
}

static const char *describe(const struct seccomp_data *data, char *room, size_t size) {
    const char *says = NULL, *name = NULL;
    if (is_foreign(data)) return "a system call of another architecture";
    if (data->nr == SCMP_SYS(socket)) says = "the network", name = "socket";
    if (data->nr == SCMP_SYS(clone)) says = "namespaces", name = "clone";
    if (data->nr == SCMP_SYS(ioctl)) says = "terminals", name = "ioctl";
    for (size_t i = 0; i < COUNT(noticed) && !says; i++)
        if (seccomp_syscall_resolve_name(noticed[i].name) == data->nr) says = noticed[i].says, name = noticed[i].name;
    if (!says) says = "the kernel", name = "a system call";
    snprintf(room, size, "%s (%s)", says, name);
    return room;
}

/* It has a handler of its own for the signal: SigCgt of its status is a mask in hexadecimal. */
static bool catches_signal(pid_t thread) {
    char path[64], text[8192];
    snprintf(path, sizeof path, "/proc/%d/status", (int)thread);
    const char *caught = thread > 0 && sys_read_at(AT_FDCWD, path, text, sizeof text) ? strstr(text, "\nSigCgt:") : NULL;
    return caught && strtoull(caught + strlen("\nSigCgt:"), NULL, 16) >> (RUNNER_WHERE_SIGNAL - 1) & 1;
}

static void ask_where(pid_t caller, pid_t child) {
    pid_t asked = catches_signal(caller) ? caller : child;
    if (asked == caller || catches_signal(child))
        syscall(SYS_tkill, asked, RUNNER_WHERE_SIGNAL); /* it may end meanwhile: then nobody answers */
}

const char *filter_answer(int listener, pid_t child, char *room, size_t size) {
    struct seccomp_notif notice = {0};
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &notice) != 0) return NULL; /* the caller is gone already */
    struct seccomp_notif_resp answer = {.id = notice.id};
    bool harmless = is_harmless(&notice.data);
    if (harmless)
        answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    else
        answer.error = -EPERM;
    if (!harmless && child > 0) ask_where((pid_t)notice.pid, child);
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer) != 0 && errno != ENOENT) return NULL;
    return harmless ? NULL : describe(&notice.data, room, size);
}
