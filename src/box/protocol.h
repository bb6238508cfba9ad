/* protocol.h - the frames of the box: between viva and viva-box, and between viva-box and the processes it starts.
 *
 * Fixed headers in the machine's own byte order: both ends run on it and come from one build. Every header holds the length of what
 * follows, and whoever reads it bounds that length before the first byte. Values inside are CBOR; docs/wire.md tables both.
 *
 * Nothing here needs libc beyond fixed-width integers: the C extension of the harness includes this file too. */
#ifndef VIVA_BOX_PROTOCOL_H
#define VIVA_BOX_PROTOCOL_H

#include <stdint.h>

enum {
    BOX_VERSION = 1,
    BOX_CLIENT_FD = 3,           /* viva-box finds its end of the socketpair here */
    WIRE_MESSAGE_CAP = 80 << 20, /* bytes behind one envelope header */
    WIRE_RESULT_CAP = 48 << 20,  /* of one result, whatever an OPEN asks for */
    WIRE_PRINTED_CAP = 16 << 20, /* printed in one call, whatever an OPEN asks for */
    WIRE_TEXT_CAP = 64 << 10,    /* of each text in a reply: exception, message, traceback */
    BOX_STACK_NAME = 16
};

/* The numbers of judge/box_client.h's enumerations as they travel (box_client.c asserts that they agree). */
typedef enum {
    WIRE_OK,
    WIRE_RUNTIME_ERROR,
    WIRE_TIME_LIMIT,
    WIRE_MEMORY_LIMIT,
    WIRE_OUTPUT_LIMIT,
    WIRE_FORBIDDEN,
    WIRE_NO_RESULT
} WireOutcome;
typedef enum { WIRE_MISSING, WIRE_LOADING, WIRE_READY, WIRE_FAILED } WireState;

/* ---- viva and viva-box ---- */

typedef enum {
    BOX_MSG_OPEN = 1, /* viva: BoxOpenHead, RunnerOpen, its texts */
    BOX_MSG_CALL,     /* viva: CBOR; waits its turn behind what was sent before */
    BOX_MSG_CLOSE,    /* viva: nothing */
    BOX_MSG_HELLO,    /* box: BoxHello */
    BOX_MSG_STACK,    /* box: BoxStack and text */
    BOX_MSG_REPLY,    /* box: BoxReplyHead, exception, message, traceback, printed, result */
    BOX_MSG_LOST,     /* box: text */
    BOX_MSG_AHEAD     /* viva: a CALL that the child may hold before the AHEAD before it is answered */
} BoxMessageKind;

typedef struct {
    uint64_t session; /* chosen by viva, never used twice; 0 where there is none */
    uint32_t kind;    /* BoxMessageKind */
    uint32_t length;  /* of the payload behind this header */
} BoxEnvelope;

/* Limits as they travel; 0 means the default. */
typedef struct {
    uint64_t cpu_us; /* a call */
    uint64_t memory_bytes;
    uint64_t output_bytes;
    uint64_t result_bytes;
    uint64_t disk_bytes;
    uint32_t processes;
    uint32_t files;
} BoxWireLimits;

typedef struct {
    char stack[BOX_STACK_NAME]; /* NUL-terminated */
    BoxWireLimits limits;
    uint32_t slow;    /* 1: it is known to take its time, and is not to hold up others */
    uint32_t patient; /* 1: nobody waits for it: it takes no cell that was made ahead */
} BoxOpenHead;

typedef struct {
    uint32_t version;
    uint32_t slots;
} BoxHello;

typedef struct {
    char stack[BOX_STACK_NAME];
    uint32_t state;    /* WireState */
    uint32_t says_len; /* text behind */
} BoxStack;

typedef struct {
    uint32_t outcome; /* WireOutcome */
    uint32_t alive;   /* 0: the child is gone, and the session with it */
    int32_t line;
    uint32_t printed_cut;
    uint64_t wall_us, cpu_us, memory_kb;
    uint32_t exception_len, message_len, traceback_len, printed_len, result_len;
    uint32_t reserved;
} BoxReplyHead;

/* ---- viva-box and a zygote: one datagram each, on a SOCK_SEQPACKET pair ---- */

typedef enum {
    ZYGOTE_FILTER = 1, /* to it: ZygoteMessage, then the BPF program; once, before anything else */
    ZYGOTE_CLONE, /* to it: `value` 1: the child is to be warmed; with descriptors: pidfd of the cell's init, child's channel, child's output
                          pipe, and the files of its group by which a process enters it */
    ZYGOTE_READY,   /* from it: text: versions */
    ZYGOTE_MISSING, /* from it: text: what could not be imported */
    ZYGOTE_FAILED,  /* from it: text */
    ZYGOTE_CLONED   /* from it: `value` is the child's pid, or minus an errno; with its pidfd, and the ticket of the request */
} ZygoteKind;

typedef struct {
    uint32_t kind;
    int32_t value;
    uint64_t ticket; /* of a cell; 0 in other messages */
} ZygoteMessage;

enum {
    ZYGOTE_FD = 3,
    ZYGOTE_READS_FD = 4, /* what a child may read: paths, each with a NUL behind it, for landlock */
    ZYGOTE_TEXT = 1000
};

/* ---- viva-box and a child ---- */

enum {
    RUNNER_FD = 3,           /* the child's channel; its output pipe is 1 and 2 */
    RUNNER_WHERE_FD = 5,     /* a file of its own: where in its code it was when viva-box asked (4: its listener, until hello) */
    RUNNER_WHERE_SIGNAL = 64 /* how viva-box asks: a child that has a handler for it writes its stack there (filter.c) */
};

typedef enum { RUNNER_OPEN = 1, RUNNER_CALL } RunnerKind;

typedef struct {
    uint32_t kind, length;
} RunnerHead;

/* Behind a RUNNER_OPEN head: this, then the texts, none NUL-terminated; attributes are separated by one NUL; names that the code must do without stand among them,
 * each behind a "!". */
typedef struct {
    uint64_t seed;
    uint64_t result_bytes;
    uint32_t mode; /* BoxMode of judge/box_client.h */
    uint32_t code_len, file_len, name_len, attributes_len;
    uint32_t reserved;
} RunnerOpen;

/* The child's first words, before any frame: one message with the seccomp listener's descriptor. */
typedef struct {
    uint32_t magic; /* RUNNER_MAGIC */
    int32_t error;  /* 0, or an errno: the wall named by `step` did not stand, and the child ends */
    char step[24];
} RunnerHello;

typedef enum {
    RUNNER_VALUE = 0, /* a result */
    RUNNER_RAISED,    /* an exception reached the top */
    RUNNER_MEMORY,    /* MemoryError did */
    RUNNER_TOO_LARGE, /* the result is larger than it may be */
    RUNNER_TOO_DEEP,  /* or nests deeper */
    RUNNER_FORBIDDEN, /* the code used what its question asks to do without */
    RUNNER_CRASHED,   /* a signal is about to end the child; the value is one byte, its number */
    RUNNER_STATUSES
} RunnerStatus;

typedef struct {
    uint32_t magic; /* RUNNER_MAGIC */
    uint32_t status;
    int32_t line; /* deepest line in the learner's file; 0: none */
    uint32_t exception_len, message_len, traceback_len;
    uint64_t value_len;
} RunnerFrame;

enum { RUNNER_MAGIC = 0x41564956 };

#endif
