/* value.h - a value as it travels between viva and the box: None, numbers, text, containers, arrays, frames.
 *
 * A tree of small tagged structs on an arena. Text and array elements are not copied: they point into the bytes that were
 * decoded, which must live as long as the tree. Array elements lie in C order, little endian, and may be unaligned: read them with
 * value_load or value_element. docs/wire.md says what each kind comes from. */
#ifndef VIVA_TEXT_VALUE_H
#define VIVA_TEXT_VALUE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    VALUE_NONE,
    VALUE_BOOL,
    VALUE_INT,     /* what fits 64 bits with a sign */
    VALUE_BIGINT,  /* what does not: `text` holds the magnitude, big endian, and `negative` its sign (value -1 - n) */
    VALUE_FLOAT,   /* a double */
    VALUE_COMPLEX, /* two doubles */
    VALUE_TEXT,    /* UTF-8, may hold NUL */
    VALUE_BYTES,   /* `text` holds them */
    VALUE_LIST,    /* and range, deque, dict views */
    VALUE_TUPLE,
    VALUE_SET,      /* of any order, no item twice */
    VALUE_DICT,     /* in the order of insertion */
    VALUE_ARRAY,    /* numpy.ndarray */
    VALUE_TENSOR,   /* torch.Tensor */
    VALUE_FRAME,    /* pandas.DataFrame */
    VALUE_SERIES,   /* pandas.Series: a frame with one column */
    VALUE_TIME,     /* date, datetime, Timestamp: `moment` */
    VALUE_DURATION, /* timedelta: `moment` */
    VALUE_OPAQUE    /* what cannot travel: the name of its type, and its repr cut short */
} ValueKind;

typedef enum {
    DTYPE_BOOL,
    DTYPE_INT8,
    DTYPE_INT16,
    DTYPE_INT32,
    DTYPE_INT64,
    DTYPE_UINT8,
    DTYPE_UINT16,
    DTYPE_UINT32,
    DTYPE_UINT64,
    DTYPE_FLOAT16,
    DTYPE_FLOAT32,
    DTYPE_FLOAT64,
    DTYPE_COMPLEX64,
    DTYPE_COMPLEX128,
    DTYPE_TIME,     /* datetime64 of any unit: int64 nanoseconds since 1970, NaT is INT64_MIN */
    DTYPE_DURATION, /* timedelta64: the same */
    DTYPE_ITEMS,    /* text or objects: `items` instead of `data` */
    DTYPE_COUNT
} Dtype;

enum { ARRAY_DIMENSIONS = 32 }; /* numpy's own limit */

typedef struct Value Value;

typedef struct {
    Dtype dtype;
    const char *name;  /* as numpy or pandas says it: "float64", "<U5", "object", "datetime64[D]", "category" */
    size_t dimensions; /* 0: a scalar in an array's clothes */
    const size_t *shape;
    size_t count;        /* product of the shape */
    const uint8_t *data; /* count elements of dtype_size bytes; NULL for DTYPE_ITEMS */
    const Value *items;  /* DTYPE_ITEMS: count values */
} ValueArray;

typedef struct {
    size_t rows, columns;
    const Value *names; /* of the columns; for a Series its name, or None */
    const Value *data;  /* a column each: a one-dimensional VALUE_ARRAY of `rows` elements */
    const Value *
        index; /* a one-dimensional VALUE_ARRAY of `rows` elements, or a list of `rows` tuples (a MultiIndex); NULL: 0, 1, 2, ... */
    const Value *index_name;
} ValueFrame;

/* An instant or a span. */
typedef struct {
    int64_t nanoseconds; /* instants: since 1970-01-01, in UTC when there is a zone; INT64_MIN: NaT */
    const char *type;    /* "Timestamp", "date", "timedelta64[s]", ... */
    const char *zone;    /* "UTC", "+02:00", or NULL */
} ValueMoment;

bool moment_is_date(const ValueMoment *moment); /* holds no time of day */

struct Value {
    ValueKind kind;
    bool negative; /* VALUE_BIGINT */
    uint8_t bits;  /* VALUE_FLOAT, VALUE_COMPLEX: 16 or 32 for an element of an array of such floats, else 0: a double */
    union {
        bool boolean;
        int64_t integer;
        double number;
        struct {
            double re, im;
        } complex;
        struct {
            const char *data;
            size_t len;
        } text; /* VALUE_TEXT, VALUE_BYTES, VALUE_BIGINT */
        struct {
            Value *items;
            size_t count;
        } list; /* VALUE_LIST, VALUE_TUPLE, VALUE_SET; VALUE_DICT: key, value, key, value; count is that of pairs */
        const ValueArray *array;
        const ValueFrame *frame;
        ValueMoment moment; /* VALUE_TIME, VALUE_DURATION */
        struct {
            const char *type, *repr;
        } opaque;
    };
};

/* "None", "bool", "int", "list", "DataFrame", ...: the name that a Python programmer knows; for VALUE_OPAQUE the type's own. */
const char *value_type_name(const Value *value);

/* Bytes an element; 0 for DTYPE_ITEMS. */
size_t dtype_size(Dtype dtype);
/* "float64", ... */
const char *dtype_name(Dtype dtype);
bool dtype_is_integer(Dtype dtype);
bool dtype_is_float(Dtype dtype);

/* Element `at` of an array as a value of its own. */
Value value_element(const ValueArray *array, size_t at);

/* Elements [from, from + count) as doubles. Only for bool, integer and float dtypes. */
void value_load(const ValueArray *array, size_t from, size_t count, double *out);

/* Constructors; the text is not copied. */
Value value_none(void);
Value value_bool(bool boolean);
Value value_int(int64_t integer);
Value value_float(double number);
Value value_text(const char *text);
Value value_list(Value *items, size_t count);
Value value_dict(Value *pairs, size_t count); /* `pairs` holds 2 * count values */

/* The value of a text key in a dict, or NULL. */
const Value *value_get(const Value *dict, const char *key);

/* The NUL-terminated copy of a VALUE_TEXT on the arena (NULs inside become U+FFFD); NULL when the value is none. */
char *value_string(Arena *arena, const Value *value);

#endif
