/* The table of routes: which handler, which parts of the path are parameters, and which methods a path has.
 *
 * Patterns are compared part by part with the decoded path, so that an encoded slash stays inside its part. The table is short (some thirty
 * rows); walking it costs less than a microsecond. The same walk yields `Allow` for 405 and OPTIONS. */
#include "http/inside.h"

#include <string.h>

/* Does the pattern fit the segments? Fills the params as it goes. */
static bool fits(Exchange *exchange, const char *pattern) {
    HttpRequest *request = &exchange->request;
    request->param_count = 0;
    for (int i = 0; i < exchange->segment_count; i++) {
        if (*pattern++ != '/') return false;
        size_t len = strcspn(pattern, "/");
        const char *segment = exchange->segments[i];
        if (pattern[0] == '{') {
            if (!*segment || request->param_count == HTTP_PARAMS) return false;
            request->params[request->param_count++] = (HttpPair){arena_strndup(request->arena, pattern + 1, len - 2), segment};
        } else if (strlen(segment) != len || strncmp(segment, pattern, len) != 0) {
            return false;
        }
        pattern += len;
    }
    return *pattern == 0;
}

const HttpRoute *route_find(const Http *http, Exchange *exchange, const char *method, const char **allow) {
    Buf methods = buf_new(exchange->request.arena);
    for (size_t i = 0; i < http->options.route_count; i++) {
        const HttpRoute *route = &http->options.routes[i];
        if (!fits(exchange, route->pattern)) continue;
        if (strcmp(route->method, method) == 0) return route;
        buf_printf(&methods, "%s, %s", route->method, strcmp(route->method, "GET") == 0 ? "HEAD, " : "");
    }
    if (methods.len > 0) buf_text(&methods, "OPTIONS");
    *allow = methods.len > 0 ? methods.data : NULL;
    return NULL;
}
