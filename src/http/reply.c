/* What goes back: JSON and errors, tags and compression, and the headers that every answer has.
 *
 * An answer to GET carries a strong ETag, a hash over its bytes; a browser that has it gets 304. The compressed form has its own tag (with "-gz"), since
 * a strong tag names bytes. Answers of more than PACK_FROM bytes are compressed where the browser takes gzip and it makes them shorter. The bytes of a
 * reply live on the arena of the request, which outlives the sending; libmicrohttpd copies nothing. */
#include "http/inside.h"

#include "text/utf8.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

enum { PACK_FROM = 1024, PACK_LEVEL = 4, TAG_BYTES = 16, REAL_DIGITS = 15 };

void reply_header(Exchange *exchange, const char *name, const char *value) {
    Reply *reply = &exchange->reply;
    if (reply->header_count == REPLY_HEADERS) abort();
    reply->headers[reply->header_count++] = (HttpPair){name, value};
}

void reply_text(Exchange *exchange, int status, const char *type, const char *text) {
    Reply *reply = &exchange->reply;
    reply->status = status;
    reply->type = type;
    reply->bytes = text;
    reply->len = strlen(text);
    reply->caching = CACHE_NEVER;
    reply->policy = POLICY_NOTHING;
}

/* --- JSON --------------------------------------------------------------------------------------------------------------- */

static int add_to_buf(const char *bytes, size_t len, void *buf) {
    buf_add(buf, bytes, len);
    return 0;
}

/* Takes over the reference. */
static void reply_json(Exchange *exchange, int status, json_t *json) {
    Buf out = buf_new(exchange->request.arena);
    if (json_dump_callback(json, add_to_buf, &out, JSON_COMPACT | JSON_REAL_PRECISION(REAL_DIGITS)) != 0)
        abort(); /* a bug: not JSON */
    json_decref(json);
    reply_text(exchange, status, "application/json", out.data);
    if (status == 200 && strcmp(exchange->request.method, "GET") == 0) exchange->reply.caching = CACHE_CHECK;
}

/* Messages quote what was sent, cut by "%.60s" and its like, so that a character may be broken at the cut. */
static json_t *error_json(Arena *arena, const Error *error) {
    const char *message = utf8_repair(arena, error->message, strlen(error->message)),
               *where = utf8_repair(arena, error->where, strlen(error->where));
    return json_pack("{s:{s:s, s:s, s:s}}", "error", "code", error_name(error->code), "message", message, "where", where);
}

void reply_error(Exchange *exchange, const Error *error) { http_fail(&exchange->request, error, NULL); }

void http_answer(HttpRequest *request, int status, json_t *json) { reply_json((Exchange *)request, status, json); }

void http_file(HttpRequest *request, const char *type, const char *name, const void *bytes, size_t len) {
    Exchange *exchange = (Exchange *)request;
    exchange->reply =
        (Reply){.status = 200, .type = type, .bytes = bytes, .len = len, .caching = CACHE_CHECK, .policy = POLICY_NOTHING};
    if (name) reply_header(exchange, "Content-Disposition", arena_printf(request->arena, "attachment; filename=\"%s\"", name));
}

void http_fail(HttpRequest *request, const Error *error, json_t *extra) {
    json_t *json = error_json(request->arena, error);
    if (extra) json_object_update(json, extra);
    json_decref(extra);
    reply_json((Exchange *)request, error_http_status(error->code), json);
}

/* --- tags ----------------------------------------------------------------------------------------------------------------- */

char *etag_of(Arena *arena, const void *bytes, size_t len) {
    unsigned char hash[TAG_BYTES];
    size_t size = sodium_base64_ENCODED_LEN(TAG_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    crypto_generichash(hash, sizeof hash, bytes, len, NULL, 0);
    return sodium_bin2base64(arena_alloc(arena, size), size, hash, sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* Is one of the tags in If-None-Match ours, in either form? Tags are compared weakly (RFC 9110, 13.1.2). */
static bool tag_known(const char *header, const char *etag) {
    size_t len = strlen(etag);
    for (const char *at = header; at && *at;) {
        at += strspn(at, " \t,");
        if (*at == '*') return true;
        if (strncmp(at, "W/", 2) == 0) at += 2;
        if (*at != '"') return false;
        size_t size = strcspn(++at, "\"");
        if (size >= len && strncmp(at, etag, len) == 0 && (size == len || (size == len + 3 && strncmp(at + len, "-gz", 3) == 0)))
            return true;
        at += size + (at[size] == '"');
    }
    return false;
}

/* --- compression ------------------------------------------------------------------------------------------------------------ */

/* A coding of Accept-Encoding with a weight of 0 is refused (RFC 9110, 12.5.3). */
static bool weight_is_zero(const char *params, size_t len) {
    const char *q = memchr(params, '=', len);
    if (!q) return false;
    for (q++; q < params + len; q++)
        if (*q >= '1' && *q <= '9') return false;
    return true;
}

bool accepts_gzip(const char *header) {
    for (const char *at = header; at && *at;) {
        at += strspn(at, " \t,");
        size_t item = strcspn(at, ","), name = strcspn(at, ";, \t");
        bool gzip = name == 4 && strncasecmp(at, "gzip", 4) == 0;
        if (gzip || (name == 1 && *at == '*')) return !weight_is_zero(at + name, item - name);
        at += item;
    }
    return false;
}

void *gzip_pack(Arena *arena, const void *bytes, size_t len, int level, size_t *packed_len) {
    if (len < PACK_FROM || len > UINT32_MAX / 2) return NULL;
    z_stream stream = {0};
    if (deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) abort();
    unsigned char *packed = arena_alloc(arena, len);
    stream.next_in = (unsigned char *)bytes;
    stream.avail_in = (uInt)len;
    stream.next_out = packed;
    stream.avail_out = (uInt)len;
    bool shorter = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    *packed_len = stream.total_out;
    deflateEnd(&stream);
    return shorter ? packed : NULL;
}

static bool is_text(const char *type) {
    return strncmp(type, "text/", 5) == 0 || strstr(type, "json") || strstr(type, "javascript") || strstr(type, "svg");
}

/* Swaps the bytes for the packed ones where the browser takes them; true when it did. */
static bool pack_reply(Exchange *exchange) {
    Reply *reply = &exchange->reply;
    if (!is_text(reply->type) || !accepts_gzip(request_header(exchange, "Accept-Encoding"))) return false;
    if (!reply->packed)
        reply->packed = gzip_pack(exchange->request.arena, reply->bytes, reply->len, PACK_LEVEL, &reply->packed_len);
    if (!reply->packed) return false;
    reply->bytes = reply->packed;
    reply->len = reply->packed_len;
    return true;
}

/* --- sending ------------------------------------------------------------------------------------------------------------------ */

void add_common_headers(struct MHD_Response *response, const char *policy) {
    MHD_add_response_header(response, "Content-Security-Policy", policy);
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(response, "Cross-Origin-Opener-Policy", "same-origin");
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
}

static void add_headers(Exchange *exchange, struct MHD_Response *response, bool packed) {
    static const char *const caching[] = {
        [CACHE_NEVER] = "no-store", [CACHE_CHECK] = "private, no-cache", [CACHE_FOR_GOOD] = "private, max-age=31536000, immutable"};
    const Reply *reply = &exchange->reply;
    if (reply->len > 0) MHD_add_response_header(response, "Content-Type", reply->type);
    MHD_add_response_header(response, "Cache-Control", caching[reply->caching]);
    if (is_text(reply->type) && reply->caching != CACHE_NEVER) MHD_add_response_header(response, "Vary", "Accept-Encoding");
    if (packed) MHD_add_response_header(response, "Content-Encoding", "gzip");
    if (reply->etag)
        MHD_add_response_header(response, "ETag",
                                arena_printf(exchange->request.arena, "\"%s%s\"", reply->etag, packed ? "-gz" : ""));
    for (int i = 0; i < reply->header_count; i++)
        MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value);
    if (atomic_load(&exchange->http->stopping)) MHD_add_response_header(response, "Connection", "close");
    add_common_headers(response, reply->policy);
}

enum MHD_Result reply_send(Exchange *exchange) {
    Reply *reply = &exchange->reply;
    if (reply->caching != CACHE_NEVER && !reply->etag) reply->etag = etag_of(exchange->request.arena, reply->bytes, reply->len);
    bool packed = pack_reply(exchange);
    if (reply->status == 200 && reply->etag && tag_known(request_header(exchange, "If-None-Match"), reply->etag)) {
        reply->status = 304;
        reply->len = 0;
    }
    struct MHD_Response *response = MHD_create_response_from_buffer(reply->len, (void *)reply->bytes, MHD_RESPMEM_PERSISTENT);
    if (!response) return MHD_NO;
    add_headers(exchange, response, packed);
    enum MHD_Result queued = MHD_queue_response(exchange->connection, (unsigned)reply->status, response);
    MHD_destroy_response(response);
    exchange->sent = queued == MHD_YES;
    return queued;
}
