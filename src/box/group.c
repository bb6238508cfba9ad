/* Finds the trees in /proc/self/mountinfo and our own place in them in /proc/self/cgroup.
 *
 * Version 1: a folder `viva-box-PID` below our own group in the memory and pids trees (without either there are no groups), and in
 * cpuacct's where it is there, for the clock. Version 2: a group with processes cannot hand controllers to its children, so
 * `viva-box-PID` goes below our own group when that may hand them on, and below the root of the tree otherwise; a delegated scope
 * (systemd's Delegate=yes) that holds nobody but us is emptied into a leaf first. What is tried is undone when it does not lead anywhere.
 *
 * A folder is locked as long as the process that made it lives, so that a later instance can tell what the dead have left. Its name, after that
 * process, tells people more than it tells us: in another process namespace the same number is somebody else, or nobody. */
#include "box/group.h"

#include "base/log.h"
#include "box/sys.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEXT = 1 << 16, NAMES = 16 };

static const char *const v1_names[GROUP_CONTROLLERS] = {"memory", "pids", "cpuacct"};
static const char prefix[] = "viva-box-";

/* The line of /proc/self/cgroup for a v1 controller, or for v2 (NULL): its path into `out`. */
static bool own_path(const char *text, const char *controller, char *out, size_t size) {
    for (const char *line = text; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        const char *names = strchr(line, ':');
        const char *path = names ? strchr(names + 1, ':') : NULL;
        const char *end = strchr(line, '\n');
        if (!path || (end && path > end)) continue;
        size_t len = end ? (size_t)(end - path - 1) : strlen(path + 1);
        bool hit = !controller && path == names + 1;
        for (const char *at = names + 1; controller && at < path; at = strpbrk(at, ",:") + 1) {
            size_t n = strcspn(at, ",:");
            hit |= n == strlen(controller) && strncmp(at, controller, n) == 0;
        }
        if (!hit || len >= size) continue;
        memcpy(out, path + 1, len);
        out[len] = '\0';
        return true;
    }
    return false;
}

static bool has_word(const char *list, const char *word) {
    size_t len = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += len)
        if ((at == list || strchr(", \n", at[-1])) && (at[len] == '\0' || strchr(", \n", at[len]))) return true;
    return false;
}

/* The mount of a tree in mountinfo: "36 35 98:0 ROOT POINT options - TYPE SOURCE SUPER". */
static bool find_mount(const char *text, const char *controller, char *point, char *top) {
    char line[PATH_MAX * 2];
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, "\n");
        snprintf(line, sizeof line, "%.*s", (int)(len < sizeof line ? len : sizeof line - 1), at);
        at += len + (at[len] == '\n');
        char *tail = strstr(line, " - ");
        char type[32], super[512];
        if (!tail || sscanf(tail, " - %31s %*s %511s", type, super) != 2) continue;
        if (strcmp(type, controller ? "cgroup" : "cgroup2") != 0) continue;
        if (controller && !has_word(super, controller)) continue;
        return sscanf(line, "%*s %*s %*s %4095s %4095s", top, point) == 2;
    }
    return false;
}

/* Our own group's folder in a tree, opened; -1 when there is none. */
static int open_own(const char *root, const char *groups, const char *mounts, const char *controller, char *says, size_t size) {
    static char point[PATH_MAX], top[PATH_MAX], path[PATH_MAX], whole[PATH_MAX * 3];
    if (!find_mount(mounts, controller, point, top) || !own_path(groups, controller, path, sizeof path)) return -1;
    size_t n = strcmp(top, "/") == 0 ? 0 : strlen(top);
    const char *below = strncmp(path, top, n) == 0 ? path + n : "";
    snprintf(whole, sizeof whole, "%s%s%s", root, point, below);
    if (snprintf(says, size, "%s", whole) >= (int)size) says[size - 1] = 0; /* only told; a long path may be cut */
    return open(whole, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Removes a group and the groups in it. */
static void remove_tree(int parent, const char *name, int depth) {
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd >= 0 && depth < 4 ? fdopendir(fd) : NULL;
    if (!folder && fd >= 0) close(fd);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (entry->d_type == DT_DIR && entry->d_name[0] != '.') remove_tree(dirfd(folder), entry->d_name, depth + 1);
    if (folder) closedir(folder);
    unlinkat(parent, name, AT_REMOVEDIR);
}

/* What instances left whose process is no more. */
static void sweep(int parent) {
    int fd = openat(parent, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (!folder) return;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (strncmp(entry->d_name, prefix, sizeof prefix - 1) != 0) continue;
        pid_t pid = (pid_t)strtol(entry->d_name + sizeof prefix - 1, NULL, 10);
        int own = openat(parent, entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        bool left = own >= 0 && flock(own, LOCK_EX | LOCK_NB) == 0 && pid > 0 && kill(pid, 0) != 0 && errno == ESRCH;
        if (left) remove_tree(parent, entry->d_name, 0);
        if (own >= 0) close(own);
    }
    closedir(folder);
}

static int make_folder(int parent, const char *name) {
    if (mkdirat(parent, name, 0755) != 0 && errno != EEXIST) return -1;
    return openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* This instance's folder, locked; -1 with EWOULDBLOCK when it is another's. */
static int claim_folder(int parent, const char *name) {
    int fd = make_folder(parent, name);
    if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}

/* As above, under a name that is free: the pid's, or that with a number behind it. The name is kept in the house. */
static int claim_name(GroupHouse *house, int parent) {
    int fd = -1;
    for (int i = 0; i < NAMES; i++) {
        snprintf(house->name, sizeof house->name, i == 0 ? "%s%d" : "%s%d.%d", prefix, (int)getpid(), i);
        if ((fd = claim_folder(parent, house->name)) >= 0 || errno != EWOULDBLOCK) return fd;
    }
    return fd;
}

static bool open_version_1(GroupHouse *house, const char *root, const char *groups, const char *mounts) {
    char where[PATH_MAX] = "";
    for (int i = 0; i < GROUP_CONTROLLERS; i++) {
        house->parents[i] = open_own(root, groups, mounts, v1_names[i], where, sizeof where);
        if (house->parents[i] < 0) continue;
        sweep(house->parents[i]);
        house->folders[i] = i == GROUP_MEMORY ? claim_name(house, house->parents[i]) : claim_folder(house->parents[i], house->name);
        if (house->folders[i] < 0)
            snprintf(house->says, sizeof house->says, "%.200s may not be written: start viva as root, or have its group delegated",
                     where);
    }
    bool stands = house->folders[GROUP_MEMORY] >= 0 && house->folders[GROUP_PIDS] >= 0;
    if (!stands) return false;
    house->version = 1;
    snprintf(house->says, sizeof house->says, "version 1: memory, pids%s", house->folders[GROUP_CPU] >= 0 ? ", cpu clock" : "");
    return true;
}

/* Moves everybody in the group to a leaf below it, if that is only us and our parent: then it may hand controllers on. */
static bool empty_into_leaf(int own) {
    char text[4096], number[32];
    if (!sys_read_at(own, "cgroup.procs", text, sizeof text)) return false;
    for (char *at = text; *at;) {
        long pid = strtol(at, &at, 10);
        if (pid != getpid() && pid != getppid()) return false;
        while (isspace((unsigned char)*at)) at++;
    }
    int leaf = make_folder(own, "viva");
    if (leaf < 0) return false;
    bool moved = true;
    for (int i = 0; i < 2; i++) {
        snprintf(number, sizeof number, "%d", (int)(i == 0 ? getpid() : getppid()));
        moved &= sys_write_at(leaf, "cgroup.procs", number);
    }
    close(leaf);
    return moved;
}

static const char hand_on[] = "+memory +pids";

static bool may_hand_on(int folder) {
    char text[1024];
    if (!sys_read_at(folder, "cgroup.controllers", text, sizeof text) || !has_word(text, "memory") || !has_word(text, "pids"))
        return false;
    if (sys_read_at(folder, "cgroup.subtree_control", text, sizeof text) && has_word(text, "memory") && has_word(text, "pids"))
        return true;
    if (sys_write_at(folder, "cgroup.subtree_control", hand_on)) return true;
    return errno == EBUSY && empty_into_leaf(folder) && sys_write_at(folder, "cgroup.subtree_control", hand_on);
}

static bool open_version_2(GroupHouse *house, const char *root, const char *groups, const char *mounts) {
    char where[PATH_MAX] = "";
    int own = open_own(root, groups, mounts, NULL, where, sizeof where);
    if (own < 0) return false;
    if (!may_hand_on(own)) {
        int top = open_own(root, "0::/\n", mounts, NULL, where, sizeof where);
        close(own);
        own = top;
        if (own < 0 || !may_hand_on(own)) {
            if (own >= 0) close(own);
            snprintf(house->says, sizeof house->says,
                     "%.200s hands no memory and pids controllers to us: start viva with `systemd-run --user --scope -p "
                     "Delegate=yes`, or as root",
                     where);
            return false;
        }
    }
    sweep(own);
    house->parents[0] = own;
    house->folders[0] = claim_name(house, own);
    if (house->folders[0] < 0 || !sys_write_at(house->folders[0], "cgroup.subtree_control", hand_on)) {
        snprintf(house->says, sizeof house->says, "%.200s may not be written: have it delegated, or start viva as root", where);
        return false;
    }
    house->version = 2;
    snprintf(house->says, sizeof house->says, "version 2: memory, pids, cpu clock");
    return true;
}

void group_house_open(GroupHouse *house, const char *root) {
    char *groups = malloc(TEXT), *mounts = malloc(TEXT), path[PATH_MAX];
    *house = (GroupHouse){.folders = {-1, -1, -1}, .parents = {-1, -1, -1}, .says = "no control groups are mounted here"};
    snprintf(house->name, sizeof house->name, "%s%d", prefix, (int)getpid());
    snprintf(path, sizeof path, "%s/proc/self/cgroup", root);
    bool readable = groups && mounts && sys_read_at(AT_FDCWD, path, groups, TEXT);
    snprintf(path, sizeof path, "%s/proc/self/mountinfo", root);
    readable = readable && sys_read_at(AT_FDCWD, path, mounts, TEXT);
    if (readable && !open_version_1(house, root, groups, mounts)) {
        GroupHouse second = *house;
        for (int i = 0; i < GROUP_CONTROLLERS; i++) second.folders[i] = second.parents[i] = -1;
        if (open_version_2(&second, root, groups, mounts)) {
            group_house_close(house);
            *house = second;
        } else if (house->parents[GROUP_MEMORY] < 0) {
            memcpy(house->says, second.says, sizeof house->says);
        }
    }
    if (house->version == 0) group_house_close(house);
    free(groups);
    free(mounts);
}

void group_house_close(GroupHouse *house) {
    for (int i = 0; i < GROUP_CONTROLLERS; i++) {
        if (house->folders[i] >= 0) {
            close(house->folders[i]);
            remove_tree(house->parents[i], house->name, 0);
        }
        if (house->parents[i] >= 0) close(house->parents[i]);
        house->folders[i] = house->parents[i] = -1;
    }
}

bool group_make(const GroupHouse *house, Group *group, int number) {
    *group = (Group){.folders = {-1, -1, -1}, .procs = {-1, -1, -1}, .cpu_file = -1, .peak_file = -1};
    if (house->version == 0) return true;
    snprintf(group->name, sizeof group->name, "cell-%d", number);
    group->made = true;
    for (int i = 0; i < GROUP_CONTROLLERS; i++) {
        if (house->folders[i] < 0) continue;
        group->folders[i] = make_folder(house->folders[i], group->name);
        if (group->folders[i] >= 0) group->procs[i] = openat(group->folders[i], "cgroup.procs", O_WRONLY | O_CLOEXEC);
        if (group->procs[i] >= 0) continue;
        int error = errno;
        group_remove(house, group);
        errno = error;
        return false;
    }
    bool second = house->version == 2;
    int cpu_folder = group->folders[second ? 0 : GROUP_CPU];
    if (cpu_folder >= 0) group->cpu_file = openat(cpu_folder, second ? "cpu.stat" : "cpuacct.usage", O_RDONLY | O_CLOEXEC);
    group->peak_file = openat(group->folders[0], second ? "memory.peak" : "memory.max_usage_in_bytes", O_RDONLY | O_CLOEXEC);
    return true;
}

bool group_enter(const int *procs) {
    for (int i = 0; i < GROUP_CONTROLLERS; i++)
        if (procs[i] >= 0 && write(procs[i], "0", 1) != 1) return false;
    return true;
}

static bool write_number(int folder, const char *file, uint64_t number) {
    char text[32];
    snprintf(text, sizeof text, "%" PRIu64, number);
    return sys_write_at(folder, file, text);
}

/* What the kernel was built without (swap accounting) need not be limited. */
static bool write_if_there(int folder, const char *file, uint64_t number) {
    return write_number(folder, file, number) || errno == ENOENT;
}

bool group_limit(const GroupHouse *house, const Group *group, uint64_t memory, unsigned processes) {
    if (!group->made) return true;
    int folder = group->folders[GROUP_MEMORY];
    if (house->version == 2)
        return write_number(folder, "memory.max", memory) && write_if_there(folder, "memory.swap.max", 0) &&
               write_number(folder, "pids.max", processes);
    /* A larger limit first has to pass memsw, a smaller one first has to pass memory: so try memory, memsw, memory. */
    write_number(folder, "memory.limit_in_bytes", memory);
    bool swap = write_if_there(folder, "memory.memsw.limit_in_bytes", memory);
    return swap && write_number(folder, "memory.limit_in_bytes", memory) &&
           write_if_there(folder, "memory.max_usage_in_bytes", 0) &&
           write_number(group->folders[GROUP_PIDS], "pids.max", processes);
}

/* The number behind `key` in "key number" lines, or the text's only number when there is no key; -1 when it is not there. */
static int64_t find_number(const char *text, const char *key) {
    size_t len = key ? strlen(key) : 0;
    while (key && text && (strncmp(text, key, len) != 0 || text[len] != ' '))
        text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL;
    return text ? (int64_t)strtoll(text + len, NULL, 10) : -1;
}

static int64_t read_open(int file, const char *key) {
    char text[1024];
    ssize_t got = file >= 0 ? pread(file, text, sizeof text - 1, 0) : -1;
    if (got <= 0) return -1;
    text[got] = '\0';
    return find_number(text, key);
}

int64_t group_cpu(const GroupHouse *house, const Group *group) {
    if (!group->made) return -1;
    if (house->version == 2) return read_open(group->cpu_file, "usage_usec");
    int64_t ns = read_open(group->cpu_file, NULL);
    return ns < 0 ? -1 : ns / 1000;
}

int64_t group_peak(const Group *group) {
    int64_t bytes = group->made ? read_open(group->peak_file, NULL) : -1;
    return bytes < 0 ? -1 : bytes / 1024;
}

bool group_starved(const GroupHouse *house, const Group *group) {
    char text[1024];
    const char *file = house->version == 2 ? "memory.events" : "memory.oom_control";
    return group->made && sys_read_at(group->folders[0], file, text, sizeof text) && find_number(text, "oom_kill") > 0;
}

static void close_file(int *file) {
    if (*file >= 0) close(*file);
    *file = -1;
}

bool group_remove(const GroupHouse *house, Group *group) {
    bool gone = true;
    for (int i = 0; group->made && i < GROUP_CONTROLLERS; i++) {
        if (group->folders[i] < 0) continue;
        if (unlinkat(house->folders[i], group->name, AT_REMOVEDIR) != 0 && errno != ENOENT) {
            gone = false;
            continue;
        }
        close_file(&group->folders[i]);
        close_file(&group->procs[i]);
    }
    if (!gone) return false;
    close_file(&group->cpu_file);
    close_file(&group->peak_file);
    group->made = false;
    return true;
}
