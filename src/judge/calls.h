/* calls.h - the results of a class, call by call, as one dict whose keys say which call and what of it.
 *
 * The box answers with [{"returns", "attributes"}, ...]; comparison and views take {"call 1, fit(), theta_": ..., "call 2, predict()": ...}, so that
 * a difference reads "call 2, predict(), item 0: 2, expected 1". */
#ifndef VIVA_JUDGE_CALLS_H
#define VIVA_JUDGE_CALLS_H

#include "base/arena.h"
#include "text/value.h"

#include <jansson.h>

/* `expected` (which may be the result itself) decides whether a call's returned value counts: not where None is expected. NULL when the
 * result is no list of calls. */
const Value *calls_labelled(Arena *arena, const Value *inputs, const Value *expected, const Value *result);

/* {"construct": {...}, "calls": [[method, {...}], ...]} as an object of name -> view. */
json_t *calls_inputs_view(const Value *inputs);

#endif
