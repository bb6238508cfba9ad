#include "base/clock.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

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

static int64_t shifted_now(void *self) {
    char text[32];
    int file = open(self, O_RDONLY | O_CLOEXEC);
    ssize_t len = file < 0 ? -1 : read(file, text, sizeof text - 1);
    if (file >= 0) close(file);
    text[len < 0 ? 0 : len] = '\0';
    char *end;
    int64_t seconds = strtoimax(text, &end, 10);
    if (end == text || (*end && *end != '\n')) {
        fprintf(stderr, "viva: %s holds no whole number of seconds to shift the clock by\n", (const char *)self);
        abort();
    }
    return read_clock(CLOCK_REALTIME) + SECONDS(seconds);
}

Clock clock_shifted(const char *file) { return (Clock){.now = shifted_now, .self = (void *)file}; }

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
