/* mark.h - probes, shuffled and marked. Pure: no store, no clock, and what looks random follows from the learner and the probe. */
#ifndef VIVA_COACH_MARK_H
#define VIVA_COACH_MARK_H

#include "bank/bank.h"
#include "base/arena.h"
#include "base/error.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* The order in which the options or the items of a probe are shown to a learner: shown[place] = index in the file. On the arena; always the same for both.
 * Items that are to be put in order are never shown in the right one. */
size_t *mark_shuffle(Arena *arena, const char *learner, const Probe *probe);

/* What a probe asks, with the figures of that draw (below draw_count, or 0) in place of each {{name}}: Markdown. */
const char *mark_ask(Arena *arena, const Probe *probe, size_t draw);

typedef struct {
    bool right;
    const char *mistake; /* what to say to a recognised mistake, or NULL */
    json_t *expected;    /* the caller's; NULL where the options say it */
} Mark;

/* Marks the answer to a probe that was shown so, with this draw (below draw_count, or 0). An answer is the place of an option (choice), a list of places
 * (several, order), a number, or a list of line numbers from 1 (line). ERR_INVALID: the answer has another form, a place that is not there or one twice. `mark` is
 * all zero before. */
bool mark_answer(Arena *arena, const Probe *probe, const size_t *shown, size_t draw, const json_t *answer, Mark *mark,
                 Error *error);

#endif
