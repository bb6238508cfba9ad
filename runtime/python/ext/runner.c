/* The child's life: frames in, frames out (docs/wire.md).
 *
 * The learner's code runs inside `open` and `call` of harness.py. Whatever it does to the process, the frames are written from here, with functions
 * that were looked up before it ran. A frame it forges itself is an answer like any other: what is expected is not in this process. */
#include "viva.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The harness's functions; all owned for good. */
typedef struct {
    PyObject *open, *call, *describe, *flush;
} Harness;

/* Memory that is given back when there is no more, so that the end can be told. */
static void *ballast;
enum { BALLAST = 1 << 20 };

/* Text for a frame, cut to what it may be; never NULL. */
static const char *text_of(PyObject *bytes, size_t most, uint32_t *len) {
    *len = 0;
    if (!bytes || !PyBytes_CheckExact(bytes)) return "";
    size_t size = (size_t)PyBytes_Size(bytes);
    *len = (uint32_t)(size < most ? size : most);
    return PyBytes_AsString(bytes);
}

static void write_value(PyObject *bytes, int32_t line) {
    RunnerFrame frame = {.magic = RUNNER_MAGIC, .status = RUNNER_VALUE, .line = line, .value_len = (uint64_t)PyBytes_Size(bytes)};
    frame_write(&frame, sizeof frame);
    frame_write(PyBytes_AsString(bytes), (size_t)frame.value_len);
}

static uint32_t status_of(PyObject *type) {
    if (type == too_large) return RUNNER_TOO_LARGE;
    if (type == too_deep) return RUNNER_TOO_DEEP;
    return PyErr_GivenExceptionMatches(type, PyExc_MemoryError) ? RUNNER_MEMORY : RUNNER_RAISED;
}

/* (exception, message, traceback: bytes; line: int; status: int or None) from the harness, or NULL when even that fails. */
static PyObject *describe(const Harness *harness, PyObject *type, PyObject *value, PyObject *traceback) {
    PyObject *told =
        PyObject_CallFunctionObjArgs(harness->describe, type, value ? value : Py_None, traceback ? traceback : Py_None, NULL);
    if (told && PyTuple_CheckExact(told) && PyTuple_Size(told) == 5) return told;
    Py_XDECREF(told);
    PyErr_Clear();
    return NULL;
}

static void write_error(const Harness *harness) {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    uint32_t status = type ? status_of(type) : RUNNER_RAISED;
    if (status == RUNNER_MEMORY && ballast) {
        free(ballast);
        ballast = NULL;
    }
    PyObject *told = type ? describe(harness, type, value, traceback) : NULL;
    RunnerFrame frame = {.magic = RUNNER_MAGIC, .status = status};
    PyObject *parts[3] = {NULL, NULL, NULL};
    if (told) {
        for (Py_ssize_t i = 0; i < 3; i++) parts[i] = PyTuple_GetItem(told, i);
        frame.line = (int32_t)PyLong_AsLong(PyTuple_GetItem(told, 3));
        long better = PyLong_AsLong(PyTuple_GetItem(told, 4));
        if (better >= 0 && better < RUNNER_STATUSES) frame.status = (uint32_t)better;
        PyErr_Clear();
    }
    const char *exception = text_of(parts[0], 200, &frame.exception_len);
    const char *message = text_of(parts[1], WIRE_TEXT_CAP, &frame.message_len);
    const char *lines = text_of(parts[2], WIRE_TEXT_CAP, &frame.traceback_len);
    static const char untold[] = "the exception could not be described";
    if (!told) message = untold, frame.message_len = sizeof untold - 1;
    frame_write(&frame, sizeof frame);
    frame_write(exception, frame.exception_len);
    frame_write(message, frame.message_len);
    frame_write(lines, frame.traceback_len);
    Py_XDECREF(told);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
}

/* `value` is a new reference to encoded bytes, or NULL with an exception. */
static void write_answer(const Harness *harness, PyObject *value) {
    PyObject *flushed = value ? PyObject_CallFunctionObjArgs(harness->flush, NULL) : NULL;
    long line = flushed && PyLong_CheckExact(flushed) ? PyLong_AsLong(flushed) : -1;
    if (value && line >= 0 && PyBytes_CheckExact(value)) {
        write_value(value, (int32_t)line);
    } else {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_RuntimeError, "the harness gave no bytes");
        write_error(harness);
    }
    Py_XDECREF(flushed);
    Py_XDECREF(value);
}

/* The texts of an OPEN, as bytes objects: mode, seed, limit, code, file, name, attributes. */
static PyObject *unpack_open(const char *payload, size_t len) {
    RunnerOpen head;
    const char *texts[4];
    if (!frame_open(payload, len, &head, texts)) return NULL;
    return Py_BuildValue("IKKy#y#y#y#", head.mode, head.seed, head.result_bytes, texts[0], (Py_ssize_t)head.code_len, texts[1],
                         (Py_ssize_t)head.file_len, texts[2], (Py_ssize_t)head.name_len, texts[3], (Py_ssize_t)head.attributes_len);
}

static PyObject *run_open(const Harness *harness, const char *payload, size_t len) {
    PyObject *arguments = unpack_open(payload, len);
    if (!arguments) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_RuntimeError, "the OPEN is not sound");
        return NULL;
    }
    PyObject *value = PyObject_CallObject(harness->open, arguments);
    Py_DECREF(arguments);
    return value;
}

static PyObject *run_call(const Harness *harness, const char *payload, size_t len) {
    PyObject *input = decode_value((const unsigned char *)payload, len);
    PyObject *value = input ? PyObject_CallFunctionObjArgs(harness->call, input, NULL) : NULL;
    Py_XDECREF(input);
    return value;
}

static void before_clone(void *functions) {
    (void)functions;
    PyOS_BeforeFork();
}

static void in_parent(void *functions) {
    (void)functions;
    PyOS_AfterFork_Parent();
}

static void in_child(void *functions) {
    (void)functions;
    PyOS_AfterFork_Child();
}

static void prepare(void *functions, bool warm) {
    PyObject *done = PyObject_CallFunctionObjArgs(PyDict_GetItemString(functions, "prepare"), warm ? Py_True : Py_False, NULL);
    if (!done)
        _exit(1); /* what worked in the zygote does not work here: viva-box counts such children, and gives up on the stack */
    Py_DECREF(done);
}

__attribute__((noreturn)) static void run(void *functions) {
    Harness harness = {PyDict_GetItemString(functions, "open"), PyDict_GetItemString(functions, "call"),
                       PyDict_GetItemString(functions, "describe"), PyDict_GetItemString(functions, "flush")};
    ballast = malloc(BALLAST);
    for (;;) {
        char *payload;
        size_t len;
        RunnerKind kind = frame_read(&payload, &len);
        PyObject *value = kind == RUNNER_OPEN ? run_open(&harness, payload, len) : run_call(&harness, payload, len);
        free(payload);
        write_answer(&harness, value);
    }
}

Runtime runner_runtime(PyObject *functions) { return (Runtime){before_clone, in_parent, in_child, prepare, run, functions}; }
