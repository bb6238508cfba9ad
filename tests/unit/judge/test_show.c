/* Numbers, text and times read as a Python programmer would write them. */
#include "judge/show.h"

#include "values.h"

#include <math.h>
#include <stdio.h>

static void floats_are_short_and_honest(void **state) {
    (void)state;
    static const struct {
        double number;
        int digits;
        const char *text;
    } cases[] = {
        {0.5, 6, "0.5"},
        {1.0, 6, "1.0"},
        {1.0 / 3, 6, "0.333333"},
        {1.0 / 3, 17, "0.3333333333333333"},
        {0.1, 17, "0.1"},
        {0.1 + 0.2, 6, "0.3"},
        {0.1 + 0.2, 17, "0.30000000000000004"},
        {-2.5e-7, 6, "-2.5e-07"},
        {1e16, 6, "1e+16"},
        {1e15, 6, "1000000000000000.0"},
        {123456.789, 6, "123456.8"},
        {1234567.0, 6, "1234567.0"},
        {999999.96, 6, "1000000.0"},
        {0.0001, 6, "0.0001"},
        {0.00001, 6, "1e-05"},
        {1.5e300, 6, "1.5e+300"},
        {5e-324, 17, "5e-324"},
        {NAN, 6, "nan"},
        {INFINITY, 6, "inf"},
        {-INFINITY, 6, "-inf"},
        {0.0, 6, "0.0"},
        {-0.0, 6, "0.0"},
        {-0.0, 17, "-0.0"},
        {100, 6, "100.0"},
        {0.99999999, 6, "1.0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(show_float(arena, cases[i].number, cases[i].digits), cases[i].text);
}

/* Significant digits of a decimal, without the zeros at its ends. */
static size_t significant(const char *decimal) {
    char digits[400];
    size_t count = 0;
    for (const char *c = decimal; *c && *c != 'e'; c++)
        if (*c >= '0' && *c <= '9' && (count > 0 || *c != '0')) digits[count++] = *c;
    while (count > 0 && digits[count - 1] == '0') count--;
    return count;
}

static void all_digits_read_back_the_same(void **state) {
    (void)state;
    uint64_t bits = 0x9E3779B97F4A7C15u;
    for (int i = 0; i < 20000; i++) {
        bits = bits * 6364136223846793005u + 1442695040888963407u;
        double number;
        memcpy(&number, &bits, sizeof number);
        if (!isfinite(number)) continue;
        assert_true(strtod(show_float(arena, number, SHOW_ALL_DIGITS), NULL) == number);
        char rounded[40];
        for (int digits = 1; digits < SHOW_ALL_DIGITS; digits++) { /* and no shorter decimal does */
            snprintf(rounded, sizeof rounded, "%.*e", digits - 1, number);
            if (strtod(rounded, NULL) != number) continue;
            assert_true(significant(show_float(arena, number, SHOW_ALL_DIGITS)) <= (size_t)digits);
            break;
        }
    }
}

static const char *shown(Value value) { return show_value(arena, &value, SHOW_DIGITS, 20, NULL); }

static void scalars_are_shown_as_repr_shows_them(void **state) {
    (void)state;
    assert_string_equal(shown(N), "None");
    assert_string_equal(shown(B(true)), "True");
    assert_string_equal(shown(I(-7)), "-7");
    assert_string_equal(shown(T("it's")), "\"it's\"");
    assert_string_equal(shown(T("a\n\t\x01\\")), "'a\\n\\t\\x01\\\\'");
    assert_string_equal(shown(T("a very long text that has to be cut")), "'a very long text t...'");
    assert_string_equal(shown((Value){.kind = VALUE_BYTES, .text = {"a\x00\xFF", 3}}), "b'a\\x00\\xff'");
    assert_string_equal(shown((Value){.kind = VALUE_COMPLEX, .complex = {1, -2}}), "(1.0-2.0j)");
    assert_string_equal(shown((Value){.kind = VALUE_OPAQUE, .opaque = {"Foo", ""}}), "<Foo>");
    assert_string_equal(shown((Value){.kind = VALUE_OPAQUE, .opaque = {"Foo", "Foo(\n1)"}}), "Foo(\\n1)");
    assert_string_equal(shown(TUPLE(I(1), T("a"))), "(1, 'a')");
    assert_string_equal(shown(TUPLE(I(1))), "(1,)");
}

static void integers_of_any_length_are_decimal(void **state) {
    (void)state;
    Value big = {.kind = VALUE_BIGINT, .text = {"\x01\x00\x00\x00\x00\x00\x00\x00\x00", 9}};
    assert_string_equal(show_value(arena, &big, 6, 100, NULL), "18446744073709551616");
    big.negative = true;
    assert_string_equal(show_value(arena, &big, 6, 100, NULL), "-18446744073709551617");
    Value carry = {.kind = VALUE_BIGINT, .negative = true, .text = {"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8}};
    assert_string_equal(show_value(arena, &carry, 6, 100, NULL), "-18446744073709551616");
    char *huge = arena_alloc(arena, 1000);
    memset(huge, 0xFF, 1000);
    Value longer = {.kind = VALUE_BIGINT, .text = {huge, 1000}};
    assert_string_equal(show_value(arena, &longer, 6, 100, NULL), "an int of about 2408 digits");
}

static Value moment(int64_t nanoseconds, const char *type, const char *zone) {
    return (Value){.kind = VALUE_TIME, .moment = {nanoseconds, type, zone}};
}

static void times_are_civil(void **state) {
    (void)state;
    Value span = {.kind = VALUE_DURATION, .moment = {90061500000000, "timedelta", NULL}};
    assert_string_equal(show_value(arena, &span, 6, 60, NULL), "1 day 01:01:01.5");
    Value last = moment(INT64_MAX, "datetime64[ns]", NULL), first = moment(INT64_MIN + 1, "datetime64[ns]", NULL);
    assert_string_equal(show_value(arena, &last, 6, 60, NULL), "2262-04-11 23:47:16.854775807");
    assert_string_equal(show_value(arena, &first, 6, 60, NULL), "1677-09-21 00:12:43.145224193");
    assert_string_equal(shown(moment(-1000000000, "datetime", NULL)), "1969-12-31 23:59:59");
    assert_string_equal(shown(moment(1709164800000000000, "date", NULL)), "2024-02-29");
    assert_string_equal(shown(moment(0, "Timestamp", "UTC")), "1970-01-01 00:00:00+00:00");
    assert_string_equal(shown(moment(INT64_MIN, "NaT", NULL)), "NaT");
}

static const char *kind(Value value) { return show_kind(arena, &value); }

static void kinds_read_as_part_of_a_sentence(void **state) {
    (void)state;
    assert_string_equal(kind(N), "None");
    assert_string_equal(kind(I(1)), "an int");
    assert_string_equal(kind(LIST(I(1))), "a list of 1");
    assert_string_equal(kind(EMPTY_LIST), "an empty list");
    assert_string_equal(kind(array(DTYPE_FLOAT64, SHAPE(1, 2), DOUBLES(1, 2))), "an array of shape (1, 2)");
    assert_string_equal(kind(tensor(VECTOR(1, 2, 3))), "a tensor of shape (3,)");
    assert_string_equal(kind(FRAME2("a", INTS(1), "b", INTS(1))), "a DataFrame of 1 row and 2 columns");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(floats_are_short_and_honest),
        TEST(all_digits_read_back_the_same),
        TEST(scalars_are_shown_as_repr_shows_them),
        TEST(integers_of_any_length_are_decimal),
        TEST(times_are_civil),
        TEST(kinds_read_as_part_of_a_sentence),
    };
    return cmocka_run_group_tests_name("show", tests, NULL, NULL);
}
