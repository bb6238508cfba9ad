/* hash.h - a quick hash of text, for tables in memory whose keys nobody hostile can choose.
 *
 * FNV-1a with 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
#ifndef VIVA_BASE_HASH_H
#define VIVA_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_START 0xCBF29CE484222325ULL

/* Goes on from `hash`, which is HASH_START at first. */
static inline uint64_t hash_text(uint64_t hash, const char *text) {
    for (; *text; text++) hash = (hash ^ (unsigned char)*text) * 0x100000001B3ULL;
    return hash;
}

static inline uint64_t hash_bytes(uint64_t hash, const char *bytes, size_t len) {
    for (size_t i = 0; i < len; i++) hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001B3ULL;
    return hash;
}

#endif
