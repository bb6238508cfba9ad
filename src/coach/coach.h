/* coach.h - the use cases: what a learner can do, in the order in which it must happen.
 *
 * Knows no HTTP. Answers are JSON documents (jansson, a new reference that the caller owns) in the shapes that docs/openapi.yaml describes, so that every
 * face shows the same. NULL with an error otherwise. Thread-safe. Text from outside is expected to be valid UTF-8 without NUL (the faces see to it). */
#ifndef VIVA_COACH_COACH_H
#define VIVA_COACH_COACH_H

#include "bank/bank.h"
#include "base/clock.h"
#include "base/error.h"
#include "bus/bus.h"
#include "judge/judge.h"
#include "judge/opinion.h"
#include "store/store.h"

#include <jansson.h>

typedef struct Coach Coach;

typedef struct {
    const Bank *bank;
    Store *store;
    Judge *judge; /* NULL: no code is run; answers in words alone, without a thread */
    Bus *bus;
    Clock clock;
    BoxOptions box;           /* for coach_status */
    int workers;              /* judging threads; 0: number of processors */
    OpinionOptions opinion;   /* remote.url NULL: no language model */
    const char *opinion_host; /* its host, as learners are told */
    Remote speech;            /* a recogniser of speech; url NULL: none */
    const char *speech_host;
} CoachOptions;

/* Starts the workers and takes up attempts that were pending when viva last stopped. */
Coach *coach_start(const CoachOptions *options, Error *error);
/* Stops taking new work, waits for running judgements, frees. Pending attempts stay "submitted" in the store. */
void coach_stop(Coach *coach);

Bus *coach_bus(Coach *coach);
Store *coach_store(Coach *coach);

#define CODE_LIMIT (256 * 1024) /* bytes of code in a run, a submission or a draft */

json_t *coach_session(Coach *coach, const char *learner, Error *error);
json_t *coach_settings_get(Coach *coach, const char *learner, Error *error);
json_t *coach_settings_put(Coach *coach, const char *learner, const json_t *settings, Error *error);

typedef struct {
    BankFilter filter;
    const char *status; /* "new" "tried" "solved" or NULL */
    const char *cursor; /* from next_cursor, or NULL */
    int limit;          /* 1..1000; 0: 50 */
} CoachList;
json_t *coach_questions(Coach *coach, const char *learner, const CoachList *list, Error *error);
json_t *coach_question(Coach *coach, const char *learner, const char *slug, Error *error);
json_t *coach_topics(Coach *coach, const char *learner, Error *error);
json_t *coach_topic(Coach *coach, const char *learner, const char *key,
                    Error *error); /* with its page; its probes come from coach_probes by the same key */
json_t *coach_roles(Coach *coach, Error *error);
json_t *coach_sets(Coach *coach, const char *learner, Error *error);
json_t *coach_glossary(Coach *coach, Error *error);
json_t *coach_today(Coach *coach, const char *learner, Error *error);

json_t *coach_hint_next(Coach *coach, const char *learner, const char *slug, int n,
                        Error *error); /* opens hint n (1 + opened, or one already open) */
json_t *coach_probes(Coach *coach, const char *learner, const char *slug, Error *error);
json_t *coach_probe_answer(Coach *coach, const char *learner, const char *slug, const char *probe, const json_t *body,
                           Error *error);

/* Reviews: what is due today and some new probes, the first twenty: {"due", "new", "seconds", "done", "tomorrow", "undo", "items"}; or, for the last days before an interview, the fifteen probes that are
 * likeliest to matter, less those of today. An answer to a probe (above) is a
 * review with the grade it suggests; these give it another grade ("again" "hard" "good" "easy"), or take it back. ERR_STALE: taken back already. */
json_t *coach_reviews(Coach *coach, const char *learner, bool likely, Error *error);
json_t *coach_review_grade(Coach *coach, const char *learner, const char *id, const char *grade, Error *error);
json_t *coach_review_undo(Coach *coach, const char *learner, const char *id, Error *error);

/* The plan, made anew from what is known at each call: {"today", "interview", "days_left", "role", "week", "set", "mode", "days": each with what to do and why}. Setting it takes
 * {"interview": "2026-12-20" or null, "role": a key or null, "week": minutes from Monday on}; the other two change one day's minutes {"minutes": 0..600 or null}, and the day of one
 * question {"day": a date or null}. All answer with the plan. */
json_t *coach_plan(Coach *coach, const char *learner, Error *error);
json_t *coach_plan_set(Coach *coach, const char *learner, const json_t *body, Error *error);
json_t *coach_plan_minutes(Coach *coach, const char *learner, const char *date, const json_t *body, Error *error);
json_t *coach_plan_wish(Coach *coach, const char *learner, const char *slug, const json_t *body, Error *error);

/* The same plan as an iCalendar (text/calendar.h), on the arena: from today on an event for each day that has something on it, which takes no time of the day, and the day of the interview,
 * which does. Its uids are the same at every call, for the learner and the day. */
char *coach_calendar(Coach *coach, Arena *arena, const char *learner, Error *error);
/* A private address of that calendar: {"opened": when, or null, "path": what stands after http://HOST, told once when it is opened, else null}. */
json_t *coach_feed(Coach *coach, const char *learner, Error *error);
json_t *coach_feed_open(Coach *coach, const char *learner, Error *error);
json_t *coach_feed_close(Coach *coach, const char *learner, Error *error);
/* The calendar of whoever opened the feed with this token, on the arena; ERR_NOT_FOUND. */
char *coach_feed_calendar(Coach *coach, Arena *arena, const char *token, Error *error);

/* What the learner has reviewed, as a file for Anki's importer of text (text/anki.h), on the arena: a note for each open probe that was answered, in the order of the bank. Importing it
 * again changes the notes that are there, since the guid of a note follows from its probe. */
char *coach_anki(Coach *coach, Arena *arena, const char *learner, Error *error);

/* All that is kept of the learner (store/archive.h), on the arena: as one JSON document, or a table of it as CSV. */
const char *coach_export(Coach *coach, Arena *arena, const char *learner, const char *table, size_t *len, Error *error);
/* Takes such a document in, where there is no history yet, and makes the rest again from its log: {"rows", "events", "reviews", "cards"}. */
json_t *coach_import(Coach *coach, const char *learner, const json_t *archive, Error *error);
/* Removes all that is kept of the learner. It cannot be undone but by importing what was exported before. */
bool coach_forget(Coach *coach, const char *learner, Error *error);

/* Where the learner stands: skills, topics, memory, calibration, readiness, gain, days. docs/learning.md says how each number is made. */
json_t *coach_progress(Coach *coach, const char *learner, Error *error);
/* How a real interview went: {"round", "outcome": "passed" "failed" "waiting", "date", "note"}; kept, shown beside readiness, and never used to forecast. Both answer with all outcomes. */
json_t *coach_outcome_add(Coach *coach, const char *learner, const json_t *body, Error *error);
json_t *coach_outcome_remove(Coach *coach, const char *learner, const char *id, Error *error);

/* Sittings: the diagnostic (three parts of five minutes, each answer decides what is asked next) and the three measurements with sealed probes. Which one: "diagnostic" or
 * "measure". The answer says how far it is, with the next probe or what came out; an answer {"question", "probe", "draw", "answer", "spent_ms"} is taken once, and told only in the end. */
json_t *coach_sitting(Coach *coach, const char *learner, const char *which, Error *error);
json_t *coach_sitting_answer(Coach *coach, const char *learner, const char *which, const json_t *body, Error *error);

/* Run: kept in memory only. Returns at once {"run":{...status "queued"}}; progress comes by the bus. */
json_t *coach_run(Coach *coach, const char *learner, const char *slug, const char *code, Error *error);
json_t *coach_run_get(Coach *coach, const char *learner, const char *id, Error *error);
json_t *coach_submit(Coach *coach, const char *learner, const char *slug, const json_t *body, Error *error);
json_t *coach_attempt(Coach *coach, const char *learner, const char *id, Error *error);
json_t *coach_attempts(Coach *coach, const char *learner, const char *slug, const char *cursor, int limit,
                       Error *error); /* slug NULL: all */
json_t *coach_felt(Coach *coach, const char *learner, const char *id, const char *felt, Error *error);
json_t *coach_draft_put(
    Coach *coach, const char *learner, const char *slug, const json_t *body,
    Error *error); /* ERR_STALE: *error plus the current draft via coach_question; of an answer in words it has an "audience" */
json_t *coach_give_up(Coach *coach, const char *learner, const char *slug, Error *error);
json_t *coach_explanation(Coach *coach, const char *learner, const char *slug, Error *error); /* ERR_LOCKED before */
json_t *coach_solutions(Coach *coach, const char *learner, const char *slug, Error *error);   /* ERR_LOCKED before */

/* Answers in words. They are submitted with coach_submit too: {"text" or "stages", "audience", ...}, and come back judged. */
json_t *coach_stage_open(Coach *coach, const char *learner, const char *slug, const char *stage,
                         Error *error); /* ERR_INVALID before the one before it */
/* A reply {"point", "text"} to what the interviewer asks ("ask" of the attempt); the attempt. ERR_STALE: replied already. */
json_t *coach_followup(Coach *coach, const char *learner, const char *id, const json_t *body, Error *error);
/* The learner's own view {"found", "why"} of a point, and taking it back; the attempt. ERR_NOT_FOUND: no such point, no such view. */
json_t *coach_claim_put(Coach *coach, const char *learner, const char *id, const char *point, const json_t *body, Error *error);
json_t *coach_claim_remove(Coach *coach, const char *learner, const char *id, const char *point, Error *error);
json_t *coach_model_answers(Coach *coach, const char *learner, const char *slug, Error *error); /* ERR_LOCKED before */
/* The story bank: {"stories": each with what it serves, "questions": every behavioural question with the story that serves it best}. The other two answer with the same: a story
 * {"title", "text"} is kept under an id that the client makes (putting it again changes it, or undoes a removal), or removed. */
json_t *coach_stories(Coach *coach, const char *learner, Error *error);
json_t *coach_story_put(Coach *coach, const char *learner, const char *id, const json_t *body, Error *error);
json_t *coach_story_remove(Coach *coach, const char *learner, const char *id, Error *error);
/* For the bank's authors: every point that a learner sees otherwise, the newest first. Needs no running coach. */
json_t *coach_disputes(const Bank *bank, Store *store, Error *error);

/* An answer said aloud, whose points the learner ticks: the points of a full answer to "audience", which opens the question as giving up does; and the
 * ticks, kept as an attempt that is self-assessed: {"audience", "points": {id: "yes" "partly" "no"}, "spoken_ms", "recording"}. */
json_t *coach_points_open(Coach *coach, const char *learner, const char *slug, const json_t *body, Error *error);
json_t *coach_self_assess(Coach *coach, const char *learner, const char *slug, const json_t *body, Error *error);
/* A recording (a WAV file) written down by the operator's recogniser: {"text", "segments"?, "seconds"}; takes seconds, and keeps nothing.
 * ERR_UNAVAILABLE without a recogniser, or when it fails; ERR_TOO_MANY while it has enough to do. */
json_t *coach_speech(Coach *coach, const char *bytes, size_t len, Error *error);

/* What the language model finds in an attempt in words; takes seconds. ERR_UNAVAILABLE without a model, or when it fails. */
json_t *coach_opinion(Coach *coach, const char *learner, const char *id, Error *error);
json_t *coach_status(Coach *coach, Error *error);

#endif
