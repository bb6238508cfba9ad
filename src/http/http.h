/* http.h - the server: a table of routes, sessions, limits, event streams and the files of the browser app.
 *
 * The only room with microhttpd.h; nobody outside sees it. Whoever starts the server hands in one table of routes. A handler gets a request that has
 * passed every check of this room (address, Host, Origin, session, CSRF, rate, body) and answers it with http_answer or http_fail; it frees
 * nothing, because the request owns an arena. Handlers run on the server's threads, several at once; those marked HTTP_SLOW on worker threads.
 *
 * What a request meets, in this order: a well-formed address (400), Host (403), Origin and Sec-Fetch-Site (403), the table (404, 405 with Allow;
 * OPTIONS is answered here), the session (401; not where the address is open), X-Viva-CSRF for writes (403), rate limits (429), Content-Type (415), size (413), JSON (400; of a file: that there is one). */
#ifndef VIVA_HTTP_HTTP_H
#define VIVA_HTTP_HTTP_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/embedded.h"
#include "base/error.h"
#include "bus/bus.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Http Http;

typedef struct {
    const char *name, *value; /* UTF-8 without NUL and control characters */
} HttpPair;

enum { HTTP_PARAMS = 4, HTTP_QUERIES = 32 };

/* A request as a handler sees it. Everything lives until the answer has been sent. */
typedef struct {
    Arena *arena;
    const char *method; /* as in the table: HEAD arrives as GET */
    const char *path;   /* decoded, without the query */
    const char *learner;
    const char *csrf;  /* of this session */
    json_t *body;      /* an object, or NULL where the route takes none or none came */
    const char *bytes; /* the body where the route takes a file */
    size_t len;
    HttpPair params[HTTP_PARAMS];
    int param_count;
    HttpPair queries[HTTP_QUERIES];
    int query_count;
} HttpRequest;

/* The part of the path that stands for {name}. The pattern has it, so it is never NULL. */
const char *http_param(const HttpRequest *request, const char *name);
/* The value of a query parameter ("" when it has none), or NULL. */
const char *http_query(const HttpRequest *request, const char *name);

/* Exactly one of these is called by a handler. http_answer takes over the reference to `json`. http_file answers a GET with bytes that live as long as the request: `type` is a
 * media type, and a browser keeps them as a file of that name (ASCII without quotes) where `name` is not NULL. http_fail answers {"error":{...}} with the status of
 * the error's code; `extra` (may be NULL; taken over) is an object whose fields stand beside "error". */
void http_answer(HttpRequest *request, int status, json_t *json);
void http_file(HttpRequest *request, const char *type, const char *name, const void *bytes, size_t len);
void http_fail(HttpRequest *request, const Error *error, json_t *extra);

typedef void HttpHandler(void *self, HttpRequest *request);

enum {
    HTTP_WRITE = 1,      /* needs X-Viva-CSRF and counts as a write */
    HTTP_JUDGED = 2,     /* counts against the limit of runs and submissions, too */
    HTTP_BODY = 4,       /* takes a JSON object */
    HTTP_BODY_MAYBE = 8, /* takes a JSON object or nothing */
    HTTP_SLOW = 16,      /* may wait for disk or box: runs on a worker thread while the connection sleeps */
    HTTP_WAV = 32,       /* takes a file of type audio/wav, as bytes */
    HTTP_OPEN = 64       /* needs no session: the address itself says who may ask. `learner` is NULL; no rate is counted */
};

/* One row a call. Patterns are "/api/v1/questions/{slug}/hints". A handler of NULL is the event stream of the learner. */
typedef struct {
    const char *method, *pattern;
    HttpHandler *handler;
    unsigned flags;
    size_t body_limit; /* bytes; 0: HTTP_BODY_LIMIT */
} HttpRoute;

enum { HTTP_BODY_LIMIT = 512 * 1024 };

/* Who remembers sessions. Thread-safe. `find` gives the learner of a token on the arena, or false with ERR_UNAUTHORISED; `open` makes a session for the
 * learner of this machine. */
typedef struct {
    bool (*find)(void *self, Arena *arena, const char *token, const char **learner, Error *error);
    bool (*open)(void *self, const char *token, int64_t expires, Error *error);
    void *self;
} HttpSessions;

/* Rates are tokens a minute that fill a bucket of `burst`; a 0 anywhere means the default in brackets. */
typedef struct {
    int writes, writes_burst; /* a session [240, 120] */
    int judged, judged_burst; /* runs and submissions, a session [60, 60] */
    int streams;              /* event streams a learner [16] */
    int heartbeat_seconds;    /* of an idle event stream [15] */
} HttpLimits;

typedef struct {
    const char *address;  /* loopback only: "127.0.0.1", "::1" or "localhost"; NULL: 127.0.0.1 */
    int port;             /* 0: any free one */
    const char *key_file; /* the one-time key is kept there, mode 0600 */
    const HttpRoute *routes;
    size_t route_count;
    void *self; /* handed to the handlers */
    HttpSessions sessions;
    Bus *bus;
    Clock clock;
    const EmbeddedFile *assets; /* names relative to the root: "index.html", "assets/app-3F2A9C1B.js"; sorted by name */
    size_t asset_count;
    int max_connections; /* 0: 10,000, or what the system allows */
    int threads;         /* that serve connections; 0: as many as processors, 2 to 16 */
    int workers;         /* for slow handlers; 0: 6 */
    HttpLimits limits;
} HttpOptions;

/* Binds, starts all threads and writes the first key. The texts in `options` and the routes must outlive the server. */
Http *http_start(const HttpOptions *options, Error *error);

/* "http://127.0.0.1:7777/?key=..." with the key that is good now, on the arena. */
const char *http_url(Http *http, Arena *arena);
int http_port(const Http *http);

/* Takes no new connections, ends the event streams, lets running requests finish (at most 10 seconds), frees. */
void http_stop(Http *http);

#endif
