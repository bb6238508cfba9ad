/* log.h - what the operator should see, one line each on standard error: "viva: warning: ...".
 *
 * Never holds a learner's code, answers or keys. Thread-safe (one write a line). */
#ifndef VIVA_BASE_LOG_H
#define VIVA_BASE_LOG_H

typedef enum { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR } LogLevel;

/* Lines below `level` are dropped; the default is LOG_INFO, or LOG_DEBUG where the environment has VIVA_LOG=debug. */
void log_set_level(LogLevel level);

void log_line(LogLevel level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define log_debug(...) log_line(LOG_DEBUG, __VA_ARGS__)
#define log_info(...) log_line(LOG_INFO, __VA_ARGS__)
#define log_warning(...) log_line(LOG_WARNING, __VA_ARGS__)
#define log_error(...) log_line(LOG_ERROR, __VA_ARGS__)

#endif
