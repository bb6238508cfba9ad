/* house.h - viva-box's own walls, and what the doctor wants to know of them. */
#ifndef VIVA_BOX_HOUSE_H
#define VIVA_BOX_HOUSE_H

#include <stdbool.h>
#include <stddef.h>

/* True for root of the whole machine: our range of user ids is ours to give. */
bool house_owns_uids(void);

/* Makes an ordinary user root in a user namespace of its own; false with what to do in `says`. */
bool house_become_root(char *says, size_t size);

#endif
