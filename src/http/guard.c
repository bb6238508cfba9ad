/* May this request come in? Checks that keep other web sites, and other programs' pages on this machine, from talking to viva in the learner's name.
 *
 *   Host            must be 127.0.0.1, localhost or [::1] with our port, so that a name that somebody points at 127.0.0.1 ("DNS rebinding") leads nowhere.
 *   Origin          where the browser sends one, must be one of these same addresses.
 *   Sec-Fetch-Site  where the browser sends it, must be same-origin or none (typed by hand): another port of this machine is "same-site", and refused.
 *   X-Viva-CSRF     on writes: a word derived from the session that only a page which may read our answers can know.
 * The cookie is SameSite=Strict besides. Each check stands alone; none relies on another. */
#include "http/inside.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

const char *request_header(const Exchange *exchange, const char *name) {
    return MHD_lookup_connection_value(exchange->connection, MHD_HEADER_KIND, name);
}

/* "127.0.0.1:7777", "localhost:7777", "[::1]:7777"; without the port where it is HTTP's own. */
static bool is_our_address(const Http *http, const char *text) {
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    char port[16];
    snprintf(port, sizeof port, ":%d", http->port);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t len = strlen(names[i]);
        if (strncasecmp(text, names[i], len) != 0) continue;
        if (strcmp(text + len, port) == 0 || (http->port == 80 && text[len] == 0)) return true;
    }
    return false;
}

bool guard_host(const Http *http, const Exchange *exchange, Error *error) {
    const char *host = request_header(exchange, "Host");
    if (host && is_our_address(http, host)) return true;
    return error_set(error, ERR_FORBIDDEN, "Host", "viva answers under http://%s:%d only; open that address", http->host,
                     http->port);
}

static bool is_our_origin(const Http *http, const char *origin) {
    return strncmp(origin, "http://", 7) == 0 && is_our_address(http, origin + 7);
}

bool guard_origin(const Http *http, const Exchange *exchange, Error *error) {
    const char *origin = request_header(exchange, "Origin"), *site = request_header(exchange, "Sec-Fetch-Site");
    if (origin && !is_our_origin(http, origin))
        return error_set(error, ERR_FORBIDDEN, "Origin", "this request comes from another site; only viva's own pages may ask");
    if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
        return error_set(error, ERR_FORBIDDEN, "Sec-Fetch-Site",
                         "this request comes from another site; only viva's own pages may ask");
    return true;
}

bool guard_csrf(const Exchange *exchange, Error *error) {
    const char *sent = request_header(exchange, "X-Viva-CSRF"), *right = exchange->request.csrf;
    size_t len = strlen(right);
    if (!sent)
        return error_set(error, ERR_FORBIDDEN, "X-Viva-CSRF",
                         "the header is missing: send the 'csrf' of GET /api/v1/session with each write");
    if (strlen(sent) == len && sodium_memcmp(sent, right, len) == 0) return true;
    return error_set(error, ERR_FORBIDDEN, "X-Viva-CSRF",
                     "the header does not belong to this session: ask GET /api/v1/session for 'csrf' and try again");
}

static const char *skip_spaces(const char *text) { return text + strspn(text, " \t"); }

/* "application/json", alone or with a charset of UTF-8. */
static bool is_json_type(const char *type) {
    static const char json[] = "application/json", charset[] = "charset=";
    if (strncasecmp(type, json, sizeof json - 1) != 0) return false;
    const char *rest = skip_spaces(type + sizeof json - 1);
    if (*rest == 0) return true;
    if (*rest != ';') return false;
    rest = skip_spaces(rest + 1);
    if (*rest == 0) return true;
    if (strncasecmp(rest, charset, sizeof charset - 1) != 0) return false;
    rest += sizeof charset - 1;
    return strcasecmp(rest, "utf-8") == 0 || strcasecmp(rest, "\"utf-8\"") == 0;
}

/* Under one of its names, alone or with parameters. */
static bool is_wav_type(const char *type) {
    static const char *const names[] = {"audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"};
    size_t len = strcspn(type, "; \t");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == len && strncasecmp(type, names[i], len) == 0) return true;
    return false;
}

bool guard_media_type(const Exchange *exchange, Error *error) {
    const char *type = request_header(exchange, "Content-Type"), *coding = request_header(exchange, "Content-Encoding");
    bool wav = exchange->route->flags & HTTP_WAV;
    if (wav && (!type || !is_wav_type(type)))
        return error_set(error, ERR_MEDIA_TYPE, "Content-Type",
                         "the body of this call is a recording: send a WAV file, with Content-Type: audio/wav");
    if (!wav && (!type || !is_json_type(type)))
        return error_set(error, ERR_MEDIA_TYPE, "Content-Type",
                         "the body of this call is JSON: send Content-Type: application/json");
    if (coding && strcasecmp(coding, "identity") != 0)
        return error_set(error, ERR_MEDIA_TYPE, "Content-Encoding", "bodies are taken as they are, not compressed");
    return true;
}
