/* The server alone, with handlers of its own: what every call can rely on before any rule of viva is asked.
 *
 * A real server on a free port, real sockets. Sessions are faked: a token stands for the learner of the same name, so that one test can be a
 * thousand learners. What the whole program answers is held in test_viva.py. */
#include "client.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"
#include "http/http.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#define ALICE "Aliceaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define BOB "Bobbaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define COOKIE "Cookie: other=1; viva=" ALICE "; more=2\r\n"
#define JSON "Content-Type: application/json\r\n"

/* --- a server with a few calls ------------------------------------------------------------------------------------------- */

static atomic_int slow_done;

static void echo(void *self, HttpRequest *request) {
    (void)self;
    const char *q = http_query(request, "q");
    http_answer(
        request, 200,
        json_pack("{s:s, s:s, s:s?, s:O?}", "learner", request->learner, "csrf", request->csrf, "q", q, "body", request->body));
}

static void item(void *self, HttpRequest *request) {
    (void)self;
    http_answer(request, 200, json_pack("{s:s, s:s}", "id", http_param(request, "id"), "part", http_param(request, "part")));
}

static void large(void *self, HttpRequest *request) {
    (void)self;
    json_t *list = json_array();
    for (int i = 0; i < 2000; i++) json_array_append_new(list, json_sprintf("item number %d", i));
    http_answer(request, 200, json_pack("{s:o}", "items", list));
}

static void slow(void *self, HttpRequest *request) {
    (void)self;
    usleep(300 * 1000);
    atomic_fetch_add(&slow_done, 1);
    http_answer(request, 200, json_pack("{s:b}", "slow", 1));
}

static void refuse(void *self, HttpRequest *request) {
    (void)self;
    Error error = {0};
    error_set(&error, ERR_STALE, "/revision", "somebody was faster");
    http_fail(request, &error, json_pack("{s:i}", "extra", 7));
}

static const HttpRoute routes[] = {
    {"GET", "/api/v1/echo", echo, 0, 0},
    {"POST", "/api/v1/echo", echo, HTTP_WRITE | HTTP_BODY, 0},
    {"PUT", "/api/v1/small", echo, HTTP_WRITE | HTTP_BODY, 64},
    {"POST", "/api/v1/maybe", echo, HTTP_WRITE | HTTP_BODY_MAYBE, 0},
    {"POST", "/api/v1/judged", echo, HTTP_WRITE | HTTP_JUDGED | HTTP_BODY_MAYBE, 0},
    {"GET", "/api/v1/items/{id}/{part}", item, 0, 0},
    {"GET", "/api/v1/large", large, 0, 0},
    {"GET", "/api/v1/slow", slow, HTTP_SLOW, 0},
    {"PUT", "/api/v1/refuse", refuse, HTTP_WRITE | HTTP_BODY | HTTP_SLOW, 0},
    {"GET", "/api/v1/events", NULL, 0, 0},
};

static const EmbeddedFile assets[] = {
    {"app-3F2A9C1B.js", (const unsigned char *)"export{}", 8},
    {"app.css", (const unsigned char *)"body{}", 6},
    {"index.html", (const unsigned char *)"<meta name=\"csp-nonce\" content=\"\"><p>app", 40},
};

static bool find(void *self, Arena *arena, const char *token, const char **learner, Error *error) {
    (void)self;
    if (strncmp(token, "Unknown", 7) == 0) return error_set(error, ERR_UNAUTHORISED, "Cookie", "no such session");
    *learner = arena_strdup(arena, token);
    return true;
}

static char opened[64]; /* the token of the last session made */

static bool open_session(void *self, const char *token, int64_t expires, Error *error) {
    (void)self, (void)expires, (void)error;
    strncpy(opened, token, sizeof opened - 1);
    return true;
}

typedef struct {
    Http *http;
    Bus *bus;
    Arena *arena;
    int port;
    const char *csrf; /* header line of ALICE */
    char folder[64];
    char key_file[96];
} Server;

static HttpOptions server_options(Server *server) {
    return (HttpOptions){.key_file = server->key_file,
                         .routes = routes,
                         .route_count = sizeof routes / sizeof *routes,
                         .sessions = {find, open_session, NULL},
                         .bus = server->bus,
                         .clock = clock_system(),
                         .assets = assets,
                         .asset_count = 3,
                         .limits = {.heartbeat_seconds = 1}};
}

static const char *csrf_line(Server *server) {
    Answer answer = client_call(server->arena, server->port, "GET", "/api/v1/echo", COOKIE, NULL);
    json_error_t parse;
    json_t *json = json_loadb(answer.body, answer.len, 0, &parse);
    const char *line = arena_printf(server->arena, "X-Viva-CSRF: %s\r\n", json_string_value(json_object_get(json, "csrf")));
    json_decref(json);
    return line;
}

static int setup(void **state) {
    Server *server = calloc(1, sizeof *server);
    Error error = {0};
    strcpy(server->folder, "/tmp/viva-http-XXXXXX");
    assert_non_null(mkdtemp(server->folder));
    snprintf(server->key_file, sizeof server->key_file, "%s/key", server->folder);
    server->bus = bus_new();
    server->arena = arena_new();
    HttpOptions options = server_options(server);
    server->http = http_start(&options, &error);
    if (!server->http) fail_msg("%s", error.message);
    server->port = http_port(server->http);
    server->csrf = csrf_line(server);
    *state = server;
    return 0;
}

static int teardown(void **state) {
    Server *server = *state;
    http_stop(server->http);
    bus_free(server->bus);
    arena_free(server->arena);
    unlink(server->key_file);
    rmdir(server->folder);
    free(server);
    return 0;
}

static Answer get(Server *server, const char *path, const char *headers) {
    return client_call(server->arena, server->port, "GET", path,
                       arena_printf(server->arena, "%s%s", COOKIE, headers ? headers : ""), NULL);
}

static Answer post(Server *server, const char *path, const char *headers, const char *body) {
    return client_call(server->arena, server->port, "POST", path,
                       arena_printf(server->arena, "%s%s%s%s", COOKIE, server->csrf, JSON, headers ? headers : ""), body);
}

static const char *header(Server *server, const Answer *answer, const char *name) {
    const char *value = answer_header(server->arena, answer, name);
    return value ? value : "";
}

static void assert_error(const Answer *answer, int status, const char *code, const char *part) {
    assert_int_equal(answer->status, status);
    if (!strstr(answer->body, code) || !strstr(answer->body, part))
        fail_msg("expected %s with \"%s\": %s", code, part, answer->body);
}

/* --- answers ---------------------------------------------------------------------------------------------------------------- */

static void an_answer_is_json_with_every_protective_header(void **state) {
    Server *server = *state;
    Answer answer = get(server, "/api/v1/echo?q=a%20b+c", NULL);
    assert_int_equal(answer.status, 200);
    assert_non_null(strstr(answer.body, "\"q\":\"a b c\""));
    assert_string_equal(header(server, &answer, "Content-Type"), "application/json");
    assert_string_equal(header(server, &answer, "Cache-Control"), "private, no-cache");
    assert_string_equal(header(server, &answer, "X-Content-Type-Options"), "nosniff");
    assert_string_equal(header(server, &answer, "Referrer-Policy"), "no-referrer");
    assert_string_equal(header(server, &answer, "Cross-Origin-Opener-Policy"), "same-origin");
    assert_string_equal(header(server, &answer, "Cross-Origin-Resource-Policy"), "same-origin");
    assert_non_null(strstr(header(server, &answer, "Content-Security-Policy"), "default-src 'none'"));
}

static void a_known_etag_is_answered_with_304(void **state) {
    Server *server = *state;
    Answer first = get(server, "/api/v1/large", NULL);
    const char *tag = header(server, &first, "ETag");
    assert_int_equal(tag[0], '"');
    Answer again = get(server, "/api/v1/large", arena_printf(server->arena, "If-None-Match: \"x\", W/%s\r\n", tag));
    assert_int_equal(again.status, 304);
    assert_int_equal(again.len, 0);
    Answer other = get(server, "/api/v1/echo", arena_printf(server->arena, "If-None-Match: %s\r\n", tag));
    assert_int_equal(other.status, 200);
}

static void a_long_answer_is_gzip_for_those_who_take_it(void **state) {
    Server *server = *state;
    Answer plain = get(server, "/api/v1/large", "Accept-Encoding: gzip;q=0, br\r\n"),
           packed = get(server, "/api/v1/large", "Accept-Encoding: br, gzip\r\n");
    assert_string_equal(header(server, &plain, "Content-Encoding"), "");
    assert_string_equal(header(server, &packed, "Content-Encoding"), "gzip");
    assert_string_not_equal(header(server, &plain, "ETag"), header(server, &packed, "ETag"));
    assert_true(packed.len < plain.len / 3);
    unsigned char *out = arena_alloc(server->arena, plain.len);
    z_stream stream = {.next_in = (unsigned char *)packed.body,
                       .avail_in = (unsigned)packed.len,
                       .next_out = out,
                       .avail_out = (unsigned)plain.len};
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    inflateEnd(&stream);
    assert_memory_equal(out, plain.body, plain.len);
}

static void a_tag_of_the_packed_form_is_known_too(void **state) {
    Server *server = *state;
    Answer packed = get(server, "/api/v1/large", "Accept-Encoding: gzip\r\n");
    const char *tag = header(server, &packed, "ETag");
    Answer again = get(server, "/api/v1/large", arena_printf(server->arena, "Accept-Encoding: gzip\r\nIf-None-Match: %s\r\n", tag));
    assert_int_equal(again.status, 304);
}

static void parts_of_a_path_are_decoded_one_by_one(void **state) {
    Server *server = *state;
    Answer answer = get(server, "/api/v1/items/a%2Fb/%C3%A4", NULL);
    assert_int_equal(answer.status, 200);
    assert_string_equal(answer.body, "{\"id\":\"a/b\",\"part\":\"\xC3\xA4\"}");
}

static void head_is_get_without_a_body(void **state) {
    Server *server = *state;
    Answer answer = client_call(server->arena, server->port, "HEAD", "/api/v1/large", COOKIE "Connection: close\r\n", NULL);
    assert_int_equal(answer.status, 200);
    assert_int_equal(answer.len, 0);
    assert_true(atoi(header(server, &answer, "Content-Length")) > 1000);
}

static void an_error_carries_its_extra_fields(void **state) {
    Server *server = *state;
    Answer answer = client_call(server->arena, server->port, "PUT", "/api/v1/refuse",
                                arena_printf(server->arena, COOKIE JSON "%s", server->csrf), "{}");
    assert_int_equal(answer.status, 409);
    assert_string_equal(answer.body,
                        "{\"error\":{\"code\":\"stale\",\"message\":\"somebody was faster\",\"where\":\"/revision\"},\"extra\":7}");
    assert_string_equal(header(server, &answer, "Cache-Control"), "no-store");
}

/* --- what is not there --------------------------------------------------------------------------------------------------------- */

static void an_unknown_call_is_404_and_a_wrong_method_405_with_allow(void **state) {
    Server *server = *state;
    Answer unknown = get(server, "/api/v1/nothing", NULL),
           wrong = client_call(server->arena, server->port, "DELETE", "/api/v1/echo", COOKIE, NULL);
    assert_error(&unknown, 404, "not-found", "/api/v1/nothing");
    assert_error(&wrong, 405, "method-not-allowed", "DELETE");
    assert_string_equal(header(server, &wrong, "Allow"), "GET, HEAD, POST, OPTIONS");
}

static void options_lists_the_methods_of_a_path(void **state) {
    Server *server = *state;
    Answer answer = client_call(server->arena, server->port, "OPTIONS", "/api/v1/small", "", NULL);
    assert_int_equal(answer.status, 204);
    assert_string_equal(header(server, &answer, "Allow"), "PUT, OPTIONS");
}

static void bad_addresses_are_400_with_a_reason(void **state) {
    Server *server = *state;
    static const struct {
        const char *path, *says;
    } bad[] = {{"/api/v1/items/a%00/b", "NUL"},       {"/api/v1/items/%/b", "hexadecimal"}, {"/api/v1/items/%ff/b", "UTF-8"},
               {"/api/v1/echo?q=%zz", "hexadecimal"}, {"/api/v1/echo?q=1&q=2", "twice"},    {"/api/v1/../echo", "'..'"},
               {"/%2e%2e/%2e%2e/etc/passwd", "'..'"}, {"/a/b/../../../etc/passwd", "'..'"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Answer answer = get(server, bad[i].path, NULL);
        assert_error(&answer, 400, "invalid", bad[i].says);
    }
    char *many = arena_alloc(server->arena, 2000);
    memset(many, '/', 1000);
    Answer answer = get(server, many, NULL);
    assert_error(&answer, 400, "invalid", "parts");
}

static void a_long_quoted_word_does_not_break_the_answer(void **state) {
    Server *server = *state;
    Buf path = buf_new(server->arena);
    buf_text(&path, "/api/v1/x");
    for (int i = 0; i < 200; i++) buf_text(&path, "%E2%82%AC");
    Answer answer = get(server, path.data, NULL);
    assert_error(&answer, 404, "not-found", "there is no call");
    json_error_t parse;
    json_t *json = json_loadb(answer.body, answer.len, 0, &parse);
    assert_non_null(json);
    json_decref(json);
}

/* --- who may ask ------------------------------------------------------------------------------------------------------------------ */

static void without_a_session_every_call_is_401(void **state) {
    Server *server = *state;
    static const char *const cookies[] = {"", "Cookie: viva=short\r\n",
                                          "Cookie: viva=Unknownaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n",
                                          "Cookie: xviva=" ALICE "\r\n"};
    for (size_t i = 0; i < 4; i++) {
        Answer answer = client_call(server->arena, server->port, "GET", "/api/v1/echo", cookies[i], NULL);
        assert_error(&answer, 401, "unauthorised", "");
    }
}

static void a_foreign_host_is_refused(void **state) {
    Server *server = *state;
    static const char *const hosts[] = {"evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:PORT",
                                        "127.0.0.1:PORT.evil.example"};
    for (size_t i = 0; i < 5; i++) {
        const char *port = strstr(hosts[i], "PORT"),
                   *head = arena_strndup(server->arena, hosts[i], port ? (size_t)(port - hosts[i]) : strlen(hosts[i]));
        const char *host = port ? arena_printf(server->arena, "%s%d%s", head, server->port, port + 4) : head;
        Answer answer =
            client_ask(server->arena, server->port,
                       arena_printf(server->arena, "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n" COOKIE "\r\n", host));
        assert_error(&answer, 403, "forbidden", "Host");
    }
    static const char *const ours[] = {"localhost", "[::1]", "127.0.0.1", "LOCALHOST"};
    for (size_t i = 0; i < 4; i++) {
        Answer answer = client_ask(server->arena, server->port,
                                   arena_printf(server->arena,
                                                "GET /api/v1/echo HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n" COOKIE "\r\n",
                                                ours[i], server->port));
        assert_int_equal(answer.status, 200);
    }
}

static void a_foreign_origin_is_refused(void **state) {
    Server *server = *state;
    static const char *const foreign[] = {"Origin: https://evil.example\r\n", "Origin: null\r\n", "Origin: http://localhost:1\r\n",
                                          "Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n"};
    for (size_t i = 0; i < 5; i++) {
        Answer answer = get(server, "/api/v1/echo", foreign[i]);
        assert_error(&answer, 403, "forbidden", "another site");
    }
    Answer own = get(server, "/api/v1/echo",
                     arena_printf(server->arena, "Origin: http://localhost:%d\r\nSec-Fetch-Site: same-origin\r\n", server->port));
    assert_int_equal(own.status, 200);
}

static void a_write_needs_the_csrf_word_of_its_session(void **state) {
    Server *server = *state;
    Answer none = client_call(server->arena, server->port, "POST", "/api/v1/echo", COOKIE JSON, "{}");
    assert_error(&none, 403, "forbidden", "X-Viva-CSRF");
    Answer wrong = client_call(server->arena, server->port, "POST", "/api/v1/echo", COOKIE JSON "X-Viva-CSRF: abc\r\n", "{}");
    assert_error(&wrong, 403, "forbidden", "X-Viva-CSRF");
    Answer other = client_call(server->arena, server->port, "POST", "/api/v1/echo",
                               arena_printf(server->arena, "Cookie: viva=" BOB "\r\n" JSON "%s", server->csrf), "{}");
    assert_error(&other, 403, "forbidden", "session");
    Answer right = post(server, "/api/v1/echo", NULL, "{}");
    assert_int_equal(right.status, 200);
}

/* --- bodies ------------------------------------------------------------------------------------------------------------------------- */

static void a_body_arrives_as_the_object_it_is(void **state) {
    Server *server = *state;
    Answer answer = post(server, "/api/v1/echo", NULL, "{\"a\": [1, 2.5, \"\\u00e4\"], \"b\": null}");
    assert_non_null(strstr(answer.body, "\"body\":{\"a\":[1,2.5,\"\xC3\xA4\"],\"b\":null}"));
    Answer chunked = client_ask(server->arena, server->port,
                                arena_printf(server->arena,
                                             "POST /api/v1/echo HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n" COOKIE JSON
                                             "%sTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n",
                                             server->port, server->csrf));
    assert_non_null(strstr(chunked.body, "\"body\":{\"a\":1}"));
}

static void a_bad_body_is_400_and_says_where(void **state) {
    Server *server = *state;
    static const struct {
        const char *body, *says;
    } bad[] = {{"", "empty"},
               {"{", "too early"},
               {"{\"a\":1} x", "follows"},
               {"[1]", "list"},
               {"\"a\"", "not valid JSON"},
               {"{'a':1}", "not valid JSON"},
               {"{\"a\":1,\"a\":2}", "duplicate"},
               {"{\"a\":\"\\u0000\"}", "NUL"},
               {"{\"\\u0000\":1}", "NUL"},
               {"{\"a\":\"\\ud800\"}", "not valid JSON"},
               {"{\"a\":\"\xff\"}", "0xff"},
               {"{\"a\":\"\xc0\xaf\"}", "0xc0"},
               {"{\n\"a\": tru}", "line 2"},
               {"{\"a\":1e999}", "not valid JSON"},
               {"{\"a\":123456789012345678901234567890}", "not valid JSON"},
               {"{\"a\":NaN}", "not valid JSON"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Answer answer = post(server, "/api/v1/echo", NULL, bad[i].body);
        assert_error(&answer, 400, "invalid", bad[i].says);
    }
}

static void deep_nesting_is_refused_before_it_is_parsed(void **state) {
    Server *server = *state;
    char *deep = arena_alloc(server->arena, 200010);
    memcpy(deep, "{\"a\":", 5);
    memset(deep + 5, '[', 200000);
    Answer answer = post(server, "/api/v1/echo", NULL, deep);
    assert_error(&answer, 400, "invalid", "nested");
    Answer brackets_in_text = post(server, "/api/v1/echo", NULL, "{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[\"}");
    assert_int_equal(brackets_in_text.status, 200);
}

static void a_raw_nul_in_a_body_is_400(void **state) {
    Server *server = *state;
    int fd = client_connect(server->port);
    const char *head = arena_printf(
        server->arena, "POST /api/v1/echo HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" COOKIE JSON "%sContent-Length: 9\r\n\r\n",
        server->port, server->csrf);
    client_send(fd, head, strlen(head));
    client_send(fd, "{\"a\":\"\0\"}", 9);
    Answer answer = client_read(server->arena, fd);
    close(fd);
    assert_error(&answer, 400, "invalid", "NUL byte");
}

static void a_body_that_is_too_long_is_413_with_its_limit(void **state) {
    Server *server = *state;
    char *big = arena_alloc(server->arena, 2000001);
    memset(big, ' ', 2000000);
    Answer announced = post(server, "/api/v1/echo", NULL, big);
    assert_error(&announced, 413, "too-large", "524288");
    char *small = arena_alloc(server->arena, 101);
    memset(small, ' ', 100);
    Answer own_limit = client_call(server->arena, server->port, "PUT", "/api/v1/small",
                                   arena_printf(server->arena, COOKIE JSON "%s", server->csrf), small);
    assert_error(&own_limit, 413, "too-large", "64");
    Answer patient = post(server, "/api/v1/echo", "Expect: 100-continue\r\n", big);
    assert_error(&patient, 413, "too-large", "524288");
    int fd = client_connect(server->port);
    const char *head = arena_printf(
        server->arena, "POST /api/v1/echo HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" COOKIE JSON "%sTransfer-Encoding: chunked\r\n\r\n",
        server->port, server->csrf);
    client_send(fd, head, strlen(head));
    client_send(fd, "1E8480\r\n", 8);
    client_send(fd, big, 2000000);
    client_send(fd, "\r\n0\r\n\r\n", 7);
    Answer chunked = client_read(server->arena, fd);
    close(fd);
    assert_error(&chunked, 413, "too-large", "524288");
}

static void only_json_is_taken_and_says_so(void **state) {
    Server *server = *state;
    static const char *const types[] = {"", "Content-Type: text/plain\r\n", "Content-Type: application/x-www-form-urlencoded\r\n",
                                        "Content-Type: application/json; charset=latin1\r\n", JSON "Content-Encoding: gzip\r\n"};
    for (size_t i = 0; i < 5; i++) {
        Answer answer = client_call(server->arena, server->port, "POST", "/api/v1/echo",
                                    arena_printf(server->arena, COOKIE "%s%s", server->csrf, types[i]), "{}");
        assert_error(&answer, 415, "media-type", "");
    }
    Answer fine =
        client_call(server->arena, server->port, "POST", "/api/v1/echo",
                    arena_printf(server->arena, COOKIE "%sContent-Type: Application/JSON; charset=UTF-8\r\n", server->csrf), "{}");
    assert_int_equal(fine.status, 200);
}

static void a_call_that_may_have_a_body_takes_none(void **state) {
    Server *server = *state;
    Answer none = client_call(server->arena, server->port, "POST", "/api/v1/maybe",
                              arena_printf(server->arena, COOKIE "%s", server->csrf), NULL);
    assert_int_equal(none.status, 200);
    Answer some = post(server, "/api/v1/maybe", NULL, "{\"a\":1}");
    assert_non_null(strstr(some.body, "\"body\":{\"a\":1}"));
}

/* --- connections ------------------------------------------------------------------------------------------------------------------------ */

static void requests_may_come_in_pieces_or_several_at_once(void **state) {
    Server *server = *state;
    int fd = client_connect(server->port);
    const char *request =
        arena_printf(server->arena, "GET /api/v1/echo?q=%%41 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" COOKIE "\r\n", server->port);
    for (const char *at = request; *at; at++) {
        client_send(fd, at, 1);
        if (at[1] == '%' || at[1] == '\r') usleep(2000);
    }
    Answer slowly = client_read(server->arena, fd);
    assert_non_null(strstr(slowly.body, "\"q\":\"A\""));
    client_send(fd, arena_printf(server->arena, "%s%s%s", request, request, request), 3 * strlen(request));
    for (int i = 0; i < 1; i++) {
        Answer answer = client_read(server->arena, fd);
        assert_int_equal(answer.status, 200);
        const char *rest = answer.body;
        int more = 0;
        while ((rest = strstr(rest, "HTTP/1.1 200"))) more++, rest++;
        while (more < 2 && client_wait_for(fd, "HTTP/1.1 200")) more++;
        assert_int_equal(more, 2);
    }
    close(fd);
}

static void broken_requests_end_without_harm(void **state) {
    Server *server = *state;
    static const char *const broken[] = {"GET\r\n\r\n",
                                         "\x16\x03\x01\x02",
                                         "GET / HTTP/9.9\r\n\r\n",
                                         "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                                         "GET http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n",
                                         "GET / HTTP/1.1\r\nHost"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        int fd = client_connect(server->port);
        client_send(fd, broken[i], strlen(broken[i]));
        shutdown(fd, SHUT_WR);
        Answer answer = client_read(server->arena, fd);
        assert_true(answer.status == 0 || (answer.status >= 400 && answer.status < 600));
        close(fd);
    }
    char *huge = arena_alloc(server->arena, 100001);
    memset(huge, 'a', 100000);
    Answer answer = client_ask(server->arena, server->port, arena_printf(server->arena, "GET /%s HTTP/1.1\r\n\r\n", huge));
    assert_true(answer.status == 0 || (answer.status >= 400 && answer.status < 500));
    assert_int_equal(get(server, "/api/v1/echo", NULL).status, 200);
}

static void writes_beyond_the_rate_are_429_with_the_time_to_wait(void **state) {
    Server *server = *state;
    int taken = 0;
    Answer answer = {0};
    for (int i = 0; i < 100; i++) {
        answer = post(server, "/api/v1/judged", NULL, "{}");
        if (answer.status != 200) break;
        taken++;
    }
    assert_error(&answer, 429, "too-many", "try again in");
    assert_true(taken >= 60 && taken < 100);
    assert_true(atoi(header(server, &answer, "Retry-After")) >= 1);
    assert_int_equal(post(server, "/api/v1/echo", NULL, "{}").status, 200); /* other writes have a bucket of their own */
}

static void a_slow_call_does_not_hold_up_others(void **state) {
    Server *server = *state;
    int fds[8];
    const char *request =
        arena_printf(server->arena, "GET /api/v1/slow HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" COOKIE "\r\n", server->port);
    for (int i = 0; i < 8; i++) client_send(fds[i] = client_connect(server->port), request, strlen(request));
    int before = atomic_load(&slow_done);
    for (int i = 0; i < 20; i++) assert_int_equal(get(server, "/api/v1/echo", NULL).status, 200);
    assert_true(atomic_load(&slow_done) < before + 8); /* four workers: the last of eight ends after 0.6 seconds */
    for (int i = 0; i < 8; i++) {
        assert_int_equal(client_read(server->arena, fds[i]).status, 200);
        close(fds[i]);
    }
}

static void a_client_that_leaves_early_harms_nobody(void **state) {
    Server *server = *state;
    int before = atomic_load(&slow_done);
    const char *request =
        arena_printf(server->arena, "GET /api/v1/slow HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" COOKIE "\r\n", server->port);
    for (int i = 0; i < 8; i++) {
        int fd = client_connect(server->port);
        client_send(fd, request, strlen(request));
        close(fd);
    }
    for (int i = 0; i < 300 && atomic_load(&slow_done) < before + 8; i++) usleep(10000);
    assert_int_equal(atomic_load(&slow_done), before + 8);
    assert_int_equal(get(server, "/api/v1/slow", NULL).status, 200);
}

/* --- the way in, pages and files ------------------------------------------------------------------------------------------------------------ */

static void a_key_opens_one_browser_once(void **state) {
    Server *server = *state;
    Error error = {0};
    const char *url = http_url(server->http, server->arena), *path = strstr(url, "/?key=");
    char *kept = file_read(server->arena, server->key_file, 1000, NULL, &error);
    assert_memory_equal(kept, strchr(url, '=') + 1, strlen(kept) - 1);
    Answer first = client_call(server->arena, server->port, "GET", path, "", NULL);
    assert_int_equal(first.status, 303);
    assert_string_equal(header(server, &first, "Location"), "/");
    const char *cookie = header(server, &first, "Set-Cookie");
    assert_non_null(strstr(cookie, "HttpOnly"));
    assert_non_null(strstr(cookie, "SameSite=Strict"));
    assert_non_null(strstr(cookie, "Path=/"));
    assert_memory_equal(cookie, "viva=", 5);
    assert_memory_equal(cookie + 5, opened, strlen(opened));
    Answer again = client_call(server->arena, server->port, "GET", path, "", NULL);
    assert_int_equal(again.status, 403);
    assert_string_not_equal(http_url(server->http, server->arena), url);
    Answer known = get(server, path, NULL);
    assert_int_equal(known.status, 303); /* who is in already just goes home */
}

typedef struct {
    int port;
    const char *path;
    int status;
} Racer;

static void *race(void *self) {
    Racer *racer = self;
    Arena *arena = arena_new();
    racer->status = client_call(arena, racer->port, "GET", racer->path, "", NULL).status;
    arena_free(arena);
    return NULL;
}

static void of_many_who_race_with_one_key_one_gets_in(void **state) {
    Server *server = *state;
    enum { RACERS = 16 };
    pthread_t threads[RACERS];
    Racer racers[RACERS];
    const char *path = strstr(http_url(server->http, server->arena), "/?key=");
    int in = 0;
    for (int i = 0; i < RACERS; i++) {
        racers[i] = (Racer){server->port, path, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, race, &racers[i]), 0);
    }
    for (int i = 0; i < RACERS; i++) {
        pthread_join(threads[i], NULL);
        assert_true(racers[i].status == 303 || racers[i].status == 403);
        in += racers[i].status == 303;
    }
    assert_int_equal(in, 1);
}

static void the_key_file_is_for_its_owner_alone(void **state) {
    Server *server = *state;
    assert_int_equal(access(server->key_file, R_OK), 0);
    char command[200];
    snprintf(command, sizeof command, "test \"$(stat -c %%a %s)\" = 600", server->key_file);
    assert_int_equal(system(command), 0);
}

static void a_stranger_gets_a_page_without_script_that_says_how_to_get_in(void **state) {
    Server *server = *state;
    Answer answer = client_call(server->arena, server->port, "GET", "/practise/k-nn", "", NULL);
    assert_int_equal(answer.status, 401);
    assert_non_null(strstr(answer.body, "/?key="));
    assert_null(strstr(answer.body, "<script"));
    assert_null(strstr(answer.body, "<p>app"));
}

static void a_page_has_a_fresh_nonce_in_its_meta_tag_and_policy(void **state) {
    Server *server = *state;
    Answer one = get(server, "/", NULL), two = get(server, "/questions/k-nn", NULL);
    const char *mark = "content=\"", *nonce = strstr(one.body, mark) + strlen(mark);
    assert_string_equal(header(server, &one, "Cache-Control"), "no-store");
    assert_int_equal(strcspn(nonce, "\""), 22);
    char source[64];
    snprintf(source, sizeof source, "'nonce-%.22s'", nonce);
    assert_non_null(strstr(header(server, &one, "Content-Security-Policy"), source));
    assert_non_null(strstr(header(server, &one, "Content-Security-Policy"), "script-src 'self';"));
    assert_null(strstr(two.body, source + 7));
    assert_non_null(strstr(two.body, "\"><p>app"));
}

static void a_file_with_a_hash_in_its_name_is_kept_for_good(void **state) {
    Server *server = *state;
    Answer script = get(server, "/app-3F2A9C1B.js", NULL), style = get(server, "/app.css", NULL),
           none = get(server, "/app-00000000.js", NULL);
    assert_string_equal(script.body, "export{}");
    assert_non_null(strstr(header(server, &script, "Content-Type"), "text/javascript"));
    assert_non_null(strstr(header(server, &script, "Cache-Control"), "immutable"));
    assert_string_equal(header(server, &style, "Cache-Control"), "private, no-cache");
    assert_error(&none, 404, "not-found", "app-00000000.js");
    Answer again = get(server, "/app.css", arena_printf(server->arena, "If-None-Match: %s\r\n", header(server, &style, "ETag")));
    assert_int_equal(again.status, 304);
}

static void only_loopback_addresses_are_listened_on(void **state) {
    Server *server = *state;
    static const char *const outside[] = {"0.0.0.0", "::", "192.168.1.1", "example.org"};
    for (size_t i = 0; i < 4; i++) {
        Error error = {0};
        HttpOptions options = server_options(server);
        options.address = outside[i];
        assert_null(http_start(&options, &error));
        assert_string_equal(error.where, "listen");
    }
    Error error = {0};
    HttpOptions options = server_options(server);
    options.port = server->port;
    assert_null(http_start(&options, &error));
    assert_non_null(strstr(error.message, "another port"));
}

/* --- event streams ------------------------------------------------------------------------------------------------------------------------- */

static int open_stream(Server *server, const char *token) {
    int fd = client_connect(server->port);
    const char *request = arena_printf(
        server->arena, "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: viva=%s\r\n\r\n", server->port, token);
    client_send(fd, request, strlen(request));
    return fd;
}

static void an_event_reaches_every_stream_of_its_learner_and_no_other(void **state) {
    Server *server = *state;
    int one = open_stream(server, ALICE), two = open_stream(server, ALICE), other = open_stream(server, BOB);
    assert_true(client_wait_for(one, "text/event-stream"));
    assert_true(client_wait_for(two, ": viva"));
    assert_true(client_wait_for(other, ": viva"));
    assert_int_equal(bus_publish(server->bus, ALICE, "run", "{\"id\":1}"), 2);
    assert_true(client_wait_for(one, "event: run\ndata: {\"id\":1}\n\n"));
    assert_true(client_wait_for(two, "event: run\ndata: {\"id\":1}\n\n"));
    bus_publish(server->bus, BOB, "run", "{\"id\":2}");
    assert_true(client_wait_for(other, "event: run\ndata: {\"id\":2}\n\n"));
    close(one);
    close(two);
    close(other);
}

static void a_silent_stream_has_a_heartbeat(void **state) {
    Server *server = *state;
    int fd = open_stream(server, ALICE);
    assert_true(client_wait_for(fd, ": heartbeat"));
    assert_true(client_wait_for(fd, ": heartbeat"));
    close(fd);
}

/* How many streams of a learner the server has, waiting up to three seconds for it to be `want`. */
static size_t streams_of(Server *server, const char *learner, size_t want) {
    size_t count = 0;
    for (int i = 0; i < 300; i++) {
        if ((count = bus_publish(server->bus, learner, "ping", "{}")) == want) break;
        usleep(10000);
    }
    return count;
}

static void a_learner_has_at_most_16_streams_and_closed_ones_leave_at_once(void **state) {
    Server *server = *state;
    int fds[16];
    for (int i = 0; i < 16; i++) assert_true(client_wait_for(fds[i] = open_stream(server, ALICE), ": viva"));
    Answer more = get(server, "/api/v1/events", NULL);
    assert_error(&more, 429, "too-many", "16 event streams");
    close(fds[3]);
    assert_int_equal(streams_of(server, ALICE, 15), 15);
    fds[3] = open_stream(server, ALICE);
    assert_true(client_wait_for(fds[3], ": viva"));
    for (int i = 0; i < 16; i++) close(fds[i]);
    assert_int_equal(streams_of(server, ALICE, 0), 0);
}

static void a_slow_reader_loses_the_oldest_events_and_is_told(void **state) {
    Server *server = *state;
    int fd = open_stream(server, ALICE);
    assert_true(client_wait_for(fd, ": viva"));
    char *data = arena_alloc(server->arena, 100001);
    memset(data, 'x', 100000);
    for (int i = 0; i < 400; i++) bus_publish(server->bus, ALICE, "run", data);
    bus_publish(server->bus, ALICE, "run", "the last one");
    assert_true(client_wait_for(fd, "event: resync\ndata: {}"));
    assert_true(client_wait_for(fd, "the last one"));
    close(fd);
}

static void *publish_fifty(void *bus) {
    for (int i = 0; i < 50; i++) bus_publish(bus, ALICE, "run", "{\"a\":\n1}");
    return NULL;
}

static void events_of_many_threads_arrive_whole(void **state) {
    Server *server = *state;
    pthread_t threads[4];
    int fd = open_stream(server, ALICE), count = 0;
    assert_true(client_wait_for(fd, ": viva"));
    for (int i = 0; i < 4; i++) assert_int_equal(pthread_create(&threads[i], NULL, publish_fifty, server->bus), 0);
    for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    bus_publish(server->bus, ALICE, "end", "{}");
    Buf all = buf_new(server->arena);
    char block[8192];
    for (ssize_t got; !strstr(all.data, "event: end") && (got = recv(fd, block, sizeof block, 0)) > 0;)
        buf_add(&all, block, (size_t)got);
    for (const char *at = all.data; (at = strstr(at, "event: run\ndata: {\"a\": 1}\n\n")); at++) count++;
    assert_int_equal(count, 200);
    close(fd);
}

static void a_thousand_streams_live_beside_the_calls(void **state) {
    Server *server = *state;
    enum { STREAMS = 1000 };
    int fds[STREAMS];
    char tokens[STREAMS][44];
    for (int i = 0; i < STREAMS; i++) {
        snprintf(tokens[i], sizeof tokens[i], "L%042d", i);
        fds[i] = open_stream(server, tokens[i]);
    }
    for (int i = 0; i < STREAMS; i++) assert_int_equal(streams_of(server, tokens[i], 1), 1);
    assert_int_equal(get(server, "/api/v1/echo", NULL).status, 200);
    for (int i = 0; i < STREAMS; i++) bus_publish(server->bus, tokens[i], "run", tokens[i]);
    for (int i = 0; i < STREAMS; i++) assert_true(client_wait_for(fds[i], tokens[i]));
    for (int i = 0; i < STREAMS; i++) close(fds[i]);
    for (int i = 0; i < STREAMS; i++) assert_int_equal(streams_of(server, tokens[i], 0), 0);
}

static void stopping_finishes_what_runs_and_ends_the_streams(void **state) {
    Server *server = *state;
    int stream = open_stream(server, ALICE);
    assert_true(client_wait_for(stream, ": viva"));
    int fd = client_connect(server->port), before = atomic_load(&slow_done);
    const char *request =
        arena_printf(server->arena, "GET /api/v1/slow HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" COOKIE "\r\n", server->port);
    client_send(fd, request, strlen(request));
    usleep(100 * 1000);
    http_stop(server->http);
    server->http = NULL;
    assert_int_equal(atomic_load(&slow_done), before + 1);
    Answer answer = client_read(server->arena, fd);
    assert_int_equal(answer.status, 200);
    assert_string_equal(answer.body, "{\"slow\":true}");
    assert_true(client_wait_for(stream, "0\r\n\r\n")); /* the end of a chunked body: closed in order */
    close(fd);
    close(stream);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    log_set_level(LOG_WARNING);
    const struct CMUnitTest tests[] = {
        TEST(an_answer_is_json_with_every_protective_header),
        TEST(a_known_etag_is_answered_with_304),
        TEST(a_long_answer_is_gzip_for_those_who_take_it),
        TEST(a_tag_of_the_packed_form_is_known_too),
        TEST(parts_of_a_path_are_decoded_one_by_one),
        TEST(head_is_get_without_a_body),
        TEST(an_error_carries_its_extra_fields),
        TEST(an_unknown_call_is_404_and_a_wrong_method_405_with_allow),
        TEST(options_lists_the_methods_of_a_path),
        TEST(bad_addresses_are_400_with_a_reason),
        TEST(a_long_quoted_word_does_not_break_the_answer),
        TEST(without_a_session_every_call_is_401),
        TEST(a_foreign_host_is_refused),
        TEST(a_foreign_origin_is_refused),
        TEST(a_write_needs_the_csrf_word_of_its_session),
        TEST(a_body_arrives_as_the_object_it_is),
        TEST(a_bad_body_is_400_and_says_where),
        TEST(deep_nesting_is_refused_before_it_is_parsed),
        TEST(a_raw_nul_in_a_body_is_400),
        TEST(a_body_that_is_too_long_is_413_with_its_limit),
        TEST(only_json_is_taken_and_says_so),
        TEST(a_call_that_may_have_a_body_takes_none),
        TEST(requests_may_come_in_pieces_or_several_at_once),
        TEST(broken_requests_end_without_harm),
        TEST(writes_beyond_the_rate_are_429_with_the_time_to_wait),
        TEST(a_slow_call_does_not_hold_up_others),
        TEST(a_client_that_leaves_early_harms_nobody),
        TEST(a_key_opens_one_browser_once),
        TEST(of_many_who_race_with_one_key_one_gets_in),
        TEST(the_key_file_is_for_its_owner_alone),
        TEST(a_stranger_gets_a_page_without_script_that_says_how_to_get_in),
        TEST(a_page_has_a_fresh_nonce_in_its_meta_tag_and_policy),
        TEST(a_file_with_a_hash_in_its_name_is_kept_for_good),
        TEST(only_loopback_addresses_are_listened_on),
        TEST(an_event_reaches_every_stream_of_its_learner_and_no_other),
        TEST(a_silent_stream_has_a_heartbeat),
        TEST(a_learner_has_at_most_16_streams_and_closed_ones_leave_at_once),
        TEST(a_slow_reader_loses_the_oldest_events_and_is_told),
        TEST(events_of_many_threads_arrive_whole),
        TEST(a_thousand_streams_live_beside_the_calls),
        TEST(stopping_finishes_what_runs_and_ends_the_streams),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
