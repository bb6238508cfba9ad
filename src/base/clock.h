/* clock.h - the one owner of time.
 *
 * Instants are UTC microseconds since 1970 (int64_t), as the database stores them. `cli` makes the Clock and hands it down; tests
 * hand down a fake. Durations are measured on the monotonic clock and never shown as instants. */
#ifndef VIVA_BASE_CLOCK_H
#define VIVA_BASE_CLOCK_H

#include <stdint.h>

typedef struct Clock {
    int64_t (*now)(void *self); /* UTC microseconds */
    void *self;
} Clock;

/* The machine's clock. */
Clock clock_system(void);
/* The machine's clock and as many seconds more as the file says, read at every look: for tests that live through weeks. Aborts where the file holds no whole number,
 * since a test at a wrong time proves nothing. `file` must outlive the clock. */
Clock clock_shifted(const char *file);

static inline int64_t clock_now(const Clock *clock) { return clock->now(clock->self); }

/* Monotonic microseconds, for durations only. */
int64_t clock_monotonic(void);

#define SECONDS(n) ((int64_t)(n)*1000000)

/* "2026-11-22T19:20:00.123456Z" into `out`, which has at least 40 bytes; returns `out`. */
char *clock_iso(int64_t micros, char *out);

#endif
