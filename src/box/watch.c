/* The tree of a cell's processes hangs from two roots: the child, and init, to which its orphans fall. /proc/PID/task/PID/children names the next level.
 * Memory is counted as private pages (RssAnon and RssShmem less what every child holds from the start), so that copies
 * that a fork shares are counted too often rather than too seldom. Walks are capped: the process limit is far below. */
#include "box/watch.h"

#include "box/sys.h"

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { PROCESSES_SEEN = 256 };

typedef void Visit(pid_t pid, void *self);

static void walk(pid_t pid, int depth, int *left, Visit *visit, void *self) {
    char path[64], text[4096];
    if (pid <= 0 || depth > 64 || (*left)-- <= 0) return;
    visit(pid, self);
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)pid);
    if (!sys_read_at(AT_FDCWD, path, text, sizeof text)) return;
    for (char *at = text; *at;) {
        char *end;
        long next = strtol(at, &end, 10);
        if (end == at) return;
        walk((pid_t)next, depth + 1, left, visit, self);
        at = end + strspn(end, " \n");
    }
}

static void walk_cell(const Cell *cell, Visit *visit, void *self) {
    int left = PROCESSES_SEEN;
    walk(cell->child, 0, &left, visit, self);
    walk(cell->init, 0, &left, visit, self);
}

/* utime + stime + cutime + cstime of /proc/PID/stat; the clock of the process itself is finer, but knows no children. */
static void add_cpu(pid_t pid, void *self) {
    char path[64], text[1024];
    unsigned long long ticks[4] = {0};
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    if (!sys_read_at(AT_FDCWD, path, text, sizeof text)) return;
    const char *behind = strrchr(text, ')');
    if (!behind || sscanf(behind, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu %llu %llu", &ticks[0], &ticks[1],
                          &ticks[2], &ticks[3]) != 4)
        return;
    *(int64_t *)self += (int64_t)((ticks[0] + ticks[1] + ticks[2] + ticks[3]) * 1000000 / (unsigned long long)sysconf(_SC_CLK_TCK));
}

static int64_t process_clock(pid_t pid) {
    clockid_t clock;
    struct timespec time;
    if (pid <= 0 || clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

int64_t watch_cpu(Session *session) {
    const Cell *cell = session->cell;
    int64_t grouped = group_cpu(&cell->box->groups, &cell->group);
    if (grouped >= 0) return grouped;
    int64_t all = 0, own = process_clock(cell->child);
    walk_cell(cell, add_cpu, &all);
    int64_t cpu = all > own ? all : own;
    if ((uint64_t)cpu > session->watched_cpu) session->watched_cpu = (uint64_t)cpu; /* what ends takes its count along */
    return (int64_t)session->watched_cpu;
}

int64_t watch_queued(const Session *session) {
    char text[128];
    unsigned long long queued = 0;
    int file = session->cell->schedstat;
    ssize_t got = file >= 0 ? pread(file, text, sizeof text - 1, 0) : -1;
    text[got > 0 ? got : 0] = '\0';
    return sscanf(text, "%*u %llu", &queued) == 1 ? (int64_t)(queued / 1000) : 0;
}

/* Where each session of processes has a share of its own (autogroup), a priority counts only within it: then the share is lowered too. */
static void lower_share(pid_t pid) {
    char path[64], own[128], its[128];
    snprintf(path, sizeof path, "/proc/%d/autogroup", (int)pid);
    if (!sys_read_at(AT_FDCWD, "/proc/self/autogroup", own, sizeof own) || !sys_read_at(AT_FDCWD, path, its, sizeof its)) return;
    size_t name = strcspn(own, " ");
    if (name != strcspn(its, " ") || strncmp(own, its, name) != 0)
        sys_write_at(AT_FDCWD, path, "19"); /* the kernel takes few of these a second */
}

/* Below everybody else: a processor is given up at once when anybody wakes, which the lowest priority alone does not do. Where the scheduler refuses, the priority
 * is what remains. */
static void lower(pid_t pid, void *self) {
    char path[64];
    (void)self;
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    for (struct dirent *task; tasks && (task = readdir(tasks));) {
        int id = atoi(task->d_name);
        if (id <= 0) continue;
        setpriority(PRIO_PROCESS, (id_t)id, 19); /* one that has ended meanwhile needs none */
        sched_setscheduler(id, SCHED_IDLE, &(struct sched_param){0});
    }
    if (tasks) closedir(tasks);
    lower_share(pid);
}

void watch_lower(const Session *session) { walk_cell(session->cell, lower, NULL); }

typedef struct {
    uint64_t kb, baseline_kb;
} Memory;

static void add_memory(pid_t pid, void *self) {
    Memory *memory = self;
    char path[64], text[8192];
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    if (!sys_read_at(AT_FDCWD, path, text, sizeof text)) return;
    const char *anonymous = strstr(text, "\nRssAnon:"), *shared = strstr(text, "\nRssShmem:");
    if (!anonymous || !shared) return;
    uint64_t kb = strtoull(anonymous + 9, NULL, 10) + strtoull(shared + 10, NULL, 10);
    memory->kb += kb > memory->baseline_kb ? kb - memory->baseline_kb : 0;
}

uint64_t watch_memory(const Session *session) {
    const Cell *cell = session->cell;
    if (cell->group.made) return 0;
    Memory memory = {.baseline_kb = cell->zygote->private_kb};
    walk_cell(cell, add_memory, &memory);
    return memory.kb;
}
