/* viva-box's own walls, before it starts anything: a mount namespace that nothing leaks out of, and for an ordinary user a user
 * namespace in which it is root, so that it may make cells at all.
 *
 * As root every cell gets two uids from a range that systemd reserves for nobody (1,879,048,192 to 2,147,483,647). Several instances
 * may run on one machine, so a block of the range is taken by a lock on a file that is held until the process ends. */
#include "box/house.h"

#include "base/error.h"
#include "base/log.h"
#include "box/box.h"
#include "box/filter.h"
#include "box/sys.h"
#include "box/walls.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { UID_BLOCKS = 256, UID_FIRST = 0x77000000 };

static bool fail(char *says, size_t size, const char *what, const char *advice) {
    snprintf(says, size, "%s: %s%s%s", what, strerror(errno), *advice ? ": " : "", advice);
    return false;
}

/* The lock's descriptor stays open on purpose: the lock is ours until we end. */
static bool take_uids(Box *box, char *says, size_t size) {
    static const char folder[] = "/run/viva-box";
    char path[64];
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) return fail(says, size, folder, "it holds the locks on the range of user ids");
    for (unsigned block = 0; block < UID_BLOCKS; block++) {
        snprintf(path, sizeof path, "%s/uids.%u", folder, block);
        int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0) return fail(says, size, path, "");
        if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
            box->uid_base = UID_FIRST + block * UIDS;
            return true;
        }
        close(fd);
    }
    snprintf(says, size, "all %d ranges of user ids are locked by other instances of viva-box", UID_BLOCKS);
    return false;
}

/* Root in a namespace of our own, mapped to the user that started us. */
bool house_become_root(char *says, size_t size) {
    static const char advice[] = "this kernel lets ordinary users make no user namespaces, so their code cannot be confined. "
                                 "Ubuntu: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0; older Debian: sudo sysctl "
                                 "kernel.unprivileged_userns_clone=1; or start viva as root";
    char map[64];
    uid_t uid = geteuid();
    gid_t gid = getegid();
    if (unshare(CLONE_NEWUSER) != 0) return fail(says, size, "user namespace", advice);
    snprintf(map, sizeof map, "0 %u 1", uid);
    bool mapped = sys_write_at(AT_FDCWD, "/proc/self/setgroups", "deny") && sys_write_at(AT_FDCWD, "/proc/self/uid_map", map);
    snprintf(map, sizeof map, "0 %u 1", gid);
    mapped = mapped && sys_write_at(AT_FDCWD, "/proc/self/gid_map", map);
    return mapped || fail(says, size, "user namespace maps", advice);
}

/* An endless loop in a child must not starve viva's own descriptors; children get limits of their own. */
static void raise_descriptors(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max < 4096 ? limit.rlim_max : 4096;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/* Root of the whole machine, and not of a container whose user namespace lacks our range. */
bool house_owns_uids(void) {
    char text[4096];
    if (!wall_stands(WALL_UIDS) || geteuid() != 0 || !sys_read_at(AT_FDCWD, "/proc/self/uid_map", text, sizeof text)) return false;
    for (const char *line = text; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        unsigned long inside, outside, count;
        if (sscanf(line, "%lu %lu %lu", &inside, &outside, &count) != 3) continue;
        if (inside <= UID_FIRST && inside + count >= (unsigned long)UID_FIRST + UID_BLOCKS * UIDS) return true;
    }
    return false;
}

/* A build for tests does not serve by accident. */
static bool is_meant(char *says, size_t size) {
    const char *meant = getenv("VIVA_WALLS_OFF");
    if (!walls_are_whole()) log_warning("viva-box: this build has no %s: it is for tests alone", VIVA_WALLS_OFF_NAME);
    if (walls_are_whole() || (meant && strcmp(meant, VIVA_WALLS_OFF_NAME) == 0)) return true;
    snprintf(says, size,
             "this build leaves a wall out (-Dwalls_off=%s), for tests: build without that option, or set VIVA_WALLS_OFF=%s if you "
             "mean it",
             VIVA_WALLS_OFF_NAME, VIVA_WALLS_OFF_NAME);
    return false;
}

bool house_enter(Box *box, char *says, size_t size) {
    Error error = {0};
    if (!is_meant(says, size)) return false;
    raise_descriptors();
    box->root = house_owns_uids();
    group_house_open(&box->groups, ""); /* before the user namespace: the files' owners still mean something */
    if (!filter_build(&box->filter, &error)) {
        snprintf(says, size, "%s", error.message);
        return false;
    }
    if (box->root ? !take_uids(box, says, size) : !house_become_root(says, size)) return false;
    if (box->root && setgroups(0, NULL) != 0) return fail(says, size, "dropping supplementary groups", "");
    if (unshare(CLONE_NEWNS) != 0) return fail(says, size, "mount namespace", "");
    if (mount("", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return fail(says, size, "making mounts private", "");
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); /* the maps of children are ours to write */
    box->own_mounts = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
    box->null_fd = open("/dev/null", O_RDWR | O_CLOEXEC);
    box->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (box->own_mounts < 0 || box->null_fd < 0 || box->epoll < 0) return fail(says, size, "descriptors", "");
    return true;
}
