/* view.h - a value as the browser draws it: JSON that is small, whatever the size of the value.
 *
 *   {"kind":"text","text":"0.5"}                                   scalars, and what cannot be drawn; at most 2,000 characters
 *   {"kind":"vector","type":"float64","size":n,"items":[text]}      one dimension of scalars; at most 60 items
 *   {"kind":"table","type":..,"shape":[r,c],"columns":[text]|null,"index":[text]|null,"rows":[[text]]}   at most 40 x 20
 *   {"kind":"map","entries":[[text key, view]]}                     dicts
 *   {"kind":"lines","lines":[text]}                                 what a program reads and prints; at most 200
 *   {"kind":"group","type":"list","items":[view]}                   everything nested: a tuple of arrays, a three-dimensional array
 *
 * with "cut":true where something was left out. The paths of a Comparison index into these: [item], [row, column], [entry, ...], [line, from, to]. */
#ifndef VIVA_JUDGE_VIEW_H
#define VIVA_JUDGE_VIEW_H

#include "bank/bank.h"
#include "text/value.h"

#include <jansson.h>

enum { VIEW_ITEMS = 60, VIEW_ROWS = 40, VIEW_COLUMNS = 20, VIEW_GROUP = 20, VIEW_LINES = 200, VIEW_CELLS = 6000 };

/* The view of `value`. Where `other` (may be NULL) disagrees by the rules, numbers get as many digits as it takes to see it. `labels`: the keys of a
 * dict at the top are names, not Python values. A new reference. */
json_t *view_value(const Compare *rules, const Value *value, const Value *other, bool labels);

/* The inputs of a case: an object of name -> view. `rules` may be NULL; those of a program make lines of its text. */
json_t *view_inputs(const Compare *rules, const Value *inputs);

#endif
