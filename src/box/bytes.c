/* Doubles as it grows, so that a length that somebody claims costs nothing until the bytes are really there. */
#include "box/bytes.h"

#include "base/log.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void bytes_reserve(Bytes *bytes, size_t more) {
    if (bytes->capacity - bytes->len >= more) return;
    size_t capacity = bytes->capacity ? bytes->capacity : 512;
    while (capacity - bytes->len < more) capacity *= 2;
    char *data = realloc(bytes->data, capacity);
    if (!data) {
        log_error("viva-box: out of memory (%zu bytes)", capacity);
        abort();
    }
    bytes->data = data;
    bytes->capacity = capacity;
}

void bytes_add(Bytes *bytes, const void *data, size_t len) {
    if (len == 0) return;
    bytes_reserve(bytes, len);
    memcpy(bytes->data + bytes->len, data, len);
    bytes->len += len;
}

void bytes_free(Bytes *bytes) {
    free(bytes->data);
    *bytes = (Bytes){0};
}

ssize_t bytes_read(Bytes *bytes, int fd, size_t most) {
    enum { CHUNK = 1 << 16 };
    if (most > CHUNK)
        most = bytes->len > CHUNK && most > bytes->len ? bytes->len : CHUNK; /* larger steps for what is already large */
    bytes_reserve(bytes, most);
    ssize_t got;
    do got = read(fd, bytes->data + bytes->len, most);
    while (got < 0 && errno == EINTR);
    if (got > 0) bytes->len += (size_t)got;
    return got;
}
