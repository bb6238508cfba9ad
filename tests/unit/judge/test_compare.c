/* What counts as the same, and in which words a learner hears of the first difference. */
#include "judge/compare.h"

#include "values.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

static const Compare rules = {.relative = 1e-9, .absolute = 1e-9, .row_order = true};

static void same_by(const Compare *by, Value expected, Value got) {
    Comparison comparison;
    compare_values(arena, by, NAME_KEYS, &expected, &got, &comparison);
    if (!comparison.equal) fail_msg("differs: %s", comparison.message);
    assert_string_equal(comparison.message, "");
    assert_null(comparison.differs);
    assert_true(compare_equal(by, &expected, &got));
}

static void same(Value expected, Value got) { same_by(&rules, expected, got); }

/* `paths` as JSON, or NULL when the test does not care. */
static void differs_by(const Compare *by, Value expected, Value got, const char *message, const char *paths) {
    Comparison comparison;
    compare_values(arena, by, NAME_KEYS, &expected, &got, &comparison);
    assert_false(comparison.equal);
    assert_false(compare_equal(by, &expected, &got));
    assert_string_equal(comparison.message, message);
    if (paths) {
        char *dumped = json_dumps(comparison.differs, JSON_COMPACT);
        char *copy = arena_strdup(arena, dumped);
        free(dumped);
        assert_string_equal(copy, paths);
    }
    json_decref(comparison.differs);
}

static void differs(Value expected, Value got, const char *message, const char *paths) {
    differs_by(&rules, expected, got, message, paths);
}

static void a_number_agrees_within_the_stated_tolerance(void **state) {
    (void)state;
    same(F(0.3), F(0.1 + 0.2));
    same(F(1e12), F(1e12 + 500));
    same_by(&(Compare){.absolute = 0.5}, F(10), F(10.5));
    differs(F(0.37), F(0.42), "got 0.42, expected 0.37", "[[]]");
    differs_by(&(Compare){.absolute = 0.5}, F(10), F(10.6), "got 10.6, expected 10.0", NULL);
    differs_by(&(Compare){.relative = 0.1}, F(100), F(111), "got 111.0, expected 100.0", NULL);
}

static void a_difference_is_shown_with_the_digits_it_takes(void **state) {
    (void)state;
    differs(F(1.0 / 3), F(1.0 / 3 + 1e-7), "got 0.3333334, expected 0.3333333", NULL);
    differs(F(123456789.0), F(123456790.0), "got 123456790.0, expected 123456789.0", NULL);
}

static void an_integer_may_stand_for_a_float_and_a_bool_for_neither(void **state) {
    (void)state;
    same(F(2), I(2));
    same(I(2), F(2));
    same(VECTOR(1, 2), INTS(1, 2));
    same(BOOLS(true, false), LIST(B(true), B(false)));
    differs(I(1), B(true), "got True (a bool), expected 1 (an int)", "[[]]");
    differs(B(false), F(0), "got 0.0 (a float), expected False (a bool)", NULL);
    differs(INTS(1, 0), BOOLS(true, false), "bool values, expected int64", "[[]]");
    differs(LIST(I(1), I(0)), BOOLS(true, false), "item 0: True (a bool), expected 1 (an int)", "[[0],[1]]");
}

static void integers_are_compared_exactly_where_the_tolerance_is_nothing(void **state) {
    (void)state;
    const Compare exact = {0};
    same_by(&exact, I(INT64_MAX), I(INT64_MAX));
    differs_by(&exact, I(INT64_MAX), I(INT64_MAX - 1), "got 9223372036854775806, expected 9223372036854775807", NULL);
    differs_by(&exact, INTS(1, INT64_MAX), INTS(1, INT64_MAX - 1), "item 1: 9223372036854775806, expected 9223372036854775807",
               "[[1]]");
    differs_by(&exact, I(INT64_MIN), I(INT64_MAX), "got 9223372036854775807, expected -9223372036854775808", NULL);
}

static void nan_equals_nothing_unless_the_question_says_so(void **state) {
    (void)state;
    const Compare nan_equal = {.nan_equal = true};
    differs(F(NAN), F(NAN), "got nan, expected nan", NULL);
    differs(VECTOR(1, NAN), VECTOR(1, NAN), "item 1: nan, expected nan", "[[1]]");
    same_by(&nan_equal, F(NAN), F(NAN));
    same_by(&nan_equal, VECTOR(1, NAN), VECTOR(1, NAN));
    differs_by(&nan_equal, VECTOR(1, 2), VECTOR(1, NAN), "item 1: nan, expected 2.0", NULL);
    differs_by(&nan_equal, VECTOR(NAN, 2), VECTOR(1, 2), "item 0: 1.0, expected nan", NULL);
}

static void an_infinity_agrees_only_with_itself(void **state) {
    (void)state;
    same(F(INFINITY), F(INFINITY));
    same(VECTOR(INFINITY, -INFINITY), VECTOR(INFINITY, -INFINITY));
    differs(F(INFINITY), F(1e308), "got 1e+308, expected inf", NULL);
    differs(F(1e308), F(INFINITY), "got inf, expected 1e+308", NULL);
    differs(VECTOR(INFINITY), VECTOR(-INFINITY), "item 0: -inf, expected inf", NULL);
    differs(VECTOR(-1e308), VECTOR(1e308), "item 0: 1e+308, expected -1e+308", NULL);
}

static void a_missing_return_is_asked_about(void **state) {
    (void)state;
    differs(VECTOR(1), N, "got None: does the function return its result?", "[[]]");
    differs(LIST(F(1), F(2)), LIST(F(1), N), "item 1: None, expected 2.0 (a float)", NULL);
}

static void types_are_told_apart(void **state) {
    (void)state;
    differs(VECTOR(1, 2), T("1 2"), "got '1 2' (a str), expected an array of shape (2,)", NULL);
    differs(F(1), VECTOR(1), "got an array of shape (1,), expected 1.0 (a float)", NULL);
    differs(DICT(T("a"), I(1)), LIST(I(1)), "got a list of 1, expected a dict of 1", NULL);
    Value generator = {.kind = VALUE_OPAQUE, .opaque = {"generator", "<generator>"}};
    differs(LIST(I(1)), generator, "got a generator, expected a list of 1: make a list of it with list(...)", NULL);
}

static void lists_tuples_arrays_and_tensors_are_one_unless_strict(void **state) {
    (void)state;
    Value nested = LIST(LIST(F(1), F(2)), LIST(F(3), F(4))), matrix = array(DTYPE_FLOAT64, SHAPE(2, 2), DOUBLES(1, 2, 3, 4));
    same(nested, matrix);
    same(matrix, nested);
    same(matrix, tensor(matrix));
    same(matrix, LIST(VECTOR(1, 2), TUPLE(F(3), I(4))));
    same(VECTOR(1, 2), series(VECTOR(1, 2), NULL));
    same(TUPLE(I(1), I(2)), LIST(I(1), I(2)));
    same(F(3), array(DTYPE_FLOAT64, 0, NULL, DOUBLES(3)));
    const Compare strict = {.strict_types = true};
    differs_by(&strict, TUPLE(I(1)), LIST(I(1)), "got a list of 1, expected a tuple of 1", NULL);
    differs_by(&strict, VECTOR(1), LIST(F(1)), "got a list of 1, expected an array of shape (1,)", NULL);
    differs_by(&strict, matrix, tensor(matrix), "got a tensor of shape (2, 2), expected an array of shape (2, 2)", NULL);
}

static void shapes_must_agree(void **state) {
    (void)state;
    Value column = array(DTYPE_FLOAT64, SHAPE(3, 1), DOUBLES(1, 2, 3));
    differs(column, VECTOR(1, 2, 3), "shape (3,), expected (3, 1)", "[[]]");
    differs(VECTOR(1, 2, 3), column, "shape (3, 1), expected (3,)", NULL);
    differs(column, LIST(F(1), F(2), F(3)), "shape (3,), expected (3, 1)", NULL);
    differs(LIST(I(1), I(2)), LIST(I(1)), "length 1, expected 2", NULL);
    differs(LIST(LIST(I(1), I(2)), LIST(I(3), I(4))), LIST(LIST(I(1), I(2))), "shape (1, 2), expected (2, 2)", NULL);
    differs(LIST(LIST(I(1)), LIST(I(1), I(2))), LIST(LIST(I(1)), LIST(I(1))), "item 1: length 1, expected 2", "[[1]]");
    differs(array(DTYPE_FLOAT64, SHAPE(2, 2), DOUBLES(1, 2, 3, 4)), LIST(LIST(I(1), I(2)), LIST(I(3))),
            "item 1: shape (1,), expected (2,)", NULL);
    differs(TUPLE(VECTOR(1), VECTOR(2)), VECTOR(1, 2, 3), "got an array of shape (3,), expected a tuple of 2", NULL);
    same(array(DTYPE_FLOAT64, SHAPE(0, 3), DOUBLES(0)), EMPTY_LIST);
    same(EMPTY_LIST, array(DTYPE_FLOAT64, SHAPE(0), DOUBLES(0)));
    differs(array(DTYPE_FLOAT64, SHAPE(0, 3), DOUBLES(0)), array(DTYPE_FLOAT64, SHAPE(0), DOUBLES(0)),
            "shape (0,), expected (0, 3)", NULL);
}

static void the_place_of_a_difference_has_a_name(void **state) {
    (void)state;
    Value expected = array(DTYPE_FLOAT64, SHAPE(2, 3), DOUBLES(1, 2, 3, 4, 5, 6)),
          got = array(DTYPE_FLOAT64, SHAPE(2, 3), DOUBLES(1, 2, 3, 4, 5.5, 7));
    differs(expected, got, "row 1, column 1: 5.5, expected 5.0", "[[1,1],[1,2]]");
    differs(expected, LIST(VECTOR(1, 2, 3), LIST(I(4), F(5.5), I(6))), "row 1, column 1: 5.5, expected 5.0", "[[1,1]]");
    differs(TUPLE(VECTOR(1, 2), VECTOR(3, 4)), TUPLE(VECTOR(1, 2), VECTOR(3, 5)), "result[1], item 1: 5.0, expected 4.0",
            "[[1,1]]");
    Value cube = array(DTYPE_FLOAT64, SHAPE(2, 1, 2), DOUBLES(1, 2, 3, 4)),
          other = array(DTYPE_FLOAT64, SHAPE(2, 1, 2), DOUBLES(1, 2, 9, 4));
    differs(cube, other, "[1, 0, 0]: 9.0, expected 3.0", "[[1,0,0]]");
    differs(LIST(DICT(T("k"), VECTOR(1))), LIST(DICT(T("k"), VECTOR(2))), "item 0, key 'k', item 0: 2.0, expected 1.0",
            "[[0,0,0]]");
}

static void text_must_be_exact_and_the_first_differing_character_is_told(void **state) {
    (void)state;
    same(T("abc"), T("abc"));
    differs(T("hello"), T("helo"), "'helo', expected 'hello': they differ from character 3 on", "[[]]");
    differs(T("hello"), T("Hello"), "'Hello', expected 'hello'", NULL);
    differs(T("na\xC3\xAFve"), T("na\xC3\xA9ve"), "'na\xC3\xA9ve', expected 'na\xC3\xAFve': they differ from character 2 on", NULL);
    char longer[200] = {0};
    memset(longer, 'a', 150);
    char *wrong = arena_strdup(arena, longer);
    strcpy(longer + 120, "right");
    strcpy(wrong + 120, "wrong");
    differs(T(longer), T(wrong), "from character 120 on it reads 'wrong', expected 'right'", NULL);
    differs(I(1), T("1"), "got '1' (a str), expected 1 (an int)", NULL);
}

static void sets_have_no_order(void **state) {
    (void)state;
    same(SET(I(1), I(2), T("a")), SET(T("a"), I(2), I(1)));
    same(SET(F(0.3), F(0.5)), SET(F(0.5), F(0.1 + 0.2)));
    same(SET(TUPLE(I(1), I(2)), TUPLE(I(0), I(5))), SET(TUPLE(I(0), I(5)), TUPLE(I(1), I(2))));
    differs(SET(I(1), I(2)), SET(I(1)), "2 is missing", "[[]]");
    differs(SET(I(1)), SET(I(3), I(1)), "a member: 3 is not expected", "[[0]]");
    differs(SET(I(1)), SET(B(true)), "1 is missing", "[[],[0]]");
    differs(SET(I(1)), LIST(I(1)), "got a list of 1, expected a set of 1", NULL);
}

static void large_sets_are_compared_in_order(void **state) {
    (void)state;
    enum { COUNT = 2000 };
    Value *up = ARENA_MANY(arena, Value, COUNT), *down = ARENA_MANY(arena, Value, COUNT);
    for (int i = 0; i < COUNT; i++) up[i] = F(i), down[i] = F(COUNT - 1 - i + 1e-12);
    same(sequence(VALUE_SET, COUNT, up), sequence(VALUE_SET, COUNT, down));
    down[7] = F(-5);
    differs(sequence(VALUE_SET, COUNT, up), sequence(VALUE_SET, COUNT, down), "1992.0 is missing", "[[],[7]]");
}

static void dicts_go_by_key(void **state) {
    (void)state;
    same(DICT(T("a"), I(1), T("b"), I(2)), DICT(T("b"), I(2), T("a"), I(1)));
    same(DICT(I(1), T("x")), DICT(F(1), T("x")));
    differs(DICT(T("a"), I(1), T("b"), I(2)), DICT(T("a"), I(1)), "key 'b' is missing", "[[]]");
    differs(DICT(T("a"), I(1), T("b"), I(2), T("c"), I(2)), DICT(T("a"), I(1)), "key 'b' and 1 more are missing", NULL);
    differs(DICT(T("a"), I(1)), DICT(T("z"), I(9), T("a"), I(1)), "key 'z': not expected", "[[0]]");
    differs(DICT(T("a"), I(1), T("b"), F(2)), DICT(T("b"), F(3), T("a"), I(1)), "key 'b': 3.0, expected 2.0", "[[0]]");
    differs(DICT(I(1), T("x")), DICT(B(true), T("x")), "key 1 is missing", NULL);
    differs(DICT(TUPLE(T("a"), I(1)), I(5)), DICT(TUPLE(T("a"), I(1)), I(6)), "key ('a', 1): 6, expected 5", NULL);
}

static void the_calls_of_a_class_are_named_by_their_labels(void **state) {
    (void)state;
    Value expected = DICT(T("call 1, fit()"), VECTOR(1)), got = DICT(T("call 1, fit()"), VECTOR(2));
    Comparison comparison;
    compare_values(arena, &rules, NAME_LABELS, &expected, &got, &comparison);
    assert_string_equal(comparison.message, "call 1, fit(), item 0: 2.0, expected 1.0");
    json_decref(comparison.differs);
}

static void frames_go_by_column_name_and_row(void **state) {
    (void)state;
    Value expected = FRAME2("a", INTS(1, 2), "b", VECTOR(0.1, 0.37));
    same(expected, FRAME2("b", VECTOR(0.1, 0.37), "a", INTS(1, 2)));
    same(FRAME2("a", INTS(1), "b", WORDS(T("x"))), FRAME2("a", VECTOR(1), "b", WORDS(T("x"))));
    differs(expected, FRAME2("b", VECTOR(0.1, 0.42), "a", INTS(1, 2)), "row 1, column 'b': 0.42, expected 0.37", "[[1,0]]");
    differs(expected, FRAME2("a", INTS(1, 2), "c", VECTOR(0.1, 0.37)), "column 'b' is missing", "[[],[1]]");
    differs(expected, FRAME2("a", INTS(1), "b", VECTOR(0.1)), "1 row, expected 2", "[[]]");
    differs(expected, FRAME2("a", INTS(2, 1), "b", VECTOR(0.37, 0.1)), "row 0, column 'a': 2, expected 1", NULL);
    differs(expected, series(VECTOR(1, 2), NULL), "got a Series of 2, expected a DataFrame of 2 rows and 2 columns", NULL);
    differs(FRAME2("a", INTS(1), "b", WORDS(T("x"))), FRAME2("a", INTS(1), "b", WORDS(I(1))),
            "row 0, column 'b': 1 (an int), expected 'x' (a str)", NULL);
    differs(FRAME2("a", INTS(1), "b", INTS(0)), FRAME2("a", INTS(1), "b", BOOLS(false)), "column 'b': bool values, expected int64",
            NULL);
}

static void rows_may_come_in_any_order_where_the_question_says_so(void **state) {
    (void)state;
    const Compare any_order = {.absolute = 1e-9, .row_order = false};
    Value expected = FRAME2("v", VECTOR(0.3, 0.1, 0.2), "k", WORDS(T("a"), T("b"), T("a")));
    same_by(&any_order, expected, FRAME2("v", VECTOR(0.2, 0.1 + 0.2, 0.1), "k", WORDS(T("a"), T("a"), T("b"))));
    differs_by(&any_order, expected, FRAME2("v", VECTOR(0.2, 0.4, 0.1), "k", WORDS(T("a"), T("a"), T("b"))),
               "row 1, column 'v': 0.4, expected 0.3", "[[1,0]]");
}

static void the_index_counts_only_when_asked_for(void **state) {
    (void)state;
    Value labels = WORDS(T("p"), T("q")), others = WORDS(T("p"), T("r"));
    Value expected = series(VECTOR(1, 2), &labels), got = series(VECTOR(1, 2), &others);
    same(expected, got);
    const Compare by_index = {.index = true, .row_order = true};
    same_by(&by_index, expected, expected);
    differs_by(&by_index, expected, got, "index of row 1: 'r', expected 'q'", "[[1]]");
    differs_by(&by_index, expected, series(VECTOR(1, 2), NULL), "index of row 0: 0 (an int), expected 'p' (a str)", NULL);
}

static void missing_values_are_one_in_frames_where_nan_is_equal(void **state) {
    (void)state;
    const Compare nan_equal = {.nan_equal = true, .row_order = true};
    same_by(&nan_equal, FRAME2("a", WORDS(N, T("x")), "b", VECTOR(1, NAN)),
            FRAME2("a", WORDS(F(NAN), T("x")), "b", WORDS(F(1), N)));
    differs(FRAME2("a", WORDS(N), "b", VECTOR(1)), FRAME2("a", WORDS(F(NAN)), "b", VECTOR(1)),
            "row 0, column 'a': nan (a float), expected None", NULL);
}

static void the_missing_value_of_pandas_counts_as_nan_does(void **state) {
    (void)state;
    const Compare nan_equal = {.nan_equal = true, .row_order = true};
    Value missing = {.kind = VALUE_OPAQUE, .opaque = {"NAType", "<NA>"}};
    same_by(&nan_equal, FRAME2("a", WORDS(missing), "b", VECTOR(1)), FRAME2("a", WORDS(missing), "b", VECTOR(1)));
    same_by(&nan_equal, FRAME2("a", WORDS(missing), "b", VECTOR(1)), FRAME2("a", VECTOR(NAN), "b", VECTOR(1)));
    same_by(&nan_equal, LIST(missing), LIST(missing));
    Value one = FRAME2("a", WORDS(missing), "b", VECTOR(1));
    assert_false(compare_equal(&rules, &one, &one));
}

static void float32_is_recognised_as_the_reason(void **state) {
    (void)state;
    differs(VECTOR(0.1), FLOAT32S(0.1f), "item 0: 0.100000001, expected 0.1: float32 has too few digits, compute in float64",
            "[[0]]");
    differs(VECTOR(0.1), FLOAT32S(0.2f), "item 0: 0.2, expected 0.1", NULL);
    same_by(&(Compare){.relative = 1e-6}, VECTOR(0.1), FLOAT32S(0.1f));
}

static void times_are_exact(void **state) {
    (void)state;
    Value day = {.kind = VALUE_TIME, .moment = {.nanoseconds = 86400000000000, .type = "datetime"}}, next = day, zoned = day;
    next.moment.nanoseconds *= 2;
    zoned.moment.zone = "UTC";
    same(day, day);
    differs(day, next, "got 1970-01-03, expected 1970-01-02", NULL);
    differs(day, zoned, "got 1970-01-02 00:00:00+00:00, expected 1970-01-02", NULL);
}

static void no_more_paths_than_the_screen_can_mark(void **state) {
    (void)state;
    double ones[1000], twos[1000];
    for (int i = 0; i < 1000; i++) ones[i] = 1, twos[i] = 2;
    Value expected = array(DTYPE_FLOAT64, SHAPE(1000), ones), got = array(DTYPE_FLOAT64, SHAPE(1000), twos);
    Comparison comparison;
    compare_values(arena, &rules, NAME_KEYS, &expected, &got, &comparison);
    assert_int_equal(json_array_size(comparison.differs), COMPARE_PATHS);
    json_decref(comparison.differs);
}

static void what_cannot_travel_never_passes(void **state) {
    (void)state;
    Value one = {.kind = VALUE_OPAQUE, .opaque = {"Pipeline", "Pipeline()"}};
    Comparison comparison;
    compare_values(arena, &rules, NAME_KEYS, &one, &one, &comparison);
    assert_false(comparison.equal);
    json_decref(comparison.differs);
    assert_true(compare_equal(&rules, &one, &one));
}

/* Every pair of dtypes agrees on the same small numbers, at every offset of a block, and finds the one that is off. */
static void every_pair_of_dtypes_meets(void **state) {
    (void)state;
    enum { COUNT = 1100, ODD = 1030 };
    Value arrays[DTYPE_COMPLEX128 + 1];
    for (Dtype dtype = DTYPE_INT8; dtype <= DTYPE_COMPLEX128; dtype++) {
        uint8_t *bytes = arena_alloc(arena, COUNT * 16);
        for (size_t i = 0; i < COUNT; i++) {
            int n = (int)(i % 100);
            uint8_t *at = bytes + i * dtype_size(dtype);
            float single[2] = {(float)n, 0};
            double twice[2] = {n, 0};
            uint16_t half = (uint16_t)(n ? ({
                int e = 31 - __builtin_clz((unsigned)n);
                (e + 15) << 10 | (n << (10 - e) & 0x3FF);
            })
                                         : 0);
            if (dtype_is_integer(dtype))
                at[0] = (uint8_t)n;
            else if (dtype == DTYPE_FLOAT16)
                memcpy(at, &half, 2);
            else if (dtype == DTYPE_FLOAT32 || dtype == DTYPE_COMPLEX64)
                memcpy(at, single, dtype_size(dtype));
            else
                memcpy(at, twice, dtype_size(dtype));
        }
        arrays[dtype] = array(dtype, SHAPE(COUNT), bytes);
    }
    for (Dtype one = DTYPE_INT8; one <= DTYPE_COMPLEX128; one++)
        for (Dtype other = DTYPE_INT8; other <= DTYPE_COMPLEX128; other++) {
            same(arrays[one], arrays[other]);
            Value wrong = array(other, SHAPE(COUNT), arrays[other].array->data);
            memset((uint8_t *)(uintptr_t)wrong.array->data + ODD * dtype_size(other), 0x41, dtype_size(other));
            Comparison comparison;
            compare_values(arena, &rules, NAME_KEYS, &arrays[one], &wrong, &comparison);
            assert_int_equal(json_array_size(comparison.differs), 1);
            assert_int_equal(json_integer_value(json_array_get(json_array_get(comparison.differs, 0), 0)), ODD);
            json_decref(comparison.differs);
        }
}

static void a_million_floats_take_no_time(void **state) {
    (void)state;
    enum { COUNT = 1000000 };
    double *numbers = malloc(COUNT * sizeof *numbers);
    for (int i = 0; i < COUNT; i++) numbers[i] = i * 0.1;
    Value expected = array(DTYPE_FLOAT64, SHAPE(COUNT), numbers), got = array(DTYPE_FLOAT64, SHAPE(COUNT), numbers);
    struct timespec start, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    assert_true(compare_equal(&rules, &expected, &got));
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    double ms = (double)(end.tv_sec - start.tv_sec) * 1e3 + (double)(end.tv_nsec - start.tv_nsec) / 1e6;
    printf("             a million floats compared in %.1f ms\n", ms);
    assert_true(ms < 250); /* instrumented and unoptimised */
    free(numbers);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_number_agrees_within_the_stated_tolerance),
        TEST(a_difference_is_shown_with_the_digits_it_takes),
        TEST(an_integer_may_stand_for_a_float_and_a_bool_for_neither),
        TEST(integers_are_compared_exactly_where_the_tolerance_is_nothing),
        TEST(nan_equals_nothing_unless_the_question_says_so),
        TEST(an_infinity_agrees_only_with_itself),
        TEST(a_missing_return_is_asked_about),
        TEST(types_are_told_apart),
        TEST(lists_tuples_arrays_and_tensors_are_one_unless_strict),
        TEST(shapes_must_agree),
        TEST(the_place_of_a_difference_has_a_name),
        TEST(text_must_be_exact_and_the_first_differing_character_is_told),
        TEST(sets_have_no_order),
        TEST(large_sets_are_compared_in_order),
        TEST(dicts_go_by_key),
        TEST(the_calls_of_a_class_are_named_by_their_labels),
        TEST(frames_go_by_column_name_and_row),
        TEST(rows_may_come_in_any_order_where_the_question_says_so),
        TEST(the_index_counts_only_when_asked_for),
        TEST(missing_values_are_one_in_frames_where_nan_is_equal),
        TEST(the_missing_value_of_pandas_counts_as_nan_does),
        TEST(float32_is_recognised_as_the_reason),
        TEST(times_are_exact),
        TEST(no_more_paths_than_the_screen_can_mark),
        TEST(what_cannot_travel_never_passes),
        TEST(every_pair_of_dtypes_meets),
        TEST(a_million_floats_take_no_time),
    };
    return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
