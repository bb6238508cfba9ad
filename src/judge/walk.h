/* walk.h - the state of one comparison, and its two halves. Internal to compare.c and compare_keyed.c. */
#ifndef VIVA_JUDGE_WALK_H
#define VIVA_JUDGE_WALK_H

#include "judge/compare.h"
#include "judge/place.h"

typedef struct {
    const Compare *rules;
    Arena *arena;
    CompareNames names;
    bool quick; /* only whether, not where */
    bool equal;
    const char *message;
    json_t *differs;
    Place place;
} Walk;

/* A value, or of an array the sub-array at `axis` that starts with element `at`. */
typedef struct {
    Value value;
    size_t axis, at;
    bool grid; /* below a sequence whose shape has been found to agree: steps are axes, and need no further look at shapes */
} Part;

Part part_of(const Value *value);

/* Notes a difference at the present place: "item 3: <text>". Only the first one is worded. */
void walk_differ(Walk *walk, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Nothing more needs to be looked at. */
bool walk_over(const Walk *walk);

/* Compares the parts and notes every difference. */
void walk_parts(Walk *walk, const Part *expected, const Part *got);
void walk_wrong_type(Walk *walk, const Part *expected, const Part *got);
void walk_scalars_differ(Walk *walk, const Value *expected, const Value *got);

/* The two are of the same kind. */
void walk_dicts(Walk *walk, const Value *expected, const Value *got);
void walk_sets(Walk *walk, const Value *expected, const Value *got);
void walk_frames(Walk *walk, const Value *expected, const Value *got);

#endif
