/* A recursive reader over a span of bytes. Three counters keep a hostile frame small: `left` (no count is believed that is larger than
 * the bytes behind it), `promised` (items that open containers still wait for; a new container may promise only what is left beyond
 * those, so that nested counts cannot add up to more than the frame holds), and `nodes`. The memory taken is therefore at most a
 * constant times the length of the frame, and never more than CBOR_NODES values.
 *
 * A level is an array or a map of CBOR; a tag is none of its own, since what it holds is one. Tags that hold a fixed list count it here, in
 * read_value, because they read their parts by name and not as a container. */
#include "text/cbor.h"

#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

enum { MAJOR_UINT, MAJOR_NEGATIVE, MAJOR_BYTES, MAJOR_TEXT, MAJOR_LIST, MAJOR_MAP, MAJOR_TAG, MAJOR_SIMPLE };
enum { SIMPLE_FALSE = 20, SIMPLE_TRUE, SIMPLE_NULL, SIMPLE_DOUBLE = 27 };
enum { NAME_LIMIT = 200, BIGINT_LIMIT = 65536 };

typedef enum {
    TAG_BIGINT = 2,
    TAG_BIGINT_NEGATIVE = 3,
    TAG_SET = 258,
    TAG_TUPLE = 30000,
    TAG_COMPLEX,
    TAG_ARRAY,
    TAG_TENSOR,
    TAG_FRAME,
    TAG_SERIES,
    TAG_TIME,
    TAG_DURATION,
    TAG_OPAQUE
} Tag;

typedef struct {
    Arena *arena;
    const uint8_t *start, *at, *end;
    size_t promised, nodes;
    int level;
    Error *error;
} Reader;

typedef struct {
    unsigned major, info;
    uint64_t argument;
} Head;

static size_t left(const Reader *reader) { return (size_t)(reader->end - reader->at); }

static bool refuse(Reader *reader, const char *what) {
    char where[40];
    snprintf(where, sizeof where, "byte %zu", (size_t)(reader->at - reader->start));
    return error_set(reader->error, ERR_INVALID, where, "the value from the box cannot be read: %s", what);
}

static bool read_head(Reader *reader, Head *head) {
    if (left(reader) < 1) return refuse(reader, "it ends too early");
    uint8_t first = *reader->at++;
    head->major = first >> 5;
    head->info = first & 0x1F;
    head->argument = head->info;
    if (head->info < 24) return true;
    if (head->info > 27) return refuse(reader, "indefinite lengths are not allowed");
    size_t width = (size_t)1 << (head->info - 24);
    if (left(reader) < width) return refuse(reader, "it ends too early");
    head->argument = 0;
    while (width--) head->argument = head->argument << 8 | *reader->at++;
    return true;
}

static bool read_list_of(Reader *reader, uint64_t count) {
    Head head = {0};
    if (!read_head(reader, &head)) return false;
    return (head.major == MAJOR_LIST && head.argument == count) || refuse(reader, "a tag holds something else than its list");
}

static bool take_bytes(Reader *reader, uint64_t len, const char **bytes) {
    if (len > left(reader)) return refuse(reader, "a length is larger than what follows");
    *bytes = (const char *)reader->at;
    reader->at += len;
    return true;
}

/* UTF-8 that may hold NULs, as Python's text may. */
static bool is_text(const char *bytes, size_t len) {
    for (size_t bad; !utf8_valid(bytes, len, &bad);) {
        if (bytes[bad]) return false;
        bytes += bad + 1;
        len -= bad + 1;
    }
    return true;
}

static bool take_text(Reader *reader, uint64_t len, Value *out) {
    out->kind = VALUE_TEXT;
    if (!take_bytes(reader, len, &out->text.data)) return false;
    out->text.len = len;
    return is_text(out->text.data, len) || refuse(reader, "text is not UTF-8");
}

static bool read_value(Reader *reader, Value *out);

/* `count` values that stand in a row. */
static bool read_values(Reader *reader, uint64_t count, Value **items) {
    if (left(reader) < reader->promised || count > left(reader) - reader->promised)
        return refuse(reader, "a count is larger than what follows");
    if (count > CBOR_NODES - reader->nodes) return refuse(reader, "it holds too many values");
    reader->nodes += count;
    reader->promised += count;
    *items = ARENA_MANY(reader->arena, Value, count);
    for (uint64_t i = 0; i < count; i++) {
        reader->promised--;
        if (!read_value(reader, &(*items)[i])) return false;
    }
    return true;
}

static bool read_container(Reader *reader, ValueKind kind, uint64_t count, uint64_t values, Value *out) {
    out->kind = kind;
    out->list.count = count;
    if (++reader->level > CBOR_DEPTH) return refuse(reader, "it nests too deep");
    if (!read_values(reader, values, &out->list.items)) return false;
    reader->level--;
    return true;
}

/* The list inside a tag, of any length. */
static bool read_tagged_list(Reader *reader, ValueKind kind, Value *out) {
    Head head = {0};
    if (!read_head(reader, &head)) return false;
    if (head.major != MAJOR_LIST) return refuse(reader, "a tag holds something else than its list");
    return read_container(reader, kind, head.argument, head.argument, out);
}

static bool read_bigint(Reader *reader, bool negative, Value *out) {
    Head head = {0};
    if (!read_head(reader, &head)) return false;
    if (head.major != MAJOR_BYTES || head.argument > BIGINT_LIMIT) return refuse(reader, "a large int is not a short byte string");
    *out = (Value){.kind = VALUE_BIGINT, .negative = negative};
    out->text.len = head.argument;
    return take_bytes(reader, head.argument, &out->text.data);
}

static bool read_double(Reader *reader, double *number) {
    Value value;
    if (!read_value(reader, &value)) return false;
    *number = value.number;
    return value.kind == VALUE_FLOAT || refuse(reader, "a float is missing");
}

static bool read_complex(Reader *reader, Value *out) {
    out->kind = VALUE_COMPLEX;
    return read_list_of(reader, 2) && read_double(reader, &out->complex.re) && read_double(reader, &out->complex.im);
}

/* A text of at most `limit` bytes, copied with NULs made visible. Null gives NULL where that is allowed. */
static bool read_name(Reader *reader, size_t limit, bool optional, const char **name) {
    Value value;
    if (!read_value(reader, &value)) return false;
    *name = value_string(reader->arena, &value);
    if (optional && value.kind == VALUE_NONE) return true;
    return (*name && value.text.len <= limit) || refuse(reader, "a name is no short text");
}

static bool read_moment(Reader *reader, ValueKind kind, Value *out) {
    Value nanoseconds;
    out->kind = kind;
    out->moment = (ValueMoment){0};
    if (!read_list_of(reader, kind == VALUE_TIME ? 3 : 2) || !read_value(reader, &nanoseconds)) return false;
    if (nanoseconds.kind != VALUE_INT) return refuse(reader, "a time is no integer");
    out->moment.nanoseconds = nanoseconds.integer;
    if (!read_name(reader, NAME_LIMIT, false, &out->moment.type)) return false;
    return kind == VALUE_DURATION || read_name(reader, NAME_LIMIT, true, &out->moment.zone);
}

enum { REPR_LIMIT = 16384 };

static bool read_opaque(Reader *reader, Value *out) {
    const char *type, *repr;
    out->kind = VALUE_OPAQUE;
    if (!read_list_of(reader, 2) || !read_name(reader, NAME_LIMIT * 4, false, &type) ||
        !read_name(reader, REPR_LIMIT, false, &repr))
        return false;
    out->opaque.type = type;
    out->opaque.repr = repr;
    return true;
}

static Dtype dtype_of(const char *name) {
    for (Dtype dtype = 0; dtype < DTYPE_TIME; dtype++)
        if (strcmp(name, dtype_name(dtype)) == 0) return dtype;
    if (strncmp(name, "datetime64[", 11) == 0 && !strchr(name, ',')) return DTYPE_TIME;
    return strncmp(name, "timedelta64[", 12) == 0 ? DTYPE_DURATION : DTYPE_ITEMS;
}

static bool read_shape(Reader *reader, ValueArray *array) {
    Head head = {0};
    if (!read_head(reader, &head)) return false;
    if (head.major != MAJOR_LIST || head.argument > ARRAY_DIMENSIONS) return refuse(reader, "a shape is no short list");
    size_t *shape = ARENA_MANY(reader->arena, size_t, head.argument);
    array->dimensions = head.argument;
    array->shape = shape;
    array->count = 1;
    bool empty = false, huge = false;
    for (size_t i = 0; i < array->dimensions; i++) {
        if (!read_head(reader, &head)) return false;
        if (head.major != MAJOR_UINT || head.argument > INT64_MAX) return refuse(reader, "a shape holds something else than sizes");
        shape[i] = head.argument;
        empty = empty || !shape[i];
        huge = __builtin_mul_overflow(array->count, shape[i] ? shape[i] : 1, &array->count) || huge;
    }
    if (huge) return refuse(reader, "a shape is too large");
    if (empty) array->count = 0;
    return true;
}

static bool read_elements(Reader *reader, ValueArray *array) {
    Head head = {0};
    Value list = {0};
    const char *bytes;
    if (!read_head(reader, &head)) return false;
    if (head.major == MAJOR_LIST) { /* whatever the dtype says: a datetime64 out of range comes as items, too */
        array->dtype = DTYPE_ITEMS;
        if (head.argument != array->count) return refuse(reader, "an array's items do not fit its shape");
        if (!read_container(reader, VALUE_LIST, head.argument, head.argument, &list)) return false;
        array->items = list.list.items;
        return true;
    }
    size_t size;
    bool fits = !__builtin_mul_overflow(array->count, dtype_size(array->dtype), &size);
    if (head.major != MAJOR_BYTES || array->dtype == DTYPE_ITEMS || !fits || head.argument != size)
        return refuse(reader, "an array's bytes do not fit its shape");
    if (!take_bytes(reader, head.argument, &bytes)) return false;
    array->data = (const uint8_t *)bytes;
    return true;
}

static bool read_array(Reader *reader, ValueKind kind, Value *out) {
    ValueArray *array = ARENA_NEW(reader->arena, ValueArray);
    out->kind = kind;
    out->array = array;
    if (!read_list_of(reader, 3) || !read_name(reader, NAME_LIMIT, false, &array->name)) return false;
    array->dtype = dtype_of(array->name);
    return read_shape(reader, array) && read_elements(reader, array);
}

static bool read_rows(Reader *reader, ValueFrame *frame) {
    Head head = {0};
    if (!read_head(reader, &head)) return false;
    frame->rows = head.argument;
    return (head.major == MAJOR_UINT && head.argument <= UINT32_MAX) || refuse(reader, "a frame's number of rows is no number");
}

static bool is_column(const Value *value, size_t rows) {
    return value->kind == VALUE_ARRAY && value->array->dimensions == 1 && value->array->count == rows;
}

static bool read_index(Reader *reader, ValueFrame *frame) {
    Value *both = ARENA_MANY(reader->arena, Value, 2);
    if (!read_value(reader, &both[0]) || !read_value(reader, &both[1])) return false;
    frame->index = both[0].kind == VALUE_NONE ? NULL : &both[0];
    frame->index_name = &both[1];
    bool tuples = both[0].kind == VALUE_LIST && both[0].list.count == frame->rows;
    return !frame->index || tuples || is_column(&both[0], frame->rows) || refuse(reader, "an index does not fit its frame");
}

static bool check_columns(Reader *reader, const ValueFrame *frame) {
    for (size_t i = 0; i < frame->columns; i++)
        if (!is_column(&frame->data[i], frame->rows)) return refuse(reader, "a column does not fit its frame");
    return true;
}

static bool read_frame(Reader *reader, Value *out) {
    ValueFrame *frame = ARENA_NEW(reader->arena, ValueFrame);
    Value names = {0}, columns = {0};
    out->kind = VALUE_FRAME;
    out->frame = frame;
    if (!read_list_of(reader, 5) || !read_rows(reader, frame) || !read_tagged_list(reader, VALUE_LIST, &names) ||
        !read_tagged_list(reader, VALUE_LIST, &columns))
        return false;
    if (names.list.count != columns.list.count) return refuse(reader, "a frame has more names than columns, or fewer");
    frame->columns = columns.list.count;
    frame->names = names.list.items;
    frame->data = columns.list.items;
    return check_columns(reader, frame) && read_index(reader, frame);
}

static bool read_series(Reader *reader, Value *out) {
    ValueFrame *frame = ARENA_NEW(reader->arena, ValueFrame);
    Value *both = ARENA_MANY(reader->arena, Value, 2);
    out->kind = VALUE_SERIES;
    out->frame = frame;
    *frame = (ValueFrame){.columns = 1, .names = &both[0], .data = &both[1]};
    if (!read_list_of(reader, 5) || !read_rows(reader, frame) || !read_value(reader, &both[0]) || !read_value(reader, &both[1]))
        return false;
    return check_columns(reader, frame) && read_index(reader, frame);
}

static bool read_tagged(Reader *reader, uint64_t tag, Value *out) {
    switch (tag) {
    case TAG_BIGINT:
    case TAG_BIGINT_NEGATIVE:
        return read_bigint(reader, tag == TAG_BIGINT_NEGATIVE, out);
    case TAG_SET:
        return read_tagged_list(reader, VALUE_SET, out);
    case TAG_TUPLE:
        return read_tagged_list(reader, VALUE_TUPLE, out);
    case TAG_COMPLEX:
        return read_complex(reader, out);
    case TAG_ARRAY:
        return read_array(reader, VALUE_ARRAY, out);
    case TAG_TENSOR:
        return read_array(reader, VALUE_TENSOR, out);
    case TAG_FRAME:
        return read_frame(reader, out);
    case TAG_SERIES:
        return read_series(reader, out);
    case TAG_TIME:
        return read_moment(reader, VALUE_TIME, out);
    case TAG_DURATION:
        return read_moment(reader, VALUE_DURATION, out);
    case TAG_OPAQUE:
        return read_opaque(reader, out);
    default:
        return refuse(reader, "it holds a tag that nobody uses");
    }
}

static bool read_simple(Reader *reader, const Head *head, Value *out) {
    switch (head->info) {
    case SIMPLE_FALSE:
    case SIMPLE_TRUE:
        *out = value_bool(head->info == SIMPLE_TRUE);
        return true;
    case SIMPLE_NULL:
        *out = value_none();
        return true;
    case SIMPLE_DOUBLE:
        out->kind = VALUE_FLOAT;
        memcpy(&out->number, &head->argument, sizeof out->number);
        return true;
    default:
        return refuse(reader, "it holds a simple value that nobody uses");
    }
}

static bool read_integer(Reader *reader, const Head *head, Value *out) {
    if (head->argument > INT64_MAX) return refuse(reader, "an integer does not fit 64 bits");
    *out = value_int(head->major == MAJOR_UINT ? (int64_t)head->argument : -1 - (int64_t)head->argument);
    return true;
}

static bool read_tag(Reader *reader, uint64_t tag, Value *out) {
    if (tag == TAG_TUPLE || tag == TAG_SET) return read_tagged(reader, tag, out);
    if (++reader->level > CBOR_DEPTH) return refuse(reader, "it nests too deep");
    if (!read_tagged(reader, tag, out)) return false;
    reader->level--;
    return true;
}

static bool read_value(Reader *reader, Value *out) {
    Head head = {0};
    *out = value_none();
    if (!read_head(reader, &head)) return false;
    switch (head.major) {
    case MAJOR_UINT:
    case MAJOR_NEGATIVE:
        return read_integer(reader, &head, out);
    case MAJOR_BYTES:
        out->kind = VALUE_BYTES;
        out->text.len = head.argument;
        return take_bytes(reader, head.argument, &out->text.data);
    case MAJOR_TEXT:
        return take_text(reader, head.argument, out);
    case MAJOR_LIST:
        return read_container(reader, VALUE_LIST, head.argument, head.argument, out);
    case MAJOR_MAP:
        if (head.argument > left(reader) / 2) return refuse(reader, "a count is larger than what follows");
        return read_container(reader, VALUE_DICT, head.argument, 2 * head.argument, out);
    case MAJOR_TAG:
        return read_tag(reader, head.argument, out);
    default:
        return read_simple(reader, &head, out);
    }
}

const Value *cbor_decode(Arena *arena, const void *bytes, size_t len, Error *error) {
    const uint8_t *start = bytes;
    Reader reader = {.arena = arena, .start = start, .at = start, .end = start + len, .error = error};
    Value *root = ARENA_NEW(arena, Value);
    if (!read_value(&reader, root)) return NULL;
    if (reader.at != reader.end) {
        refuse(&reader, "something follows the value");
        return NULL;
    }
    return root;
}
