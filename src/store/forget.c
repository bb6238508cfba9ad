/* Forgetting a learner: the one place where rows of the log go, because the log belongs to whom it is about. tools/lint-sql allows it in this file alone. */
#include "store/archive.h"

#include "store/internal.h"

static bool forget_words(DbConn *conn, const char *learner, Error *error) {
    return db_exec(conn, error, "DELETE FROM followups WHERE learner_id = $1", DB_TEXT(learner)) &&
           db_exec(conn, error, "DELETE FROM claims WHERE learner_id = $1", DB_TEXT(learner)) &&
           db_exec(conn, error, "DELETE FROM answers WHERE learner_id = $1", DB_TEXT(learner)) &&
           db_exec(conn, error, "DELETE FROM stories WHERE learner_id = $1", DB_TEXT(learner));
}

static bool forget_work(DbConn *conn, const char *learner, Error *error) {
    return db_exec(conn, error, "DELETE FROM attempts WHERE learner_id = $1", DB_TEXT(learner)) &&
           db_exec(conn, error, "DELETE FROM drafts WHERE learner_id = $1", DB_TEXT(learner)) &&
           db_exec(conn, error, "DELETE FROM hints WHERE learner_id = $1", DB_TEXT(learner)) &&
           db_exec(conn, error, "DELETE FROM unlocks WHERE learner_id = $1", DB_TEXT(learner)) &&
           db_exec(conn, error, "DELETE FROM stages WHERE learner_id = $1", DB_TEXT(learner)) &&
           db_exec(conn, error, "DELETE FROM feeds WHERE learner_id = $1", DB_TEXT(learner));
}

static bool forget_memory(DbConn *conn, const char *learner, Error *error) {
    return db_exec(conn, error, "DELETE FROM probe_answers WHERE learner_id = $1", DB_TEXT(learner)) &&
           db_exec(conn, error, "DELETE FROM reviews WHERE learner_id = $1", DB_TEXT(learner)) &&
           db_exec(conn, error, "DELETE FROM cards WHERE learner_id = $1", DB_TEXT(learner)) &&
           db_exec(conn, error, "DELETE FROM events WHERE learner_id = $1", DB_TEXT(learner));
}

bool learner_forget(Store *store, const char *learner, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    return conn && forget_words(conn, learner, error) && forget_work(conn, learner, error) && forget_memory(conn, learner, error) &&
           db_exec(conn, error, "UPDATE learners SET name = 'Learner', settings = '{}' WHERE id = $1", DB_TEXT(learner)) &&
           db_commit(conn, error);
}
