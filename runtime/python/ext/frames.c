/* The child's end of the channel: frames in, frames out (docs/wire.md, "Frames").
 *
 * What viva-box sends is its own, so a frame that is not sound ends the process rather than being answered. A read that ends means that the session is
 * over; a write that fails means the same.
 *
 * Between two requests of a session the child stays awake for a moment: the next one is usually there within 100 us, and who sleeps meanwhile comes back to
 * cold caches, which costs Python half a millisecond. */
#include "child.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void read_whole(void *bytes, size_t len) {
    for (size_t at = 0; at < len;) {
        ssize_t got = read(RUNNER_FD, (char *)bytes + at, len - at);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) _exit(0); /* the session is over */
        at += (size_t)got;
    }
}

enum { AWAKE_NS = 150000 };
static bool answered; /* something was written: this is no spare any more */

static int64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void stay_awake(void) {
    struct pollfd channel = {.fd = RUNNER_FD, .events = POLLIN};
    for (int64_t until = now_ns() + AWAKE_NS; poll(&channel, 1, 0) == 0 && now_ns() < until;) sched_yield();
}

RunnerKind frame_read(char **payload, size_t *len) {
    RunnerHead head;
    if (answered) stay_awake();
    read_whole(&head, sizeof head);
    *payload = head.length <= WIRE_MESSAGE_CAP ? malloc(head.length ? head.length : 1) : NULL;
    if (!*payload) _exit(1);
    read_whole(*payload, head.length);
    *len = head.length;
    return (RunnerKind)head.kind;
}

void frame_write(const void *bytes, size_t len) {
    answered = true;
    for (size_t at = 0; at < len;) {
        ssize_t wrote = write(RUNNER_FD, (const char *)bytes + at, len - at);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) _exit(1);
        at += (size_t)wrote;
    }
}

bool frame_open(const char *payload, size_t len, RunnerOpen *head, const char *texts[4]) {
    if (len < sizeof *head) return false;
    memcpy(head, payload, sizeof *head);
    const uint32_t lens[] = {head->code_len, head->file_len, head->name_len, head->attributes_len};
    size_t at = sizeof *head;
    for (size_t i = 0; i < 4; i++) {
        if (lens[i] > len - at) return false;
        texts[i] = payload + at;
        at += lens[i];
    }
    return true;
}
