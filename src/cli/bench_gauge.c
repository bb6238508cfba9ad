/* Reads /proc, the cgroup trees and a folder.
 *
 * Ours is every process that has viva as an ancestor. viva-box is the child of that name; whatever else has its command line is the init of a
 * cell. A zygote and the children cloned from it have one command line too: the oldest of them is the zygote. */
#include "cli/bench_gauge.h"

#include <dirent.h>
#include <ftw.h>
#include <mntent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PROCESSES = 32768, LINE = 256, DESCRIPTORS = 8 };

static const char *const names[] = {
#define X(code, name, unit) name,
    GAUGES(X)
#undef X
};
static const char *const units[] = {
#define X(code, name, unit) unit,
    GAUGES(X)
#undef X
};

const char *gauge_name(Gauge gauge) { return names[gauge]; }
const char *gauge_unit(Gauge gauge) { return units[gauge]; }

/* ---- processes ---- */

typedef struct {
    pid_t pid, parent;
    char state, name[20], line[LINE]; /* line: the command line, NULs as they are */
    unsigned long long started;
    double rss_mb;
    bool ours;
} Process;

static size_t read_start(pid_t pid, const char *file, char *out, size_t size) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, file);
    FILE *from = fopen(path, "re");
    size_t len = from ? fread(out, 1, size - 1, from) : 0;
    if (from) fclose(from);
    out[len] = '\0';
    return len;
}

/* False when it is gone. Fields 3, 4, 22 and 24 of proc_pid_stat(5); the name may hold anything, so they are counted from its end. */
static bool read_process(pid_t pid, Process *process) {
    char text[1024];
    long pages = 0;
    *process = (Process){.pid = pid};
    read_start(pid, "stat", text, sizeof text);
    char *open = strchr(text, '('), *close = strrchr(text, ')');
    if (!open || !close) return false;
    snprintf(process->name, sizeof process->name, "%.*s", (int)(close - open - 1), open + 1);
    if (sscanf(close + 1, " %c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu %*u %ld",
               &process->state, &process->parent, &process->started, &pages) != 4)
        return false;
    process->rss_mb = (double)pages * (double)sysconf(_SC_PAGESIZE) / (1 << 20);
    return true;
}

/* Marks what descends from `root`, as often as there are generations. */
static void mark_ours(Process *all, size_t count, pid_t root) {
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < count; i++) {
            bool child = all[i].parent == root;
            for (size_t j = 0; !child && !all[i].ours && j < count; j++) child = all[j].ours && all[j].pid == all[i].parent;
            if (!child || all[i].ours) continue;
            all[i].ours = more = true;
        }
    }
}

static size_t list_processes(Process *all) {
    DIR *proc = opendir("/proc");
    size_t count = 0;
    for (struct dirent *entry; proc && count < PROCESSES && (entry = readdir(proc));) {
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
        if (pid > 0 && read_process(pid, &all[count])) count++;
    }
    if (proc) closedir(proc);
    return count;
}

/* The oldest with its command line, among the children of the box that are no inits of cells. */
static bool is_zygote(const Process *all, size_t count, const Process *one, const Process *box) {
    if (!one->ours || one->parent != box->pid || !one->line[0] || memcmp(one->line, box->line, LINE) == 0) return false;
    for (size_t i = 0; i < count; i++)
        if (all[i].ours && all[i].started < one->started && all[i].parent == box->pid && memcmp(all[i].line, one->line, LINE) == 0)
            return false;
    return true;
}

static void sum_processes(Process *all, size_t count, Sample *sample) {
    const Process *box = NULL;
    for (size_t i = 0; i < count; i++) {
        if (all[i].pid == getpid()) sample->value[GAUGE_RSS] = all[i].rss_mb;
        if (!all[i].ours) continue;
        read_start(all[i].pid, "cmdline", all[i].line, LINE);
        sample->value[GAUGE_PROCESSES]++;
        sample->value[GAUGE_ZOMBIES] += all[i].state == 'Z';
        if (all[i].parent == getpid() && strcmp(all[i].name, "viva-box") == 0) box = &all[i];
    }
    if (!box) return;
    sample->box = box->pid;
    sample->value[GAUGE_BOX_RSS] = box->rss_mb;
    for (size_t i = 0; i < count; i++)
        if (is_zygote(all, count, &all[i], box)) sample->value[GAUGE_ZYGOTE_RSS] += all[i].rss_mb;
}

static int descriptors(pid_t pid) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
    DIR *folder = opendir(path);
    int count = 0;
    for (struct dirent *entry; folder && (entry = readdir(folder));) count += entry->d_name[0] != '.';
    if (folder) closedir(folder);
    return pid == getpid() ? count - 1 : count; /* the one that looks is not counted */
}

/* ---- trees; nftw takes no argument along ---- */

static struct {
    int files, groups;
    char group[64]; /* "/viva-box-123" */
} seen;

static int see_file(const char *path, const struct stat *status, int kind, struct FTW *at) {
    (void)path, (void)status, (void)at;
    seen.files += kind == FTW_F;
    return 0;
}

/* The box's folder, "viva-box-PID" or that with ".N" behind it, and those in it. */
static int see_group(const char *path, const struct stat *status, int kind, struct FTW *at) {
    (void)status, (void)at;
    const char *found = kind == FTW_D ? strstr(path, seen.group) : NULL;
    seen.groups += found && memchr("./", found[strlen(seen.group)], 3) != NULL;
    return 0;
}

static int count_groups(pid_t box) {
    FILE *mounts = setmntent("/proc/self/mounts", "re");
    seen.groups = 0;
    snprintf(seen.group, sizeof seen.group, "/viva-box-%d", (int)box);
    for (struct mntent *mount; mounts && (mount = getmntent(mounts));)
        if (strcmp(mount->mnt_type, "cgroup") == 0 || strcmp(mount->mnt_type, "cgroup2") == 0)
            nftw(mount->mnt_dir, see_group, DESCRIPTORS, FTW_PHYS | FTW_MOUNT);
    if (mounts) endmntent(mounts);
    return seen.groups;
}

static int count_files(const char *folder) {
    seen.files = 0;
    nftw(folder, see_file, DESCRIPTORS, FTW_PHYS);
    return seen.files;
}

void gauge_read(const char *folder, Sample *sample) {
    static Process all[PROCESSES]; /* not on the heap, which is what is being watched */
    *sample = (Sample){0};
    size_t count = list_processes(all);
    mark_ours(all, count, getpid());
    sum_processes(all, count, sample);
    sample->value[GAUGE_FDS] = descriptors(getpid()) + (sample->box ? descriptors(sample->box) : 0);
    sample->value[GAUGE_CGROUPS] = sample->box ? count_groups(sample->box) : 0;
    sample->value[GAUGE_FILES] = count_files(folder);
}
