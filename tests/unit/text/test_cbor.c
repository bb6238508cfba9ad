/* What comes from the box is read exactly as docs/wire.md tables it, written back byte for byte, and refused when it lies about its
 * size. Frames are typed by hand as hex, so that reader and writer are held against the table and not against each other. */
#include "text/cbor.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    unsigned char *bytes; /* on the heap, exactly as long as the frame: one byte too far is seen by the sanitizer */
    size_t len;
} Frame;

static Frame frame_of(const char *hex) {
    Frame frame = {malloc(strlen(hex) / 2 + 1), 0};
    for (const char *c = hex; *c; c++) {
        unsigned byte;
        if (*c == ' ') continue;
        assert_int_equal(sscanf(c, "%2x", &byte), 1);
        frame.bytes[frame.len++] = (unsigned char)byte;
        c++;
    }
    frame.bytes = realloc(frame.bytes, frame.len ? frame.len : 1);
    return frame;
}

static Arena *arena;
static Frame current;
static Error error;

static int setup(void **state) {
    (void)state;
    arena = arena_new();
    current = (Frame){0};
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_free(arena);
    free(current.bytes);
    return 0;
}

static const Value *read_hex(const char *hex) {
    free(current.bytes);
    current = frame_of(hex);
    return cbor_decode(arena, current.bytes, current.len, &error);
}

static void refused(const char *hex, const char *why) {
    error = (Error){0};
    assert_null(read_hex(hex));
    assert_int_equal(error.code, ERR_INVALID);
    if (!strstr(error.message, why)) fail_msg("%s: refused because \"%s\", not \"%s\"", hex, error.message, why);
}

/* Reads, writes back, and gets the same bytes. */
static const Value *round_trip(const char *hex) {
    const Value *value = read_hex(hex);
    if (!value) fail_msg("%s: %s (%s)", hex, error.message, error.where);
    Buf out = buf_new(arena);
    cbor_encode(&out, value);
    assert_int_equal(out.len, current.len);
    assert_memory_equal(out.data, current.bytes, current.len);
    return value;
}

static void scalars_are_read_as_the_table_says(void **state) {
    (void)state;
    assert_int_equal(round_trip("f6")->kind, VALUE_NONE);
    assert_true(round_trip("f5")->boolean);
    assert_false(round_trip("f4")->boolean);
    assert_int_equal(round_trip("17")->integer, 23);
    assert_int_equal(round_trip("1818")->integer, 24);
    assert_int_equal(round_trip("38ff")->integer, -256);
    assert_true(round_trip("1b7fffffffffffffff")->integer == INT64_MAX);
    assert_true(round_trip("3b7fffffffffffffff")->integer == INT64_MIN);
    assert_true(round_trip("fb3fb999999999999a")->number == 0.1);
    assert_true(isnan(round_trip("fb7ff8000000000000")->number));
    assert_true(signbit(round_trip("fb8000000000000000")->number));
    const Value *text = round_trip("65 c3a9 00 6162");
    assert_int_equal(text->text.len, 5);
    assert_string_equal(value_string(arena, text), "\xC3\xA9\xEF\xBF\xBD"
                                                   "ab");
    assert_int_equal(round_trip("42 00ff")->kind, VALUE_BYTES);
}

static void numbers_that_need_a_tag(void **state) {
    (void)state;
    const Value *big = round_trip("c2 49 010000000000000000");
    assert_int_equal(big->kind, VALUE_BIGINT);
    assert_int_equal(big->text.len, 9);
    assert_true(round_trip("c3 49 010000000000000000")->negative);
    const Value *complex = round_trip("d97531 82 fb3ff0000000000000 fbc000000000000000");
    assert_true(complex->complex.re == 1 && complex->complex.im == -2);
}

static void containers_keep_their_kind_and_order(void **state) {
    (void)state;
    assert_int_equal(round_trip("83 01 02 03")->list.count, 3);
    assert_int_equal(round_trip("d97530 82 01 f6")->kind, VALUE_TUPLE);
    assert_int_equal(round_trip("d90102 81 01")->kind, VALUE_SET);
    const Value *dict = round_trip("a2 6162 01 6161 02");
    assert_int_equal(value_get(dict, "b")->integer, 1);
    assert_int_equal(value_get(dict, "a")->integer, 2);
    assert_null(value_get(dict, "c"));
    assert_int_equal(round_trip("80")->list.count, 0);
    assert_int_equal(round_trip("a0")->list.count, 0);
}

static void arrays_are_dtype_shape_bytes(void **state) {
    (void)state;
    const Value *matrix = round_trip("d97532 83 65696e743136 82 02 03 4c 0100 0200 0300 0400 0500 ffff");
    assert_int_equal(matrix->kind, VALUE_ARRAY);
    assert_int_equal(matrix->array->dimensions, 2);
    assert_int_equal(matrix->array->count, 6);
    assert_int_equal(value_element(matrix->array, 5).integer, -1);
    double numbers[6];
    value_load(matrix->array, 1, 5, numbers);
    assert_true(numbers[0] == 2 && numbers[4] == -1);
    const Value *scalar = round_trip("d97533 83 67666c6f61743332 80 44 0000c03f");
    assert_int_equal(scalar->kind, VALUE_TENSOR);
    assert_int_equal(scalar->array->dimensions, 0);
    assert_true(value_element(scalar->array, 0).number == 1.5);
    const Value *words = round_trip("d97532 83 633c5532 81 02 82 6161 626263");
    assert_int_equal(words->array->dtype, DTYPE_ITEMS);
    assert_string_equal(words->array->name, "<U2");
    const Value *empty = round_trip("d97532 83 67666c6f61743634 82 00 03 40");
    assert_int_equal(empty->array->count, 0);
    const Value *days = round_trip("d97532 83 6d646174657469 6d6536345b445d 81 01 48 0000000000000080");
    assert_int_equal(days->array->dtype, DTYPE_TIME);
    assert_true(value_element(days->array, 0).moment.nanoseconds == INT64_MIN);
}

static void half_floats_are_widened(void **state) {
    (void)state;
    const Value *halves = round_trip("d97532 83 67666c6f61743136 81 06 4c 003c 00c0 0100 007c 007e 0000");
    double numbers[6];
    value_load(halves->array, 0, 6, numbers);
    assert_true(numbers[0] == 1 && numbers[1] == -2 && numbers[2] == ldexp(1, -24) && isinf(numbers[3]) && isnan(numbers[4]));
    assert_true(numbers[5] == 0);
}

#define ARRAY_1_2 "d97532 83 64696e7438 81 02 42 0102"
#define ARRAY_A_B "d97532 83 666f626a656374 81 02 82 6161 6162"

static void frames_have_named_columns_of_equal_length(void **state) {
    (void)state;
    const Value *frame = round_trip("d97534 85 02 82 6178 6179 82 " ARRAY_1_2 ARRAY_A_B "f6 f6");
    assert_int_equal(frame->kind, VALUE_FRAME);
    assert_int_equal(frame->frame->columns, 2);
    assert_null(frame->frame->index);
    const Value *series = round_trip("d97535 85 02 6178 " ARRAY_1_2 ARRAY_A_B "6169");
    assert_int_equal(series->frame->rows, 2);
    assert_int_equal(series->frame->index->array->count, 2);
    refused("d97534 85 03 81 6178 81 " ARRAY_1_2 "f6 f6", "column does not fit");
    refused("d97534 85 02 82 6178 6179 81 " ARRAY_1_2 "f6 f6", "more names");
    refused("d97534 85 02 81 6178 81 " ARRAY_1_2 "81 01 f6", "index does not fit");
}

static void times_and_opaque_values(void **state) {
    (void)state;
    const Value *time = round_trip("d97536 83 1a3b9aca00 6954696d657374616d70 63555443");
    assert_int_equal(time->moment.nanoseconds, 1000000000);
    assert_string_equal(time->moment.type, "Timestamp");
    assert_string_equal(time->moment.zone, "UTC");
    assert_null(round_trip("d97536 83 00 6464617465 f6")->moment.zone);
    assert_int_equal(round_trip("d97537 82 20 6974696d6564656c7461")->kind, VALUE_DURATION);
    const Value *opaque = round_trip("d97538 82 63466f6f 653c466f6f3e");
    assert_string_equal(opaque->opaque.type, "Foo");
    assert_string_equal(opaque->opaque.repr, "<Foo>");
}

static void lies_about_size_are_refused_before_memory_is_taken(void **state) {
    (void)state;
    size_t before = arena_used(arena);
    refused("9bffffffffffffffff", "count is larger");
    refused("9a7fffffff", "count is larger");
    refused("bb7fffffffffffffff", "count is larger");
    refused("5b7fffffffffffffff", "length is larger");
    refused("7a7fffffff", "length is larger");
    refused("d97532 83 67666c6f61743634 82 1b7fffffffffffffff 1b7fffffffffffffff 40", "shape is too large");
    refused("d97532 83 67666c6f61743634 81 02 48 0000000000000000", "do not fit its shape");
    refused("d97532 83 67666c6f61743634 82 00 1b7fffffffffffffff 41 00", "do not fit its shape");
    refused("d97532 83 666f626a656374 81 1b7fffffffffffffff 80", "do not fit its shape");
    assert_true(arena_used(arena) - before < 64 * 1024);
}

/* [n [n [n ...: every count fits the bytes that are left, all together they do not. */
static void nested_promises_are_added_up(void **state) {
    (void)state;
    enum { LEN = 4000 };
    current.bytes = malloc(LEN);
    current.len = LEN;
    memset(current.bytes, 0, LEN);
    for (size_t i = 0; i < 60; i++) {
        unsigned char head[] = {0x99, (LEN - 300) >> 8, (LEN - 300) & 0xFF};
        memcpy(current.bytes + 3 * i, head, 3);
    }
    size_t before = arena_used(arena);
    assert_null(cbor_decode(arena, current.bytes, current.len, &error));
    assert_non_null(strstr(error.message, "count is larger"));
    assert_true(arena_used(arena) - before < 2 * LEN * sizeof(Value));
}

static char *nest(const char *head, int levels) {
    size_t len = strlen(head);
    char *hex = arena_alloc(arena, len * (size_t)levels + 3);
    for (int i = 0; i < levels; i++) memcpy(hex + len * (size_t)i, head, len);
    memcpy(hex + len * (size_t)levels, "f6", 2);
    return hex;
}

static void sixty_four_levels_and_no_more(void **state) {
    (void)state;
    assert_non_null(read_hex(nest("81", 64)));
    refused(nest("81", 65), "too deep");
    assert_non_null(read_hex(nest("d9753081", 64)));
    refused(nest("d9753081", 65), "too deep");
    refused(nest("d9753182", 100), "too deep");
    refused(nest("d9753585 00", 100), "too deep");
    refused(nest("d97532 83", 100), "too deep");
    refused(nest("d97536 83", 5000), "too deep");
}

static void what_is_not_in_the_table_is_refused(void **state) {
    (void)state;
    refused("", "ends too early");
    refused("19 01", "ends too early");
    refused("82 01", "count is larger");
    refused("9f01ff", "indefinite");
    refused("5f41ffff", "indefinite");
    refused("f7", "simple value");
    refused("f97c00", "simple value");
    refused("fa3fc00000", "simple value");
    refused("1b8000000000000000", "does not fit 64 bits");
    refused("61ff", "not UTF-8");
    refused("63eda080", "not UTF-8");
    refused("c001", "tag that nobody uses");
    refused("d97532 01", "something else than its list");
    refused("d97530 01", "something else than its list");
    refused("d97531 82 01 02", "float is missing");
    refused("c2 01", "large int");
    refused("0101", "something follows");
    refused("d97536 83 f6 6161 f6", "time is no integer");
    refused("d97538 82 01 01", "no short text");
}

static void a_million_numbers_fit(void **state) {
    (void)state;
    enum { COUNT = 1000000 };
    Buf out = buf_new(arena);
    cbor_put_list(&out, COUNT);
    for (int i = 0; i < COUNT; i++) cbor_put_float(&out, i);
    const Value *list = cbor_decode(arena, out.data, out.len, &error);
    assert_non_null(list);
    assert_true(list->list.items[COUNT - 1].number == COUNT - 1);
    Buf many = buf_new(arena);
    cbor_put_list(&many, CBOR_NODES + 1);
    for (int i = 0; i < CBOR_NODES + 1; i++) buf_char(&many, 0);
    assert_null(cbor_decode(arena, many.data, many.len, &error));
    assert_non_null(strstr(error.message, "too many values"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(scalars_are_read_as_the_table_says, setup, teardown),
        cmocka_unit_test_setup_teardown(numbers_that_need_a_tag, setup, teardown),
        cmocka_unit_test_setup_teardown(containers_keep_their_kind_and_order, setup, teardown),
        cmocka_unit_test_setup_teardown(arrays_are_dtype_shape_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(half_floats_are_widened, setup, teardown),
        cmocka_unit_test_setup_teardown(frames_have_named_columns_of_equal_length, setup, teardown),
        cmocka_unit_test_setup_teardown(times_and_opaque_values, setup, teardown),
        cmocka_unit_test_setup_teardown(lies_about_size_are_refused_before_memory_is_taken, setup, teardown),
        cmocka_unit_test_setup_teardown(nested_promises_are_added_up, setup, teardown),
        cmocka_unit_test_setup_teardown(sixty_four_levels_and_no_more, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_not_in_the_table_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_million_numbers_fit, setup, teardown),
    };
    return cmocka_run_group_tests_name("cbor", tests, NULL, NULL);
}
