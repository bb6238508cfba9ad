/* Learners, and the accounts through which they come in. A house without accounts has one learner, whose account has the login 'local'. */
#include "store/internal.h"

static void read_learner(const DbRows *rows, Learner *out) {
    *out = (Learner){.id = db_text(rows, 0, 0),
                     .name = db_text(rows, 0, 1),
                     .zone = db_text(rows, 0, 2),
                     .settings = db_text(rows, 0, 3),
                     .created = db_int(rows, 0, 4)};
}

static bool find_local(Store *store, Arena *arena, Learner *out, bool *found, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error,
                           "SELECT l.id, l.name, l.zone, l.settings, l.created FROM learners l"
                           " JOIN accounts a ON a.learner_id = l.id WHERE a.login = 'local'"))
        return false;
    *found = rows.count == 1;
    if (*found) read_learner(&rows, out);
    return true;
}

/* Two at once: the login is unique, so one of them changes nothing and leaves its learner uncommitted. */
static bool make_local(Store *store, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    if (!conn) return false;
    int64_t now = clock_now(&store->clock);
    char learner[UUID_SIZE], account[UUID_SIZE];
    if (!db_exec(conn, error, "INSERT INTO learners (id, name, zone, settings, created) VALUES ($1, 'Learner', 'UTC', '{}', $2)",
                 DB_TEXT(uuid7(now, learner)), DB_INT(now)))
        return false;
    if (!db_exec(
            conn, error,
            "INSERT INTO accounts (id, learner_id, login, created) VALUES ($1, $2, 'local', $3) ON CONFLICT (login) DO NOTHING",
            DB_TEXT(uuid7(now, account)), DB_TEXT(learner), DB_INT(now)))
        return false;
    return db_changed(conn) == 0 || db_commit(conn, error);
}

bool learner_local(Store *store, Arena *arena, Learner *out, Error *error) {
    bool found;
    if (!find_local(store, arena, out, &found, error)) return false;
    if (found) return true;
    if (!make_local(store, error) || !find_local(store, arena, out, &found, error)) return false;
    return found || error_set(error, ERR_INTERNAL, "store", "the local learner was made, but is not there");
}

bool learner_get(Store *store, Arena *arena, const char *id, Learner *out, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn ||
        !db_query(conn, arena, &rows, error, "SELECT id, name, zone, settings, created FROM learners WHERE id = $1", DB_TEXT(id)))
        return false;
    if (rows.count == 0) return error_set(error, ERR_NOT_FOUND, "learner", "there is no learner %s", id);
    read_learner(&rows, out);
    return true;
}

static bool changed_one(DbConn *conn, const char *id, Error *error) {
    if (db_changed(conn) == 1) return db_commit(conn, error);
    return error_set(error, ERR_NOT_FOUND, "learner", "there is no learner %s", id);
}

bool learner_set_settings(Store *store, const char *id, const char *settings, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    return conn && db_exec(conn, error, "UPDATE learners SET settings = $1 WHERE id = $2", DB_TEXT(settings), DB_TEXT(id)) &&
           changed_one(conn, id, error);
}

bool learner_set_zone(Store *store, const char *id, const char *zone, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    return conn && db_exec(conn, error, "UPDATE learners SET zone = $1 WHERE id = $2", DB_TEXT(zone), DB_TEXT(id)) &&
           changed_one(conn, id, error);
}
