/* inside.h - what the files of this room share. Nothing outside src/http includes it.
 *
 * One Exchange is one request with its answer; it is made when the request line has been read and freed when the answer has been sent (server.c). The
 * files around it each own one concern and know only what they are given here. */
#ifndef VIVA_HTTP_INSIDE_H
#define VIVA_HTTP_INSIDE_H

#include "base/buf.h"
#include "http/http.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

/* --- reply.c: what goes back ------------------------------------------------------------------------------------------ */
enum { REPLY_HEADERS = 8 };

typedef enum {
    CACHE_NEVER,   /* no-store */
    CACHE_CHECK,   /* private, no-cache: kept, but asked for each time with its ETag */
    CACHE_FOR_GOOD /* immutable: the name changes when the bytes do */
} Caching;

typedef struct {
    int status; /* 0: no answer yet */
    const char *type;
    const void *bytes; /* lives as long as the exchange, or for good */
    size_t len;
    const void *packed; /* the same by gzip, if that is at hand */
    size_t packed_len;
    const char *etag; /* without quotes; NULL: none is needed, or it is still to be made */
    Caching caching;
    const char *policy; /* Content-Security-Policy */
    HttpPair headers[REPLY_HEADERS];
    int header_count;
} Reply;

typedef enum { AT_START, AT_BODY, AT_WORK, AT_END } Stage;

typedef struct {
    HttpRequest request; /* first, so that a handler's request leads back to its exchange */
    Http *http;
    struct MHD_Connection *connection;
    Stage stage;
    const char *raw; /* the address as it was sent */
    char **segments; /* of the path, decoded */
    int segment_count;
    bool bad_address; /* then `reply` says why */
    bool head;        /* HEAD: as GET, without a body */
    bool sent;        /* the reply is with libmicrohttpd */
    const HttpRoute *route;
    Buf body;
    size_t received;
    Reply reply;
    int64_t began; /* monotonic microseconds */
    bool counted;  /* among the running ones */
} Exchange;

void reply_header(Exchange *exchange, const char *name, const char *value);
void reply_error(Exchange *exchange, const Error *error);
void reply_text(Exchange *exchange, int status, const char *type, const char *text);
/* Hands the reply to libmicrohttpd: conditional (304), compressed where that pays, with all headers. */
enum MHD_Result reply_send(Exchange *exchange);
/* `len` bytes as gzip on the arena; NULL when that is not shorter. */
void *gzip_pack(Arena *arena, const void *bytes, size_t len, int level, size_t *packed_len);
/* A strong tag over bytes, without quotes, on the arena. */
char *etag_of(Arena *arena, const void *bytes, size_t len);
bool accepts_gzip(const char *accept_encoding);
void add_common_headers(struct MHD_Response *response, const char *policy);

/* The policy of everything that is no page. */
#define POLICY_NOTHING "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/* --- address.c: the request line ----------------------------------------------------------------------------------------- */
/* Fills path, segments and queries from the raw address; false with the reason when it is not well-formed. */
bool address_parse(Exchange *exchange, const char *raw, Error *error);

/* --- route.c: the table ---------------------------------------------------------------------------------------------------- */
/* The route for method and segments, with its params. NULL: `*allow` then lists the methods that the path has, or is NULL where there is no such path. */
const HttpRoute *route_find(const Http *http, Exchange *exchange, const char *method, const char **allow);

/* --- guard.c: may this request come in? --------------------------------------------------------------------------------------- */
bool guard_host(const Http *http, const Exchange *exchange, Error *error);
bool guard_origin(const Http *http, const Exchange *exchange, Error *error);
bool guard_csrf(const Exchange *exchange, Error *error);
bool guard_media_type(const Exchange *exchange, Error *error);
const char *request_header(const Exchange *exchange, const char *name);

/* --- session.c: cookies and rates ------------------------------------------------------------------------------------------------ */
enum { TOKEN_BYTES = 32, TOKEN_CHARS = 43 };

typedef struct Sessions Sessions;
Sessions *sessions_new(const HttpSessions *store, const HttpLimits *limits);
void sessions_free(Sessions *sessions);
/* Who sent this: fills learner and csrf of the request. ERR_UNAUTHORISED when nobody known did. */
bool sessions_find(Sessions *sessions, Exchange *exchange, Error *error);
/* Takes one token from the session's bucket(s) for a route with these flags; else ERR_TOO_MANY and the seconds to wait. */
bool sessions_spend(Sessions *sessions, Exchange *exchange, unsigned flags, int *wait, Error *error);
/* A new session; answers its Set-Cookie line on the arena. */
const char *sessions_open(Sessions *sessions, Arena *arena, const Clock *clock, Error *error);

/* --- key.c: the one-time key -------------------------------------------------------------------------------------------------------- */
typedef struct Key Key;
Key *key_new(const char *file, Error *error);
void key_free(Key *key);
char *key_text(Key *key, Arena *arena);
/* True when `offered` is the key; it is then spent and a fresh one stands in the file. ERR_FORBIDDEN when it is not. */
bool key_spend(Key *key, const char *offered, Error *error);

/* --- worker.c: slow handlers ------------------------------------------------------------------------------------------------------------ */
typedef struct Workers Workers;
Workers *workers_start(int count);
/* Suspends the connection and runs the route's handler on a worker; the connection wakes when it is done. False with ERR_UNAVAILABLE when too many wait. */
bool workers_take(Workers *workers, Exchange *exchange, Error *error);
void workers_stop(Workers *workers); /* finishes what was taken */

/* --- stream.c: server-sent events ------------------------------------------------------------------------------------------------------------ */
typedef struct Streams Streams;
Streams *streams_start(Bus *bus, const HttpLimits *limits, Error *error);
/* Answers the exchange with a stream that stays open; false with ERR_TOO_MANY or ERR_UNAVAILABLE. */
bool streams_open(Streams *streams, Exchange *exchange, Error *error);
void streams_end(Streams *streams);  /* ends all streams and takes no more */
void streams_free(Streams *streams); /* when the daemon has stopped */

/* --- asset.c: the files of the app, and the door ------------------------------------------------------------------------------------------------- */
typedef struct Assets Assets;
Assets *assets_new(const EmbeddedFile *files, size_t count);
void assets_free(Assets *assets);
/* Answers a GET that is not of the API: a file, the app's page, or, for a stranger, the page that says how to get in. */
void assets_answer(Http *http, Exchange *exchange);

/* --- listen.c ------------------------------------------------------------------------------------------------------------------------------------------- */
/* A listening socket on a loopback address; `*port` becomes the one it has. -1 with an error. */
int listen_on(const char *address, int *port, Error *error);
/* Raises the limit of open files so that `wanted` connections fit; returns how many do. */
int raise_file_limit(int wanted);

struct Http {
    HttpOptions options;
    const char *host; /* for the URL: "127.0.0.1" or "[::1]" */
    int port;
    struct MHD_Daemon *daemon;
    Sessions *sessions;
    Key *key;
    Workers *workers;
    Streams *streams;
    Assets *assets;
    atomic_bool stopping;
    atomic_int running; /* requests that are whole and not yet answered */
};

#endif
