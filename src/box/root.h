/* root.h - the template root: the only files that a child can see. */
#ifndef VIVA_BOX_ROOT_H
#define VIVA_BOX_ROOT_H

#include <stdbool.h>
#include <stddef.h>

#define ROOT_HARNESS "/viva" /* where the runtime folder appears inside */

/* Asks the interpreter what it needs (`runtime`/probe.py), builds a root of exactly that on a tmpfs, read-only, and makes it the root of
 * this process. Wants a mount namespace of its own and the right to mount. False with what failed in `says`. */
bool root_enter(const char *runtime, const char *python, char *says, size_t size);

#endif
