/* walls.h - which wall a build for tests leaves out.
 *
 * Walls stand behind walls, so that a hole in one lets nobody through. That can only be shown by taking one away: `meson setup -Dwalls_off=WALL` builds a
 * viva-box that does not put up this one wall and changes nothing else, and tests/box/walls.sh counts which hostile programs the others still
 * stop (docs/security.md has the table). Such a build cannot be installed, says at every start what it lacks, and runs nobody's code unless the
 * environment names the wall in VIVA_WALLS_OFF. In every other build wall_stands() is the constant true. */
#ifndef VIVA_BOX_WALLS_H
#define VIVA_BOX_WALLS_H

#include <sched.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
    WALL_NONE,
    WALL_SECCOMP,    /* every system call is allowed, and none is noticed */
    WALL_LANDLOCK,   /* no rules on files */
    WALL_NAMESPACES, /* the host's processes, network, IPC, name, and files */
    WALL_UIDS        /* every child has the uid that started viva-box, root's included */
} Wall;

#ifndef VIVA_WALLS_OFF /* the Wall that is missing, and its name as a text: meson.build */
#define VIVA_WALLS_OFF WALL_NONE
#define VIVA_WALLS_OFF_NAME "none"
#endif

static inline bool wall_stands(Wall wall) { return VIVA_WALLS_OFF != wall; }
static inline bool walls_are_whole(void) { return VIVA_WALLS_OFF == WALL_NONE; }

/* The namespaces of a zygote and of a cell. A mount namespace is what both are furnished in, and the user namespace is the wall of uids: these stay. */
static inline uint64_t wall_zygote_spaces(void) {
    return CLONE_NEWNS | (wall_stands(WALL_NAMESPACES) ? CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS : 0);
}
static inline uint64_t wall_cell_spaces(void) {
    return CLONE_NEWUSER | CLONE_NEWNS | (wall_stands(WALL_NAMESPACES) ? CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS : 0);
}

#endif
