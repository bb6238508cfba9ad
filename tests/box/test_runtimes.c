/* What a question can rely on that is no Python function: statements of SQL in a process of their own, and programs that read and print.
 *
 * usage: test_runtimes VIVA-BOX RUNTIME PYTHON */
#include "judge/box_client.h"
#include "text/cbor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static BoxOptions options = {.slots = 2};
static BoxClient *client;

static const char schema[] = "CREATE TABLE orders (id INTEGER, customer TEXT, amount REAL);";

typedef struct {
    Arena *arena;
    BoxSession *session;
    BoxReply reply;
} Bench;

static int set_up(void **state) {
    Bench *bench = calloc(1, sizeof *bench);
    bench->arena = arena_new();
    *state = bench;
    return 0;
}

static int tear_down(void **state) {
    Bench *bench = *state;
    box_close(bench->session);
    arena_free(bench->arena);
    free(bench);
    return 0;
}

static BoxOutcome open_code(Bench *bench, BoxMode mode, const char *code) {
    BoxOpen open = {.stack = mode == BOX_QUERY ? "sql" : "numpy",
                    .mode = mode,
                    .code = code,
                    .file = mode == BOX_QUERY ? "solution.sql" : "solution.py",
                    .name = mode == BOX_QUERY ? schema : NULL,
                    .limits = {.seconds = 1, .memory_bytes = 64 << 20, .result_bytes = 1 << 20}};
    Error error = {0};
    box_close(bench->session);
    bench->session = box_open(client, bench->arena, &open, &bench->reply, &error);
    if (!bench->session) fail_msg("open: %s", error.message);
    return bench->reply.outcome;
}

static BoxOutcome call(Bench *bench, const Buf *input) {
    Error error = {0};
    if (!box_call(bench->session, bench->arena, input->data, input->len, &bench->reply, &error))
        fail_msg("call: %s", error.message);
    return bench->reply.outcome;
}

static const Value *result(Bench *bench) {
    Error error = {0};
    const Value *value = cbor_decode(bench->arena, bench->reply.result, bench->reply.result_len, &error);
    if (!value) fail_msg("result: %s %s", error.where, error.message);
    return value;
}

/* Three orders; the last has no customer. */
static Buf orders(Bench *bench) {
    Value items[3][3] = {{value_int(1), value_int(2), value_int(3)},
                         {value_text("ada"), value_text("bo"), value_none()},
                         {value_float(10.5), value_int(4), value_float(0.25)}};
    Value names[3] = {value_text("id"), value_text("customer"), value_text("amount")}, columns[3], none = value_none();
    ValueArray arrays[3];
    size_t shape = 3;
    for (size_t i = 0; i < 3; i++) {
        arrays[i] =
            (ValueArray){.dtype = DTYPE_ITEMS, .name = "object", .dimensions = 1, .shape = &shape, .count = 3, .items = items[i]};
        columns[i] = (Value){.kind = VALUE_ARRAY, .array = &arrays[i]};
    }
    ValueFrame frame = {.rows = 3, .columns = 3, .names = names, .data = columns, .index_name = &none};
    Value pair[2] = {value_text("orders"), {.kind = VALUE_FRAME, .frame = &frame}}, dict = value_dict(pair, 1);
    Buf input = buf_new(bench->arena);
    cbor_encode(&input, &dict);
    return input;
}

static BoxOutcome query(Bench *bench, const char *code) {
    assert_int_equal(open_code(bench, BOX_QUERY, code), BOX_OK);
    Buf input = orders(bench);
    return call(bench, &input);
}

static Value cell(const Value *frame, size_t column, size_t row) { return value_element(frame->frame->data[column].array, row); }

/* ---- SQL ---- */

static void test_rows_come_back_with_their_names_and_types(void **state) {
    Bench *bench = *state;
    assert_int_equal(
        query(
            bench,
            "SELECT customer AS who, sum(amount) AS total, count(*) AS n, x'00ff' AS b FROM orders GROUP BY customer ORDER BY id;"),
        BOX_OK);
    const Value *rows = result(bench);
    assert_int_equal(rows->kind, VALUE_FRAME);
    assert_int_equal(rows->frame->rows, 3);
    assert_string_equal(value_string(bench->arena, &rows->frame->names[0]), "who");
    assert_string_equal(value_string(bench->arena, (const Value[]){cell(rows, 0, 0)}), "ada");
    assert_string_equal(cell(rows, 0, 2).opaque.type, "NULL");
    assert_true(cell(rows, 1, 1).number == 4.0); /* 4 in a REAL column */
    assert_int_equal(cell(rows, 2, 0).kind, VALUE_INT);
    assert_int_equal(cell(rows, 3, 0).kind, VALUE_BYTES);
}

static void test_every_call_has_a_database_of_its_own(void **state) {
    Bench *bench = *state;
    assert_int_equal(query(bench, "SELECT count(*) AS n FROM orders"), BOX_OK);
    Buf input = orders(bench);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(call(bench, &input), BOX_OK);
        assert_int_equal(cell(result(bench), 0, 0).integer, 3);
    }
}

static void test_an_error_names_its_line_and_the_name_that_was_meant(void **state) {
    Bench *bench = *state;
    assert_int_equal(query(bench, "-- mine\nSELECT id,\n       amout\nFROM orders"), BOX_RUNTIME_ERROR);
    assert_int_equal(bench->reply.line, 3);
    assert_string_equal(bench->reply.exception, "SQLError");
    assert_string_equal(bench->reply.message, "no such column: amout, line 3; did you mean amount?");
    assert_non_null(strstr(bench->reply.traceback, "    amout\n    ^"));
    assert_int_equal(query(bench, "SELECT o.id FROM ordres AS o"), BOX_RUNTIME_ERROR);
    assert_non_null(strstr(bench->reply.message, "did you mean orders?"));
    assert_int_equal(query(bench, "SELECT id\nFORM orders"), BOX_RUNTIME_ERROR);
    assert_int_equal(bench->reply.line, 2);
    assert_int_equal(query(bench, "SELECT \"amout\" FROM orders"), BOX_RUNTIME_ERROR); /* no string by accident */
}

static void test_a_statement_can_read_and_nothing_else(void **state) {
    Bench *bench = *state;
    static const struct {
        const char *code, *says;
    } refused[] = {
        {"DELETE FROM orders", "DELETE changes table orders"},
        {"UPDATE orders SET amount = 0 RETURNING id", "UPDATE changes table orders"},
        {"INSERT INTO orders VALUES (9, 'x', 1) RETURNING id", "INSERT changes table orders"},
        {"PRAGMA table_info(orders)", "stand beside the question"},
        {"SELECT * FROM pragma_table_info('orders')", "stand beside the question"},
        {"CREATE TEMP TABLE t AS SELECT 1", "WITH name AS"},
        {"DROP TABLE orders", "WITH name AS"},
        {"BEGIN", "nothing to commit"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (query(bench, refused[i].code) != BOX_RUNTIME_ERROR) fail_msg("not refused: %s", refused[i].code);
        assert_string_equal(bench->reply.exception, "SQLError");
        if (!strstr(bench->reply.message, refused[i].says)) fail_msg("%s: %s", refused[i].code, bench->reply.message);
        assert_int_equal(bench->reply.line, 1);
    }
    assert_int_equal(query(bench, "SELECT 1 AS a; SELECT 2 AS b"), BOX_RUNTIME_ERROR);
    assert_int_equal(bench->reply.line, 1);
    assert_int_equal(query(bench, "-- nothing yet\n"), BOX_RUNTIME_ERROR);
    assert_int_equal(query(bench, "SELECT 1 AS a; -- done\n;"), BOX_OK);
    assert_int_equal(query(bench, ";\n;\nSELECT amout FROM orders"), BOX_RUNTIME_ERROR);
    assert_int_equal(bench->reply.line, 3);
}

static void test_an_attempt_to_leave_the_database_is_forbidden_and_says_where(void **state) {
    Bench *bench = *state;
    static const struct {
        const char *code, *says;
        int line;
    } attempts[] = {
        {"-- elsewhere\nATTACH '/tmp/x' AS x", "another database (ATTACH), in line 2", 2},
        {"SELECT 1 AS a;\nATTACH ':memory:' AS x", "another database (ATTACH), in line 2", 2},
        {"DETACH main", "another database (DETACH), in line 1", 1},
        {"SELECT 1 AS a,\n  load_extension('/tmp/x.so') AS b", "native code (load_extension), in line 2", 2},
        {"SELECT id,\n  writefile('/tmp/x', 'x') AS n FROM orders", "files (writefile), in line 2", 2},
        {"SELECT ReadFile('/etc/passwd') AS n", "files (readfile), in line 1", 1},
        {"VACUUM INTO '/tmp/copy'", "a file of its own (VACUUM), in line 1", 1},
        {"SELECT 1 AS a; /* and */\nvacuum into '/tmp/copy'", "a file of its own (VACUUM), in line 2", 2},
        {"PRAGMA writable_schema = 1", "settings of the database (PRAGMA writable_schema), in line 1", 1},
        {"SELECT * FROM pragma_user_version", "settings of the database (PRAGMA user_version), in line 1", 1},
    };
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        if (query(bench, attempts[i].code) != BOX_FORBIDDEN)
            fail_msg("not forbidden: %s (%s)", attempts[i].code, bench->reply.message);
        if (!strstr(bench->reply.message, attempts[i].says)) fail_msg("%s: %s", attempts[i].code, bench->reply.message);
        assert_int_equal(bench->reply.line, attempts[i].line);
    }
    assert_int_equal(query(bench, "SELECT 'ATTACH' AS vacuum -- load_extension\n"), BOX_OK);
}

static void test_limits_have_their_verdicts(void **state) {
    Bench *bench = *state;
    static const char endless[] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS c FROM n";
    static const char many[] =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 900000) SELECT i, i AS j FROM n";
    static const char heavy[] = "SELECT length(hex(zeroblob(300000000))) AS n";
    assert_int_equal(query(bench, endless), BOX_TIME_LIMIT);
    assert_int_equal(query(bench, many), BOX_OUTPUT_LIMIT);
    assert_int_equal(query(bench, heavy), BOX_MEMORY_LIMIT);
    assert_int_equal(query(bench, "SELECT 1 AS a"), BOX_OK);
}

/* ---- programs ---- */

static BoxOutcome feed(Bench *bench, const char *text) {
    Buf input = buf_new(bench->arena);
    cbor_put_map(&input, 1);
    cbor_put_text(&input, "stdin");
    cbor_put_text(&input, text);
    return call(bench, &input);
}

static void test_every_way_to_standard_input_works(void **state) {
    Bench *bench = *state;
    static const char *const programs[] = {
        "print(input(), input())",
        "import sys\nprint(*sys.stdin.read().split())",
        "import sys\nprint(*[line.strip() for line in sys.stdin])",
        "import sys\nprint(*sys.stdin.buffer.read().decode().split())",
        "print(*open(0).read().split())",
        "import os\nos.write(1, b' '.join(os.read(0, 100).split()) + b'\\n')",
        "import sys\nsys.stdout = open(1, 'w')\nprint(*sys.stdin.read().split())",
        "import sys\ndef main():\n    print(*sys.stdin.read().split())\nif __name__ == '__main__':\n    main()\n    sys.exit(0)",
    };
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        assert_int_equal(open_code(bench, BOX_PROGRAM, programs[i]), BOX_OK);
        for (int again = 0; again < 2; again++) {
            if (feed(bench, "one\ntwo\n") != BOX_OK) fail_msg("%s: %s", programs[i], bench->reply.message);
            assert_string_equal(bench->reply.printed, "one two\n");
        }
    }
}

static void test_every_call_runs_the_program_anew(void **state) {
    Bench *bench = *state;
    static const char code[] = "import sys\nassert 'seen' not in globals()\nseen = input()\nprint(seen)\nprint('aside', "
                               "file=sys.stderr)\nsys.stdin.close()";
    assert_int_equal(open_code(bench, BOX_PROGRAM, code), BOX_OK);
    assert_int_equal(feed(bench, "a\n"), BOX_OK);
    assert_int_equal(feed(bench, "b\n"), BOX_OK);
    assert_string_equal(bench->reply.printed, "b\n");
    assert_string_equal(value_string(bench->arena, result(bench)), "aside\n");
}

static void test_a_program_that_fails_says_where(void **state) {
    Bench *bench = *state;
    assert_int_equal(open_code(bench, BOX_PROGRAM, "n = int(input())\nprint(n)\nprint(1 / n)\n"), BOX_OK);
    assert_int_equal(feed(bench, "0\n"), BOX_RUNTIME_ERROR);
    assert_int_equal(bench->reply.line, 3);
    assert_string_equal(bench->reply.exception, "ZeroDivisionError");
    assert_string_equal(bench->reply.printed, "0\n");
    assert_int_equal(feed(bench, ""), BOX_RUNTIME_ERROR);
    assert_string_equal(bench->reply.exception, "EOFError");
    assert_int_equal(open_code(bench, BOX_PROGRAM, "import sys\nsys.exit(3)\n"), BOX_OK);
    assert_int_equal(feed(bench, ""), BOX_RUNTIME_ERROR);
    assert_string_equal(bench->reply.message, "the program ended with exit code 3");
    assert_int_equal(open_code(bench, BOX_PROGRAM, "while True: print('x' * 1000)"), BOX_OK);
    assert_int_equal(feed(bench, ""), BOX_OUTPUT_LIMIT);
}

static int start(void **state) {
    Error error = {0};
    (void)state;
    client = box_start(&options, &error);
    if (!client || !box_wait_ready(client, "numpy", 60, &error) || !box_wait_ready(client, "sql", 60, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    return 0;
}

static int stop(void **state) {
    (void)state;
    box_stop(client);
    return 0;
}

#define BENCH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(int count, char **arguments) {
    if (count != 4) {
        fputs("usage: test_runtimes VIVA-BOX RUNTIME PYTHON\n", stderr);
        return 2;
    }
    options.box = arguments[1], options.runtime = arguments[2], options.python = arguments[3];
    const struct CMUnitTest tests[] = {
        BENCH(test_rows_come_back_with_their_names_and_types),
        BENCH(test_every_call_has_a_database_of_its_own),
        BENCH(test_an_error_names_its_line_and_the_name_that_was_meant),
        BENCH(test_a_statement_can_read_and_nothing_else),
        BENCH(test_an_attempt_to_leave_the_database_is_forbidden_and_says_where),
        BENCH(test_limits_have_their_verdicts),
        BENCH(test_every_way_to_standard_input_works),
        BENCH(test_every_call_runs_the_program_anew),
        BENCH(test_a_program_that_fails_says_where),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
