#include "base/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int status;
} codes[] = {
#define X(code, name, status) [code] = {name, status},
    ERROR_CODES(X)
#undef X
};

const char *error_name(ErrorCode code) { return codes[code].name; }

int error_http_status(ErrorCode code) { return codes[code].status; }

static void cut_at_character(char *text, size_t size) {
    size_t len = size - 4;
    while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80) len--;
    memcpy(text + len, "...", 4);
}

__attribute__((format(printf, 4, 0))) static void fill(Error *error, ErrorCode code, const char *where, const char *format,
                                                       va_list args) {
    error->code = code;
    snprintf(error->where, sizeof error->where, "%s", where ? where : "");
    int n = vsnprintf(error->message, sizeof error->message, format, args);
    if (n >= (int)sizeof error->message) cut_at_character(error->message, sizeof error->message);
}

bool error_set(Error *error, ErrorCode code, const char *where, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fill(error, code, where, format, args);
    va_end(args);
    return false;
}

bool error_errno(Error *error, ErrorCode code, const char *where, const char *format, ...) {
    int saved = errno;
    va_list args;
    va_start(args, format);
    fill(error, code, where, format, args);
    va_end(args);
    size_t len = strlen(error->message);
    int n = snprintf(error->message + len, sizeof error->message - len, ": %s", strerror(saved));
    if (n >= (int)(sizeof error->message - len)) cut_at_character(error->message, sizeof error->message);
    return false;
}
