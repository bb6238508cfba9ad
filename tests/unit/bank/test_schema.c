/* The tables of a SQL question, from schema.sql and data/NAME.csv as they stand in memory: what is read, and what is noted where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bank/reader.h"
#include "base/buf.h"

#include <stdlib.h>

static Arena *arena;
static Notes notes;
static Question question;

static int set_up(void **state) {
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

static int by_name(const void *one, const void *other) { return strcmp(((const File *)one)->name, ((const File *)other)->name); }

/* Reads a question that has this schema.sql and these files: name, text (NULL: it is no text), ..., NULL. */
static void read(const char *schema, ...) {
    File files[8] = {{.name = "schema.sql", .path = "q/schema.sql", .text = schema}};
    size_t count = 1;
    va_list given;
    va_start(given, schema);
    for (const char *name; (name = va_arg(given, const char *)) && count < 8; count++)
        files[count] = (File){.name = name, .path = arena_printf(arena, "q/%s", name), .text = va_arg(given, const char *)};
    va_end(given);
    qsort(files, count, sizeof *files, by_name);
    notes = (Notes){.arena = arena};
    question = (Question){.slug = "q"};
    Reader reader = {
        .arena = arena, .notes = &notes, .folder = {.path = "q", .files = files, .count = count}, .question = &question};
    read_schema(&reader);
}

static const Table *table(const char *name) {
    for (size_t i = 0; i < question.table_count; i++)
        if (strcmp(question.tables[i].name, name) == 0) return &question.tables[i];
    fail_msg("there is no table %s", name);
    return NULL;
}

static void assert_sound(void) {
    if (notes.count) fail_msg("%s:%d: %s", notes.items[0].path, notes.items[0].line, notes.items[0].message);
}

static void assert_column(const Table *of, size_t at, const char *name, const char *type, const char *says) {
    assert_true(at < of->column_count);
    assert_string_equal(of->columns[at].name, name);
    assert_string_equal(of->columns[at].type, type);
    assert_string_equal(of->columns[at].says, says);
}

static void assert_noted(const char *path, int line, const char *says) {
    for (size_t i = 0; i < notes.count; i++)
        if (strcmp(notes.items[i].path, path) == 0 && notes.items[i].line == line && strstr(notes.items[i].message, says)) return;
    fail_msg("not noted at %s:%d: %s (but %s:%d: %s)", path, line, says, notes.count ? notes.items[0].path : "nothing",
             notes.count ? notes.items[0].line : 0, notes.count ? notes.items[0].message : "");
}

static void tables_columns_types_and_comments_are_read(void **state) {
    (void)state;
    read("-- One row for each\n-- order.\nCREATE TABLE orders (\n  id INTEGER PRIMARY KEY,  -- counts from 1\n"
         "  price DECIMAL(10, 2) NOT NULL, -- in euros\n  note DOUBLE PRECISION, -- free text\n  at TEXT -- ISO 8601\n);\n\ncreate "
         "table \"other "
         "one\" (a);\n",
         NULL);
    assert_sound();
    assert_int_equal(question.table_count, 2);
    const Table *orders = table("orders");
    assert_string_equal(orders->says, "One row for each order.");
    assert_int_equal(orders->column_count, 4);
    assert_column(orders, 0, "id", "INTEGER", "counts from 1");
    assert_column(orders, 1, "price", "DECIMAL(10,2)", "in euros");
    assert_column(orders, 2, "note", "DOUBLE PRECISION", "free text");
    assert_column(orders, 3, "at", "TEXT", "ISO 8601");
    assert_string_equal(table("other one")->says, "");
    assert_column(table("other one"), 0, "a", "", "");
}

static void constraints_are_no_columns(void **state) {
    (void)state;
    read("CREATE TABLE t (a INT, b INT, PRIMARY KEY (a, b), CHECK (a > (b + 1)), FOREIGN KEY (a) REFERENCES u (x), UNIQUE (b));",
         NULL);
    assert_sound();
    assert_int_equal(table("t")->column_count, 2);
    assert_column(table("t"), 1, "b", "INT", "");
}

static void strings_and_quoted_names_mean_nothing_to_the_reader(void **state) {
    (void)state;
    read("CREATE TABLE t (a TEXT DEFAULT 'x, it''s )', \"check\" TEXT CHECK (\"check\" IN ('(', '')), \"primary\" INT);", NULL);
    assert_sound();
    assert_int_equal(table("t")->column_count, 3);
    assert_column(table("t"), 0, "a", "TEXT", "");
    assert_column(table("t"), 1, "check", "TEXT", "");
    assert_column(table("t"), 2, "primary", "INT", "");
}

static void what_is_no_table_is_refused_with_its_line(void **state) {
    (void)state;
    static const struct {
        const char *schema, *says;
        int line;
    } rows[] = {
        {"", "no CREATE TABLE", 1},
        {"-- nothing but words\n", "no CREATE TABLE", 2},
        {"\n\nDROP TABLE t;", "no CREATE TABLE", 3},
        {"CREATE VIEW v (a);", "TABLE is missing", 1},
        {"CREATE TABLE;", "needs a name", 1},
        {"CREATE TABLE 'x' (a INT);", "needs a name", 1},
        {"CREATE TABLE t AS SELECT 1;", "needs a name", 1},
        {"CREATE TABLE t (a INT,\n);", "no column", 2},
        {"CREATE TABLE t (\n'a' INT);", "no column", 2},
        {"CREATE TABLE t (a INT", "not closed", 1},
        {"CREATE TABLE t (a INT DEFAULT 'never closed);", "not closed", 1},
        {"CREATE TABLE t (a INT)\n", "ends with ';'", 2},
        {"CREATE TABLE t (a INT) STRICT;", "ends with ';'", 1},
        {"CREATE TABLE t (a INT); CREATE TABLE u (b INT); garbage", "no CREATE TABLE", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        read(rows[i].schema, NULL);
        assert_int_equal(notes.errors, 1);
        assert_noted("q/schema.sql", rows[i].line, rows[i].says);
    }
}

/* CREATE TABLE HEAD0 (TAIL); CREATE TABLE HEAD1 (TAIL); ... */
static const char *many(int tables, int columns) {
    Buf text = buf_new(arena);
    for (int i = 0; i < tables; i++) {
        buf_printf(&text, "CREATE TABLE t%d (", i);
        for (int c = 0; c < columns; c++) buf_printf(&text, "%sc%d INT", c ? ", " : "", c);
        buf_text(&text, ");\n");
    }
    return text.data;
}

static void tables_and_columns_are_counted(void **state) {
    (void)state;
    read(many(20, 40), NULL);
    assert_sound();
    assert_int_equal(question.table_count, 20);
    assert_int_equal(question.tables[19].column_count, 40);
    read(many(21, 1), NULL);
    assert_noted("q/schema.sql", 21, "at most 20 tables");
    read(many(1, 41), NULL);
    assert_noted("q/schema.sql", 1, "at most 40 columns");
}

static void a_name_too_long_is_refused_and_no_other_length_matters(void **state) {
    (void)state;
    const char *most = "n123456789n123456789n123456789n123456789n123456789n123456789n123456789n12345678";
    read(arena_printf(arena, "CREATE TABLE %s (%s INT);", most, most), NULL);
    assert_sound();
    assert_string_equal(question.tables[0].columns[0].name, most);
    read(arena_printf(arena, "CREATE TABLE t (%s9 INT);", most), NULL);
    assert_noted("q/schema.sql", 1, "too long");
    read(arena_printf(arena, "CREATE TABLE \"%s\xC3\xA9\" (a INT);", most), NULL);
    assert_noted("q/schema.sql", 1, "too long");
    char *words = arena_alloc(arena, 200001);
    memset(words, 'w', 200000), words[200000] = '\0';
    read(arena_printf(arena, "-- %s\nCREATE TABLE t (a TEXT DEFAULT '%s'); -- %s", words, words, words), NULL);
    assert_sound();
    assert_int_equal(strlen(table("t")->says), 200000);
}

static void rows_come_from_the_file_of_the_table(void **state) {
    (void)state;
    read("CREATE TABLE t (a INT, b TEXT); CREATE TABLE u (x INT);", "data/t.csv", "a,b\n1,\"x, y\"\n2,\n", NULL);
    assert_sound();
    assert_int_equal(table("t")->row_count, 2);
    assert_string_equal(table("t")->cells[1], "x, y");
    assert_null(table("t")->cells[3]);
    assert_int_equal(table("u")->row_count, 0);
}

static void rows_that_do_not_fit_are_noted(void **state) {
    (void)state;
    static const char schema[] = "CREATE TABLE t (a INT, b TEXT);";
    static const struct {
        const char *csv, *says;
        int line;
    } rows[] = {
        {"b,a\n1,2\n", "must name the columns of table t", 1},
        {"a\n1\n", "must name the columns of table t", 1},
        {"a,b,c\n1,2,3\n", "must name the columns of table t", 1},
        {"a,\n1,2\n", "must name the columns of table t", 1},
        {"", "must name the columns of table t", 1},
        {"a,b\n1\n", "line 2: this row has another number of fields", 0},
        {"a,b\n1,\"x\n", "line 3: a quote is not closed", 0},
        {NULL, "not valid UTF-8", 0}, /* bad bytes, or a NUL */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        read(schema, "data/t.csv", rows[i].csv, NULL);
        assert_int_equal(notes.errors, 1);
        assert_noted("q/data/t.csv", rows[i].line, rows[i].says);
        assert_int_equal(table("t")->row_count, 0);
    }
}

static void a_file_that_nobody_reads_is_a_warning(void **state) {
    (void)state;
    read("CREATE TABLE t (a INT);", "data/u.csv", "a\n1\n", "data/t.csv", "a\n1\n", "other.csv", "x", NULL);
    assert_int_equal(notes.errors, 0);
    assert_int_equal(notes.count, 1);
    assert_true(notes.items[0].warning);
    assert_noted("q/data/u.csv", 0, "nobody reads this file");
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(tables_columns_types_and_comments_are_read),
        TEST(constraints_are_no_columns),
        TEST(strings_and_quoted_names_mean_nothing_to_the_reader),
        TEST(what_is_no_table_is_refused_with_its_line),
        TEST(tables_and_columns_are_counted),
        TEST(a_name_too_long_is_refused_and_no_other_length_matters),
        TEST(rows_come_from_the_file_of_the_table),
        TEST(rows_that_do_not_fit_are_noted),
        TEST(a_file_that_nobody_reads_is_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
