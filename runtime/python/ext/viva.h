/* viva.h - what the parts of the extension share.
 *
 * The extension uses Python's stable ABI as of 3.9 and nothing newer, so that one build serves every interpreter that has a stack.
 * It is written for a process in which a stranger's code has run: it asks no object for its own account (no __len__, __iter__, __eq__ or
 * __reduce__ of a learner's class), looks nothing up by name at the time of use, and bounds all that it reads. */
#ifndef VIVA_EXT_H
#define VIVA_EXT_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "child.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WIRE_DEPTH = 60, /* containers; tags and what they are made of stay below the 64 that readers allow */
    WIRE_NODES = 4 << 20,
    WIRE_BIGNUM = 65536 /* bytes of an integer */
};

enum { TAG_BIGNUM = 2, TAG_NEGATIVE_BIGNUM = 3, TAG_SET = 258, TAG_TUPLE = 30000, TAG_COMPLEX = 30001, TAG_OPAQUE = 30008 };

/* The codec's Python half (codec.py) and the exact types of numpy's scalars; NULL where there is no numpy. Owned for good. */
typedef struct {
    PyObject *reduce;  /* object -> (tag, structure), for what encode.c does not know itself */
    PyObject *build;   /* tag, structure -> object, for what decode.c does not know itself */
    PyObject *bignum;  /* int -> (negative, bytes) */
    PyObject *scalars; /* dict: exact type -> "i", "f", "b" or "c" */
} Codec;
extern Codec codec;

/* Raised with the reason as its argument; the harness tells them apart by these objects. */
extern PyObject *too_large, *too_deep;

/* The value as a bytes object; NULL with an exception: TooLarge, TooDeep, or whatever a repr raised (MemoryError among them). `self` is written as the instance
 * itself; NULL: there is none. */
PyObject *encode_value(PyObject *value, PyObject *self, size_t limit);

/* The head of an array with `count` items, as bytes: to join items that were encoded one by one. */
PyObject *encode_array_head(size_t count);

/* A fresh object from CBOR; NULL with ValueError when the bytes are not sound. */
PyObject *decode_value(const unsigned char *bytes, size_t len);

/* In the zygote, before faulthandler is enabled: a child that a signal is about to end says so first (crash.c). */
void crash_watch(void);

/* In a child: from now on a crash of this process is told, with the deepest line of `file`, the learner's. */
void crash_own(const char *file);

/* The runtime that serves Python; `functions` is a dict with open, call, describe, flush and warm (harness.py). */
Runtime runner_runtime(PyObject *functions);

#endif
