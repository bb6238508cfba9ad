/* words.h - what the files about answers in words share. Nothing outside src/coach includes it.
 *
 * What the engine found is kept as JSON in Attempt.feedback ("assessment" in docs/openapi.yaml); whatever is computed later (follow-ups, the learner's
 * view) is computed from that, so that it stays as it was when the bank has changed since. */
#ifndef VIVA_COACH_WORDS_H
#define VIVA_COACH_WORDS_H

#include "coach/inside.h"
#include "judge/words.h"

enum {
    REPLY_CHARACTERS = 4000,
    WHY_CHARACTERS = 1000,
    FOLLOWUP_ROUNDS = 4 /* the interviewer asks no more after one answer */
};

/* words.c */
/* A question that is answered in words; else ERR_INVALID says what it is instead. */
const Question *words_question_of(Coach *coach, const char *slug, Error *error);
/* Characters of valid UTF-8. */
size_t text_characters(const char *text);
/* Text from outside: there, with something in it, and not too long. `where`: "/text". */
bool text_acceptable(const json_t *value, size_t characters, const char *where, Error *error);
/* "audience" of a body: one that the question is for; its first where it is left out. */
bool audience_read(const Question *question, const json_t *body, Audience *out, Error *error);
/* Judges a text. On the arena. */
Assessment words_assess(Arena *arena, const Question *question, Audience audience, const char *text);
/* Reads an answer from the body of a submission: "text" or "stages", and "audience". */
bool answer_read(Arena *arena, const Question *question, const json_t *body, Attempt *attempt, Error *error);
/* Judges an attempt in words and stores the end of it; true when there is nothing left to do for it. */
bool answer_judge(Coach *coach, Arena *arena, const Attempt *attempt, const Question *question);
/* "answer" of an attempt, as lists show it: audience, range, points made, the two other standings, and whether it is self-assessed. */
json_t *answer_json(const Attempt *attempt);
/* Adds "assessment", "followups", "ask" and "claims", or of one that is self-assessed "self", to the JSON of a whole attempt in words. */
bool answer_add(Coach *coach, Arena *arena, const Attempt *attempt, json_t *json, Error *error);
/* What a question in words has beside the others: audiences, drafts, length, stages. */
json_t *words_json(Coach *coach, Arena *arena, const char *learner, const Question *question, bool tried, Error *error);

/* stages.c */
json_t *stages_json(Coach *coach, Arena *arena, const char *learner, const Question *question, bool tried, Error *error);
/* The text of a staged answer from an object {id: text}. NULL with ERR_INVALID for an unknown stage. */
const char *stages_text(Arena *arena, const Question *question, const json_t *stages, Error *error);

/* standing.c: where an answer stands when points are read otherwise than the engine did. */
double found_credit(const char *found); /* "yes" 1, "partly" 0.5, else 0 */
/* The point of that id in an assessment, or NULL. */
json_t *assessment_point(const json_t *assessment, const char *id);
/* The standing with `views` (object of point id -> found) in place of what was found. Where a misconception holds the score down it does not rise. */
Standing standing_with(const json_t *assessment, const json_t *views);

/* interviewer.c */
/* What is asked next after these replies: {"round","point","ask"}, or null. */
json_t *ask_json(const json_t *assessment, const Followup *replies, size_t count);
json_t *followups_json(const Followup *replies, size_t count);

/* own.c */
/* Where an answer stands by the learner's own ticks (object of point id -> "yes" "partly" "no"; left out: no), and how many points are ticked. */
Standing own_standing(const Rubric *rubric, Audience audience, const json_t *ticks, int *made, int *total);

/* claims.c */
json_t *claims_json(const Claim *claims, size_t count);

#endif
