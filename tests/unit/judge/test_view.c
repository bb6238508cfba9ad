/* What the browser gets to draw: small, whole, and with the digits that show a difference. */
#include "judge/view.h"

#include "values.h"

#include <math.h>

static const Compare rules = {.relative = 1e-9, .absolute = 1e-9, .row_order = true};

static void draws_beside(Value value, Value other, const char *expected) {
    json_t *view = view_value(&rules, &value, &other, false);
    char *dumped = json_dumps(view, JSON_COMPACT | JSON_ENCODE_ANY);
    char *copy = arena_strdup(arena, dumped);
    free(dumped);
    json_decref(view);
    assert_string_equal(copy, expected);
}

static void draws(Value value, const char *expected) { draws_beside(value, value, expected); }

static void scalars_are_text(void **state) {
    (void)state;
    draws(F(0.5), "{\"kind\":\"text\",\"text\":\"0.5\"}");
    draws(T("a"), "{\"kind\":\"text\",\"text\":\"'a'\"}");
    draws(array(DTYPE_FLOAT64, 0, NULL, DOUBLES(3)), "{\"kind\":\"text\",\"text\":\"3.0\"}");
    char longer[3000] = {0};
    memset(longer, 'x', sizeof longer - 1);
    Value text = T(longer);
    json_t *view = view_value(NULL, &text, NULL, false);
    assert_true(json_is_true(json_object_get(view, "cut")));
    assert_in_range(json_string_length(json_object_get(view, "text")), 1990, 2010);
    json_decref(view);
}

static void one_dimension_is_a_vector(void **state) {
    (void)state;
    draws(VECTOR(0.5, 1), "{\"kind\":\"vector\",\"type\":\"float64\",\"size\":2,\"items\":[\"0.5\",\"1.0\"]}");
    draws(LIST(I(1), T("a"), N), "{\"kind\":\"vector\",\"type\":\"list\",\"size\":3,\"items\":[\"1\",\"'a'\",\"None\"]}");
    draws(tensor(VECTOR(1)), "{\"kind\":\"vector\",\"type\":\"tensor float64\",\"size\":1,\"items\":[\"1.0\"]}");
    draws(EMPTY_LIST, "{\"kind\":\"vector\",\"type\":\"list\",\"size\":0,\"items\":[]}");
    draws(SET(I(1)), "{\"kind\":\"vector\",\"type\":\"set\",\"size\":1,\"items\":[\"1\"]}");
}

static void two_dimensions_are_a_table(void **state) {
    (void)state;
    draws(
        array(DTYPE_FLOAT64, SHAPE(2, 1), DOUBLES(1, 2)),
        "{\"kind\":\"table\",\"type\":\"float64\",\"shape\":[2,1],\"columns\":null,\"index\":null,\"rows\":[[\"1.0\"],[\"2.0\"]]}");
    draws(LIST(LIST(I(1), I(2)), LIST(I(3), I(4))), "{\"kind\":\"table\",\"type\":\"list\",\"shape\":[2,2],\"columns\":null,"
                                                    "\"index\":null,\"rows\":[[\"1\",\"2\"],[\"3\",\"4\"]]}");
}

static void frames_are_tables_with_names(void **state) {
    (void)state;
    Value index = WORDS(T("p"), T("q")), column = VECTOR(1, NAN);
    draws(frame(1, (const char *[]){"v"}, &column, &index),
          "{\"kind\":\"table\",\"type\":\"DataFrame\",\"shape\":[2,1],\"columns\":[\"v\"],\"index\":"
          "[\"p\",\"q\"],\"rows\":[[\"1.0\"],[\"nan\"]]}");
    draws(series(column, NULL), "{\"kind\":\"table\",\"type\":\"Series\",\"shape\":[2,1],\"columns\":[\"x\"],\"index\":null,"
                                "\"rows\":[[\"1.0\"],[\"nan\"]]}");
}

static void rows_of_sql_count_from_one(void **state) {
    (void)state;
    Value result = FRAME2("a", INTS(7, 8), "b", INTS(1, 2));
    json_t *view = view_value(&(Compare){.by = COMPARE_ROWS}, &result, NULL, false);
    char *text = json_dumps(view, JSON_COMPACT);
    assert_string_equal(text,
                        "{\"kind\":\"table\",\"type\":\"rows\",\"shape\":[2,2],\"columns\":[\"a\",\"b\"],\"index\":[\"1\",\"2\"],"
                        "\"rows\":[[\"7\",\"1\"],[\"8\",\"2\"]]}");
    free(text);
    json_decref(view);
}

static void everything_nested_is_a_group_or_a_map(void **state) {
    (void)state;
    draws(TUPLE(VECTOR(1), VECTOR(2)), "{\"kind\":\"group\",\"type\":\"tuple\",\"items\":[{\"kind\":\"vector\",\"type\":"
                                       "\"float64\",\"size\":1,\"items\":[\"1.0\"]},"
                                       "{\"kind\":\"vector\",\"type\":\"float64\",\"size\":1,\"items\":[\"2.0\"]}]}");
    draws(array(DTYPE_INT8, SHAPE(1, 1, 2), "\x01\xFF"),
          "{\"kind\":\"group\",\"type\":\"array\",\"items\":[{\"kind\":\"table\",\"type\":\"int8\",\"shape\":[1,2],"
          "\"columns\":null,\"index\":null,\"rows\":[[\"1\",\"-1\"]]}]}");
    draws(DICT(T("a"), I(1), I(2), N), "{\"kind\":\"map\",\"entries\":[[\"'a'\",{\"kind\":\"text\",\"text\":\"1\"}],[\"2\",{"
                                       "\"kind\":\"text\",\"text\":\"None\"}]]}");
}

static void a_difference_is_never_hidden_by_rounding(void **state) {
    (void)state;
    draws_beside(VECTOR(1.0 / 3, 2.0 / 3), VECTOR(1.0 / 3, 2.0 / 3 + 1e-8),
                 "{\"kind\":\"vector\",\"type\":\"float64\",\"size\":2,\"items\":[\"0.333333\",\"0.66666667\"]}");
    draws_beside(F(0.3), F(0.1 + 0.2), "{\"kind\":\"text\",\"text\":\"0.3\"}");
    draws_beside(F(0.30001), F(0.300010001), "{\"kind\":\"text\",\"text\":\"0.30001\"}");
    draws_beside(DICT(T("k"), F(1.00000002)), DICT(T("z"), N, T("k"), F(1.00000003)),
                 "{\"kind\":\"map\",\"entries\":[[\"'k'\",{\"kind\":\"text\",\"text\":\"1.00000002\"}]]}");
    Value column = VECTOR(0.333333333), near = VECTOR(0.333333433);
    draws_beside(FRAME2("a", INTS(1), "v", column), FRAME2("v", near, "a", INTS(1)),
                 "{\"kind\":\"table\",\"type\":\"DataFrame\",\"shape\":[1,2],\"columns\":[\"a\",\"v\"],\"index\":null,\"rows\":[["
                 "\"1\",\"0.3333333\"]]}");
}

static void large_values_are_cut_and_say_so(void **state) {
    (void)state;
    double *numbers = ARENA_MANY(arena, double, 50 * 50 * 50);
    Value vector = array(DTYPE_FLOAT64, SHAPE(125000), numbers), table = array(DTYPE_FLOAT64, SHAPE(2500, 50), numbers);
    Value cube = array(DTYPE_FLOAT64, SHAPE(50, 50, 50), numbers);
    json_t *view = view_value(NULL, &vector, NULL, false);
    assert_true(json_is_true(json_object_get(view, "cut")));
    assert_int_equal(json_array_size(json_object_get(view, "items")), VIEW_ITEMS);
    json_decref(view);
    view = view_value(NULL, &table, NULL, false);
    assert_true(json_is_true(json_object_get(view, "cut")));
    assert_int_equal(json_array_size(json_object_get(view, "rows")), VIEW_ROWS);
    assert_int_equal(json_array_size(json_array_get(json_object_get(view, "rows"), 0)), VIEW_COLUMNS);
    json_decref(view);
    view = view_value(NULL, &cube, NULL, false);
    char *dumped = json_dumps(view, JSON_COMPACT);
    assert_true(strlen(dumped) < 100000);
    assert_true(json_is_true(json_object_get(view, "cut")));
    free(dumped);
    json_decref(view);
}

static void depth_is_bounded(void **state) {
    (void)state;
    Value value = I(1);
    for (int i = 0; i < 60; i++) value = DICT(T("k"), value);
    json_t *view = view_value(NULL, &value, NULL, false);
    char *dumped = json_dumps(view, JSON_COMPACT);
    assert_non_null(strstr(dumped, "a dict of 1"));
    free(dumped);
    json_decref(view);
}

static void inputs_are_an_object_in_the_order_of_the_case(void **state) {
    (void)state;
    Value inputs = DICT(T("y"), I(1), T("X"), VECTOR(1));
    json_t *views = view_inputs(NULL, &inputs);
    char *dumped = json_dumps(views, JSON_COMPACT);
    char *copy = arena_strdup(arena, dumped);
    free(dumped);
    json_decref(views);
    assert_string_equal(copy, "{\"y\":{\"kind\":\"text\",\"text\":\"1\"},\"X\":{\"kind\":\"vector\",\"type\":\"float64\",\"size\":"
                              "1,\"items\":[\"1.0\"]}}");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(scalars_are_text),
        TEST(one_dimension_is_a_vector),
        TEST(two_dimensions_are_a_table),
        TEST(frames_are_tables_with_names),
        TEST(rows_of_sql_count_from_one),
        TEST(everything_nested_is_a_group_or_a_map),
        TEST(a_difference_is_never_hidden_by_rounding),
        TEST(large_values_are_cut_and_say_so),
        TEST(depth_is_bounded),
        TEST(inputs_are_an_object_in_the_order_of_the_case),
    };
    return cmocka_run_group_tests_name("view", tests, NULL, NULL);
}
