/* turns.h - whose turn it is to be judged.
 *
 * Pure: no threads, no clock, no input or output; the caller locks, and brings the time (microseconds of any clock that never goes back). Ids and learners
 * are text that is not looked into; an id is there once. Out of memory aborts. */
#ifndef VIVA_COACH_TURNS_H
#define VIVA_COACH_TURNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    TURNS_AT_ONCE = 2, /* judgements of one learner */
    TURNS_RUNS = 8,    /* runs of one learner that wait */
    TURNS_TOLD = 16    /* turns of one learner whose places are told */
};

typedef struct Turns Turns;

/* One run, or one attempt that the store holds as submitted. The texts live as long as the turn. */
typedef struct {
    const char *learner, *id, *question; /* question: its slug */
    bool is_run;
} Turn;

Turns *turns_new(void);
void turns_free(Turns *turns); /* and all that wait; nothing is being judged then */

/* The turn comes last; its texts are copied. False: it is a run, and TURNS_RUNS of this learner's wait already. */
bool turns_add(Turns *turns, const Turn *turn);

/* The turn that is to be judged now; it stays the caller's until turns_done or turns_put_back. NULL when nobody's is: *wake is when to ask again (0: when
 * one was added, done or put back). */
const Turn *turns_next(Turns *turns, int64_t now, int64_t *wake);
/* Ends a turn that turns_next gave, and frees it. */
void turns_done(Turns *turns, const Turn *turn);
/* It could not be judged: it comes again as if it were added at `until`, after all who wait then. */
void turns_put_back(Turns *turns, const Turn *turn, int64_t until);

/* How many wait, those that were put back among them. */
size_t turns_waiting(const Turns *turns);
/* Place of a turn among those who wait, from 1, in the order in which they will start as far as can be told now. 0 when it does not wait. */
size_t turns_place(Turns *turns, const char *learner, const char *id);

/* Tells the places that are not those that were told last, of the first TURNS_TOLD turns of each learner, so that somebody with thousands is not drowned in
 * news; returns how many. `tell` must not call turns_*. */
typedef void TurnsTell(void *self, const Turn *turn, size_t place);
size_t turns_tell(Turns *turns, TurnsTell *tell, void *self);

#endif
