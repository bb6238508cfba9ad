/* Stories that a learner keeps. */
#include "store/internal.h"

bool story_put(Store *store, const char *learner, const Story *story, const Event *event, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error, "SELECT count(*) FROM stories WHERE learner_id = $1 AND id <> $2",
                           DB_TEXT(learner), DB_TEXT(story->id)))
        return false;
    if (db_int(&rows, 0, 0) >= STORIES_MOST)
        return error_set(error, ERR_TOO_LARGE, "stories", "you keep %d stories; remove one that you would not tell", STORIES_MOST);
    if (!db_exec(conn, error,
                 "INSERT INTO stories (id, learner_id, title, text, created, changed) VALUES ($1, $2, $3, $4, $5, $6)"
                 " ON CONFLICT (id) DO UPDATE SET title = $3, text = $4, changed = $6 WHERE stories.learner_id = $2",
                 DB_TEXT(story->id), DB_TEXT(learner), DB_TEXT(story->title), DB_TEXT(story->text), DB_INT(story->created),
                 DB_INT(story->changed)))
        return false;
    if (db_changed(conn) != 1) return error_set(error, ERR_NOT_FOUND, "id", "there is no story %s of yours", story->id);
    return event_add(conn, store, learner, event, error) && db_commit(conn, error);
}

bool story_remove(Store *store, const char *learner, const char *id, const Event *event, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    if (!conn || !db_exec(conn, error, "DELETE FROM stories WHERE id = $1 AND learner_id = $2", DB_TEXT(id), DB_TEXT(learner)))
        return false;
    if (db_changed(conn) != 1) return error_set(error, ERR_NOT_FOUND, "id", "there is no story %s of yours", id);
    return event_add(conn, store, learner, event, error) && db_commit(conn, error);
}

bool story_list(Store *store, Arena *arena, const char *learner, Story **out, size_t *count, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error,
                           "SELECT id, title, text, created, changed FROM stories WHERE learner_id = $1 ORDER BY created, id",
                           DB_TEXT(learner)))
        return false;
    *out = ARENA_MANY(arena, Story, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        (*out)[i] = (Story){.id = db_text(&rows, i, 0),
                            .title = db_text(&rows, i, 1),
                            .text = db_text(&rows, i, 2),
                            .created = db_int(&rows, i, 3),
                            .changed = db_int(&rows, i, 4)};
    *count = rows.count;
    return true;
}
