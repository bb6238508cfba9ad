/* An address is judged as the browser will see it, so its entities are decoded first: "javascript&colon;" must not pass for
 * something without a scheme. Named entities other than the four that HTML needs stay as they are written, and are escaped again
 * on output, so no browser decodes them. The rule is a list of what is allowed, at the very beginning; everything else, relative
 * addresses included, is refused. */
#include "text/link.h"

#include "text/markdown.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool markdown_acceptable(const char *text, size_t len, Error *error) {
    size_t bad;
    if (len > MARKDOWN_LIMIT)
        return error_set(error, ERR_TOO_LARGE, "", "%zu bytes of Markdown; at most %d are shown", len, MARKDOWN_LIMIT);
    if (!utf8_valid(text, len, &bad)) return error_set(error, ERR_INVALID, "", "the Markdown is not UTF-8 text (byte %zu)", bad);
    return true;
}

/* The character of "&#65;" or "&#x41;"; 0 for a named entity. */
uint32_t entity_number(const char *text, size_t len) {
    if (len < 4 || text[1] != '#') return 0;
    bool hex = text[2] == 'x' || text[2] == 'X';
    unsigned long code = strtoul(text + (hex ? 3 : 2), NULL, hex ? 16 : 10);
    return code == 0 || code > 0x10FFFF ? 0xFFFD : (uint32_t)code;
}

/* The text of one of the four named entities that addresses use; NULL for any other. */
static const char *named_entity(const char *text, size_t len) {
    static const struct { const char *name, *text; } named[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (strlen(named[i].name) == len && memcmp(named[i].name, text, len) == 0) return named[i].text;
    return NULL;
}

static void add_entity(Buf *out, const char *text, size_t len) {
    char bytes[4];
    uint32_t code = entity_number(text, len);
    const char *named = named_entity(text, len);
    if (code)
        buf_add(out, bytes, utf8_encode(code, bytes));
    else if (named)
        buf_text(out, named);
    else
        buf_add(out, text, len);
}

static void add_plain(Buf *out, const TexText *math, const char *text, size_t len) {
    for (size_t at = 0, mark; at < len; at += mark) {
        const TexSpan *span = tex_at(math, text + at, len - at, &mark);
        if (!span) mark = 1;
        buf_add(out, span ? span->source : text + at, span ? span->len : 1);
    }
}

Buf link_text(Arena *arena, const TexText *math, const MD_ATTRIBUTE *attribute) {
    Buf out = buf_new(arena);
    for (size_t i = 0; attribute->text && attribute->substr_offsets[i] < attribute->size; i++) {
        const char *part = attribute->text + attribute->substr_offsets[i];
        size_t len = attribute->substr_offsets[i + 1] - attribute->substr_offsets[i];
        if (attribute->substr_types[i] == MD_TEXT_ENTITY)
            add_entity(&out, part, len);
        else
            add_plain(&out, math, part, len);
    }
    return out;
}

bool link_allowed(const char *address) {
    static const char *const schemes[] = {"https://", "http://", "mailto:"};
    for (const char *at = address; *at; at++)
        if ((unsigned char)*at <= ' ' || *at == 0x7f) return false;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (strncasecmp(address, schemes[i], strlen(schemes[i])) == 0) return true;
    return address[0] == '#' && address[1];
}
