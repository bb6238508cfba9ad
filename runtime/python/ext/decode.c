/* CBOR to a Python value: the other direction of docs/wire.md.
 *
 * What arrives was checked by viva, and is checked again here: a count is believed only when that many bytes are left, and depth and nodes
 * are capped. Tags of plain values are made here, the others by codec.build. */
#include "viva.h"

#include <string.h>

typedef struct {
    const unsigned char *at, *end;
    size_t nodes;
    int depth;
} Decoder;

static PyObject *decode(Decoder *decoder);

static PyObject *broken(const char *why) {
    PyErr_Format(PyExc_ValueError, "the input is not sound: %s", why);
    return NULL;
}

static bool read_head(Decoder *decoder, unsigned *major, unsigned *info, uint64_t *number) {
    if (decoder->at >= decoder->end) return broken("it ends early"), false;
    unsigned char first = *decoder->at++;
    *major = first >> 5;
    *info = first & 31;
    *number = *info;
    if (*info < 24) return true;
    if (*info > 27) return broken("an indefinite length"), false;
    size_t width = (size_t)1 << (*info - 24);
    if ((size_t)(decoder->end - decoder->at) < width) return broken("it ends early"), false;
    *number = 0;
    for (size_t i = 0; i < width; i++) *number = *number << 8 | *decoder->at++;
    return true;
}

static bool has_left(const Decoder *decoder, uint64_t bytes) {
    if (bytes <= (uint64_t)(decoder->end - decoder->at)) return true;
    return broken("a count larger than what is there"), false;
}

static PyObject *read_int(unsigned major, uint64_t number) {
    if (number > INT64_MAX) return broken("an integer of more than 64 bits");
    return PyLong_FromLongLong(major == 0 ? (long long)number : -1 - (long long)number);
}

static PyObject *read_bytes(Decoder *decoder, unsigned major, uint64_t len) {
    if (!has_left(decoder, len)) return NULL;
    const char *bytes = (const char *)decoder->at;
    decoder->at += len;
    return major == 2 ? PyBytes_FromStringAndSize(bytes, (Py_ssize_t)len) : PyUnicode_DecodeUTF8(bytes, (Py_ssize_t)len, "strict");
}

static PyObject *read_list(Decoder *decoder, uint64_t count) {
    if (!has_left(decoder, count)) return NULL;
    PyObject *list = PyList_New(0); /* grows with what is really there */
    for (uint64_t i = 0; list && i < count; i++) {
        PyObject *item = decode(decoder);
        if (!item || PyList_Append(list, item) != 0) Py_CLEAR(list);
        Py_XDECREF(item);
    }
    return list;
}

static PyObject *read_map(Decoder *decoder, uint64_t count) {
    if (!has_left(decoder, count)) return NULL;
    PyObject *dict = PyDict_New();
    for (uint64_t i = 0; dict && i < count; i++) {
        PyObject *key = decode(decoder);
        PyObject *value = key ? decode(decoder) : NULL;
        if (!value || PyDict_SetItem(dict, key, value) != 0) Py_CLEAR(dict);
        Py_XDECREF(key);
        Py_XDECREF(value);
    }
    return dict;
}

static PyObject *read_tag(Decoder *decoder, uint64_t tag) {
    PyObject *inner = decode(decoder), *value = NULL;
    if (!inner) return NULL;
    if (tag == TAG_TUPLE && PyList_Check(inner)) {
        value = PyList_AsTuple(inner);
    } else if (tag == TAG_SET && PyList_Check(inner)) {
        value = PySet_New(inner);
    } else {
        PyObject *number = PyLong_FromUnsignedLongLong(tag);
        value = number ? PyObject_CallFunctionObjArgs(codec.build, number, inner, NULL) : NULL;
        Py_XDECREF(number);
    }
    Py_DECREF(inner);
    return value;
}

static PyObject *read_simple(Decoder *decoder, unsigned info, uint64_t number) {
    (void)decoder;
    if (info == 27) {
        double value;
        memcpy(&value, &number, sizeof value);
        return PyFloat_FromDouble(value);
    }
    if (info == 20 || info == 21) return PyBool_FromLong(info == 21);
    if (info == 22) Py_RETURN_NONE;
    return broken("a simple value that stands in no table");
}

static PyObject *decode(Decoder *decoder) {
    unsigned major, info;
    uint64_t number;
    PyObject *value = NULL;
    if (!read_head(decoder, &major, &info, &number)) return NULL;
    if (++decoder->nodes > WIRE_NODES) return broken("too many values");
    if (++decoder->depth > 2 * WIRE_DEPTH) return broken("too deep");
    switch (major) {
    case 0:
    case 1:
        value = read_int(major, number);
        break;
    case 2:
    case 3:
        value = read_bytes(decoder, major, number);
        break;
    case 4:
        value = read_list(decoder, number);
        break;
    case 5:
        value = read_map(decoder, number);
        break;
    case 6:
        value = read_tag(decoder, number);
        break;
    default:
        value = read_simple(decoder, info, number);
    }
    decoder->depth--;
    return value;
}

PyObject *decode_value(const unsigned char *bytes, size_t len) {
    Decoder decoder = {.at = bytes, .end = bytes + len};
    PyObject *value = decode(&decoder);
    if (value && decoder.at != decoder.end) {
        Py_DECREF(value);
        return broken("something stands behind it");
    }
    return value;
}
