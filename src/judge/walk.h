/* walk.h - the state of one comparison, and its two halves. Internal to compare.c and compare_keyed.c. */
#ifndef VIVA_JUDGE_WALK_H
#define VIVA_JUDGE_WALK_H

#include "judge/compare.h"
#include "judge/place.h"

typedef struct {
    const Compare *rules; /* those that hold here */
    const Compare
        *alike; /* those of the part for which more than the same counts as the same; NULL: there is none, or we are inside */
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

/* Compares by walk->alike: the ready checkers (compare_alike.c). */
void walk_alike(Walk *walk, const Part *expected, const Part *got);

/* The items of a sequence, or the rows of a frame, in any order (compare_order.c). */
void walk_any_order(Walk *walk, const Part *expected, const Part *got);

/* Whether two values agree by the rules that hold here, and nothing else. */
bool walk_agree(const Walk *walk, const Value *expected, const Value *got);

/* A perfect matching between `count` things on each side: partner[i] is that of i, both ways of knowing it kept (`taken[k]` is i, or SIZE_MAX). Starts from
 * the pairs that are there and finds augmenting paths; stops at the first i that has none, since there is no perfect matching then. `fits` has a row
 * an i. Time: count * edges at worst. */
bool match_all(Arena *arena, const bool *fits, size_t count, size_t *partner, size_t *taken);

#endif
