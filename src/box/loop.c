/* The loop: wait for a descriptor or for the next moment that somebody named, serve it, hand out cells and turns, again.
 *
 * Level-triggered. A watch whose `events` are 0 is not in the set at all, because a hung-up descriptor would fire for ever otherwise. */
#include "base/log.h"
#include "box/box.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

int64_t box_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void watch_init(Watch *watch, void *self, void (*ready)(void *self, uint32_t events)) {
    *watch = (Watch){.fd = -1, .self = self, .ready = ready};
}

void watch_want(Box *box, Watch *watch, uint32_t events) {
    if (watch->fd < 0 || watch->events == events) return;
    int what = watch->events == 0 ? EPOLL_CTL_ADD : events == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;
    struct epoll_event event = {.events = events, .data.ptr = watch};
    if (epoll_ctl(box->epoll, what, watch->fd, &event) != 0) log_error("viva-box: epoll_ctl: %s", strerror(errno));
    watch->events = events;
}

void watch_open(Box *box, Watch *watch, int fd, uint32_t events) {
    watch->fd = fd;
    watch->events = 0;
    watch_want(box, watch, events);
}

void watch_close(Box *box, Watch *watch) {
    if (watch->fd < 0) return;
    watch_want(box, watch, 0);
    close(watch->fd);
    watch->fd = -1;
}

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/* Milliseconds until somebody wants a tick, rounded up. */
static int timeout(const Box *box, int64_t now) {
    int64_t next = least(least(zygotes_next(box), pool_next(box)), least(cells_next(box), sessions_next(box)));
    if (next == INT64_MAX) return -1;
    if (next <= now) return 0;
    int64_t wait = (next - now + 999) / 1000;
    return wait > 60000 ? 60000 : (int)wait;
}

void loop_run(Box *box) {
    enum { EVENTS = 64 };
    struct epoll_event events[EVENTS];
    while (box->viva.fd >= 0) {
        sessions_schedule(box);
        int count = epoll_wait(box->epoll, events, EVENTS, timeout(box, box_now()));
        if (count < 0 && errno != EINTR) {
            log_error("viva-box: epoll_wait: %s", strerror(errno));
            return;
        }
        for (int i = 0; i < count; i++) {
            Watch *watch = events[i].data.ptr;
            if (watch->fd >= 0 && watch->events != 0) watch->ready(watch->self, events[i].events);
        }
        int64_t now = box_now();
        zygotes_tick(box, now);
        pool_tick(box, now);
        cells_tick(box, now);
        sessions_tick(box, now);
    }
}
