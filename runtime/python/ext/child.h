/* child.h - the part of a runtime that is the same for every language: being a zygote, going into a cell, talking in frames.
 *
 * A runtime (Python's extension here, viva-sql in runtime/sql) brings a table of functions; serve.c clones children for viva-box, confine.c puts
 * the walls around each, frames.c moves its bytes. Nothing here knows an interpreter, and nothing needs more than libc. */
#ifndef VIVA_RUNTIME_CHILD_H
#define VIVA_RUNTIME_CHILD_H

#include "box/protocol.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a runtime does around a clone and in it; each gets `self`. */
typedef struct {
    void (*before_clone)(void *self); /* in the zygote */
    void (*in_parent)(void *self);    /* in the zygote, after */
    void (*in_child)(void *self);     /* in the clone, before any wall stands */
    /* In the clone, behind all walls but before viva-box hears of it; `warm`: there is time to touch what a usual run touches. */
    void (*prepare)(void *self, bool warm);
    void (*run)(void *self); /* the child's life: one OPEN, then calls, until the channel closes. Never returns */
    void *self;
} Runtime;

/* Serves clones until viva-box is gone; NULL then, else why this process cannot serve. In the clone it never returns. */
const char *zygote_serve(const Runtime *runtime);

typedef struct {
    const void *filter; /* struct sock_filter[] */
    size_t filter_len;  /* bytes */
    const char *reads;  /* what may be read: paths, each with a NUL behind it */
    size_t reads_len;
} Walls;

/* Puts up every wall around the calling process, and gives the listener of its filter; ends the process where one does not stand.
 * `pidfd` is the cell's init, `procs` its group's files. */
int confine(const Walls *walls, int pidfd, int channel, int printed, const int *procs, size_t proc_count);

/* Tells viva-box that all walls stand, and hands over the listener. */
void confine_announce(int listener);

/* The next frame: its kind, and its payload from malloc. Ends the process when the session is over or the frame is not sound. */
RunnerKind frame_read(char **payload, size_t *len);

/* Writes all bytes to viva-box; ends the process when nobody reads. */
void frame_write(const void *bytes, size_t len);

/* Cuts an OPEN's payload into its head and the four texts it counts (code, file, name, attributes), which point into it. False when it is not sound. */
bool frame_open(const char *payload, size_t len, RunnerOpen *head, const char *texts[4]);

#endif
