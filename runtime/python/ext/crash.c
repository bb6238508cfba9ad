/* The last words of a child that crashes: which signal, and at which line of the learner's.
 *
 * Python's faulthandler knows the stack of the interpreter when a signal strikes that nothing survives. harness.py lets it write to the child's file of
 * stacks (RUNNER_WHERE_FD), and behind it stands the handler of this file: faulthandler, when it has written, gives way to the handler that was there before it.
 * That one looks for the deepest line of the learner's in what was written, answers with a frame (RUNNER_CRASHED) in place of the result that will not come,
 * and lets the signal have its way. Both run on a stack of their own, since a stack that is used up is a usual reason to be here.
 *
 * A learner's code can take the handlers away or write another stack: then no line is told, or a wrong one, of its own code. What a program that it has forked dies of
 * is that program's business. SIGKILL strikes without a word, and viva-box sees it for itself. */
#include "viva.h"

#include "box/protocol.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { STACKS_READ = 1 << 16, LINE_MOST = 1 << 30 };

static const int crashes[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};

static pid_t owner;        /* the process whose answers travel on the channel; 0: none yet */
static char frame_of[300]; /* `File "solution.py", line `, as faulthandler writes a frame of the learner's */
static char stacks[STACKS_READ + 1];

/* Only what may be called in a handler of signals from here on. */
static int32_t crashed_line(void) {
    ssize_t got = pread(RUNNER_WHERE_FD, stacks, STACKS_READ, 0);
    stacks[got > 0 ? got : 0] = '\0';
    const char *last = stacks;
    for (const char *at = stacks; (at = strstr(at, "Fatal Python error")); at++) last = at;
    const char *frame = strstr(last, frame_of);
    int32_t line = 0;
    for (const char *c = frame ? frame + strlen(frame_of) : ""; *c >= '0' && *c <= '9' && line < LINE_MOST / 10; c++)
        line = 10 * line + (*c - '0');
    return line;
}

static void tell(int number) {
    unsigned char said = (unsigned char)number;
    RunnerFrame frame = {.magic = RUNNER_MAGIC, .status = RUNNER_CRASHED, .line = crashed_line(), .value_len = sizeof said};
    frame_write(&frame, sizeof frame);
    frame_write(&said, sizeof said);
}

static void crashed(int number) {
    if ((pid_t)syscall(SYS_getpid) == owner) tell(number);
    signal(number, SIG_DFL);
    raise(number);
}

void crash_watch(void) {
    struct sigaction action = {.sa_handler = crashed, .sa_flags = SA_ONSTACK | SA_NODEFER};
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) sigaction(crashes[i], &action, NULL);
}

void crash_own(const char *file) {
    snprintf(frame_of, sizeof frame_of, "File \"%.250s\", line ", file);
    owner = (pid_t)syscall(SYS_getpid);
}
