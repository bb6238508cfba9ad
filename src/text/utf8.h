/* utf8.h - is this text, and where does it stop being text?
 *
 * Every face (HTTP bodies, files of the bank, arguments, what the box printed) asks here before bytes are treated as text, so
 * that the rooms behind need not. "Valid" is RFC 3629, section 4: no overlong forms, no surrogates, nothing above U+10FFFF. NUL
 * counts as invalid too, since text travels through C strings and through databases that refuse it. */
#ifndef VIVA_TEXT_UTF8_H
#define VIVA_TEXT_UTF8_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True when all `len` bytes are valid UTF-8 without NUL. Otherwise `*bad` (may be NULL) gets the offset of the first byte that is
 * not. */
bool utf8_valid(const char *bytes, size_t len, size_t *bad);

/* The length in bytes (1-4) of the valid character at `at`, of which `len` bytes are there, and in `*code` (may be NULL) its code
 * point; 0 when there is no valid character, NUL included. */
size_t utf8_decode(const char *at, size_t len, uint32_t *code);

/* Writes `code` as UTF-8 into `out` (at least 4 bytes, not terminated) and returns the length; what is no character (surrogates,
 * 0, above U+10FFFF) is written as U+FFFD. */
size_t utf8_encode(uint32_t code, char *out);

/* The largest length <= limit at which the valid text may be cut without breaking a character. */
size_t utf8_cut(const char *text, size_t len, size_t limit);

/* How many UTF-16 code units (what browsers count in) the first `len` bytes of the valid text take. */
size_t utf8_utf16_units(const char *text, size_t len);

/* A copy on the arena in which each bad byte, and each NUL, is replaced by U+FFFD. */
char *utf8_repair(Arena *arena, const char *bytes, size_t len);

/* The text itself when it is valid, else a copy on the arena without the bytes that are not: what a precision such as "%.60s"
 * leaves of the character that it cuts. */
const char *utf8_whole(Arena *arena, const char *text);

#endif
