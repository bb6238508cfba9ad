#include "base/random.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

void random_bytes(void *out, size_t len) {
    unsigned char *at = out;
    while (len > 0) {
        ssize_t n = getrandom(at, len, 0);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
            perror("viva: getrandom");
            abort();
        }
        at += n;
        len -= (size_t)n;
    }
}

uint64_t random_u64(void) {
    uint64_t value;
    random_bytes(&value, sizeof value);
    return value;
}

/* Within one millisecond the 12 bits of rand_a count up from a random start; when they run over, or the clock steps back, the
 * timestamp borrows from the future (RFC 9562, 6.2, method 1). */
static uint64_t next_stamp(uint64_t millis) {
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static uint64_t last;
    pthread_mutex_lock(&lock);
    uint64_t stamp = millis << 12 | (random_u64() & 0x3FF);
    if (stamp <= last) stamp = last + 1;
    last = stamp;
    pthread_mutex_unlock(&lock);
    return stamp;
}

char *uuid7(int64_t now, char *out) {
    uint64_t stamp = next_stamp((uint64_t)now / 1000);
    uint64_t millis = stamp >> 12, low = random_u64();
    snprintf(out, UUID_SIZE, "%08x-%04x-7%03x-%04x-%012llx", (unsigned)(millis >> 16 & 0xFFFFFFFF), (unsigned)(millis & 0xFFFF),
             (unsigned)(stamp & 0xFFF), (unsigned)(0x8000 | (low >> 48 & 0x3FFF)), (unsigned long long)(low & 0xFFFFFFFFFFFFULL));
    return out;
}

char *random_token(size_t bytes, char *out) {
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char *at = out;
    uint32_t bits = 0;
    int have = 0;
    for (size_t i = 0; i < bytes; i++) {
        unsigned char byte;
        random_bytes(&byte, 1);
        bits = bits << 8 | byte;
        have += 8;
        while (have >= 6) {
            have -= 6;
            *at++ = alphabet[bits >> have & 63];
        }
    }
    if (have > 0) *at++ = alphabet[bits << (6 - have) & 63];
    *at = 0;
    return out;
}
