/* Each wall is tried in a process of its own, the way the box puts it up: for an ordinary user inside a user namespace first.
 *
 * A wall that the box cannot do without (`needed`) decides whether code is run at all; landlock, uids of our own and control groups are walls behind
 * walls, and their lines say what stands in for them. */
#include "box/doctor.h"

#include "box/bytes.h"
#include "box/house.h"
#include "box/runtime.h"
#include "box/sys.h"
#include "box/walls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
    bool stands;
    char says[700];
} Finding;

typedef Finding Try(void);

static const char user_advice[] = "ordinary users may make no user namespaces here. Ubuntu 23.10 and later: sudo sysctl -w "
                                  "kernel.apparmor_restrict_unprivileged_userns=0; older "
                                  "Debian: sudo sysctl -w kernel.unprivileged_userns_clone=1; RHEL: sudo sysctl -w "
                                  "user.max_user_namespaces=15000; in a container: start it with "
                                  "--security-opt seccomp=unconfined --security-opt apparmor=unconfined; or start viva as root";

/* Runs `what` in a child and gives its errno; 0: it worked. */
static int try_apart(bool (*what)(int flag), int flag) {
    pid_t pid = fork();
    if (pid == 0) _exit(what(flag) ? 0 : errno ? errno : EINVAL);
    int status = 0;
    if (pid < 0 || waitpid(pid, &status, 0) < 0) return errno;
    return WIFEXITED(status) ? WEXITSTATUS(status) : EINTR;
}

static bool make_namespace(int flag) {
    char says[400];
    if (!house_owns_uids() && !house_become_root(says, sizeof says)) return false;
    return flag == CLONE_NEWUSER || unshare(flag) == 0;
}

static Finding namespace_finding(int flag, const char *what) {
    Finding finding = {0};
    int error = try_apart(make_namespace, flag);
    finding.stands = error == 0;
    if (finding.stands)
        snprintf(finding.says, sizeof finding.says, "%s", what);
    else
        snprintf(finding.says, sizeof finding.says, "%s: %s", strerror(error), user_advice);
    return finding;
}

static Finding try_user(void) {
    return namespace_finding(CLONE_NEWUSER, "a user namespace a run, without a single privilege in it");
}
static Finding try_pid(void) {
    return namespace_finding(CLONE_NEWPID, "a run sees and signals its own processes only, and all of them end with it");
}
static Finding try_mount(void) {
    return namespace_finding(CLONE_NEWNS,
                             "a root of its own: the interpreter and its libraries, read-only, and a private /desk and /tmp");
}
static Finding try_net(void) { return namespace_finding(CLONE_NEWNET, "a network that leads nowhere"); }
static Finding try_ipc(void) { return namespace_finding(CLONE_NEWIPC, "no shared memory or queues with anybody"); }
static Finding try_uts(void) { return namespace_finding(CLONE_NEWUTS, "a host name of its own"); }
static Finding try_cgroup(void) { return namespace_finding(CLONE_NEWCGROUP, "its own control group is all it sees"); }

static Finding try_seccomp(void) {
    uint32_t action = SECCOMP_RET_USER_NOTIF;
    if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0)
        return (Finding){true, "an allow-list of system calls; forbidden attempts are told to viva"};
    return (Finding){false, "this kernel has no system call filter that can tell viva of attempts: Linux 5.5 or later with "
                            "CONFIG_SECCOMP_FILTER is needed"};
}

static Finding try_landlock(void) {
    Finding finding = {0};
    long version = syscall(444 /* landlock_create_ruleset */, NULL, 0, 1);
    finding.stands = version > 0;
    if (finding.stands)
        snprintf(finding.says, sizeof finding.says, "version %ld: a second wall around files", version);
    else
        snprintf(finding.says, sizeof finding.says,
                 "not in this kernel, or not switched on (add landlock to lsm= on the kernel's command line): the private root "
                 "stands alone");
    return finding;
}

static Finding try_uids(void) {
    if (house_owns_uids()) return (Finding){true, "two user ids a run, of a range that nobody else uses"};
    return (Finding){false, "an ordinary user has no ids to give away: a user namespace a run stands in; started as root (or by "
                            "the packaged service), viva has them"};
}

static Finding try_groups(void) {
    GroupHouse house;
    Finding finding = {0};
    group_house_open(&house, "");
    finding.stands = house.version > 0;
    snprintf(finding.says, sizeof finding.says, "%s%s", house.says,
             finding.stands ? "" : "; until then rlimits and watching stand in");
    group_house_close(&house);
    return finding;
}

static const struct {
    const char *name;
    bool needed;
    Try *try;
    Wall wall; /* WALL_NONE: no build is without it */
} walls[] = {
    {"user namespace", true, try_user, WALL_NONE},           {"process namespace", true, try_pid, WALL_NAMESPACES},
    {"mount namespace", true, try_mount, WALL_NAMESPACES},   {"network namespace", true, try_net, WALL_NAMESPACES},
    {"ipc namespace", true, try_ipc, WALL_NAMESPACES},       {"host name namespace", true, try_uts, WALL_NAMESPACES},
    {"cgroup namespace", true, try_cgroup, WALL_NAMESPACES}, {"system call filter", true, try_seccomp, WALL_SECCOMP},
    {"landlock", false, try_landlock, WALL_LANDLOCK},        {"user ids", false, try_uids, WALL_UIDS},
    {"control groups", false, try_groups, WALL_NONE},
};

static Finding finding_of(size_t i) {
    if (walls[i].wall == WALL_NONE || wall_stands(walls[i].wall)) return walls[i].try();
    Finding finding = {0};
    snprintf(finding.says, sizeof finding.says, "left out of this build, which is for tests alone: build without -Dwalls_off=%s",
             VIVA_WALLS_OFF_NAME);
    return finding;
}

static void print_text(const char *text) {
    putchar('"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            printf("\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            printf("\\u%04x", *text);
        else
            putchar(*text);
    }
    putchar('"');
}

/* "NAME<tab>STATE<tab>SAYS" as an object. */
static void print_stack(char *line, const char *comma) {
    char *state = strchr(line, '\t'), *says = state ? strchr(state + 1, '\t') : NULL;
    if (!says) return;
    *state++ = *says++ = '\0';
    says[strcspn(says, "\n")] = '\0';
    printf("%s{\"name\":", comma);
    print_text(line);
    printf(",\"state\":");
    print_text(state);
    printf(",\"says\":");
    print_text(says);
    putchar('}');
}

/* The stacks of one runtime, which its own probe lists; `stack` names one of them. */
static void print_runtime(const BoxSettings *settings, const char *stack, const char *comma) {
    static BoxRuntime runtime;
    char line[2000] = "";
    int ends[2];
    if (!runtime_of(&runtime, stack, settings->runtime, settings->python, line, sizeof line)) {
        printf("%s{\"name\":\"%s\",\"state\":\"missing\",\"says\":", comma, stack);
        print_text(line);
        putchar('}');
        return;
    }
    if (pipe2(ends, O_CLOEXEC) != 0) return;
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        execv(runtime.stacks[0], (char *const *)(uintptr_t)runtime.stacks);
        _exit(127);
    }
    close(ends[1]);
    FILE *lines = fdopen(ends[0], "r");
    for (; lines && fgets(line, sizeof line, lines); comma = ",") print_stack(line, comma);
    if (lines) fclose(lines);
    if (pid > 0) waitpid(pid, NULL, 0);
}

int doctor_run(const BoxSettings *settings) {
    bool all = true;
    printf("{\"walls\":[");
    for (size_t i = 0; i < sizeof walls / sizeof *walls; i++) {
        fflush(stdout); /* nothing is pending when a try forks */
        Finding finding = finding_of(i);
        all &= finding.stands || (!walls[i].needed && (walls[i].wall == WALL_NONE || wall_stands(walls[i].wall)));
        printf("%s{\"name\":\"%s\",\"stands\":%s,\"needed\":%s,\"says\":", i ? "," : "", walls[i].name,
               finding.stands ? "true" : "false", walls[i].needed ? "true" : "false");
        print_text(finding.says);
        putchar('}');
    }
    printf("],\"stands\":%s,\"stacks\":[", all ? "true" : "false");
    fflush(stdout);
    print_runtime(settings, "numpy", "");
    fflush(stdout);
    print_runtime(settings, "sql", ",");
    printf("]}\n");
    return all ? 0 : 1;
}
