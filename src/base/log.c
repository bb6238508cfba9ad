#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_int lowest = -1;

static int lowest_level(void) {
    int level = atomic_load(&lowest);
    if (level >= 0) return level;
    const char *wish = getenv("VIVA_LOG");
    level = wish && strcmp(wish, "debug") == 0 ? LOG_DEBUG : LOG_INFO;
    atomic_store(&lowest, level);
    return level;
}

void log_set_level(LogLevel level) { atomic_store(&lowest, (int)level); }

void log_line(LogLevel level, const char *format, ...) {
    static const char *const prefix[] = {"viva: debug: ", "viva: ", "viva: warning: ", "viva: error: "};
    if ((int)level < lowest_level()) return;
    char line[2048];
    size_t used = (size_t)snprintf(line, sizeof line, "%s", prefix[level]);
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line + used, sizeof line - used - 1, format, args);
    va_end(args);
    if (n < 0) return;
    used += (size_t)n;
    if (used > sizeof line - 2) used = sizeof line - 2;
    line[used++] = '\n';
    size_t at = 0;
    while (at < used) {
        ssize_t wrote = write(STDERR_FILENO, line + at, used - at);
        if (wrote <= 0) return; /* nobody reads: there is no one left to tell */
        at += (size_t)wrote;
    }
}
