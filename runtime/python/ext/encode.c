/* A Python value as CBOR (docs/wire.md).
 *
 * Builtin types and their subclasses are read from their own storage through the C API, which asks no method of the object; a dict or a set is copied first, so
 * that a repr further down which changes it cannot pull the rug away. numpy's scalars are known by exact type. Everything else goes to codec.reduce, whose
 * tables are keyed by exact types as well; what it does not know is opaque, and only there is a repr of the learner's called.
 *
 * Three caps end it: depth, nodes and bytes. */
#include "viva.h"

#include <string.h>

typedef struct {
    unsigned char *data;
    size_t len, capacity, limit, nodes;
    int depth;
    PyObject *self;
} Encoder;

static bool encode(Encoder *encoder, PyObject *value);

static bool fail_large(void) {
    PyErr_SetString(too_large, "the result is larger than it may be");
    return false;
}

static bool put(Encoder *encoder, const void *bytes, size_t len) {
    if (len > encoder->limit - encoder->len) return fail_large();
    if (len > encoder->capacity - encoder->len) {
        size_t capacity = encoder->capacity ? encoder->capacity * 2 : 4096;
        while (capacity - encoder->len < len) capacity *= 2;
        unsigned char *data = PyMem_Realloc(encoder->data, capacity);
        if (!data) return PyErr_NoMemory(), false;
        encoder->data = data;
        encoder->capacity = capacity;
    }
    memcpy(encoder->data + encoder->len, bytes, len);
    encoder->len += len;
    return true;
}

static size_t write_head(unsigned char *out, unsigned major, uint64_t number) {
    unsigned char top = (unsigned char)(major << 5);
    size_t width = number < 24 ? 0 : number <= 0xff ? 1 : number <= 0xffff ? 2 : number <= 0xffffffff ? 4 : 8;
    static const unsigned char codes[] = {0, 24, 25, 0, 26, 0, 0, 0, 27};
    out[0] = (unsigned char)(top | (width == 0 ? (unsigned char)number : codes[width]));
    for (size_t i = 0; i < width; i++) out[1 + i] = (unsigned char)(number >> (8 * (width - 1 - i)));
    return 1 + width;
}

static bool put_head(Encoder *encoder, unsigned major, uint64_t number) {
    unsigned char head[9];
    return put(encoder, head, write_head(head, major, number));
}

static bool put_byte(Encoder *encoder, unsigned char byte) { return put(encoder, &byte, 1); }

static bool put_double(Encoder *encoder, double number) {
    unsigned char out[9] = {0xfb};
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    for (int i = 0; i < 8; i++) out[1 + i] = (unsigned char)(bits >> (56 - 8 * i));
    return put(encoder, out, sizeof out);
}

static bool put_bytes(Encoder *encoder, unsigned major, const char *bytes, Py_ssize_t len) {
    return put_head(encoder, major, (uint64_t)len) && put(encoder, bytes, (size_t)len);
}

/* A lone surrogate is three bytes that are not UTF-8; U+FFFD is three bytes too. */
static void mend_surrogates(char *text, Py_ssize_t len) {
    for (Py_ssize_t i = 0; i + 2 < len; i++)
        if ((unsigned char)text[i] == 0xED && ((unsigned char)text[i + 1] & 0xA0) == 0xA0) memcpy(text + i, "\xEF\xBF\xBD", 3);
}

static bool put_text(Encoder *encoder, PyObject *value) {
    PyObject *bytes = PyUnicode_AsUTF8String(value);
    bool surrogates = !bytes;
    if (!bytes) {
        PyErr_Clear();
        bytes = PyUnicode_AsEncodedString(value, "utf-8", "surrogatepass");
    }
    if (!bytes) return false;
    if (surrogates) mend_surrogates(PyBytes_AsString(bytes), PyBytes_Size(bytes)); /* a fresh object: nobody else holds it */
    bool done = put_bytes(encoder, 3, PyBytes_AsString(bytes), PyBytes_Size(bytes));
    Py_DECREF(bytes);
    return done;
}

static bool put_bignum(Encoder *encoder, PyObject *value) {
    PyObject *pair = PyObject_CallFunctionObjArgs(codec.bignum, value, NULL);
    if (!pair) return false;
    PyObject *bytes = PyTuple_GetItem(pair, 1);
    bool done;
    if (bytes && PyBytes_Check(bytes)) {
        bool negative = PyTuple_GetItem(pair, 0) == Py_True;
        done = put_head(encoder, 6, negative ? TAG_NEGATIVE_BIGNUM : TAG_BIGNUM) &&
               put_bytes(encoder, 2, PyBytes_AsString(bytes), PyBytes_Size(bytes));
    } else {
        done = bytes && put_head(encoder, 6, TAG_OPAQUE) && encode(encoder, bytes); /* too large to travel: ["int", text] */
    }
    Py_DECREF(pair);
    return done;
}

static bool put_int(Encoder *encoder, PyObject *value) {
    int overflow = 0;
    long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (overflow != 0) return put_bignum(encoder, value);
    if (number == -1 && PyErr_Occurred()) return false;
    return number >= 0 ? put_head(encoder, 0, (uint64_t)number) : put_head(encoder, 1, (uint64_t)(-1 - number));
}

static bool put_complex(Encoder *encoder, PyObject *value) {
    return put_head(encoder, 6, TAG_COMPLEX) && put_head(encoder, 4, 2) && put_double(encoder, PyComplex_RealAsDouble(value)) &&
           put_double(encoder, PyComplex_ImagAsDouble(value));
}

/* One level deeper. */
static bool enter(Encoder *encoder) {
    if (++encoder->depth <= WIRE_DEPTH) return true;
    PyErr_SetString(too_deep, "the result is nested too deeply, or holds itself");
    return false;
}

static bool put_list(Encoder *encoder, PyObject *list) {
    Py_ssize_t count = PyList_Size(list);
    bool done = enter(encoder) && put_head(encoder, 4, (uint64_t)count);
    for (Py_ssize_t i = 0; done && i < count; i++) {
        PyObject *item = PyList_GetItem(list, i);
        Py_XINCREF(item);
        done = item && encode(encoder, item);
        Py_XDECREF(item);
    }
    encoder->depth--;
    return done;
}

static bool put_tuple(Encoder *encoder, PyObject *tuple) {
    Py_ssize_t count = PyTuple_Size(tuple);
    bool done = enter(encoder) && put_head(encoder, 6, TAG_TUPLE) && put_head(encoder, 4, (uint64_t)count);
    for (Py_ssize_t i = 0; done && i < count; i++) done = encode(encoder, PyTuple_GetItem(tuple, i));
    encoder->depth--;
    return done;
}

static bool put_dict(Encoder *encoder, PyObject *dict) {
    PyObject *items = PyDict_Items(dict);
    if (!items) return false;
    Py_ssize_t count = PyList_Size(items);
    bool done = enter(encoder) && put_head(encoder, 5, (uint64_t)count);
    for (Py_ssize_t i = 0; done && i < count; i++) {
        PyObject *pair = PyList_GetItem(items, i);
        done = encode(encoder, PyTuple_GetItem(pair, 0)) && encode(encoder, PyTuple_GetItem(pair, 1));
    }
    encoder->depth--;
    Py_DECREF(items);
    return done;
}

/* PyFrozenSet_New copies the storage of a set, whatever its class says about iterating. */
static bool put_set(Encoder *encoder, PyObject *set) {
    PyObject *copy = PyFrozenSet_New(set);
    PyObject *list = copy ? PySequence_List(copy) : NULL;
    bool done = list && put_head(encoder, 6, TAG_SET) && put_list(encoder, list);
    Py_XDECREF(copy);
    Py_XDECREF(list);
    return done;
}

/* numpy's scalars: the exact types are static, so their number slots are numpy's own. */
static bool put_scalar(Encoder *encoder, PyObject *value, PyObject *kind) {
    const char letter = (char)PyUnicode_ReadChar(kind, 0);
    if (letter == 'b') {
        int truth = PyObject_IsTrue(value);
        return truth >= 0 && put_byte(encoder, truth ? 0xf5 : 0xf4);
    }
    PyObject *plain = letter == 'i' ? PyNumber_Index(value) : letter == 'f' ? PyNumber_Float(value) : NULL;
    if (!plain && !PyErr_Occurred()) plain = PyObject_CallFunctionObjArgs((PyObject *)&PyComplex_Type, value, NULL);
    bool done = plain && encode(encoder, plain);
    Py_XDECREF(plain);
    return done;
}

static bool put_other(Encoder *encoder, PyObject *value) {
    PyObject *pair = PyObject_CallFunctionObjArgs(codec.reduce, value, NULL);
    if (!pair) return false;
    PyObject *tag = PyTuple_GetItem(pair, 0), *structure = PyTuple_GetItem(pair, 1);
    long number = tag && structure ? PyLong_AsLong(tag) : -1;
    bool done =
        number >= 0 && enter(encoder) && (number == 0 || put_head(encoder, 6, (uint64_t)number)) && encode(encoder, structure);
    encoder->depth--;
    Py_DECREF(pair);
    return done;
}

static bool put_self(Encoder *encoder) {
    return put_head(encoder, 6, TAG_OPAQUE) && put_head(encoder, 4, 2) && put_bytes(encoder, 3, "self", 4) &&
           put_bytes(encoder, 3, "self", 4);
}

static bool encode(Encoder *encoder, PyObject *value) {
    if (!value) return false;
    if (++encoder->nodes > WIRE_NODES) return fail_large();
    if (value == Py_None) return put_byte(encoder, 0xf6);
    if (value == Py_True) return put_byte(encoder, 0xf5);
    if (value == Py_False) return put_byte(encoder, 0xf4);
    if (encoder->self && value == encoder->self) return put_self(encoder);
    if (PyFloat_Check(value)) return put_double(encoder, PyFloat_AsDouble(value));
    if (PyLong_Check(value)) return put_int(encoder, value);
    if (PyUnicode_Check(value)) return put_text(encoder, value);
    if (PyList_Check(value)) return put_list(encoder, value);
    if (PyTuple_Check(value)) return put_tuple(encoder, value);
    if (PyDict_Check(value)) return put_dict(encoder, value);
    if (PyAnySet_Check(value)) return put_set(encoder, value);
    if (PyBytes_Check(value)) return put_bytes(encoder, 2, PyBytes_AsString(value), PyBytes_Size(value));
    if (PyByteArray_Check(value)) return put_bytes(encoder, 2, PyByteArray_AsString(value), PyByteArray_Size(value));
    if (PyComplex_Check(value)) return put_complex(encoder, value);
    PyObject *kind = codec.scalars ? PyDict_GetItemWithError(codec.scalars, (PyObject *)Py_TYPE(value)) : NULL;
    if (kind) return put_scalar(encoder, value, kind);
    return !PyErr_Occurred() && put_other(encoder, value);
}

PyObject *encode_value(PyObject *value, PyObject *self, size_t limit) {
    Encoder encoder = {.limit = limit, .self = self};
    PyObject *bytes = NULL;
    if (encode(&encoder, value))
        bytes = PyBytes_FromStringAndSize((const char *)encoder.data, (Py_ssize_t)encoder.len);
    else if (!PyErr_Occurred())
        PyErr_SetString(PyExc_RuntimeError, "the result changed while it was read");
    PyMem_Free(encoder.data);
    return bytes;
}

PyObject *encode_array_head(size_t count) {
    unsigned char head[9];
    size_t len = write_head(head, 4, count);
    return PyBytes_FromStringAndSize((const char *)head, (Py_ssize_t)len);
}
