/* random.h - randomness from the kernel, and identifiers made from it. */
#ifndef VIVA_BASE_RANDOM_H
#define VIVA_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#define UUID_SIZE 37 /* 36 characters and NUL */

/* Fills `out` with cryptographic random bytes; aborts if the kernel has none. */
void random_bytes(void *out, size_t len);

/* A random number below 2^64. */
uint64_t random_u64(void);

/* A UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then a counter and random bits, so that ids made by one process sort in
 * the order they were made. `now` is UTC microseconds. Thread-safe. Returns `out` (UUID_SIZE bytes), lower case. */
char *uuid7(int64_t now, char *out);

/* `bytes` random bytes in URL-safe base64 without padding (keys, tokens); `out` has at least bytes * 4 / 3 + 3. */
char *random_token(size_t bytes, char *out);

#endif
