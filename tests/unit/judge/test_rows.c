/* What is said of rows that a statement gave, and of text that a program printed. */
#include "judge/compare.h"

#include "values.h"

static const Compare ordered = {.by = COMPARE_ROWS, .relative = 1e-9, .absolute = 1e-9, .row_order = true};
static const Compare unordered = {.by = COMPARE_ROWS, .relative = 1e-9, .absolute = 1e-9};
static const Compare tokens = {.by = COMPARE_TOKENS, .relative = 1e-6, .absolute = 1e-6};
static const Compare lines = {.by = COMPARE_LINES};
static const Value null_value = {.kind = VALUE_OPAQUE, .opaque = {"NULL", "NULL"}};

/* A result with the columns `one` and `other`; cells row by row. */
static Value rows(const char *one, const char *other, size_t count, const Value *cells) {
    ValueFrame *frame = ARENA_NEW(arena, ValueFrame);
    Value *names = ARENA_MANY(arena, Value, 2), *data = ARENA_MANY(arena, Value, 2);
    for (size_t i = 0; i < 2; i++) {
        Value *items = ARENA_MANY(arena, Value, count);
        size_t *shape = ARENA_NEW(arena, size_t);
        ValueArray *array = ARENA_NEW(arena, ValueArray);
        for (size_t row = 0; row < count; row++) items[row] = cells[2 * row + i];
        *shape = count;
        *array =
            (ValueArray){.dtype = DTYPE_ITEMS, .name = "object", .dimensions = 1, .shape = shape, .count = count, .items = items};
        data[i] = (Value){.kind = VALUE_ARRAY, .array = array};
    }
    names[0] = value_text(one);
    names[1] = value_text(other);
    *frame = (ValueFrame){.rows = count, .columns = 2, .names = names, .data = data};
    return (Value){.kind = VALUE_FRAME, .frame = frame};
}

#define ROWS(...) rows("month", "rate", COUNT_OF(Value, __VA_ARGS__) / 2, (const Value[]){__VA_ARGS__})

static void says(const Compare *rules, Value expected, Value got, const char *message) {
    Comparison comparison;
    compare_values(arena, rules, NAME_KEYS, &expected, &got, &comparison);
    assert_string_equal(comparison.message, message);
    assert_int_equal(comparison.equal, *message == '\0');
    assert_int_equal(compare_equal(rules, &expected, &got), *message == '\0');
    json_decref(comparison.differs);
}

static void test_rows_agree_within_the_tolerance_and_null_with_null(void **state) {
    (void)state;
    says(&ordered, ROWS(T("a"), I(1), T("b"), null_value), ROWS(T("a"), F(1.0), T("b"), null_value), "");
    says(&unordered, ROWS(T("a"), F(1), T("b"), F(2)), ROWS(T("b"), F(2.0000000001), T("a"), F(1)), "");
    says(&ordered, ROWS(T("a"), I(1)), ROWS(T("a"), null_value), "row 1, month 'a', rate: NULL, expected 1");
    says(&ordered, ROWS(T("a"), I(1)), ROWS(T("a"), T("1")),
         "row 1, month 'a', rate: '1', expected 1 (a text, where a number is wanted)");
}

static void test_columns_go_by_name_in_any_case_and_order(void **state) {
    (void)state;
    const Value swapped[] = {I(1), T("a")};
    says(&ordered, ROWS(T("a"), I(1)), rows("Rate", "MONTH", 1, swapped), "");
    says(&ordered, ROWS(T("a"), I(1)), rows("rate", "total", 1, swapped),
         "column month is missing; yours are rate, total, wanted are month, rate (name one with AS)");
}

static void test_the_first_difference_is_said_in_rows(void **state) {
    (void)state;
    Value expected = ROWS(T("a"), F(0.5), T("b"), F(0.44), T("c"), F(0.1));
    says(&ordered, expected, ROWS(T("a"), F(0.5), T("b"), F(0.42), T("c"), F(0.1)), "row 2, month 'b', rate: 0.42, expected 0.44");
    says(&unordered, expected, ROWS(T("c"), F(0.1), T("b"), F(0.42), T("a"), F(0.5)),
         "row 2, month 'b', rate: 0.42, expected 0.44");
    says(&ordered, expected, ROWS(T("b"), F(0.44), T("a"), F(0.5), T("c"), F(0.1)),
         "the rows are right, their order is not: row 1 is ('b', 0.44), expected ('a', 0.5)");
    says(&ordered, expected, ROWS(T("a"), F(0.5), T("b"), F(0.44)), "1 row is missing: ('c', 0.1)");
    says(&unordered, ROWS(T("a"), I(1)), ROWS(T("a"), I(1), T("a"), I(1), T("b"), I(2)), "2 rows too many: ('a', 1), ('b', 2)");
}

static void test_large_sets_of_rows_are_paired_as_small_ones(void **state) {
    (void)state;
    enum { MANY = 1000 };
    Value cells[2 * MANY], turned[2 * MANY];
    for (int i = 0; i < MANY; i++) {
        cells[2 * i] = turned[2 * (MANY - 1 - i)] = value_int(i % 7);
        cells[2 * i + 1] = value_float(i / 3.0);
        turned[2 * (MANY - 1 - i) + 1] = value_float(i / 3.0 * (1 + 1e-12));
    }
    says(&unordered, rows("month", "rate", MANY, cells), rows("month", "rate", MANY, turned), "");
    turned[1] = value_float(-1);
    Value expected = rows("month", "rate", MANY, cells), got = rows("month", "rate", MANY, turned);
    assert_false(compare_equal(&unordered, &expected, &got));
}

static void test_printed_words_agree_however_they_are_laid_out(void **state) {
    (void)state;
    says(&tokens, T("a 1.0\nb 2\n"), T(" a   1\n\nb 2.0000001"), "");
    says(&tokens, T("a 1\nb 2\n"), T("a 1\nb 3\n"), "line 2, column 3: '3', expected '2'");
    says(&tokens, T("a 1\nb"), T("a 1\n"), "the output ends where 'b' is expected (line 2 of what is expected)");
    says(&tokens, T("a"), T("a\n  b"), "line 2, column 3: 'b', where the output should end");
    says(&tokens, T("nan"), T("NaN"), "line 1, column 1: 'NaN', expected 'nan'");
}

static void test_printed_lines_agree_to_the_character(void **state) {
    (void)state;
    says(&lines, T("a b\n\nc\n"), T("a b  \n\nc\n\n\n"), "");
    says(&lines, T("a b\n"), T("a  b\n"), "line 1, column 3: ' b', expected 'b'");
    says(&lines, T("na\xc3\xafve x\n"), T("na\xc3\xafve y\n"), "line 1, column 7: 'y', expected 'x'");
    says(&lines, T("a\nb\n"), T("a\n"), "the output ends after line 1; line 2 should be 'b'");
    says(&lines, T("a\n"), T("a\nb\n"), "line 2: 'b', where the output should end");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_rows_agree_within_the_tolerance_and_null_with_null),
        TEST(test_columns_go_by_name_in_any_case_and_order),
        TEST(test_the_first_difference_is_said_in_rows),
        TEST(test_large_sets_of_rows_are_paired_as_small_ones),
        TEST(test_printed_words_agree_however_they_are_laid_out),
        TEST(test_printed_lines_agree_to_the_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
