/* desk.h - the local learner at work, for commands that show or ask and run no code. */
#ifndef VIVA_CLI_DESK_H
#define VIVA_CLI_DESK_H

#include "cli/house.h"
#include "coach/coach.h"

typedef struct {
    Bank *bank;
    Store *store;
    Bus *bus;
    Coach *coach;
    const char *learner; /* id */
} Desk;

/* Opens all of it; to be closed also after false. */
bool desk_open(Arena *arena, const Wishes *wishes, Desk *desk, Error *error);
void desk_close(Desk *desk);

/* A text with HTML in it is never shown in a terminal; a share as "62 of 100". */
const char *desk_share(Arena *arena, double share);

#endif
