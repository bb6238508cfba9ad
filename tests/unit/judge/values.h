/* values.h - values typed in place, for the tests of comparison and views. They live on `arena`, which each test gets fresh. */
#ifndef VIVA_TESTS_VALUES_H
#define VIVA_TESTS_VALUES_H

#include "text/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static Arena *arena;

static int setup(void **state) {
    (void)state;
    arena = arena_new();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#define N value_none()
#define B(boolean) value_bool(boolean)
#define I(integer) value_int(integer)
#define F(number) value_float(number)
#define T(text) value_text(text)
#define COUNT_OF(type, ...) (sizeof((type[]){__VA_ARGS__}) / sizeof(type))
#define LIST(...) sequence(VALUE_LIST, COUNT_OF(Value, __VA_ARGS__), (Value[]){__VA_ARGS__})
#define TUPLE(...) sequence(VALUE_TUPLE, COUNT_OF(Value, __VA_ARGS__), (Value[]){__VA_ARGS__})
#define SET(...) sequence(VALUE_SET, COUNT_OF(Value, __VA_ARGS__), (Value[]){__VA_ARGS__})
#define DICT(...) sequence(VALUE_DICT, COUNT_OF(Value, __VA_ARGS__), (Value[]){__VA_ARGS__})
#define EMPTY_LIST sequence(VALUE_LIST, 0, NULL)
#define SHAPE(...) \
    COUNT_OF(size_t, __VA_ARGS__), (size_t[]) { __VA_ARGS__ }
#define DOUBLES(...) \
    (double[]) { __VA_ARGS__ }
#define VECTOR(...) array(DTYPE_FLOAT64, 1, (size_t[]){COUNT_OF(double, __VA_ARGS__)}, DOUBLES(__VA_ARGS__))
#define INTS(...) array(DTYPE_INT64, 1, (size_t[]){COUNT_OF(int64_t, __VA_ARGS__)}, (int64_t[]){__VA_ARGS__})
#define BOOLS(...) array(DTYPE_BOOL, 1, (size_t[]){COUNT_OF(bool, __VA_ARGS__)}, (bool[]){__VA_ARGS__})
#define FLOAT32S(...) array(DTYPE_FLOAT32, 1, (size_t[]){COUNT_OF(float, __VA_ARGS__)}, (float[]){__VA_ARGS__})
#define WORDS(...) words(COUNT_OF(Value, __VA_ARGS__), (Value[]){__VA_ARGS__})

/* For a dict `items` holds keys and values by turns. */
__attribute__((unused)) static Value sequence(ValueKind kind, size_t count, const Value *items) {
    Value value = {.kind = kind};
    value.list.items = arena_memdup(arena, items, count * sizeof *items);
    value.list.count = kind == VALUE_DICT ? count / 2 : count;
    return value;
}

__attribute__((unused)) static Value array(Dtype dtype, size_t dimensions, const size_t *shape, const void *data) {
    ValueArray *whole = ARENA_NEW(arena, ValueArray);
    size_t count = 1;
    for (size_t i = 0; i < dimensions; i++) count *= shape[i];
    *whole = (ValueArray){.dtype = dtype, .name = dtype_name(dtype), .dimensions = dimensions, .count = count};
    whole->shape = arena_memdup(arena, shape, dimensions * sizeof *shape);
    whole->data = arena_memdup(arena, data, count * dtype_size(dtype));
    return (Value){.kind = VALUE_ARRAY, .array = whole};
}

__attribute__((unused)) static Value words(size_t count, const Value *items) {
    ValueArray *whole = ARENA_NEW(arena, ValueArray);
    *whole = (ValueArray){.dtype = DTYPE_ITEMS, .name = "object", .dimensions = 1, .count = count};
    whole->shape = arena_memdup(arena, &count, sizeof count);
    whole->items = arena_memdup(arena, items, count * sizeof *items);
    return (Value){.kind = VALUE_ARRAY, .array = whole};
}

__attribute__((unused)) static Value tensor(Value array_value) {
    array_value.kind = VALUE_TENSOR;
    return array_value;
}

/* `index` may be NULL. */
__attribute__((unused)) static Value frame(size_t columns, const char *const *names, const Value *data, const Value *index) {
    ValueFrame *whole = ARENA_NEW(arena, ValueFrame);
    Value *texts = ARENA_MANY(arena, Value, columns);
    for (size_t i = 0; i < columns; i++) texts[i] = value_text(names[i]);
    *whole = (ValueFrame){.rows = data[0].array->count, .columns = columns, .names = texts};
    whole->data = arena_memdup(arena, data, columns * sizeof *data);
    if (index) whole->index = arena_memdup(arena, index, sizeof *index);
    return (Value){.kind = VALUE_FRAME, .frame = whole};
}

#define FRAME2(a, one, b, other) frame(2, (const char *[]){a, b}, (Value[]){one, other}, NULL)

__attribute__((unused)) static Value series(Value column, const Value *index) {
    Value value = frame(1, (const char *[]){"x"}, &column, index);
    value.kind = VALUE_SERIES;
    return value;
}

#endif
