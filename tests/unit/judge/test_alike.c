/* The ready checkers: what else than the same result counts as right, what does not, and how the difference is told. */
#include "judge/compare.h"

#include "values.h"

#include <math.h>
#include <stdio.h>

#define RULES(...) (&(Compare){.relative = 1e-9, .absolute = 1e-9, .row_order = true, __VA_ARGS__})

static void same(const Compare *rules, Value expected, Value got) {
    Comparison comparison;
    compare_values(arena, rules, NAME_KEYS, &expected, &got, &comparison);
    if (!comparison.equal) fail_msg("differs: %s", comparison.message);
    assert_null(comparison.differs);
    assert_true(compare_equal(rules, &expected, &got));
}

static void differs(const Compare *rules, Value expected, Value got, const char *message, const char *paths) {
    Comparison comparison;
    compare_values(arena, rules, NAME_KEYS, &expected, &got, &comparison);
    assert_false(comparison.equal);
    assert_false(compare_equal(rules, &expected, &got));
    assert_string_equal(comparison.message, message);
    char *dumped = json_dumps(comparison.differs, JSON_COMPACT), *copy = arena_strdup(arena, dumped);
    free(dumped);
    json_decref(comparison.differs);
    if (paths) assert_string_equal(copy, paths);
}

#define GRID(rows, columns, ...) array(DTYPE_FLOAT64, 2, (size_t[]){rows, columns}, DOUBLES(__VA_ARGS__))

/* ---- ulp ---- */

static void neighbours_are_counted_in_the_type_of_the_numbers(void **state) {
    (void)state;
    const Compare *one = &(Compare){.ulp = 1}, *four = &(Compare){.ulp = 4};
    double next = nextafter(1, 2), after = nextafter(next, 2);
    same(one, F(1), F(next));
    same(one, VECTOR(1, 5), VECTOR(next, 5));
    differs(one, F(1), F(after), "got 1.0000000000000004, expected 1.0", "[[]]");
    same(one, F(1), F(nextafter(1, 0)));
    same(four, F(1), F(nextafter(after, 2)));
    same(one, F(0), F(5e-324));
    same(&(Compare){.ulp = 2}, F(5e-324), F(-5e-324));
    differs(one, F(5e-324), F(-5e-324), "got -5e-324, expected 5e-324", NULL);
    float near = nextafterf(1, 2), far = nextafterf(near, 2);
    same(one, FLOAT32S(1), FLOAT32S(near));
    assert_false(compare_equal(one, &(Value[]){FLOAT32S(1)}[0], &(Value[]){FLOAT32S(far)}[0]));
    same(one, FLOAT32S(1), VECTOR(near)); /* the narrower type counts */
    same(one, FLOAT32S(1), LIST(F(near)));
    assert_false(compare_equal(one, &(Value[]){VECTOR(1)}[0], &(Value[]){VECTOR(near)}[0]));
}

static void infinity_and_the_ends_of_the_range_are_no_neighbours(void **state) {
    (void)state;
    const Compare *many = &(Compare){.ulp = 1000000};
    assert_false(compare_equal(many, &(Value[]){F(INFINITY)}[0], &(Value[]){F(1.7976931348623157e308)}[0]));
    assert_false(compare_equal(many, &(Value[]){F(-1.7976931348623157e308)}[0], &(Value[]){F(1.7976931348623157e308)}[0]));
    assert_false(compare_equal(many, &(Value[]){F(NAN)}[0], &(Value[]){F(1)}[0]));
    same(many, F(INFINITY), F(INFINITY));
}

/* ---- any order ---- */

static const Compare *const any = RULES(.alike = ALIKE_ANY_ORDER);

static void items_may_come_in_any_order(void **state) {
    (void)state;
    same(any, LIST(I(1), I(2), I(2)), LIST(I(2), I(1), I(2)));
    same(any, VECTOR(0.1, 0.3), LIST(F(0.1 + 0.2), F(0.1)));
    same(any, LIST(T("b"), T("a")), LIST(T("a"), T("b")));
    same(any, EMPTY_LIST, EMPTY_LIST);
    same(any, GRID(2, 2, 1, 2, 3, 4), GRID(2, 2, 3, 4, 1, 2));
    same(any, GRID(2, 2, 1, 2, 3, 4), LIST(LIST(I(3), I(4)), LIST(I(1), I(2))));
    same(any, LIST(DICT(T("a"), I(1)), DICT(T("a"), I(2))), LIST(DICT(T("a"), I(2)), DICT(T("a"), I(1))));
    differs(any, LIST(I(1), I(2), I(2)), LIST(I(2), I(1), I(1)), "item 2: 1 is not expected, and 2 is missing (the order is free)",
            "[[2]]");
    differs(any, LIST(I(1)), LIST(I(1), I(1)), "item 1: 1 is not expected (the order is free)", "[[1]]");
    differs(any, LIST(I(1), I(7)), LIST(I(1)), "7 is missing (the order is free)", "[[]]");
    differs(any, GRID(2, 2, 1, 2, 3, 4), GRID(2, 2, 3, 4, 1, 5),
            "item 1: [1.0, 5.0] is not expected, and [1.0, 2.0] is missing (the order is free)", "[[1]]");
    differs(any, LIST(I(1), I(2)), N, "got None: does the function return its result?", NULL);
    differs(any, LIST(I(1), I(2)), T("12"), "got '12' (a str), expected a list of 2", NULL);
    differs(any, VECTOR(1, NAN), VECTOR(NAN, 1), "item 0: nan is not expected, and nan is missing (the order is free)", "[[0]]");
    same(RULES(.alike = ALIKE_ANY_ORDER, .nan_equal = true), VECTOR(1, NAN), VECTOR(NAN, 1));
}

static void rows_of_frames_may_come_in_any_order(void **state) {
    (void)state;
    same(any, FRAME2("a", VECTOR(1, 2), "b", WORDS(T("x"), T("y"))), FRAME2("b", WORDS(T("y"), T("x")), "a", VECTOR(2, 1)));
    differs(any, FRAME2("a", VECTOR(1, 2), "b", WORDS(T("x"), T("y"))), FRAME2("a", VECTOR(2, 1), "b", WORDS(T("x"), T("y"))),
            "row 0: [2.0, 'x'] is not expected, and [1.0, 'x'] is missing (the order is free)", NULL);
}

/* The first expected row agrees with both rows that were got, the second only with one: a greedy choice would fail, and so would sorting. */
static void a_pairing_is_found_where_tolerance_makes_it_ambiguous(void **state) {
    (void)state;
    const Compare *wide = &(Compare){.absolute = 1, .alike = ALIKE_ANY_ORDER};
    same(wide, GRID(2, 2, 0, 0, 0.9, -0.9), GRID(2, 2, -0.05, 0.05, 0.2, -0.9));
    same(wide, GRID(3, 2, 0, 0, 0.5, 0.9, 0.9, 1.8), GRID(3, 2, 0, 0.9, 0.1, -0.5, 0.3, 1.7));
    assert_false(compare_equal(wide, &(Value[]){GRID(2, 2, 0, 0, 3, 3)}[0], &(Value[]){GRID(2, 2, 0, 0.5, 0.5, 0)}[0]));
    same(wide, VECTOR(0, 1, 2), VECTOR(1, 2, 3));
}

/* Against all pairings tried one by one. */
static bool any_pairing(const double (*one)[2], const double (*other)[2], size_t count, unsigned used, size_t i) {
    if (i == count) return true;
    for (size_t k = 0; k < count; k++)
        if (!(used >> k & 1) && fabs(one[i][0] - other[k][0]) <= 1 && fabs(one[i][1] - other[k][1]) <= 1 &&
            any_pairing(one, other, count, used | 1u << k, i + 1))
            return true;
    return false;
}

static void pairings_are_found_exactly_when_there_is_one(void **state) {
    (void)state;
    const Compare *wide = &(Compare){.absolute = 1, .alike = ALIKE_ANY_ORDER};
    uint32_t seed = 7;
    int yes = 0;
    for (int round = 0; round < 3000; round++) {
        double cells[2][6][2];
        for (double *at = &cells[0][0][0]; at < &cells[0][0][0] + 24; at++)
            seed = seed * 1664525 + 1013904223, *at = (seed >> 28) * 0.25;
        Value one = array(DTYPE_FLOAT64, 2, (size_t[]){6, 2}, cells[0]),
              other = array(DTYPE_FLOAT64, 2, (size_t[]){6, 2}, cells[1]);
        bool truth = any_pairing((const double(*)[2])cells[0], (const double(*)[2])cells[1], 6, 0, 0);
        yes += truth;
        assert_int_equal(compare_equal(wide, &one, &other), truth);
    }
    assert_in_range(yes, 100, 2900);
}

/* ---- signs and permutations ---- */

static void columns_may_be_turned_by_their_sign(void **state) {
    (void)state;
    const Compare *columns = RULES(.alike = ALIKE_SIGN), *rows = RULES(.alike = ALIKE_SIGN, .along = ALONG_ROWS),
                  *whole = RULES(.alike = ALIKE_SIGN, .along = ALONG_WHOLE);
    Value v = GRID(2, 2, 0.6, 0.8, -0.8, 0.6);
    same(columns, v, GRID(2, 2, -0.6, 0.8, 0.8, 0.6));
    same(columns, v, LIST(LIST(F(-0.6), F(-0.8)), LIST(F(0.8), F(-0.6))));
    same(rows, v, GRID(2, 2, -0.6, -0.8, -0.8, 0.6));
    same(whole, v, GRID(2, 2, -0.6, -0.8, 0.8, -0.6));
    same(columns, VECTOR(1, -2), VECTOR(-1, 2));
    same(columns, GRID(2, 1, 0, 1), GRID(2, 1, -0.0, -1));
    differs(columns, v, GRID(2, 2, -0.6, 0.8, 0.9, 0.6),
            "row 1, column 0: -0.9, expected -0.8 (the sign of each column is free; neither of the two fits this column)",
            "[[1,0]]");
    differs(rows, v, GRID(2, 2, -0.6, 0.8, -0.8, 0.6),
            "row 0, column 0: -0.6, expected 0.6 (the sign of each row is free; neither of the two fits this row)", "[[0,0]]");
    differs(columns, VECTOR(1, -2), VECTOR(-1, -2),
            "item 0: -1.0, expected 1.0 (the sign of the whole is free; neither of the two fits)", "[[0]]");
    differs(columns, v, GRID(1, 2, 0.6, 0.8), "shape (1, 2), expected (2, 2)", NULL);
    differs(columns, v, N, "got None: does the function return its result?", NULL);
    differs(columns, v, GRID(2, 2, NAN, 0.8, 0.8, 0.6),
            "row 0, column 0: nan, expected 0.6 (the sign of each column is free; neither of the two fits this column)", NULL);
    differs(columns, v, LIST(LIST(T("a"), F(1)), LIST(F(0), F(0))),
            "row 0, column 0: 'a' (a str), expected 0.6 (a float) (the sign of each column is free; neither of the two fits this "
            "column)",
            NULL);
}

static void components_may_come_in_any_order(void **state) {
    (void)state;
    const Compare *columns = RULES(.alike = ALIKE_PERMUTATION), *rows = RULES(.alike = ALIKE_PERMUTATION, .along = ALONG_ROWS),
                  *both = RULES(.alike = ALIKE_BOTH);
    Value v = GRID(2, 3, 1, 2, 3, 4, 5, 6);
    same(columns, v, GRID(2, 3, 3, 1, 2, 6, 4, 5));
    same(rows, v, GRID(2, 3, 4, 5, 6, 1, 2, 3));
    same(both, v, GRID(2, 3, -3, 1, 2, -6, 4, 5));
    same(columns, VECTOR(1, 2, 3), VECTOR(3, 1, 2));
    differs(columns, v, GRID(2, 3, -3, 1, 2, -6, 4, 5),
            "no column is [3.0, 6.0] (the order of columns is free); column 0 of yours is [-3.0, -6.0], which is not expected",
            "[[0,0],[1,0]]");
    differs(both, v, GRID(2, 3, -3, 1, 2, 6, 4, 5),
            "no column is [3.0, 6.0] or with its sign turned (the order of columns is free); column 0 of yours is [-3.0, 6.0], "
            "which is not expected",
            "[[0,0],[1,0]]");
    differs(rows, v, GRID(2, 3, 1, 2, 3, 1, 2, 3),
            "no row is [4.0, 5.0, 6.0] (the order of rows is free); row 1 of yours is [1.0, 2.0, 3.0], which is not expected",
            NULL);
    differs(columns, v, GRID(3, 2, 1, 2, 3, 4, 5, 6), "shape (3, 2), expected (2, 3)", NULL);
}

static void a_permutation_has_a_bounded_number_of_lines(void **state) {
    (void)state;
    size_t shape[2] = {1, 600};
    double *numbers = arena_alloc(arena, 600 * sizeof *numbers);
    memset(numbers, 0, 600 * sizeof *numbers);
    Value wide = array(DTYPE_FLOAT64, 2, shape, numbers);
    differs(RULES(.alike = ALIKE_PERMUTATION), wide, wide, "600 lines in any order are more than can be compared (512)", NULL);
}

/* ---- labels ---- */

static void clusters_may_have_any_numbers(void **state) {
    (void)state;
    const Compare *labels = RULES(.alike = ALIKE_LABELS);
    same(labels, INTS(0, 0, 1, 2), INTS(5, 5, 0, 1));
    same(labels, INTS(0, 0, 1), LIST(T("b"), T("b"), T("a")));
    same(labels, INTS(0, 1), VECTOR(1, 0));
    differs(labels, INTS(0, 0, 1, 2), INTS(5, 5, 1, 1),
            "item 3: has the label 1 like item 2, but the two belong to different groups (the names of the labels are free)",
            "[[3]]");
    differs(labels, INTS(0, 0, 1, 0), INTS(5, 5, 1, 2),
            "item 3: has the label 2 and item 0 has 5, but the two belong to one group (the names of the labels are free)",
            "[[3]]");
    differs(labels, INTS(0, 0), VECTOR(NAN, NAN), "item 0: nan is no label", NULL);
    differs(labels, INTS(0, 0, 1), INTS(0, 0), "shape (2,), expected (3,)", NULL);
    differs(labels, INTS(0, 0, 1), N, "got None: does the function return its result?", NULL);
}

/* ---- shapes ---- */

static void only_shape_and_kind_may_count(void **state) {
    (void)state;
    const Compare *shape = RULES(.alike = ALIKE_SHAPE);
    same(shape, VECTOR(1, 2), VECTOR(8, NAN));
    same(shape, VECTOR(1, 2), INTS(8, 9));
    same(shape, DICT(T("a"), T("x"), T("b"), F(1)), DICT(T("b"), F(7), T("a"), T("y")));
    differs(shape, INTS(1, 2), VECTOR(1, 2), "item 0: a float, expected an int", "[[0],[1]]");
    differs(shape, VECTOR(1, 2), VECTOR(1, 2, 3), "shape (3,), expected (2,)", NULL);
    differs(shape, VECTOR(1, 2), BOOLS(true, false), "bool values, expected float64", NULL);
    differs(shape, I(1), T("1"), "got '1' (a str), expected 1 (an int)", NULL);
    differs(shape, DICT(T("a"), I(1)), DICT(T("b"), I(1)), "key 'a' is missing", NULL);
}

/* ---- a part ---- */

static void a_checker_may_be_for_one_part(void **state) {
    (void)state;
    const Compare *second = RULES(.alike = ALIKE_SIGN, .part = "1"), *named = RULES(.alike = ALIKE_ANY_ORDER, .part = "ids");
    Value values = VECTOR(3, 1), vectors = GRID(2, 2, 1, 0, 0, 1);
    same(second, TUPLE(values, vectors), TUPLE(values, GRID(2, 2, -1, 0, 0, 1)));
    differs(second, TUPLE(values, vectors), TUPLE(VECTOR(-3, 1), vectors), "result[0], item 0: -3.0, expected 3.0", "[[0,0]]");
    same(named, DICT(T("ids"), LIST(I(1), I(2)), T("n"), I(2)), DICT(T("ids"), LIST(I(2), I(1)), T("n"), I(2)));
    differs(named, DICT(T("ids"), LIST(I(1), I(2)), T("m"), LIST(I(1), I(2))),
            DICT(T("ids"), LIST(I(2), I(1)), T("m"), LIST(I(2), I(1))), "key 'm', item 0: 2, expected 1", NULL);
}

static void a_part_may_be_an_attribute_or_a_method(void **state) {
    (void)state;
    Value expected = DICT(T("call 1, fit(), labels_"), INTS(0, 1), T("call 2, predict()"), INTS(1, 0));
    Value turned = DICT(T("call 1, fit(), labels_"), INTS(1, 0), T("call 2, predict()"), INTS(1, 0));
    Comparison comparison;
    compare_values(arena, RULES(.alike = ALIKE_LABELS, .part = "labels_"), NAME_LABELS, &expected, &turned, &comparison);
    assert_true(comparison.equal);
    compare_values(arena, RULES(.alike = ALIKE_LABELS, .part = "predict"), NAME_LABELS, &expected, &turned, &comparison);
    assert_false(comparison.equal);
    json_decref(comparison.differs);
    Value other = DICT(T("call 1, fit(), labels_"), INTS(0, 1), T("call 2, predict()"), INTS(0, 1));
    compare_values(arena, RULES(.alike = ALIKE_LABELS, .part = "predict"), NAME_LABELS, &expected, &other, &comparison);
    assert_true(comparison.equal);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(neighbours_are_counted_in_the_type_of_the_numbers),
        TEST(infinity_and_the_ends_of_the_range_are_no_neighbours),
        TEST(items_may_come_in_any_order),
        TEST(rows_of_frames_may_come_in_any_order),
        TEST(a_pairing_is_found_where_tolerance_makes_it_ambiguous),
        TEST(pairings_are_found_exactly_when_there_is_one),
        TEST(columns_may_be_turned_by_their_sign),
        TEST(components_may_come_in_any_order),
        TEST(a_permutation_has_a_bounded_number_of_lines),
        TEST(clusters_may_have_any_numbers),
        TEST(only_shape_and_kind_may_count),
        TEST(a_checker_may_be_for_one_part),
        TEST(a_part_may_be_an_attribute_or_a_method),
    };
    return cmocka_run_group_tests_name("judge alike", tests, NULL, NULL);
}
