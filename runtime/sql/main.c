/* viva-sql: the runtime of the stack `sql`. SQLite in a process of its own, as confined as a learner's Python.
 *
 * viva-box starts it like a warm interpreter (runtime/python/zygote.py), with itself on descriptor 3; it says READY and clones a child for each session. A child
 * gets the schema and the learner's statement once (OPEN), and then case after case the tables (CALL): each call has a database of its own, in
 * memory, which is gone when the call is answered. Nothing is shared between calls or children.
 *
 * `viva-sql --probe` prints what the program needs of the file system, `--stacks` its one stack, as the harness's probe.py does. */
#include "sql.h"

#include "base/error.h"
#include "text/cbor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void tell(ZygoteKind kind, const char *says) {
    char message[sizeof(ZygoteMessage) + ZYGOTE_TEXT];
    ZygoteMessage head = {.kind = kind};
    size_t len = strnlen(says, ZYGOTE_TEXT);
    memcpy(message, &head, sizeof head);
    memcpy(message + sizeof head, says, len);
    if (write(ZYGOTE_FD, message, sizeof head + len) < 0) _exit(1); /* viva-box is gone */
}

/* ---- answers ---- */

static void answer_value(const Buf *value) {
    RunnerFrame frame = {.magic = RUNNER_MAGIC, .status = RUNNER_VALUE, .value_len = value->len};
    frame_write(&frame, sizeof frame);
    frame_write(value->data, value->len);
}

static uint32_t text_len(const char *text) {
    size_t len = text ? strlen(text) : 0;
    return (uint32_t)(len < WIRE_TEXT_CAP ? len : WIRE_TEXT_CAP);
}

static void answer_failure(const Failure *failure) {
    RunnerFrame frame = {.magic = RUNNER_MAGIC,
                         .status = failure->status,
                         .line = failure->line,
                         .exception_len = text_len(failure->exception),
                         .message_len = text_len(failure->message),
                         .traceback_len = text_len(failure->shown)};
    frame_write(&frame, sizeof frame);
    frame_write(failure->exception, frame.exception_len);
    frame_write(failure->message, frame.message_len);
    frame_write(failure->shown, frame.traceback_len);
}

/* ---- the child's life ---- */

static char *copy(const char *text, size_t len) {
    char *made = malloc(len + 1);
    if (!made) _exit(1);
    memcpy(made, text, len);
    made[len] = '\0';
    return made;
}

static void open_query(Query *query, const char *payload, size_t len) {
    RunnerOpen head;
    const char *texts[4];
    if (!frame_open(payload, len, &head, texts)) _exit(1);
    *query = (Query){.code = copy(texts[0], head.code_len),
                     .file = copy(texts[1], head.file_len),
                     .schema = copy(texts[2], head.name_len),
                     .limit = head.result_bytes};
    ARENA_SCOPED Arena *arena = arena_new();
    Buf nothing = buf_new(arena);
    cbor_put_null(&nothing);
    answer_value(&nothing);
}

static void call_query(const Query *query, const char *payload, size_t len) {
    ARENA_SCOPED Arena *arena = arena_new();
    Error error = {0};
    Failure failure = {.status = RUNNER_RAISED, .exception = "SQLError"};
    Buf result = buf_new(arena);
    const Value *inputs = cbor_decode(arena, payload, len, &error);
    if (!inputs || inputs->kind != VALUE_DICT || !query->code) {
        failure.message = inputs ? "the input is no dict of tables" : error.message;
        answer_failure(&failure);
    } else if (query_run(arena, query, inputs, &result, &failure)) {
        answer_value(&result);
    } else {
        answer_failure(&failure);
    }
}

__attribute__((noreturn)) static void run(void *self) {
    Query query = {0};
    (void)self;
    for (;;) {
        char *payload;
        size_t len;
        if (frame_read(&payload, &len) == RUNNER_OPEN)
            open_query(&query, payload, len);
        else
            call_query(&query, payload, len);
        free(payload);
    }
}

/* A small query through everything that a usual one goes through. */
static void prepare(void *self, bool warm) {
    if (!warm) return;
    ARENA_SCOPED Arena *arena = arena_new();
    Query query = {.code = (char[]){"WITH s AS (SELECT a, sum(b) OVER (ORDER BY a) AS t FROM w) SELECT a, t FROM s ORDER BY t"},
                   .file = (char[]){"warm.sql"},
                   .schema = (char[]){"CREATE TABLE w (a TEXT, b REAL)"},
                   .limit = 1 << 20};
    Value none = value_dict(NULL, 0);
    Buf result = buf_new(arena);
    Failure failure;
    (void)self;
    if (!query_run(arena, &query, &none, &result, &failure)) _exit(1);
}

static void nothing(void *self) { (void)self; }

int main(int count, char **arguments) {
    if (count == 2 && strcmp(arguments[1], "--probe") == 0) return probe_print();
    if (count == 2 && strcmp(arguments[1], "--stacks") == 0)
        return printf("sql\tready\tSQLite %s\n", sqlite3_libversion()) > 0 ? 0 : 1;
    Runtime runtime = {nothing, nothing, nothing, prepare, run, NULL};
    char says[64];
    dup2(STDOUT_FILENO, STDERR_FILENO);
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    prepare(NULL, true);
    snprintf(says, sizeof says, "SQLite %s", sqlite3_libversion());
    tell(ZYGOTE_READY, says);
    const char *why = zygote_serve(&runtime);
    if (why) tell(ZYGOTE_FAILED, why);
    return why ? 1 : 0;
}
