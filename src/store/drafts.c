/* Drafts: what a learner is writing, one a part of a question (code has one part, an answer in words one for each audience), saved every few seconds from any number of tabs. A save says which revision it
 * began from; if another tab was faster, the stored draft wins and is given back, and nothing is lost in silence. */
#include "store/internal.h"

static Draft read_draft(const DbRows *rows, size_t i) {
    return (Draft){.question_uuid = db_text(rows, i, 0),
                   .revision = db_int(rows, i, 1),
                   .saved = db_int(rows, i, 2),
                   .spent_ms = db_int(rows, i, 3),
                   .code = db_text(rows, i, 4),
                   .part = db_text(rows, i, 5)};
}

static bool find_draft(DbConn *conn, Arena *arena, const char *learner, const char *question_uuid, const char *part, Draft *out,
                       Error *error) {
    DbRows rows;
    if (!db_query(conn, arena, &rows, error,
                  "SELECT question_uuid, revision, saved, spent_ms, code, part FROM drafts"
                  " WHERE learner_id = $1 AND question_uuid = $2 AND part = $3",
                  DB_TEXT(learner), DB_TEXT(question_uuid), DB_TEXT(part)))
        return false;
    *out = rows.count ? read_draft(&rows, 0)
                      : (Draft){.question_uuid = arena_strdup(arena, question_uuid), .part = arena_strdup(arena, part)};
    return true;
}

bool draft_get(Store *store, Arena *arena, const char *learner, const char *question_uuid, const char *part, Draft *out,
               Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    return conn && find_draft(conn, arena, learner, question_uuid, part, out, error);
}

static bool insert_draft(DbConn *conn, const char *learner, const Draft *draft, Error *error) {
    return db_exec(conn, error,
                   "INSERT INTO drafts (learner_id, question_uuid, revision, saved, spent_ms, code, part)"
                   " VALUES ($1, $2, 1, $3, $4, $5, $6) ON CONFLICT (learner_id, question_uuid, part) DO NOTHING",
                   DB_TEXT(learner), DB_TEXT(draft->question_uuid), DB_INT(draft->saved), DB_INT(draft->spent_ms),
                   DB_TEXT(draft->code), DB_TEXT(draft->part));
}

static bool update_draft(DbConn *conn, const char *learner, const Draft *draft, int64_t revision, Error *error) {
    return db_exec(conn, error,
                   "UPDATE drafts SET revision = revision + 1, saved = $1, spent_ms = $2, code = $3"
                   " WHERE learner_id = $4 AND question_uuid = $5 AND revision = $6 AND part = $7",
                   DB_INT(draft->saved), DB_INT(draft->spent_ms), DB_TEXT(draft->code), DB_TEXT(learner),
                   DB_TEXT(draft->question_uuid), DB_INT(revision), DB_TEXT(draft->part));
}

bool draft_put(Store *store, Arena *arena, const char *learner, const char *question_uuid, const char *part, const char *code,
               int64_t spent_ms, int64_t revision, Draft *current, Error *error) {
    Draft draft = {.question_uuid = arena_strdup(arena, question_uuid),
                   .part = arena_strdup(arena, part),
                   .code = arena_strdup(arena, code),
                   .saved = clock_now(&store->clock),
                   .spent_ms = spent_ms};
    *current = (Draft){0};
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    if (!conn) return false;
    if (revision == 0 ? !insert_draft(conn, learner, &draft, error) : !update_draft(conn, learner, &draft, revision, error))
        return false;
    if (db_changed(conn) == 0) {
        if (!find_draft(conn, arena, learner, question_uuid, part, current, error)) return false;
        return error_set(error, ERR_STALE, "revision", "the draft was saved elsewhere since: it has revision %lld, not %lld",
                         (long long)current->revision, (long long)revision);
    }
    if (!db_commit(conn, error)) return false;
    draft.revision = revision + 1; /* the stored one, which we have met: it cannot overflow */
    *current = draft;
    return true;
}

bool draft_latest(Store *store, Arena *arena, const char *learner, size_t limit, Draft **out, size_t *count, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error,
                           "SELECT question_uuid, revision, saved, spent_ms, code, part FROM drafts WHERE learner_id = $1"
                           " ORDER BY saved DESC, question_uuid, part LIMIT $2",
                           DB_TEXT(learner), DB_INT(page_size(limit))))
        return false;
    *out = ARENA_MANY(arena, Draft, rows.count);
    for (size_t i = 0; i < rows.count; i++) (*out)[i] = read_draft(&rows, i);
    *count = rows.count;
    return true;
}
