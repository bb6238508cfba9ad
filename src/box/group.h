/* group.h - a control group a child: memory, processes and CPU time, where the machine lets us make groups.
 *
 * Version 2 (one tree) where the memory controller lives there, version 1 (a tree a controller) otherwise, none when neither may be
 * written: then rlimits and watching stand in (watch.c). */
#ifndef VIVA_BOX_GROUP_H
#define VIVA_BOX_GROUP_H

#include <stdbool.h>
#include <stdint.h>

enum { GROUP_MEMORY, GROUP_PIDS, GROUP_CPU, GROUP_CONTROLLERS };

/* Where groups are made: the folder of this instance, below the group that viva-box itself runs in. */
typedef struct {
    int version;                    /* 0: none */
    int folders[GROUP_CONTROLLERS]; /* v1: one a controller, -1 where it is missing; v2: all in [0] */
    char name[32];                  /* of this instance's folder */
    int parents[GROUP_CONTROLLERS];
    char says[400]; /* for the doctor: what there is, or why there is none and what to do */
} GroupHouse;

typedef struct {
    bool made;
    char name[16];
    int folders[GROUP_CONTROLLERS]; /* as above */
    int cpu_file, peak_file;        /* read at every turn, so they stay open; -1 where there is none */
    int procs[GROUP_CONTROLLERS];   /* "0" written there moves the writer in; -1 where there is none */
} Group;

/* Looks what the machine offers and makes this instance's folder; removes folders that dead instances left. Without groups `version` is 0 and
 * `says` tells why. `root` is "" or, in tests, a folder that holds proc/self/cgroup and proc/self/mountinfo. */
void group_house_open(GroupHouse *house, const char *root);
void group_house_close(GroupHouse *house);

/* False, with errno, when the group could not be made. With version 0 there is nothing to make, and that is no failure. */
bool group_make(const GroupHouse *house, Group *group, int number);
/* Moves the calling process in, through group->procs: the kernel may make it wait for a while, so whoever is to be in the group does that itself. Whoever was handed
 * the descriptors can do it, whatever its rights. */
bool group_enter(const int *procs);
/* Limits, and forgets the peak. */
bool group_limit(const GroupHouse *house, const Group *group, uint64_t memory, unsigned processes);
/* CPU time of all that ever was in the group, microseconds; -1 when there is no group for it. */
int64_t group_cpu(const GroupHouse *house, const Group *group);
/* Highest memory, kB; -1 when not known. */
int64_t group_peak(const Group *group);
/* Somebody in it was killed for want of memory. */
bool group_starved(const GroupHouse *house, const Group *group);
/* Removes it; false while something in it still dies. */
bool group_remove(const GroupHouse *house, Group *group);

#endif
