/* Tables as text: what the standard promises, what a spreadsheet writes, and what is refused with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/csv.h"

static Arena *arena;

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

static Csv parse(const char *text) {
    Csv csv;
    Error error = {0};
    if (!csv_parse(arena, text, &csv, &error)) fail_msg("%s: %s", error.where, error.message);
    return csv;
}

static void assert_cells(const Csv *csv, size_t rows, size_t columns, const char *const *cells) {
    assert_int_equal(csv->rows, rows);
    assert_int_equal(csv->columns, columns);
    for (size_t i = 0; i < rows * columns; i++) {
        if (!cells[i])
            assert_null(csv->cells[i]);
        else
            assert_string_equal(csv->cells[i], cells[i]);
    }
}

static void assert_refused(const char *text, const char *where, const char *says) {
    Csv csv;
    Error error = {0};
    if (csv_parse(arena, text, &csv, &error)) fail_msg("not refused: %s", text);
    assert_int_equal(error.code, ERR_INVALID);
    assert_string_equal(error.where, where);
    if (!strstr(error.message, says)) fail_msg("'%s' is not in '%s'", says, error.message);
}

static void rows_are_read_in_order(void **state) {
    (void)state;
    Csv csv = parse("id,name\n1,Ada\n2,Grace\n");
    assert_cells(&csv, 3, 2, (const char *const[]){"id", "name", "1", "Ada", "2", "Grace"});
}

static void the_last_line_may_lack_its_end(void **state) {
    (void)state;
    Csv csv = parse("a,b\n1,2");
    assert_cells(&csv, 2, 2, (const char *const[]){"a", "b", "1", "2"});
}

static void lines_may_end_in_cr_lf(void **state) {
    (void)state;
    Csv csv = parse("a,b\r\n1,\r\n\"2\",x\r\n");
    assert_cells(&csv, 3, 2, (const char *const[]){"a", "b", "1", NULL, "2", "x"});
}

static void quotes_hold_commas_quotes_and_line_ends(void **state) {
    (void)state;
    Csv csv = parse("a,b\n\"1, 2\",\"she said \"\"no\"\"\"\n\"two\r\nlines\",\"\"\"\"\n");
    assert_cells(&csv, 3, 2, (const char *const[]){"a", "b", "1, 2", "she said \"no\"", "two\r\nlines", "\""});
}

static void an_empty_field_is_nothing_and_an_empty_text_is_a_text(void **state) {
    (void)state;
    Csv csv = parse("a,b,c\n,\"\", \n,,\n");
    assert_cells(&csv, 3, 3, (const char *const[]){"a", "b", "c", NULL, "", " ", NULL, NULL, NULL});
}

static void an_empty_line_at_the_end_counts_for_nothing(void **state) {
    (void)state;
    Csv csv = parse("a,b\n1,2\n\n");
    assert_cells(&csv, 2, 2, (const char *const[]){"a", "b", "1", "2"});
    csv = parse("a\r\n1\r\n\r\n");
    assert_cells(&csv, 2, 1, (const char *const[]){"a", "1"});
    csv = parse("a\n\n1\n"); /* but in the middle it is a row: of one column, which is empty */
    assert_cells(&csv, 3, 1, (const char *const[]){"a", NULL, "1"});
}

static void nothing_is_a_table_without_rows(void **state) {
    (void)state;
    const char *const texts[] = {"", "\n", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Csv csv = parse(texts[i]);
        assert_cells(&csv, 0, 0, NULL);
    }
}

static void a_byte_order_mark_is_no_part_of_the_first_name(void **state) {
    (void)state;
    Csv csv = parse("\xEF\xBB\xBFid,x\n1,2\n");
    assert_cells(&csv, 2, 2, (const char *const[]){"id", "x", "1", "2"});
}

static void a_quote_inside_a_bare_field_is_a_character(void **state) {
    (void)state;
    Csv csv = parse("size\n5\"\n");
    assert_cells(&csv, 2, 1, (const char *const[]){"size", "5\""});
}

static void ragged_rows_are_refused_with_their_line(void **state) {
    (void)state;
    assert_refused("a,b\n1,2\n3\n", "line 3", "another number of fields");
    assert_refused("a,b\n1,2,3\n", "line 2", "another number of fields");
    assert_refused("a,b\n1,2\n\n3,4\n", "line 3", "another number of fields");
    assert_refused("a,b\n\"1\n\n\n\",2\n3\n", "line 6", "another number of fields"); /* lines inside quotes are lines */
}

static void broken_quotes_are_refused_with_their_line(void **state) {
    (void)state;
    assert_refused("a\n\"1\n", "line 3", "not closed");
    assert_refused("a\n\"", "line 2", "not closed");
    assert_refused("a\n\"1\"2\n", "line 2", "behind a closing quote");
    assert_refused("a\n\"1\" \n", "line 2", "behind a closing quote");
}

static void a_carriage_return_alone_is_refused(void **state) {
    (void)state;
    assert_refused("a\r1\r", "line 1", "carriage return");
    assert_refused("a\n1\rx\n", "line 2", "carriage return");
    assert_refused("a\n1\r", "line 2", "carriage return");
    assert_refused("a\n\"1\"\rx\n", "line 2", "carriage return");
}

static void fields_and_tables_may_be_large(void **state) {
    (void)state;
    enum { WIDE = 3000, LONG = 4 << 20 };
    char *text = arena_alloc(arena, LONG + 64), *at = text + LONG;
    memset(text, 'x', LONG);
    memcpy(text, "a\n\"", 3);
    memcpy(at, "\"\n", 3);
    Csv csv = parse(text);
    assert_int_equal(csv.rows, 2);
    assert_int_equal(strlen(csv.cells[1]), LONG - 3);
    at = text;
    for (int row = 0; row < 100; row++, *at++ = '\n')
        for (int i = 0; i < WIDE; i++) *at++ = i + 1 < WIDE ? ',' : 'z';
    *at = '\0';
    csv = parse(text);
    assert_int_equal(csv.rows, 100);
    assert_int_equal(csv.columns, WIDE);
    assert_null(csv.cells[0]);
    assert_string_equal(csv.cells[100 * WIDE - 1], "z");
}

static void what_is_written_is_read_again(void **state) {
    (void)state;
    static const char *const fields[] = {"plain", "", "a,b", "he said \"no\"", "two\nlines", "r\r\nn", " blanks ", "\xc3\xbc"};
    enum { COUNT = sizeof fields / sizeof *fields };
    Buf out = buf_new(arena);
    for (int i = 0; i < COUNT; i++) {
        if (i) buf_char(&out, ',');
        csv_field(&out, fields[i]);
    }
    Csv csv = parse(out.data);
    assert_cells(&csv, 1, COUNT, fields);
    assert_ptr_equal(strstr(out.data, "plain,\"\",\"a,b\",\"he said \"\"no\"\"\","), out.data);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(rows_are_read_in_order),
        TEST(the_last_line_may_lack_its_end),
        TEST(lines_may_end_in_cr_lf),
        TEST(quotes_hold_commas_quotes_and_line_ends),
        TEST(an_empty_field_is_nothing_and_an_empty_text_is_a_text),
        TEST(an_empty_line_at_the_end_counts_for_nothing),
        TEST(nothing_is_a_table_without_rows),
        TEST(a_byte_order_mark_is_no_part_of_the_first_name),
        TEST(a_quote_inside_a_bare_field_is_a_character),
        TEST(ragged_rows_are_refused_with_their_line),
        TEST(broken_quotes_are_refused_with_their_line),
        TEST(a_carriage_return_alone_is_refused),
        TEST(what_is_written_is_read_again),
        TEST(fields_and_tables_may_be_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
