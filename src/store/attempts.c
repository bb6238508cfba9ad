/* Attempts: committed as "submitted" before anybody is told of them, judged once, listed newest first.
 *
 * The one way from "submitted" to "judged" or "failed" is the UPDATE in attempt_judged; whoever comes second changes no row and is told
 * ERR_STALE. Attempts that are still "submitted" when the house starts are what it owes its learners (attempt_pending). */
#include "store/internal.h"

#include <string.h>

/* `$1` = 1 asks for the large texts too. They are the last columns of the table and are not read from the disk otherwise. */
#define COLUMNS                                                                                                        \
    "SELECT a.id, a.learner_id, a.question_uuid, a.question_slug, a.question_hash, a.question_type, a.status, a.sure," \
    " a.verdict, a.score, a.felt, a.spent_ms, a.created, a.judged, a.tries, a.passed, a.total,"                        \
    " w.audience, w.low, w.high, w.band_sure, w.followed_band, w.followed_score, w.claimed_band, w.claimed_score,"     \
    " w.self_assessed,"                                                                                                \
    " CASE WHEN $1 = 1 THEN a.code END, CASE WHEN $1 = 1 THEN a.feedback END"                                          \
    " FROM attempts a LEFT JOIN answers w ON w.attempt_id = a.id"

static Attempt read_attempt(const DbRows *rows, size_t i) {
    return (Attempt){.id = db_text(rows, i, 0),
                     .learner = db_text(rows, i, 1),
                     .question_uuid = db_text(rows, i, 2),
                     .question_slug = db_text(rows, i, 3),
                     .question_hash = db_text(rows, i, 4),
                     .question_type = db_text(rows, i, 5),
                     .status = db_text(rows, i, 6),
                     .sure = (int)db_int(rows, i, 7),
                     .verdict = db_text(rows, i, 8),
                     .score = db_real(rows, i, 9),
                     .felt = db_text(rows, i, 10),
                     .spent_ms = db_int(rows, i, 11),
                     .created = db_int(rows, i, 12),
                     .judged = db_int(rows, i, 13),
                     .tries = (int)db_int(rows, i, 14),
                     .passed = (int)db_int(rows, i, 15),
                     .total = (int)db_int(rows, i, 16),
                     .audience = db_text(rows, i, 17),
                     .low = db_real(rows, i, 18),
                     .high = db_real(rows, i, 19),
                     .band_sure = db_int(rows, i, 20) != 0,
                     .followed = {db_text(rows, i, 21), db_real(rows, i, 22)},
                     .claimed = {db_text(rows, i, 23), db_real(rows, i, 24)},
                     .self_assessed = db_int(rows, i, 25) != 0,
                     .code = db_text(rows, i, 26),
                     .feedback = db_text(rows, i, 27)};
}

static void read_attempts(Arena *arena, const DbRows *rows, Attempt **out, size_t *count) {
    *out = ARENA_MANY(arena, Attempt, rows->count);
    for (size_t i = 0; i < rows->count; i++) (*out)[i] = read_attempt(rows, i);
    *count = rows->count;
}

/* --- submitting ---------------------------------------------------------------------------------------------------------- */

/* Nobody judges what is self-assessed: it is whole when it is first stored. */
static bool insert_attempt(DbConn *conn, const Attempt *a, const char *request, Error *error) {
    bool own = a->self_assessed;
    return db_exec(
        conn, error,
        "INSERT INTO attempts (id, learner_id, request, question_uuid, question_slug, question_hash, question_type, status,"
        " sure, verdict, score, felt, spent_ms, created, judged, tries,"
        " passed, total, seed, code, feedback)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, 0, NULL, $10, $11, $12, 0, $13, $14, 0, $15, $16)"
        " ON CONFLICT (learner_id, request) DO NOTHING",
        DB_TEXT(a->id), DB_TEXT(a->learner), DB_TEXT(request), DB_TEXT(a->question_uuid), DB_TEXT(a->question_slug),
        DB_TEXT(a->question_hash), DB_TEXT(a->question_type), DB_TEXT(own ? "judged" : "submitted"), DB_INT(a->sure),
        DB_INT(a->spent_ms), DB_INT(a->created), DB_INT(own ? a->created : 0), DB_INT(own ? a->passed : 0),
        DB_INT(own ? a->total : 0), DB_TEXT(a->code), DB_TEXT(own ? a->feedback : NULL));
}

/* What an answer in words has beside; nothing for code. */
static bool insert_answer(DbConn *conn, const Attempt *a, Error *error) {
    bool own = a->self_assessed;
    return !a->audience || db_exec(conn, error,
                                   "INSERT INTO answers (attempt_id, learner_id, audience, low, high, band_sure,"
                                   " followed_band, followed_score, claimed_band, claimed_score, self_assessed)"
                                   " VALUES ($1, $2, $3, 0, 0, 0, NULL, NULL, $4, CASE WHEN $4 IS NULL THEN NULL ELSE $5 END, $6)",
                                   DB_TEXT(a->id), DB_TEXT(a->learner), DB_TEXT(a->audience), DB_TEXT(own ? a->claimed.band : NULL),
                                   DB_REAL(a->claimed.score), DB_INT(own));
}

static bool find_request(DbConn *conn, Arena *arena, const char *learner, const char *request, const char **existing,
                         Error *error) {
    DbRows rows;
    if (!db_query(conn, arena, &rows, error, "SELECT id FROM attempts WHERE learner_id = $1 AND request = $2", DB_TEXT(learner),
                  DB_TEXT(request)))
        return false;
    if (rows.count == 0) return error_set(error, ERR_INTERNAL, "store", "the first attempt of request %s is not there", request);
    *existing = db_text(&rows, 0, 0);
    return true;
}

bool attempt_submit(Store *store, Arena *arena, const Attempt *attempt, const char *request, const Event *event,
                    const char **existing, Error *error) {
    *existing = NULL;
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    if (!conn || !insert_attempt(conn, attempt, request, error)) return false;
    if (db_changed(conn) == 0) return find_request(conn, arena, attempt->learner, request, existing, error);
    return insert_answer(conn, attempt, error) && event_add(conn, store, attempt->learner, event, error) && db_commit(conn, error);
}

/* --- judging ------------------------------------------------------------------------------------------------------------- */

/* Why an UPDATE of a submitted attempt changed nothing. */
static bool not_submitted(DbConn *conn, const char *id, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    DbRows rows;
    if (!db_query(conn, arena, &rows, error, "SELECT status FROM attempts WHERE id = $1", DB_TEXT(id))) return false;
    if (rows.count == 0) return error_set(error, ERR_NOT_FOUND, "attempt", "there is no attempt %s", id);
    return error_set(error, ERR_STALE, "attempt", "the attempt %s is '%s' already", id, db_text(&rows, 0, 0));
}

static bool update_judged(DbConn *conn, const char *id, const AttemptResult *result, Error *error) {
    return db_exec(conn, error,
                   "UPDATE attempts SET status = $1, verdict = $2, score = $3, feedback = $4, judged = $5, passed = $6, total = $7,"
                   " seed = $8 WHERE id = $9 AND status = 'submitted'",
                   DB_TEXT(result->status), DB_TEXT(result->verdict), DB_REAL(result->score), DB_TEXT(result->feedback),
                   DB_INT(result->at), DB_INT(result->passed), DB_INT(result->total), DB_INT((int64_t)result->seed), DB_TEXT(id));
}

static bool update_answer(DbConn *conn, const char *id, const AttemptResult *result, Error *error) {
    return db_exec(conn, error, "UPDATE answers SET low = $1, high = $2, band_sure = $3 WHERE attempt_id = $4",
                   DB_REAL(result->low), DB_REAL(result->high), DB_INT(result->band_sure), DB_TEXT(id));
}

/* The database itself refuses any other status, but not "submitted". */
static bool ends(const AttemptResult *result, Error *error) {
    return strcmp(result->status, "submitted") != 0 ||
           error_set(error, ERR_INTERNAL, "store", "an attempt cannot be judged as 'submitted'");
}

bool attempt_judged(Store *store, const char *id, const AttemptResult *result, const Event *events, size_t event_count,
                    Error *error) {
    if (!ends(result, error)) return false;
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    if (!conn || !update_judged(conn, id, result, error)) return false;
    if (db_changed(conn) == 0) return not_submitted(conn, id, error);
    if (!update_answer(conn, id, result, error)) return false;
    for (size_t i = 0; i < event_count; i++)
        if (!event_add(conn, store, NULL, &events[i], error)) return false;
    return db_commit(conn, error);
}

bool attempt_begin(Store *store, const char *id, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    if (!conn || !db_exec(conn, error, "UPDATE attempts SET tries = tries + 1 WHERE id = $1 AND status = 'submitted'", DB_TEXT(id)))
        return false;
    return db_changed(conn) == 1 ? db_commit(conn, error) : not_submitted(conn, id, error);
}

bool attempt_set_felt(Store *store, const char *learner, const char *id, const char *felt, const Event *event, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    if (!conn || !db_exec(conn, error, "UPDATE attempts SET felt = $1 WHERE learner_id = $2 AND id = $3", DB_TEXT(felt),
                          DB_TEXT(learner), DB_TEXT(id)))
        return false;
    if (db_changed(conn) == 0) return error_set(error, ERR_NOT_FOUND, "attempt", "there is no attempt %s", id);
    return event_add(conn, store, learner, event, error) && db_commit(conn, error);
}

/* --- reading ------------------------------------------------------------------------------------------------------------- */

bool attempt_get(Store *store, Arena *arena, const char *learner, const char *id, Attempt *out, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error, COLUMNS " WHERE a.id = $2 AND a.learner_id = $3", DB_INT(1), DB_TEXT(id),
                           DB_TEXT(learner)))
        return false;
    if (rows.count == 0) return error_set(error, ERR_NOT_FOUND, "attempt", "there is no attempt %s", id);
    *out = read_attempt(&rows, 0);
    return true;
}

static bool list_all(DbConn *conn, Arena *arena, const char *learner, const char *before, int64_t limit, bool whole, DbRows *rows,
                     Error *error) {
    return db_query(conn, arena, rows, error, COLUMNS " WHERE a.learner_id = $2 AND a.id < $3 ORDER BY a.id DESC LIMIT $4",
                    DB_INT(whole), DB_TEXT(learner), DB_TEXT(before), DB_INT(limit));
}

static bool list_question(DbConn *conn, Arena *arena, const char *learner, const char *question, const char *before, int64_t limit,
                          bool whole, DbRows *rows, Error *error) {
    return db_query(conn, arena, rows, error,
                    COLUMNS " WHERE a.learner_id = $2 AND a.id < $3 AND a.question_uuid = $5 ORDER BY a.id DESC LIMIT $4",
                    DB_INT(whole), DB_TEXT(learner), DB_TEXT(before), DB_INT(limit), DB_TEXT(question));
}

bool attempt_list(Store *store, Arena *arena, const char *learner, const char *question_uuid, const char *before, size_t limit,
                  bool whole, Attempt **out, size_t *count, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    if (!conn) return false;
    const char *cursor = before ? before : LAST_ID;
    DbRows rows;
    bool got = question_uuid ? list_question(conn, arena, learner, question_uuid, cursor, page_size(limit), whole, &rows, error)
                             : list_all(conn, arena, learner, cursor, page_size(limit), whole, &rows, error);
    if (got) read_attempts(arena, &rows, out, count);
    return got;
}

bool attempt_pending(Store *store, Arena *arena, Attempt **out, size_t *count, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error, COLUMNS " WHERE a.status = 'submitted' ORDER BY a.id", DB_INT(1)))
        return false;
    read_attempts(arena, &rows, out, count);
    return true;
}

static QuestionStatus read_status(const DbRows *rows, size_t i) {
    return (QuestionStatus){.question_uuid = db_text(rows, i, 0),
                            .last_id = db_text(rows, i, 1),
                            .last_verdict = db_text(rows, i, 2),
                            .last_status = db_text(rows, i, 3),
                            .last_at = db_int(rows, i, 4),
                            .last_score = db_real(rows, i, 5),
                            .last_passed = (int)db_int(rows, i, 6),
                            .last_total = (int)db_int(rows, i, 7),
                            .attempts = (int)db_int(rows, i, 8),
                            .accepted = (int)db_int(rows, i, 9),
                            .last_self_assessed = db_int(rows, i, 10) != 0,
                            .last_claimed = {db_text(rows, i, 11), db_real(rows, i, 12)}};
}

/* Solved is what was accepted, or, in words, strong. The inner query is answered by the index attempts_by_question alone. */
bool attempt_statuses(Store *store, Arena *arena, const char *learner, QuestionStatus **out, size_t *count, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn ||
        !db_query(
            conn, arena, &rows, error,
            "SELECT g.question_uuid, a.id, a.verdict, a.status, a.created, a.score, a.passed, a.total, g.attempts, g.accepted,"
            " w.self_assessed, w.claimed_band, w.claimed_score"
            " FROM (SELECT question_uuid, MAX(id) AS last_id, COUNT(*) AS attempts,"
            " CAST(SUM(CASE WHEN verdict IN ('accepted', 'strong') THEN 1 ELSE 0 END) AS BIGINT) AS accepted"
            " FROM attempts WHERE learner_id = $1 GROUP BY question_uuid) g"
            " JOIN attempts a ON a.id = g.last_id LEFT JOIN answers w ON w.attempt_id = a.id ORDER BY g.question_uuid",
            DB_TEXT(learner)))
        return false;
    *out = ARENA_MANY(arena, QuestionStatus, rows.count);
    for (size_t i = 0; i < rows.count; i++) (*out)[i] = read_status(&rows, i);
    *count = rows.count;
    return true;
}
