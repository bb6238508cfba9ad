/* bytes.h - a growable, bounded buffer on malloc. viva-box lives long and its messages are large and short-lived, so it keeps no arenas. */
#ifndef VIVA_BOX_BYTES_H
#define VIVA_BOX_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

typedef struct {
    char *data;
    size_t len, capacity;
} Bytes;

/* Makes room for `more` bytes behind `len`; exhausted memory aborts. */
void bytes_reserve(Bytes *bytes, size_t more);
void bytes_add(Bytes *bytes, const void *data, size_t len);
void bytes_free(Bytes *bytes);

/* Reads once from a descriptor that does not block, at most `most` bytes. As read(2): the bytes, 0 at the end, -1 with errno. */
ssize_t bytes_read(Bytes *bytes, int fd, size_t most);

#endif
