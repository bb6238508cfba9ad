/* The module _viva: what zygote.py and the harness may call.
 *
 * It is never entered in sys.modules, so a learner does not import it by accident; and whoever digs it up finds an encoder, a decoder and a
 * loop that wants to be root. */
#include "viva.h"

#include "box/protocol.h"

Codec codec;
PyObject *too_large, *too_deep;

static PyObject *py_setup(PyObject *module, PyObject *arguments) {
    (void)module;
    Codec given;
    if (!PyArg_ParseTuple(arguments, "OOOO", &given.reduce, &given.build, &given.bignum, &given.scalars)) return NULL;
    Py_INCREF(given.reduce);
    Py_INCREF(given.build);
    Py_INCREF(given.bignum);
    Py_INCREF(given.scalars);
    codec = given;
    Py_RETURN_NONE;
}

static PyObject *py_encode(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *value, *self = Py_None;
    unsigned long long limit = WIRE_RESULT_CAP;
    if (!PyArg_ParseTuple(arguments, "O|OK", &value, &self, &limit)) return NULL;
    return encode_value(value, self == Py_None ? NULL : self, (size_t)limit);
}

static PyObject *py_decode(PyObject *module, PyObject *arguments) {
    (void)module;
    const char *bytes;
    Py_ssize_t len;
    if (!PyArg_ParseTuple(arguments, "y#", &bytes, &len)) return NULL;
    return decode_value((const unsigned char *)bytes, (size_t)len);
}

static PyObject *py_array_head(PyObject *module, PyObject *arguments) {
    (void)module;
    unsigned long long count;
    if (!PyArg_ParseTuple(arguments, "K", &count)) return NULL;
    return encode_array_head((size_t)count);
}

static PyObject *py_serve(PyObject *module, PyObject *arguments) {
    (void)module;
    PyObject *harness;
    if (!PyArg_ParseTuple(arguments, "O!", &PyDict_Type, &harness)) return NULL;
    Runtime runtime = runner_runtime(harness);
    const char *why = zygote_serve(&runtime);
    if (why) {
        PyErr_SetString(PyExc_RuntimeError, why);
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyObject *py_watch_crashes(PyObject *module, PyObject *arguments) {
    (void)module, (void)arguments;
    crash_watch();
    Py_RETURN_NONE;
}

static PyObject *py_own_crashes(PyObject *module, PyObject *arguments) {
    (void)module;
    const char *file;
    if (!PyArg_ParseTuple(arguments, "s", &file)) return NULL;
    crash_own(file);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"setup", py_setup, METH_VARARGS, "setup(reduce, build, bignum, scalars): the codec's Python half"},
    {"encode", py_encode, METH_VARARGS, "encode(value, self=None, limit=...): CBOR as bytes"},
    {"decode", py_decode, METH_VARARGS, "decode(bytes): a fresh value"},
    {"array_head", py_array_head, METH_VARARGS, "array_head(count): head of an array whose items were encoded before"},
    {"serve", py_serve, METH_VARARGS, "serve(harness): the zygote's loop"},
    {"watch_crashes", py_watch_crashes, METH_NOARGS, "watch_crashes(): in the zygote, before faulthandler is enabled"},
    {"own_crashes", py_own_crashes, METH_VARARGS,
     "own_crashes(file): this process tells when it crashes, and at which line of the file"},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_viva", "The C half of the harness.", -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__viva(void);

PyMODINIT_FUNC PyInit__viva(void) {
    PyObject *module = PyModule_Create(&definition);
    too_large = PyErr_NewException("viva.TooLarge", NULL, NULL);
    too_deep = PyErr_NewException("viva.TooDeep", NULL, NULL);
    if (!module || !too_large || !too_deep) return NULL;
    Py_INCREF(too_large);
    Py_INCREF(too_deep);
    if (PyModule_AddObject(module, "TooLarge", too_large) != 0 || PyModule_AddObject(module, "TooDeep", too_deep) != 0) return NULL;
    return module;
}
