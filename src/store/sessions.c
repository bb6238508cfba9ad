/* Sessions. A token is 256 random bits, so one round of an unkeyed hash (BLAKE2b) is enough: who reads the table cannot come in with it. */
#include "store/internal.h"

#include <sodium.h>
#include <string.h>

void token_hash(const char *token, unsigned char out[TOKEN_HASH_BYTES]) {
    crypto_generichash(out, TOKEN_HASH_BYTES, (const unsigned char *)token, strlen(token), NULL, 0);
}

bool session_create(Store *store, const char *learner, const char *token, int64_t expires, Error *error) {
    int64_t now = clock_now(&store->clock);
    unsigned char hash[TOKEN_HASH_BYTES];
    token_hash(token, hash);
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    return conn && db_exec(conn, error, "DELETE FROM sessions WHERE expires <= $1", DB_INT(now)) &&
           db_exec(conn, error, "INSERT INTO sessions (token_hash, learner_id, created, expires) VALUES ($1, $2, $3, $4)",
                   DB_BYTES(hash, sizeof hash), DB_TEXT(learner), DB_INT(now), DB_INT(expires)) &&
           db_commit(conn, error);
}

bool session_learner(Store *store, Arena *arena, const char *token, const char **learner, Error *error) {
    unsigned char hash[TOKEN_HASH_BYTES];
    token_hash(token, hash);
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error, "SELECT learner_id FROM sessions WHERE token_hash = $1 AND expires > $2",
                           DB_BYTES(hash, sizeof hash), DB_INT(clock_now(&store->clock))))
        return false;
    if (rows.count == 0)
        return error_set(error, ERR_UNAUTHORISED, "session", "the session is unknown or has expired: sign in again");
    *learner = db_text(&rows, 0, 0);
    return true;
}

bool session_delete(Store *store, const char *token, Error *error) {
    unsigned char hash[TOKEN_HASH_BYTES];
    token_hash(token, hash);
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    return conn && db_exec(conn, error, "DELETE FROM sessions WHERE token_hash = $1", DB_BYTES(hash, sizeof hash)) &&
           db_commit(conn, error);
}
