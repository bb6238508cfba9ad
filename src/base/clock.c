#include "base/clock.h"

#include <stdio.h>
#include <time.h>

static int64_t read_clock(clockid_t id) {
    struct timespec t;
    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t system_now(void *self) {
    (void)self;
    return read_clock(CLOCK_REALTIME);
}

Clock clock_system(void) { return (Clock){.now = system_now, .self = 0}; }

int64_t clock_monotonic(void) { return read_clock(CLOCK_MONOTONIC); }

char *clock_iso(int64_t micros, char *out) {
    int64_t seconds = micros / 1000000, rest = micros % 1000000;
    if (rest < 0) {
        seconds--;
        rest += 1000000;
    }
    time_t t = (time_t)seconds;
    struct tm tm;
    gmtime_r(&t, &tm);
    snprintf(out, 40, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", (tm.tm_year + 1900) % 10000, (tm.tm_mon + 1) % 100, tm.tm_mday % 100,
             tm.tm_hour % 100, tm.tm_min % 100, tm.tm_sec % 100, (int)(rest % 1000000));
    return out;
}
