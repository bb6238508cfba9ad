/* verdict.h - what became of one turn of a child, and the reply that says so. */
#ifndef VIVA_BOX_VERDICT_H
#define VIVA_BOX_VERDICT_H

#include "box/box.h"

/* Why a turn ended. */
typedef enum {
    END_FRAME,   /* a whole frame is in session->outbox */
    END_CHILD,   /* the child ended without one */
    END_GARBAGE, /* what it wrote is no frame */
    END_CPU,
    END_WALL,
    END_PRINTED,
    END_MEMORY /* seen by watching, where there is no group */
} TurnEnd;

/* Sends the REPLY of a turn that ended so; true when the child may live on. */
bool verdict_send(Session *session, TurnEnd end);

#endif
