/* store.h - what is remembered: learners, sessions, attempts, drafts, hints, probes, settings and the append-only log.
 *
 * One aggregate a file; SQL stands beside the function that runs it; the same functions on SQLite and PostgreSQL (tests/contract holds both).
 * Ids are UUIDv7 made by the caller's clock; times are UTC microseconds. Every function may be called from any thread (connections come from
 * a pool). Strings in results are on the arena that was passed. A write is durable when its function returns true; when it returns false
 * nothing of it is stored (unless the message says that the outcome is unknown: a PostgreSQL server was lost during the commit).
 *
 * Every function may fail with ERR_UNAVAILABLE (no connection, locked for too long, disk full), ERR_INVALID (text that is not UTF-8),
 * ERR_TOO_LARGE (a value above 16 MiB), ERR_NOT_FOUND (the learner does not exist), ERR_STALE (an id that is there already). */
#ifndef VIVA_STORE_STORE_H
#define VIVA_STORE_STORE_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Store Store;

/* No list is longer, whatever limit is asked for; attempt_pending and attempt_statuses are whole. */
enum { STORE_PAGE_LIMIT = 10000 };

/* Opens "sqlite:PATH", a plain path, or "postgres://..." / "postgresql://..."; makes or migrates the schema. An SQLite file is made 0600, its
 * folder 0700 if it is not there. ERR_INVALID: the file is not a database, belongs to another program or to a newer viva. */
Store *store_open(const char *url, const Clock *clock, Error *error);
void store_close(Store *store);

/* --- learners ------------------------------------------------------------------------------------------------- */
typedef struct {
    const char *id, *name, *zone; /* zone: IANA, "Europe/Vienna" */
    const char *settings;         /* JSON object as text */
    int64_t created;
} Learner;

/* The one local learner, made at the first call: name "Learner", zone "UTC", settings "{}". */
bool learner_local(Store *store, Arena *arena, Learner *out, Error *error);
bool learner_get(Store *store, Arena *arena, const char *id, Learner *out, Error *error); /* ERR_NOT_FOUND */
/* ERR_NOT_FOUND where there is no such learner. */
bool learner_set_settings(Store *store, const char *id, const char *settings, Error *error);
bool learner_set_zone(Store *store, const char *id, const char *zone, Error *error);

/* --- sessions: cookies; only a hash of the token is stored -------------------------------------------------------- */
/* Making one also removes those that have expired. Deleting one that is not there is no error. */
bool session_create(Store *store, const char *learner, const char *token, int64_t expires, Error *error);
bool session_learner(Store *store, Arena *arena, const char *token, const char **learner, Error *error); /* ERR_UNAUTHORISED */
bool session_delete(Store *store, const char *token, Error *error);

/* A feed of the plan, for a calendar: whoever knows the token reads it. Opening one closes the one before. */
bool feed_open(Store *store, const char *learner, const char *token, Error *error);
bool feed_close(Store *store, const char *learner, Error *error);
bool feed_opened(Store *store, const char *learner, int64_t *created, Error *error);                  /* when; 0: there is none */
bool feed_learner(Store *store, Arena *arena, const char *token, const char **learner, Error *error); /* ERR_NOT_FOUND */

/* --- the log: append-only, self-contained events -------------------------------------------------------------------- */
typedef struct {
    const char *id; /* NULL: made when it is stored */
    const char *learner;
    const char *
        kind; /* attempt-submitted, attempt-judged, hint-opened, probe-answered, gave-up, points-opened, self-assessed, felt, ... */
    const char *question_uuid, *question_hash, *question_type, *topic, *dimension; /* may be NULL where no question is concerned */
    int difficulty;
    const char *data; /* JSON object as text: seed or draw, grade, verdict, sure, ... */
    const char *zone;
    int64_t at;
} Event;

/* An event needs learner, kind, data and zone, also where it comes with another write: ERR_INTERNAL without. */
bool event_append(Store *store, const Event *event, Error *error);
/* How many events a learner has. */
bool event_count(Store *store, const char *learner, int64_t *count, Error *error);
/* Those of one kind, as below. */
bool event_list_kind(Store *store, Arena *arena, const char *learner, const char *kind, const char *after, size_t limit,
                     Event **out, size_t *count, Error *error);
/* The newest of one kind; found is false where there is none. */
bool event_last(Store *store, Arena *arena, const char *learner, const char *kind, Event *out, bool *found, Error *error);
/* Events of a learner after `after` (an event id, or NULL), oldest first. */
bool event_list(Store *store, Arena *arena, const char *learner, const char *after, size_t limit, Event **out, size_t *count,
                Error *error);

/* --- attempts --------------------------------------------------------------------------------------------------------- */
/* How an answer in words stands. */
typedef struct {
    const char *band; /* NULL: no such standing */
    double score;     /* 0..1 */
} Standing;

typedef struct {
    const char *id, *learner;
    const char *question_uuid, *question_slug, *question_hash, *question_type;
    const char *status;  /* "submitted", "judged", "failed" (viva could not judge) */
    const char *code;    /* or the answer in words */
    int sure;            /* percent, 0: not said */
    const char *verdict; /* or the band of an answer in words; NULL while pending */
    double score;
    const char *feedback;    /* JSON: the judgement; NULL while pending */
    const char *felt;        /* "again" "hard" "good" "easy" or NULL */
    int64_t spent_ms;        /* time on the clock before submitting, 0: unknown */
    int64_t created, judged; /* judged 0: not yet */
    int tries;               /* how often judging was begun */
    int passed, total;       /* cases, bugs exposed where the learner writes the cases, or points made in words; 0 while pending */
    const char *audience;    /* of an answer in words, "peer" or "stakeholder"; NULL: it is code */
    double low, high;        /* in words: the likely range of the score */
    bool band_sure;          /* in words: the verdict is not near a border */
    Standing followed;       /* with the replies to follow-ups counted in */
    Standing claimed;        /* with the learner's own view of the points */
    bool self_assessed; /* the learner ticked the points: there is no verdict, `claimed` is all, and `feedback` are the ticks */
} Attempt;

/* Commits the attempt as "submitted" with its event, in one transaction; its status, verdict, score, feedback, felt, judged, tries and what
 * follows from judging are not looked at. The same client-made `request` id (may be NULL) submitted twice by a learner gives the first attempt's id back in
 * `*existing` (else NULL) and stores nothing. One that is self_assessed needs no judging: it is stored as "judged" at its `created`, with its feedback,
 * passed, total and claimed, and without a verdict. */
bool attempt_submit(Store *store, Arena *arena, const Attempt *attempt, const char *request, const Event *event,
                    const char **existing, Error *error);
/* How judging ended. */
typedef struct {
    const char *status;   /* "judged" or "failed" */
    const char *verdict;  /* NULL when failed */
    const char *feedback; /* JSON */
    double score;
    int passed, total; /* as in Attempt */
    uint64_t seed;     /* of the fresh cases */
    int64_t at;
    double low, high; /* these three: of an answer in words */
    bool band_sure;
} AttemptResult;

/* Stores verdict, feedback and the events it implies, in one transaction. `status` is "judged" or "failed" (verdict may be NULL then).
 * ERR_STALE if it is judged or failed already, ERR_NOT_FOUND if it is not there. */
bool attempt_judged(Store *store, const char *id, const AttemptResult *result, const Event *events, size_t event_count,
                    Error *error);
/* Tries + 1, before judging begins: tells an attempt that kills the judge from one that waits. Errors as attempt_judged. */
bool attempt_begin(Store *store, const char *id, Error *error);
bool attempt_get(Store *store, Arena *arena, const char *learner, const char *id, Attempt *out, Error *error); /* ERR_NOT_FOUND */
/* Newest first, without code and feedback unless `whole`. question_uuid NULL: all. `before`: an attempt id (cursor) or NULL. */
bool attempt_list(Store *store, Arena *arena, const char *learner, const char *question_uuid, const char *before, size_t limit,
                  bool whole, Attempt **out, size_t *count, Error *error);
/* All learners' submitted attempts, oldest first, whole. */
bool attempt_pending(Store *store, Arena *arena, Attempt **out, size_t *count, Error *error);
/* ERR_NOT_FOUND where the learner has no such attempt. */
bool attempt_set_felt(Store *store, const char *learner, const char *id, const char *felt, const Event *event, Error *error);

/* What became of each question a learner tried, by question_uuid. `accepted` counts the attempts that solve it: accepted code, a strong answer. "Last" is the attempt submitted last; last_verdict is NULL while it is
 * pending and of one that is self-assessed, last_at is when it was submitted. */
typedef struct {
    const char *question_uuid, *last_id, *last_verdict, *last_status;
    int attempts, accepted;
    double last_score;
    int last_passed, last_total;
    int64_t last_at;
    bool last_self_assessed;
    Standing last_claimed; /* then */
} QuestionStatus;
bool attempt_statuses(Store *store, Arena *arena, const char *learner, QuestionStatus **out, size_t *count, Error *error);

/* --- answers in words: follow-ups and the learner's own view ------------------------------------------------------------ */

/* A reply to what the interviewer asked after an answer. */
typedef struct {
    const char *attempt, *point; /* point: an id of the rubric */
    int round;                   /* from 1 */
    const char *ask, *reply;
    const char *found;   /* "yes", "partly", "no", "contradicted", "unclear" */
    const char *finding; /* JSON: what was found in the reply */
    int64_t at;
} Followup;

/* Adds the next round and sets where the answer stands with it. ERR_STALE: that round is there already. */
bool followup_add(Store *store, const char *learner, const Followup *followup, const Standing *followed, const Event *event,
                  Error *error);
/* Oldest first. */
bool followup_list(Store *store, Arena *arena, const char *learner, const char *attempt, Followup **out, size_t *count,
                   Error *error);

/* "I disagree": the learner's view of a point. */
typedef struct {
    const char *attempt, *point;
    const char *engine; /* what was found, as in Followup */
    const char *found;  /* "yes", "partly", "no" */
    const char *why;
    int64_t at;
    const char *question_uuid, *question_slug, *text, *feedback; /* of the attempt; claim_all alone gives them */
} Claim;

/* Stores the view of one point in place of an earlier one, and where the answer stands with all views. */
bool claim_put(Store *store, const char *learner, const Claim *claim, const Standing *claimed, const Event *event, Error *error);
/* Takes it back; a `claimed` without a band: no view is left. ERR_NOT_FOUND where there is none. */
bool claim_remove(Store *store, const char *learner, const char *attempt, const char *point, const Standing *claimed,
                  const Event *event, Error *error);
/* By point. */
bool claim_list(Store *store, Arena *arena, const char *learner, const char *attempt, Claim **out, size_t *count, Error *error);
/* Of all learners, the newest first (at most STORE_PAGE_LIMIT): for the bank's authors, who are not told whose they are. */
bool claim_all(Store *store, Arena *arena, Claim **out, size_t *count, Error *error);

enum { STORIES_MOST = 100 }; /* a learner */

/* A story of the learner's work, kept to be told. */
typedef struct {
    const char *id; /* a UUID that the client has made */
    const char *title, *text;
    int64_t created, changed;
} Story;

/* Keeps a story, in place of an earlier one of the same id (whose `created` stays). ERR_TOO_LARGE beyond STORIES_MOST; ERR_NOT_FOUND where the id is another learner's. */
bool story_put(Store *store, const char *learner, const Story *story, const Event *event, Error *error);
/* ERR_NOT_FOUND where there is none. */
bool story_remove(Store *store, const char *learner, const char *id, const Event *event, Error *error);
/* Oldest first. */
bool story_list(Store *store, Arena *arena, const char *learner, Story **out, size_t *count, Error *error);

/* Records that a stage of a problem was opened, once; the event is appended only the first time. */
bool stage_open(Store *store, const char *learner, const char *question_uuid, const char *stage, const Event *event, Error *error);
/* The ids of the stages that are open. */
bool stage_list(Store *store, Arena *arena, const char *learner, const char *question_uuid, const char ***out, size_t *count,
                Error *error);

/* --- drafts ------------------------------------------------------------------------------------------------------------- */
typedef struct {
    const char *code;
    int64_t revision; /* from 1; 0: no draft */
    int64_t saved, spent_ms;
    const char *question_uuid;
    const char *part; /* "" for code, the audience for an answer in words */
} Draft;

/* Revision 0 where there is none. */
bool draft_get(Store *store, Arena *arena, const char *learner, const char *question_uuid, const char *part, Draft *out,
               Error *error);
/* Saves when `revision` is the stored one (0 for a first save) and gives the new draft in `*current`; else ERR_STALE with the stored one
 * there. After another error `*current` is empty. */
bool draft_put(Store *store, Arena *arena, const char *learner, const char *question_uuid, const char *part, const char *code,
               int64_t spent_ms, int64_t revision, Draft *current, Error *error);
/* The last saved first. */
bool draft_latest(Store *store, Arena *arena, const char *learner, size_t limit, Draft **out, size_t *count, Error *error);

/* --- hints, giving up, probes ---------------------------------------------------------------------------------------------- */
/* Records that hint `n` (from 1) was opened, once; the event is appended only the first time. */
bool hint_open(Store *store, const char *learner, const char *question_uuid, int n, const Event *event, Error *error);
/* How many hints were opened. */
bool hint_opened(Store *store, const char *learner, const char *question_uuid, int *count, Error *error);
/* Gave up: the explanation opens, once; the event is appended only the first time. */
bool unlock_set(Store *store, const char *learner, const char *question_uuid, const Event *event, Error *error);
bool unlock_get(Store *store, const char *learner, const char *question_uuid, bool *unlocked, Error *error);

typedef struct {
    const char *probe, *answer; /* JSON text */
    int draw;
    bool right;
    int64_t at;
} ProbeAnswer;
/* Every answer to the probes of a question, oldest first (the newest STORE_PAGE_LIMIT). */
bool probe_answers(Store *store, Arena *arena, const char *learner, const char *question_uuid, ProbeAnswer **out, size_t *count,
                   Error *error);

/* --- memory: derived from the log, and stored with it ------------------------------------------------------------------------ */

/* An answer to a probe, as a review of a card. */
typedef struct {
    const char *id; /* of the event "probe-answered" */
    const char *question_uuid, *probe;
    int64_t at, spent_ms; /* spent_ms 0: unknown */
    int32_t day;          /* the learner's (base/zone.h) */
    bool right, undone;
    int suggested, grade; /* 1..4 */
} ReviewRow;

/* Where a card stands after its reviews that were not taken back; reviews 0: it has none and is no card. */
typedef struct {
    const char *question_uuid, *probe;
    double stability, difficulty;
    int32_t day, due;
    int reviews, lapses;
} CardRow;

/* An answer, its event, the review that it is and the card after it, in one transaction. */
bool review_add(Store *store, const char *learner, const ProbeAnswer *answer, const ReviewRow *review, const CardRow *card,
                const Event *event, Error *error);
/* Another grade, or taken back: sets grade and undone of the review, and the card after it. ERR_NOT_FOUND where the learner has no such review. */
bool review_change(Store *store, const char *learner, const ReviewRow *review, const CardRow *card, const Event *event,
                   Error *error);
bool review_get(Store *store, Arena *arena, const char *learner, const char *id, ReviewRow *out, Error *error); /* ERR_NOT_FOUND */
/* The reviews of one card, oldest first; those taken back too. */
bool review_list(Store *store, Arena *arena, const char *learner, const char *question_uuid, const char *probe, ReviewRow **out,
                 size_t *count, Error *error);
/* How many reviews of that day were not taken back, and the id of the newest of all that was not (NULL: none). */
bool review_day(Store *store, Arena *arena, const char *learner, int32_t day, int *count, const char **newest, Error *error);
/* All cards of a learner, by question and probe: whole, whatever their number. */
bool card_list(Store *store, Arena *arena, const char *learner, CardRow **out, size_t *count, Error *error);
/* Whether probes were answered of which there is no review: before reviews were kept. */
bool memory_missing(Store *store, const char *learner, bool *missing, Error *error);
/* How many reviews were not taken back. */
bool review_count(Store *store, const char *learner, int64_t *count, Error *error);
/* Puts these in place of all reviews and cards of the learner, with an event that tells why (or NULL), in one transaction. */
bool memory_replace(Store *store, const char *learner, const ReviewRow *reviews, size_t review_count, const CardRow *cards,
                    size_t card_count, const Event *event, Error *error);

#endif
