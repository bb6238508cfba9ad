/* box_client.h - viva's end of the box: starts viva-box, opens sessions in it, sends inputs, receives outputs.
 *
 * One BoxClient a process; it owns the viva-box child (restarted when it dies, with the sessions then open failing as ERR_UNAVAILABLE)
 * and one reader thread. All functions are thread-safe; a session is used by one thread at a time. Calls block; bounded by the
 * session's limits, so none blocks for good. The bytes that travel are CBOR as docs/wire.md tables it. */
#ifndef VIVA_JUDGE_BOX_CLIENT_H
#define VIVA_JUDGE_BOX_CLIENT_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct BoxClient BoxClient;
typedef struct BoxSession BoxSession;

typedef struct {
    const char *box;     /* path of viva-box */
    const char *runtime; /* folder of the harness (runtime/python) with its extension */
    const char *python;  /* interpreter that has the stacks */
    int slots;           /* children that may run at once; 0: number of processors */
    int spares;          /* warm children kept ready for each stack, at most; they follow the load. 0: 12, which is also the most */
    int recycle;         /* children after which a warm interpreter is replaced by a new one; 0: 10,000 */
} BoxOptions;

/* What became of one open or call. The names are the verdicts of docs/openapi.yaml but for BOX_OK, whose outputs are still to be compared. */
typedef enum {
    BOX_OK,
    BOX_RUNTIME_ERROR,
    BOX_TIME_LIMIT,
    BOX_MEMORY_LIMIT,
    BOX_OUTPUT_LIMIT,
    BOX_FORBIDDEN,
    BOX_NO_RESULT
} BoxOutcome;

typedef struct {
    double seconds;      /* CPU a call; the wall limit is 3 times that and a second */
    size_t memory_bytes; /* of the child, above what the warm interpreter holds */
    size_t output_bytes; /* printed, a call; default 256 KiB */
    size_t result_bytes; /* of a result frame; default 32 MiB */
    int processes;       /* processes and threads; default 16 */
    int files;           /* descriptors; default 64 */
    size_t disk_bytes;   /* private tmpfs; default 64 MiB */
} BoxLimits;

typedef enum {
    BOX_FUNCTION, /* `name` is called with the inputs as keywords; the result is its value */
    BOX_CLASS,    /* inputs {construct, calls}: the result is a list with {returns, attributes} a call */
    BOX_CASES,    /* the code is cases.py: inputs {"op": "fixed"} -> list of cases; {"op": "fresh", "seed": n} -> a case */
    BOX_CHECK,    /* the code is cases.py: inputs {case: {name, inputs}, expected, got} -> "" or what is wrong */
    BOX_NOTES,    /* inputs {"code": text} -> list of {line, says}: readability */
    BOX_QUERY,    /* stack "sql": `name` is the schema, inputs {table: DataFrame}: the result is the rows as a DataFrame */
    BOX_PROGRAM, /* inputs {"stdin": text}: the code runs as a program; the result is what it wrote to standard error, the reply's `printed` what
                     it printed */
    BOX_MUTANTS /* inputs {"code": text} -> list of {line, says, before, after, code}: runtime/python/mutants.py */
} BoxMode;

typedef struct {
    const char *stack; /* "numpy", "sklearn", "torch", "sql" */
    BoxMode mode;
    const char *code; /* UTF-8 */
    const char *file; /* the name that tracebacks show, "solution.py" */
    const char *
        name; /* function or class, BOX_QUERY: schema, BOX_CHECK: the loss whose gradient is checked, or NULL; NULL for the other modes */
    const char *const *attributes; /* BOX_CLASS; BOX_CHECK: what the gradient is by; NULL-terminated, may be NULL */
    const char *const *forbid;     /* dotted names that the code must do without; NULL-terminated, may be NULL */
    uint64_t seed;                 /* for the random generators of the child */
    BoxLimits limits;              /* a 0 means the default */
    bool slow;                     /* known to take its time: others go first */
    bool patient;                  /* nobody waits for it: it takes no child that was made ahead */
} BoxOpen;

typedef struct {
    BoxOutcome outcome;
    const void *result; /* CBOR of the value when BOX_OK; on the arena */
    size_t result_len;
    const char
        *printed; /* what was written to stdout and stderr during the call; valid UTF-8 (bad bytes replaced, NUL as U+FFFD) */
    bool printed_cut;
    const char *exception; /* "ZeroDivisionError", or NULL */
    const char *message;   /* what happened, one line: "division by zero"; for limits, which one; for forbidden, what */
    const char *traceback; /* the learner's own lines only, or NULL */
    int line;              /* the deepest line of the learner's file, or 0 */
    double wall_ms, cpu_ms;
    long memory_kb; /* the child's peak above the warm interpreter, as far as known */
} BoxReply;

/* Starts viva-box; returns once it answers. Stacks warm up behind it (box_stack_state). */
BoxClient *box_start(const BoxOptions *options, Error *error);
void box_stop(BoxClient *client);

typedef enum { STACK_MISSING, STACK_LOADING, STACK_READY, STACK_FAILED } StackState;

/* The state of a stack, and in `*says` (may be NULL) one line: what is missing and how to get it, or versions ("Python 3.11.2, numpy 1.24.2").
 * A missing stack is looked for again every few seconds, so that it turns ready when its packages arrive. The text is owned by the
 * client and stays valid until box_stop. */
StackState box_stack_state(BoxClient *client, const char *stack, const char **says);

/* Waits up to `seconds` for the stack to be ready. */
bool box_wait_ready(BoxClient *client, const char *stack, double seconds, Error *error);

/* Opens a session: a fresh confined child that has run the code. Waits in a queue while all slots are taken (`queued`, may be NULL, is told
 * the position). NULL with an error when the box itself fails; a learner's failure (syntax error, endless loop at import) is told in `reply->outcome`
 * and by the session being usable no more. */
BoxSession *box_open(BoxClient *client, Arena *arena, const BoxOpen *open, BoxReply *reply, Error *error);

/* One input, one output. After an outcome other than BOX_OK and BOX_RUNTIME_ERROR with an exception the child is gone; box_alive says so, and the caller opens
 * a fresh session for the remaining cases. */
bool box_call(BoxSession *session, Arena *arena, const void *input, size_t len, BoxReply *reply, Error *error);

/* The same without waiting in between. box_begin sends the OPEN, box_send a call, and box_receive takes one answer, in the order they were sent, that of
 * the OPEN first; after one that leaves the session dead (box_alive) no more answers come. At most BOX_SENT_MOST calls may be unanswered. `ahead`: the child
 * may get the input while it is at the call before it, when that was sent so too: only for calls whose inputs may be known to one another and whose printing
 * is nobody's business. What it prints may be counted to such a call before it: BOX_OUTPUT_LIMIT of a call sent so may be the next one's doing, and
 * is only sure when that call is run again without company (trial.c does). Several sessions may be begun by one thread. */
enum { BOX_SENT_MOST = 32 };
BoxSession *box_begin(BoxClient *client, Arena *arena, const BoxOpen *open, Error *error);
bool box_send(BoxSession *session, const void *input, size_t len, bool ahead, Error *error);
bool box_receive(BoxSession *session, Arena *arena, BoxReply *reply, Error *error);
bool box_alive(const BoxSession *session);
void box_close(BoxSession *session);

/* What the machine can isolate, as the JSON text of `viva-box --doctor` (on the arena). */
char *box_doctor(Arena *arena, const BoxOptions *options, Error *error);

#endif
