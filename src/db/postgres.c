/* PostgreSQL: for a house with more users than one machine bears.
 *
 * Every statement is prepared once a connection and run with typed parameters; values travel in PostgreSQL's binary format both ways
 * (integers and doubles big-endian), so that doubles keep every bit and nothing is ever quoted. Types are told to the server: it could
 * not guess that of `$1 IS NULL`.
 *
 * Sessions are read-only except in a transaction that db_begin has begun. That runs at READ COMMITTED whatever the server's default;
 * the store's writes are single conditional statements (UPDATE ... WHERE revision = $n, INSERT ... ON CONFLICT DO NOTHING) that are safe
 * there. synchronous_commit is switched on where an operator has it off, since an acknowledged attempt must survive. Statements are
 * cancelled after 30 s, so that a thread never hangs on the server.
 *
 * A server that restarts drops its connections. db.c asks `alive` after a failure and connects anew once where nothing is lost by it:
 * before a transaction, or for a query outside of one. A connection lost during COMMIT leaves the outcome open; the message says so. */
#include "db/driver.h"

#include "base/log.h"

#include <arpa/inet.h>
#include <endian.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OLDEST_SERVER = 120000, OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_INT4 = 23, OID_TEXT = 25, OID_FLOAT8 = 701 };

/* Serialises changes of the schema among processes; any number that nobody else uses ("viva"). */
#define LOCK_SCHEMA "SELECT pg_advisory_xact_lock(1986622049)"

/* --- errors -------------------------------------------------------------------------------------------------------------- */

/* SQLSTATEs, whole or their class of two letters (PostgreSQL's manual, appendix A); the first row that fits counts. */
static const struct {
    const char *state;
    ErrorCode code;
    const char *advice;
} states[] = {
    {"23505", ERR_STALE, ""},
    {"23503", ERR_NOT_FOUND, ""},
    {"23", ERR_INVALID, ""},
    {"22", ERR_INVALID, ""},
    {"40", ERR_UNAVAILABLE, ": another transaction was in the way; try again"},
    {"53", ERR_UNAVAILABLE, ": the server has no resources left; see its log"},
    {"54", ERR_TOO_LARGE, ""},
    {"55P03", ERR_UNAVAILABLE, ": another transaction was in the way; try again"},
    {"57", ERR_UNAVAILABLE, ": try again"},
    {"58", ERR_UNAVAILABLE, ": see the server's log"},
    {"08", ERR_UNAVAILABLE, ": try again"},
    {"28", ERR_UNAVAILABLE, ": check the user and the password in the URL"},
    {"42501", ERR_UNAVAILABLE, ": grant the user of the URL the right to use and create tables"},
};

/* The first line of libpq's message, without "ERROR:  ". */
static void first_line(const char *message, char *out, size_t size) {
    if (strncmp(message, "ERROR:  ", 8) == 0) message += 8;
    if (strncmp(message, "FATAL:  ", 8) == 0) message += 8;
    snprintf(out, size, "%.*s", (int)strcspn(message, "\n"), message);
}

static bool failure(const DbConn *conn, const PGresult *result, Error *error, const char *what) {
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    ErrorCode code = PQstatus(conn->handle) == CONNECTION_OK && state ? ERR_INTERNAL : ERR_UNAVAILABLE;
    const char *advice = "";
    for (size_t i = 0; state && i < sizeof states / sizeof *states; i++) {
        if (strncmp(state, states[i].state, strlen(states[i].state)) != 0) continue;
        code = states[i].code;
        advice = states[i].advice;
        break;
    }
    char says[300];
    first_line(result ? PQresultErrorMessage(result) : PQerrorMessage(conn->handle), says, sizeof says);
    return error_set(error, code, "database", "cannot %s the %s: %s%s", what, conn->db->name,
                     *says ? says : "the connection was lost", advice);
}

static void result_cleanup(PGresult **result) { PQclear(*result); }
#define RESULT_SCOPED __attribute__((cleanup(result_cleanup)))

/* --- connections --------------------------------------------------------------------------------------------------------- */

static const char *option_value(const PQconninfoOption *options, const char *keyword, const char *otherwise) {
    for (; options->keyword; options++)
        if (strcmp(options->keyword, keyword) == 0 && options->val && *options->val) return options->val;
    return otherwise;
}

/* libpq's own message about a bad URL quotes it, with the password. */
static bool prepare(Db *db, Error *error) {
    PQconninfoOption *options = PQconninfoParse(db->target, NULL);
    if (!options)
        return error_set(error, ERR_INVALID, "--db",
                         "the URL of the PostgreSQL database cannot be read: it is postgresql://USER:PASSWORD@HOST:PORT/NAME, with "
                         "special characters as %%XX");
    int n = asprintf(&db->name, "PostgreSQL database '%s' on %s", option_value(options, "dbname", "(default)"),
                     option_value(options, "host", "this machine"));
    PQconninfoFree(options);
    if (n < 0) abort();
    return true;
}

static void show_notice(void *nothing, const char *message) {
    (void)nothing;
    log_debug("postgres: %.*s", (int)strcspn(message, "\n"), message);
}

static bool settle(DbConn *conn, const char *sql, Error *error) {
    RESULT_SCOPED PGresult *result = PQexec(conn->handle, sql);
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || failure(conn, result, error, "set up");
}

static bool server_is_fine(DbConn *conn, Error *error) {
    int version = PQserverVersion(conn->handle);
    if (version < OLDEST_SERVER)
        return error_set(error, ERR_INVALID, "--db", "the %s is version %d; viva needs PostgreSQL 12 or newer", conn->db->name,
                         version / 10000);
    const char *encoding = PQparameterStatus(conn->handle, "server_encoding");
    if (!encoding || strcmp(encoding, "UTF8") != 0)
        return error_set(error, ERR_INVALID, "--db", "the %s has the encoding %s: make one with createdb -E UTF8 -T template0",
                         conn->db->name, encoding ? encoding : "(unknown)");
    return true;
}

static void disconnect(DbConn *conn);

static bool connect_server(DbConn *conn, Error *error) {
    const char *const keys[] = {"connect_timeout", "fallback_application_name", "dbname", "client_encoding", NULL};
    const char *const values[] = {"10", "viva", conn->db->target, "UTF8", NULL};
    PGconn *pq = PQconnectdbParams(keys, values, 1);
    if (!pq) return error_set(error, ERR_UNAVAILABLE, "database", "no memory to open the %s", conn->db->name);
    conn->handle = pq;
    PQsetNoticeProcessor(pq, show_notice, NULL);
    bool fine = PQstatus(pq) == CONNECTION_OK || failure(conn, NULL, error, "reach");
    fine = fine && server_is_fine(conn, error) &&
           settle(conn, "SET default_transaction_read_only TO on; SET statement_timeout TO '30s'", error) &&
           settle(conn, "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
                  error);
    if (!fine) disconnect(conn);
    return fine;
}

typedef struct {
    char name[24];
} Prepared;

static void disconnect(DbConn *conn) {
    db_statements_clear(conn, free);
    PQfinish(conn->handle);
    conn->handle = NULL;
}

static bool alive(const DbConn *conn) { return conn->handle && PQstatus(conn->handle) == CONNECTION_OK; }

/* --- transactions -------------------------------------------------------------------------------------------------------- */

static bool command(DbConn *conn, const char *sql, const char *what, Error *error) {
    RESULT_SCOPED PGresult *result = PQexec(conn->handle, sql);
    return PQresultStatus(result) == PGRES_COMMAND_OK || failure(conn, result, error, what);
}

static bool begin(DbConn *conn, bool for_schema, Error *error) {
    if (!command(conn, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", "write to", error)) return false;
    return !for_schema || settle(conn, "SET LOCAL statement_timeout TO 0; " LOCK_SCHEMA, error);
}

/* The server answers a COMMIT of a transaction that has failed with "ROLLBACK", as a success. */
static bool commit(DbConn *conn, Error *error) {
    RESULT_SCOPED PGresult *result = PQexec(conn->handle, "COMMIT");
    if (PQresultStatus(result) == PGRES_COMMAND_OK) {
        if (strcmp(PQcmdStatus(result), "COMMIT") == 0) return true;
        return error_set(error, ERR_INTERNAL, "database", "the %s rolled a transaction back", conn->db->name);
    }
    if (PQstatus(conn->handle) == CONNECTION_OK) return failure(conn, result, error, "commit to");
    return error_set(error, ERR_UNAVAILABLE, "database",
                     "the %s was lost during a commit: the outcome is unknown; look whether it is there, then try again",
                     conn->db->name);
}

static void rollback(DbConn *conn) {
    Error error;
    if (!alive(conn) || PQtransactionStatus(conn->handle) == PQTRANS_IDLE) return;
    if (command(conn, "ROLLBACK", "roll back on", &error)) return;
    log_warning("%s", error.message);
    disconnect(conn);
}

/* --- statements ---------------------------------------------------------------------------------------------------------- */

static Oid oid_of(DbType type) {
    switch (type) {
    case DB_INTEGER:
        return OID_INT8;
    case DB_DOUBLE:
        return OID_FLOAT8;
    case DB_BLOB:
        return OID_BYTEA;
    default:
        return OID_TEXT;
    }
}

/* SQLite notices a parameter too many; PostgreSQL would take it. */
static bool names_all(const char *sql, size_t count, Error *error) {
    unsigned long greatest = 0;
    for (const char *at = strchr(sql, '$'); at; at = strchr(at + 1, '$')) {
        unsigned long n = strtoul(at + 1, NULL, 10);
        if (n > greatest) greatest = n;
    }
    return greatest == count ||
           error_set(error, ERR_INTERNAL, "database", "%zu parameters were given, the statement names others: %s", count, sql);
}

static const Prepared *prepared_for(DbConn *conn, const char *sql, const DbValue *params, size_t count, Error *error) {
    Prepared *prepared = db_statement_find(conn, sql);
    if (prepared) return prepared;
    if (!names_all(sql, count, error)) return NULL;
    Oid types[DB_PARAM_LIMIT];
    for (size_t i = 0; i < count; i++) types[i] = oid_of(params[i].type);
    prepared = calloc(1, sizeof *prepared);
    if (!prepared) abort();
    snprintf(prepared->name, sizeof prepared->name, "viva_%zu", conn->statements.count);
    RESULT_SCOPED PGresult *result = PQprepare(conn->handle, prepared->name, sql, (int)count, types);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) {
        free(prepared);
        failure(conn, result, error, "ask");
        return NULL;
    }
    db_statement_keep(conn, sql, prepared);
    return prepared;
}

/* The parameters as libpq wants them; `word` holds the big-endian form of numbers. */
typedef struct {
    const char *values[DB_PARAM_LIMIT];
    int lengths[DB_PARAM_LIMIT], formats[DB_PARAM_LIMIT];
    uint64_t words[DB_PARAM_LIMIT];
} Sent;

static const char *send_word(uint64_t *word, uint64_t host) {
    *word = htobe64(host);
    return (const char *)word;
}

static void send_params(Sent *sent, const DbValue *params, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const DbValue *param = &params[i];
        sent->formats[i] = 1;
        sent->lengths[i] = (int)param->len;
        if (param->type == DB_STRING) {
            sent->values[i] = param->string;
        } else if (param->type == DB_BLOB) {
            sent->values[i] = param->blob;
        } else {
            uint64_t bits;
            memcpy(&bits, param->type == DB_DOUBLE ? (const void *)&param->real : &param->integer, sizeof bits);
            sent->values[i] = send_word(&sent->words[i], bits);
            sent->lengths[i] = sizeof bits;
        }
    }
}

static uint64_t received_word(const char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return be64toh(word);
}

static double received_double(const char *bytes) {
    uint64_t bits = received_word(bytes);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static int32_t received_int4(const char *bytes) {
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return (int32_t)ntohl(word);
}

/* False for a type that the dialect does not have. */
static bool received(Arena *arena, const PGresult *result, int row, int column, DbValue *out) {
    if (PQgetisnull(result, row, column)) return true; /* zeroed: DB_NULL */
    const char *bytes = PQgetvalue(result, row, column);
    size_t len = (size_t)PQgetlength(result, row, column);
    switch (PQftype(result, column)) {
    case OID_INT8:
        *out = DB_INT((int64_t)received_word(bytes));
        return true;
    case OID_INT4:
        *out = DB_INT(received_int4(bytes));
        return true;
    case OID_FLOAT8:
        *out = DB_REAL(received_double(bytes));
        return true;
    case OID_TEXT:
        *out = DB_TEXT(arena_strndup(arena, bytes, len));
        return true;
    case OID_BYTEA:
        *out = DB_BYTES(arena_memdup(arena, bytes, len), len);
        return true;
    default:
        return false;
    }
}

static bool fetch(const DbConn *conn, const PGresult *result, Arena *arena, DbRows *rows, Error *error) {
    size_t count = (size_t)PQntuples(result), columns = (size_t)PQnfields(result);
    DbValue *cells = ARENA_MANY(arena, DbValue, count * columns);
    for (size_t i = 0; i < count * columns; i++) {
        int row = (int)(i / columns), column = (int)(i % columns);
        if (!received(arena, result, row, column, &cells[i]))
            return error_set(error, ERR_INTERNAL, "database", "column '%s' from the %s has the type %u: cast it to BIGINT or TEXT",
                             PQfname(result, column), conn->db->name, PQftype(result, column));
    }
    *rows = (DbRows){.count = count, .columns = columns, .cells = cells};
    return true;
}

static bool run(DbConn *conn, Arena *arena, DbRows *rows, Error *error, const char *sql, const DbValue *params, size_t count) {
    const Prepared *prepared = prepared_for(conn, sql, params, count, error);
    if (!prepared) return false;
    Sent sent;
    send_params(&sent, params, count);
    RESULT_SCOPED PGresult *result =
        PQexecPrepared(conn->handle, prepared->name, (int)count, sent.values, sent.lengths, sent.formats, 1);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return failure(conn, result, error, rows ? "read" : "write to");
    conn->changed = strtoll(PQcmdTuples(result), NULL, 10);
    return !rows || fetch(conn, result, arena, rows, error);
}

static bool script(DbConn *conn, const char *sql, Error *error) { return command(conn, sql, "migrate", error); }

const DbDriver db_postgres = {
    .prepare = prepare,
    .connect = connect_server,
    .disconnect = disconnect,
    .alive = alive,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .run = run,
    .script = script,
    .tables = "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()",
    .connections = 16,
    .one_writer = false,
};
