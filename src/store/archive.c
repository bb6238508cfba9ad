/* One entry a table: its columns with their kinds, how to read it and how to add a row. The SQL is written out, as everywhere in this house. */
#include "store/archive.h"

#include "store/internal.h"
#include "text/csv.h"

#include <string.h>

enum { PAGE = 500, COLUMNS_MOST = 24, NAME_ROOM = 32 };

/* A page of rows: $1 the learner, $2 how many, $3 after how many. */
typedef bool ReadPage(DbConn *conn, Arena *arena, const char *learner, int64_t skip, DbRows *rows, Error *error);
/* Adds a row: $1 the learner, then the columns. */
typedef bool AddRow(DbConn *conn, const DbValue *values, size_t count, Error *error);

typedef struct {
    const char *name;
    const char *columns; /* "id, kind, ..." as in the query */
    const char *kinds;   /* of each: t text, i integer, r real, j JSON kept as text */
    ReadPage *read;
    AddRow *add;
} Table;

#define READ(TABLE) \
    static bool read_##TABLE(DbConn *conn, Arena *arena, const char *learner, int64_t skip, DbRows *rows, Error *error)
#define ADD(TABLE) static bool add_##TABLE(DbConn *conn, const DbValue *values, size_t count, Error *error)
#define PAGED DB_TEXT(learner), DB_INT(PAGE), DB_INT(skip)

#define LEARNER "name, zone, created, settings"
READ(learner) {
    return db_query(conn, arena, rows, error, "SELECT " LEARNER " FROM learners WHERE id = $1 LIMIT $2 OFFSET $3", PAGED);
}
ADD(learner) {
    return db_run_literal(conn, NULL, NULL, error,
                          "UPDATE learners SET name = $2, zone = $3, created = $4, settings = $5 WHERE id = $1", values, count);
}

#define EVENTS "id, kind, question_uuid, question_hash, question_type, topic, dimension, difficulty, zone, at, data"
READ(events) {
    return db_query(conn, arena, rows, error, "SELECT " EVENTS " FROM events WHERE learner_id = $1 ORDER BY id LIMIT $2 OFFSET $3",
                    PAGED);
}
ADD(events) {
    return db_run_literal(conn, NULL, NULL, error,
                          "INSERT INTO events (learner_id, " EVENTS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                          values, count);
}

#define ATTEMPTS                                                                                                              \
    "id, request, question_uuid, question_slug, question_hash, question_type, status, sure, verdict, score, felt, spent_ms, " \
    "created, judged, tries, passed, total, seed, code, feedback"
READ(attempts) {
    return db_query(conn, arena, rows, error,
                    "SELECT " ATTEMPTS " FROM attempts WHERE learner_id = $1 ORDER BY id LIMIT $2 OFFSET $3", PAGED);
}
ADD(attempts) {
    return db_run_literal(
        conn, NULL, NULL, error,
        "INSERT INTO attempts (learner_id, " ATTEMPTS
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
        values, count);
}

#define ANSWERS \
    "attempt_id, audience, low, high, band_sure, followed_band, followed_score, claimed_band, claimed_score, self_assessed"
READ(answers) {
    return db_query(conn, arena, rows, error,
                    "SELECT " ANSWERS " FROM answers WHERE learner_id = $1 ORDER BY attempt_id LIMIT $2 OFFSET $3", PAGED);
}
ADD(answers) {
    return db_run_literal(conn, NULL, NULL, error,
                          "INSERT INTO answers (learner_id, " ANSWERS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                          values, count);
}

#define FOLLOWUPS "attempt_id, round, point, found, at, ask, reply, finding"
READ(followups) {
    return db_query(conn, arena, rows, error,
                    "SELECT " FOLLOWUPS " FROM followups WHERE learner_id = $1 ORDER BY attempt_id, round LIMIT $2 OFFSET $3",
                    PAGED);
}
ADD(followups) {
    return db_run_literal(conn, NULL, NULL, error,
                          "INSERT INTO followups (learner_id, " FOLLOWUPS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", values,
                          count);
}

#define CLAIMS "attempt_id, point, engine, found, at, why"
READ(claims) {
    return db_query(conn, arena, rows, error,
                    "SELECT " CLAIMS " FROM claims WHERE learner_id = $1 ORDER BY attempt_id, point LIMIT $2 OFFSET $3", PAGED);
}
ADD(claims) {
    return db_run_literal(conn, NULL, NULL, error,
                          "INSERT INTO claims (learner_id, " CLAIMS ") VALUES ($1, $2, $3, $4, $5, $6, $7)", values, count);
}

#define DRAFTS "question_uuid, part, revision, saved, spent_ms, code"
READ(drafts) {
    return db_query(conn, arena, rows, error,
                    "SELECT " DRAFTS " FROM drafts WHERE learner_id = $1 ORDER BY question_uuid, part LIMIT $2 OFFSET $3", PAGED);
}
ADD(drafts) {
    return db_run_literal(conn, NULL, NULL, error,
                          "INSERT INTO drafts (learner_id, " DRAFTS ") VALUES ($1, $2, $3, $4, $5, $6, $7)", values, count);
}

#define HINTS "question_uuid, n, opened"
READ(hints) {
    return db_query(conn, arena, rows, error,
                    "SELECT " HINTS " FROM hints WHERE learner_id = $1 ORDER BY question_uuid, n LIMIT $2 OFFSET $3", PAGED);
}
ADD(hints) {
    return db_run_literal(conn, NULL, NULL, error, "INSERT INTO hints (learner_id, " HINTS ") VALUES ($1, $2, $3, $4)", values,
                          count);
}

#define UNLOCKS "question_uuid, unlocked"
READ(unlocks) {
    return db_query(conn, arena, rows, error,
                    "SELECT " UNLOCKS " FROM unlocks WHERE learner_id = $1 ORDER BY question_uuid LIMIT $2 OFFSET $3", PAGED);
}
ADD(unlocks) {
    return db_run_literal(conn, NULL, NULL, error, "INSERT INTO unlocks (learner_id, " UNLOCKS ") VALUES ($1, $2, $3)", values,
                          count);
}

#define STAGES "question_uuid, stage, opened"
READ(stages) {
    return db_query(conn, arena, rows, error,
                    "SELECT " STAGES " FROM stages WHERE learner_id = $1 ORDER BY question_uuid, stage LIMIT $2 OFFSET $3", PAGED);
}
ADD(stages) {
    return db_run_literal(conn, NULL, NULL, error, "INSERT INTO stages (learner_id, " STAGES ") VALUES ($1, $2, $3, $4)", values,
                          count);
}

#define PROBE_ANSWERS "id, question_uuid, probe, draw, correct, at, answer"
READ(probe_answers) {
    return db_query(
        conn, arena, rows, error,
        "SELECT " PROBE_ANSWERS " FROM probe_answers WHERE learner_id = $1 ORDER BY question_uuid, id LIMIT $2 OFFSET $3", PAGED);
}
ADD(probe_answers) {
    return db_run_literal(conn, NULL, NULL, error,
                          "INSERT INTO probe_answers (learner_id, " PROBE_ANSWERS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                          values, count);
}

#define STORIES "id, title, text, created, changed"
READ(stories) {
    return db_query(conn, arena, rows, error,
                    "SELECT " STORIES " FROM stories WHERE learner_id = $1 ORDER BY created, id LIMIT $2 OFFSET $3", PAGED);
}
ADD(stories) {
    return db_run_literal(conn, NULL, NULL, error, "INSERT INTO stories (learner_id, " STORIES ") VALUES ($1, $2, $3, $4, $5, $6)",
                          values, count);
}

#define TABLE(NAME, COLUMNS, KINDS) \
    { #NAME, COLUMNS, KINDS, read_##NAME, add_##NAME }
static const Table tables[] = {
    TABLE(learner, LEARNER, "ttij"),
    TABLE(events, EVENTS, "tttttttitij"),
    TABLE(attempts, ATTEMPTS, "tttttttitrtiiiiiiitj"),
    TABLE(answers, ANSWERS, "ttrritrtri"),
    TABLE(followups, FOLLOWUPS, "tittittj"),
    TABLE(claims, CLAIMS, "ttttit"),
    TABLE(drafts, DRAFTS, "ttiiit"),
    TABLE(hints, HINTS, "tii"),
    TABLE(unlocks, UNLOCKS, "ti"),
    TABLE(stages, STAGES, "tti"),
    TABLE(probe_answers, PROBE_ANSWERS, "tttiiij"),
    TABLE(stories, STORIES, "tttii"),
};
enum { TABLES = sizeof tables / sizeof *tables };

const char *const archive_tables[] = {"learner", "events",  "attempts", "answers",       "followups", "claims", "drafts",
                                      "hints",   "unlocks", "stages",   "probe_answers", "stories",   NULL};
_Static_assert(sizeof archive_tables / sizeof *archive_tables == TABLES + 1, "a name a table");

typedef char Names[COLUMNS_MOST][NAME_ROOM];

/* The names of the columns; how many there are. */
static size_t names_of(const Table *table, Names names) {
    size_t count = 0;
    for (const char *at = table->columns; *at; count++) {
        size_t len = strcspn(at, ",");
        if (count == COLUMNS_MOST || len >= NAME_ROOM) abort(); /* a bug: the table above */
        memcpy(names[count], at, len);
        names[count][len] = 0;
        at += len;
        at += strspn(at, ", ");
    }
    return count;
}

/* --- out ------------------------------------------------------------------------------------------------------------- */

/* Texts of JSON are shown as what they say, unless that is a string: then nothing could tell it from a text that is no JSON. */
static json_t *open_json(const char *text) {
    json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);
    if (json && !json_is_string(json) && !json_is_null(json)) return json;
    json_decref(json);
    return json_string(text);
}

static json_t *cell_json(const DbRows *rows, size_t row, size_t column, char kind) {
    const DbValue *cell = &rows->cells[row * rows->columns + column];
    if (cell->type == DB_NULL) return json_null();
    if (kind == 'i') return json_integer(db_int(rows, row, column));
    if (kind == 'r') return json_real(db_real(rows, row, column));
    return kind == 'j' ? open_json(db_text(rows, row, column)) : json_string(db_text(rows, row, column));
}

static int add_to_buf(const char *bytes, size_t len, void *buf) {
    buf_add(buf, bytes, len);
    return 0;
}

/* What is done with each row of a table. */
typedef void TakeRow(void *self, const Table *table, const DbRows *rows, size_t row);

static bool each_row(DbConn *conn, const Table *table, const char *learner, TakeRow *take, void *self, Error *error) {
    DbRows rows = {.count = PAGE};
    for (int64_t skip = 0; rows.count == PAGE; skip += PAGE) {
        ARENA_SCOPED Arena *arena = arena_new();
        if (!table->read(conn, arena, learner, skip, &rows, error)) return false;
        for (size_t i = 0; i < rows.count; i++) take(self, table, &rows, i);
    }
    return true;
}

typedef struct {
    Buf *out;
    size_t rows;
} Writing;

static void write_row(void *self, const Table *table, const DbRows *rows, size_t row) {
    Writing *writing = self;
    Names names;
    size_t count = names_of(table, names);
    json_t *json = json_object();
    for (size_t i = 0; i < count; i++) json_object_set_new(json, names[i], cell_json(rows, row, i, table->kinds[i]));
    buf_text(writing->out, writing->rows++ ? ",\n" : "\n");
    json_dump_callback(json, add_to_buf, writing->out, JSON_COMPACT);
    json_decref(json);
}

static bool write_tables(DbConn *conn, const char *learner, Buf *out, Error *error) {
    for (size_t t = 0; t < TABLES; t++) {
        Writing writing = {.out = out};
        buf_printf(out, ",\n\"%s\": [", tables[t].name);
        if (!each_row(conn, &tables[t], learner, write_row, &writing, error)) return false;
        if (t == 0 && writing.rows == 0) return error_set(error, ERR_NOT_FOUND, "learner", "there is no learner %s", learner);
        buf_text(out, writing.rows ? "\n]" : "]");
    }
    return true;
}

/* A transaction that writes nothing: in SQLite it keeps writers out, so that all tables are of one moment. */
bool archive_write(Store *store, const char *learner, Buf *out, Error *error) {
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    if (!conn) return false;
    buf_printf(out, "{\n\"format\": \"" ARCHIVE_FORMAT "\",\n\"version\": %d", ARCHIVE_VERSION);
    if (!write_tables(conn, learner, out, error)) return false;
    buf_text(out, "\n}\n");
    return true;
}

static void write_csv_row(void *self, const Table *table, const DbRows *rows, size_t row) {
    Buf *out = self;
    for (size_t i = 0; table->kinds[i]; i++) {
        const DbValue *cell = &rows->cells[row * rows->columns + i];
        if (i) buf_char(out, ',');
        if (cell->type == DB_NULL) continue;
        if (table->kinds[i] == 'i')
            buf_printf(out, "%lld", (long long)db_int(rows, row, i));
        else if (table->kinds[i] == 'r')
            buf_printf(out, "%.17g", db_real(rows, row, i));
        else
            csv_field(out, db_text(rows, row, i));
    }
    buf_text(out, "\r\n");
}

static const Table *table_named(const char *name, Error *error) {
    for (size_t t = 0; t < TABLES; t++)
        if (strcmp(tables[t].name, name) == 0) return &tables[t];
    error_set(error, ERR_NOT_FOUND, "table", "there is no table '%.40s' in an archive; the first is '%s'", name, tables[0].name);
    return NULL;
}

bool archive_write_csv(Store *store, const char *learner, const char *name, Buf *out, Error *error) {
    const Table *table = table_named(name, error);
    DB_SCOPED DbConn *conn = table ? db_begin(store->db, error) : NULL;
    if (!conn) return false;
    Names names;
    size_t count = names_of(table, names);
    for (size_t i = 0; i < count; i++) buf_printf(out, "%s%s", i ? "," : "", names[i]);
    buf_text(out, "\r\n");
    return each_row(conn, table, learner, write_csv_row, out, error);
}

/* --- in -------------------------------------------------------------------------------------------------------------- */

/* Where in the archive something is, for messages. */
typedef struct {
    const char *table, *column;
    size_t row;
} Place;

static bool wrong(const Place *place, const char *what, Error *error) {
    char where[100];
    snprintf(where, sizeof where, "/%s/%zu/%s", place->table, place->row, place->column);
    return error_set(error, ERR_INVALID, where, "this is no archive of viva as it writes them: %s %s", where, what);
}

/* JSON that was opened by open_json becomes text again; it lives on the arena. */
static const char *closed_json(Arena *arena, const json_t *json) {
    if (json_is_string(json)) return json_string_value(json);
    Buf out = buf_new(arena);
    json_dump_callback(json, add_to_buf, &out, JSON_COMPACT | JSON_ENCODE_ANY);
    return out.data;
}

static bool read_cell(Arena *arena, const json_t *json, char kind, const Place *place, DbValue *out, Error *error) {
    if (!json) return wrong(place, "is missing", error);
    if (kind == 'i') *out = json_is_null(json) ? (DbValue){.type = DB_NULL} : DB_INT(json_integer_value(json));
    if (kind == 'r') *out = json_is_null(json) ? (DbValue){.type = DB_NULL} : DB_REAL(json_number_value(json));
    if (kind == 't') *out = DB_TEXT(json_string_value(json));
    if (kind == 'j') *out = DB_TEXT(json_is_null(json) ? NULL : closed_json(arena, json));
    if (json_is_null(json) || kind == 'j') return true;
    bool fits = kind == 'i' ? json_is_integer(json) : kind == 'r' ? json_is_number(json) : json_is_string(json);
    return fits || wrong(place, kind == 't' ? "is not a text" : "is not a number", error);
}

static bool read_row(DbConn *conn, const Table *table, const char *learner, const json_t *row, Place *place, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    Names names;
    DbValue values[COLUMNS_MOST + 1] = {DB_TEXT(learner)};
    size_t count = names_of(table, names);
    if (json_object_size(row) > count) return wrong(place, "has columns that are not known here", error);
    for (size_t i = 0; i < count; i++) {
        place->column = names[i];
        if (!read_cell(arena, json_object_get(row, names[i]), table->kinds[i], place, &values[i + 1], error)) return false;
    }
    if (table->add(conn, values, count + 1, error)) return true;
    place->column = names[0];
    if (error->code == ERR_STALE)
        return error_set(error, ERR_STALE, place->table,
                         "row %zu of '%s' is in this database already: the archive belongs to another learner here", place->row,
                         place->table);
    return error->code == ERR_INVALID || error->code == ERR_NOT_FOUND
               ? wrong(place, "and its row do not fit what the database holds them to", error)
               : false;
}

static bool read_table(DbConn *conn, const Table *table, const char *learner, const json_t *list, size_t *rows, Error *error) {
    Place place = {.table = table->name, .column = ""};
    for (; place.row < json_array_size(list); place.row++)
        if (!read_row(conn, table, learner, json_array_get(list, place.row), &place, error)) return false;
    *rows += place.row;
    return true;
}

static bool is_rows(const json_t *list) {
    bool fine = json_is_array(list);
    for (size_t i = 0; fine && i < json_array_size(list); i++) fine = json_is_object(json_array_get(list, i));
    return fine;
}

static bool has_its_tables(const json_t *archive, Error *error) {
    const char *key;
    json_t *value;
    char where[80];
    json_object_foreach((json_t *)archive, key, value) {
        size_t t = 0;
        while (t < TABLES && strcmp(tables[t].name, key) != 0) t++;
        snprintf(where, sizeof where, "/%.60s", key);
        if (t == TABLES && strcmp(key, "format") != 0 && strcmp(key, "version") != 0)
            return error_set(error, ERR_INVALID, where, "an archive has no '%.60s'", key);
        if (t < TABLES && !is_rows(value)) return error_set(error, ERR_INVALID, where, "'%s' should be a list of objects", key);
    }
    for (size_t t = 0; t < TABLES; t++) {
        snprintf(where, sizeof where, "/%s", tables[t].name);
        if (!json_object_get(archive, tables[t].name))
            return error_set(error, ERR_INVALID, where, "the archive lacks the table '%s': it is not whole", tables[t].name);
    }
    return true;
}

static bool is_archive(const json_t *archive, Error *error) {
    const char *format = json_string_value(json_object_get(archive, "format"));
    json_int_t version = json_integer_value(json_object_get(archive, "version"));
    if (!format || strcmp(format, ARCHIVE_FORMAT) != 0)
        return error_set(error, ERR_INVALID, "/format", "this is no archive of viva: its format is not \"" ARCHIVE_FORMAT "\"");
    if (version != ARCHIVE_VERSION)
        return error_set(error, ERR_INVALID, "/version",
                         "the archive has version %lld and this viva reads version %d; take the viva that wrote it, or a newer one",
                         (long long)version, ARCHIVE_VERSION);
    if (!has_its_tables(archive, error)) return false;
    if (json_array_size(json_object_get(archive, tables[0].name)) != 1)
        return error_set(error, ERR_INVALID, "/learner", "an archive is of one learner");
    return true;
}

static bool has_no_history(DbConn *conn, Arena *arena, const char *learner, Error *error) {
    DbRows rows;
    if (!db_query(
            conn, arena, &rows, error,
            "SELECT (SELECT COUNT(*) FROM events WHERE learner_id = $1) + (SELECT COUNT(*) FROM drafts WHERE learner_id = $1)",
            DB_TEXT(learner)))
        return false;
    int64_t count = db_int(&rows, 0, 0);
    return count == 0 || error_set(error, ERR_STALE, "learner",
                                   "there is a history here already (%lld events and drafts), and an archive is never mixed into "
                                   "one: export and delete it first, or import into a new database",
                                   (long long)count);
}

bool archive_read(Store *store, const char *learner, const json_t *archive, size_t *rows, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    *rows = 0;
    if (!is_archive(archive, error)) return false;
    DB_SCOPED DbConn *conn = db_begin(store->db, error);
    if (!conn || !has_no_history(conn, arena, learner, error)) return false;
    for (size_t t = 0; t < TABLES; t++)
        if (!read_table(conn, &tables[t], learner, json_object_get(archive, tables[t].name), rows, error)) return false;
    return db_commit(conn, error);
}
