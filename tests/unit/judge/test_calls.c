/* The calls of a class are told by their names, and what a method returns counts only where something is expected. */
#include "judge/calls.h"

#include "judge/compare.h"
#include "values.h"

static const Compare rules = {.absolute = 1e-9, .row_order = true};

static Value call(Value returns, Value attributes) { return DICT(T("returns"), returns, T("attributes"), attributes); }

static Value self(void) { return (Value){.kind = VALUE_OPAQUE, .opaque = {"self", "self"}}; }

static Value inputs(void) {
    return DICT(T("construct"), DICT(T("k"), I(3)), T("calls"),
                LIST(LIST(T("fit"), DICT(T("X"), VECTOR(1, 2))), TUPLE(T("predict"))));
}

static const char *difference(Value expected, Value got) {
    Value in = inputs();
    Comparison comparison;
    compare_values(arena, &rules, NAME_LABELS, calls_labelled(arena, &in, &expected, &expected),
                   calls_labelled(arena, &in, &expected, &got), &comparison);
    json_decref(comparison.differs);
    return comparison.message;
}

static void differences_name_the_call_and_the_attribute(void **state) {
    (void)state;
    Value nothing = sequence(VALUE_DICT, 0, NULL);
    Value expected = LIST(call(self(), DICT(T("mean_"), VECTOR(1, 2))), call(INTS(0, 1), nothing));
    assert_string_equal(difference(expected, expected), "");
    assert_string_equal(difference(expected, LIST(call(self(), DICT(T("mean_"), VECTOR(1, 3))), call(INTS(0, 1), nothing))),
                        "call 1, fit(), mean_, item 1: 3.0, expected 2.0");
    assert_string_equal(difference(expected, LIST(call(self(), DICT(T("mean_"), VECTOR(1, 2))), call(INTS(1, 1), nothing))),
                        "call 2, predict(), item 0: 1, expected 0");
    assert_string_equal(difference(expected, LIST(call(self(), nothing), call(INTS(0, 1), nothing))),
                        "call 1, fit(), mean_ is missing");
    assert_string_equal(difference(expected, LIST(call(N, DICT(T("mean_"), VECTOR(1, 2))), call(INTS(0, 1), nothing))),
                        "call 1, fit(): None, expected self: end the method with return self");
}

static void a_method_that_is_to_return_nothing_may_return_what_it_likes(void **state) {
    (void)state;
    Value nothing = sequence(VALUE_DICT, 0, NULL);
    assert_string_equal(difference(LIST(call(N, nothing)), LIST(call(self(), nothing))), "");
    assert_string_equal(difference(LIST(call(N, nothing)), LIST(call(I(5), nothing))), "");
}

static void results_that_are_no_calls_are_left_alone(void **state) {
    (void)state;
    Value in = inputs(), none = N, odd = LIST(I(1));
    assert_null(calls_labelled(arena, &in, &none, &none));
    assert_int_equal(calls_labelled(arena, &in, &odd, &odd)->list.count, 0);
}

static void inputs_are_shown_call_by_call(void **state) {
    (void)state;
    Value in = inputs();
    json_t *views = calls_inputs_view(&in);
    assert_int_equal(json_object_size(views), 3);
    assert_non_null(json_object_get(views, "construct"));
    assert_string_equal(json_string_value(json_object_get(json_object_get(views, "call 1, fit()"), "kind")), "map");
    assert_int_equal(json_array_size(json_object_get(json_object_get(views, "call 2, predict()"), "entries")), 0);
    json_decref(views);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(differences_name_the_call_and_the_attribute),
        TEST(a_method_that_is_to_return_nothing_may_return_what_it_likes),
        TEST(results_that_are_no_calls_are_left_alone),
        TEST(inputs_are_shown_call_by_call),
    };
    return cmocka_run_group_tests_name("calls", tests, NULL, NULL);
}
