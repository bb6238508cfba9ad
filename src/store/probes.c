/* Answers to probes, all of them: a probe may be answered again with another draw. */
#include "store/internal.h"

bool probe_answer_add(DbConn *conn, const Store *store, const char *learner, const char *question_uuid, const ProbeAnswer *answer,
                      Error *error) {
    char id[UUID_SIZE];
    return db_exec(conn, error,
                   "INSERT INTO probe_answers (id, learner_id, question_uuid, probe, draw, correct, at, answer)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                   DB_TEXT(uuid7(clock_now(&store->clock), id)), DB_TEXT(learner), DB_TEXT(question_uuid), DB_TEXT(answer->probe),
                   DB_INT(answer->draw), DB_INT(answer->right), DB_INT(answer->at), DB_TEXT(answer->answer));
}

static ProbeAnswer read_answer(const DbRows *rows, size_t i) {
    return (ProbeAnswer){.probe = db_text(rows, i, 0),
                         .draw = (int)db_int(rows, i, 1),
                         .right = db_int(rows, i, 2) != 0,
                         .at = db_int(rows, i, 3),
                         .answer = db_text(rows, i, 4)};
}

/* The newest ones are asked for, and turned round to stand oldest first. */
bool probe_answers(Store *store, Arena *arena, const char *learner, const char *question_uuid, ProbeAnswer **out, size_t *count,
                   Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error,
                           "SELECT probe, draw, correct, at, answer FROM probe_answers WHERE learner_id = $1 AND question_uuid = $2"
                           " ORDER BY id DESC LIMIT $3",
                           DB_TEXT(learner), DB_TEXT(question_uuid), DB_INT(STORE_PAGE_LIMIT)))
        return false;
    *out = ARENA_MANY(arena, ProbeAnswer, rows.count);
    for (size_t i = 0; i < rows.count; i++) (*out)[rows.count - 1 - i] = read_answer(&rows, i);
    *count = rows.count;
    return true;
}
