/* Hints that were opened, and explanations that were opened by giving up. Both happen once; repeating one changes nothing and adds no
 * event. */
#include "store/internal.h"

bool hint_open(Store *store, const char *learner, const char *question_uuid, int n, const Event *event, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    if (!conn || !db_exec(conn, error,
                          "INSERT INTO hints (learner_id, question_uuid, n, opened) VALUES ($1, $2, $3, $4)"
                          " ON CONFLICT (learner_id, question_uuid, n) DO NOTHING",
                          DB_TEXT(learner), DB_TEXT(question_uuid), DB_INT(n), DB_INT(clock_now(&store->clock))))
        return false;
    if (db_changed(conn) == 0) return true;
    return event_add(conn, store, learner, event, error) && db_commit(conn, error);
}

bool hint_opened(Store *store, const char *learner, const char *question_uuid, int *count, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error, "SELECT COUNT(*) FROM hints WHERE learner_id = $1 AND question_uuid = $2",
                           DB_TEXT(learner), DB_TEXT(question_uuid)))
        return false;
    *count = (int)db_int(&rows, 0, 0);
    return true;
}

bool unlock_set(Store *store, const char *learner, const char *question_uuid, const Event *event, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    if (!conn || !db_exec(conn, error,
                          "INSERT INTO unlocks (learner_id, question_uuid, unlocked) VALUES ($1, $2, $3)"
                          " ON CONFLICT (learner_id, question_uuid) DO NOTHING",
                          DB_TEXT(learner), DB_TEXT(question_uuid), DB_INT(clock_now(&store->clock))))
        return false;
    if (db_changed(conn) == 0) return true;
    return event_add(conn, store, learner, event, error) && db_commit(conn, error);
}

bool unlock_get(Store *store, const char *learner, const char *question_uuid, bool *unlocked, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error, "SELECT COUNT(*) FROM unlocks WHERE learner_id = $1 AND question_uuid = $2",
                           DB_TEXT(learner), DB_TEXT(question_uuid)))
        return false;
    *unlocked = db_int(&rows, 0, 0) > 0;
    return true;
}
