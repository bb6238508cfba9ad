/* Validation by RFC 3629's table of well-formed sequences (section 4): the first byte tells the length and the range in which the
 * second must lie; that range is what excludes overlong forms (C0, C1, E0 80, F0 80), surrogates (ED A0) and everything above
 * U+10FFFF (F4 90, F5...). All others are 80..BF. Plain ASCII, most of what arrives, is passed over eight bytes at a time. */
#include "text/utf8.h"

#include "base/buf.h"

#include <string.h>

typedef struct {
    unsigned char first, last; /* of the first byte */
    unsigned char low, high;   /* of the second */
    unsigned char len;
} Form;

static const Form forms[] = {
    {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3},
    {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
};

static const Form *form_of(unsigned char first) {
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (first >= forms[i].first && first <= forms[i].last) return &forms[i];
    return NULL;
}

size_t utf8_decode(const char *at, size_t len, uint32_t *code) {
    const unsigned char *s = (const unsigned char *)at;
    if (len == 0 || s[0] == 0) return 0;
    if (s[0] < 0x80) {
        if (code) *code = s[0];
        return 1;
    }
    const Form *form = form_of(s[0]);
    if (!form || len < form->len || s[1] < form->low || s[1] > form->high) return 0;
    uint32_t value = s[0] & (0xFFu >> (form->len + 1));
    for (size_t i = 1; i < form->len; i++) {
        if ((s[i] & 0xC0) != 0x80) return 0;
        value = value << 6 | (s[i] & 0x3F);
    }
    if (code) *code = value;
    return form->len;
}

/* The number of bytes at `at` that are ASCII other than NUL, counted in steps of eight. */
static size_t ascii_run(const char *at, size_t len) {
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    size_t done = 0;
    for (uint64_t eight; len - done >= sizeof eight; done += sizeof eight) {
        memcpy(&eight, at + done, sizeof eight);
        if ((eight & tops) || ((eight - ones) & ~eight & tops)) break;
    }
    return done;
}

bool utf8_valid(const char *bytes, size_t len, size_t *bad) {
    size_t at = 0;
    while (at < len) {
        at += ascii_run(bytes + at, len - at);
        if (at == len) break;
        size_t step = utf8_decode(bytes + at, len - at, NULL);
        if (step == 0) {
            if (bad) *bad = at;
            return false;
        }
        at += step;
    }
    return true;
}

size_t utf8_encode(uint32_t code, char *out) {
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = 0xFFFD;
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t len = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--, code >>= 6) out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)((0xF00u >> len & 0xFF) | code);
    return len;
}

size_t utf8_utf16_units(const char *text, size_t len) {
    size_t units = 0;
    for (size_t i = 0; i < len; i++) units += (((unsigned char)text[i] & 0xC0) != 0x80) + ((unsigned char)text[i] >= 0xF0);
    return units;
}

size_t utf8_cut(const char *text, size_t len, size_t limit) {
    if (len <= limit) return len;
    while (limit > 0 && ((unsigned char)text[limit] & 0xC0) == 0x80) limit--;
    return limit;
}

char *utf8_repair(Arena *arena, const char *bytes, size_t len) {
    Buf buf = buf_new(arena);
    while (len > 0) {
        size_t bad = len;
        if (!utf8_valid(bytes, len, &bad)) {
            buf_add(&buf, bytes, bad);
            buf_text(&buf, "\xEF\xBF\xBD");
            bytes += bad + 1;
            len -= bad + 1;
            continue;
        }
        buf_add(&buf, bytes, len);
        break;
    }
    return buf.data;
}

const char *utf8_whole(Arena *arena, const char *text) {
    size_t len = strlen(text), bad;
    if (utf8_valid(text, len, &bad)) return text;
    Buf buf = buf_new(arena);
    while (!utf8_valid(text, len, &bad)) {
        buf_add(&buf, text, bad);
        text += bad + 1;
        len -= bad + 1;
    }
    buf_add(&buf, text, len);
    return buf.data;
}
