/* The child's life: frames in, frames out (docs/wire.md).
 *
 * The learner's code runs inside `open` and `call` of harness.py. Whatever it does to the process, the frames are written from here, with functions
 * that were looked up before it ran. A frame it forges itself is an answer like any other: what is expected is not in this process. */
#include "viva.h"

#include "box/protocol.h"

#include <errno.h>
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

static void read_whole(void *bytes, size_t len) {
    for (size_t at = 0; at < len;) {
        ssize_t got = read(RUNNER_FD, (char *)bytes + at, len - at);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) _exit(0); /* the session is over */
        at += (size_t)got;
    }
}

static void write_whole(const void *bytes, size_t len) {
    for (size_t at = 0; at < len;) {
        ssize_t wrote = write(RUNNER_FD, (const char *)bytes + at, len - at);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) _exit(1);
        at += (size_t)wrote;
    }
}

/* Text for a frame, cut to what it may be; never NULL. */
static const char *text_of(PyObject *bytes, size_t most, uint32_t *len) {
    *len = 0;
    if (!bytes || !PyBytes_CheckExact(bytes)) return "";
    size_t size = (size_t)PyBytes_Size(bytes);
    *len = (uint32_t)(size < most ? size : most);
    return PyBytes_AsString(bytes);
}

static void write_value(PyObject *bytes) {
    RunnerFrame frame = {.magic = RUNNER_MAGIC, .status = RUNNER_VALUE, .value_len = (uint64_t)PyBytes_Size(bytes)};
    write_whole(&frame, sizeof frame);
    write_whole(PyBytes_AsString(bytes), (size_t)frame.value_len);
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
    write_whole(&frame, sizeof frame);
    write_whole(exception, frame.exception_len);
    write_whole(message, frame.message_len);
    write_whole(lines, frame.traceback_len);
    Py_XDECREF(told);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
}

/* `value` is a new reference to encoded bytes, or NULL with an exception. */
static void write_answer(const Harness *harness, PyObject *value) {
    PyObject *flushed = value ? PyObject_CallFunctionObjArgs(harness->flush, NULL) : NULL;
    if (value && flushed && PyBytes_CheckExact(value)) {
        write_value(value);
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
    if (len < sizeof head) return NULL;
    memcpy(&head, payload, sizeof head);
    const uint32_t lens[] = {head.code_len, head.file_len, head.name_len, head.attributes_len};
    size_t at = sizeof head;
    for (size_t i = 0; i < 4; i++) {
        if (lens[i] > len - at) return NULL;
        at += lens[i];
    }
    const char *code = payload + sizeof head, *file = code + head.code_len, *name = file + head.file_len,
               *attributes = name + head.name_len;
    return Py_BuildValue("IKKy#y#y#y#", head.mode, head.seed, head.result_bytes, code, (Py_ssize_t)head.code_len, file,
                         (Py_ssize_t)head.file_len, name, (Py_ssize_t)head.name_len, attributes, (Py_ssize_t)head.attributes_len);
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

void runner_warm(PyObject *functions) {
    PyObject *done = PyObject_CallFunctionObjArgs(PyDict_GetItemString(functions, "warm"), NULL);
    if (!done)
        _exit(1); /* what worked in the zygote does not work here: viva-box counts such children, and gives up on the stack */
    Py_DECREF(done);
}

void runner_run(PyObject *functions) {
    Harness harness = {PyDict_GetItemString(functions, "open"), PyDict_GetItemString(functions, "call"),
                       PyDict_GetItemString(functions, "describe"), PyDict_GetItemString(functions, "flush")};
    ballast = malloc(BALLAST);
    for (;;) {
        RunnerHead head;
        read_whole(&head, sizeof head);
        char *payload = head.length <= WIRE_MESSAGE_CAP ? malloc(head.length ? head.length : 1) : NULL;
        if (!payload) _exit(1);
        read_whole(payload, head.length);
        PyObject *value =
            head.kind == RUNNER_OPEN ? run_open(&harness, payload, head.length) : run_call(&harness, payload, head.length);
        free(payload);
        write_answer(&harness, value);
    }
}
