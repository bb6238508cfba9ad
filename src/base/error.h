/* error.h - expected failures: a code from one table, what was tried and what to do, and where.
 *
 * A function that can fail takes an `Error *` last and returns false (or NULL); it fills the error before it does. Callers never
 * pass NULL. "Not found" and "already exists" are results where a caller expects them, and errors only at the edge. */
#ifndef VIVA_BASE_ERROR_H
#define VIVA_BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>

/* One row a code: the name that the outside sees ({"error":{"code": ...}}), and the HTTP status that carries it. */
#define ERROR_CODES(X)                       \
    X(ERR_NONE, "none", 200)                 \
    X(ERR_INVALID, "invalid", 400)           \
    X(ERR_UNAUTHORISED, "unauthorised", 401) \
    X(ERR_FORBIDDEN, "forbidden", 403)       \
    X(ERR_LOCKED, "locked", 403)             \
    X(ERR_NOT_FOUND, "not-found", 404)       \
    X(ERR_METHOD, "method-not-allowed", 405) \
    X(ERR_STALE, "stale", 409)               \
    X(ERR_TOO_LARGE, "too-large", 413)       \
    X(ERR_MEDIA_TYPE, "media-type", 415)     \
    X(ERR_TOO_MANY, "too-many", 429)         \
    X(ERR_INTERNAL, "internal", 500)         \
    X(ERR_UNAVAILABLE, "unavailable", 503)

typedef enum {
#define X(code, name, status) code,
    ERROR_CODES(X)
#undef X
} ErrorCode;

typedef struct {
    ErrorCode code;
    char message[600]; /* what was tried, on what, and what to do; plain text, UTF-8 */
    char where[240];   /* "file:line:column", "/limit", "code" or "" */
} Error;

const char *error_name(ErrorCode code);
int error_http_status(ErrorCode code);

/* Fills the error and returns false, so that a function can say `return error_set(...)`. `where` may be NULL. A message that is
 * too long is cut at a character's boundary and ends in "...". */
bool error_set(Error *error, ErrorCode code, const char *where, const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same with errno's text behind the message: ": No such file or directory". */
bool error_errno(Error *error, ErrorCode code, const char *where, const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
