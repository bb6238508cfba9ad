/* Reviews and cards: what is remembered. Rows of both follow from the log, so they may be changed and thrown away; the log says how they came. */
#include "store/internal.h"

static bool put_review(DbConn *conn, const char *learner, const ReviewRow *review, Error *error) {
    return db_exec(
        conn, error,
        "INSERT INTO reviews (id, learner_id, question_uuid, probe, at, day, correct, suggested, grade, spent_ms, undone)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        DB_TEXT(review->id), DB_TEXT(learner), DB_TEXT(review->question_uuid), DB_TEXT(review->probe), DB_INT(review->at),
        DB_INT(review->day), DB_INT(review->right), DB_INT(review->suggested), DB_INT(review->grade), DB_INT(review->spent_ms),
        DB_INT(review->undone));
}

/* A card without reviews is none. */
static bool put_card(DbConn *conn, const char *learner, const CardRow *card, Error *error) {
    if (!db_exec(conn, error, "DELETE FROM cards WHERE learner_id = $1 AND question_uuid = $2 AND probe = $3", DB_TEXT(learner),
                 DB_TEXT(card->question_uuid), DB_TEXT(card->probe)))
        return false;
    return card->reviews == 0 ||
           db_exec(conn, error,
                   "INSERT INTO cards (learner_id, question_uuid, probe, stability, difficulty, day, due, reviews, lapses)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                   DB_TEXT(learner), DB_TEXT(card->question_uuid), DB_TEXT(card->probe), DB_REAL(card->stability),
                   DB_REAL(card->difficulty), DB_INT(card->day), DB_INT(card->due), DB_INT(card->reviews), DB_INT(card->lapses));
}

bool review_add(Store *store, const char *learner, const ProbeAnswer *answer, const ReviewRow *review, const CardRow *card,
                const Event *event, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    return conn && probe_answer_add(conn, store, learner, review->question_uuid, answer, error) &&
           event_add(conn, store, learner, event, error) && put_review(conn, learner, review, error) &&
           put_card(conn, learner, card, error) && db_commit(conn, error);
}

bool review_change(Store *store, const char *learner, const ReviewRow *review, const CardRow *card, const Event *event,
                   Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    ReviewRow there;
    if (!review_get(store, arena, learner, review->id, &there, error)) return false;
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    return conn &&
           db_exec(conn, error, "UPDATE reviews SET grade = $1, undone = $2 WHERE learner_id = $3 AND id = $4",
                   DB_INT(review->grade), DB_INT(review->undone), DB_TEXT(learner), DB_TEXT(review->id)) &&
           put_card(conn, learner, card, error) && event_add(conn, store, learner, event, error) && db_commit(conn, error);
}

static ReviewRow read_review(const DbRows *rows, size_t i) {
    return (ReviewRow){.id = db_text(rows, i, 0),
                       .question_uuid = db_text(rows, i, 1),
                       .probe = db_text(rows, i, 2),
                       .at = db_int(rows, i, 3),
                       .day = (int32_t)db_int(rows, i, 4),
                       .right = db_int(rows, i, 5) != 0,
                       .suggested = (int)db_int(rows, i, 6),
                       .grade = (int)db_int(rows, i, 7),
                       .spent_ms = db_int(rows, i, 8),
                       .undone = db_int(rows, i, 9) != 0};
}

bool review_get(Store *store, Arena *arena, const char *learner, const char *id, ReviewRow *out, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error,
                           "SELECT id, question_uuid, probe, at, day, correct, suggested, grade, spent_ms, undone FROM reviews"
                           " WHERE learner_id = $1 AND id = $2",
                           DB_TEXT(learner), DB_TEXT(id)))
        return false;
    if (rows.count == 0) return error_set(error, ERR_NOT_FOUND, "id", "there is no review %.60s", id);
    *out = read_review(&rows, 0);
    return true;
}

bool review_list(Store *store, Arena *arena, const char *learner, const char *question_uuid, const char *probe, ReviewRow **out,
                 size_t *count, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error,
                           "SELECT id, question_uuid, probe, at, day, correct, suggested, grade, spent_ms, undone FROM reviews"
                           " WHERE learner_id = $1 AND question_uuid = $2 AND probe = $3 ORDER BY id",
                           DB_TEXT(learner), DB_TEXT(question_uuid), DB_TEXT(probe)))
        return false;
    *out = ARENA_MANY(arena, ReviewRow, rows.count);
    for (size_t i = 0; i < rows.count; i++) (*out)[i] = read_review(&rows, i);
    *count = rows.count;
    return true;
}

bool review_day(Store *store, Arena *arena, const char *learner, int32_t day, int *count, const char **newest, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows, last;
    if (!conn ||
        !db_query(conn, arena, &rows, error, "SELECT COUNT(*) FROM reviews WHERE learner_id = $1 AND day = $2 AND undone = 0",
                  DB_TEXT(learner), DB_INT(day)) ||
        !db_query(conn, arena, &last, error,
                  "SELECT id FROM reviews WHERE learner_id = $1 AND undone = 0 AND day >= $2 - 1 ORDER BY id DESC LIMIT 1",
                  DB_TEXT(learner), DB_INT(day)))
        return false;
    *count = (int)db_int(&rows, 0, 0);
    *newest = last.count ? db_text(&last, 0, 0) : NULL;
    return true;
}

bool card_list(Store *store, Arena *arena, const char *learner, CardRow **out, size_t *count, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error,
                           "SELECT question_uuid, probe, stability, difficulty, day, due, reviews, lapses FROM cards"
                           " WHERE learner_id = $1 ORDER BY question_uuid, probe",
                           DB_TEXT(learner)))
        return false;
    *out = ARENA_MANY(arena, CardRow, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        (*out)[i] = (CardRow){.question_uuid = db_text(&rows, i, 0),
                              .probe = db_text(&rows, i, 1),
                              .stability = db_real(&rows, i, 2),
                              .difficulty = db_real(&rows, i, 3),
                              .day = (int32_t)db_int(&rows, i, 4),
                              .due = (int32_t)db_int(&rows, i, 5),
                              .reviews = (int)db_int(&rows, i, 6),
                              .lapses = (int)db_int(&rows, i, 7)};
    *count = rows.count;
    return true;
}

bool memory_missing(Store *store, const char *learner, bool *missing, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows answers, reviews;
    if (!conn ||
        !db_query(conn, arena, &answers, error, "SELECT id FROM probe_answers WHERE learner_id = $1 LIMIT 1", DB_TEXT(learner)) ||
        !db_query(conn, arena, &reviews, error, "SELECT id FROM reviews WHERE learner_id = $1 LIMIT 1", DB_TEXT(learner)))
        return false;
    *missing = answers.count && !reviews.count;
    return true;
}

bool review_count(Store *store, const char *learner, int64_t *count, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn ||
        !db_query(conn, arena, &rows, error, "SELECT COUNT(*) FROM reviews WHERE learner_id = $1 AND undone = 0", DB_TEXT(learner)))
        return false;
    *count = db_int(&rows, 0, 0);
    return true;
}

bool memory_replace(Store *store, const char *learner, const ReviewRow *reviews, size_t review_count, const CardRow *cards,
                    size_t card_count, const Event *event, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    if (!conn || (event && !event_add(conn, store, learner, event, error)) ||
        !db_exec(conn, error, "DELETE FROM reviews WHERE learner_id = $1", DB_TEXT(learner)) ||
        !db_exec(conn, error, "DELETE FROM cards WHERE learner_id = $1", DB_TEXT(learner)))
        return false;
    for (size_t i = 0; i < review_count; i++)
        if (!put_review(conn, learner, &reviews[i], error)) return false;
    for (size_t i = 0; i < card_count; i++)
        if (!put_card(conn, learner, &cards[i], error)) return false;
    return db_commit(conn, error);
}
