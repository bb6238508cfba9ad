/* The server: libmicrohttpd's callbacks, and the life of one exchange between them.
 *
 *   begin_exchange   the request line is there: an Exchange with its arena is made, the address taken apart
 *   serve            called when the headers are there, for each piece of the body, and when all is there
 *   end_exchange     the answer is out, or the connection gone: the Exchange is freed
 *
 * `serve` walks through stages. AT_START all checks that need no body run; a request that fails one keeps its error as the reply, but its body is still
 * read (up to DRAIN bytes) and dropped, because a client that is cut off while it sends never sees the answer. AT_BODY collects. When all is there the
 * handler runs, here or, for slow ones, on a worker while the connection is suspended (AT_WORK); `serve` is called again when it wakes. AT_END the reply
 * goes out. Threads: one connection is served by one thread of the pool, so an exchange needs no lock. */
#include "http/inside.h"

#include "base/log.h"
#include "http/body.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MAX_CONNECTIONS = 10000,
    MAX_THREADS = 16,
    WORKERS = 6, /* two may wait for a language model and two for a recogniser of speech */
    IDLE_SECONDS = 60,
    CONNECTION_MEMORY = 16 * 1024,
    DRAIN = 16 * 1024 * 1024,
    STOP_MS = 10000
};

/* --- one exchange ------------------------------------------------------------------------------------------------------- */

static void *begin_exchange(void *self, const char *address, struct MHD_Connection *connection) {
    Arena *arena = arena_new();
    Exchange *exchange = ARENA_NEW(arena, Exchange);
    Error error = {0};
    exchange->http = self;
    exchange->connection = connection;
    exchange->request.arena = arena;
    exchange->request.method = "";
    exchange->began = clock_monotonic();
    exchange->bad_address = !address_parse(exchange, address, &error);
    if (exchange->bad_address) reply_error(exchange, &error);
    return exchange;
}

static void end_exchange(void *self, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode why) {
    (void)self, (void)connection, (void)why;
    Exchange *exchange = *context;
    if (!exchange) return;
    *context = NULL;
    if (exchange->counted) atomic_fetch_sub(&exchange->http->running, 1);
    log_debug("%s %s %d %.1f ms", exchange->head ? "HEAD" : exchange->request.method, exchange->request.path,
              exchange->reply.status, (double)(clock_monotonic() - exchange->began) / 1000);
    json_decref(exchange->request.body);
    arena_free(exchange->request.arena);
}

static bool is_api(const Exchange *exchange) { return exchange->segment_count > 0 && strcmp(exchange->segments[0], "api") == 0; }

static void answer_options(Exchange *exchange, const char *allow) {
    reply_text(exchange, 204, "text/plain", "");
    reply_header(exchange, "Allow", allow);
}

static bool refuse_method(Exchange *exchange, const char *method, const char *allow, Error *error) {
    reply_header(exchange, "Allow", allow);
    return error_set(error, ERR_METHOD, "method", "%.20s is not something that %.100s does; it does %s", method,
                     exchange->request.path, allow);
}

/* Finds the route; false with an error, or with the reply of OPTIONS made. */
static bool choose_route(Http *http, Exchange *exchange, const char *method, Error *error) {
    const char *allow = NULL;
    exchange->route = route_find(http, exchange, exchange->request.method, &allow);
    if (exchange->route) return true;
    if (!allow)
        return error_set(error, ERR_NOT_FOUND, "path", "there is no call %.100s; docs/openapi.yaml lists all",
                         exchange->request.path);
    if (strcmp(method, "OPTIONS") != 0) return refuse_method(exchange, method, allow, error);
    answer_options(exchange, allow);
    return false;
}

static size_t body_limit(const Exchange *exchange) {
    return exchange->route && exchange->route->body_limit ? exchange->route->body_limit : HTTP_BODY_LIMIT;
}

static bool takes_body(const HttpRoute *route) { return route->flags & (HTTP_BODY | HTTP_BODY_MAYBE | HTTP_WAV); }

static bool refuse_size(const Exchange *exchange, Error *error) {
    return error_set(error, ERR_TOO_LARGE, "body", "the body is longer than the %zu bytes that this call takes",
                     body_limit(exchange));
}

/* What the headers say of a body: its length, -1 for "chunked", 0 for none. */
static long long announced_length(const Exchange *exchange) {
    const char *length = request_header(exchange, "Content-Length");
    if (request_header(exchange, "Transfer-Encoding")) return -1;
    return length ? strtoll(length, NULL, 10) : 0;
}

static bool check_body_headers(Exchange *exchange, Error *error) {
    long long length = announced_length(exchange);
    if (!takes_body(exchange->route) || length == 0) return true;
    if (!guard_media_type(exchange, error)) return false;
    return length <= (long long)body_limit(exchange) || refuse_size(exchange, error);
}

static bool is_open(const Exchange *exchange) { return exchange->route->flags & HTTP_OPEN; }

static bool check_rate(Http *http, Exchange *exchange, Error *error) {
    int wait;
    if (sessions_spend(http->sessions, exchange, exchange->route->flags, &wait, error)) return true;
    reply_header(exchange, "Retry-After", arena_printf(exchange->request.arena, "%d", wait));
    return false;
}

/* Every check of a call that needs no body, in the order that http.h promises. */
static bool check_call(Http *http, Exchange *exchange, const char *method, Error *error) {
    return guard_origin(http, exchange, error) && choose_route(http, exchange, method, error) &&
           (is_open(exchange) || sessions_find(http->sessions, exchange, error)) &&
           (!(exchange->route->flags & HTTP_WRITE) || guard_csrf(exchange, error)) &&
           (is_open(exchange) || check_rate(http, exchange, error)) && check_body_headers(exchange, error);
}

static bool check_page(Exchange *exchange, const char *method, Error *error) {
    static const char allow[] = "GET, HEAD, OPTIONS";
    if (strcmp(exchange->request.method, "GET") == 0) return true;
    if (strcmp(method, "OPTIONS") != 0) return refuse_method(exchange, method, allow, error);
    answer_options(exchange, allow);
    return false;
}

/* The headers are there. A reply that is made here is sent once the body, if any, is through. */
static void start(Http *http, Exchange *exchange, const char *method) {
    Error error = {0};
    exchange->head = strcmp(method, "HEAD") == 0;
    exchange->request.method = arena_strdup(exchange->request.arena, exchange->head ? "GET" : method);
    exchange->body = buf_new(exchange->request.arena);
    exchange->stage = AT_BODY;
    if (exchange->bad_address) return;
    bool fine = guard_host(http, exchange, &error) &&
                (is_api(exchange) ? check_call(http, exchange, method, &error) : check_page(exchange, method, &error));
    if (!fine && exchange->reply.status == 0) reply_error(exchange, &error);
}

/* A client that waits for "100 Continue" can be told at once; so can one that announces more than is worth reading. */
static bool answer_early(const Exchange *exchange) {
    if (exchange->reply.status == 0) return false;
    const char *expect = request_header(exchange, "Expect");
    return announced_length(exchange) > DRAIN || (expect && announced_length(exchange) > 0);
}

static bool collect(Exchange *exchange, const char *bytes, size_t len) {
    exchange->received += len;
    if (exchange->received > DRAIN && exchange->received > body_limit(exchange)) return false;
    if (exchange->reply.status != 0 || !exchange->route || !takes_body(exchange->route)) return true;
    if (exchange->received <= body_limit(exchange)) {
        buf_add(&exchange->body, bytes, len);
        return true;
    }
    Error error = {0};
    refuse_size(exchange, &error);
    reply_error(exchange, &error);
    return true;
}

static bool read_body(Exchange *exchange, Error *error) {
    unsigned flags = exchange->route->flags;
    if (!takes_body(exchange->route) || (exchange->body.len == 0 && (flags & HTTP_BODY_MAYBE))) return true;
    if (flags & HTTP_WAV) {
        exchange->request.bytes = exchange->body.data;
        exchange->request.len = exchange->body.len;
        return exchange->body.len > 0 || error_set(error, ERR_INVALID, "body", "the body is empty; this call takes a file");
    }
    if (exchange->body.len == 0) return body_parse("", 0, error) != NULL;
    exchange->request.body = body_parse(exchange->body.data, exchange->body.len, error);
    return exchange->request.body != NULL;
}

typedef enum { ANSWERED, ASLEEP } Ran;

/* Everything is there: run the handler, or hand it to a worker. Once it is ASLEEP the exchange belongs to the worker. */
static Ran run(Http *http, Exchange *exchange) {
    Error error = {0};
    const HttpRoute *route = exchange->route;
    if (atomic_load(&http->stopping)) {
        error_set(&error, ERR_UNAVAILABLE, NULL, "viva is stopping");
    } else if (!is_api(exchange)) {
        assets_answer(http, exchange);
    } else if (read_body(exchange, &error)) {
        if (!(route->flags & HTTP_SLOW))
            route->handler(http->options.self, &exchange->request);
        else if (workers_take(http->workers, exchange, &error))
            return ASLEEP;
    }
    if (error.code != ERR_NONE) reply_error(exchange, &error);
    return ANSWERED;
}

static enum MHD_Result open_stream(Http *http, Exchange *exchange) {
    Error error = {0};
    exchange->stage = AT_END;
    if (streams_open(http->streams, exchange, &error)) {
        exchange->reply.status = 200;
        exchange->sent = true;
        return MHD_YES;
    }
    if (error.code == ERR_TOO_MANY) reply_header(exchange, "Retry-After", "15");
    reply_error(exchange, &error);
    return reply_send(exchange);
}

static enum MHD_Result finish(Http *http, Exchange *exchange) {
    if (exchange->reply.status == 0 && exchange->stage == AT_BODY) {
        if (exchange->route && !exchange->route->handler && !atomic_load(&http->stopping)) return open_stream(http, exchange);
        exchange->counted = true;
        atomic_fetch_add(&http->running, 1);
        if (run(http, exchange) == ASLEEP) return MHD_YES;
    }
    exchange->stage = AT_END;
    return reply_send(exchange);
}

static enum MHD_Result serve(void *self, struct MHD_Connection *connection, const char *url, const char *method,
                             const char *version, const char *data, size_t *size, void **context) {
    (void)url, (void)version, (void)connection;
    Exchange *exchange = *context;
    if (exchange->sent) return MHD_YES;
    if (exchange->stage == AT_START) {
        start(self, exchange, method);
        return answer_early(exchange) ? reply_send(exchange) : MHD_YES;
    }
    if (*size > 0) {
        bool fine = collect(exchange, data, *size);
        *size = 0;
        return fine ? MHD_YES : MHD_NO;
    }
    return finish(self, exchange);
}

/* --- start and stop -------------------------------------------------------------------------------------------------------- */

static void pass_on_message(void *self, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
static void pass_on_message(void *self, const char *format, va_list args) {
    (void)self;
    char line[300];
    vsnprintf(line, sizeof line, format, args);
    line[strcspn(line, "\n")] = 0;
    log_debug("libmicrohttpd: %s", line);
}

/* Our own decoding is the only one: libmicrohttpd's would cut at "%00". What it passes on is not looked at. */
static size_t leave_as_it_is(void *self, struct MHD_Connection *connection, char *text) {
    (void)self, (void)connection;
    return strlen(text);
}

static void default_to(int *value, int standard) {
    if (*value <= 0) *value = standard;
}

static void fill_defaults(HttpOptions *options) {
    HttpLimits *limits = &options->limits;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    default_to(&limits->writes, 240);
    default_to(&limits->writes_burst, 120);
    default_to(&limits->judged, 60);
    default_to(&limits->judged_burst, 60);
    default_to(&limits->streams, 16);
    default_to(&limits->heartbeat_seconds, 15);
    default_to(&options->threads, processors < 2 ? 2 : processors > MAX_THREADS ? MAX_THREADS : (int)processors);
    default_to(&options->workers, WORKERS);
    default_to(&options->max_connections, MAX_CONNECTIONS);
    if (!options->address) options->address = "127.0.0.1";
}

static bool start_daemon(Http *http, int listener, Error *error) {
    const HttpOptions *options = &http->options;
    int limit = raise_file_limit(options->max_connections);
    http->daemon =
        MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL, serve, http,
                         MHD_OPTION_EXTERNAL_LOGGER, pass_on_message, NULL, MHD_OPTION_LISTEN_SOCKET, listener,
                         MHD_OPTION_THREAD_POOL_SIZE, (unsigned)options->threads, MHD_OPTION_CONNECTION_LIMIT, (unsigned)limit,
                         MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                         (size_t)CONNECTION_MEMORY, MHD_OPTION_URI_LOG_CALLBACK, begin_exchange, http, MHD_OPTION_NOTIFY_COMPLETED,
                         end_exchange, http, MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is, NULL, MHD_OPTION_END);
    if (http->daemon) return true;
    close(listener);
    return error_set(error, ERR_INTERNAL, NULL, "the web server could not be started (libmicrohttpd; %d threads, %d connections)",
                     options->threads, limit);
}

static bool start_parts(Http *http, Error *error) {
    const HttpOptions *options = &http->options;
    http->assets = assets_new(options->assets, options->asset_count);
    http->sessions = sessions_new(&options->sessions, &options->limits);
    http->key = key_new(options->key_file, error);
    http->streams = http->key ? streams_start(options->bus, &options->limits, error) : NULL;
    if (!http->streams) return false;
    http->workers = workers_start(options->workers);
    return http->workers ||
           error_set(error, ERR_INTERNAL, NULL, "the %d worker threads of the web server could not be started", options->workers);
}

Http *http_start(const HttpOptions *options, Error *error) {
    if (sodium_init() < 0) {
        error_set(error, ERR_INTERNAL, NULL, "libsodium could not be initialised");
        return NULL;
    }
    Http *http = calloc(1, sizeof *http);
    if (!http) abort();
    http->options = *options;
    fill_defaults(&http->options);
    http->port = options->port;
    http->host = strchr(http->options.address, ':') ? "[::1]" : "127.0.0.1";
    int listener = listen_on(http->options.address, &http->port, error);
    if (listener >= 0 && !start_parts(http, error)) {
        close(listener);
        listener = -1;
    }
    if (listener >= 0 && start_daemon(http, listener, error)) return http;
    http_stop(http);
    return NULL;
}

const char *http_url(Http *http, Arena *arena) {
    return arena_printf(arena, "http://%s:%d/?key=%s", http->host, http->port, key_text(http->key, arena));
}

int http_port(const Http *http) { return http->port; }

void http_stop(Http *http) {
    if (!http) return;
    atomic_store(&http->stopping, true);
    MHD_socket listener = http->daemon ? MHD_quiesce_daemon(http->daemon) : MHD_INVALID_SOCKET;
    streams_end(http->streams);
    for (int waited = 0; http->daemon && atomic_load(&http->running) > 0 && waited < STOP_MS; waited += 5) usleep(5000);
    workers_stop(http->workers);
    if (http->daemon) MHD_stop_daemon(http->daemon);
    if (listener != MHD_INVALID_SOCKET) close(listener);
    streams_free(http->streams);
    sessions_free(http->sessions);
    key_free(http->key);
    assets_free(http->assets);
    free(http);
}
