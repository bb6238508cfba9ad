/* Answers in words, beside what attempts.c keeps of them: follow-ups, the learner's own view of points, stages that were opened.
 *
 * Where an answer stands with its follow-ups, or with the learner's view, is computed by the caller from what it has read; it is written in the
 * transaction that adds the reply or the view, so that lists never have to read the texts to say it. */
#include "store/internal.h"

/* --- follow-ups ------------------------------------------------------------------------------------------------------------ */

static bool insert_followup(DbConn *conn, const char *learner, const Followup *f, Error *error) {
    return db_exec(conn, error,
                   "INSERT INTO followups (attempt_id, round, learner_id, point, found, at, ask, reply, finding)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                   DB_TEXT(f->attempt), DB_INT(f->round), DB_TEXT(learner), DB_TEXT(f->point), DB_TEXT(f->found), DB_INT(f->at),
                   DB_TEXT(f->ask), DB_TEXT(f->reply), DB_TEXT(f->finding));
}

/* An UPDATE of one answer must have met it. */
static bool met(DbConn *conn, const char *attempt, Error *error) {
    return db_changed(conn) == 1 || error_set(error, ERR_NOT_FOUND, "attempt", "there is no answer in words %s", attempt);
}

bool followup_add(Store *store, const char *learner, const Followup *followup, const Standing *followed, const Event *event,
                  Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    return conn &&
           db_exec(conn, error,
                   "UPDATE answers SET followed_band = $1, followed_score = $2 WHERE attempt_id = $3 AND learner_id = $4",
                   DB_TEXT(followed->band), DB_REAL(followed->score), DB_TEXT(followup->attempt), DB_TEXT(learner)) &&
           met(conn, followup->attempt, error) && insert_followup(conn, learner, followup, error) &&
           event_add(conn, store, learner, event, error) && db_commit(conn, error);
}

static Followup read_followup(const DbRows *rows, size_t i) {
    return (Followup){.attempt = db_text(rows, i, 0),
                      .round = (int)db_int(rows, i, 1),
                      .point = db_text(rows, i, 2),
                      .found = db_text(rows, i, 3),
                      .at = db_int(rows, i, 4),
                      .ask = db_text(rows, i, 5),
                      .reply = db_text(rows, i, 6),
                      .finding = db_text(rows, i, 7)};
}

bool followup_list(Store *store, Arena *arena, const char *learner, const char *attempt, Followup **out, size_t *count,
                   Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error,
                           "SELECT attempt_id, round, point, found, at, ask, reply, finding FROM followups"
                           " WHERE attempt_id = $1 AND learner_id = $2 ORDER BY round",
                           DB_TEXT(attempt), DB_TEXT(learner)))
        return false;
    *out = ARENA_MANY(arena, Followup, rows.count);
    for (size_t i = 0; i < rows.count; i++) (*out)[i] = read_followup(&rows, i);
    *count = rows.count;
    return true;
}

/* --- the learner's own view --------------------------------------------------------------------------------------------------- */

static bool set_claimed(DbConn *conn, const char *learner, const char *attempt, const Standing *claimed, Error *error) {
    return db_exec(conn, error,
                   "UPDATE answers SET claimed_band = $1, claimed_score = CASE WHEN $1 IS NULL THEN NULL ELSE $2 END"
                   " WHERE attempt_id = $3 AND learner_id = $4",
                   DB_TEXT(claimed->band), DB_REAL(claimed->score), DB_TEXT(attempt), DB_TEXT(learner)) &&
           met(conn, attempt, error);
}

bool claim_put(Store *store, const char *learner, const Claim *claim, const Standing *claimed, const Event *event, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    return conn && set_claimed(conn, learner, claim->attempt, claimed, error) &&
           db_exec(conn, error,
                   "INSERT INTO claims (attempt_id, point, learner_id, engine, found, at, why) VALUES ($1, $2, $3, $4, $5, $6, $7)"
                   " ON CONFLICT (attempt_id, point) DO UPDATE SET found = $5, at = $6, why = $7",
                   DB_TEXT(claim->attempt), DB_TEXT(claim->point), DB_TEXT(learner), DB_TEXT(claim->engine), DB_TEXT(claim->found),
                   DB_INT(claim->at), DB_TEXT(claim->why)) &&
           event_add(conn, store, learner, event, error) && db_commit(conn, error);
}

bool claim_remove(Store *store, const char *learner, const char *attempt, const char *point, const Standing *claimed,
                  const Event *event, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    if (!conn || !db_exec(conn, error, "DELETE FROM claims WHERE attempt_id = $1 AND point = $2 AND learner_id = $3",
                          DB_TEXT(attempt), DB_TEXT(point), DB_TEXT(learner)))
        return false;
    if (db_changed(conn) == 0)
        return error_set(error, ERR_NOT_FOUND, "point", "there is no disagreement about the point '%.60s' to take back", point);
    return set_claimed(conn, learner, attempt, claimed, error) && event_add(conn, store, learner, event, error) &&
           db_commit(conn, error);
}

/* The last four columns are of the attempt, and NULL where they were not asked for. */
static void read_claims(Arena *arena, const DbRows *rows, Claim **out, size_t *count) {
    *out = ARENA_MANY(arena, Claim, rows->count);
    for (size_t i = 0; i < rows->count; i++)
        (*out)[i] = (Claim){.attempt = db_text(rows, i, 0),
                            .point = db_text(rows, i, 1),
                            .engine = db_text(rows, i, 2),
                            .found = db_text(rows, i, 3),
                            .at = db_int(rows, i, 4),
                            .why = db_text(rows, i, 5),
                            .question_uuid = rows->columns > 6 ? db_text(rows, i, 6) : NULL,
                            .question_slug = rows->columns > 6 ? db_text(rows, i, 7) : NULL,
                            .text = rows->columns > 6 ? db_text(rows, i, 8) : NULL,
                            .feedback = rows->columns > 6 ? db_text(rows, i, 9) : NULL};
    *count = rows->count;
}

bool claim_list(Store *store, Arena *arena, const char *learner, const char *attempt, Claim **out, size_t *count, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error,
                           "SELECT attempt_id, point, engine, found, at, why FROM claims"
                           " WHERE attempt_id = $1 AND learner_id = $2 ORDER BY point",
                           DB_TEXT(attempt), DB_TEXT(learner)))
        return false;
    read_claims(arena, &rows, out, count);
    return true;
}

bool claim_all(Store *store, Arena *arena, Claim **out, size_t *count, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error,
                           "SELECT c.attempt_id, c.point, c.engine, c.found, c.at, c.why, a.question_uuid, a.question_slug, a.code,"
                           " a.feedback FROM claims c JOIN attempts a ON a.id = c.attempt_id"
                           " ORDER BY c.at DESC, c.attempt_id, c.point LIMIT $1",
                           DB_INT(STORE_PAGE_LIMIT)))
        return false;
    read_claims(arena, &rows, out, count);
    return true;
}

/* --- stages --------------------------------------------------------------------------------------------------------------- */

bool stage_open(Store *store, const char *learner, const char *question_uuid, const char *stage, const Event *event, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    if (!conn || !db_exec(conn, error,
                          "INSERT INTO stages (learner_id, question_uuid, stage, opened) VALUES ($1, $2, $3, $4)"
                          " ON CONFLICT (learner_id, question_uuid, stage) DO NOTHING",
                          DB_TEXT(learner), DB_TEXT(question_uuid), DB_TEXT(stage), DB_INT(clock_now(&store->clock))))
        return false;
    if (db_changed(conn) == 0) return true;
    return event_add(conn, store, learner, event, error) && db_commit(conn, error);
}

bool stage_list(Store *store, Arena *arena, const char *learner, const char *question_uuid, const char ***out, size_t *count,
                Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error,
                           "SELECT stage FROM stages WHERE learner_id = $1 AND question_uuid = $2 ORDER BY opened, stage",
                           DB_TEXT(learner), DB_TEXT(question_uuid)))
        return false;
    *out = ARENA_MANY(arena, const char *, rows.count);
    for (size_t i = 0; i < rows.count; i++) (*out)[i] = db_text(&rows, i, 0);
    *count = rows.count;
    return true;
}
