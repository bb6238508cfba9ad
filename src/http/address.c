/* The request line: the address, taken apart by hand and strictly.
 *
 * libmicrohttpd would decode the address before anybody sees it, and then "%00" ends a text early and "%2F" looks like a slash. So the raw address is
 * taken instead, split at '/', '?', '&' and '=' first, and each piece decoded on its own. What is refused, with a reason: an address that does not start
 * with '/', a '%' that is not followed by two hexadecimal digits, bytes that are not UTF-8, NUL and other control characters, "." and ".." as parts of
 * the path, a query parameter given twice, and more parts than any call has. */
#include "http/inside.h"

#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ADDRESS_LIMIT = 4096, SEGMENTS = 32 };

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

static bool bad_text(const char *text, size_t len) {
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f) return true;
    return !utf8_valid(text, len, NULL);
}

/* One piece decoded on the arena; `plus` stands for a space in queries. NULL with an error that names `where`. */
static char *decode(Arena *arena, const char *raw, size_t len, bool plus, const char *where, Error *error) {
    char *out = arena_alloc(arena, len + 1);
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        if (raw[i] != '%') {
            out[n++] = plus && raw[i] == '+' ? ' ' : raw[i];
            continue;
        }
        int high = i + 1 < len ? hex_digit(raw[i + 1]) : -1, low = i + 2 < len ? hex_digit(raw[i + 2]) : -1;
        if (high < 0 || low < 0) {
            error_set(error, ERR_INVALID, where,
                      "a '%%' in the address is not followed by two hexadecimal digits; write a percent sign as %%25");
            return NULL;
        }
        out[n++] = (char)(high << 4 | low);
        i += 2;
    }
    if (!bad_text(out, n)) return out;
    error_set(error, ERR_INVALID, where, "the address holds bytes that are not text: control characters, NUL or broken UTF-8");
    return NULL;
}

static bool add_segment(Exchange *exchange, const char *raw, size_t len, Error *error) {
    if (exchange->segment_count == SEGMENTS)
        return error_set(error, ERR_INVALID, "path", "the path has more than %d parts", SEGMENTS);
    char *text = decode(exchange->request.arena, raw, len, false, "path", error);
    if (!text) return false;
    if (strcmp(text, ".") == 0 || strcmp(text, "..") == 0)
        return error_set(error, ERR_INVALID, "path", "'.' and '..' have no meaning in a path here");
    exchange->segments[exchange->segment_count++] = text;
    return true;
}

static bool parse_path(Exchange *exchange, const char *raw, size_t len, Error *error) {
    Arena *arena = exchange->request.arena;
    exchange->segments = ARENA_MANY(arena, char *, SEGMENTS);
    size_t from = 1;
    for (size_t i = 1; i <= len; i++) {
        if (i < len && raw[i] != '/') continue;
        if (!add_segment(exchange, raw + from, i - from, error)) return false;
        from = i + 1;
    }
    Buf path = buf_new(arena);
    for (int i = 0; i < exchange->segment_count; i++) {
        buf_char(&path, '/');
        buf_text(&path, exchange->segments[i]);
    }
    exchange->request.path = path.data;
    return true;
}

static bool add_query(HttpRequest *request, const char *raw, size_t len, Error *error) {
    const char *equals = memchr(raw, '=', len);
    size_t name_len = equals ? (size_t)(equals - raw) : len;
    const char *name = decode(request->arena, raw, name_len, true, "query", error);
    if (!name) return false;
    const char *value = equals ? decode(request->arena, equals + 1, len - name_len - 1, true, name, error) : "";
    if (!value) return false;
    if (http_query(request, name)) return error_set(error, ERR_INVALID, name, "the query parameter '%.60s' is given twice", name);
    if (request->query_count == HTTP_QUERIES)
        return error_set(error, ERR_INVALID, "query", "the query has more than %d parameters", HTTP_QUERIES);
    request->queries[request->query_count++] = (HttpPair){name, value};
    return true;
}

static bool parse_queries(HttpRequest *request, const char *raw, Error *error) {
    while (*raw) {
        size_t len = strcspn(raw, "&");
        if (len > 0 && !add_query(request, raw, len, error)) return false;
        raw += len + (raw[len] == '&');
    }
    return true;
}

bool address_parse(Exchange *exchange, const char *raw, Error *error) {
    exchange->request.path = "";
    if (raw[0] != '/') return error_set(error, ERR_INVALID, "path", "the address of a request starts with '/'");
    if (strlen(raw) > ADDRESS_LIMIT)
        return error_set(error, ERR_INVALID, "path", "the address is longer than %d bytes", ADDRESS_LIMIT);
    size_t path_len = strcspn(raw, "?");
    return parse_path(exchange, raw, path_len, error) &&
           (!raw[path_len] || parse_queries(&exchange->request, raw + path_len + 1, error));
}

const char *http_query(const HttpRequest *request, const char *name) {
    for (int i = 0; i < request->query_count; i++)
        if (strcmp(request->queries[i].name, name) == 0) return request->queries[i].value;
    return NULL;
}

const char *http_param(const HttpRequest *request, const char *name) {
    for (int i = 0; i < request->param_count; i++)
        if (strcmp(request->params[i].name, name) == 0) return request->params[i].value;
    fprintf(stderr, "viva: the route of %s has no {%s}\n", request->path, name);
    abort();
}
