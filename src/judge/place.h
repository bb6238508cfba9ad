/* place.h - where in a value we are, and how to say it.
 *
 * Internal to compare.c. A Place is a stack of steps from the whole to a part; place_name turns it into words ("row 3, column
 * 'b'", "result[0], item 4", "key 'mean', [2, 0, 1]"), place_path into the list of integers that the views are indexed by. */
#ifndef VIVA_JUDGE_PLACE_H
#define VIVA_JUDGE_PLACE_H

#include "base/arena.h"
#include "text/value.h"

#include <jansson.h>

typedef enum {
    STEP_ITEM,   /* of a list */
    STEP_VALUE,  /* of a tuple at the top: one of several values returned */
    STEP_AXIS,   /* of an array, or of a list that is as regular as one */
    STEP_KEY,    /* of a dict: `key`, at `number` in what was got */
    STEP_LABEL,  /* the same, but the key says it all */
    STEP_COLUMN, /* of a frame: `key`, at `number` in what was got */
    STEP_ROW,    /* of a frame's column or a Series */
    STEP_INDEX,  /* the row's label in the index of a frame */
    STEP_MEMBER  /* of a set: has no name */
} StepKind;

typedef struct {
    StepKind kind;
    size_t number;
    const Value *key;
} Step;

enum { PLACE_STEPS = 160 }; /* the decoder's depth, and an array's dimensions at the end of it */

typedef struct {
    Step steps[PLACE_STEPS];
    size_t count;
} Place;

/* False when there is no room for another step. */
bool place_push(Place *place, StepKind kind, size_t number, const Value *key);
void place_pop(Place *place);

/* "" for the whole. */
char *place_name(Arena *arena, const Place *place);

/* A new list of integers. A cell of a frame is [row, column], of a Series [row, 0]. */
json_t *place_path(const Place *place);

#endif
