/* The log. Rows are added, never changed and never removed: there is no UPDATE or DELETE of events in this program, and tools/lint-sql
 * refuses one. The two databases have no trigger in common that could say so to the server.
 *
 * Ids are UUIDv7, so the order of ids is the order of time, and an id is a cursor. With several writers an event can become visible after
 * one with a greater id; a reader that follows the log must not take the last id it saw for a promise that nothing smaller will come. */
#include "store/internal.h"

#include <string.h>

static bool well_made(const char *learner, const Event *event, Error *error) {
    if (event && event->learner && event->kind && event->data && event->zone && (!learner || strcmp(learner, event->learner) == 0))
        return true;
    return error_set(error, ERR_INTERNAL, "store", "an event lacks its learner, kind, data or zone, or belongs to another learner");
}

bool event_add(DbConn *conn, const Store *store, const char *learner, const Event *event, Error *error) {
    if (!well_made(learner, event, error)) return false;
    char made[UUID_SIZE];
    const char *id = event->id ? event->id : uuid7(clock_now(&store->clock), made);
    return db_exec(
        conn, error,
        "INSERT INTO events (id, learner_id, kind, question_uuid, question_hash, question_type, topic, dimension, difficulty,"
        " zone, at, data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        DB_TEXT(id), DB_TEXT(event->learner), DB_TEXT(event->kind), DB_TEXT(event->question_uuid), DB_TEXT(event->question_hash),
        DB_TEXT(event->question_type), DB_TEXT(event->topic), DB_TEXT(event->dimension), DB_INT(event->difficulty),
        DB_TEXT(event->zone), DB_INT(event->at), DB_TEXT(event->data));
}

bool event_append(Store *store, const Event *event, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    return conn && event_add(conn, store, NULL, event, error) && db_commit(conn, error);
}

static Event read_event(const DbRows *rows, size_t i) {
    return (Event){.id = db_text(rows, i, 0),
                   .learner = db_text(rows, i, 1),
                   .kind = db_text(rows, i, 2),
                   .question_uuid = db_text(rows, i, 3),
                   .question_hash = db_text(rows, i, 4),
                   .question_type = db_text(rows, i, 5),
                   .topic = db_text(rows, i, 6),
                   .dimension = db_text(rows, i, 7),
                   .difficulty = (int)db_int(rows, i, 8),
                   .zone = db_text(rows, i, 9),
                   .at = db_int(rows, i, 10),
                   .data = db_text(rows, i, 11)};
}

#define EVENT_COLUMNS                                                                                                        \
    "SELECT id, learner_id, kind, question_uuid, question_hash, question_type, topic, dimension, difficulty, zone, at, data" \
    " FROM events WHERE learner_id = $1 AND id > $2 "

static void read_events(Arena *arena, const DbRows *rows, Event **out, size_t *count) {
    *out = ARENA_MANY(arena, Event, rows->count);
    for (size_t i = 0; i < rows->count; i++) (*out)[i] = read_event(rows, i);
    *count = rows->count;
}

bool event_list(Store *store, Arena *arena, const char *learner, const char *after, size_t limit, Event **out, size_t *count,
                Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error, EVENT_COLUMNS "ORDER BY id LIMIT $3", DB_TEXT(learner),
                           DB_TEXT(after ? after : ""), DB_INT(page_size(limit))))
        return false;
    read_events(arena, &rows, out, count);
    return true;
}

bool event_list_kind(Store *store, Arena *arena, const char *learner, const char *kind, const char *after, size_t limit,
                     Event **out, size_t *count, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error, EVENT_COLUMNS "AND kind = $3 ORDER BY id LIMIT $4", DB_TEXT(learner),
                           DB_TEXT(after ? after : ""), DB_TEXT(kind), DB_INT(page_size(limit))))
        return false;
    read_events(arena, &rows, out, count);
    return true;
}

bool event_last(Store *store, Arena *arena, const char *learner, const char *kind, Event *out, bool *found, Error *error) {
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error, EVENT_COLUMNS "AND kind = $3 ORDER BY id DESC LIMIT 1", DB_TEXT(learner),
                           DB_TEXT(""), DB_TEXT(kind)))
        return false;
    *found = rows.count == 1;
    if (*found) *out = read_event(&rows, 0);
    return true;
}

bool event_count(Store *store, const char *learner, int64_t *count, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    DB_SCOPED DbConn *conn = db_read(store->db, error);
    DbRows rows;
    if (!conn || !db_query(conn, arena, &rows, error, "SELECT COUNT(*) FROM events WHERE learner_id = $1", DB_TEXT(learner)))
        return false;
    *count = db_int(&rows, 0, 0);
    return true;
}
