/* speed.h - whether a program is as many times faster than a named slow one as its question asks (`run: speed:`). */
#ifndef VIVA_JUDGE_SPEED_H
#define VIVA_JUDGE_SPEED_H

#include "judge/inside.h"

/* Times `code` against the question's slow solution on a case that is made for it, drawn anew each time (`speed(rng)` in cases.py). `out` gets the figures, and `result`
 * what became of that case: accepted, time-limit when the code is right and too slow, or why it cannot be timed. All on the arena; `result` has
 * no views. Call it for code that passes the other cases. False when viva could not judge. */
bool speed_judge(Judge *judge, Arena *arena, const Question *question, const char *code, const char *file, Speed *out,
                 CaseResult *result, Error *error);

#endif
