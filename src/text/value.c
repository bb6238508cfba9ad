/* A value is a tag and what the tag says; this file knows how wide an element of each dtype is and how to read one.
 *
 * Elements are read by memcpy because the bytes come from the middle of a frame and have no alignment; compilers turn that into
 * a plain load. value_load converts whole runs, one tight loop a dtype, so that a million numbers cost a millisecond. Half floats
 * are widened by hand: gcc and clang for plain x86-64 have no portable type for them. */
#include "text/value.h"

#include <math.h>
#include <string.h>

static const char *const kind_names[] = {
    [VALUE_NONE] = "None",     [VALUE_BOOL] = "bool",          [VALUE_INT] = "int",         [VALUE_BIGINT] = "int",
    [VALUE_FLOAT] = "float",   [VALUE_COMPLEX] = "complex",    [VALUE_TEXT] = "str",        [VALUE_BYTES] = "bytes",
    [VALUE_LIST] = "list",     [VALUE_TUPLE] = "tuple",        [VALUE_SET] = "set",         [VALUE_DICT] = "dict",
    [VALUE_ARRAY] = "array",   [VALUE_TENSOR] = "tensor",      [VALUE_FRAME] = "DataFrame", [VALUE_SERIES] = "Series",
    [VALUE_TIME] = "datetime", [VALUE_DURATION] = "timedelta",
};

static const struct {
    const char *name;
    size_t size;
} dtypes[DTYPE_COUNT] = {
    [DTYPE_BOOL] = {"bool", 1},           [DTYPE_INT8] = {"int8", 1},
    [DTYPE_INT16] = {"int16", 2},         [DTYPE_INT32] = {"int32", 4},
    [DTYPE_INT64] = {"int64", 8},         [DTYPE_UINT8] = {"uint8", 1},
    [DTYPE_UINT16] = {"uint16", 2},       [DTYPE_UINT32] = {"uint32", 4},
    [DTYPE_UINT64] = {"uint64", 8},       [DTYPE_FLOAT16] = {"float16", 2},
    [DTYPE_FLOAT32] = {"float32", 4},     [DTYPE_FLOAT64] = {"float64", 8},
    [DTYPE_COMPLEX64] = {"complex64", 8}, [DTYPE_COMPLEX128] = {"complex128", 16},
    [DTYPE_TIME] = {"datetime64[ns]", 8}, [DTYPE_DURATION] = {"timedelta64[ns]", 8},
    [DTYPE_ITEMS] = {"object", 0},
};

const char *value_type_name(const Value *value) {
    if (value->kind == VALUE_OPAQUE) return value->opaque.type;
    bool moment = value->kind == VALUE_TIME || value->kind == VALUE_DURATION;
    return moment && value->moment.type ? value->moment.type : kind_names[value->kind];
}

bool moment_is_date(const ValueMoment *moment) {
    return moment->type && (strcmp(moment->type, "date") == 0 || strcmp(moment->type, "datetime64[D]") == 0);
}

size_t dtype_size(Dtype dtype) { return dtypes[dtype].size; }
const char *dtype_name(Dtype dtype) { return dtypes[dtype].name; }
bool dtype_is_integer(Dtype dtype) { return dtype >= DTYPE_INT8 && dtype <= DTYPE_UINT64; }
bool dtype_is_float(Dtype dtype) { return dtype >= DTYPE_FLOAT16 && dtype <= DTYPE_FLOAT64; }

static double half_to_double(uint16_t half) {
    int exponent = half >> 10 & 0x1F;
    double fraction = half & 0x3FF;
    double magnitude;
    if (exponent == 0)
        magnitude = ldexp(fraction, -24);
    else if (exponent == 31)
        magnitude = fraction != 0 ? NAN : INFINITY;
    else
        magnitude = ldexp(fraction + 1024, exponent - 25);
    return half & 0x8000 ? -magnitude : magnitude;
}

#define READ(type, at)                          \
    ({                                          \
        type element;                           \
        memcpy(&element, (at), sizeof element); \
        element;                                \
    })

#define LOAD_ALL(type)                                                                     \
    for (size_t i = 0; i < count; i++) out[i] = (double)READ(type, at + i * sizeof(type)); \
    return

void value_load(const ValueArray *array, size_t from, size_t count, double *out) {
    const uint8_t *at = array->data + from * dtypes[array->dtype].size;
    switch (array->dtype) {
    case DTYPE_BOOL:
    case DTYPE_UINT8:
        LOAD_ALL(uint8_t);
    case DTYPE_INT8:
        LOAD_ALL(int8_t);
    case DTYPE_INT16:
        LOAD_ALL(int16_t);
    case DTYPE_INT32:
        LOAD_ALL(int32_t);
    case DTYPE_INT64:
        LOAD_ALL(int64_t);
    case DTYPE_UINT16:
        LOAD_ALL(uint16_t);
    case DTYPE_UINT32:
        LOAD_ALL(uint32_t);
    case DTYPE_UINT64:
        LOAD_ALL(uint64_t);
    case DTYPE_FLOAT32:
        LOAD_ALL(float);
    case DTYPE_FLOAT64:
        memcpy(out, at, count * sizeof *out);
        return;
    case DTYPE_FLOAT16:
        for (size_t i = 0; i < count; i++) out[i] = half_to_double(READ(uint16_t, at + 2 * i));
        return;
    default:
        memset(out, 0, count * sizeof *out);
    }
}

static Value integer_element(const ValueArray *array, const uint8_t *at) {
    switch (array->dtype) {
    case DTYPE_INT8:
        return value_int(READ(int8_t, at));
    case DTYPE_INT16:
        return value_int(READ(int16_t, at));
    case DTYPE_INT32:
        return value_int(READ(int32_t, at));
    case DTYPE_INT64:
        return value_int(READ(int64_t, at));
    case DTYPE_UINT8:
        return value_int(READ(uint8_t, at));
    case DTYPE_UINT16:
        return value_int(READ(uint16_t, at));
    case DTYPE_UINT32:
        return value_int(READ(uint32_t, at));
    default:
        break;
    }
    uint64_t wide = READ(uint64_t, at);
    return wide <= INT64_MAX ? value_int((int64_t)wide) : value_float((double)wide);
}

Value value_element(const ValueArray *array, size_t index) {
    if (array->dtype == DTYPE_ITEMS) return array->items[index];
    const uint8_t *at = array->data + index * dtypes[array->dtype].size;
    switch (array->dtype) {
    case DTYPE_BOOL:
        return value_bool(*at != 0);
    case DTYPE_FLOAT16:
        return (Value){.kind = VALUE_FLOAT, .bits = 16, .number = half_to_double(READ(uint16_t, at))};
    case DTYPE_FLOAT32:
        return (Value){.kind = VALUE_FLOAT, .bits = 32, .number = READ(float, at)};
    case DTYPE_FLOAT64:
        return value_float(READ(double, at));
    case DTYPE_COMPLEX64:
        return (Value){.kind = VALUE_COMPLEX, .bits = 32, .complex = {READ(float, at), READ(float, at + 4)}};
    case DTYPE_COMPLEX128:
        return (Value){.kind = VALUE_COMPLEX, .complex = {READ(double, at), READ(double, at + 8)}};
    case DTYPE_TIME:
        return (Value){.kind = VALUE_TIME, .moment = {.nanoseconds = READ(int64_t, at), .type = array->name}};
    case DTYPE_DURATION:
        return (Value){.kind = VALUE_DURATION, .moment = {.nanoseconds = READ(int64_t, at), .type = array->name}};
    default:
        return integer_element(array, at);
    }
}

Value value_none(void) { return (Value){.kind = VALUE_NONE}; }
Value value_bool(bool boolean) { return (Value){.kind = VALUE_BOOL, .boolean = boolean}; }
Value value_int(int64_t integer) { return (Value){.kind = VALUE_INT, .integer = integer}; }
Value value_float(double number) { return (Value){.kind = VALUE_FLOAT, .number = number}; }
Value value_text(const char *text) { return (Value){.kind = VALUE_TEXT, .text = {text, strlen(text)}}; }
Value value_list(Value *items, size_t count) { return (Value){.kind = VALUE_LIST, .list = {items, count}}; }
Value value_dict(Value *pairs, size_t count) { return (Value){.kind = VALUE_DICT, .list = {pairs, count}}; }

const Value *value_get(const Value *dict, const char *key) {
    if (dict->kind != VALUE_DICT) return NULL;
    size_t len = strlen(key);
    for (size_t i = 0; i < dict->list.count; i++) {
        const Value *name = &dict->list.items[2 * i];
        if (name->kind == VALUE_TEXT && name->text.len == len && memcmp(name->text.data, key, len) == 0) return name + 1;
    }
    return NULL;
}

char *value_string(Arena *arena, const Value *value) {
    if (!value || value->kind != VALUE_TEXT) return NULL;
    size_t nuls = 0;
    for (size_t i = 0; i < value->text.len; i++) nuls += value->text.data[i] == 0;
    char *copy = arena_alloc(arena, value->text.len + 2 * nuls + 1), *to = copy;
    for (size_t i = 0; i < value->text.len; i++) {
        if (value->text.data[i])
            *to++ = value->text.data[i];
        else
            to = (char *)memcpy(to, "\xEF\xBF\xBD", 3) + 3;
    }
    return copy;
}
