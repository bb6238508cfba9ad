/* Migrations: the schema as a numbered list of SQL files that only ever grows.
 *
 * The table viva_schema remembers each migration that was applied, with a checksum (BLAKE2b) of its text. At every start what the database
 * has is held against what the program brings:
 *   - the database has more: a newer viva has been here; its data might not survive this program, so it is refused;
 *   - a text differs: somebody changed a migration that was applied already; refused;
 *   - the program has more: the missing ones are applied, all in one transaction, under a lock that lets one process do it. Both databases
 *     roll back changes of the schema, so a migration that fails leaves nothing behind.
 * A database that has tables but not this one belongs to another program and is not touched. */
#include "db/driver.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HASH_BYTES = 16, HASH_TEXT = 2 * HASH_BYTES + 1, NUMBER_LEN = 3 };

typedef struct {
    DbConn *conn;
    Arena *arena;
    const EmbeddedFile *files;
    size_t count;
    int64_t now;
} Migration;

static void checksum(const EmbeddedFile *file, char out[HASH_TEXT]) {
    unsigned char hash[HASH_BYTES];
    crypto_generichash(hash, sizeof hash, file->bytes, file->len, NULL, 0);
    sodium_bin2hex(out, HASH_TEXT, hash, sizeof hash);
}

/* "007_drafts.sql" is the seventh; otherwise the program was built wrongly. */
static bool numbered(const Migration *migration, Error *error) {
    for (size_t i = 0; i < migration->count; i++) {
        const char *name = migration->files[i].name;
        char *end;
        if (strtoul(name, &end, 10) != i + 1 || end != name + NUMBER_LEN || *end != '_')
            return error_set(error, ERR_INTERNAL, name, "migration %zu of this program is called '%s'", i + 1, name);
    }
    return true;
}

static bool find_table(const Migration *migration, bool *found, Error *error) {
    const Db *db = migration->conn->db;
    DbRows rows;
    if (!db_run_literal(migration->conn, migration->arena, &rows, error, db->driver->tables, NULL, 0)) return false;
    *found = false;
    for (size_t i = 0; i < rows.count && !*found; i++) *found = strcmp(db_text(&rows, i, 0), "viva_schema") == 0;
    return *found || rows.count == 0 ||
           error_set(error, ERR_INVALID, "--db", "the %s holds tables of another program ('%s'): choose another database with --db",
                     db->name, db_text(&rows, 0, 0));
}

static bool make_table(const Migration *migration, Error *error) {
    return db_exec(migration->conn, error,
                   "CREATE TABLE viva_schema (version BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL,"
                   " applied BIGINT NOT NULL)");
}

static bool same(const Migration *migration, const DbRows *applied, size_t i, Error *error) {
    const EmbeddedFile *file = &migration->files[i];
    char hash[HASH_TEXT];
    checksum(file, hash);
    if (db_int(applied, i, 0) == (int64_t)i + 1 && strcmp(db_text(applied, i, 2), hash) == 0) return true;
    return error_set(
        error, ERR_INVALID, "--db",
        "the %s was made with another '%s' than this program has ('%s'): use the viva that made it, or another database",
        migration->conn->db->name, db_text(applied, i, 1), file->name);
}

static bool check_applied(const Migration *migration, size_t *have, Error *error) {
    DbRows applied;
    if (!db_query(migration->conn, migration->arena, &applied, error,
                  "SELECT version, name, checksum FROM viva_schema ORDER BY version"))
        return false;
    *have = applied.count;
    if (applied.count > migration->count)
        return error_set(
            error, ERR_INVALID, "--db",
            "the %s was made by a newer viva (schema %zu, this program knows %zu): install that version, or choose another "
            "database with --db",
            migration->conn->db->name, applied.count, migration->count);
    for (size_t i = 0; i < applied.count; i++)
        if (!same(migration, &applied, i, error)) return false;
    return true;
}

static bool apply(const Migration *migration, size_t i, Error *error) {
    const EmbeddedFile *file = &migration->files[i];
    char hash[HASH_TEXT];
    checksum(file, hash);
    if (!migration->conn->db->driver->script(migration->conn, (const char *)file->bytes, error)) {
        snprintf(error->where, sizeof error->where, "%s", file->name);
        return false;
    }
    return db_exec(migration->conn, error, "INSERT INTO viva_schema (version, name, checksum, applied) VALUES ($1, $2, $3, $4)",
                   DB_INT((int64_t)i + 1), DB_TEXT(file->name), DB_TEXT(hash), DB_INT(migration->now));
}

bool db_migrate(Db *db, const EmbeddedFile *files, size_t count, int64_t now, Error *error) {
    ARENA_SCOPED Arena *arena = arena_new();
    DB_SCOPED DbConn *conn = db_begin_schema(db, error);
    if (!conn) return false;
    const Migration migration = {.conn = conn, .arena = arena, .files = files, .count = count, .now = now};
    bool found;
    size_t have = 0;
    if (!numbered(&migration, error) || !find_table(&migration, &found, error)) return false;
    if (found ? !check_applied(&migration, &have, error) : !make_table(&migration, error)) return false;
    for (size_t i = have; i < count; i++)
        if (!apply(&migration, i, error)) return false;
    return db_commit(conn, error);
}
