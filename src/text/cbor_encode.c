/* The way back: heads in their shortest form, floats always 64 bits wide, containers in the order in which they stand. Element bytes of
 * arrays are copied as they came. */
#include "text/cbor.h"

#include <string.h>

enum { UNSIGNED = 0, NEGATIVE = 1, BYTES = 2, TEXT = 3, LIST = 4, MAP = 5, TAG = 6 };

static void put_head(Buf *out, unsigned major, uint64_t argument) {
    char head[9];
    size_t width = argument < 24 ? 0 : argument <= UINT8_MAX ? 1 : argument <= UINT16_MAX ? 2 : argument <= UINT32_MAX ? 4 : 8;
    unsigned info = width == 0 ? (unsigned)argument : width == 1 ? 24 : width == 2 ? 25 : width == 4 ? 26 : 27;
    head[0] = (char)(major << 5 | info);
    for (size_t i = 0; i < width; i++) head[width - i] = (char)(argument >> 8 * i);
    buf_add(out, head, 1 + width);
}

void cbor_put_null(Buf *out) { buf_char(out, (char)0xF6); }
void cbor_put_bool(Buf *out, bool boolean) { buf_char(out, (char)(boolean ? 0xF5 : 0xF4)); }
void cbor_put_list(Buf *out, size_t count) { put_head(out, LIST, count); }
void cbor_put_map(Buf *out, size_t pairs) { put_head(out, MAP, pairs); }
void cbor_put_tag(Buf *out, uint64_t tag) { put_head(out, TAG, tag); }
void cbor_put_text(Buf *out, const char *text) { cbor_put_text_n(out, text, strlen(text)); }

void cbor_put_int(Buf *out, int64_t integer) {
    put_head(out, integer < 0 ? NEGATIVE : UNSIGNED, integer < 0 ? (uint64_t)(-1 - integer) : (uint64_t)integer);
}

void cbor_put_float(Buf *out, double number) {
    uint64_t bits;
    char bytes[9] = {(char)0xFB};
    memcpy(&bits, &number, sizeof bits);
    for (size_t i = 0; i < 8; i++) bytes[8 - i] = (char)(bits >> 8 * i);
    buf_add(out, bytes, sizeof bytes);
}

void cbor_put_text_n(Buf *out, const char *text, size_t len) {
    put_head(out, TEXT, len);
    buf_add(out, text, len);
}

void cbor_put_bytes(Buf *out, const void *bytes, size_t len) {
    put_head(out, BYTES, len);
    buf_add(out, bytes, len);
}

static void put_values(Buf *out, const Value *items, size_t count) {
    for (size_t i = 0; i < count; i++) cbor_encode(out, &items[i]);
}

static void put_list(Buf *out, const Value *items, size_t count) {
    cbor_put_list(out, count);
    put_values(out, items, count);
}

static void put_array(Buf *out, const Value *value) {
    const ValueArray *array = value->array;
    cbor_put_tag(out, value->kind == VALUE_ARRAY ? 30002 : 30003);
    cbor_put_list(out, 3);
    cbor_put_text(out, array->name);
    cbor_put_list(out, array->dimensions);
    for (size_t i = 0; i < array->dimensions; i++) put_head(out, UNSIGNED, array->shape[i]);
    if (array->dtype == DTYPE_ITEMS)
        put_list(out, array->items, array->count);
    else
        cbor_put_bytes(out, array->data, array->count * dtype_size(array->dtype));
}

static void put_frame(Buf *out, const Value *value) {
    const ValueFrame *frame = value->frame;
    bool series = value->kind == VALUE_SERIES;
    cbor_put_tag(out, series ? 30005 : 30004);
    cbor_put_list(out, 5);
    put_head(out, UNSIGNED, frame->rows);
    if (!series) cbor_put_list(out, frame->columns);
    put_values(out, frame->names, frame->columns);
    if (!series) cbor_put_list(out, frame->columns);
    put_values(out, frame->data, frame->columns);
    if (frame->index)
        cbor_encode(out, frame->index);
    else
        cbor_put_null(out);
    if (frame->index_name)
        cbor_encode(out, frame->index_name);
    else
        cbor_put_null(out);
}

static void put_moment(Buf *out, const Value *value) {
    bool time = value->kind == VALUE_TIME;
    cbor_put_tag(out, time ? 30006 : 30007);
    cbor_put_list(out, time ? 3 : 2);
    cbor_put_int(out, value->moment.nanoseconds);
    cbor_put_text(out, value->moment.type ? value->moment.type : time ? "datetime64[ns]" : "timedelta64[ns]");
    if (time && value->moment.zone)
        cbor_put_text(out, value->moment.zone);
    else if (time)
        cbor_put_null(out);
}

static void put_tagged(Buf *out, const Value *value) {
    switch (value->kind) {
    case VALUE_BIGINT:
        cbor_put_tag(out, value->negative ? 3 : 2);
        cbor_put_bytes(out, value->text.data, value->text.len);
        break;
    case VALUE_COMPLEX:
        cbor_put_tag(out, 30001);
        cbor_put_list(out, 2);
        cbor_put_float(out, value->complex.re);
        cbor_put_float(out, value->complex.im);
        break;
    case VALUE_TUPLE:
    case VALUE_SET:
        cbor_put_tag(out, value->kind == VALUE_TUPLE ? 30000 : 258);
        put_list(out, value->list.items, value->list.count);
        break;
    default: /* VALUE_OPAQUE */
        cbor_put_tag(out, 30008);
        cbor_put_list(out, 2);
        cbor_put_text(out, value->opaque.type);
        cbor_put_text(out, value->opaque.repr);
    }
}

void cbor_encode(Buf *out, const Value *value) {
    switch (value->kind) {
    case VALUE_NONE:
        cbor_put_null(out);
        break;
    case VALUE_BOOL:
        cbor_put_bool(out, value->boolean);
        break;
    case VALUE_INT:
        cbor_put_int(out, value->integer);
        break;
    case VALUE_FLOAT:
        cbor_put_float(out, value->number);
        break;
    case VALUE_TEXT:
        cbor_put_text_n(out, value->text.data, value->text.len);
        break;
    case VALUE_BYTES:
        cbor_put_bytes(out, value->text.data, value->text.len);
        break;
    case VALUE_LIST:
        put_list(out, value->list.items, value->list.count);
        break;
    case VALUE_DICT:
        cbor_put_map(out, value->list.count);
        put_values(out, value->list.items, 2 * value->list.count);
        break;
    case VALUE_ARRAY:
    case VALUE_TENSOR:
        put_array(out, value);
        break;
    case VALUE_FRAME:
    case VALUE_SERIES:
        put_frame(out, value);
        break;
    case VALUE_TIME:
    case VALUE_DURATION:
        put_moment(out, value);
        break;
    default:
        put_tagged(out, value);
    }
}
