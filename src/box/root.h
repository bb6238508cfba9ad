/* root.h - the template root: the only files that a child can see. */
#ifndef VIVA_BOX_ROOT_H
#define VIVA_BOX_ROOT_H

#include "box/bytes.h"

#include <stdbool.h>
#include <stddef.h>

#define ROOT_HARNESS "/viva" /* where the runtime folder appears inside */

/* Asks the runtime what it needs (`probe`, a program and its arguments), builds a root of exactly that and of `folder` on a tmpfs, read-only, and makes
 * it the root of this process. Wants a mount namespace of its own and the right to mount. Every path that a child may read is added to `reads`, with
 * a NUL behind it: what landlock is told (confine.c), so that it does not rest on this root. False with what failed in `says`. */
bool root_enter(const char *folder, const char *const *probe, Bytes *reads, char *says, size_t size);

#endif
