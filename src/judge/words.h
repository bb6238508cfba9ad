/* words.h - an answer in words: assessed, told as JSON, and the proof that a question's graded answers land where their authors say.
 *
 * The assessing itself is pure and stands in src/words; here it meets a question of the bank. */
#ifndef VIVA_JUDGE_WORDS_H
#define VIVA_JUDGE_WORDS_H

#include "bank/bank.h"
#include "base/arena.h"
#include "base/error.h"
#include "words/assess.h"

#include <jansson.h>

enum { WORDS_ANSWER = 20000 }; /* characters of an answer; more are refused */

/* A question's rubric, read; const, so that threads may share it. On the arena, where the question must stay. */
const RubricReader *words_reader(Arena *arena, Stemmer *stemmer, const Question *question);

/* An index of the stage `id`; ERR_INVALID with the names there are. `id` NULL: ASSESS_ALL_STAGES. */
bool words_stage(const Question *question, const char *id, int *stage, Error *error);

/* The audience by its name, NULL: the question's first. ERR_INVALID where the question has no such audience. */
bool words_audience(const Question *question, const char *name, Audience *audience, Error *error);

/* The assessment as docs/openapi.yaml has it ("Assessment"); `at` and `len` count UTF-16 code units. A new reference. */
json_t *assessment_json(Arena *arena, const Question *question, Audience audience, const Assessment *assessment,
                        const char *answer);

/* Proves a question in words: every graded answer in its band, strong above partial above weak, and what is no answer below `partial`. Findings on the
 * arena. */
void words_prove(Arena *arena, const Question *question, const Finding **findings, size_t *count);

#endif
