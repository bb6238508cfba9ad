/* filter.h - the system calls that a child may make.
 *
 * Three answers: allowed; refused in silence with an errno, which is how libraries expect to be told that a kernel lacks something; and
 * noticed: refused with EPERM after viva-box has been told, because nobody makes that call by accident. A noticed call makes
 * the verdict `forbidden` even when the caller swallows the error. */
#ifndef VIVA_BOX_FILTER_H
#define VIVA_BOX_FILTER_H

#include "base/error.h"
#include "box/bytes.h"

#include <stdbool.h>
#include <sys/types.h>

/* Builds the filter and exports it as a BPF program (an array of struct sock_filter). */
bool filter_build(Bytes *program, Error *error);

/* Answers one pending notice of `listener`. NULL when the call was let through or is gone; else what was tried, as "the network (socket)", in
 * `room`. Before a refusal is answered the caller is asked to note where in its code it is, or `child`, the first process of its cell, when the caller
 * cannot; 0: nobody is asked. */
const char *filter_answer(int listener, pid_t child, char *room, size_t size);

#endif
