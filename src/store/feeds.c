/* Feeds: an address that shows a learner's plan to whoever knows it. Its token is kept as a session's is (sessions.c): by its hash. */
#include "store/internal.h"

bool feed_open(Store *store, const char *learner, const char *token, Error *error) {
    unsigned char hash[TOKEN_HASH_BYTES];
    token_hash(token, hash);
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    return conn && db_exec(conn, error, "DELETE FROM feeds WHERE learner_id = $1", DB_TEXT(learner)) &&
           db_exec(conn, error, "INSERT INTO feeds (token_hash, learner_id, created) VALUES ($1, $2, $3)",
                   DB_BYTES(hash, sizeof hash), DB_TEXT(learner), DB_INT(clock_now(&store->clock))) &&
           db_commit(conn, error);
}

bool feed_close(Store *store, const char *learner, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    return conn && db_exec(conn, error, "DELETE FROM feeds WHERE learner_id = $1", DB_TEXT(learner)) && db_commit(conn, error);
}

bool feed_opened(Store *store, const char *learner, int64_t *created, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error, "SELECT created FROM feeds WHERE learner_id = $1", DB_TEXT(learner)))
        return false;
    *created = rows.count ? db_int(&rows, 0, 0) : 0;
    return true;
}

bool feed_learner(Store *store, Arena *arena, const char *token, const char **learner, Error *error) {
    unsigned char hash[TOKEN_HASH_BYTES];
    token_hash(token, hash);
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn ||
        !db_query(conn, arena, &rows, error, "SELECT learner_id FROM feeds WHERE token_hash = $1", DB_BYTES(hash, sizeof hash)))
        return false;
    if (rows.count == 0)
        return error_set(error, ERR_NOT_FOUND, "token",
                         "there is no such feed; it was closed, or opened anew with another address");
    *learner = db_text(&rows, 0, 0);
    return true;
}
