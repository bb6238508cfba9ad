/* A value knows what it is called, what its elements are, and gives text out safely. */
#include "text/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void types_have_the_names_that_python_gives_them(void **state) {
    (void)state;
    Value none = value_none(), number = value_float(1), text = value_text("a"), list = value_list(NULL, 0);
    assert_string_equal(value_type_name(&none), "None");
    assert_string_equal(value_type_name(&number), "float");
    assert_string_equal(value_type_name(&text), "str");
    assert_string_equal(value_type_name(&list), "list");
    Value stamp = {.kind = VALUE_TIME, .moment = {.type = "Timestamp"}}, other = {.kind = VALUE_OPAQUE, .opaque = {"Pipeline", ""}};
    assert_string_equal(value_type_name(&stamp), "Timestamp");
    assert_string_equal(value_type_name(&other), "Pipeline");
}

static void elements_are_read_wherever_they_lie(void **state) {
    (void)state;
    static const Dtype integers[] = {DTYPE_INT8,  DTYPE_INT16,  DTYPE_INT32,  DTYPE_INT64,
                                     DTYPE_UINT8, DTYPE_UINT16, DTYPE_UINT32, DTYPE_UINT64};
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++) {
        size_t size = dtype_size(integers[i]);
        uint8_t *bytes = calloc(2, size + 1); /* starts at an odd address */
        bytes[1 + size] = 7;
        ValueArray array = {.dtype = integers[i], .name = dtype_name(integers[i]), .count = 2, .data = bytes + 1};
        assert_int_equal(value_element(&array, 1).integer, 7);
        double loaded[2];
        value_load(&array, 0, 2, loaded);
        assert_true(loaded[0] == 0 && loaded[1] == 7);
        free(bytes);
    }
}

static void signs_survive(void **state) {
    (void)state;
    uint8_t bytes[8];
    memset(bytes, 0xFF, sizeof bytes);
    ValueArray array = {.count = 1, .data = bytes};
    static const struct {
        Dtype dtype;
        double number;
    } cases[] = {{DTYPE_INT8, -1},
                 {DTYPE_INT64, -1},
                 {DTYPE_UINT8, 255},
                 {DTYPE_UINT32, 4294967295.0},
                 {DTYPE_UINT64, 18446744073709551616.0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double loaded;
        array.dtype = cases[i].dtype;
        value_load(&array, 0, 1, &loaded);
        assert_true(loaded == cases[i].number);
    }
}

static void only_dates_have_no_time_of_day(void **state) {
    (void)state;
    assert_true(moment_is_date(&(ValueMoment){.type = "date"}));
    assert_true(moment_is_date(&(ValueMoment){.type = "datetime64[D]"}));
    assert_false(moment_is_date(&(ValueMoment){.type = "datetime64[ns]"}));
    assert_false(moment_is_date(&(ValueMoment){0}));
}

static void keys_are_found_by_their_text_only(void **state) {
    (void)state;
    Value pairs[] = {value_int(1), value_int(10), value_text("ab"), value_int(20), value_text("a"), value_int(30)};
    Value dict = value_dict(pairs, 3), list = value_list(pairs, 6);
    assert_int_equal(value_get(&dict, "a")->integer, 30);
    assert_null(value_get(&dict, "1"));
    assert_null(value_get(&list, "a"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_have_the_names_that_python_gives_them),
        cmocka_unit_test(elements_are_read_wherever_they_lie),
        cmocka_unit_test(signs_survive),
        cmocka_unit_test(only_dates_have_no_time_of_day),
        cmocka_unit_test(keys_are_found_by_their_text_only),
    };
    return cmocka_run_group_tests_name("value", tests, NULL, NULL);
}
